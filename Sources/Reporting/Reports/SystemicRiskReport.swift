public import RiskAnalysis
public import SupplyGraph
public import SystemicRisk

/// Where the sales behind a systemic risk index come from.
public enum SalesBasis: String, Sendable {
  /// Stated volumes.
  case stated
  /// Worked back from what the targets buy.
  case derived
}

extension Report {
  /// Every entity ranked by its Economic Systemic Risk Index.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func systemicRisk(
    _ analysis: SystemicRiskAnalysis, basis: SalesBasis, targets: [EntityIndex], cuts: StructuralCuts,
    in graph: SupplyGraph, top: Int?
  ) -> Report {
    SystemicRiskReporter(analysis: analysis, basis: basis, targets: Set(targets), text: GraphText(graph))
      .report(cuts: cuts, top: top)
  }
}

private struct SystemicRiskReporter {
  let analysis: SystemicRiskAnalysis
  let basis: SalesBasis
  let targets: Set<EntityIndex>
  let text: GraphText

  func report(cuts: StructuralCuts, top: Int?) -> Report {
    var report = Report(schema: "chokepoints", title: "Systemic risk of every entity")
    report.say(
      "Systemic risk: the part of all sales between named entities that is lost if one closes for good. Downstream: buyers lack inputs; without an essential one (criticality 1) they stop in proportion, without another only by its part of all they buy. Upstream: suppliers lack customers. Each entity counts with the larger of its two losses."
    )
    report.say(
      analysis.options.hasSubstitution
        ? "Rivals step in: a failed seller is missed only as far as it is large against what is left of its product’s other sellers."
        : "Nobody steps in for a failed seller; --substitution lets rivals do so as far as their size allows.")
    sayBasis(&report)
    let ranked = analysis.entries.filter { $0.risk.value > 0 }
    let shown = top.map { Array(ranked.prefix($0)) } ?? ranked
    report.add(table(shown))
    if shown.count < ranked.count {
      report.say("Not shown: \(NumberText.count(ranked.count - shown.count, "lower rank")); --top 0 shows all.")
    }
    sayRest(shown, &report)
    report.set("method", "esri")
    report.set("sizes", .string(basis.rawValue))
    report.set("epsilon", .number(analysis.options.epsilon))
    report.set("substitution", .bool(analysis.options.hasSubstitution))
    report.set("total_sales", .number(analysis.totalSales))
    report.set("results", .array(analysis.entries.map(json)))
    report.set(cuts, text)
    return report
  }

  private func sayBasis(_ report: inout Report) {
    let total = "\(NumberText.decimal(analysis.totalSales, digits: 1)) a year, in the unit of the volumes"
    switch basis {
    case .stated: report.say("Sales in all: \(total) (USD billion unless the graph says otherwise).")
    case .derived:
      report.say(
        "Derived sizes: sales in all \(total). Volumes that are not stated were worked back from what the targets buy, by the weights of needs and the value added at each stage. The ranking rests on those assumptions."
      )
    }
  }

