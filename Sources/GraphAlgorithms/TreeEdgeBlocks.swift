/// The tree edges of a breadth-first forest, united where they lie on common cycles.
///
/// A tree edge has the number of its lower end. The edges of a block form a connected part of the tree; the
/// representative of a block is one of its highest edges, so the block's top node is that edge's parent.
/// Whoever makes one frees it.
struct TreeEdgeBlocks {
  private let forest: BreadthFirstForest
  /// Union–find, with paths halved as they are walked.
  private let representative: ScratchBuffer
  /// For each tree edge the edges of the graph that join its ends, up to 2; and 2 as soon as it is on a cycle.
  private let multiplicity: ScratchBuffer

  init(_ rows: RowBuffers, forest: BreadthFirstForest) {
    self.forest = forest
    representative = ScratchBuffer(count: forest.count)
    multiplicity = ScratchBuffer(count: forest.count, filledWith: 0)
    for index in 0..<forest.count { representative[index] = Int32(truncatingIfNeeded: index) }
    for node in 0..<forest.count {
      let source = forest.number[node]
      for edge in rows.range(node) {
        let target = forest.number[Int(rows.column[edge])]
        if source != target { add(min(source, target), max(source, target)) }
      }
    }
  }

  /// Takes in one edge of the graph, its ends in order of their numbers.
  @inline(__always)
  private func add(_ lower: Int32, _ upper: Int32) {
    if forest.parent[Int(upper)] == lower {
      multiplicity[Int(upper)] = min(multiplicity[Int(upper)] + 1, 2)
      return
    }
    // Unite all tree edges on the cycle: climb from both ends, always from the larger top, until they meet.
    var one = find(lower)
    var other = find(upper)
    while one != other {
      let (topOfOne, topOfOther) = (forest.parent[Int(one)], forest.parent[Int(other)])
      if topOfOne == topOfOther {
        unite(one, into: other)
        return
      } else if topOfOne > topOfOther {
        let above = find(topOfOne)
        unite(one, into: above)
        one = above
      } else {
        let above = find(topOfOther)
        unite(other, into: above)
        other = above
      }
    }
  }

  @inline(__always)
  private func unite(_ block: Int32, into higher: Int32) {
    representative[Int(block)] = higher
    multiplicity[Int(block)] = 2
    multiplicity[Int(higher)] = 2
  }

  /// The representative of the block of a tree edge.
  @inline(__always)
  func find(_ edge: Int32) -> Int32 {
    var current = edge
    while true {
      let next = representative[Int(current)]
      if next == current { return current }
      let afterNext = representative[Int(next)]
      if afterNext == next { return next }
      representative[Int(current)] = afterNext
      current = afterNext
    }
  }

  /// Whether a tree edge lies on no cycle.
  func isBridge(_ edge: Int) -> Bool {
    multiplicity[edge] < 2
  }

  func deallocate() {
    representative.deallocate()
    multiplicity.deallocate()
  }
}
