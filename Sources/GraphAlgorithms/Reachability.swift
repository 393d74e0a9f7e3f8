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
    var reached = NodeSet(nodeCount: nodeCount)
    var queue: [Int32] = []
    for start in starts where reached.insert(start) { queue.append(Int32(truncatingIfNeeded: start)) }
    var head = 0
    withRows { rows in
      while head < queue.count {
        for edge in rows.range(Int(queue[head])) where reached.insert(Int(rows.column[edge])) {
          queue.append(rows.column[edge])
        }
        head += 1
      }
    }
    return reached
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
