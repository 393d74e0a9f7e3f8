import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// The references for availability agree with each other and with answers worked by hand.
@Suite struct AvailabilityReferenceTests {
  private let graph: SupplyGraph

  init() throws {
    graph = try GraphBuilder.graph(
      entity(
        "a",
        needs: [
          need("p", c: 0.5, from: ["x": 0.5, "y": 0.3]), need("q", from: ["y": 0.4, "z": 0.6]),
          need("m", kind: .capital, from: ["z": 1]),
        ]),
      entity("b", needs: [need("p", from: ["a": 1])]))
  }

  private func hits(_ losses: [String: Double]) throws -> [Hit] {
    try losses.map { Hit(try #require(graph.entity($0.key)), ownLoss: $0.value) }
  }

  @Test func theThreeForms() throws {
    // p loses 0.5·0.3 = 0.15, q loses 0.4; a itself 0.1.
    let hits = try hits(["y": 1, "a": 0.1])
    let naive = NaiveAvailability(graph)
    #expect(abs(naive.losses(hits)[0] - 0.4) < 1e-15)
    #expect(abs(naive.losses(hits, form: .independent)[0] - (1 - 0.9 * 0.85 * 0.6)) < 1e-15)
    #expect(abs(naive.losses(hits, form: .upper)[0] - (0.1 + 0.15 + 0.4)) < 1e-15)
    #expect(naive.losses(hits, form: .upper)[1] == naive.losses(hits, form: .upper)[0])
    #expect(naive.losses(try self.hits(["y": 1, "z": 1, "a": 0.5]), form: .upper)[0] == 1)
  }

  @Test func theFormsAreOrdered() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<100 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let naive = NaiveAvailability(graph)
      let hits = [Hit(EntityIndex(generator.below(graph.entities.count)), ownLoss: 0.5)]
      let forms = NaiveAvailability.Form.allCases.map { naive.losses(hits, form: $0, sweepLimit: 10_000) }
      for entity in graph.entities.indices {
        #expect(forms[0][entity] <= forms[1][entity] + 1e-12 && forms[1][entity] <= forms[2][entity] + 1e-12)
      }
    }
  }

  @Test func bothReferencesAgreeWhereCyclesLeak() throws {
    var generator = SplitMix64(seed: 2)
    var shape = RandomGraphs()
    shape.entityCounts = 2...4
    shape.needLimit = 2
    shape.supplierLimit = 2
    for _ in 0..<100 {
      let graph = try GraphResolver.graph(of: shape.document(using: &generator))
      let blocked: Set<Int> = graph.supplies.isEmpty ? [] : [generator.below(graph.supplies.count)]
      let options = CompilationOptions(
        unattributed: generator.below(2) == 0 ? .safe : .proportional,
        blockedSupplies: generator.below(2) == 0 ? [] : blocked)
      let hits = [Hit(EntityIndex(generator.below(graph.entities.count)), ownLoss: 0.75)]
      let naive = NaiveAvailability(graph, options).losses(hits)
      for (a, b) in zip(naive, ExactAvailability(graph, options).losses(hits)) { #expect(abs(a - b) <= 1e-12) }
    }
  }

  @Test func theExactReferenceKnowsTheNearSingularLoops() throws {
    for bits in [10, 30, 50] {
      let part = Double(sign: .plus, exponent: -bits, significand: 1)
      let graph = try GraphBuilder.graph(
        entity("a", needs: [need("p", from: ["b": 1 - 2 * part, "x": part, "y": part])]),
        entity("b", needs: [need("p", from: ["a": 1])]))
      let exact = ExactAvailability(graph)
      #expect(exact.losses([Hit(EntityIndex(2))]) == [0.5, 0.5, 1, 0])
      #expect(exact.losses([]) == [0, 0, 0, 0])
      #expect(exact.losses([Hit(EntityIndex(2)), Hit(EntityIndex(3))]) == [1, 1, 1, 1])
    }
  }

  @Test func capitalIsNoNeedAndBlockedSuppliesDeliverNothing() throws {
    #expect(NaiveAvailability(graph).losses(try hits(["z": 1]))[0] == 0.6)
    let options = CompilationOptions(blockedSupplies: [0])
    #expect(NaiveAvailability(graph, options).losses([])[0] == 0.25)
    #expect(ExactAvailability(graph, options).losses([])[0] == 0.25)
  }
}
