import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct CompactDigraphTests {
  @Test func keepsSuccessorsInInputOrder() throws {
    let graph = try CompactDigraph(nodeCount: 4, edges: [(2, 3), (0, 3), (2, 0), (0, 1), (2, 3), (2, 2)])
    #expect(graph.nodeCount == 4)
    #expect(graph.edgeCount == 6)
    #expect(Array(graph.successors(of: 0)) == [3, 1])
    #expect(Array(graph.successors(of: 1)) == [])
    #expect(Array(graph.successors(of: 2)) == [3, 0, 3, 2])
    #expect(graph.edges(from: 2) == 2..<6)
  }

  @Test func mayBeEmpty() throws {
    let empty = try CompactDigraph(nodeCount: 0, edges: [])
    #expect(empty.nodeCount == 0)
    #expect(empty.rowStart == [0])
    #expect(empty.reversed() == empty)
  }

  @Test func arraysAndPairsGiveTheSameGraph() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<50 {
      let list = EdgeListGraph.random(nodeCount: 6, edgeCount: 15, using: &generator)
      let sources = list.edges.map { Int32($0.source) }
      let targets = list.edges.map { Int32($0.target) }
      #expect(try CompactDigraph(nodeCount: 6, sources: sources, targets: targets) == list.compact())
    }
  }

  @Test func edgeOrderLeadsBackToTheInput() throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<50 {
      let list = EdgeListGraph.random(nodeCount: 6, edgeCount: 15, using: &generator)
      let (graph, order) = try CompactDigraph.withEdgeOrder(
        nodeCount: 6, sources: list.edges.map { Int32($0.source) }, targets: list.edges.map { Int32($0.target) })
      #expect(order.sorted() == Array(0..<15))
      for node in 0..<6 {
        let inputs = order[graph.edges(from: node)]
        #expect(Array(inputs) == inputs.sorted(), "the sort is stable")
        for (input, target) in zip(inputs, graph.successors(of: node)) {
          #expect(list.edges[Int(input)] == (node, Int(target)))
        }
      }
    }
  }

  @Test func reversedHasEveryEdgeTurnedRound() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<50 {
      let list = EdgeListGraph.random(nodeCount: 6, edgeCount: 15, using: &generator)
      let graph = try list.compact()
      let (reversed, order) = graph.reversedWithEdgeOrder()
      #expect(reversed == graph.reversed())
      for node in 0..<6 {
        let predecessors = list.edges.filter { $0.target == node }.map { Int32($0.source) }.sorted()
        #expect(Array(reversed.successors(of: node)) == predecessors)
        for (position, predecessor) in zip(order[reversed.edges(from: node)], reversed.successors(of: node)) {
          #expect(graph.edges(from: Int(predecessor)).contains(Int(position)))
          #expect(graph.column[Int(position)] == Int32(node))
        }
      }
      #expect(order.sorted() == Array(0..<15))
    }
  }

  @Test(arguments: [(-1, -1), (3, 3), (Int(Int32.max) + 5, Int(Int32.max) + 5)])
  func refusesEndpointsOutOfRange(node: Int, evidence: Int) {
    let error = GraphError.endpointOutOfRange(edge: 1, node: evidence, nodeCount: 3)
    #expect(throws: error) { try CompactDigraph(nodeCount: 3, edges: [(0, 1), (node, 1)]) }
    #expect(throws: error) { try CompactDigraph(nodeCount: 3, edges: [(0, 1), (1, node)]) }
  }

  @Test(arguments: [Int32(-1), 3, .min, .max])
  func refusesEndpointsOutOfRangeInArrays(node: Int32) {
    let error = GraphError.endpointOutOfRange(edge: 1, node: Int(node), nodeCount: 3)
    #expect(throws: error) { try CompactDigraph(nodeCount: 3, sources: [0, node], targets: [1, 1]) }
    #expect(throws: error) { try CompactDigraph(nodeCount: 3, sources: [0, 1], targets: [1, node]) }
    #expect(throws: error) {
      try CompactDigraph.withEdgeOrder(nodeCount: 3, sources: [0, node], targets: [1, 1])
    }
  }

  @Test(arguments: [-1, Int.min, CompactDigraph.maximumNodeCount + 1, Int.max])
  func refusesNodeCountsBeyond32Bits(count: Int) {
    #expect(throws: GraphError.nodeCountNotRepresentable(count)) { try CompactDigraph(nodeCount: count, edges: []) }
    #expect(throws: GraphError.nodeCountNotRepresentable(count)) {
      try CompactDigraph(nodeCount: count, sources: [], targets: [])
    }
  }

  /// A repeated edge costs no memory, so this shows that the count is looked at first.
  @Test func refusesEdgeCountsBeyond32Bits() {
    let count = CompactDigraph.maximumEdgeCount + 1
    #expect(throws: GraphError.edgeCountNotRepresentable(count)) {
      try CompactDigraph(nodeCount: 1, edges: repeatElement((0, 0), count: count))
    }
  }

  @Test func refusesUnequalArrays() {
    #expect(throws: GraphError.unequalEndpointCounts(sources: 2, targets: 1)) {
      try CompactDigraph(nodeCount: 3, sources: [0, 1], targets: [1])
    }
  }
}
