import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct StronglyConnectedComponentsTests {
  private func check(_ list: EdgeListGraph) throws {
    let components = try list.compact().stronglyConnectedComponents()
    let reference = list.naiveStrongComponents()
    for node in 0..<list.nodeCount {
      let own = Int(components.component[node])
      #expect(components.members(of: own).map(Int.init) == reference[node], "\(list), node \(node)")
    }
    #expect(components.nodes.count == list.nodeCount)
    #expect((0..<components.count).allSatisfy { !components.members(of: $0).isEmpty }, "\(list)")
    #expect(
      list.edges.allSatisfy { components.component[$0.source] <= components.component[$0.target] },
      "components are in topological order: \(list)")
  }

  @Test func equalsTheReferenceOnEverySmallGraph() throws {
    for nodes in 1...3 {
      for list in EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: true) { try check(list) }
    }
    for list in EdgeListGraph.allDirected(nodeCount: 4, selfLoops: false) { try check(list) }
  }

  @Test func equalsTheReferenceOnRandomGraphs() throws {
    for list in EdgeListGraph.randomSmall(count: 300, seed: 4) { try check(list) }
    var generator = SplitMix64(seed: 5)
    for edges in [60, 90, 120, 180] {
      try check(EdgeListGraph.random(nodeCount: 60, edgeCount: edges, using: &generator))
    }
  }

  @Test func dependenciesComeFirst() throws {
    let components = try CompactDigraph(nodeCount: 3, edges: [(0, 1), (1, 0), (2, 0)]).stronglyConnectedComponents()
    #expect(components.count == 2)
    #expect(components.component == [1, 1, 0])
    #expect(Array(components.members(of: 0)) == [2])
    #expect(Array(components.members(of: 1)) == [0, 1])
  }

  @Test func anEmptyGraphHasNone() throws {
    #expect(try CompactDigraph(nodeCount: 0, edges: []).stronglyConnectedComponents().count == 0)
  }
}
