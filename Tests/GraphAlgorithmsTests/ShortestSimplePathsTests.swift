import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct ShortestSimplePathsTests {
  /// Compares every number of paths with all simple paths listed one by one.
  private func check(_ list: EdgeListGraph, _ costs: [Double], from start: Int, to end: Int) throws {
    // Edges in the order of the rows, so that positions are edge numbers.
    let order = list.edges.indices.sorted { (list.edges[$0].source, $0) < (list.edges[$1].source, $1) }
    let sorted = EdgeListGraph(nodeCount: list.nodeCount, edges: order.map { list.edges[$0] })
    let costs = order.map { costs[$0] }
    let all = sorted.naiveSimplePaths(from: start, to: end, costs: costs)
    let graph = try sorted.compact()
    for count in [1, 2, 3, 7, 200] {
      let search = try graph.shortestSimplePaths(from: start, to: end, count: count, costs: costs)
      #expect(search.isComplete)
      #expect(
        search.paths.map { $0.edges.map(Int.init) } == all.prefix(count).map(\.edges),
        "\(count) paths \(start) to \(end) in \(sorted) at \(costs)")
      #expect(zip(search.paths, all).allSatisfy { abs($0.cost - $1.cost) < 1e-12 })
    }
  }

  @Test(arguments: 2...4) func everySmallGraph(nodeCount: Int) throws {
    for list in EdgeListGraph.allDirected(nodeCount: nodeCount, selfLoops: false) {
      // Small whole numbers: many ties.
      try check(list, list.edges.indices.map { Double(1 + $0 % 3) }, from: 0, to: nodeCount - 1)
    }
  }

  @Test func randomMultigraphs() throws {
    var generator = SplitMix64(seed: 41)
    for nodes in [3, 5, 6, 7] {
      for _ in 0..<60 {
        let list = EdgeListGraph.random(
          nodeCount: nodes, edgeCount: 1 + generator.below(3 * nodes), using: &generator)
        let costs = list.edges.map { _ -> Double in
          switch generator.below(4) {
          case 0: 0
          case 1: Double(generator.below(3))
          default: generator.unit()
          }
        }
        let start = generator.below(nodes)
        try check(list, costs, from: start, to: (start + 1 + generator.below(nodes - 1)) % nodes)
      }
    }
  }

  @Test func anEdgeOfInfiniteCostIsNone() throws {
    let graph = try CompactDigraph(nodeCount: 3, edges: [(0, 1), (0, 2), (1, 2)])
    let search = try graph.shortestSimplePaths(from: 0, to: 2, count: 5, costs: [1, .infinity, 1])
    #expect(search.paths == [SimplePath(edges: [0, 2], cost: 2)])
  }

  @Test func aDenseGraphGivesUpAtItsLimitAndSaysSo() throws {
    let nodes = 40
    let pairs = (0..<nodes).flatMap { a in (0..<nodes).filter { $0 != a }.map { (a, $0) } }
    let graph = try CompactDigraph(nodeCount: nodes, edges: pairs)
    let costs = [Double](repeating: 1, count: pairs.count)
    let short = try graph.shortestSimplePaths(from: 0, to: 39, count: 1_000, costs: costs, workLimit: 20_000)
    #expect(!short.isComplete && short.paths.count < 1_000 && !short.paths.isEmpty)
    let full = try graph.shortestSimplePaths(from: 0, to: 39, count: 1_000, costs: costs)
    #expect(full.isComplete && full.paths.count == 1_000)
    #expect(full.paths[0].edges.count == 1 && full.paths[38].edges.count == 2 && full.paths[39].edges.count == 3)
    for (path, other) in zip(short.paths, full.paths) { #expect(path.cost == other.cost) }
  }

  @Test func aLongChainOverflowsNothing() throws {
    let count = 100_000
    let nodes = Array(0..<Int32(count))
    let chain = try CompactDigraph(
      nodeCount: count, sources: Array(nodes.dropLast()), targets: Array(nodes.dropFirst()))
    let costs = [Double](repeating: 0, count: count - 1)
    // One search for the path and one for each of its edges; the limit ends it early where paths are long.
    let search = try chain.shortestSimplePaths(from: 0, to: count - 1, count: 1, costs: costs, workLimit: 1_000_000)
    #expect(search.paths.count == 1 && search.paths.first?.edges.count == count - 1)
    let back = try chain.shortestSimplePaths(from: 5, to: 0, count: 3, costs: costs)
    #expect(back.isComplete && back.paths.isEmpty)
  }

  @Test func refusesWhatDoesNotExist() throws {
    let graph = try EdgeListGraph.chain(nodeCount: 3).compact()
    #expect(throws: GraphError.self) { try graph.shortestSimplePaths(from: 0, to: 3, count: 1, costs: [0, 0]) }
    #expect(throws: GraphError.self) { try graph.shortestSimplePaths(from: 0, to: 2, count: 1, costs: [0]) }
  }
}
