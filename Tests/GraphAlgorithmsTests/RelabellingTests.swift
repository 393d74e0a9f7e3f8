import ChokepointTestSupport
import GraphAlgorithms
import Testing

/// A law of every structural answer: calling the nodes otherwise renames the answer and nothing else.
@Suite struct RelabellingTests {
  struct Case: Sendable {
    let original: EdgeListGraph
    let renamed: EdgeListGraph
    let names: [Int]

    func rename(_ nodes: some Sequence<Int32>) -> [Int] { nodes.map { names[Int($0)] }.sorted() }
  }

  static let cases: [Case] = {
    var generator = SplitMix64(seed: 11)
    return (0..<60).map { round in
      let nodes = 5 + round
      let edges = nodes * (1 + round % 3)
      let original = EdgeListGraph.random(nodeCount: nodes, edgeCount: edges, using: &generator)
      let names = generator.permutation(nodes)
      return Case(original: original, renamed: original.relabelled(names, using: &generator), names: names)
    }
  }()

  @Test func cuts() throws {
    for test in Self.cases {
      let (before, after) = try (test.original.compact().undirectedCuts(), test.renamed.compact().undirectedCuts())
      #expect(test.rename(before.articulationPoints) == after.articulationPoints.map(Int.init))
      let bridges = before.bridges.map { test.rename([$0.lower, $0.upper]) }
      #expect(bridges.sorted { $0.lexicographicallyPrecedes($1) } == after.bridges.map(\.ends))
    }
  }

  @Test func dominators() throws {
    for test in Self.cases {
      let before = try test.original.compact().dominatorTree(from: [0, 1])
      let after = try test.renamed.compact().dominatorTree(from: [test.names[1], test.names[0]])
      for node in 0..<test.original.nodeCount {
        let expected =
          switch before.parent(of: node) {
          case .node(let dominator): DominatorTree.Parent.node(test.names[dominator])
          case let other: other
          }
        #expect(after.parent(of: test.names[node]) == expected, "\(test.original)")
      }
    }
  }

  @Test func components() throws {
    for test in Self.cases {
      let before = try test.original.compact().stronglyConnectedComponents()
      let after = try test.renamed.compact().stronglyConnectedComponents()
      #expect(before.count == after.count)
      for node in 0..<test.original.nodeCount {
        let own = before.members(of: Int(before.component[node]))
        let renamed = after.members(of: Int(after.component[test.names[node]]))
        #expect(test.rename(own) == renamed.map(Int.init))
      }
    }
  }
}
