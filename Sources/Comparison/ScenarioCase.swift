public import ScenarioModel
public import SupplyGraph

/// A scenario with the graph that its shocks hit.
///
/// For a scenario with capacity additions this is the graph at the scenario's end; its entities and needs have the
/// indices of the graph it was made from, its supplies have their own.
public struct ScenarioCase: Sendable {
  public var scenario: Scenario
  public var graph: SupplyGraph
  /// The scenario whose additions are in the graph although they are not this scenario's own; nil for none.
  public var additionsOf: Scenario?

  public init(_ scenario: Scenario, in graph: SupplyGraph, additionsOf: Scenario? = nil) {
    self.scenario = scenario
    self.graph = graph
    self.additionsOf = additionsOf
  }

  /// What stands above its column: `taiwan-blockade-90d`, or `taiwan-blockade-90d with chips-act-ramp`.
  public var label: String { scenario.id + (additionsOf.map { " with \($0.id)" } ?? "") }

  /// Supplies of the case's graph as indices into the graph it was made from; what was added there is left out.
  func supplies(_ indices: Set<Int>, in base: SupplyGraph) -> Set<Int> {
    guard graph.supplies.count != base.supplies.count || graph.needs != base.needs else { return indices }
    var result: Set<Int> = []
    for (need, row) in graph.needs.enumerated() where base.needs.indices.contains(need) {
      for supply in row.supplies where indices.contains(supply) {
        let supplier = graph.supplies[supply].supplier
        if let match = base.needs[need].supplies.first(where: { base.supplies[$0].supplier == supplier }) {
          result.insert(match)
        }
      }
    }
    return result
  }
}
