public import Comparison
public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// Every entity ranked by the output that its outage costs.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func chokepoints(
    _ ranking: OutageRanking, cuts: StructuralCuts, in graph: SupplyGraph, targetSelector: String, top: Int?
  ) -> Report {
    let text = GraphText(graph)
    var report = Report(
      schema: "chokepoints", title: "Single points of failure for \(text.names(ranking.targets, limit: 6))")
    report.say(
      "Impact: days of output that \(NumberText.count(ranking.targets.count, "target")) lose per day of outage, if the entity is out for \(ranking.days) days and nothing else happens; stocks, goods under way, work in process and alternates are counted. First loss: the day on which some target first feels it. Rigid: the share of output lost if the entity never came back and nobody replaced it."
    )
    let ranked = ranking.risks.filter { $0.chokepoint.impactRigid > 0 || $0.impact > 0 }
    let rows = groups(ranked)
    let shown = top.map { Array(rows.prefix($0)) } ?? rows
    report.add(table(shown, text, targetCount: ranking.targets.count))
    if shown.count < rows.count {
      report.say("Not shown: \(NumberText.count(rows.count - shown.count, "lower rank")); --top 0 shows all.")
    }
    let slow = ranked.count { $0.impact == 0 && $0.chokepoint.impactRigid > 0 }
    if slow > 0 {
      report.say(
        "Of these, \(NumberText.count(slow, "entity", plural: "entities")) can be out for \(ranking.days) days without any target losing a day of output: their rigid loss comes only once stocks are gone."
      )
    }
    let harmless = ranking.risks.count { !$0.chokepoint.isTarget && $0.chokepoint.impactRigid == 0 && $0.impact == 0 }
    if harmless > 0 {
      report.say(
        "Without effect alone, as far as this graph knows: \(NumberText.count(harmless, "entity", plural: "entities"))."
      )
    }
    let own = ranking.risks.filter(\.chokepoint.isTarget)
    if !own.isEmpty {
      report.say("Left out of their own average: \(text.names(own.map(\.entity), limit: 12)).")
    }
    report.set("target", .string(targetSelector))
    report.set("targets", .strings(ranking.targets.map { text.id($0) }))
    report.set("weights", .string(ranking.weighting.rawValue))
    report.set("outage_days", .integer(ranking.days))
    report.set("results", .array(ranking.risks.map { json($0, text) }))
    report.set(cuts, text)
    report.set("error_bound", .number(ranking.errorBound))
    return report
  }

  /// Entities with the same impact share one rank and one row.
  private static func groups(_ ranked: [OutageRisk]) -> [[OutageRisk]] {
    var groups: [[OutageRisk]] = []
    for risk in ranked {
      if let last = groups.last?.first, abs(last.impact - risk.impact) < 1e-9,
        abs(last.chokepoint.impactRigid - risk.chokepoint.impactRigid) < 1e-9
      {
        groups[groups.count - 1].append(risk)
      } else {
        groups.append([risk])
      }
    }
    return groups
  }

  private static func table(_ groups: [[OutageRisk]], _ text: GraphText, targetCount: Int) -> Table {
    var table = Table(columns: [
      .init("rank", "Rank", isNumeric: true), .init("id", "Entity"), .init("kind", "Kind"),
      .init("impact", "Impact", isNumeric: true), .init("time_to_survive", "First loss, day", isNumeric: true),
      .init("impact_rigid", "Rigid", isNumeric: true), .init("worst_target", "Worst hit, rigid"),
      .init("worst_loss", "Its loss", isNumeric: true), .init("hard_for", "Hard for", isNumeric: true),
      .init("critical_for", "Critical for", isNumeric: true), .init("survivable_for", "Survived by", isNumeric: true),
    ])
    var rank = 1
    for group in groups {
      for (offset, risk) in group.enumerated() {
        let chokepoint = risk.chokepoint
        let others = targetCount - (chokepoint.isTarget ? 1 : 0)
        let label = group.count > 1 ? "\(rank)–\(rank + group.count - 1)" : String(rank)
        func count(_ entities: [EntityIndex]) -> Table.Cell {
          .display("\(entities.count)/\(others)", raw: String(entities.count))
        }
        table.rows.append([
          .display(offset == 0 ? label : "", raw: String(rank)),
          .display(
            text.name(risk.entity) + (chokepoint.isTarget ? " (target)" : ""), raw: text.id(risk.entity)),
          .text(text.graph[risk.entity].kind.rawValue), .share(risk.impact),
          risk.timeToSurvive.map { .integer($0) } ?? .display("none", raw: ""), .share(chokepoint.impactRigid),
          chokepoint.worstTarget.map { .display(text.name($0), raw: text.id($0)) } ?? .missing,
          .share(chokepoint.worstLoss), count(chokepoint.hardFor), count(chokepoint.criticalFor),
          count(risk.survivableFor),
        ])
      }
      rank += group.count
    }
    return table
  }

  private static func json(_ risk: OutageRisk, _ text: GraphText) -> JSONValue {
    let chokepoint = risk.chokepoint
    return [
      "id": .string(text.id(risk.entity)), "kind": .string(text.graph[risk.entity].kind.rawValue),
      "impact": .number(risk.impact), "impact_rigid": .number(chokepoint.impactRigid), "esri": .null,
      "worst_target": .optional(chokepoint.worstTarget.map { text.id($0) }),
      "worst_loss": .number(chokepoint.worstLoss), "time_to_survive": risk.timeToSurvive.map { .integer($0) } ?? .null,
      "self": .bool(chokepoint.isTarget), "hard_for": .strings(chokepoint.hardFor.map { text.id($0) }),
      "critical_for": .strings(chokepoint.criticalFor.map { text.id($0) }),
      "survivable_for": .strings(risk.survivableFor.map { text.id($0) }),
      "dominates": .strings(chokepoint.dominates.map { text.id($0) }),
    ]
  }
}
