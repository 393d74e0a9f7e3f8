public import Propagation
public import SupplyGraph

extension Report {
  /// Whose value is inside a target's output.
  ///
  /// - Parameters:
  ///   - atLowDefault: the same with the low end of the default value-added share.
  ///   - atHighDefault: the same with its high end.
  ///   - top: countries to show; nil for all.
  public static func value(
    _ origin: ValueOrigin, atLowDefault: ValueOrigin, atHighDefault: ValueOrigin, in graph: SupplyGraph, top: Int?
  ) -> Report {
    let text = GraphText(graph)
    let target = text.name(origin.target)
    var report = Report(schema: "exposure", title: "\(target): whose value is inside")
    let rows = ValueRow.all(origin, atLowDefault, atHighDefault, text)
    report.say(
      "Value share is the part of what \(target) buys that was added in a country, through all stages. It says where value comes from, not what would stop."
    )
    if let first = rows.first(where: { $0.isCountry }) {
      report.say(
        "\(NumberText.percent(first.share)) was added in \(first.name); \(NumberText.percent(origin.unattributed)) is bought from nobody in particular, and \(NumberText.percent(origin.unknown)) was added by firms whose place is not recorded."
      )
    }
    let countries = rows.filter(\.isCountry)
    let shown = top.map { Array(countries.prefix($0)) } ?? countries
    report.add(table(shown + rows.filter { !$0.isCountry }))
    if shown.count < countries.count {
      report.say("\(countries.count - shown.count) smaller countries are not shown; --top 0 shows all.")
    }
    let standard = Defaults.valueAddedShare
    report.say(
      "From and to: the smallest and the largest of three computations, in which firms without a stated value-added share add \(NumberText.percent(standard.low)), \(NumberText.percent(standard.value)) (the value shown) or \(NumberText.percent(standard.high)). They are no bounds."
    )
    report.set("results", .array(rows.map { $0.json(target: text.id(origin.target)) }))
    report.set("default_value_added_share", .number(standard.value))
    report.set("error_bound", .number(origin.errorBound))
    return report
  }

  private static func table(_ rows: [ValueRow]) -> Table {
    var table = Table(columns: [
      .init("country", "Country"), .init("value_share", "Value share", isNumeric: true),
      .init("value_share_low", "From", isNumeric: true), .init("value_share_high", "To", isNumeric: true),
    ])
    for row in rows {
      table.rows.append([.display(row.name, raw: row.id), .share(row.share), .share(row.low), .share(row.high)])
    }
    return table
  }
}

private struct ValueRow {
  var id: String
  var name: String
  var isCountry: Bool
  var share: Double
  var low: Double
  var high: Double

  /// Countries with any part by falling share, then code; then what has no country.
  static func all(_ origin: ValueOrigin, _ atLow: ValueOrigin, _ atHigh: ValueOrigin, _ text: GraphText) -> [ValueRow] {
    func row(_ id: String, _ name: String, _ isCountry: Bool, _ values: [Double]) -> ValueRow {
      ValueRow(
        id: id, name: name, isCountry: isCountry, share: values[0], low: values.min() ?? 0, high: values.max() ?? 0)
    }
    var rows: [ValueRow] = []
    for (index, code) in origin.countries.enumerated() {
      let values = [origin.shares[index], atLow.shares[index], atHigh.shares[index]]
      if values.contains(where: { $0 > 0 }) { rows.append(row(code, text.country(code), true, values)) }
    }
    rows.sort { a, b in a.share != b.share ? a.share > b.share : a.id < b.id }
    rows.append(row("unknown", "place unknown", false, [origin.unknown, atLow.unknown, atHigh.unknown]))
    rows.append(
      row("unattributed", "unattributed", false, [origin.unattributed, atLow.unattributed, atHigh.unattributed]))
    return rows
  }

  func json(target: String) -> JSONValue {
    [
      "target": .string(target), "country": .string(id), "value_share": .number(share),
      "value_share_low": .number(low), "value_share_high": .number(high),
    ]
  }
}

extension GraphText {
  /// A country's name by its code.
  func country(_ code: String) -> String {
    graph.entity(code).map { name($0) } ?? Countries.name(code) ?? code
  }
}
