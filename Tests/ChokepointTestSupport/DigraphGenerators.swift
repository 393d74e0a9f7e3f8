extension EdgeListGraph {
  /// Every directed graph on n nodes without parallel edges: 2^(n(n−1)) of them, 2^(n²) with self-loops.
  ///
  /// - Precondition: few enough nodes to live to see the end, 4 at most.
  public static func allDirected(nodeCount: Int, selfLoops: Bool) -> some Sequence<EdgeListGraph> {
    precondition(nodeCount <= 4, "too many graphs")
    let pairs = (0..<nodeCount).flatMap { source in
      (0..<nodeCount).compactMap { selfLoops || source != $0 ? (source: source, target: $0) : nil }
    }
    return (0..<(1 << pairs.count)).lazy.map { bits in
      EdgeListGraph(
        nodeCount: nodeCount, edges: pairs.indices.filter { bits & (1 << $0) != 0 }.map { pairs[$0] })
    }
  }

  /// Every undirected graph on n nodes whose pairs are joined by up to `multiplicity` edges.
  ///
  /// Directions and the order of the edges are arbitrary and vary with the graph, since neither may matter.
  public static func allUndirected(nodeCount: Int, multiplicity: Int = 1) -> some Sequence<EdgeListGraph> {
    let pairs = (0..<nodeCount).flatMap { lower in ((lower + 1)..<nodeCount).map { (lower, $0) } }
    let base = multiplicity + 1
    let count = pairs.reduce(1) { product, _ in product * base }
    return (0..<count).lazy.map { code in
      var generator = SplitMix64(seed: UInt64(code))
      var rest = code
      var edges: [(source: Int, target: Int)] = []
      for (lower, upper) in pairs {
        for _ in 0..<(rest % base) {
          edges.append(generator.below(2) == 0 ? (lower, upper) : (upper, lower))
        }
        rest /= base
      }
      return EdgeListGraph(nodeCount: nodeCount, edges: generator.permutation(edges.count).map { edges[$0] })
    }
  }

  /// A graph with edges between random nodes: cycles, self-loops, parallel edges and lone nodes included.
  public static func random(nodeCount: Int, edgeCount: Int, using generator: inout SplitMix64) -> EdgeListGraph {
    EdgeListGraph(
      nodeCount: nodeCount,
      edges: (0..<edgeCount).map { _ in (generator.below(nodeCount), generator.below(nodeCount)) })
  }

  /// A graph without cycles: edges of a random graph, each turned to follow a random order of the nodes.
  public static func randomAcyclic(
    nodeCount: Int, edgeCount: Int, using generator: inout SplitMix64
  ) -> EdgeListGraph {
    let names = generator.permutation(nodeCount)
    var graph = random(nodeCount: nodeCount, edgeCount: edgeCount, using: &generator)
    graph.edges = graph.edges.filter { $0.source != $0.target }
      .map { (names[min($0.source, $0.target)], names[max($0.source, $0.target)]) }
    return graph
  }

  /// Random graphs from almost empty to dense, 3 to 12 nodes: where small exceptions show.
  public static func randomSmall(count: Int, seed: UInt64) -> some Sequence<EdgeListGraph> {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let nodes = 3 + generator.below(10)
      return random(nodeCount: nodes, edgeCount: generator.below(3 * nodes), using: &generator)
    }
  }
}
