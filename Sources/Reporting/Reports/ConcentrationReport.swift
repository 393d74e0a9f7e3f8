public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// How concentrated products or needs are.
  ///
  /// - Parameters:
  ///   - showsShares: whether tables list every group's share.
  ///   - draws: what draws of the shares say of the indices, where they were made.
  public static func concentration(
    _ results: [Concentration], in graph: SupplyGraph, showsShares: Bool, draws: DrawnIndices? = nil
  ) -> Report {
    let text = GraphText(graph)
    var report = Report(
      schema: "concentration", title: "Concentration by \(results.first?.grouping.rawValue ?? "provider")")
    report.say(
      "HHI is Σ share², from 0 (countless equal providers) to 10\u{202F}000 points (one). It and the leader's share are computed on the part that is attributed; two more columns say what the HHI would be with the rest split among countless others, or wholly the leader's."
    )
    let indexed = results.filter { $0.grouping != .hazard }
    if let draws { report.state(draws) }
    if !indexed.isEmpty { report.add(table(results, draws, text)) }
    if showsShares || indexed.isEmpty {
      for result in results { report.add(shareTable(result, text)) }
    }
    sayUnplaced(results, text, &report)
    if !indexed.isEmpty {
      report.say(
        "Bands others use, for their own purpose: US Merger Guidelines 2023 call an antitrust market above 1\u{202F}000 points moderately and above 1\u{202F}800 highly concentrated; the European Commission flags strategic dependence where the HHI of extra-EU imports exceeds 0.4 (4\u{202F}000)."
      )
    }
    if results.contains(where: { $0.range?.maximum.isExact == false }) {
      report.say("A range marked ≤ is a bound: too many shares are free for an exact search.")
    }
    report.set(
      "results", .array(results.indices.map { .object(json(results[$0], text) + (draws?.members($0) ?? [])) }))
    return report
  }

  /// `unknown` counts as one group, which an index by country must not be read without.
  private static func sayUnplaced(_ results: [Concentration], _ text: GraphText, _ report: inout Report) {
    let unplaced = results.filter { result in
      result.grouping == .country && result.shares.contains { $0.key == "unknown" && $0.share > 0 }
    }
    guard let first = unplaced.first else { return }
    let names = unplaced.prefix(3).map { text.graph.productName($0.product) }.joined(separator: ", ")
    let more = unplaced.count > 3 ? " and \(NumberText.count(unplaced.count - 3, "other"))" : ""
    let next =
      first.scope == .stage
      ? "--by hq groups by head office; --stage asks about another stage" : "--by hq groups by head office"
    report.say(
      "Providers without a country of their own (firms that make things at sites, for one) count as one group, unknown: \(names)\(more). \(next)."
    )
  }

  private static func table(_ results: [Concentration], _ draws: DrawnIndices?, _ text: GraphText) -> Table {
    var table = Table(columns: [
      .init("product", "Product"), .init("scope", "Of"), .init("entity", "Buyer"), .init("leader", "Leader"),
      .init("cr1", "Share of what is known", isNumeric: true), .init("cr3", "Top 3 of what is known", isNumeric: true),
      .init("hhi", "HHI", isNumeric: true), .init("hhi_low", "If the rest is many small", isNumeric: true),
      .init("hhi_high", "If the rest is the leader's", isNumeric: true),
      .init("hhi_range", "Under share ranges", isNumeric: true),
      .init("effective_number", "Effective providers", isNumeric: true),
      .init("unattributed", "Unattributed", isNumeric: true),
    ])
    let order = results.indices.sorted {
      (results[$0].indices?.hhi ?? -1, results[$1].product) > (results[$1].indices?.hhi ?? -1, results[$0].product)
    }
    for result in order.map({ results[$0] }) {
      let indices = result.indices
      let bound = result.range?.maximum.isExact == false ? "≤ " : ""
      table.rows.append([
        .display(text.graph.productName(result.product), raw: result.product), .text(result.scope.rawValue),
        result.entity.map { .display(text.name($0), raw: text.id($0)) } ?? .display("all", raw: ""),
        result.shares.first.map { .display(keyName($0.key, text), raw: $0.key) } ?? .missing,
        .optionalShare(indices?.cr1), .optionalShare(indices?.cr3), points(indices?.hhi), points(indices?.hhiLow),
        points(indices?.hhiHigh),
        result.range.map { range in
          .display(
            pointsText(range.minimum.hhi) + "–" + bound + pointsText(range.maximum.hhi),
            raw: "\(NumberText.plain(range.minimum.hhi))..\(NumberText.plain(range.maximum.hhi))")
        } ?? .missing,
        indices?.effectiveNumber.map { .number($0, digits: 2) } ?? .missing, .share(result.unattributed),
      ])
    }
    if let draws { table.insert(DrawnIndices.columns, after: "hhi_range", cells: order.map { draws.cells($0) }) }
    return table
  }

  private static func shareTable(_ result: Concentration, _ text: GraphText) -> Table {
    let buyer = result.entity.map { " of \(text.name($0))" } ?? ""
    var table = Table(
      title: "\(text.graph.productName(result.product))\(buyer), by \(result.grouping.rawValue)",
      columns: [
        .init("product", "Product"), .init("key", result.grouping.title),
        .init("share", "Share", isNumeric: true),
      ])
    for entry in result.shares {
      table.rows.append([
        .display(text.graph.productName(result.product), raw: result.product),
        .display(keyName(entry.key, text), raw: entry.key), .share(entry.share),
      ])
    }
    if result.unattributed > 0 {
      table.rows.append([
        .display(text.graph.productName(result.product), raw: result.product), .text("unattributed"),
        .share(result.unattributed),
      ])
    }
    return table
  }

  private static func keyName(_ key: String, _ text: GraphText) -> String {
    text.graph.entity(key).map { text.name($0) } ?? Countries.name(key) ?? key
  }

  private static func points(_ hhi: Double?) -> Table.Cell {
    hhi.map { .display(pointsText($0), raw: NumberText.plain($0)) } ?? .missing
  }

  private static func pointsText(_ hhi: Double) -> String { NumberText.decimal(hhi * 10_000, digits: 0) }

  private static func json(_ result: Concentration, _ text: GraphText) -> [JSONValue.Member] {
    let indices = result.indices
    let json: JSONValue = [
      "product": .string(result.product), "scope": .string(result.scope.rawValue),
      "entity": .optional(result.entity.map { text.id($0) }), "by": .string(result.grouping.rawValue),
      "hhi": .optional(indices?.hhi), "hhi_low": .optional(indices?.hhiLow), "hhi_high": .optional(indices?.hhiHigh),
      "hhi_range_low": .optional(result.range?.minimum.hhi), "hhi_range_high": .optional(result.range?.maximum.hhi),
      "hhi_range_exact": result.range.map { .bool($0.maximum.isExact) } ?? .null,
      "effective_number": .optional(indices?.effectiveNumber), "cr1": .optional(indices?.cr1),
      "cr3": .optional(indices?.cr3), "entropy": .optional(indices?.entropy),
      "normalised_entropy": .optional(indices?.normalisedEntropy), "gini": .optional(indices?.gini),
      "providers_for_75_percent": .optional(indices?.providersFor75), "unattributed": .number(result.unattributed),
      "shares": .array(result.shares.map { ["key": .string($0.key), "share": .number($0.share)] }),
    ]
    if case .object(let members) = json { return members }
    return []
  }
}

extension ConcentrationGrouping {
  /// The heading of a column of keys.
  fileprivate var title: String {
    switch self {
    case .provider: "Provider"
    case .owner: "Owner"
    case .country: "Country"
    case .hq: "Head office"
    case .hazard: "Hazard"
    }
  }
}
