import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// A cascade towards some targets gives what an engine gives, to the last bit, for one shock after the other.
@Suite struct FailureCascadeTests {
  /// Every entity of every fourth small graph stopped alone, for every target.
  @Test(arguments: AllSmallGraphs.families.indices) func allSmallGraphs(_ family: Int) throws {
    var number = 0
    try AllSmallGraphs.families[family].family.visitAll { sketch in
      number += 1
      guard number % 4 == family else { return }
      let graph = try GraphBuilder.graph(sketch)
      let compiled = try CompiledGraph(graph)
      let engine = AvailabilityEngine(compiled)
      for target in graph.entityIndices {
        let cascade = FailureCascade(compiled, towards: [target])
        let losses = cascade.losses(of: target, toEachOf: graph.entityIndices)
        for failure in graph.entityIndices {
          engine.evaluate([Hit(failure)])
          if losses[failure.position] != engine.loss(of: target) {
            Issue.record("\(describe(graph)), \(graph[failure].id) stops: \(losses[failure.position])")
          }
          #expect(cascade.isUpstreamOfTargets(failure) || losses[failure.position] == 0)
        }
      }
    }
  }

  /// Random graphs, half of them with cycles, with partial shocks, several targets and stopped supplies.
  @Test(arguments: 0..<4) func randomGraphs(_ batch: Int) throws {
    var generator = SplitMix64(seed: UInt64(7_100 + batch))
    var (cyclic, losing) = (0, 0)
    for round in 0..<60 {
      var shape = round % 4 == 0 ? RandomGraphs.rich : RandomGraphs()
      shape.hasCycles = round % 2 == 0
      shape.entityCounts = 2...(round % 6 == 3 ? 30 : 12)
      let graph = try GraphResolver.graph(of: shape.document(using: &generator))
      var options = CompilationOptions(unattributed: round % 3 == 0 ? .proportional : .safe)
      if round % 3 == 1, !graph.supplies.isEmpty {
        options.blockedSupplies = Set((0..<2).map { _ in generator.below(graph.supplies.count) })
      }
      let compiled = try CompiledGraph(graph, options)
      let limit = round % 5 == 0 ? 3 : 400
      if !compiled.cyclicComponents.isEmpty { cyclic += 1 }
      let engine = AvailabilityEngine(compiled, exactComponentLimit: limit)
      let targets = (0..<(1 + generator.below(3))).map { _ in EntityIndex(generator.below(graph.entities.count)) }
      let cascade = FailureCascade(compiled, towards: targets, exactComponentLimit: limit)
      for _ in 0..<8 {
        let hits = (0..<(1 + generator.below(3))).map { _ in
          Hit(
            EntityIndex(generator.below(graph.entities.count)), ownLoss: generator.below(2) == 0 ? 1 : generator.unit())
        }
        engine.evaluate(hits)
        cascade.evaluate(hits)
        for target in targets {
          if engine.loss(of: target) > 0 { losing += 1 }
          if cascade.loss(of: target) != engine.loss(of: target) {
            Issue.record(
              "round \(round): \(cascade.loss(of: target)) for \(engine.loss(of: target))\n\(describe(graph))")
          }
        }
        #expect(cascade.errorBound <= 1e-10)
      }
    }
    #expect(cyclic > 20, "only \(cyclic) graphs have cycles")
    #expect(losing > 200, "only \(losing) targets lose anything")
  }

  /// More positions than a word of words has bits, so that both levels of the queue are used.
  @Test func aLongChainIsFollowedToItsEnd() throws {
    let count = 9_000
    let sketches = (0..<count).map { number in
      entity("e\(number)", needs: number == 0 ? [] : [need("part", from: ["e\(number - 1)": 1])])
    }
    let graph = try GraphBuilder.graph(sketches)
    let last = EntityIndex(count - 1)
    let cascade = FailureCascade(try CompiledGraph(graph), towards: [last])
    #expect(cascade.losses(of: last, toEachOf: [EntityIndex(0), EntityIndex(4_500), last]) == [1, 1, 1])
    let middle = FailureCascade(try CompiledGraph(graph), towards: [EntityIndex(100)])
    #expect(middle.losses(of: EntityIndex(100), toEachOf: [EntityIndex(99), EntityIndex(101)]) == [1, 0])
    #expect(!middle.isUpstreamOfTargets(EntityIndex(101)))
  }
}
