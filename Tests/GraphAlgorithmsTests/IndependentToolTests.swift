import ChokepointTestSupport
import Foundation
import GraphAlgorithms
import Testing

/// Answers of other graph libraries on synthetic graphs; each file names tool and version.
struct ToolAnswers: Decodable {
  let nodes: Int
  let edges: [[Int]]
  let roots: [Int]
  let articulationPoints: [Int]
  let bridges: [[Int]]
  let immediateDominators: [Int32]
  let removalLoss: [Int32]
  let ancestors: [Int]
  let descendants: [Int]

  static func load(_ name: String) throws -> ToolAnswers {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(ToolAnswers.self, from: Data(contentsOf: url))
  }

  func graph() throws -> CompactDigraph {
    try CompactDigraph(nodeCount: nodes, edges: edges.map { ($0[0], $0[1]) })
  }
}

@Suite struct IndependentToolTests {
  static let names = ["layered60", "sparse80"]

  @Test(arguments: names) func articulationPointsAndBridges(name: String) throws {
    let answers = try ToolAnswers.load(name)
    let cuts = try answers.graph().undirectedCuts()
    #expect(cuts.articulationPoints.map(Int.init) == answers.articulationPoints)
    #expect(cuts.bridges.map(\.ends) == answers.bridges)
  }

  @Test(arguments: names) func dominators(name: String) throws {
    let answers = try ToolAnswers.load(name)
    let tree = try answers.graph().dominatorTree(from: answers.roots)
    #expect(tree.immediateDominator == answers.immediateDominators)
    #expect(tree.dominatedCounts() == answers.removalLoss)
  }

  @Test(arguments: names) func reachability(name: String) throws {
    let answers = try ToolAnswers.load(name)
    let graph = try answers.graph()
    for node in 0..<answers.nodes {
      #expect(try graph.reachable(from: [node]).count == answers.descendants[node] + 1)
      #expect(try graph.reaching([node]).count == answers.ancestors[node] + 1)
    }
  }
}
