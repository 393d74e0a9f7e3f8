public import GraphAlgorithms

/// A graph as tests see it: a list of edges, printable when a case fails.
public struct EdgeListGraph: Sendable, CustomStringConvertible {
  /// The number of nodes.
  public var nodeCount: Int
  /// The edges in input order; parallel edges and self-loops are allowed.
  public var edges: [(source: Int, target: Int)]

  /// A graph with these edges.
  public init(nodeCount: Int, edges: [(source: Int, target: Int)]) {
    self.nodeCount = nodeCount
    self.edges = edges
  }

  /// The path 0 → 1 → … → n − 1.
  public static func chain(nodeCount: Int) -> EdgeListGraph {
    EdgeListGraph(nodeCount: nodeCount, edges: (1..<nodeCount).map { ($0 - 1, $0) })
  }

  /// The graph under test, built from the same edges.
  public func compact() throws(GraphError) -> CompactDigraph {
    try CompactDigraph(nodeCount: nodeCount, edges: edges.map { ($0.source, $0.target) })
  }

  /// The same graph with node v called `names[v]` and the edges in another order.
  public func relabelled(_ names: [Int], using generator: inout SplitMix64) -> EdgeListGraph {
    let order = generator.permutation(edges.count)
    return EdgeListGraph(
      nodeCount: nodeCount, edges: order.map { (names[edges[$0].source], names[edges[$0].target]) })
  }

  /// The same graph with every edge turned round.
  public var reversed: EdgeListGraph {
    EdgeListGraph(nodeCount: nodeCount, edges: edges.map { ($0.target, $0.source) })
  }

  /// The node count and the edges, to be read in a failure.
  public var description: String {
    "\(nodeCount) nodes: " + edges.map { "\($0.source)→\($0.target)" }.joined(separator: " ")
  }
}
