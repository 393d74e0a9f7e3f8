import Comparison
import DisruptionSimulation
import ScenarioModel
import SupplyGraph

extension Report {
  /// What capacity additions do to a comparison: each scenario's own shocks hit the graph at its end, and the shocks of
  /// the others are tried on it too.
  mutating func sayAdditions(_ timed: TimedComparison, _ crossed: TimedComparison?) {
    let comparison = timed.rigid
    let adding = comparison.outcomes.compactMap(\.scenarioCase).filter { !$0.scenario.additions.isEmpty }
    for own in adding {
      let end = ScenarioResolver.endDay(horizonDays: own.scenario.horizonDays, in: comparison.graph)
      let when = comparison.graph.asOf == nil ? "after all ramps" : "at its end, \(end)"
      say(
        own.scenario.shocks.isEmpty
          ? "'\(own.scenario.id)' adds capacity and has no shock, so nothing is lost in its column; ask for exposures with --at, or name a scenario with shocks beside it."
          : "The shocks of '\(own.scenario.id)' hit the graph with its own capacity additions \(when).")
    }
    guard let crossed, !crossed.results.isEmpty else { return }
    let text = GraphText(comparison.graph)
    var table = Table(
      title: "The same shocks after capacity additions, on the graph at the end of the scenario that adds",
      columns: [
        .init("target", "Target"), .init("scenario", "Scenario"), .init("worst_loss", "Worst loss", isNumeric: true),
        .init("lost_days", "Days lost", isNumeric: true), .init("rigid_loss", "Rigid loss", isNumeric: true),
      ])
    for (position, target) in comparison.targets.enumerated() {
      func add(_ label: String, _ time: TargetTrajectory, _ rigid: Double) {
        table.rows.append([
          .display(text.name(target), raw: text.id(target)), .text(label), .share(time.worstLoss),
          .number(time.lostDays, digits: 1), .share(rigid),
        ])
      }
      for (index, outcome) in crossed.rigid.outcomes.enumerated() {
        guard let own = outcome.scenarioCase else { continue }
        let plain = comparison.outcomes.firstIndex { $0.scenarioCase?.name == own.name }
        let isFirst = crossed.rigid.outcomes.firstIndex { $0.scenarioCase?.name == own.name } == index
        if let plain, isFirst {
          add(
            own.name, timed.results[plain].targets[position], comparison.outcomes[plain].targets[position].rigidLoss)
        }
        add(own.label, crossed.results[index].targets[position], outcome.targets[position].rigidLoss)
      }
    }
    add(table)
    set(
      "with_additions",
      .array(
        zip(crossed.rigid.outcomes, crossed.results).map { outcome, result in
          [
            "id": .optional(outcome.scenario?.id), "label": .optional(outcome.scenarioCase?.name),
            "additions_of": .optional(outcome.scenarioCase?.additionsOf?.id),
            "targets": .array(
              zip(outcome.targets, result.targets).map { rigid, time in
                [
                  "id": .string(text.id(rigid.target)), "worst_loss": .number(time.worstLoss),
                  "lost_days": .number(time.lostDays), "rigid_loss": .number(rigid.rigidLoss),
                ]
              }),
          ]
        }))
  }
}
