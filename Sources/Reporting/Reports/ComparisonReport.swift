public import Comparison
public import ScenarioModel
public import SupplyGraph
import TradeAnalysis

extension Report {
  /// Scenarios side by side against the baseline.
  ///
  /// - Parameter crossed: the same shocks on graphs with the capacity additions of other scenarios.
  public static func comparison(_ comparison: ScenarioComparison, crossed: ScenarioComparison? = nil) -> Report {
    let text = GraphText(comparison.graph)
    var report = Report(schema: "compare", title: "Scenarios at their worst moment")
    report.say(
      "Part of each target's output that stops on the worst day by the rigid answer: no stocks, no substitution, nobody re-allocates. A short stop that stocks would bridge shows its full size here."
    )
    var table = Table(columns: [.init("target", "Target"), .init("baseline", "Baseline", isNumeric: true)])
    for outcome in comparison.outcomes {
      table.columns.append(.init(outcome.scenario?.id ?? "", outcome.scenario?.id ?? "", isNumeric: true))
    }
    for (index, target) in comparison.targets.enumerated() {
      table.rows.append(
        [
          .display(text.name(target), raw: text.id(target)), .share(comparison.baseline.targets[index].rigidLoss),
        ] + comparison.outcomes.map { .share($0.targets[index].rigidLoss) })
    }
    let count = Double(max(1, comparison.targets.count))
    table.rows.append(
      [.display("Mean", raw: "mean"), .share(0)]
        + comparison.outcomes.map { .share($0.targets.reduce(0) { $0 + $1.rigidLoss } / count) })
    report.add(table)
    report.sayAdditions(comparison, crossed)
    if let table = tradeTable(comparison) { report.add(table) }
    report.add(scenarioTable(comparison, text))
    report.set(
      "basis", "largest daily loss of the rigid answer; stocks, substitution and recovery of targets not counted")
    report.set(
      "scenarios",
      .array((CollectionOfOne(comparison.baseline) + comparison.outcomes).map { json($0, text) }))
    return report
  }

  /// Imports under each scenario; nil where none of them changes any.
  private static func tradeTable(_ comparison: ScenarioComparison) -> Table? {
    guard comparison.outcomes.contains(where: { $0.scenario?.trade.isEmpty == false }) else { return nil }
    var table = Table(
      title: "Imports a year, billion US dollars (see the trade command)",
      columns: [
        .init("scenario", "Scenario"), .init("customs_value", "Customs value", isNumeric: true),
        .init("change", "Change", isNumeric: true), .init("duty", "Duty", isNumeric: true),
        .init("effective_rate", "Effective rate", isNumeric: true),
      ])
    for outcome in CollectionOfOne(comparison.baseline) + comparison.outcomes {
      guard let trade = outcome.trade else { continue }
      table.rows.append([
        .text(outcome.scenario?.id ?? "baseline"), .number(trade.customsValue.value, digits: 1),
        .number(trade.change.value, digits: 2), .number(trade.duty.value, digits: 2),
        .optionalShare(trade.effectiveRate),
      ])
    }
    return table.rows.isEmpty ? nil : table
  }

  private static func scenarioTable(_ comparison: ScenarioComparison, _ text: GraphText) -> Table {
    var table = Table(
      title: "What the scenarios are",
      columns: [
        .init("scenario", "Scenario"), .init("title", "Title"), .init("hits", "Hits"),
        .init("days", "Longest shock, days", isNumeric: true), .init("most_hit", "Most hit without being a target"),
      ])
    for outcome in comparison.outcomes {
      guard let scenario = outcome.scenario else { continue }
      let days = scenario.shocks.compactMap(\.duration).max()
      let open = scenario.shocks.contains { $0.duration == nil }
      let direct = outcome.ownLosses.count { $0 > 0 }
      let hits = [
        direct > 0 ? NumberText.count(direct, "entity", plural: "entities") : nil,
        outcome.stoppedCount == 0
          ? nil : NumberText.count(outcome.stoppedCount, "supply", plural: "supplies") + " stopped",
        scenario.additions.isEmpty ? nil : NumberText.count(scenario.additions.count, "addition"),
      ].compactMap { $0 }.joined(separator: ", ")
      let indirect = comparison.graph.entityIndices.filter { entity in
        outcome.ownLosses[entity.position] == 0 && outcome.losses[entity.position] > 0
          && !comparison.targets.contains(entity)
      }.sorted { a, b in
        let (la, lb) = (outcome.losses[a.position], outcome.losses[b.position])
        return la != lb ? la > lb : a < b
      }
      let most = indirect.prefix(3).map { "\(text.name($0)) \(NumberText.percent(outcome.losses[$0.position]))" }
      table.rows.append([
        .text(scenario.id), .text(scenario.title), .text(hits),
        open ? .display("to the end", raw: "") : days.map { .number($0, digits: 0) } ?? .missing,
        .text(most.joined(separator: ", ")),
      ])
    }
    return table
  }

