import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// Cycles with a gain next to 1, against exact arithmetic.
@Suite struct NearSingularTests {
  private func hits(_ graph: SupplyGraph, _ round: Int) throws -> [Hit] {
    let (x, y) = (try #require(graph.entity("x")), try #require(graph.entity("y")))
    let inside = try #require(graph.entity("e0"))
    return [
      [Hit(x)], [Hit(x, ownLoss: 0.5), Hit(y)], [Hit(inside, ownLoss: 0.25), Hit(x)], [Hit(inside, ownLoss: 0.5)],
    ][round % 4]
  }

  /// Parts of 2⁻⁸ … 2⁻⁴⁸, that is of 4·10⁻³ … 4·10⁻¹⁵.
  @Test(arguments: [8, 14, 20, 25, 30, 35, 40, 44, 48]) func policyIterationIsExact(_ bits: Int) throws {
    var generator = SplitMix64(seed: UInt64(bits))
    var partial = 0
    for round in 0..<160 {
      let graph = try GraphBuilder.graph(NearSingularGraphs(bits: bits).sketch(using: &generator))
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      let hits = try hits(graph, round)
      engine.evaluate(hits)
      let exact = ExactAvailability(graph).losses(hits)
      for (loss, truth) in zip(engine.lossesByEntity(), exact) {
        #expect(abs(loss - truth) <= 2e-14 * truth, "round \(round): \(loss), not \(truth)\n\(describe(graph))")
        #expect(abs(loss - truth) <= engine.errorBound)
        if truth > 0, truth < 1 { partial += 1 }
      }
      #expect(engine.errorBound <= 2e-12)
    }
    #expect(partial > 100)
  }

  @Test func fourEntitiesAndTwoNeedsEach() throws {
    var generator = SplitMix64(seed: 4)
    var shape = NearSingularGraphs(bits: 33)
    shape.entityCounts = 4...4
    for round in 0..<25 {
      let graph = try GraphBuilder.graph(shape.sketch(using: &generator))
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      let hits = try hits(graph, round)
      engine.evaluate(hits)
      #expect(largestDistance(engine.lossesByEntity(), ExactAvailability(graph).losses(hits)) <= 1e-13)
    }
  }

  /// Two needs of a worth that differs by the part d only: choosing by rounded advantages would miss it.
  @Test(arguments: [1e-8, 3e-9, 1e-9, 1e-10, 1e-12]) func aNearTieIsDecided(_ part: Double) throws {
    // p: a = (1 − 2d)·b + d·x + d·y; q: a = (1 − 3d)·b + 2d·x + d·y; b = a. With x lost 1/2 by p and 2/3 by q.
    let graph = try GraphBuilder.graph(
      entity(
        "a",
        needs: [
          need("p", from: ["b": 1 - 2 * part, "x": part, "y": part]),
          need("q", from: ["b": 1 - 3 * part, "x": 2 * part, "y": part]),
        ]), entity("b", needs: [need("p", from: ["a": 1])]))
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    engine.evaluate([Hit(try #require(graph.entity("x")))])
    #expect(abs(engine.loss(of: EntityIndex(0)) - 2.0 / 3) <= 1e-15)
    // Worth that differs by d² after one round: b loses 1/2 at once, and a loses d more than b by its other need.
    let second = try GraphBuilder.graph(
      entity(
        "a", needs: [need("p", from: ["c": 1 - part, "x": part]), need("q", from: ["b": 1])]),
      entity("b"), entity("c", needs: [need("p", c: 1 - part, from: ["a": 1])]))
    let other = AvailabilityEngine(try CompiledGraph(second))
    let truth = ExactAvailability(second)
    for loss in [0.25, 0.5, 0.5 + part / 8, 0.75] {
      let hits = [Hit(EntityIndex(1), ownLoss: loss), Hit(try #require(second.entity("x")))]
      other.evaluate(hits)
      #expect(largestDistance(other.lossesByEntity(), truth.losses(hits)) <= 1e-14)
    }
  }
}

/// The iteration for very large components says how far it may be from the truth.
@Suite struct SandwichIterationTests {
  /// An engine that solves no component exactly.
  private func engine(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) throws
    -> AvailabilityEngine
  {
    AvailabilityEngine(try CompiledGraph(graph, options), exactComponentLimit: 0)
  }

  @Test func itEnclosesTheAnswerOnRandomGraphs() throws {
    var generator = SplitMix64(seed: 31)
    var cyclic = 0
    for round in 0..<400 {
      let graph = try GraphResolver.graph(
        of: (round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()).document(using: &generator))
      let options = CompilationOptions(unattributed: round % 3 == 0 ? .proportional : .safe)
      let engine = try engine(graph, options)
      guard !engine.graph.cyclicComponents.isEmpty else { continue }
      cyclic += 1
      let exact = AvailabilityEngine(engine.graph)
      let hits = randomHits(graph, &generator)
      engine.evaluate(hits)
      exact.evaluate(hits)
      let distance = largestDistance(engine.lossesByEntity(), exact.lossesByEntity())
      #expect(distance <= engine.errorBound + exact.errorBound, "round \(round)\n\(describe(graph))")
      #expect(engine.errorBound <= 1e-10, "round \(round): \(engine.errorBound)\n\(describe(graph))")
    }
    #expect(cyclic > 200)
  }

  @Test(arguments: [4, 6, 8, 10]) func itEnclosesTheAnswerOnSlowLoops(_ bits: Int) throws {
    var generator = SplitMix64(seed: UInt64(bits))
    for round in 0..<40 {
      let graph = try GraphBuilder.graph(NearSingularGraphs(bits: bits).sketch(using: &generator))
      let engine = try engine(graph)
      let (x, y) = (try #require(graph.entity("x")), try #require(graph.entity("y")))
      let hits = [[Hit(x)], [Hit(x, ownLoss: 0.5), Hit(y)], [Hit(EntityIndex(0), ownLoss: 0.25), Hit(x)]][round % 3]
      engine.evaluate(hits)
      let exact = ExactAvailability(graph).losses(hits)
      #expect(
        largestDistance(engine.lossesByEntity(), exact) <= engine.errorBound, "round \(round)\n\(describe(graph))")
      #expect(
        engine.errorBound <= (bits < 10 ? 1e-11 : 1e-5), "round \(round): \(engine.errorBound)\n\(describe(graph))")
    }
  }

  @Test(arguments: [1e-4, 1e-6, 1e-9, 1e-13, 1e-20]) func itAdmitsWhatItCannotKnow(_ leak: Double) throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1 - 2 * leak, "x": leak, "y": leak])]),
      entity("b", needs: [need("p", from: ["a": 1])]))
    let engine = try engine(graph)
    engine.evaluate([Hit(try #require(graph.entity("x")))])
    #expect(engine.errorBound > 1e-10, "a warning is due")
    for position in 0...1 { #expect(abs(engine.loss(of: EntityIndex(position)) - 0.5) <= engine.errorBound) }
  }

  @Test func aLoopThatNothingHitStaysUpAndOneThatIsHitFollows() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1])]),
      entity("b", needs: [need("p", from: ["a": 1]), need("q", from: ["x": 0.5])]),
      entity("c", needs: [need("p", from: ["d": 1])]), entity("d", needs: [need("p", from: ["c": 1])]))
    let engine = try engine(graph)
    engine.evaluate([Hit(try #require(graph.entity("x")))])
    #expect(largestDistance(engine.lossesByEntity(), [0.5, 0.5, 0, 0, 1]) <= engine.errorBound)
    #expect(engine.loss(of: EntityIndex(2)) == 0 && engine.errorBound <= 1e-12)
  }
}
