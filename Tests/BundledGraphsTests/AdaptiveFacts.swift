import AdaptiveResponse
import Propagation
import SupplyGraph
import Testing

/// What re-allocation can do on the bundled graph.
@Suite struct AdaptiveFacts {
  private func answer(_ lost: String, depth: Double = 1) throws -> (answer: AdaptiveAnswer, rigid: [Double]) {
    let graph = try BundledGraph.load().graph
    let targets = try BundledGraph.clouds.map { try #require(graph.entity($0)) }
    let hit = Hit(try #require(graph.entity(lost)), ownLoss: depth)
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    engine.evaluate([hit])
    let rigid = targets.map { engine.loss(of: $0) }
    let answer = try AdaptiveAnswer(
      graph, targets: targets, weights: targets.map { _ in 1 }, ownLosses: [hit], rigidLosses: rigid)
    return (answer, rigid)
  }

  /// HBM: sister suppliers step in up to what they are qualified for, and what the others cannot use is released.
  @Test func otherMemoryMakersStepInForTheLeader() throws {
    let graph = try BundledGraph.load().graph
    let (answer, rigid) = try answer("sk-hynix")
    #expect(zip(answer.losses, rigid).allSatisfy { $0 <= $1 })
    #expect(answer.weightedLoss < rigid.reduce(0, +) / Double(rigid.count) - 0.1)
    for maker in ["samsung-memory", "micron"] {
      let use = try #require(
        answer.alternates.first {
          graph[graph.supplies[$0.supply].supplier].id == maker && $0.limit == graph.supplies[$0.supply].maxShare
        })
      #expect(use.share > use.normalShare)
    }
    #expect(answer.limits.first.map { graph[$0.entity].id } == "sk-hynix")
  }

  /// Taiwan: hardly anything replaces it, and only more of Taiwan would help.
  @Test func hardlyAnythingReplacesTaiwan() throws {
    let graph = try BundledGraph.load().graph
    let (answer, rigid) = try answer("TWN")
    #expect(zip(answer.losses, rigid).allSatisfy { $0 <= $1 })
    #expect(answer.weightedLoss > rigid.reduce(0, +) / Double(rigid.count) - 0.05)
    #expect(answer.limits.first.map { graph[$0.entity].id } == "TWN")
  }
}