  private static func json(_ outcome: ScenarioOutcome, _ text: GraphText) -> JSONValue {
    [
      "id": .string(outcome.scenario?.id ?? "baseline"),
      "title": .string(outcome.scenario?.title ?? "Baseline"),
      "scenario": outcome.scenario.map { $0.json(in: outcome.scenarioCase?.graph ?? text.graph) } ?? .null,
      "targets": .array(
        outcome.targets.map { target in
          [
            "id": .string(text.id(target.target)), "worst_loss": .number(target.rigidLoss),
            "worst_day": .optional(target.worstDay), "lost_days": .null, "time_to_survive": .null,
            "time_to_recover": .null, "rigid_loss": .number(target.rigidLoss), "adaptive_loss": .null,
          ]
        }),
      "trade": outcome.trade?.json ?? .null,
      "error_bound": .number(outcome.errorBound),
    ]
  }
}

extension Scenario {
  /// The scenario as resolved, for results to carry.
  public func json(in graph: SupplyGraph) -> JSONValue {
    .object(
      [
        .init("id", .string(id)), .init("title", .string(title)), .init("rationale", .optional(rationale)),
        .init("sources", .strings(sources)), .init("horizon_days", .integer(horizonDays)),
        .init("shocks", .array(shocks.map { $0.json(in: graph) })),
        .init("capacity_additions", .array(additions.map { $0.json(in: graph) })),
      ] + trade.members(in: graph))
  }
}

extension Shock {
  fileprivate func json(in graph: SupplyGraph) -> JSONValue {
    var members: [JSONValue.Member] = [.init("selection", .string(selection))]
    switch subject {
    case .entities(let choices):
      members.append(
        .init(
          "entities",
          .array(choices.map { ["id": .string(graph[$0.entity].id), "share": .number($0.share)] })))
      members.append(.init("capacity", .number(capacity)))
    case .supplies(let indices):
      let buyers = graph.buyerOfSupplies()
      members.append(
        .init(
          "supplies",
          .array(
            indices.map { index in
              [
                "entity": .string(graph[graph.needs[buyers[index]].entity].id),
                "product": .string(graph.needs[buyers[index]].product),
                "from": .string(graph[graph.supplies[index].supplier].id),
              ]
            })))
    }
    members += [
      .init("start", .number(start)), .init("duration", .optional(duration)), .init("recovery", recovery.json),
      .init("scrap", .number(scrap)),
    ]
    return .object(members)
  }
}

extension Recovery {
  fileprivate var json: JSONValue {
    switch self {
    case .step: ["shape": "step"]
    case .linear(let days): ["shape": "linear", "days": .number(days)]
    case .exponential(let days): ["shape": "exponential", "days": .number(days)]
    case .piecewise(let points):
      [
        "shape": "piecewise",
        "points": .array(points.map { ["day": .number($0.day), "capacity": .number($0.capacity)] }),
      ]
    }
  }
}

extension SupplyGraph {
  /// The need of every supply.
  fileprivate func buyerOfSupplies() -> [Int] {
    var result = [Int](repeating: 0, count: supplies.count)
    for (index, need) in needs.enumerated() {
      for supply in need.supplies { result[supply] = index }
    }
    return result
  }
}
