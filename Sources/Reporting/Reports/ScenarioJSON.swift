public import ScenarioModel
public import SupplyGraph

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
