import ChokepointTestSupport
import GraphAlgorithms
import Testing

/// A path of a million nodes: recursion would overflow the stack, and answers are known.
@Suite struct LongChainTests {
  static let count = 1_000_000
  let chain: CompactDigraph

  init() throws {
    let nodes = Array(0..<Int32(Self.count))
    chain = try CompactDigraph(
      nodeCount: Self.count, sources: Array(nodes.dropLast()), targets: Array(nodes.dropFirst()))
  }

  @Test func cuts() {
    let cuts = chain.undirectedCuts()
    #expect(cuts.articulationPoints == Array(1..<Int32(Self.count - 1)))
    #expect(cuts.bridges.count == Self.count - 1)
  }

  @Test func dominators() throws {
    let tree = try chain.dominatorTree(from: [0])
    #expect(tree.immediateDominator == Array(-1..<Int32(Self.count - 1)))
    #expect(tree.dominatedCounts().first == Int32(Self.count - 1))
  }

  @Test func componentsAndOrder() throws {
    #expect(chain.stronglyConnectedComponents().component == Array(0..<Int32(Self.count)))
    #expect(try chain.topologicalOrder() == Array(0..<Int32(Self.count)))
  }

  @Test func closedToARing() throws {
    let nodes = Array(0..<Int32(Self.count))
    let ring = try CompactDigraph(nodeCount: Self.count, sources: nodes, targets: Array(nodes.dropFirst()) + [0])
    #expect(ring.stronglyConnectedComponents().count == 1)
    let cuts = ring.undirectedCuts()
    #expect(cuts.articulationPoints.isEmpty && cuts.bridges.isEmpty)
    #expect(throws: DirectedCycle.self) { try ring.topologicalOrder() }
    #expect(try ring.reachable(from: [5]).count == Self.count)
  }

  /// A chain to a hub with half of the nodes below it, each also fed by the root: the case in which walking
  /// up the tree for every node would take 2.5 · 10¹¹ steps.
  @Test func dominatorsBelowALongDetour() throws {
    let half = Int32(Self.count / 2)
    let below = Array(half..<Int32(Self.count))
    let graph = try CompactDigraph(
      nodeCount: Self.count,
      sources: Array(0..<(half - 1)) + below.map { _ in half - 1 } + below.map { _ in 0 },
      targets: Array(1..<half) + below + below)
    let tree = try graph.dominatorTree(from: [0])
    #expect(below.allSatisfy { tree.immediateDominator[Int($0)] == 0 })
  }
}
