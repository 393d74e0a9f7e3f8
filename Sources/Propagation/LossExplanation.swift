public import SupplyGraph

/// One step of a dependency path, from a buyer to one of its suppliers.
public struct PathStep: Hashable, Sendable {
  public var buyer: EntityIndex
  /// Index into ``SupplyGraph/SupplyGraph/supplies``.
  public var supply: Int
  /// Index into ``SupplyGraph/SupplyGraph/needs``.
  public var need: Int
  /// Share of the need that the supplier meets, with its part of unattributed supply under `proportional`.
  public var share: Double
  /// Criticality of the need.
  public var criticality: Double

  public init(buyer: EntityIndex, supply: Int, need: Int, share: Double, criticality: Double) {
    self.buyer = buyer
    self.supply = supply
    self.need = need
    self.share = share
    self.criticality = criticality
  }
}

/// A way by which a loss reaches a target, target first, and what it contributes.
public struct DependencyPath: Hashable, Sendable {
  public var steps: [PathStep]
  /// Π c·w along the steps times the own loss at the end, a fraction of the target's output.
  public var contribution: Double

  public init(steps: [PathStep], contribution: Double) {
    self.steps = steps
    self.contribution = contribution
  }
}

/// Why an entity loses what it loses: an additive split of the loss over paths along binding needs.
///
/// Every lossy entity is given one cause: its own loss where that binds, else a binding need. Ties are broken so that
/// causes never run in a circle: start from the entities whose own loss binds and add an entity by its first binding
/// need (file order) that has a lossy supplier already added. On these causes ℓ_t = c_n Σ_s w_ns ℓ_s adds up exactly.
/// Paths are listed by falling contribution; walks round a cycle and paths beyond the number asked for are in the
/// remainder.
///
/// - Complexity: O(V + E) to find causes on acyclic graphs (a pass more for every level of a cycle), O(k · d · log)
///   for k paths of d steps. O(V) space.
public struct LossExplanation: Sendable {
  private let graph: CompiledGraph
  private let loss: [Double]
  /// Compiled need that is the cause of each position; −1 own loss, −2 none.
  private let cause: [Int32]

  /// Relative distance within which a need counts as binding.
  static let tie = 1e-9
  /// Prefixes that are looked at before the search for paths gives up.
  static let searchLimit = 200_000

  /// - Parameters:
  ///   - lossesByEntity: what ``AvailabilityEngine`` computed for these hits.
  public init(_ graph: CompiledGraph, _ hits: some Sequence<Hit>, lossesByEntity: [Double]) {
    self.graph = graph
    var loss = [Double](repeating: 0, count: graph.entityCount + 1)
    for position in 0..<graph.entityCount { loss[position] = lossesByEntity[Int(graph.entityAt[position])] }
    loss[graph.entityCount] = 1
    var own = [Double](repeating: 0, count: graph.entityCount)
    for hit in hits {
      let position = graph.position(hit.entity)
      own[position] = max(own[position], min(1, max(0, hit.ownLoss)))
    }
    self.loss = loss
    cause = Self.causes(graph, own: own, loss: loss)
  }

  private static func causes(_ graph: CompiledGraph, own: [Double], loss: [Double]) -> [Int32] {
    var cause = [Int32](repeating: -2, count: graph.entityCount)
    var isGrounded = [Bool](repeating: false, count: graph.entityCount + 1)
    isGrounded[graph.entityCount] = true
    for position in 0..<graph.entityCount where own[position] > 0 && own[position] >= loss[position] * (1 - tie) {
      cause[position] = -1
      isGrounded[position] = true
    }
    func ground(_ position: Int) -> Bool {
      for need in graph.needs(at: position) {
        var unmet = 0.0
        var hasGrounded = false
        for supply in graph.supplies(of: need) {
          let supplier = Int(graph.supplier[supply])
          unmet += graph.weight[supply] * loss[supplier]
          if loss[supplier] > 0, isGrounded[supplier] { hasGrounded = true }
        }
        guard hasGrounded, graph.criticality[need] * unmet >= loss[position] * (1 - tie) else { continue }
        cause[position] = Int32(truncatingIfNeeded: need)
        isGrounded[position] = true
        return true
      }
      return false
    }
    var next = 0
    for component in graph.cyclicComponents + [graph.entityCount..<graph.entityCount] {
      for position in next..<component.lowerBound where loss[position] > 0 && !isGrounded[position] {
        _ = ground(position)
      }
      var changed = !component.isEmpty
      while changed {
        changed = false
        for position in component where loss[position] > 0 && !isGrounded[position] {
          if ground(position) { changed = true }
        }
      }
      next = component.upperBound
    }
    return cause
  }

