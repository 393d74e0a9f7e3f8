import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

@Suite("Explanations against a naive reference")
struct LossExplanationLawTests {
  private static let many = 100_000

  /// Checks the explanation of every entity's loss; returns how many losses were explained by two paths or more.
  private func check(_ graph: SupplyGraph, _ options: CompilationOptions, _ hits: [Hit]) throws -> Int {
    let compiled = try CompiledGraph(graph, options)
    let engine = AvailabilityEngine(compiled)
    engine.evaluate(hits)
    let explanation = LossExplanation(compiled, hits, lossesByEntity: engine.lossesByEntity())
    let naive = NaiveExplanation(graph, options, hits, losses: NaiveAvailability(graph, options).losses(hits))
    var rich = 0
    for target in graph.entityIndices {
      let (paths, remainder) = explanation.paths(to: target, limit: Self.many)
      let faults = naive.faults(in: paths, remainder: remainder, of: target)
      #expect(faults.isEmpty, "\(graph[target].id) after \(hits): \(faults)")
      if paths.count > 1 { rich += 1 }
    }
    return rich
  }

  @Test(
    "Every graph of up to four entities, every single failure",
    arguments: [
      AllSmallGraphs(entityCount: 2, needLimit: 2, supplierLimit: 1, criticalities: [1, 0.5]),
      AllSmallGraphs(entityCount: 3, needLimit: 2, supplierLimit: 2, criticalities: [1, 0.5]),
      AllSmallGraphs(entityCount: 4, needLimit: 1, supplierLimit: 3, criticalities: [1]),
    ])
  func allSmall(family: AllSmallGraphs) throws {
    var explained = 0
    func visit(_ sketch: [EntitySketch]) throws {
      let graph = try GraphBuilder.graph(sketch)
      for entity in graph.entityIndices {
        explained += try check(graph, CompilationOptions(), [Hit(entity)])
      }
    }
    try family.visitAll(visit)
    #expect(explained > 0 || family.supplierLimit == 1)
  }

  @Test("Random graphs with cycles: one to three hits, parts of capacity, stopped supplies, both policies")
  func randomGraphs() throws {
    var generator = SplitMix64(seed: 80)
    var explained = 0
    for draw in 0..<1200 {
      var family = draw % 2 == 0 ? RandomGraphs.rich : RandomGraphs()
      family.entityCounts = 2...7
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      var options = CompilationOptions(unattributed: draw % 3 == 0 ? .proportional : .safe)
      if draw % 4 == 1, !graph.supplies.isEmpty { options.blockedSupplies = [generator.below(graph.supplies.count)] }
      let order = generator.permutation(graph.entities.count)
      let hits = order.prefix(1 + generator.below(3)).map { entity in
        Hit(EntityIndex(entity), ownLoss: [1, 1, 0.5, 0.25][generator.below(4)])
      }
      explained += try check(graph, options, hits)
    }
    #expect(explained > 500, "the draws must not be trivial: \(explained)")
  }

  @Test("Without cycles nothing is left over, and causes are the first binding needs of the file")
  func acyclic() throws {
    var generator = SplitMix64(seed: 81)
    var ties = 0
    for _ in 0..<400 {
      var family = RandomGraphs.rich
      family.hasCycles = false
      family.hasOwners = false
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      let hits = generator.permutation(graph.entities.count).prefix(2).map { Hit(EntityIndex($0)) }
      let compiled = try CompiledGraph(graph)
      #expect(compiled.cyclicComponents.isEmpty)
      let engine = AvailabilityEngine(compiled)
      engine.evaluate(hits)
      let explanation = LossExplanation(compiled, hits, lossesByEntity: engine.lossesByEntity())
      let naive = NaiveExplanation(
        graph, CompilationOptions(), hits, losses: NaiveAvailability(graph).losses(hits))
      let causes = naive.firstBindingCauses()
      ties += graph.entityIndices.count { !naive.ownLossBinds($0) && naive.bindingNeeds($0).count > 1 }
      for target in graph.entityIndices {
        let (paths, remainder) = explanation.paths(to: target, limit: Self.many)
        #expect(remainder == 0)
        let expected = naive.simplePaths(to: target, causes: causes)
        #expect(Set(paths.map { $0.steps.map(\.supply) }) == Set(expected.map(\.supplies)))
        #expect(zip(paths, expected).allSatisfy { abs($0.contribution - $1.contribution) < 1e-12 })
      }
    }
    #expect(ties > 30, "the draws must have ties: \(ties)")
  }
}
