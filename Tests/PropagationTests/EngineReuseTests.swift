import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// An engine carries nothing over from one evaluation to the next.
@Suite struct EngineReuseTests {
  @Test(arguments: [400, 0]) func oneEngineForManyShocksEqualsAFreshOneForEach(_ exactComponentLimit: Int) throws {
    var generator = SplitMix64(seed: 21)
    for round in 0..<60 {
      let graph = try GraphResolver.graph(
        of: (round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()).document(using: &generator))
      let compiled = try CompiledGraph(graph)
      let used = AvailabilityEngine(compiled, exactComponentLimit: exactComponentLimit)
      for _ in 0..<20 {
        let hits = generator.below(6) == 0 ? [] : randomHits(graph, &generator)
        let fresh = AvailabilityEngine(compiled, exactComponentLimit: exactComponentLimit)
        fresh.evaluate(hits)
        used.evaluate(hits)
        #expect(used.lossesByEntity() == fresh.lossesByEntity(), "round \(round)")
        #expect(used.errorBound == fresh.errorBound)
        #expect(graph.entityIndices.map { used.loss(of: $0) } == fresh.lossesByEntity())
      }
    }
  }

  @Test func everySingleHitInBothOrders() throws {
    var generator = SplitMix64(seed: 22)
    for _ in 0..<40 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let compiled = try CompiledGraph(graph)
      let used = AvailabilityEngine(compiled)
      var forwards: [[Double]] = []
      for entity in graph.entityIndices {
        used.evaluate([Hit(entity)])
        forwards.append(used.lossesByEntity())
      }
      for (position, expected) in forwards.enumerated().reversed() {
        used.evaluate([Hit(EntityIndex(position))])
        #expect(used.lossesByEntity() == expected)
      }
    }
  }

  @Test func blockedSuppliesActWithoutAnyHitAndAgain() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["x": 0.5, "y": 0.5])]), entity("b", needs: [need("p", from: ["a": 1])]))
    let engine = AvailabilityEngine(try CompiledGraph(graph, CompilationOptions(blockedSupplies: [0])))
    for _ in 0..<2 {
      engine.evaluate([])
      #expect(engine.lossesByEntity() == [0.5, 0.5, 0, 0])
      engine.evaluate([Hit(EntityIndex(3))])
      #expect(engine.lossesByEntity() == [1, 1, 0, 1])
    }
  }

  @Test func positionsLeadToEntitiesAndBack() throws {
    var generator = SplitMix64(seed: 23)
    for _ in 0..<30 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let compiled = try CompiledGraph(graph)
      #expect(compiled.entityCount == graph.entities.count)
      for entity in graph.entityIndices { #expect(compiled.entity(at: compiled.position(entity)) == entity) }
      // Suppliers come before buyers, except within a component.
      for need in graph.needs where need.kind != .capital && need.criticality > 0 {
        for supply in graph.supplies[need.supplies] where supply.share > 0 {
          let (from, to) = (compiled.position(supply.supplier), compiled.position(need.entity))
          #expect(from < to || compiled.cyclicComponents.contains { $0.contains(from) && $0.contains(to) })
        }
      }
    }
  }
}
