import ChokepointTestSupport
import GraphAlgorithms
import Testing

@Suite struct DominatorTreeTests {
  private func check(_ list: EdgeListGraph, roots: [Int]) throws {
    let tree = try list.compact().dominatorTree(from: roots)
    let reference = list.naiveStrictDominators(roots: roots)
    let counts = tree.dominatedCounts()
    for node in 0..<list.nodeCount {
      if let dominators = reference[node] {
        #expect(tree.strictDominators(of: node).map(Int.init).sorted() == dominators, "\(list) from \(roots): \(node)")
        #expect(tree.parent(of: node) != .unreachable)
        #expect((tree.parent(of: node) == .virtualRoot) == dominators.isEmpty)
        // The chain ends at the node that has no dominator itself, and its order is that of the tree.
        #expect(tree.strictDominators(of: node).last.map { tree.parent(of: Int($0)) == .virtualRoot } ?? true)
      } else {
        #expect(tree.parent(of: node) == .unreachable, "\(list) from \(roots): \(node)")
      }
      let dominated = reference.count { $0?.contains(node) ?? false }
      #expect(Int(counts[node]) == dominated, "\(list) from \(roots): \(node)")
    }
    #expect(tree.preorder.count == reference.count { $0 != nil })
  }

  @Test func equalsRemovalOnEverySmallGraphAndRootSet() throws {
    for nodes in 1...4 {
      for list in EdgeListGraph.allDirected(nodeCount: nodes, selfLoops: nodes < 4) {
        for bits in 0..<(1 << nodes) { try check(list, roots: (0..<nodes).filter { bits & (1 << $0) != 0 }) }
      }
    }
  }

  @Test func equalsRemovalOnRandomGraphs() throws {
    var generator = SplitMix64(seed: 9)
    for list in EdgeListGraph.randomSmall(count: 500, seed: 10) {
      let roots = (0..<(1 + generator.below(3))).map { _ in generator.below(list.nodeCount) }
      try check(list, roots: roots)
    }
    for edges in [60, 90, 150] {
      try check(EdgeListGraph.random(nodeCount: 50, edgeCount: edges, using: &generator), roots: [0])
      try check(EdgeListGraph.randomAcyclic(nodeCount: 50, edgeCount: edges, using: &generator), roots: [0, 1, 2])
    }
  }

  @Test func aJoinIsDominatedByTheFork() throws {
    let graph = try CompactDigraph(nodeCount: 6, edges: [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)])
    let tree = try graph.dominatorTree(from: [0])
    #expect(tree.parent(of: 0) == .virtualRoot)
    #expect(tree.parent(of: 3) == .node(0))
    #expect(tree.parent(of: 4) == .node(3))
    #expect(tree.parent(of: 5) == .unreachable)
    #expect(tree.strictDominators(of: 4) == [3, 0])
    #expect(tree.dominatedCounts() == [4, 0, 0, 1, 0, 0])
  }

  /// The flow graph of Lengauer and Tarjan (1979), figure 1: R, A … L as 0, 1 … 12.
  @Test func publishedExample() throws {
    let (r, a, b, c, d, e, f, g, h, i, j, k, l) = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    let graph = try CompactDigraph(
      nodeCount: 13,
      edges: [
        (r, a), (r, b), (r, c), (a, d), (b, a), (b, d), (b, e), (c, f), (c, g), (d, l), (e, h), (f, i), (g, i),
        (g, j), (h, e), (h, k), (i, k), (j, i), (k, i), (k, r), (l, h),
      ])
    let tree = try graph.dominatorTree(from: [r])
    let expected: [Int: Int] = [a: r, b: r, c: r, d: r, e: r, f: c, g: c, h: r, i: r, j: g, k: r, l: d]
    for (node, dominator) in expected { #expect(tree.parent(of: node) == .node(dominator)) }
    #expect(tree.parent(of: r) == .virtualRoot)
  }

  @Test(arguments: [-1, 3]) func refusesRootsThatDoNotExist(root: Int) throws {
    let graph = try EdgeListGraph.chain(nodeCount: 3).compact()
    #expect(throws: GraphError.nodeOutOfRange(node: root, nodeCount: 3)) { try graph.dominatorTree(from: [root]) }
  }
}