  /// The strongest paths of a target's loss and what they leave unexplained.
  ///
  /// - Returns: at most `limit` simple paths by falling contribution (ties by file order), and
  ///   `remainder` = loss − Σ contributions listed.
  public func paths(to target: EntityIndex, limit: Int) -> (paths: [DependencyPath], remainder: Double) {
    let start = graph.position(target)
    guard loss[start] > 0, limit > 0 else { return ([], loss[start]) }
    var queue = PrefixQueue()
    var prefixes = [Prefix(parent: -1, supply: -1, position: start, weight: 1)]
    queue.push(loss[start], 0)
    var found: [DependencyPath] = []
    while let index = queue.pop(), found.count < limit, prefixes.count < Self.searchLimit {
      let prefix = prefixes[index]
      let isEnd = prefix.position == graph.entityCount || cause[prefix.position] == -1
      if isEnd {
        if index > 0 || cause[start] == -1 {
          found.append(path(index, prefixes, contribution: prefix.weight * loss[prefix.position]))
        }
        continue
      }
      let need = Int(cause[prefix.position])
      guard need >= 0 else { continue }
      for supply in graph.supplies(of: need) {
        let supplier = Int(graph.supplier[supply])
        guard loss[supplier] > 0, !contains(supplier, index, prefixes) else { continue }
        let weight = prefix.weight * graph.criticality[need] * graph.weight[supply]
        queue.push(weight * loss[supplier], prefixes.count)
        prefixes.append(Prefix(parent: index, supply: supply, position: supplier, weight: weight))
      }
    }
    var remainder = loss[start]
    for path in found { remainder -= path.contribution }
    // Rounding of the sum is not an unexplained part.
    if abs(remainder) < 1e-12 { remainder = 0 }
    return (found, remainder)
  }

  /// The largest part of a target's loss to come that rests on supply attributed to nobody: the mass of unattributed
  /// supply met along the binding needs, m_i = c_n (u_n + Σ_s share_ns m_s), 0 for entities that lose nothing. It is
  /// the same whatever unattributed supply is assumed to do.
  ///
  /// - Complexity: O(E) on acyclic graphs, at most 10 000 sweeps in components.
  public func unattributedMass(of target: EntityIndex, in original: SupplyGraph) -> Double {
    var mass = [Double](repeating: 0, count: graph.entityCount + 1)
    func image(_ position: Int) -> Double {
      guard cause[position] >= 0 else { return 0 }
      let need = Int(cause[position])
      var sum = original.needs[Int(graph.needIndex[need])].unattributed
      for supply in graph.supplies(of: need) {
        // The share as recorded: under `proportional` the weight already has a part of what is unattributed.
        let share = original.supplies[Int(graph.supplyIndex[supply])].share
        sum += share * mass[Int(graph.supplier[supply])]
      }
      return min(1, graph.criticality[need] * sum)
    }
    var next = 0
    for component in graph.cyclicComponents + [graph.entityCount..<graph.entityCount] {
      for position in next..<component.lowerBound { mass[position] = image(position) }
      for _ in 0..<OverlapLosses.sweepLimit {
        var change = 0.0
        for position in component {
          let value = image(position)
          change = max(change, value - mass[position])
          mass[position] = value
        }
        if change <= 1e-15 { break }
      }
      next = component.upperBound
    }
    return mass[graph.position(target)]
  }

  private struct Prefix {
    var parent: Int
    var supply: Int
    var position: Int
    var weight: Double
  }

  private func contains(_ position: Int, _ index: Int, _ prefixes: [Prefix]) -> Bool {
    var walk = index
    while walk >= 0 {
      if prefixes[walk].position == position { return true }
      walk = prefixes[walk].parent
    }
    return false
  }

  private func path(_ index: Int, _ prefixes: [Prefix], contribution: Double) -> DependencyPath {
    var steps: [PathStep] = []
    var walk = index
    while prefixes[walk].parent >= 0 {
      let supply = prefixes[walk].supply
      let buyer = prefixes[prefixes[walk].parent].position
      let need = Int(cause[buyer])
      steps.append(
        PathStep(
          buyer: graph.entity(at: buyer), supply: Int(graph.supplyIndex[supply]), need: Int(graph.needIndex[need]),
          share: graph.weight[supply], criticality: graph.criticality[need]))
      walk = prefixes[walk].parent
    }
    return DependencyPath(steps: steps.reversed(), contribution: contribution)
  }
}

/// A max-heap of prefixes by the loss that passes through them; among equals the older one first.
private struct PrefixQueue {
  private var heap: [(mass: Double, index: Int)] = []

  private static func isBefore(_ a: (mass: Double, index: Int), _ b: (mass: Double, index: Int)) -> Bool {
    a.mass != b.mass ? a.mass > b.mass : a.index < b.index
  }

  mutating func push(_ mass: Double, _ index: Int) {
    heap.append((mass, index))
    var child = heap.count - 1
    while child > 0, Self.isBefore(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.index }
    heap[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && Self.isBefore(heap[child], heap[best]) {
        best = child
      }
      guard best != parent else { return first.index }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
