public import RiskAnalysis
import SupplyGraph

extension Report {
  /// How good the evidence is, weighed by what the targets buy through all stages.
  public static func coverage(_ coverage: EvidenceCoverage) -> Report {
    let text = GraphText(coverage.graph)
    var report = Report(schema: "describe", title: "\(coverage.graph.title): evidence where it matters")
    let methods = coverage.fractions { supply, _ in supply.evidence.method }
    report.say(
      "A supply counts by the part of what \(text.names(coverage.targets)) buy that runs over it, through all stages. One market share used for several buyers counts once: \(coverage.rows.count) rows count, \(coverage.repeatedRows) repeat them."
    )
    if coverage.total > 0 {
      report.say(
        "\(NumberText.percent(methods[.reported] ?? 0)) of it was reported about the very buyer, \(NumberText.percent(methods[.judged] ?? 0)) is judgement."
      )
    } else {
      report.say("Nobody among the targets buys anything from a named supplier, so there is nothing to weigh.")
    }
    let ages = coverage.fractions { supply, _ in EvidenceAge(supply.evidence, in: coverage.graph) }
    let confidences = coverage.fractions { supply, _ in supply.evidence.confidence }
    addTable(&report, "By method", "method", EvidenceMethod.allCases.map { ($0.rawValue, methods[$0] ?? 0) })
    addTable(&report, "By confidence", "confidence", Confidence.allCases.map { ($0.rawValue, confidences[$0] ?? 0) })
    addTable(&report, "By age at the graph's date", "age", EvidenceAge.allCases.map { ($0.title, ages[$0] ?? 0) })
    report.set("path_mass", .object(EvidenceMethod.allCases.map { .init($0.key, .number(methods[$0] ?? 0)) }))
    report.set(
      "path_mass_by_confidence",
      .object(Confidence.allCases.map { .init($0.rawValue, .number(confidences[$0] ?? 0)) }))
    report.set("path_mass_by_age", .object(EvidenceAge.allCases.map { .init($0.rawValue, .number(ages[$0] ?? 0)) }))
    addTiers(coverage, &report)
    report.set("targets", .strings(coverage.targets.map { text.id($0) }))
    report.set("counted_rows", .integer(coverage.rows.count))
    report.set("repeated_rows", .integer(coverage.repeatedRows))
    return report
  }

  private static func addTable(_ report: inout Report, _ title: String, _ key: String, _ parts: [(String, Double)]) {
    var table = Table(
      title: title,
      columns: [.init(key, key.prefix(1).uppercased() + key.dropFirst()), .init("part", "Part", isNumeric: true)])
    for (name, part) in parts { table.rows.append([.text(name), .share(part)]) }
    report.add(table)
  }

  private struct TierMethod: Hashable {
    var tier: Int
    var method: EvidenceMethod
  }

  private static func addTiers(_ coverage: EvidenceCoverage, _ report: inout Report) {
    let graph = coverage.graph
    let parts = coverage.fractions { supply, need in
      TierMethod(tier: graph[need.entity].tier, method: supply.evidence.method)
    }
    var table = Table(
      title: "By the buyer's tier, each tier on its own",
      columns: [.init("tier", "Tier", isNumeric: true), .init("part", "Of all", isNumeric: true)]
        + EvidenceMethod.allCases.map { .init($0.key, $0.rawValue, isNumeric: true) })
    var tiers: [JSONValue] = []
    for tier in Set(parts.keys.map(\.tier)).sorted(by: >) {
      let values = EvidenceMethod.allCases.map { parts[TierMethod(tier: tier, method: $0)] ?? 0 }
      let sum = values.reduce(0, +)
      table.rows.append([.integer(tier), .share(sum)] + values.map { .share(sum > 0 ? $0 / sum : 0) })
      tiers.append(
        .object(
          [.init("tier", .integer(tier)), .init("part", .number(sum))]
            + zip(EvidenceMethod.allCases, values).map { .init($0.key, .number($1)) }))
    }
    if !table.rows.isEmpty { report.add(table) }
    report.set("path_mass_by_tier", .array(tiers))
  }
}

extension EvidenceMethod {
  /// The method as a JSON key.
  fileprivate var key: String {
    switch self {
    case .reported: "reported"
    case .derived: "derived"
    case .marketProxy: "market_proxy"
    case .judged: "judged"
    }
  }
}

extension EvidenceAge {
  fileprivate var title: String {
    switch self {
    case .upToOneYear: "up to 1 year"
    case .upToThreeYears: "1 to 3 years"
    case .older: "over 3 years"
    case .undated: "undated"
    }
  }
}
