public import SupplyGraph

/// What some targets lose under many shocks, one after the other: only what lies between a shock and the targets moves.
///
/// The answers are those of ``AvailabilityEngine``, to the last bit. An engine passes over everything behind a shock,
/// which is right for one shock and all losses. A cascade looks upstream of its targets once, and then follows each
/// shock from buyer to buyer inside that part, in topological order. Entities whose loss does not change stop it.
///
/// One cascade serves one task; make one for each. Evaluating allocates nothing once the lists have grown.
///
/// - Complexity: O(V + E) time and space to make; O(d·log d) a shock for d supplies and buyers between it and the targets,
///   plus what ``AvailabilityEngine`` says of cyclic components on the way.
public final class FailureCascade {
  public let graph: CompiledGraph
  /// Components up to this many entities are solved exactly.
  public let exactComponentLimit: Int
  /// Whether a loss at a position can reach a target.
  private let isUpstream: [Bool]
  /// Loss by position; one more entry, always 1, stands for stopped supplies.
  private let loss: UnsafeMutableBufferPointer<Double>
  private let own: UnsafeMutableBufferPointer<Double>
  /// Loss without any shock, where stopped supplies make it differ from 0.
  private let base: [Double]
  /// Buyers upstream of the targets, row by row, each once.
  private let buyerStart: [Int32]
  private let buyer: [Int32]
  /// The cyclic component of each position upstream, −1 for none.
  private let component: [Int32]
  private var pending: PositionQueue
  private var touched: [Int32] = []
  private var hit: [Int32] = []
  private var policy: PolicyIteration
  /// Bound on the error of the last evaluation, as the largest distance of any loss from the true one.
  public private(set) var errorBound = 0.0

  /// - Parameter targets: the entities whose losses will be asked for.
  public init(_ graph: CompiledGraph, towards targets: [EntityIndex], exactComponentLimit: Int = 400) {
    self.graph = graph
    self.exactComponentLimit = exactComponentLimit
    let count = graph.entityCount
    let isUpstream = Self.upstream(of: targets, graph)
    self.isUpstream = isUpstream
    (buyerStart, buyer) = Self.buyers(graph, isUpstream)
    var component = [Int32](repeating: -1, count: count)
    var largest = 0
    for (index, range) in graph.cyclicComponents.enumerated() where isUpstream[range.lowerBound] {
      for position in range { component[position] = Int32(truncatingIfNeeded: index) }
      if range.count <= exactComponentLimit { largest = max(largest, range.count) }
    }
    self.component = component
    policy = PolicyIteration(largestComponent: largest)
    pending = PositionQueue(count: count)
    loss = .allocate(capacity: count + 1)
    loss.initialize(repeating: 0)
    loss[count] = 1
    own = .allocate(capacity: count)
    own.initialize(repeating: 0)
    guard !graph.options.blockedSupplies.isEmpty else {
      base = []
      return
    }
    let engine = AvailabilityEngine(graph, exactComponentLimit: exactComponentLimit)
    engine.evaluate(EmptyCollection())
    base = (0..<count).map { engine.loss(of: graph.entity(at: $0)) }
    baseBound = engine.errorBound
    for position in 0..<count { loss[position] = base[position] }
  }

  private var baseBound = 0.0

  deinit {
    loss.deallocate()
    own.deallocate()
  }

  /// Whether a loss of the entity can reach one of the targets, or it is one.
  public func isUpstreamOfTargets(_ entity: EntityIndex) -> Bool { isUpstream[graph.position(entity)] }

  /// Evaluates a shock; read the targets' losses with ``loss(of:)`` before the next call.
  ///
  /// Several hits on one entity count as the largest of them.
  ///
  /// - Precondition: entities are of this graph; own losses outside 0…1 are clamped.
  public func evaluate(_ hits: some Sequence<Hit>) {
    restore()
    errorBound = baseBound
    for shock in hits {
      let position = graph.position(shock.entity)
      guard isUpstream[position] else { continue }
      own[position] = max(own[position], min(1, max(0, shock.ownLoss)))
      hit.append(Int32(truncatingIfNeeded: position))
      pending.insert(position)
    }
    while let position = pending.popFirst() {
      if component[position] >= 0 {
        settle(graph.cyclicComponents[Int(component[position])])
      } else {
        settle(position)
      }
    }
  }

  /// The loss of a target, or of an entity upstream of one, in the last evaluation, 0…1.
  public func loss(of entity: EntityIndex) -> Double { loss[graph.position(entity)] }

  /// What a target loses to each of some failures alone.
  ///
  /// - Precondition: the target is one of this cascade's.
  public func losses(of target: EntityIndex, toEachOf failures: some Sequence<EntityIndex>) -> [Double] {
    failures.map { failure in
      evaluate(CollectionOfOne(Hit(failure)))
      return loss(of: target)
    }
  }

  private func restore() {
    for position in touched { loss[Int(position)] = base.isEmpty ? 0 : base[Int(position)] }
    touched.removeAll(keepingCapacity: true)
    for position in hit { own[Int(position)] = 0 }
    hit.removeAll(keepingCapacity: true)
  }

  private func settle(_ position: Int) {
    let value = image(of: position)
    guard value != loss[position] else { return }
    loss[position] = value
    touched.append(Int32(truncatingIfNeeded: position))
    for edge in Int(buyerStart[position])..<Int(buyerStart[position + 1]) { pending.insert(Int(buyer[edge])) }
  }

