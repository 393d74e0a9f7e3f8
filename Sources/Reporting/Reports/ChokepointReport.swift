public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// Every entity ranked by what stops with it.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func chokepoints(
    _ analysis: ChokepointAnalysis, cuts: StructuralCuts, in graph: SupplyGraph, targetSelector: String, top: Int?
  ) -> Report {
    let text = GraphText(graph)
    var report = Report(
      schema: "chokepoints", title: "Single points of failure for \(text.names(analysis.targets, limit: 6))")
    report.say(
      "Impact: mean loss of \(NumberText.count(analysis.targets.count, "target")) over what is used up in output, if the entity never came back. Rigid: the same over all needs, so also service, spares and licences. Stocks are not counted yet; they decide how soon it is felt."
    )
    let ranked = analysis.chokepoints.filter { $0.impactRigid > 0 }
    let rows = groups(ranked)
    let shown = top.map { Array(rows.prefix($0)) } ?? rows
    report.add(table(shown, text, targetCount: analysis.targets.count))
    if shown.count < rows.count {
      report.say("Not shown: \(NumberText.count(rows.count - shown.count, "lower rank")); --top 0 shows all.")
    }
    let harmless = analysis.chokepoints.count { !$0.isTarget && $0.impactRigid == 0 }
    if harmless > 0 {
      report.say(
        "Without effect alone, as far as this graph knows: \(NumberText.count(harmless, "entity", plural: "entities"))."
      )
    }
    let own = analysis.chokepoints.filter(\.isTarget)
    if !own.isEmpty {
      report.say("Left out of their own average: \(text.names(own.map(\.entity), limit: 12)).")
    }
    report.set("target", .string(targetSelector))
    report.set("targets", .strings(analysis.targets.map { text.id($0) }))
    report.set("basis", "if it never came back; stocks not counted")
    report.set("results", .array(analysis.chokepoints.map { json($0, text) }))
    report.set(cuts, text)
    report.set("error_bound", .number(analysis.errorBound))
    return report
  }

  /// Entities with the same impact share one rank and one row.
  private static func groups(_ ranked: [Chokepoint]) -> [[Chokepoint]] {
    var groups: [[Chokepoint]] = []
    for chokepoint in ranked {
      if let last = groups.last?.first, abs(last.impact - chokepoint.impact) < 1e-9,
        abs(last.impactRigid - chokepoint.impactRigid) < 1e-9
      {
        groups[groups.count - 1].append(chokepoint)
      } else {
        groups.append([chokepoint])
      }
    }
    return groups
  }

  private static func table(_ groups: [[Chokepoint]], _ text: GraphText, targetCount: Int) -> Table {
    var table = Table(columns: [
      .init("rank", "Rank", isNumeric: true), .init("id", "Entity"), .init("kind", "Kind"),
      .init("impact", "Impact", isNumeric: true), .init("impact_rigid", "Rigid", isNumeric: true),
      .init("worst_target", "Worst hit"), .init("worst_loss", "Its loss", isNumeric: true),
      .init("hard_for", "Hard for", isNumeric: true), .init("critical_for", "Critical for", isNumeric: true),
    ])
    var rank = 1
    for group in groups {
      for (offset, chokepoint) in group.enumerated() {
        let others = targetCount - (chokepoint.isTarget ? 1 : 0)
        let label = group.count > 1 ? "\(rank)–\(rank + group.count - 1)" : String(rank)
        table.rows.append([
          .display(offset == 0 ? label : "", raw: String(rank)),
          .display(
            text.name(chokepoint.entity) + (chokepoint.isTarget ? " (target)" : ""), raw: text.id(chokepoint.entity)),
          .text(text.graph[chokepoint.entity].kind.rawValue), .share(chokepoint.impact), .share(chokepoint.impactRigid),
          chokepoint.worstTarget.map { .display(text.name($0), raw: text.id($0)) } ?? .missing,
          .share(chokepoint.worstLoss),
          .display("\(chokepoint.hardFor.count)/\(others)", raw: String(chokepoint.hardFor.count)),
          .display("\(chokepoint.criticalFor.count)/\(others)", raw: String(chokepoint.criticalFor.count)),
        ])
      }
      rank += group.count
    }
    return table
  }

  private static func json(_ chokepoint: Chokepoint, _ text: GraphText) -> JSONValue {
    [
      "id": .string(text.id(chokepoint.entity)), "kind": .string(text.graph[chokepoint.entity].kind.rawValue),
      "impact": .number(chokepoint.impact), "impact_rigid": .number(chokepoint.impactRigid), "esri": .null,
      "worst_target": .optional(chokepoint.worstTarget.map { text.id($0) }),
      "worst_loss": .number(chokepoint.worstLoss), "time_to_survive": .null, "self": .bool(chokepoint.isTarget),
      "hard_for": .strings(chokepoint.hardFor.map { text.id($0) }),
      "critical_for": .strings(chokepoint.criticalFor.map { text.id($0) }),
      "dominates": .strings(chokepoint.dominates.map { text.id($0) }),
    ]
  }
}
