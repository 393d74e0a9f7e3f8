/// An immutable directed graph in compressed rows with 32-bit indices.
///
/// Nodes are `0 ..< nodeCount`. The successors of node `v` are
/// `column[rowStart[v]] … column[rowStart[v + 1] − 1]`, in the order in which its edges were given.
/// Parallel edges and self-loops are kept. What an edge means is up to the caller; algorithms here say
/// which direction they assume.
///
///     let graph = try CompactDigraph(nodeCount: 3, edges: [(0, 1), (0, 2), (1, 2)])
///     Array(graph.successors(of: 0))   // [1, 2]
///
/// Memory: 4 (n + 1) + 4 m bytes for n nodes and m edges.
public struct CompactDigraph: Equatable, Sendable {
  /// The largest node count: one index is left free for a virtual root.
  public static let maximumNodeCount = Int(Int32.max) - 1
  /// The largest edge count.
  public static let maximumEdgeCount = Int(Int32.max)

  /// Where each row begins in `column`; n + 1 values, the last one is the edge count.
  public let rowStart: [Int32]
  /// The targets of all edges, row after row; m values.
  public let column: [Int32]

  init(uncheckedRowStart rowStart: [Int32], column: [Int32]) {
    self.rowStart = rowStart
    self.column = column
  }

  /// The number of nodes n.
  public var nodeCount: Int { rowStart.count - 1 }

  /// The number of edges m, parallel edges and self-loops included.
  public var edgeCount: Int { column.count }

  /// The targets of the edges that leave a node, in input order.
  ///
  /// - Precondition: `node` is in `0 ..< nodeCount`.
  /// - Complexity: O(1) time and space.
  public func successors(of node: Int) -> ArraySlice<Int32> {
    column[edges(from: node)]
  }

  /// The positions in `column` of the edges that leave a node; their count is the out-degree.
  ///
  /// - Precondition: `node` is in `0 ..< nodeCount`.
  /// - Complexity: O(1) time and space.
  public func edges(from node: Int) -> Range<Int> {
    Int(rowStart[node])..<Int(rowStart[node + 1])
  }

  /// Throws unless every node of a list exists.
  func check(_ nodes: some Sequence<Int>) throws(GraphError) {
    for node in nodes where node < 0 || node >= nodeCount {
      throw .nodeOutOfRange(node: node, nodeCount: nodeCount)
    }
  }
}
