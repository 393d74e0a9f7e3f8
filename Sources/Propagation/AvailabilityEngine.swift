public import SupplyGraph

/// The direct hit of a shock on one entity.
public struct Hit: Hashable, Sendable {
  public var entity: EntityIndex
  /// Own loss 1 − k, 0…1: 1 stops the entity by itself.
  public var ownLoss: Double

  public init(_ entity: EntityIndex, ownLoss: Double = 1) {
    self.entity = entity
    self.ownLoss = ownLoss
  }
}

/// Computes what every entity loses under a shock: availability with the minimum rule.
///
///     q_n = u_n·ū + Σ_s w_ns · a_s                            share of need n that is still met
///     a_i = min( k_i , min over needs n of 1 − c_n (1 − q_n) )        availability;  loss ℓ = 1 − a
///
/// The answer is the **greatest** fixed point of availability, that is the least loss: a loop that nothing outside has
/// hit stays up. It is computed in losses, ℓ_i = max(1 − k_i, max_n c_n Σ_s w_ns ℓ_s), never as 1 minus something.
///
/// Acyclic parts take one pass in topological order and are exact up to rounding. A component with cycles takes
/// policy iteration with elimination without subtraction (`PolicyIteration`); components above
/// ``exactComponentLimit`` entities are enclosed from both sides (`SandwichIteration`) and the distance reached is
/// in ``errorBound``.
///
/// Assumptions: every need draws on its suppliers in fixed proportions, nobody re-allocates, no stocks, no
/// substitution. Bias: too high for short shocks (stocks help), too low where a shortage makes prices or panic.
///
/// Example: A needs b, half from X and half from Y; X lost: ℓ_A = 0.5. If A also needs c wholly from Z and Z is lost,
/// ℓ_A = max(0.5, 1) = 1.
///
/// One engine serves one task; make one for each. Evaluating allocates nothing.
///
/// - Complexity: O(E) a call for E supplies downstream of the hit, plus O(r·m³) for a cyclic component of m entities
///   and r policy rounds. O(V + E) space.
/// - Reference: the loss is the maximal reach probability of a Markov decision process; Haddad & Monmege 2018,
///   doi:10.1016/j.tcs.2016.12.003, on why stopping an iteration early is no accuracy.
public final class AvailabilityEngine {
  public let graph: CompiledGraph
  /// Components up to this many entities are solved exactly.
  public let exactComponentLimit: Int
  /// Loss by position; one more entry, always 1, stands for stopped supplies.
  private let loss: UnsafeMutableBufferPointer<Double>
  private let own: UnsafeMutableBufferPointer<Double>
  private var touchedFrom: Int
  private var policy: PolicyIteration
  /// Bound on the error of the last evaluation, as the largest distance of any loss from the true one.
  public private(set) var errorBound = 0.0

  public init(_ graph: CompiledGraph, exactComponentLimit: Int = 400) {
    self.graph = graph
    self.exactComponentLimit = exactComponentLimit
    loss = .allocate(capacity: graph.entityCount + 1)
    loss.initialize(repeating: 0)
    loss[graph.entityCount] = 1
    own = .allocate(capacity: graph.entityCount)
    own.initialize(repeating: 0)
    touchedFrom = 0
    let largest = graph.cyclicComponents.map(\.count).filter { $0 <= exactComponentLimit }.max() ?? 0
    policy = PolicyIteration(largestComponent: largest)
  }

  deinit {
    loss.deallocate()
    own.deallocate()
  }

  /// Evaluates a shock; read the answer with ``loss(of:)`` before the next call.
  ///
  /// Several hits on one entity count as the largest of them.
  ///
  /// - Precondition: entities are of this graph; own losses outside 0…1 are clamped.
  public func evaluate(_ hits: some Sequence<Hit>) {
    var first = graph.options.blockedSupplies.isEmpty ? graph.entityCount : 0
    for position in touchedFrom..<max(touchedFrom, graph.entityCount) { own[position] = 0 }
    for hit in hits {
      let position = graph.position(hit.entity)
      own[position] = max(own[position], min(1, max(0, hit.ownLoss)))
      first = min(first, position)
    }
    for position in touchedFrom..<max(touchedFrom, first) { loss[position] = 0 }
    touchedFrom = first
    errorBound = 0
    propagate(from: first)
  }

  private func propagate(from first: Int) {
    guard first < graph.entityCount else { return }
    var position = first
    for component in graph.cyclicComponents where component.upperBound > first {
      pass(position..<max(position, component.lowerBound))
      // A hit in the middle of a component concerns all of it.
      for member in component where member < first { loss[member] = 0 }
      solve(component)
      touchedFrom = min(touchedFrom, component.lowerBound)
      position = component.upperBound
    }
    pass(position..<graph.entityCount)
  }

  /// One pass in topological order over entities without cycles.
  private func pass(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let (loss, own) = (loss, own)
    graph.needStart.withUnsafeBufferPointer { needStart in
      graph.criticality.withUnsafeBufferPointer { criticality in
        graph.supplyStart.withUnsafeBufferPointer { supplyStart in
          graph.supplier.withUnsafeBufferPointer { supplier in
            graph.weight.withUnsafeBufferPointer { weight in
              for position in range {
                var result = own[position]
                for need in Int(needStart[position])..<Int(needStart[position + 1]) {
                  var unmet = 0.0
                  for supply in Int(supplyStart[need])..<Int(supplyStart[need + 1]) {
                    unmet += weight[supply] * loss[Int(supplier[supply])]
                  }
                  let candidate = criticality[need] * unmet
                  if candidate > result { result = candidate }
                }
                loss[position] = result < 1 ? result : 1
              }
            }
          }
        }
      }
    }
  }

  private func solve(_ component: Range<Int>) {
    let bound =
      component.count <= exactComponentLimit
      ? policy.solve(component, graph, own: own, loss: loss)
      : SandwichIteration.solve(component, graph, own: own, loss: loss)
    // Buyers take over at most the largest error of their suppliers, and every component on the way adds its own.
    errorBound = max(errorBound, bound * Double(graph.cyclicDepth))
  }

  /// The loss of an entity in the last evaluation, 0…1.
  public func loss(of entity: EntityIndex) -> Double { loss[graph.position(entity)] }

  /// All losses of the last evaluation by entity index.
  public func lossesByEntity() -> [Double] {
    graph.positionOf.map { loss[Int($0)] }
  }
}
