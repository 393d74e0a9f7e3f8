import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

/// Small cases with answers worked by hand.
@Suite struct FixtureTests {
  /// The losses of all entities by id.
  private func losses(
    _ graph: SupplyGraph, _ hits: [String: Double], _ options: CompilationOptions = CompilationOptions()
  ) throws -> [String: Double] {
    let engine = AvailabilityEngine(try CompiledGraph(graph, options))
    engine.evaluate(try hits.map { Hit(try #require(graph.entity($0.key)), ownLoss: $0.value) })
    return Dictionary(uniqueKeysWithValues: zip(graph.entities.map(\.id), engine.lossesByEntity()))
  }

  static let leaks = [0.1, 1e-2, 1e-3, 1e-5, 1e-7, 1e-9, 1e-10, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16]

  @Test(arguments: leaks) func aLoopThatDrawsALittleOnALostSupplierIsLost(_ leak: Double) throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1 - leak, "x": leak])]), entity("b", needs: [need("p", from: ["a": 1])])
    )
    let result = try losses(graph, ["x": 1])
    #expect(abs((result["a"] ?? 0) - 1) <= 1e-15 && abs((result["b"] ?? 0) - 1) <= 1e-15)
    #expect(try losses(graph, [:]) == ["a": 0, "b": 0, "x": 0])
    #expect(try abs((losses(graph, ["x": 0.25])["b"] ?? 0) - 0.25) <= 1e-15)
  }

  @Test(arguments: leaks) func aLoopThatDrawsALittleOnTwoLosesHalfWithOneOfThem(_ leak: Double) throws {
    guard leak < 0.5 else { return }
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1 - 2 * leak, "x": leak, "y": leak])]),
      entity("b", needs: [need("p", from: ["a": 1])]))
    for lost in ["x", "y"] {
      let result = try losses(graph, [lost: 1])
      #expect(abs((result["a"] ?? 0) - 0.5) <= 1e-15 && abs((result["b"] ?? 0) - 0.5) <= 1e-15)
    }
    #expect(try abs((losses(graph, ["x": 1, "y": 1])["a"] ?? 0) - 1) <= 1e-15)
    #expect(try losses(graph, ["a": 0.5])["b"] == 0.5)
  }

  @Test(arguments: leaks) func theSameThroughALongerLoopWithACriticality(_ leak: Double) throws {
    // a = (1 − l)·c + l·x, c = b, b = (1 − l)·a: a·(1 − (1 − l)²) = l, so a = 1 / (2 − l).
    guard leak >= 1e-13 else { return }
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["c": 1 - leak, "x": leak])]),
      entity("c", needs: [need("p", from: ["b": 1])]),
      entity("b", needs: [need("p", c: 1 - leak, from: ["a": 1])]))
    let expected = 1 / (2 - leak)
    // 1 − l itself is rounded, and the answer depends on l alone.
    #expect(try abs((losses(graph, ["x": 1])["a"] ?? 0) - expected) <= 1e-15 + 1e-16 / leak)
  }

  @Test func sharesThatFallShortOfOneByRoundingDoNotFailByThemselves() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 0.4, "c": 0.6 - 5e-10])]),
      entity("b", needs: [need("p", from: ["a": 1])]),
      entity("c", needs: [need("p", from: ["a": 1])]))
    #expect(try losses(graph, [:]) == ["a": 0, "b": 0, "c": 0])
    #expect(try losses(graph, [:], CompilationOptions(unattributed: .proportional)) == ["a": 0, "b": 0, "c": 0])
    let result = try losses(graph, ["b": 1])
    // a = 0.4·b + 0.6·c, c = a: a = 0.4 + 0.6·a.
    #expect(abs((result["a"] ?? 0) - 1) <= 1e-15 && abs((result["c"] ?? 0) - 1) <= 1e-15)
  }

  @Test func aLoopThatNothingHitStaysUp() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("c", needs: [need("p", from: ["d": 1]), need("q", from: ["x": 1])]),
      entity("d", needs: [need("p", from: ["c": 1])]))
    #expect(try losses(graph, ["x": 1]) == ["a": 0, "b": 0, "c": 1, "d": 1, "x": 1])
    #expect(try losses(graph, ["a": 0.3])["b"] == 0.3)
    #expect(try losses(graph, ["b": 1])["a"] == 1)
  }

  @Test func aShortageThatFeedsOnItselfIsTotal() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["x": 0.5, "b": 0.5])]), entity("b", needs: [need("p", from: ["a": 1])]))
    #expect(try losses(graph, ["x": 1]) == ["a": 1, "b": 1, "x": 1])
  }

  @Test func oneCauseIsNotCountedTwice() throws {
    let graph = try GraphBuilder.graph(
      entity("fab", country: "TWN", needs: [need("wafer", from: ["blank": 1])]), entity("blank", country: "TWN"))
    #expect(try losses(graph, ["TWN": 0.5]) == ["fab": 0.5, "blank": 0.5, "TWN": 0.5])
    #expect(try losses(graph, ["fab": 0.3, "TWN": 0.5])["fab"] == 0.5)
    #expect(try losses(graph, ["fab": 0.7, "TWN": 0.5])["fab"] == 0.7)
  }

  @Test func needsJoinByTheirWorstAndSuppliesAddUp() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["x": 0.5, "y": 0.3]), need("q", c: 0.5, from: ["z": 1])]))
    #expect(try losses(graph, ["x": 1])["a"] == 0.5)
    #expect(try losses(graph, ["x": 1, "y": 1])["a"] == 0.8)
    #expect(try losses(graph, ["z": 1])["a"] == 0.5)
    #expect(try losses(graph, ["z": 1, "y": 1])["a"] == 0.5)
    #expect(try losses(graph, ["z": 0.5])["a"] == 0.25)
  }

  @Test func theUnattributedPartIsSafeOrFollowsTheRest() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("p", c: 0.5, from: ["x": 0.6, "y": 0.2])]))
    #expect(try losses(graph, ["x": 1])["a"] == 0.3)
    let proportional = CompilationOptions(unattributed: .proportional)
    #expect(try abs((losses(graph, ["x": 1], proportional)["a"] ?? 0) - 0.375) <= 1e-15)
    #expect(try losses(graph, ["x": 1, "y": 1], proportional)["a"] == 0.5)
  }

  @Test func aNeedThatNobodySuppliesIsMet() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p"), need("q", from: ["x": 0]), need("r", alternates: ["y": 0.5])]))
    for policy in UnattributedPolicy.allCases {
      #expect(try losses(graph, ["x": 1, "y": 1], CompilationOptions(unattributed: policy))["a"] == 0)
    }
  }

  @Test func aNegligibleNeedIsRecordedOnly() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", c: 0, from: ["b": 1])]), entity("b", needs: [need("p", from: ["a": 1])]))
    #expect(try losses(graph, ["b": 1]) == ["a": 0, "b": 1])
    #expect(try losses(graph, ["a": 1]) == ["a": 1, "b": 1])
    #expect(try CompiledGraph(graph).cyclicComponents.isEmpty)
  }

  @Test func capitalNeverEnters() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "fab",
        needs: [
          need("machine", kind: .capital, from: ["asml": 1]), need("service", kind: .upkeep, from: ["asml": 0.5]),
        ]),
      entity("asml", needs: [need("chip", from: ["fab": 0.25])]))
    #expect(try losses(graph, ["asml": 1])["fab"] == 0.5)
    for kinds: Set<NeedKind> in [[.flow, .capital], [.capital]] {
      #expect(try losses(graph, ["asml": 1], CompilationOptions(kinds: kinds))["fab"] == 0)
    }
    var options = CompilationOptions()
    options.kinds = Set(NeedKind.allCases)
    #expect(options.kinds == [.flow, .upkeep, .licence])
    #expect(try losses(graph, ["asml": 1], options)["fab"] == 0.5)
  }

  @Test func onlyTheKindsAskedForCount() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a", country: "TWN",
        needs: [
          need("p", from: ["x": 0.25]), need("s", kind: .upkeep, from: ["x": 0.5]),
          need("l", kind: .licence, from: ["x": 1]),
        ]))
    #expect(try losses(graph, ["x": 1])["a"] == 1)
    #expect(try losses(graph, ["x": 1], CompilationOptions(kinds: [.flow]))["a"] == 0.25)
    #expect(try losses(graph, ["x": 1], CompilationOptions(kinds: [.flow, .upkeep]))["a"] == 0.5)
    #expect(try losses(graph, ["TWN": 1], CompilationOptions(kinds: [.licence]))["a"] == 0)
    #expect(try losses(graph, ["TWN": 1], CompilationOptions(kinds: [.flow]))["a"] == 1)
  }

  @Test func ownLossesAreOfTheirRangeAndTheLargestCounts() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("p", from: ["x": 1])]))
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    let x = try #require(graph.entity("x"))
    for (given, expected) in [([2], 1), ([-1], 0), ([0.2, 0.7, 0.4], 0.7), ([Double.infinity], 1)]
      as [([Double], Double)]
    {
      engine.evaluate(given.map { Hit(x, ownLoss: $0) })
      #expect(engine.lossesByEntity() == [expected, expected])
      #expect(engine.loss(of: x) == expected)
    }
    let loop = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("p", from: ["a": 1])]))
    for limit in [400, 0] {
      let engine = AvailabilityEngine(try CompiledGraph(loop), exactComponentLimit: limit)
      engine.evaluate([Hit(EntityIndex(0), ownLoss: 2), Hit(EntityIndex(1), ownLoss: -1)])
      #expect(largestDistance(engine.lossesByEntity(), [1, 1]) <= engine.errorBound)
      #expect(engine.lossesByEntity().allSatisfy { $0 <= 1 })
    }
  }
}