  /// The loss of an entity outside cycles, in the same order of operations as an engine's pass.
  private func image(of position: Int) -> Double {
    let (loss, own) = (loss, own)
    return graph.supplier.withUnsafeBufferPointer { supplier in
      graph.weight.withUnsafeBufferPointer { weight in
        var result = own[position]
        for need in graph.needs(at: position) {
          var unmet = 0.0
          for supply in graph.supplies(of: need) { unmet += weight[supply] * loss[Int(supplier[supply])] }
          let candidate = graph.criticality[need] * unmet
          if candidate > result { result = candidate }
        }
        return result < 1 ? result : 1
      }
    }
  }

  private func settle(_ members: Range<Int>) {
    pending.remove(members)
    let bound =
      members.count <= exactComponentLimit
      ? policy.solve(members, graph, own: own, loss: loss)
      : SandwichIteration.solve(members, graph, own: own, loss: loss)
    errorBound = max(errorBound, bound * Double(graph.cyclicDepth))
    for member in members {
      touched.append(Int32(truncatingIfNeeded: member))
      guard loss[member] != (base.isEmpty ? 0 : base[member]) else { continue }
      for edge in Int(buyerStart[member])..<Int(buyerStart[member + 1]) where !members.contains(Int(buyer[edge])) {
        pending.insert(Int(buyer[edge]))
      }
    }
  }

  /// Marks what reaches the targets: one walk from buyers to suppliers.
  private static func upstream(of targets: [EntityIndex], _ graph: CompiledGraph) -> [Bool] {
    var isUpstream = [Bool](repeating: false, count: graph.entityCount)
    var waiting: [Int] = []
    for target in targets where !isUpstream[graph.position(target)] {
      isUpstream[graph.position(target)] = true
      waiting.append(graph.position(target))
    }
    while let position = waiting.popLast() {
      for need in graph.needs(at: position) {
        for supply in graph.supplies(of: need) {
          let supplier = Int(graph.supplier[supply])
          guard supplier < graph.entityCount, !isUpstream[supplier] else { continue }
          isUpstream[supplier] = true
          waiting.append(supplier)
        }
      }
    }
    return isUpstream
  }

  /// Rows of buyers among the marked positions, by counting.
  private static func buyers(_ graph: CompiledGraph, _ isUpstream: [Bool]) -> (start: [Int32], buyer: [Int32]) {
    let count = graph.entityCount
    var start = [Int32](repeating: 0, count: count + 1)
    // A buyer with several needs met by one supplier stands once in the supplier's row.
    var last = [Int32](repeating: -1, count: count + 1)
    func visit(_ body: (_ supplier: Int, _ buyer: Int32) -> Void) {
      for position in 0..<count { last[position] = -1 }
      for position in 0..<count where isUpstream[position] {
        let mark = Int32(truncatingIfNeeded: position)
        for need in graph.needs(at: position) {
          for supply in graph.supplies(of: need) {
            let supplier = Int(graph.supplier[supply])
            guard supplier < count, last[supplier] != mark else { continue }
            last[supplier] = mark
            body(supplier, mark)
          }
        }
      }
    }
    visit { supplier, _ in start[supplier + 1] += 1 }
    for position in 0..<count { start[position + 1] += start[position] }
    var next = start
    var buyer = [Int32](repeating: 0, count: Int(start[count]))
    visit { supplier, mark in
      buyer[Int(next[supplier])] = mark
      next[supplier] += 1
    }
    return (start, buyer)
  }
}

/// Positions that wait, each once, taken out in ascending order: two levels of bits.
private struct PositionQueue {
  private var words: [UInt64]
  /// Which words are not 0.
  private var summary: [UInt64]
  private var firstSummary: Int

  init(count: Int) {
    words = [UInt64](repeating: 0, count: count / 64 + 1)
    summary = [UInt64](repeating: 0, count: words.count / 64 + 1)
    firstSummary = summary.count
  }

  mutating func insert(_ position: Int) {
    let word = position >> 6
    words[word] |= 1 << UInt64(position & 63)
    summary[word >> 6] |= 1 << UInt64(word & 63)
    firstSummary = min(firstSummary, word >> 6)
  }

  mutating func popFirst() -> Int? {
    while firstSummary < summary.count {
      let bits = summary[firstSummary]
      if bits == 0 {
        firstSummary += 1
        continue
      }
      let word = firstSummary << 6 + bits.trailingZeroBitCount
      let bit = words[word].trailingZeroBitCount
      words[word] &= words[word] &- 1
      if words[word] == 0 { summary[firstSummary] &= bits &- 1 }
      return word << 6 + bit
    }
    return nil
  }

  /// Takes a range out.
  mutating func remove(_ range: Range<Int>) {
    for word in (range.lowerBound >> 6)...((range.upperBound - 1) >> 6) where words[word] != 0 {
      var mask = ~UInt64(0)
      if word == range.lowerBound >> 6 { mask &= ~UInt64(0) << UInt64(range.lowerBound & 63) }
      if word == (range.upperBound - 1) >> 6 { mask &= ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63) }
      words[word] &= ~mask
      if words[word] == 0 { summary[word >> 6] &= ~(1 << UInt64(word & 63)) }
    }
  }
}
