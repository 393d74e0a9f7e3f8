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
  /// Hopcroft–Tarjan low-links on an explicit stack. low(v) is the smallest discovery number that v's
  /// subtree reaches by one edge outside the search tree. For a tree edge p – v: low(v) ≥ number(p) makes p
  /// an articulation point (a root needs two children), low(v) > number(p) makes the edge a bridge.
  ///
  /// - Complexity: O(n + m) time and space, and O(b log b) to sort b bridges.
  /// - SeeAlso: Hopcroft, J. and Tarjan, R. (1973), Algorithm 447: efficient algorithms for graph
  ///   manipulation, Communications of the ACM 16(6), 372–378, doi:10.1145/362248.362272.
  public func undirectedCuts() -> UndirectedCuts {
    let backward = reversed()
    return withRows { forward in
      backward.withRows { backward in
        LowLinkSearch.run(forward: forward, backward: backward, nodeCount: nodeCount)
      }
    }
  }
}

/// The search itself, over out-edges and then in-edges of each node.
private enum LowLinkSearch {
  /// The state of a node whose edges are still being looked at.
  struct Frame {
    var node: Int32
    /// The next position in the current rows.
    var next: Int32
    /// low(node) as far as it is known.
    var low: Int32
    var isReadingBackward = false
    /// Whether the one edge by which the node was entered has been passed over; a second edge to the
    /// parent is a way round.
    var hasPassedTreeEdge = false
  }

  static func run(forward: RowBuffers, backward: RowBuffers, nodeCount: Int) -> UndirectedCuts {
    // Discovery number from 1; 0 = not seen.
    let found = ScratchBuffer(count: nodeCount, filledWith: 0)
    let frames = UnsafeMutableBufferPointer<Frame>.allocate(capacity: nodeCount)
    defer {
      found.deallocate()
      frames.deallocate()
    }
    var articulation = NodeSet(nodeCount: nodeCount)
    var bridges: [Bridge] = []
    var clock: Int32 = 0

    for root in 0..<nodeCount where found[root] == 0 {
      clock += 1
      found[root] = clock
      var rootChildren = 0
      var depth = 0
      var frame = Frame(node: Int32(truncatingIfNeeded: root), next: forward.start[root], low: clock)
      while true {
        let parent = depth > 0 ? frames[depth - 1].node : -1
        if let child = nextChild(of: &frame, parent: parent, forward, backward, found) {
          frames[depth] = frame
          depth += 1
          clock += 1
          found[Int(child)] = clock
          frame = Frame(node: child, next: forward.start[Int(child)], low: clock)
        } else {
          guard depth > 0 else { break }
          depth -= 1
          let (child, low) = (frame.node, frame.low)
          frame = frames[depth]
          if low < frame.low { frame.low = low }
          let number = found[Int(parent)]
          if low > number { bridges.append(Bridge(parent, child)) }
          if depth == 0 {
            rootChildren += 1
          } else if low >= number {
            articulation.insert(Int(parent))
          }
        }
      }
      if rootChildren > 1 { articulation.insert(root) }
    }
    return UndirectedCuts(
      articulationPoints: articulation.map { Int32(truncatingIfNeeded: $0) }, bridges: bridges.sorted())
  }

  /// Reads on until an edge leads to a node not seen yet; nil when the node is done.
  @inline(__always)
  static func nextChild(
    of frame: inout Frame, parent: Int32, _ forward: RowBuffers, _ backward: RowBuffers, _ found: ScratchBuffer
  ) -> Int32? {
    let node = Int(frame.node)
    while true {
      let rows = frame.isReadingBackward ? backward : forward
      let end = rows.start[node + 1]
      while frame.next < end {
        let neighbour = rows.column[Int(frame.next)]
        frame.next += 1
        let seen = found[Int(neighbour)]
        if seen == 0 { return neighbour }
        if neighbour == parent && !frame.hasPassedTreeEdge {
          frame.hasPassedTreeEdge = true
        } else if seen < frame.low {
          frame.low = seen
        }
      }
      if frame.isReadingBackward { return nil }
      frame.isReadingBackward = true
      frame.next = backward.start[node]
    }
  }
}
