public import Propagation
public import SupplyGraph

/// The two structure functions of cut sets as defined, on the supply graph itself.
public struct NaiveSupplyCutSets {
  private let graph: SupplyGraph
  private let kinds: Set<NeedKind>
  private let availability: NaiveAvailability

  public init(_ graph: SupplyGraph, _ options: CompilationOptions) {
    self.graph = graph
    kinds = options.kinds
    availability = NaiveAvailability(graph, options)
  }

  /// Boolean: nothing has failed at first; then whatever is in the set or has an essential need without a supplier
  /// that works, until nothing more fails.
  public func hasFailed(_ target: EntityIndex, _ set: [Int]) -> Bool {
    var failed = graph.entities.indices.map(set.contains)
    while true {
      let next = graph.entities.indices.map { entity in
        failed[entity]
          || graph.entities[entity].needs.contains { index in
            let need = graph.needs[index]
            let suppliers = graph.supplies[need.supplies].filter { $0.share > 0 }
            return kinds.contains(need.kind) && need.criticality == 1 && !suppliers.isEmpty
              && suppliers.allSatisfy { failed[$0.supplier.position] }
          }
      }
      if next == failed { return failed[target.position] }
      failed = next
    }
  }

  /// Weighted: the loss by the availability rule.
  public func loss(_ target: EntityIndex, _ set: [Int]) -> Double {
    availability.losses(set.map { Hit(EntityIndex($0)) })[target.position]
  }
}
