import AdaptiveResponse
import ChokepointTestSupport
import Diagnostics
import LinearProgramming
import Propagation
import SupplyGraph
import Testing

/// Cases worked by hand.
@Suite struct AdaptiveExampleTests {
  /// A document in which some entities have spare capacity and some alternates a stated one.
  private func graph(
    _ entities: EntitySketch..., spare: [String: Double] = [:], capacity: [String: Double] = [:],
    added: [String: Double] = [:]
  ) throws -> SupplyGraph {
    var document = GraphBuilder.document(entities)
    for row in document.entities.indices {
      let id = document.entities[row].id
      document.entities[row].spare = spare[id.value].map { Located($0, at: id.spot) }
      document.entities[row].valueAddedShare = added[id.value].map { Located($0, at: id.spot) }
    }
    for row in document.supplies.indices {
      let from = document.supplies[row].from
      guard let stated = capacity[from.value] else { continue }
      document.supplies[row].capacity = Located(stated, at: from.spot)
      document.supplies[row].qualified = Located(true, at: from.spot)
      if document.supplies[row].share?.value == 0 { document.supplies[row].maxShare = nil }
    }
    return try GraphResolver.graph(of: document)
  }

  private func answer(
    _ graph: SupplyGraph, _ targets: [String], weights: [Double]? = nil, lost: KeyValuePairs<String, Double>,
    blocked: Set<Int> = [], isFree: Bool = false
  ) throws -> (answer: AdaptiveAnswer, rigid: [Double]) {
    let indices = try targets.map { try #require(graph.entity($0)) }
    let hits = try lost.map { Hit(try #require(graph.entity($0.key)), ownLoss: $0.value) }
    let engine = AvailabilityEngine(try CompiledGraph(graph, CompilationOptions(blockedSupplies: blocked)))
    engine.evaluate(hits)
    let rigid = indices.map { engine.loss(of: $0) }
    let answer = try AdaptiveAnswer(
      graph, targets: indices, weights: weights ?? targets.map { _ in 1 }, ownLosses: hits, blockedSupplies: blocked,
      rigidLosses: rigid, options: AdaptiveOptions(isFree: isFree))
    return (answer, rigid)
  }

  private func expect(_ losses: [Double], _ expected: [Double]) {
    #expect(losses.count == expected.count)
    for (loss, right) in zip(losses, expected) { #expect(abs(loss - right) < 1e-8, "\(losses) is not \(expected)") }
  }

  private let buyers = [
    entity("t1", needs: [need("p", volume: 100, from: ["x": 1])]),
    entity("t2", needs: [need("p", volume: 100, from: ["x": 1])]),
  ]

  /// x makes half of its 200. Nobody may be made worse than 0.5, so both stay there; freely, all goes to who counts
  /// ten times as much: (1 · 1 + 10 · 0) / 11.
  @Test func halfASupplierServesTwo() throws {
    let graph = try graph(buyers[0], buyers[1])
    let (answer, rigid) = try answer(graph, ["t1", "t2"], weights: [1, 10], lost: ["x": 0.5])
    expect(rigid, [0.5, 0.5])
    expect(answer.losses, [0.5, 0.5])
    let free = try self.answer(graph, ["t1", "t2"], weights: [1, 10], lost: ["x": 0.5], isFree: true).answer
    expect(free.losses, [1, 0])
    #expect(abs(free.weightedLoss - 1.0 / 11) < 1e-8)
    // One percent of x is 2 bn, two percent of t2's purchases: 10/11 · 0.02. Freely t2 has all, so t1: 1/11 · 0.02.
    #expect(answer.limits.map(\.kind) == [.capacity])
    #expect(answer.limits.first.map { graph[$0.entity].id } == "x")
    expect(answer.limits.map(\.saving), [0.02 * 10 / 11])
    expect(free.limits.map(\.saving), [0.02 / 11])
    #expect(answer.atCapacity.map { graph[$0].id }.contains("x"))
    expect([answer.output[2], answer.capacityLeft[2]], [100, 100])
  }

  /// A fifth spare: 0.5 · 240 = 120 for 200. Equal targets share it; t2 gets all beyond what t1 must have if it counts
  /// more.
  @Test func spareCapacityIsShared() throws {
    let graph = try graph(buyers[0], buyers[1], spare: ["x": 0.2])
    expect(try answer(graph, ["t1", "t2"], lost: ["x": 0.5]).answer.losses, [0.4, 0.4])
    expect(try answer(graph, ["t1", "t2"], weights: [1, 10], lost: ["x": 0.5]).answer.losses, [0.5, 0.3])
  }

  /// x makes 0.5 · 288 = 144 of the 240 that three buy; what they get from nobody in particular is sure: 0, 20, 40. So
  /// 300 − 60 − 144 = 96 are missing, 32 each, but c need not lose more than 30: 33, 33, 30, in whatever order one asks.
  @Test(arguments: [
    ["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"], ["b", "c", "a"], ["c", "a", "b"], ["c", "b", "a"],
  ])
  func ofEquallyGoodSplitsTheFairestIsTaken(_ order: [String]) throws {
    let graph = try graph(
      entity("a", needs: [need("p", volume: 100, from: ["x": 1])]),
      entity("b", needs: [need("p", volume: 100, from: ["x": 0.8])]),
      entity("c", needs: [need("p", volume: 100, from: ["x": 0.6])]), spare: ["x": 0.2])
    let (answer, rigid) = try answer(graph, order, lost: ["x": 0.5])
    expect(rigid, order.map { ["a": 0.5, "b": 0.4, "c": 0.3][$0] ?? 0 })
    expect(answer.losses, order.map { $0 == "c" ? 0.3 : 0.33 })
  }

  /// An idle alternate may cover 0.3 of t1's need, 30 bn: 130 for 200, the same for both. One percent of its share is
  /// 0.3 bn, of x 2 bn; each bn is worth half a percent of 200.
  @Test func anAlternateForOneHelpsBoth() throws {
    let graph = try graph(
      entity("t1", needs: [need("p", volume: 100, from: ["x": 1], alternates: ["y": 0.3])]), buyers[1])
    let answer = try answer(graph, ["t1", "t2"], lost: ["x": 0.5]).answer
    expect(answer.losses, [0.35, 0.35])
    #expect(answer.alternates.map { graph[graph.supplies[$0.supply].supplier].id } == ["y"])
    expect(answer.alternates.map(\.delivered), [30])
    expect(answer.alternates.map(\.share), [0.3])
    #expect(answer.limits.map(\.kind) == [.capacity, .supply])
    expect(answer.limits.map(\.saving), [2.0 / 200, 0.3 / 200])
  }

  /// x lost. The alternate y may make 40 of 100 and buys 0.6 of its output's value from w, which makes 50 for t. At
  /// 0.4 of its output t needs 20 of them, y 24. With a capacity of 80, w runs out at a: 60 a + 50 a = 50.
  @Test func anAlternateNeedsInputs() throws {
    for (capacity, loss) in [(40.0, 0.6), (80, 6.0 / 11)] {
      let graph = try graph(
        entity(
          "t",
          needs: [
            need("p", volume: 100, from: ["x": 1], alternates: ["y": 1]), need("r", volume: 50, from: ["w": 1]),
          ]), entity("y", needs: [need("q", from: ["w": 1])]), capacity: ["y": capacity])
      let (answer, rigid) = try answer(graph, ["t"], lost: ["x": 1])
      expect(rigid, [1])
      expect(answer.losses, [loss])
      expect([answer.alternates[0].delivered], [100 * (1 - loss)])
      #expect(answer.limits.map { graph[$0.entity].id }.contains("w") == (capacity == 80))
    }
  }

  /// Half in TWN, half in USA with half spare; TWN lost: 75 of 100. One percent of b is 0.75, of TWN 0.5 of a.
  @Test func theOtherPlantFillsIn() throws {
    let graph = try graph(
      entity("t", needs: [need("p", volume: 100, from: ["a": 0.5, "b": 0.5])]), entity("a", country: "TWN"),
      entity("b", country: "USA"), spare: ["b": 0.5])
    let (answer, rigid) = try answer(graph, ["t"], lost: ["TWN": 1])
    expect(rigid, [0.5])
    expect(answer.losses, [0.25])
    #expect(answer.limits.map(\.kind) == [.capacity, .availability, .dependence])
    #expect(answer.limits.map { graph[$0.entity].id } == ["b", "TWN", "a"])
    #expect(answer.limits.map(\.product) == [nil, nil, "location"])
    expect(answer.limits.map(\.saving), [0.0075, 0.005, 0.005])
    #expect(answer.atCapacity.map { graph[$0].id } == ["b"])
  }

  /// 0.3 of the need is unattributed and stays; of the other 0.7 half is left.
  @Test func unattributedSupplyStays() throws {
    let graph = try graph(entity("t", needs: [need("p", volume: 100, from: ["x": 0.7])]))
    let (answer, rigid) = try answer(graph, ["t"], lost: ["x": 0.5])
    expect(rigid, [0.35])
    expect(answer.losses, [0.35])
  }

  @Test func withoutVolumesTargetsCountAsOne() throws {
    let graph = try graph(
      entity("t1", needs: [need("p", from: ["x": 1], alternates: ["y": 0.3])]),
      entity("t2", needs: [need("p", from: ["x": 1])]))
    expect(try answer(graph, ["t1", "t2"], lost: ["x": 0.5]).answer.losses, [0.35, 0.35])
  }

  /// t1 also supplies t2, with half of its output of 200. What it delivers to t2 it does not have for itself.
  @Test func aTargetThatSuppliesAnotherCountsOnce() throws {
    let graph = try graph(
      entity("t1", needs: [need("p", volume: 100, from: ["x": 1])]),
      entity("t2", needs: [need("p", volume: 100, from: ["t1": 1])]))
    let (answer, rigid) = try answer(graph, ["t1", "t2"], lost: ["t1": 0.5])
    expect(rigid, [0.5, 0.5])
    expect(answer.losses, [0.5, 0.5])
    expect(
      try self.answer(graph, ["t1", "t2"], weights: [1, 2], lost: ["t1": 0.5], isFree: true).answer.losses, [1, 0])
  }

  @Test func aBlockedSupplyDeliversNothing() throws {
    let graph = try graph(
      entity("t", needs: [need("p", volume: 100, from: ["a": 0.5, "b": 0.5])]), spare: ["b": 0.25])
    let (answer, rigid) = try answer(graph, ["t"], lost: [:], blocked: [0])
    expect(rigid, [0.5])
    expect(answer.losses, [0.375])
    #expect(answer.limits.map { graph[$0.entity].id } == ["b"])
  }

  @Test func alternatesWithoutFiguresAreNamed() throws {
    let graph = try graph(entity("t", needs: [need("p", from: ["x": 1], alternates: ["y": 0])]))
    let answer = try answer(graph, ["t"], lost: ["x": 1]).answer
    #expect(answer.unusableAlternates.map { graph[graph.supplies[$0].supplier].id } == ["y"])
    expect(answer.losses, [1])
  }

  @Test func wrongQuestionsAreErrors() throws {
    let graph = try graph(buyers[0], buyers[1])
    let targets = [EntityIndex(0), EntityIndex(1)]
    func ask(_ targets: [EntityIndex], _ weights: [Double], _ rigid: [Double]) throws -> AdaptiveAnswer {
      try AdaptiveAnswer(graph, targets: targets, weights: weights, ownLosses: [], rigidLosses: rigid)
    }
    #expect(throws: AdaptiveAnswerError.mismatchedTargets) { try ask(targets, [1], [0, 0]) }
    #expect(throws: AdaptiveAnswerError.mismatchedTargets) { try ask([targets[0], targets[0]], [1, 1], [0, 0]) }
    #expect(throws: AdaptiveAnswerError.badWeights) { try ask(targets, [0, 0], [0, 0]) }
    #expect(throws: AdaptiveAnswerError.badWeights) { try ask(targets, [1, -1], [0, 0]) }
    #expect(throws: AdaptiveAnswerError.badWeights) { try ask(targets, [1, .nan], [0, 0]) }
    let ring = try self.graph(
      entity("t", needs: [need("p", from: ["a": 1])]), entity("a", needs: [need("q", from: ["b": 1])]),
      entity("b", needs: [need("r", from: ["a": 1])]), added: ["a": 0, "b": 0])
    #expect(throws: AdaptiveAnswerError.sizes(.closedCycle(["a", "b"]))) {
      try AdaptiveAnswer(ring, targets: [EntityIndex(0)], weights: [1], ownLosses: [], rigidLosses: [0])
    }
  }
}
