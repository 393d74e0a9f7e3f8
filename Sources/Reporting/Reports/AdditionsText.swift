import Comparison
import ScenarioModel
import SupplyGraph

extension Report {
  /// What capacity additions do to a comparison: each scenario's own shocks hit the graph at its end, and the shocks of
  /// the others are tried on it too.
  mutating func sayAdditions(_ comparison: ScenarioComparison, _ crossed: ScenarioComparison?) {
    let adding = comparison.outcomes.compactMap(\.scenarioCase).filter { !$0.scenario.additions.isEmpty }
    for own in adding {
      let end = ScenarioResolver.endDay(horizonDays: own.scenario.horizonDays, in: comparison.graph)
      let when = comparison.graph.asOf == nil ? "after all ramps" : "at its end, \(end)"
      say(
        own.scenario.shocks.isEmpty
          ? "'\(own.scenario.id)' adds capacity and has no shock, so nothing is lost in its column; ask for exposures with --at, or name a scenario with shocks beside it."
          : "The shocks of '\(own.scenario.id)' hit the graph with its own capacity additions \(when).")
    }
    guard let crossed, !crossed.outcomes.isEmpty else { return }
    let text = GraphText(comparison.graph)
    var table = Table(
      title: "The same shocks after capacity additions, on the graph at the end of the scenario that adds",
      columns: [.init("target", "Target")])
    for outcome in crossed.outcomes {
      let label = outcome.scenarioCase?.label ?? ""
      let plain = comparison.outcomes.first { $0.scenario?.id == outcome.scenario?.id }
      if let plain, !table.columns.contains(where: { $0.key == plain.scenario?.id }) {
        table.columns.append(.init(plain.scenario?.id ?? "", plain.scenario?.id ?? "", isNumeric: true))
      }
      table.columns.append(.init(label, label, isNumeric: true))
    }
    for (index, target) in comparison.targets.enumerated() {
      var row: [Table.Cell] = [.display(text.name(target), raw: text.id(target))]
      for column in table.columns.dropFirst() {
        let outcome =
          crossed.outcomes.first { $0.scenarioCase?.label == column.key }
          ?? comparison.outcomes.first { $0.scenario?.id == column.key }
        row.append(.optionalShare(outcome?.targets[index].rigidLoss))
      }
      table.rows.append(row)
    }
    add(table)
    set(
      "with_additions",
      .array(
        crossed.outcomes.map { outcome in
          [
            "id": .optional(outcome.scenario?.id), "additions_of": .optional(outcome.scenarioCase?.additionsOf?.id),
            "targets": .array(
              outcome.targets.map { target in
                ["id": .string(text.id(target.target)), "rigid_loss": .number(target.rigidLoss)]
              }),
          ]
        }))
  }
}
