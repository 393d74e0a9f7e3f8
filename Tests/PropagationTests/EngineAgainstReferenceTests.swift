import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// The engine gives what the definition says.
@Suite struct EngineAgainstReferenceTests {
  private static let slices = AllSmallGraphs.families.indices.flatMap { family in (0..<2).map { [family, $0] } }

  /// All graphs of the families, every entity stopped wholly and by half.
  @Test(arguments: slices) func allSmallGraphsAllSingleHits(_ slice: [Int]) throws {
    var number = 0
    try AllSmallGraphs.families[slice[0]].family.visitAll { sketch in
      number += 1
      guard number % 2 == slice[1] else { return }
      let graph = try GraphBuilder.graph(sketch)
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      let reference = NaiveAvailability(graph)
      for entity in graph.entityIndices {
        for ownLoss in [1, 0.5] {
          let hits = [Hit(entity, ownLoss: ownLoss)]
          engine.evaluate(hits)
          let distance = largestDistance(engine.lossesByEntity(), reference.losses(hits))
          if distance > 1e-12 || engine.errorBound > 1e-10 {
            Issue.record("\(describe(graph)), \(graph[entity].id) loses \(ownLoss): off by \(distance)")
          }
        }
      }
    }
  }

  /// Graphs with cycles, several kinds of need, places, owners, hazards, unattributed parts and stopped supplies.
  @Test(arguments: 0..<4) func randomGraphs(_ batch: Int) throws {
    var generator = SplitMix64(seed: UInt64(100 + batch))
    var cyclic = 0
    for round in 0..<600 {
      let graph = try GraphResolver.graph(of: randomShape(round).document(using: &generator))
      var options = CompilationOptions()
      options.unattributed = round % 2 == 0 ? .safe : .proportional
      if round % 5 == 0 { options.kinds = [.flow] }
      if round % 3 == 0, !graph.supplies.isEmpty {
        options.blockedSupplies = Set((0..<2).map { _ in generator.below(graph.supplies.count) })
      }
      let compiled = try CompiledGraph(graph, options)
      if !compiled.cyclicComponents.isEmpty { cyclic += 1 }
      let engine = AvailabilityEngine(compiled)
      let reference = NaiveAvailability(graph, options)
      for _ in 0..<3 {
        let hits = randomHits(graph, &generator)
        engine.evaluate(hits)
        let distance = largestDistance(engine.lossesByEntity(), reference.losses(hits))
        if distance > 1e-11 || engine.errorBound > 1e-10 {
          Issue.record("batch \(batch), round \(round): off by \(distance)\n\(describe(graph))")
        }
      }
    }
    #expect(cyclic > 250, "only \(cyclic) graphs have cycles")
  }

  private func randomShape(_ round: Int) -> RandomGraphs {
    var shape = round % 4 == 0 ? RandomGraphs.rich : RandomGraphs()
    shape.hasCycles = round % 8 != 1
    shape.entityCounts = 2...(round % 3 == 0 ? 14 : 7)
    return shape
  }

  /// Components of dozens of entities, solved exactly and enclosed from both sides.
  @Test func largeComponents() throws {
    var generator = SplitMix64(seed: 55)
    var shape = RandomGraphs()
    shape.entityCounts = 40...70
    var largest = 0
    for round in 0..<30 {
      let graph = try GraphResolver.graph(of: shape.document(using: &generator))
      let compiled = try CompiledGraph(graph, CompilationOptions(unattributed: round % 2 == 0 ? .safe : .proportional))
      largest = max(largest, compiled.cyclicComponents.map(\.count).max() ?? 0)
      let (exact, enclosing) = (AvailabilityEngine(compiled), AvailabilityEngine(compiled, exactComponentLimit: 0))
      let hits = randomHits(graph, &generator)
      exact.evaluate(hits)
      enclosing.evaluate(hits)
      let reference = NaiveAvailability(graph, compiled.options).losses(hits)
      #expect(largestDistance(exact.lossesByEntity(), reference) <= 1e-11, "round \(round)")
      #expect(
        largestDistance(enclosing.lossesByEntity(), exact.lossesByEntity()) <= enclosing.errorBound + exact.errorBound)
      #expect(exact.errorBound <= 1e-10 && enclosing.errorBound <= 1e-10, "round \(round)")
    }
    #expect(largest >= 40)
  }

  /// Where small numbers are exact: brute force over all choices of causes, in exact arithmetic.
  @Test(arguments: [UnattributedPolicy.safe, .proportional]) func bruteForceOverPolicies(_ policy: UnattributedPolicy)
    throws
  {
    var generator = SplitMix64(seed: 77)
    var shape = RandomGraphs()
    shape.entityCounts = 2...4
    shape.needLimit = 2
    shape.supplierLimit = 2
    shape.criticalities = [1, 0.5, 0.75]
    for round in 0..<150 {
      let graph = try GraphResolver.graph(of: shape.document(using: &generator))
      let options = CompilationOptions(unattributed: policy)
      let engine = AvailabilityEngine(try CompiledGraph(graph, options))
      let hits = randomHits(graph, &generator)
      engine.evaluate(hits)
      let exact = ExactAvailability(graph, options).losses(hits)
      #expect(largestDistance(engine.lossesByEntity(), exact) <= 1e-13, "round \(round)\n\(describe(graph))")
    }
  }
}

/// The largest difference of two lists of losses.
func largestDistance(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count, !a.contains(where: \.isNaN), !b.contains(where: \.isNaN) else { return .infinity }
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// One to three hits on random entities, whole or partial.
func randomHits(_ graph: SupplyGraph, _ generator: inout SplitMix64) -> [Hit] {
  (0..<(1 + generator.below(3))).map { _ in
    Hit(EntityIndex(generator.below(graph.entities.count)), ownLoss: [1, 1, 0.5, 0.1][generator.below(4)])
  }
}

/// A graph in one line, for the message of a test that fails.
func describe(_ graph: SupplyGraph) -> String {
  graph.needs.map { need in
    let supplies = graph.supplies[need.supplies].map { "\($0.share)·\(graph[$0.supplier].id)" }.joined(separator: " + ")
    return "\(graph[need.entity].id) ← \(need.criticality)·[\(supplies)]"
  }.joined(separator: "; ")
}
