import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct StrongArticulationPointsTests {
  private func check(_ list: EdgeListGraph) throws {
    let expected = list.naiveStrongArticulationPoints()
    #expect(try list.compact().strongArticulationPoints().map { Int($0) } == expected, "\(list)")
    // Turning all edges round changes no component.
    #expect(try list.reversed.compact().strongArticulationPoints().map { Int($0) } == expected, "reversed \(list)")
  }

  @Test(arguments: 1...4) func everySmallGraph(nodeCount: Int) throws {
    for list in EdgeListGraph.allDirected(nodeCount: nodeCount, selfLoops: nodeCount < 4) { try check(list) }
  }

  @Test func randomGraphs() throws {
    for list in EdgeListGraph.randomSmall(count: 600, seed: 31) { try check(list) }
    var generator = SplitMix64(seed: 32)
    for edges in [30, 40, 60, 90] {
      try check(EdgeListGraph.random(nodeCount: 24, edgeCount: edges, using: &generator))
      try check(EdgeListGraph.randomAcyclic(nodeCount: 24, edgeCount: edges, using: &generator))
    }
  }

  @Test func renamingRenames() throws {
    var generator = SplitMix64(seed: 33)
    for list in EdgeListGraph.randomSmall(count: 100, seed: 34) {
      let names = generator.permutation(list.nodeCount)
      let renamed = list.relabelled(names, using: &generator)
      let points = try list.compact().strongArticulationPoints().map { names[Int($0)] }.sorted()
      #expect(try renamed.compact().strongArticulationPoints().map { Int($0) } == points)
    }
  }

  @Test func twoRingsThatShareANode() throws {
    let graph = try CompactDigraph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 2)])
    #expect(graph.strongArticulationPoints() == [0, 1, 2])
    #expect(try CompactDigraph(nodeCount: 2, edges: [(0, 1), (1, 0)]).strongArticulationPoints().isEmpty)
  }

  /// Long paths overflow no stack, and their answers are known.
  @Test func longRingsAndChains() throws {
    let count = 200_000
    let nodes = Array(0..<Int32(count))
    let ring = try CompactDigraph(nodeCount: count, sources: nodes, targets: Array(nodes.dropFirst()) + [0])
    #expect(ring.strongArticulationPoints() == nodes)
    let chain = try CompactDigraph(
      nodeCount: count, sources: Array(nodes.dropLast()), targets: Array(nodes.dropFirst()))
    #expect(chain.strongArticulationPoints().isEmpty)
    // A chain that is walked both ways is held together by all but its ends.
    let both = try CompactDigraph(
      nodeCount: count, sources: Array(nodes.dropLast()) + Array(nodes.dropFirst()),
      targets: Array(nodes.dropFirst()) + Array(nodes.dropLast()))
    #expect(both.strongArticulationPoints() == Array(nodes.dropFirst().dropLast()))
  }
}
