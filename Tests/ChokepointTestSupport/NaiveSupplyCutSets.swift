public import Propagation
public import SupplyGraph

/// The two structure functions of cut sets as defined, on the supply graph itself.
public struct NaiveSupplyCutSets {
  /// For every entity its essential needs, each as the suppliers that must all have failed.
  private let conditions: [[[Int]]]
  private let availability: NaiveAvailability

  public init(_ graph: SupplyGraph, _ options: CompilationOptions) {
    availability = NaiveAvailability(graph, options)
    conditions = graph.entities.map { entity in
      entity.needs.filter { options.kinds.contains(graph.needs[$0].kind) && graph.needs[$0].criticality == 1 }
        .map { index in
          graph.supplies[graph.needs[index].supplies].filter { $0.share > 0 }.map(\.supplier.position)
        }.filter { !$0.isEmpty }
    }
  }

  /// Boolean: nothing has failed at first; then whatever is in the set or has an essential need without a supplier
  /// that works, until nothing more fails.
  public func hasFailed(_ target: EntityIndex, _ set: [Int]) -> Bool {
    NaiveCutSets.failed(after: set, conditions: conditions)[target.position]
  }

  /// Weighted: the loss by the availability rule.
  public func loss(_ target: EntityIndex, _ set: [Int]) -> Double {
    availability.losses(set.map { Hit(EntityIndex($0)) })[target.position]
  }
}
