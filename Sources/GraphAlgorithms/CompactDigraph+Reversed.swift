extension CompactDigraph {
  /// The graph with every edge turned round.
  ///
  /// Within a row the new successors are ascending, whatever the order of the input.
  ///
  /// - Complexity: O(n + m) time and space.
  public func reversed() -> CompactDigraph {
    turned(wantsOrder: false).graph
  }

  /// The reversed graph, and where its edges came from.
  ///
  /// - Returns: the graph, and `order` with `order[k]` = position in this graph's `column` of the edge
  ///   that the reversed graph stores at `column[k]`.
  /// - Complexity: O(n + m) time and space.
  public func reversedWithEdgeOrder() -> (graph: CompactDigraph, order: [Int32]) {
    turned(wantsOrder: true)
  }

  private func turned(wantsOrder: Bool) -> (graph: CompactDigraph, order: [Int32]) {
    let start = ScratchBuffer(count: nodeCount + 1, filledWith: 0)
    let targets = ScratchBuffer(count: edgeCount)
    let order = ScratchBuffer(count: wantsOrder ? edgeCount : 0)
    defer {
      start.deallocate()
      targets.deallocate()
      order.deallocate()
    }
    withRows { rows in
      for target in rows.column { start[Int(target)] += 1 }
      Self.accumulate(start)
      for source in (0..<nodeCount).reversed() {
        for edge in rows.range(source).reversed() {
          let target = Int(rows.column[edge])
          let position = start[target] - 1
          start[target] = position
          targets[Int(position)] = Int32(truncatingIfNeeded: source)
          if wantsOrder { order[Int(position)] = Int32(truncatingIfNeeded: edge) }
        }
      }
    }
    return (CompactDigraph(uncheckedRowStart: Array(start), column: Array(targets)), Array(order))
  }
}
