/// The single nodes and single edges whose removal disconnects a graph, its edges taken without direction.
public struct UndirectedCuts: Equatable, Sendable {
  /// The articulation points, ascending.
  public let articulationPoints: [Int32]
  /// The bridges, ascending by their smaller end, then by their larger one.
  public let bridges: [Bridge]
}

extension CompactDigraph {
  /// Articulation points and bridges from one search; see `articulationPoints()` and `bridges()`.
  ///
  /// Take any spanning forest. Every other edge closes one cycle through it. Tree edges that share such a
  /// cycle, directly or through a chain of cycles, belong to one block (biconnected component). A node
  /// between tree edges of two blocks is an articulation point; a tree edge on no cycle is a bridge.
  /// With a breadth-first forest neither step waits for the one before, as low-links of a depth-first search
  /// would, and the processor can fetch ahead: large graphs take about three quarters of the time.
  ///
  /// - Complexity: O((n + m) log n) time at worst and near linear in practice, the sorting of the bridges
  ///   included; O(n + m) space.
  /// - SeeAlso: Tarjan, R. E. and Vishkin, U. (1985), An efficient parallel biconnectivity algorithm, SIAM
  ///   Journal on Computing 14(4), 862–874, doi:10.1137/0214061 (blocks from any spanning tree);
  ///   Westbrook, J. and Tarjan, R. E. (1992), Maintaining bridge-connected and biconnected components
  ///   on-line, Algorithmica 7, 433–464, doi:10.1007/BF01758773 (merging blocks along a cycle).
  public func undirectedCuts() -> UndirectedCuts {
    let backward = reversed()
    return withRows { forward in
      let forest = backward.withRows { BreadthFirstForest(forward, $0, nodeCount: nodeCount) }
      defer { forest.deallocate() }
      let blocks = TreeEdgeBlocks(forward, forest: forest)
      defer { blocks.deallocate() }
      return UndirectedCuts(forest: forest, blocks: blocks)
    }
  }
}

extension UndirectedCuts {
  fileprivate init(forest: BreadthFirstForest, blocks: TreeEdgeBlocks) {
    var articulation = NodeSet(nodeCount: forest.count)
    var bridges: [Bridge] = []
    // The block of the first tree edge that was met at a node; the edge to its parent comes first.
    let firstBlock = ScratchBuffer(count: forest.count, filledWith: -1)
    defer { firstBlock.deallocate() }
    for index in 0..<forest.count where forest.parent[index] >= 0 {
      let parent = Int(forest.parent[index])
      let block = blocks.find(Int32(truncatingIfNeeded: index))
      firstBlock[index] = block
      if firstBlock[parent] < 0 {
        firstBlock[parent] = block
      } else if firstBlock[parent] != block {
        articulation.insert(Int(forest.vertex[parent]))
      }
      if blocks.isBridge(index) { bridges.append(Bridge(forest.vertex[parent], forest.vertex[index])) }
    }
    bridges.sort()
    self.init(articulationPoints: articulation.map { Int32(truncatingIfNeeded: $0) }, bridges: bridges)
  }
}
