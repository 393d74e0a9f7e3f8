extension CompactDigraph {
  /// Builds a graph from pairs (source, target) by a stable counting sort on the source.
  ///
  /// - Throws: `GraphError` if an endpoint is not in `0 ..< nodeCount`, or a count does not fit 32 bits.
  ///   Counts are checked before anything is allocated.
  /// - Complexity: O(n + m) time and space.
  public init(
    nodeCount: Int, edges: some RandomAccessCollection<(Int, Int)>
  ) throws(GraphError) {
    try Self.checkCounts(nodes: nodeCount, edges: edges.count)
    var sources: [Int32] = []
    var targets: [Int32] = []
    sources.reserveCapacity(edges.count)
    targets.reserveCapacity(edges.count)
    for (index, (source, target)) in edges.enumerated() {
      for node in [source, target] where node < 0 || node >= nodeCount {
        throw .endpointOutOfRange(edge: index, node: node, nodeCount: nodeCount)
      }
      sources.append(Int32(truncatingIfNeeded: source))
      targets.append(Int32(truncatingIfNeeded: target))
    }
    let rows = Self.sorted(sources: sources, targets: targets, nodeCount: nodeCount, wantsOrder: false)
    self.init(uncheckedRowStart: rows.rowStart, column: rows.column)
  }

  /// Builds a graph from parallel arrays: edge e runs from `sources[e]` to `targets[e]`.
  ///
  /// - Throws: `GraphError` if the arrays differ in length, an endpoint is not in `0 ..< nodeCount`, or a
  ///   count does not fit 32 bits.
  /// - Complexity: O(n + m) time and space.
  public init(nodeCount: Int, sources: [Int32], targets: [Int32]) throws(GraphError) {
    try Self.check(nodeCount: nodeCount, sources: sources, targets: targets)
    let rows = Self.sorted(sources: sources, targets: targets, nodeCount: nodeCount, wantsOrder: false)
    self.init(uncheckedRowStart: rows.rowStart, column: rows.column)
  }

  /// Builds a graph and says where its edges came from, so that data carried by edges can follow them.
  ///
  /// - Returns: the graph, and `order` with `order[k]` = input number of the edge stored at `column[k]`.
  /// - Throws: as `init(nodeCount:sources:targets:)`.
  /// - Complexity: O(n + m) time and space.
  public static func withEdgeOrder(
    nodeCount: Int, sources: [Int32], targets: [Int32]
  ) throws(GraphError) -> (graph: CompactDigraph, order: [Int32]) {
    try check(nodeCount: nodeCount, sources: sources, targets: targets)
    let rows = sorted(sources: sources, targets: targets, nodeCount: nodeCount, wantsOrder: true)
    return (CompactDigraph(uncheckedRowStart: rows.rowStart, column: rows.column), rows.order)
  }

  private static func checkCounts(nodes: Int, edges: Int) throws(GraphError) {
    guard (0...maximumNodeCount).contains(nodes) else { throw .nodeCountNotRepresentable(nodes) }
    guard edges <= maximumEdgeCount else { throw .edgeCountNotRepresentable(edges) }
  }

  private static func check(nodeCount: Int, sources: [Int32], targets: [Int32]) throws(GraphError) {
    guard sources.count == targets.count else {
      throw .unequalEndpointCounts(sources: sources.count, targets: targets.count)
    }
    try checkCounts(nodes: nodeCount, edges: sources.count)
    // One unsigned comparison refuses negative and too large alike.
    let limit = UInt32(truncatingIfNeeded: nodeCount)
    for edge in sources.indices {
      for node in [sources[edge], targets[edge]] where UInt32(bitPattern: node) >= limit {
        throw .endpointOutOfRange(edge: edge, node: Int(node), nodeCount: nodeCount)
      }
    }
  }

  /// Stable counting sort: row ends first, then every edge from the last to the first moves its row's end
  /// down by one and takes that place, which leaves the row starts behind.
  private static func sorted(
    sources: [Int32], targets: [Int32], nodeCount: Int, wantsOrder: Bool
  ) -> (rowStart: [Int32], column: [Int32], order: [Int32]) {
    let rowStart = ScratchBuffer(count: nodeCount + 1, filledWith: 0)
    let column = ScratchBuffer(count: targets.count)
    let order = ScratchBuffer(count: wantsOrder ? targets.count : 0)
    defer {
      rowStart.deallocate()
      column.deallocate()
      order.deallocate()
    }
    for source in sources { rowStart[Int(source)] += 1 }
    accumulate(rowStart)
    for edge in sources.indices.reversed() {
      let source = Int(sources[edge])
      let position = rowStart[source] - 1
      rowStart[source] = position
      column[Int(position)] = targets[edge]
      if wantsOrder { order[Int(position)] = Int32(truncatingIfNeeded: edge) }
    }
    return (Array(rowStart), Array(column), Array(order))
  }

  /// Turns row lengths into row ends; the entry past the last row becomes the edge count.
  static func accumulate(_ lengths: ScratchBuffer) {
    var end: Int32 = 0
    for row in lengths.indices {
      end += lengths[row]
      lengths[row] = end
    }
  }
}
