import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// Eight failure sets at a time against the engine, one at a time.
@Suite struct BlockedLossesTests {
  @Test func `losses are those of the engine, bit for bit`() throws {
    var generator = SplitMix64(seed: 71)
    var compared = 0
    for round in 0..<200 {
      var random = RandomGraphs.rich
      random.hasCycles = false
      random.entityCounts = 4...14
      let graph = try GraphResolver.graph(of: random.document(using: &generator))
      var options = CompilationOptions()
      if round % 2 == 0 { options.unattributed = .proportional }
      if round % 5 == 0, !graph.supplies.isEmpty { options.blockedSupplies = [generator.below(graph.supplies.count)] }
      let compiled = try CompiledGraph(graph, options)
      let engine = AvailabilityEngine(compiled)
      let targets = (0..<2).map { _ in EntityIndex(generator.below(graph.entities.count)) }
      let blocks = try #require(BlockedLosses(compiled, targets: targets))
      for _ in 0..<4 {
        let common = graph.entityIndices.filter { _ in generator.below(6) == 0 }
        let last = (0..<(1 + generator.below(8))).map { _ in EntityIndex(generator.below(graph.entities.count)) }
        blocks.evaluate(common: common, last: last[...])
        for (lane, entity) in last.enumerated() {
          engine.evaluate((common + [entity]).map { Hit($0) })
          for (index, target) in targets.enumerated() {
            #expect(blocks.losses(ofTarget: index)[lane] == engine.loss(of: target))
            if engine.loss(of: target) > 0, engine.loss(of: target) < 1 { compared += 1 }
          }
        }
      }
    }
    #expect(compared > 500)
  }

  @Test func `there are none where a cycle lies upstream`() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["a": 1])]), entity("a", needs: [need("q", from: ["b": 0.5])]),
      entity("b", needs: [need("r", from: ["a": 0.5])]), entity("u", needs: [need("p", from: ["x": 1])]))
    let compiled = try CompiledGraph(graph)
    #expect(BlockedLosses(compiled, targets: [try #require(graph.entity("t"))]) == nil)
    #expect(BlockedLosses(compiled, targets: [try #require(graph.entity("u"))]) != nil)
  }
}
