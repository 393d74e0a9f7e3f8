public import Comparison
public import SupplyGraph

extension Report {
  /// How long the targets can do without each entity, and what its own outage costs.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func outageTimes(
    _ times: OutageTimes, in graph: SupplyGraph, targetSelector: String, top: Int?
  ) -> Report {
    let text = GraphText(graph)
    var report = Report(
      schema: "chokepoints-time", title: "How long \(text.names(times.targets, limit: 6)) can do without each entity")
    report.say(
      "Survived: the longest outage, up to \(OutageTimes.longestDays) days, in which no target ever loses more than 0.1 %. Gap: the entity's own outage minus that; where the graph states no outage, \(OutageRanking.standardDays) days stand in (marked *). First loss, days and USD lost: of that outage, days as a mean over the targets."
    )
    let exposed = times.rows.count { $0.gap > 0 }
    report.say(
      "\(NumberText.count(exposed, "entity", plural: "entities")) of \(times.rows.count) can be out longer than the targets can do without."
    )
    let shown = top.map { Array(times.rows.prefix($0)) } ?? times.rows
    report.add(table(shown, text))
    if shown.count < times.rows.count {
      report.say("Not shown: \(NumberText.count(times.rows.count - shown.count, "row")); --top 0 shows all.")
    }
    report.set("target", .string(targetSelector))
    report.set("targets", .strings(times.targets.map { text.id($0) }))
    report.set("results", .array(times.rows.map { json($0, text) }))
    return report
  }

  private static func table(_ rows: [OutageTime], _ text: GraphText) -> Table {
    var table = Table(columns: [
      .init("id", "Entity"), .init("kind", "Kind"), .init("outage_days", "Outage, days", isNumeric: true),
      .init("survived_days", "Survived, days", isNumeric: true), .init("gap", "Gap, days", isNumeric: true),
      .init("time_to_survive", "First loss, day", isNumeric: true),
      .init("lost_days", "Days lost", isNumeric: true), .init("lost_value", "Lost, USD bn", isNumeric: true),
      .init("per_year", "Outage a year", isNumeric: true),
      .init("expected_lost_value", "Expected, USD bn a year", isNumeric: true),
    ])
    for row in rows {
      let isLongest = row.survivedDays >= OutageTimes.longestDays
      table.rows.append([
        .display(text.name(row.entity), raw: text.id(row.entity)), .text(text.graph[row.entity].kind.rawValue),
        .display("\(row.outageDays)" + (row.isStated ? "" : "*"), raw: String(row.outageDays)),
        .display(isLongest ? "≥ \(row.survivedDays)" : "\(row.survivedDays)", raw: String(row.survivedDays)),
        isLongest ? .display("none", raw: String(row.gap)) : .integer(row.gap),
        row.timeToSurvive.map { .integer($0) } ?? .display("none", raw: ""), .number(row.lostDays, digits: 1),
        row.lostValue.map { .number($0, digits: 2) } ?? .missing, .optionalShare(row.perYear),
        row.expectedLostValue.map { .number($0, digits: 3) } ?? .missing,
      ])
    }
    return table
  }

  private static func json(_ row: OutageTime, _ text: GraphText) -> JSONValue {
    [
      "id": .string(text.id(row.entity)), "kind": .string(text.graph[row.entity].kind.rawValue),
      "outage_days": .integer(row.outageDays), "outage_stated": .bool(row.isStated),
      "survived_days": .integer(row.survivedDays), "gap": .integer(row.gap),
      "time_to_survive": row.timeToSurvive.map { .integer($0) } ?? .null, "lost_days": .number(row.lostDays),
      "lost_value": .optional(row.lostValue), "per_year": .optional(row.perYear),
      "expected_lost_days": .optional(row.expectedLostDays), "expected_lost_value": .optional(row.expectedLostValue),
    ]
  }
}
