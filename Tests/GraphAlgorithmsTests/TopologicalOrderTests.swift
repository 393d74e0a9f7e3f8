import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct TopologicalOrderTests {
  /// An order or a cycle: either is its own certificate.
  private func check(_ list: EdgeListGraph) throws {
    do {
      let order = try list.compact().topologicalOrder()
      #expect(order.sorted() == Array(0..<Int32(list.nodeCount)), "\(list)")
      var rank = Array(repeating: 0, count: list.nodeCount)
      for (position, node) in order.enumerated() { rank[Int(node)] = position }
      #expect(list.edges.allSatisfy { rank[$0.source] < rank[$0.target] }, "\(list): \(order)")
    } catch let cycle as DirectedCycle {
      #expect(Set(cycle.nodes).count == cycle.nodes.count && !cycle.nodes.isEmpty, "\(list): \(cycle.nodes)")
      #expect(cycle.nodes.min() == cycle.nodes.first)
      for (node, next) in zip(cycle.nodes, cycle.nodes.dropFirst() + cycle.nodes.prefix(1)) {
        #expect(list.edges.contains { $0 == (node, next) }, "\(list): \(cycle.nodes)")
      }
    }
  }

  @Test func ordersOrShowsACycleOfEverySmallGraph() throws {
    for nodes in 1...3 {
      for list in EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: true) { try check(list) }
    }
    for list in EdgeListGraph.allDirected(nodeCount: 4, selfLoops: false) { try check(list) }
  }

  @Test func ordersOrShowsACycleOfRandomGraphs() throws {
    for list in EdgeListGraph.randomSmall(count: 300, seed: 2) { try check(list) }
  }

  @Test func ordersEveryAcyclicGraph() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<100 {
      let list = EdgeListGraph.randomAcyclic(nodeCount: 20, edgeCount: 40, using: &generator)
      #expect(throws: Never.self, "\(list)") { try list.compact().topologicalOrder() }
      try check(list)
    }
  }

  @Test func takesFreeNodesInAscendingOrder() throws {
    #expect(try CompactDigraph(nodeCount: 3, edges: [(2, 0), (2, 1), (1, 0)]).topologicalOrder() == [2, 1, 0])
    #expect(try CompactDigraph(nodeCount: 4, edges: []).topologicalOrder() == [0, 1, 2, 3])
    #expect(try CompactDigraph(nodeCount: 0, edges: []).topologicalOrder() == [])
  }

  @Test func leavesTheTailOutOfTheCycle() throws {
    let graph = try CompactDigraph(nodeCount: 6, edges: [(0, 3), (3, 4), (4, 2), (2, 3), (4, 5), (5, 1)])
    #expect(throws: DirectedCycle(nodes: [2, 3, 4])) { try graph.topologicalOrder() }
  }

  @Test func aSelfLoopIsACycle() throws {
    let graph = try CompactDigraph(nodeCount: 2, edges: [(0, 1), (1, 1)])
    #expect(throws: DirectedCycle(nodes: [1])) { try graph.topologicalOrder() }
  }
}
