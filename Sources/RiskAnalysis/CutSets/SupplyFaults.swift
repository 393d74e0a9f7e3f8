public import FaultTrees
import Propagation
public import SupplyGraph

/// A supply graph as a system of failures: the structure function `boolean`.
///
///     failed(i) = i in S ∨ ⋁ over needs n of i with c_n = 1 and suppliers ⋀ over attributed suppliers s failed(s)
///
/// Implicit needs (location, ownership, hazard) count like any other. Node v is the entity at position v; the top
/// stands behind them and fails when all, or any, of the targets have failed.
///
/// Bias: supply that is attributed to nobody helps nobody, so sets may be too small; the rest of a split need carries
/// the whole of it, so sets may be too large where suppliers have no room.
public struct SupplyFaults: Sendable {
  public let graph: FaultGraph
  public let top: Int

  /// - Throws: `FaultGraphError` where the graph is too large.
  /// - Complexity: O(entities + supplies).
  public init(_ supplyGraph: SupplyGraph, _ question: CutSetQuestion) throws(FaultGraphError) {
    var builder = FaultGraph.Builder()
    for entity in supplyGraph.entities {
      _ = builder.addNode()
      for index in entity.needs {
        let need = supplyGraph.needs[index]
        guard question.options.kinds.contains(need.kind), need.criticality >= 1 else { continue }
        let suppliers = supplyGraph.supplies[need.supplies].lazy.filter { question.counts($0) }
        // A need whose suppliers nobody knows stops nothing.
        if !suppliers.isEmpty { builder.addCondition(suppliers.map(\.supplier.position)) }
      }
    }
    top = builder.addNode()
    switch question.combination {
    case .all: builder.addCondition(question.targets.map(\.position))
    case .any: for target in question.targets { builder.addCondition(CollectionOfOne(target.position)) }
    }
    graph = try builder.build()
  }
}
