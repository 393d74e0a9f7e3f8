/// A directed cycle, found where none may be.
public struct DirectedCycle: Error, Equatable, Sendable {
  /// The nodes of the cycle, each once, the smallest first.
  ///
  /// There is an edge from every node to the next and from the last to the first; a self-loop is a cycle
  /// of one node.
  public let nodes: [Int]

  /// A cycle through these nodes, the smallest first.
  public init(nodes: [Int]) {
    self.nodes = nodes
  }
}

extension CompactDigraph {
  /// All nodes in an order in which every edge u → v has u before v.
  ///
  /// Kahn's algorithm with a first-in first-out queue: nodes without incoming edges first, ascending; each
  /// later node as soon as its last predecessor is placed. The order is a function of the graph alone.
  /// Example: edges (2, 0), (2, 1), (1, 0) give 2, 1, 0.
  ///
  /// - Throws: a `DirectedCycle` of the graph if it has one.
  /// - Complexity: O(n + m) time and space.
  /// - SeeAlso: Kahn, A. B. (1962), Topological sorting of large networks, Communications of the ACM 5(11),
  ///   558–562, doi:10.1145/368996.369025.
  public func topologicalOrder() throws(DirectedCycle) -> [Int32] {
    let order = ScratchBuffer(count: nodeCount)
    let open = ScratchBuffer(count: nodeCount, filledWith: 0)
    defer {
      order.deallocate()
      open.deallocate()
    }
    let placed = withRows { rows in
      for target in rows.column { open[Int(target)] += 1 }
      // The order is its own queue: placed nodes before `head` have been expanded.
      var tail = 0
      for node in 0..<nodeCount where open[node] == 0 {
        order[tail] = Int32(truncatingIfNeeded: node)
        tail += 1
      }
      var head = 0
      while head < tail {
        for edge in rows.range(Int(order[head])) {
          let target = rows.column[edge]
          open[Int(target)] -= 1
          if open[Int(target)] == 0 {
            order[tail] = target
            tail += 1
          }
        }
        head += 1
      }
      return tail
    }
    guard placed == nodeCount else { throw cycle(among: Array(open)) }
    return Array(order)
  }

  /// Walks backwards among the nodes with unplaced predecessors until one comes up again.
  private func cycle(among open: [Int32]) -> DirectedCycle {
    let backward = reversed()
    var step = Array(repeating: -1, count: nodeCount)
    var walk: [Int] = []
    var node = open.firstIndex { $0 > 0 }
    while let current = node, step[current] < 0 {
      step[current] = walk.count
      walk.append(current)
      node = backward.successors(of: current).first { open[Int($0)] > 0 }.map(Int.init)
    }
    let cycle = Array(walk[(node.map { step[$0] } ?? 0)...].reversed())
    let smallest = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
    return DirectedCycle(nodes: Array(cycle[smallest...] + cycle[..<smallest]))
  }
}
