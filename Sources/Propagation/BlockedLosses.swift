public import SupplyGraph

/// Losses of a few targets under many failure sets, eight at a time in SIMD lanes.
///
///     ℓ_i = max( [i failed], max over needs n of c_n Σ_s w_ns ℓ_s )
///
/// The same numbers as ``AvailabilityEngine`` gives for entities that stop wholly, bit for bit: each lane adds in the
/// same order. Only what lies upstream of the targets is computed. There is none where that part has a cycle, because
/// the policies of eight sets differ there; take the engine then.
///
/// One of these serves one task. Evaluating allocates nothing.
///
/// - Complexity: O(entities + supplies upstream of the targets) a block, from the first failed entity on. Space 64 bytes
///   an entity twice, and the rows.
public final class BlockedLosses {
  /// Failure sets in a block.
  public static let width = 8
  public typealias Lanes = SIMD8<Double>

  private let targets: [Int]
  /// Place of an entity among those upstream; −1 for others.
  private let placeOf: [Int32]
  private let needStart: [Int32]
  private let supplyStart: [Int32]
  private let supplier: [Int32]
  private let weight: [Double]
  private let criticality: [Double]
  private let loss: UnsafeMutableBufferPointer<Lanes>
  private let own: UnsafeMutableBufferPointer<Lanes>
  private var touched: [Int] = []
  private var dirtyFrom: Int
  private let alwaysFrom: Int

  /// - Returns: nil where a cycle lies upstream of the targets.
  /// - Complexity: O(entities + supplies).
  public init?(_ graph: CompiledGraph, targets: [EntityIndex]) {
    let isUpstream = graph.upstream(of: targets)
    for cycle in graph.cyclicComponents where cycle.contains(where: { isUpstream[$0] }) { return nil }
    var place = [Int32](repeating: -1, count: graph.entityCount + 1)
    var count: Int32 = 0
    for position in 0..<graph.entityCount where isUpstream[position] {
      place[position] = count
      count += 1
    }
    // Stopped supplies stand behind all others.
    place[graph.entityCount] = count
    var (needStart, supplyStart): ([Int32], [Int32]) = ([0], [0])
    var (supplier, weight, criticality): ([Int32], [Double], [Double]) = ([], [], [])
    for position in 0..<graph.entityCount where isUpstream[position] {
      for need in graph.needs(at: position) {
        for supply in graph.supplies(of: need) {
          supplier.append(place[Int(graph.supplier[supply])])
          weight.append(graph.weight[supply])
        }
        criticality.append(graph.criticality[need])
        supplyStart.append(Int32(truncatingIfNeeded: supplier.count))
      }
      needStart.append(Int32(truncatingIfNeeded: criticality.count))
    }
    self.targets = targets.map { Int(place[graph.position($0)]) }
    placeOf = graph.positionOf.map { place[Int($0)] }
    self.needStart = needStart
    self.supplyStart = supplyStart
    self.supplier = supplier
    self.weight = weight
    self.criticality = criticality
    loss = .allocate(capacity: Int(count) + 1)
    loss.initialize(repeating: .zero)
    loss[Int(count)] = Lanes(repeating: 1)
    own = .allocate(capacity: Int(count))
    own.initialize(repeating: .zero)
    dirtyFrom = Int(count)
    alwaysFrom = graph.options.blockedSupplies.isEmpty ? Int(count) : 0
  }

  deinit {
    loss.deallocate()
    own.deallocate()
  }

  /// Evaluates sets that share all entities but the last: lane i is `common` with the i-th of `last`.
  ///
  /// - Precondition: `last` has at most ``width`` entities. Entities that are not upstream have no effect.
  public func evaluate(common: [EntityIndex], last: ArraySlice<EntityIndex>) {
    var first = alwaysFrom
    for place in touched { own[place] = .zero }
    touched.removeAll(keepingCapacity: true)
    for entity in common {
      let place = Int(placeOf[entity.position])
      guard place >= 0 else { continue }
      own[place] = Lanes(repeating: 1)
      touched.append(place)
      first = min(first, place)
    }
    for (lane, entity) in last.enumerated() {
      let place = Int(placeOf[entity.position])
      guard place >= 0 else { continue }
      own[place][lane] = 1
      touched.append(place)
      first = min(first, place)
    }
    for place in dirtyFrom..<max(dirtyFrom, first) { loss[place] = .zero }
    dirtyFrom = first
    pass(from: first)
  }

  /// The losses of a target, one for each set of the last block.
  public func losses(ofTarget target: Int) -> Lanes { loss[targets[target]] }

  private func pass(from first: Int) {
    let (loss, own) = (loss, own)
    needStart.withUnsafeBufferPointer { needStart in
      supplyStart.withUnsafeBufferPointer { supplyStart in
        supplier.withUnsafeBufferPointer { supplier in
          weight.withUnsafeBufferPointer { weight in
            criticality.withUnsafeBufferPointer { criticality in
              for place in first..<own.count {
                var result = own[place]
                for need in Int(needStart[place])..<Int(needStart[place + 1]) {
                  var unmet = Lanes.zero
                  for supply in Int(supplyStart[need])..<Int(supplyStart[need + 1]) {
                    unmet += weight[supply] * loss[Int(supplier[supply])]
                  }
                  let candidate = criticality[need] * unmet
                  result.replace(with: candidate, where: candidate .> result)
                }
                result.replace(with: 1, where: result .> 1)
                loss[place] = result
              }
            }
          }
        }
      }
    }
  }
}

extension CompiledGraph {
  /// Which positions lie upstream of some entities, themselves included.
  ///
  /// - Complexity: O(entities + supplies).
  func upstream(of entities: [EntityIndex]) -> [Bool] {
    var isUpstream = [Bool](repeating: false, count: entityCount + 1)
    var queue: [Int] = []
    for entity in entities where !isUpstream[position(entity)] {
      isUpstream[position(entity)] = true
      queue.append(position(entity))
    }
    while let next = queue.popLast() {
      for need in needs(at: next) {
        for supply in supplies(of: need) where !isUpstream[Int(self.supplier[supply])] {
          isUpstream[Int(self.supplier[supply])] = true
          if Int(self.supplier[supply]) < entityCount { queue.append(Int(self.supplier[supply])) }
        }
      }
    }
    return isUpstream
  }
}
