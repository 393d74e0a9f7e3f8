public import Propagation
public import SupplyGraph

/// Availability as defined, on the supply graph itself and without any cleverness: the reference for the engine.
///
///     1 − q_n = Σ_s w_ns·ℓ_s + u_n·(1 − ū)             safe: ū = 1;  proportional: 1 − ū = Σ w·ℓ / Σ w, q = 1 if Σ w = 0
///     ℓ_i     = max( 1 − k_i , max over needs n of c_n·(1 − q_n) )
///
/// Sweeps from no loss rise to the least solution. They go on until not one bit changes, so the answer is good where
/// cycles leak noticeably; for cycles of gain next to 1 take ``ExactAvailability``.
///
/// - Complexity: O(supplies) a sweep, without a limit worth relying on; for small graphs only.
public struct NaiveAvailability: Sendable {
  public let graph: SupplyGraph
  let options: CompilationOptions
  /// For each entity its needs that count, each with the supplies that count.
  let rows: [[Row]]

  /// One need as the definition reads it.
  struct Row: Sendable {
    var criticality: Double
    var unattributed: Double
    var attributed: Double
    /// Suppliers with their share; nil for a stopped supply.
    var supplies: [(supplier: Int?, share: Double)]
  }

  /// How losses of several needs of one entity add up.
  public enum Form: Sendable, CaseIterable {
    /// They hit the same units: the largest counts.
    case minimum
    /// They hit units at random: availabilities multiply.
    case independent
    /// They hit different units: losses add up, to 1 at most.
    case upper
  }

  public init(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) {
    self.graph = graph
    self.options = options
    rows = graph.entities.map { entity in
      entity.needs.filter { graph.needs[$0].kind != .capital && options.kinds.contains(graph.needs[$0].kind) }
        .map { index in
          let need = graph.needs[index]
          return Row(
            criticality: need.criticality, unattributed: need.unattributed,
            attributed: need.supplies.reduce(0) { $0 + graph.supplies[$1].share },
            supplies: need.supplies.map { supply in
              let isStopped = options.blockedSupplies.contains(supply)
              return (isStopped ? nil : graph.supplies[supply].supplier.position, graph.supplies[supply].share)
            })
        }
    }
  }

  /// The own loss of every entity under these hits, the largest where one is hit several times.
  public func ownLosses(_ hits: some Sequence<Hit>) -> [Double] {
    var own = [Double](repeating: 0, count: graph.entities.count)
    for hit in hits { own[hit.entity.position] = max(own[hit.entity.position], hit.ownLoss) }
    return own
  }

  /// The losses of all entities, by entity index.
  public func losses(_ hits: some Sequence<Hit>, form: Form = .minimum, sweepLimit: Int = 1_000_000) -> [Double] {
    let own = ownLosses(hits)
    var loss = own
    for _ in 0..<sweepLimit {
      var changed = false
      for entity in rows.indices {
        let next = image(of: entity, loss, own: own[entity], form: form)
        if next > loss[entity] {
          loss[entity] = next
          changed = true
        }
      }
      if !changed { break }
    }
    return loss
  }

  private func image(of entity: Int, _ loss: [Double], own: Double, form: Form) -> Double {
    switch form {
    case .minimum: min(1, rows[entity].reduce(own) { max($0, $1.criticality * unmet($1, loss)) })
    case .independent: 1 - rows[entity].reduce(1 - own) { $0 * (1 - $1.criticality * unmet($1, loss)) }
    case .upper: min(1, rows[entity].reduce(own) { $0 + $1.criticality * unmet($1, loss) })
    }
  }

  /// The part of a need that is not met, 1 − q.
  private func unmet(_ row: Row, _ loss: [Double]) -> Double {
    var lost = 0.0
    for supply in row.supplies { lost += supply.share * (supply.supplier.map { loss[$0] } ?? 1) }
    switch options.unattributed {
    case .safe: return lost
    case .proportional: return row.attributed > 0 ? lost + row.unattributed * (lost / row.attributed) : 0
    }
  }
}