  private func sayRest(_ shown: [SystemicRiskAnalysis.Entry], _ report: inout Report) {
    let split = shown.filter { $0.branches.count > 1 }
    if !split.isEmpty {
      let names = split.prefix(4).map { entry in
        let total = entry.branches.reduce(0) { $0 + $1.sales }
        let parts = entry.branches.map { branch in
          "\(text.graph.productName(branch.product ?? "")) \(NumberText.percent(branch.sales / total))"
        }
        return "\(text.name(entry.entity)) (\(parts.joined(separator: ", ")))"
      }
      report.say(
        "Several products, inputs split by the sales of each: \(names.joined(separator: "; "))\(split.count > 4 ? "; and \(split.count - 4) more" : "")."
      )
    }
    let carriers = shown.filter(\.carriesOthers).map(\.entity)
    if !carriers.isEmpty {
      report.say(
        "Places, owners and hazards fail with all that stands in them, belongs to them or is exposed to them: \(text.names(carriers, limit: 8))."
      )
    }
    let silent = analysis.entries.filter { $0.salesShare == 0 && !$0.carriesOthers }.map(\.entity)
    if !silent.isEmpty {
      report.say("Sell nothing to anybody named, so their own weight is 0: \(text.names(silent, limit: 8)).")
    }
    let steps = analysis.entries.map(\.risk.steps).max() ?? 0
    let unfinished = analysis.entries.count { !$0.risk.isConverged }
    let unproven = analysis.entries.count { $0.risk.remainder == nil }
    let worst = analysis.entries.compactMap(\.risk.remainder).max() ?? 0
    let rest =
      worst > 0
      ? "going on for ever would raise no index by more than \(Self.powerOfTen(above: worst))"
      : "nothing would move if they went on"
    report.say(
      "Cascades end when no entity changes by more than \(NumberText.plain(analysis.options.epsilon)) (--epsilon), here after at most \(NumberText.count(steps, "step")); \(rest)"
        + (unproven > 0
          ? ", apart from \(NumberText.count(unproven, "entity", plural: "entities")) where no bound could be proven"
          : "")
        + (unfinished > 0 ? "; \(unfinished) were stopped while still changing" : "") + ".")
  }

  /// The least power of ten that is not below a number: `1e-8`.
  private static func powerOfTen(above value: Double) -> String {
    var exponent = 0
    var power = 1.0
    while power / 10 >= value, exponent < 300 {
      power /= 10
      exponent += 1
    }
    return exponent == 0 ? "1" : "1e-\(exponent)"
  }

  private func table(_ entries: [SystemicRiskAnalysis.Entry]) -> Table {
    var table = Table(columns: [
      .init("rank", "Rank", isNumeric: true), .init("id", "Entity"), .init("kind", "Kind"),
      .init("esri", "Systemic risk", isNumeric: true), .init("esri_downstream", "Downstream", isNumeric: true),
      .init("esri_upstream", "Upstream", isNumeric: true), .init("sales_share", "Own sales", isNumeric: true),
      .init("hit", "Hit", isNumeric: true), .init("steps", "Steps", isNumeric: true),
    ])
    var rank = 0
    for (offset, entry) in entries.enumerated() {
      if offset == 0 || abs(entries[offset - 1].risk.value - entry.risk.value) > 1e-9 { rank = offset + 1 }
      table.rows.append([
        .integer(rank), .display(text.name(entry.entity), raw: text.id(entry.entity)),
        .text(text.graph[entry.entity].kind.rawValue), .share(entry.risk.value), .share(entry.risk.downstream),
        .share(entry.risk.upstream), .share(entry.salesShare), .integer(entry.risk.firmsHit),
        .integer(entry.risk.steps),
      ])
    }
    return table
  }

  private func json(_ entry: SystemicRiskAnalysis.Entry) -> JSONValue {
    [
      "id": .string(text.id(entry.entity)), "kind": .string(text.graph[entry.entity].kind.rawValue),
      "impact": .null, "impact_rigid": .null, "esri": .number(entry.risk.value),
      "esri_downstream": .number(entry.risk.downstream), "esri_upstream": .number(entry.risk.upstream),
      "sales_share": .number(entry.salesShare),
      "products": .array(
        entry.branches.compactMap { branch in
          branch.product.map { ["product": .string($0), "sales": .number(branch.sales)] }
        }),
      "steps": .integer(entry.risk.steps), "last_change": .number(entry.risk.lastChange),
      "remainder": .optional(entry.risk.remainder), "converged": .bool(entry.risk.isConverged),
      "firms_hit": .integer(entry.risk.firmsHit), "worst_target": .null, "worst_loss": .null,
      "time_to_survive": .null, "self": .bool(targets.contains(entry.entity)), "hard_for": .null,
      "critical_for": .null, "survivable_for": .null, "dominates": .null,
    ]
  }
}
