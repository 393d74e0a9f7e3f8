import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct ReachabilityTests {
  private func check(_ list: EdgeListGraph, starts: [Int]) throws {
    let graph = try list.compact()
    let forward = list.naiveReachable(from: starts)
    let backward = list.reversed.naiveReachable(from: starts)
    let nodes = 0..<list.nodeCount
    #expect(try Array(graph.reachable(from: starts)) == nodes.filter { forward[$0] }, "\(list) from \(starts)")
    #expect(try Array(graph.reaching(starts)) == nodes.filter { backward[$0] }, "\(list) to \(starts)")
  }

  @Test func equalsTheReferenceOnEverySmallGraph() throws {
    for nodes in 1...3 {
      for list in EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: true) {
        for bits in 0..<(1 << nodes) { try check(list, starts: (0..<nodes).filter { bits & (1 << $0) != 0 }) }
      }
    }
    for list in EdgeListGraph.allDirected(nodeCount: 4, selfLoops: false) { try check(list, starts: [0]) }
  }

  @Test func equalsTheReferenceOnRandomGraphs() throws {
    for list in EdgeListGraph.randomSmall(count: 300, seed: 1) { try check(list, starts: [1, 0, 1]) }
  }

  @Test(arguments: [-1, 3]) func refusesNodesThatDoNotExist(node: Int) throws {
    let graph = try EdgeListGraph.chain(nodeCount: 3).compact()
    #expect(throws: GraphError.nodeOutOfRange(node: node, nodeCount: 3)) { try graph.reachable(from: [0, node]) }
    #expect(throws: GraphError.nodeOutOfRange(node: node, nodeCount: 3)) { try graph.reaching([node]) }
  }
}
