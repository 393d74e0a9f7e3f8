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
  /// What tells the case from others of the same scenario, such as `duration=30`; nil where it is the only one.
  public var variant: String?
  /// Values of the scenario that were changed: JSON Pointers with what was written there.
  public var changes: [Change]

  /// A value that was changed.
  public struct Change: Sendable, Hashable {
    public var pointer: String
    public var value: String

    public init(pointer: String, value: String) {
      self.pointer = pointer
      self.value = value
    }
  }

  public init(
    _ scenario: Scenario, in graph: SupplyGraph, additionsOf: Scenario? = nil, variant: String? = nil,
    changes: [Change] = []
  ) {
    self.scenario = scenario
    self.graph = graph
    self.additionsOf = additionsOf
    self.variant = variant
    self.changes = changes
  }

  /// Names it among its kind: `taiwan-blockade-90d`, or `taiwan-blockade-90d duration=30`.
  public var name: String { scenario.id + (variant.map { " " + $0 } ?? "") }

  /// What stands above its column: its name, or `taiwan-blockade-90d with chips-act-ramp`.
  public var label: String { name + (additionsOf.map { " with \($0.id)" } ?? "") }

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
