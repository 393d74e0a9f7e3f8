extension FaultGraph {
  /// Which nodes have failed once some events occur.
  ///
  /// Every condition counts its members that still work; what reaches zero fails its node. Each condition fires once, so
  /// a cycle needs no iteration and no node becomes its own cause.
  ///
  /// - Throws: ``FaultGraphError/nodeOutOfRange(_:)``.
  /// - Complexity: O(nodes + members) time and space.
  /// - Reference: Dowling & Gallier 1984, doi:10.1016/0743-1066(84)90014-1 (least models in linear time).
  public func failures(after events: some Sequence<Int>) throws(FaultGraphError) -> [Bool] {
    var failed = [Bool](repeating: false, count: nodeCount)
    var queue: [Int] = []
    for node in events {
      guard node >= 0, node < nodeCount else { throw .nodeOutOfRange(node) }
      if !failed[node] {
        failed[node] = true
        queue.append(node)
      }
    }
    let uses = ConditionUses(self)
    var working = (0..<conditionCount).map { members(of: $0).count }
    for node in 0..<nodeCount where !failed[node] {
      if conditions(of: node).contains(where: { working[$0] == 0 }) {
        failed[node] = true
        queue.append(node)
      }
    }
    var next = 0
    while next < queue.count {
      for condition in uses.conditions(with: queue[next]) {
        working[Int(condition)] -= 1
        let node = Int(uses.node[Int(condition)])
        if working[Int(condition)] == 0, !failed[node] {
          failed[node] = true
          queue.append(node)
        }
      }
      next += 1
    }
    return failed
  }
}

/// The conditions that every node is a member of, once for each time it is named there.
struct ConditionUses {
  /// The node of each condition.
  let node: [Int32]
  let start: [Int32]
  let condition: [Int32]

  init(_ graph: FaultGraph) {
    var node = [Int32](repeating: 0, count: graph.conditionCount)
    for owner in 0..<graph.nodeCount {
      for condition in graph.conditions(of: owner) { node[condition] = Int32(truncatingIfNeeded: owner) }
    }
    var start = [Int32](repeating: 0, count: graph.nodeCount + 1)
    for member in graph.member { start[Int(member) + 1] += 1 }
    for index in 0..<graph.nodeCount { start[index + 1] += start[index] }
    var fill = start
    var condition = [Int32](repeating: 0, count: graph.member.count)
    for index in 0..<graph.conditionCount {
      for member in graph.members(of: index) {
        condition[Int(fill[Int(member)])] = Int32(truncatingIfNeeded: index)
        fill[Int(member)] += 1
      }
    }
    self.node = node
    self.start = start
    self.condition = condition
  }

  func conditions(with member: Int) -> ArraySlice<Int32> { condition[Int(start[member])..<Int(start[member + 1])] }
}
