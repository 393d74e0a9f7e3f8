import ChokepointTestSupport
import GraphAlgorithms
import Testing

extension Bridge {
  /// Both ends, for comparison with a reference.
  var ends: [Int] { [Int(lower), Int(upper)] }
}

@Suite struct UndirectedCutsTests {
  private func check(_ list: EdgeListGraph) throws {
    let cuts = try list.compact().undirectedCuts()
    #expect(cuts.articulationPoints.map(Int.init) == list.naiveArticulationPoints(), "\(list)")
    #expect(cuts.bridges.map(\.ends) == list.naiveBridges(), "\(list)")
  }

  @Test func equalsRemovalOnEveryUndirectedGraphUpToFiveNodes() throws {
    for nodes in 1...5 {
      for list in EdgeListGraph.allUndirected(nodeCount: nodes) { try check(list) }
    }
  }

  @Test func equalsRemovalOnEverySmallMultigraph() throws {
    for list in EdgeListGraph.allUndirected(nodeCount: 4, multiplicity: 2) { try check(list) }
  }

  @Test func equalsRemovalOnEveryDirectedGraph() throws {
    for list in EdgeListGraph.allDirected(nodeCount: 3, selfLoops: true) { try check(list) }
    for list in EdgeListGraph.allDirected(nodeCount: 4, selfLoops: false) { try check(list) }
  }

  @Test func equalsRemovalOnRandomGraphs() throws {
    for list in EdgeListGraph.randomSmall(count: 500, seed: 6) { try check(list) }
    var generator = SplitMix64(seed: 7)
    for edges in [40, 55, 70, 90] {
      try check(EdgeListGraph.random(nodeCount: 50, edgeCount: edges, using: &generator))
    }
  }

  @Test(arguments: [0.4, 0.8, 1.1, 1.5, 3.0]) func equalsLowLinksOnLargerGraphs(edgesPerNode: Double) throws {
    var generator = SplitMix64(seed: 8)
    let list = EdgeListGraph.random(nodeCount: 5000, edgeCount: Int(5000 * edgesPerNode), using: &generator)
    let cuts = try list.compact().undirectedCuts()
    let reference = HopcroftTarjanCuts(list)
    #expect(cuts.articulationPoints.map(Int.init) == reference.articulationPoints)
    #expect(cuts.bridges.map(\.ends) == reference.bridges)
    #expect(!cuts.articulationPoints.isEmpty && !cuts.bridges.isEmpty)
  }

  @Test func twoOppositeEdgesAreNoBridge() throws {
    let graph = try CompactDigraph(nodeCount: 3, edges: [(0, 1), (1, 0), (1, 2), (2, 2)])
    #expect(graph.bridges() == [Bridge(1, 2)])
    #expect(graph.articulationPoints() == [1])
  }

  @Test func bridgesAreOrderedByTheirEnds() {
    #expect(Bridge(5, 2) == Bridge(2, 5))
    #expect([Bridge(3, 1), Bridge(2, 0), Bridge(0, 1)].sorted() == [Bridge(0, 1), Bridge(0, 2), Bridge(1, 3)])
  }

  @Test func anEmptyGraphHasNone() throws {
    let cuts = try CompactDigraph(nodeCount: 0, edges: []).undirectedCuts()
    #expect(cuts.articulationPoints.isEmpty && cuts.bridges.isEmpty)
  }
}
