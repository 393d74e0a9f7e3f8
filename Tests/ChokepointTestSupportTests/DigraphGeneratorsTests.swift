import ChokepointTestSupport
import Testing

@Suite struct DigraphGeneratorsTests {
  @Test(arguments: [(1, 1, 2), (2, 4, 16), (3, 64, 512), (4, 4096, 65536)])
  func enumeratesEveryDirectedGraphOnce(nodes: Int, simple: Int, withLoops: Int) {
    let all = EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: false).map(\.description)
    #expect(all.count == simple)
    #expect(Set(all).count == simple)
    #expect(EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: true).reduce(0) { sum, _ in sum + 1 } == withLoops)
  }

  @Test func enumeratesEveryUndirectedMultigraph() {
    #expect(EdgeListGraph.allUndirected(nodeCount: 5).reduce(0) { sum, _ in sum + 1 } == 1024)
    let doubled = EdgeListGraph.allUndirected(nodeCount: 3, multiplicity: 2)
      .map { graph in graph.edges.map { [min($0.source, $0.target), max($0.source, $0.target)] } }
      .map { edges in edges.sorted { $0.lexicographicallyPrecedes($1) } }
    #expect(doubled.count == 27)
    #expect(Set(doubled).count == 27)
  }

  @Test func acyclicGraphsHaveNoCycle() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<100 {
      #expect(!EdgeListGraph.randomAcyclic(nodeCount: 8, edgeCount: 20, using: &generator).naiveHasCycle)
    }
  }
}
