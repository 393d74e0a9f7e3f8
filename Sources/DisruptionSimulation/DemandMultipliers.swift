import Propagation
import ScenarioModel
import SupplyGraph

/// Demand of every entity as a multiple of its baseline output.
///
///     D_i = (d_i f_i + Σ over customers' needs n, supplies (n, i) of share · V_n · D_customer) / z_i
///
/// with the sizes z, V and d of ``ProductionSizes``; 1 where z_i = 0. Several changes of one entity multiply; a part of
/// an entity, share s, counts as f = 1 + s (factor − 1).
struct DemandMultipliers {
  private(set) var byPosition: [Double]
  private(set) var warnings: [SimulationWarning] = []

  init(
    _ changes: [DemandChange], _ model: SimulationModel, targets: [EntityIndex]
  ) throws(SimulationError) {
    let graph = model.graph
    var factor = [Double](repeating: 1, count: graph.entities.count)
    var changed: [EntityIndex] = []
    for change in changes {
      for choice in change.choices {
        guard factor.indices.contains(choice.entity.position) else { throw .unknownEntity(choice.entity) }
        factor[choice.entity.position] *= 1 + choice.share * (change.factor - 1)
        changed.append(choice.entity)
      }
    }
    let sizes: ProductionSizes
    do {
      sizes = try ProductionSizes(graph, targets: targets.isEmpty ? changed : targets, kinds: model.options.kinds)
    } catch {
      throw .sizes(error)
    }
    var named: Set<EntityIndex> = []
    for entity in changed where sizes.finalDemand[entity.position] == 0 && named.insert(entity).inserted {
      warnings.append(.demandChangeWithoutEffect(entity))
    }
    let byEntity = Self.solve(graph, sizes, factor, kinds: model.options.kinds)
    byPosition = model.rows.entityAt.map { byEntity[Int($0)] }
  }

  /// Sweeps from the buyers up until nothing moves any more; a chain without circles takes as many as it has stages.
  static func solve(
    _ graph: SupplyGraph, _ sizes: ProductionSizes, _ factor: [Double], kinds: Set<NeedKind>
  ) -> [Double] {
    var demand = factor.indices.map { sizes.size[$0] > 0 ? factor[$0] : 1 }
    for _ in 0..<10_000 {
      var ordered = factor.indices.map { sizes.finalDemand[$0] * factor[$0] }
      for (index, need) in graph.needs.enumerated() where sizes.netVolume[index] > 0 {
        let volume = sizes.netVolume[index] * demand[need.entity.position]
        for supply in graph.supplies[need.supplies] { ordered[supply.supplier.position] += supply.share * volume }
      }
      var change = 0.0
      for entity in demand.indices where sizes.size[entity] > 0 {
        let next = ordered[entity] / sizes.size[entity]
        change = max(change, abs(next - demand[entity]) / max(1, next))
        demand[entity] = next
      }
      if change <= 1e-15 { break }
    }
    // A whole multiple that rounding missed by a hair would make spare capacity out of nothing.
    return demand.map { abs($0 - 1) < 1e-12 ? 1 : $0 }
  }
}
