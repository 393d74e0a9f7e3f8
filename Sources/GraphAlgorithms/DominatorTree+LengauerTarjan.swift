extension CompactDigraph {
  /// The dominator tree of the nodes reachable from a set of roots.
  ///
  /// Lengauer and Tarjan's algorithm with simple path compression; roots hang below a virtual root.
  /// Example: edges (0, 1), (0, 2), (1, 3), (2, 3), (3, 4) from root 0: idom(3) = 0, idom(4) = 3.
  ///
  /// - Throws: `GraphError.nodeOutOfRange` if a root does not exist.
  /// - Complexity: O(m log n) time at worst and near linear in practice, O(n + m) space.
  /// - SeeAlso: Lengauer, T. and Tarjan, R. E. (1979), A fast algorithm for finding dominators in a
  ///   flowgraph, ACM Transactions on Programming Languages and Systems 1(1), 121–141,
  ///   doi:10.1145/357062.357071.
  public func dominatorTree(from roots: some Sequence<Int>) throws(GraphError) -> DominatorTree {
    let roots = Array(roots)
    try check(roots)
    return withRows { rows in
      let tree = DepthFirstTree(rows, nodeCount: nodeCount, roots: roots)
      defer { tree.deallocate() }
      var search = DominatorSearch(rows, tree: tree, roots: roots)
      defer { search.deallocate() }
      search.run()
      return search.result(nodeCount: nodeCount)
    }
  }
}

/// The algorithm's state.
///
/// Every index and value is a depth-first number; 0 is the virtual root.
private struct DominatorSearch {
  let tree: DepthFirstTree
  let predecessors: PredecessorRows
  /// The semidominator: the least number from which a path of larger numbers leads here.
  let semi: ScratchBuffer
  let idom: ScratchBuffer
  /// An ancestor in the linked forest, whose paths are compressed.
  let above: ScratchBuffer
  /// The node of least semidominator on the way to that ancestor, the ancestor left out.
  let best: ScratchBuffer
  /// Linked lists of the nodes that share a semidominator; 0 ends a list.
  let bucket: ScratchBuffer
  let nextInBucket: ScratchBuffer
  let path: ScratchBuffer

  init(_ rows: RowBuffers, tree: DepthFirstTree, roots: [Int]) {
    self.tree = tree
    predecessors = PredecessorRows(rows, tree: tree)
    let count = tree.count + 1
    semi = ScratchBuffer(count: count)
    idom = ScratchBuffer(count: count, filledWith: 0)
    above = ScratchBuffer(count: count)
    best = ScratchBuffer(count: count)
    bucket = ScratchBuffer(count: count, filledWith: 0)
    nextInBucket = ScratchBuffer(count: count)
    path = ScratchBuffer(count: count)
    semi[0] = 0
    for index in tree.numbers { semi[index] = tree.parent[index] }
    // The virtual root is a predecessor of every root, also of one that was reached from another root.
    for root in roots { semi[Int(tree.number[root])] = 0 }
  }

  func deallocate() {
    predecessors.deallocate()
    for buffer in [semi, idom, above, best, bucket, nextInBucket, path] { buffer.deallocate() }
  }

  mutating func run() {
    for index in tree.numbers.reversed() {
      var least = semi[index]
      for position in predecessors.range(index) {
        let predecessor = predecessors.column[position]
        // Numbers up to `index` are not linked yet and stand for themselves.
        let candidate =
          Int(predecessor) <= index
          ? predecessor : semi[Int(evaluate(predecessor, linkedFrom: index + 1))]
        if candidate < least { least = candidate }
      }
      semi[index] = least
      nextInBucket[index] = bucket[Int(least)]
      bucket[Int(least)] = Int32(truncatingIfNeeded: index)

      let parent = tree.parent[index]
      above[index] = parent
      best[index] = Int32(truncatingIfNeeded: index)
      var waiting = bucket[Int(parent)]
      bucket[Int(parent)] = 0
      while waiting != 0 {
        let lowest = evaluate(waiting, linkedFrom: index)
        idom[Int(waiting)] = semi[Int(lowest)] < parent ? lowest : parent
        waiting = nextInBucket[Int(waiting)]
      }
    }
    // Where a node of smaller semidominator lay in between, the dominator is that node's.
    for index in tree.numbers where idom[index] != semi[index] {
      idom[index] = idom[Int(idom[index])]
    }
  }

  /// The node of least semidominator on the linked path that ends at a node; compresses that path.
  @inline(__always)
  private func evaluate(_ node: Int32, linkedFrom first: Int) -> Int32 {
    var top = Int(node)
    var length = 0
    while Int(above[top]) >= first {
      path[length] = Int32(truncatingIfNeeded: top)
      length += 1
      top = Int(above[top])
    }
    while length > 0 {
      length -= 1
      let lower = Int(path[length])
      if semi[Int(best[top])] < semi[Int(best[lower])] { best[lower] = best[top] }
      above[lower] = above[top]
      top = lower
    }
    return best[Int(node)]
  }

  /// Translates numbers back to nodes.
  func result(nodeCount: Int) -> DominatorTree {
    var immediate = [Int32](repeating: DominatorTree.unreachable, count: nodeCount)
    for index in tree.numbers {
      let dominator = Int(idom[index])
      immediate[Int(tree.vertex[index])] = dominator == 0 ? DominatorTree.virtualRoot : tree.vertex[dominator]
    }
    return DominatorTree(immediateDominator: immediate, preorder: tree.numbers.map { tree.vertex[$0] })
  }
}

/// For every depth-first number those of its predecessors; nodes not reached are left out.
private struct PredecessorRows {
  let start: ScratchBuffer
  let column: ScratchBuffer

  init(_ rows: RowBuffers, tree: DepthFirstTree) {
    start = ScratchBuffer(count: tree.count + 2, filledWith: 0)
    for index in tree.numbers {
      for edge in rows.range(Int(tree.vertex[index])) {
        start[Int(tree.number[Int(rows.column[edge])])] += 1
      }
    }
    CompactDigraph.accumulate(start)
    column = ScratchBuffer(count: Int(start[tree.count + 1]))
    for index in tree.numbers {
      for edge in rows.range(Int(tree.vertex[index])) {
        let target = Int(tree.number[Int(rows.column[edge])])
        start[target] -= 1
        column[Int(start[target])] = Int32(truncatingIfNeeded: index)
      }
    }
  }

  func range(_ index: Int) -> Range<Int> {
    Int(start[index])..<Int(start[index + 1])
  }

  func deallocate() {
    start.deallocate()
    column.deallocate()
  }
}
