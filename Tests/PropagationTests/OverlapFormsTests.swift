import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// Losses where the overlap of several needs is not known.
@Suite struct OverlapFormsTests {
  private static let forms: [(form: OverlapForm, reference: NaiveAvailability.Form)] = [
    (.nested, .minimum), (.independent, .independent), (.disjoint, .upper),
  ]

  @Test func twoNeedsThatLoseFortyPercentEach() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["x": 0.4, "y": 0.6]), need("q", from: ["x": 0.4, "y": 0.6])]))
    let compiled = try CompiledGraph(graph)
    for (form, expected) in [(OverlapForm.nested, 0.4), (.independent, 0.64), (.disjoint, 0.8)] {
      let losses = OverlapLosses(compiled, [Hit(EntityIndex(1))], form: form)
      #expect(abs(losses.loss(of: EntityIndex(0)) - expected) <= 1e-15)
      #expect(losses.residual == 0)
    }
    // The entity's own loss is one more.
    let hits = [Hit(EntityIndex(1)), Hit(EntityIndex(0), ownLoss: 0.5)]
    for (form, expected) in [(OverlapForm.nested, 0.5), (.independent, 1 - 0.5 * 0.36), (.disjoint, 1)] {
      #expect(abs(OverlapLosses(compiled, hits, form: form).loss(of: EntityIndex(0)) - expected) <= 1e-15)
    }
  }

  @Test(arguments: forms) func theyAreTheLeastFixedPointsOfTheirForms(
    _ given: (form: OverlapForm, reference: NaiveAvailability.Form)
  ) throws {
    var generator = SplitMix64(seed: 41)
    var settled = 0
    for round in 0..<300 {
      let shape = round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()
      let graph = try GraphResolver.graph(of: shape.document(using: &generator))
      var options = CompilationOptions(unattributed: round % 3 == 0 ? .proportional : .safe)
      if round % 4 == 0, !graph.supplies.isEmpty { options.blockedSupplies = [generator.below(graph.supplies.count)] }
      let hits = randomHits(graph, &generator)
      let losses = OverlapLosses(try CompiledGraph(graph, options), hits, form: given.form)
      guard losses.residual == 0 else { continue }
      settled += 1
      let reference = NaiveAvailability(graph, options).losses(hits, form: given.reference)
      let found = graph.entityIndices.map { losses.loss(of: $0) }
      #expect(largestDistance(found, reference) <= 1e-10, "round \(round)\n\(describe(graph))")
    }
    #expect(settled > 280)
  }

  @Test func theyAreOrderedAndTheFirstIsTheKernel() throws {
    var generator = SplitMix64(seed: 42)
    var apart = 0
    for _ in 0..<200 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let compiled = try CompiledGraph(graph)
      let hits = randomHits(graph, &generator)
      let engine = AvailabilityEngine(compiled)
      engine.evaluate(hits)
      let all = Self.forms.map { OverlapLosses(compiled, hits, form: $0.form) }
      for entity in graph.entityIndices {
        let losses = all.map { $0.loss(of: entity) }
        #expect(abs(losses[0] - engine.loss(of: entity)) <= 1e-9)
        #expect(losses[0] <= losses[1] + 1e-9 && losses[1] <= losses[2] + 1e-9 && losses[2] <= 1)
        if losses[2] > losses[0] + 0.01 { apart += 1 }
      }
    }
    #expect(apart > 100)
  }
}
