/// Evaluates many failure sets at once: one bit of a machine word for each.
///
/// A pass takes the least solution for 64 sets a word. Inside a cycle it repeats until nothing changes, starting from
/// the events alone, so the solution is the least one.
final class FailurePasses {
  /// The failure sets that one pass evaluates.
  static let width = 512
  typealias Lanes = SIMD8<UInt64>

  let faults: RelevantFaults
  private let storage: UnsafeMutableBufferPointer<Lanes>
  private let state: UnsafeMutableBufferPointer<UInt64>
  /// Elementary steps so far: members looked at, times words.
  private(set) var work = 0

  init(_ faults: RelevantFaults) {
    self.faults = faults
    // Aligned for the widest lanes.
    storage = .allocate(capacity: faults.graph.nodeCount)
    storage.initialize(repeating: Lanes())
    state = UnsafeMutableRawBufferPointer(storage).bindMemory(to: UInt64.self)
  }

  deinit { storage.deallocate() }

  /// Which failure sets fail the top: bit i of the answer for the i-th.
  ///
  /// - Parameters:
  ///   - count: how many failure sets, at most ``width``.
  ///   - always: events that are in every set.
  ///   - fill: calls back with (set, node) for every other event.
  /// - Complexity: O(members · words), repeated in cycles at most once for each of their nodes.
  func topFails(
    count: Int, always: some Sequence<Int32>, fill: ((_ set: Int, _ node: Int32) -> Void) -> Void
  ) -> Lanes {
    switch (count + 63) / 64 {
    case 0, 1, 2: Self.widened(run(SIMD2<UInt64>.self, always, fill))
    case 3, 4: Self.widened(run(SIMD4<UInt64>.self, always, fill))
    default: run(SIMD8<UInt64>.self, always, fill)
    }
  }

  private static func widened<V: SIMD>(_ value: V) -> Lanes where V.Scalar == UInt64 {
    var lanes = Lanes()
    for index in 0..<V.scalarCount { lanes[index] = value[index] }
    return lanes
  }

  private func run<V: SIMD>(
    _ type: V.Type, _ always: some Sequence<Int32>, _ fill: ((_ set: Int, _ node: Int32) -> Void) -> Void
  ) -> V where V.Scalar == UInt64 {
    let nodeCount = faults.graph.nodeCount
    for index in 0..<(nodeCount * V.scalarCount) { state[index] = 0 }
    for node in always {
      for lane in 0..<V.scalarCount { state[Int(node) * V.scalarCount + lane] = ~0 }
    }
    fill { set, node in state[Int(node) * V.scalarCount + set >> 6] |= 1 << UInt64(set & 63) }
    guard let base = state.baseAddress else { return V() }
    return base.withMemoryRebound(to: V.self, capacity: nodeCount) { values in
      var position = 0
      for cycle in faults.cycles {
        _ = pass(position..<cycle.lowerBound, values)
        while pass(cycle, values) {}
        position = cycle.upperBound
      }
      _ = pass(position..<nodeCount, values)
      return values[faults.top]
    }
  }

  /// One pass over some nodes in order; true where something changed.
  private func pass<V: SIMD>(_ nodes: Range<Int>, _ values: UnsafeMutablePointer<V>) -> Bool where V.Scalar == UInt64 {
    guard !nodes.isEmpty else { return false }
    let zero = V()
    var changed = zero
    var steps = 0
    faults.graph.conditionStart.withUnsafeBufferPointer { conditionStart in
      faults.graph.memberStart.withUnsafeBufferPointer { memberStart in
        faults.graph.member.withUnsafeBufferPointer { member in
          for node in nodes {
            let before = values[node]
            var failed = before
            for condition in Int(conditionStart[node])..<Int(conditionStart[node + 1]) {
              var all = ~zero
              for index in Int(memberStart[condition])..<Int(memberStart[condition + 1]) {
                all = all & values[Int(member[index])]
              }
              failed = failed | all
            }
            values[node] = failed
            changed = changed | (failed ^ before)
          }
          steps =
            Int(memberStart[Int(conditionStart[nodes.upperBound])])
            - Int(memberStart[Int(conditionStart[nodes.lowerBound])])
        }
      }
    }
    work += (steps + nodes.count) * V.scalarCount
    return changed != zero
  }
}
