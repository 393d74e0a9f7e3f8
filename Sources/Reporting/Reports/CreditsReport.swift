import RiskAnalysis
public import SupplyGraph

extension Report {
  /// Whom a graph's figures come from, and what rests on each.
  public static func credits(of graph: SupplyGraph) -> Report {
    let credits = SourceCredit.all(graph)
    var report = Report(schema: "describe", title: "\(graph.title): sources and licences")
    if let licence = graph.licence { report.say("The graph itself: \(licence).") }
    let attributed = credits.filter {
      SourceCredit.asksForAttribution(graph.sources[$0.source]) && graph.sources[$0.source].publisher != nil
    }
    var publishers: [String] = []
    for credit in attributed {
      if let publisher = graph.sources[credit.source].publisher, !publishers.contains(publisher) {
        publishers.append(publisher)
      }
    }
    if !publishers.isEmpty {
      report.say("Passed on under licences that ask for credit: \(publishers.joined(separator: ", ")).")
    }
    let unused = credits.count { $0.rows == 0 }
    if unused > 0 { report.say("\(unused) \(unused == 1 ? "source is" : "sources are") listed and no row names them.") }
    var table = Table(columns: [
      .init("source", "Source"), .init("publisher", "Publisher"), .init("licence", "Licence"),
      .init("supplies", "Supplies", isNumeric: true), .init("other_rows", "Other rows", isNumeric: true),
      .init("title", "Title"), .init("date", "Date"), .init("url", "Address"),
    ])
    var rows: [JSONValue] = []
    for credit in credits {
      let source = graph.sources[credit.source]
      table.rows.append([
        .text(source.id), .optionalText(source.publisher), .optionalText(source.licence), .integer(credit.supplies),
        .integer(credit.others), .text(source.title), .optionalText(source.date?.description),
        .optionalText(source.url),
      ])
      rows.append([
        "source": .string(source.id), "title": .string(source.title), "publisher": .optional(source.publisher),
        "licence": .optional(source.licence), "url": .optional(source.url),
        "date": .optional(source.date?.description), "rows": .integer(credit.rows),
        "supplies": .integer(credit.supplies),
      ])
    }
    report.add(table)
    report.set("licence", .optional(graph.licence))
    report.set("credits", .array(rows))
    return report
  }
}
