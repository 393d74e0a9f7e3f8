public import SupplyGraph
public import TradeAnalysis

extension Report {
  /// Published imports over time by country of origin, with their concentration.
  ///
  /// - Parameter limit: columns of the tables; the others are added up.
  public static func tradeHistory(
    _ series: [ImportHistory], in graph: SupplyGraph, reporter: String, partners limit: Int = 5
  ) -> Report {
    let name = Countries.name(reporter) ?? reporter
    var report = Report(schema: "trade-history", title: "Published imports of \(name) by origin")
    report.say(
      "HHI is Σ share² over the countries listed, from 0 to 10\u{202F}000 points; the span says what it is if the rest belongs to countless others or to the leader. These are statistics beside the graph: no share of it is computed from them."
    )
    for history in series {
      if let sentence = sentence(history) { report.say(sentence) }
      report.add(table(history, limit: limit, withHeading: series.count > 1))
    }
    let sources = Set(series.flatMap(\.sources)).sorted()
    if let table = GraphText(graph).sourceTable(sources.map { graph.sources[$0].id }) { report.add(table) }
    report.set("reporter", .string(reporter))
    report.set("history", .array(series.map { json($0, graph) }))
    return report
  }

  private static func title(_ history: ImportHistory) -> String {
    "\(history.hs), \(history.unit)" + (history.basis.map { ", \($0)" } ?? "")
  }

  private static func sentence(_ history: ImportHistory) -> String? {
    guard let first = history.entries.first, let last = history.entries.last, first.period != last.period,
      let leader = history.partners.indices.max(by: { (last.values[$0] ?? 0) < (last.values[$1] ?? 0) }),
      last.total > 0, first.total > 0
    else { return nil }
    let now = (last.values[leader] ?? 0) / last.total
    let before = first.values[leader].map { $0 / first.total }
    let name = Countries.name(history.partners[leader]) ?? history.partners[leader]
    let revised = history.revised > 0 ? " \(history.revised) earlier figures were replaced by later releases." : ""
    return "\(history.hs): \(name) leads in \(last.period) with \(NumberText.percent(now))"
      + (before.map { ", after \(NumberText.percent($0)) in \(first.period)" } ?? "") + "." + revised
  }

  private static func table(_ history: ImportHistory, limit: Int, withHeading: Bool) -> Table {
    let shown = history.partners.prefix(limit)
    var table = Table(
      title: title(history),
      columns: (withHeading ? [.init("hs", "HS")] : []) + [
        .init("period", "Period"), .init("customs_value", "Total", isNumeric: true),
      ] + shown.map { .init($0, Countries.name($0) ?? $0, isNumeric: true) } + [
        .init("rest", "Rest", isNumeric: true), .init("hhi", "HHI", isNumeric: true),
        .init("hhi_low", "If the rest is many small", isNumeric: true),
        .init("hhi_high", "If the leader's", isNumeric: true),
      ])
    for entry in history.entries {
      let values = shown.indices.map { entry.values[$0] }
      let rest = max(0, entry.total - values.reduce(0) { $0 + ($1 ?? 0) })
      func share(_ value: Double?) -> Table.Cell {
        .optionalShare(entry.total > 0 ? value.map { $0 / entry.total } : nil)
      }
      table.rows.append(
        (withHeading ? [.text(history.hs)] : []) + [
          .text(entry.period.description), .number(entry.total, digits: 2),
        ] + values.map(share) + [share(rest), points(entry.hhi), points(entry.hhiLow), points(entry.hhiHigh)])
    }
    return table
  }

  private static func points(_ hhi: Double?) -> Table.Cell {
    hhi.map { .display(NumberText.decimal($0 * 10_000, digits: 0), raw: NumberText.plain($0)) } ?? .missing
  }

  private static func json(_ history: ImportHistory, _ graph: SupplyGraph) -> JSONValue {
    [
      "reporter": .string(history.reporter), "hs": .string(history.hs), "unit": .string(history.unit),
      "basis": .optional(history.basis), "revised": .integer(history.revised),
      "sources": .strings(history.sources.map { graph.sources[$0].id }),
      "periods": .array(
        history.entries.map { entry in
          [
            "period": .string(entry.period.description), "customs_value": .number(entry.total),
            "release": .optional(entry.release?.description), "hhi": .optional(entry.hhi),
            "hhi_low": .optional(entry.hhiLow), "hhi_high": .optional(entry.hhiHigh),
            "unattributed": .number(entry.unattributed),
            "partners": .array(
              zip(history.partners, entry.values).compactMap { partner, value in
                value.map { value in
                  [
                    "partner": .string(partner), "customs_value": .number(value),
                    "share": entry.total > 0 ? .number(value / entry.total) : .null,
                  ]
                }
              }),
          ]
        }),
    ]
  }
}
