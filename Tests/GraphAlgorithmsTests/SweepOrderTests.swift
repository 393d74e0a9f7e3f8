import ChokepointTestSupport
import GraphAlgorithms
import Testing

/// The order that sweeps follow inside large components.
@Suite struct SweepOrderTests {
  private func edgesBack(_ graph: CompactDigraph, _ order: [Int32]) -> Int {
    var place = [Int](repeating: 0, count: graph.nodeCount)
    for (index, node) in order.enumerated() { place[Int(node)] = index }
    return (0..<graph.nodeCount).reduce(0) { count, node in
      count + graph.successors(of: node).count { place[Int($0)] <= place[node] }
    }
  }

  @Test(arguments: [3, 500, 2_000]) func aRingThatRunsBackwardsIsTurned(_ count: Int) throws {
    let graph = try CompactDigraph(nodeCount: count, edges: (0..<count).map { ($0, ($0 + count - 1) % count) })
    let components = graph.stronglyConnectedComponents()
    let order = graph.sweepOrder(components, above: 2)
    #expect(edgesBack(graph, components.nodes) == count - 1)
    #expect(edgesBack(graph, order) == 1)
    #expect(order.first == 0 && order.dropFirst().first == Int32(count - 1))
    #expect(graph.sweepOrder(components, above: count) == components.nodes)
  }

  @Test func itIsNeverWorseAndMovesNothingBetweenComponents() throws {
    var generator = SplitMix64(seed: 5_005)
    var better = 0
    for _ in 0..<200 {
      let count = 2 + generator.below(60)
      let edges = (0..<(2 * count)).map { _ in (generator.below(count), generator.below(count)) }
      let graph = try CompactDigraph(nodeCount: count, edges: edges)
      let components = graph.stronglyConnectedComponents()
      let order = graph.sweepOrder(components, above: 2)
      for component in 0..<components.count {
        let range = Int(components.memberStart[component])..<Int(components.memberStart[component + 1])
        #expect(order[range].sorted() == Array(components.members(of: component)))
      }
      let (before, after) = (edgesBack(graph, components.nodes), edgesBack(graph, order))
      #expect(after <= before)
      if after < before { better += 1 }
    }
    #expect(better > 50, "only \(better) orders are better")
  }
}
