extension CompactDigraph {
  /// The nodes to which a directed path leads from any of the given nodes, those included.
  ///
  /// Breadth-first; every edge is looked at once.
  /// Example: in 0 → 1 → 2 ← 3, from {1}: {1, 2}.
  ///
  /// - Throws: `GraphError.nodeOutOfRange` if a start does not exist.
  /// - Complexity: O(n + m) time, O(n) space.
  public func reachable(from starts: some Sequence<Int>) throws(GraphError) -> NodeSet {
    let starts = Array(starts)
    try check(starts)
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: NodeSet.wordCount(nodeCount))
    let queue = ScratchBuffer(count: nodeCount)
    defer {
      words.deallocate()
      queue.deallocate()
    }
    words.initialize(repeating: 0)
    var tail = 0
    @inline(__always) func reach(_ node: Int32) {
      let bit: UInt64 = 1 << UInt64(node & 63)
      guard words[Int(node >> 6)] & bit == 0 else { return }
      words[Int(node >> 6)] |= bit
      queue[tail] = node
      tail += 1
    }
    for start in starts { reach(Int32(truncatingIfNeeded: start)) }
    withRows { rows in
      var head = 0
      while head < tail {
        for edge in rows.range(Int(queue[head])) { reach(rows.column[edge]) }
        head += 1
      }
    }
    return NodeSet(words: Array(words), nodeCount: nodeCount)
  }

  /// The nodes from which a directed path leads to any of the given nodes, those included.
  ///
  /// Who asks often keeps `reversed()` and calls `reachable(from:)` on it; this reverses every time.
  ///
  /// - Throws: `GraphError.nodeOutOfRange` if an end does not exist.
  /// - Complexity: O(n + m) time and space.
  public func reaching(_ ends: some Sequence<Int>) throws(GraphError) -> NodeSet {
    try reversed().reachable(from: ends)
  }
}
