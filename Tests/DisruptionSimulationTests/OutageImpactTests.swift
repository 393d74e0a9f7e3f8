import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// Days of target output lost per day of outage.
@Suite("Outage impacts")
struct OutageImpactTests {
  @Test("worked by hand: two buyers, one with a stock of 30 days")
  func byHand() throws {
    let graph = try Timing(buffers: ["s/x": 30]).graph(
      entity("r", needs: [need("x", from: ["x": 1])]), entity("s", needs: [need("x", from: ["x": 0.5, "y": 0.5])]),
      entity("x"), entity("y"), entity("idle"))
    let model = try SimulationModel(graph)
    let targets = try ["r", "s"].map { try #require(graph.entity($0)) }
    let entities = Array(graph.entityIndices)
    let result = try OutageImpacts(model, entities: entities, targets: targets, weights: [1, 3])
    let x = result.impacts[2]
    // R loses 90 days; S loses half of 90 days less the 30 it holds.
    #expect(x.lostDays == [90, 15])
    #expect(abs(x.impact - (1 * 90 + 3 * 15) / (90.0 * 4)) < 1e-15)
    #expect(x.timeToSurvive == 0)
    #expect(x.worstTarget == targets[0] && x.worstLoss == 1)
    #expect(x.defaultStockNeeds == 0)
    let y = result.impacts[3]
    #expect(y.lostDays == [0, 15])
    #expect(y.timeToSurvive == 60)
    #expect(!y.isSurvivable)
    #expect(result.impacts[4].isSurvivable && result.impacts[4].impact == 0)
    // A target is left out of its own average.
    #expect(result.impacts[0].impact == 0 && result.impacts[0].lostDays == [90, 0])
    #expect(result.impacts[0].isSurvivable)
    #expect(result.impacts.map(\.entity) == entities)
  }

  @Test("equals single runs, for any number of threads")
  func equalsSingleRuns() throws {
    for seed in UInt64(0)..<20 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.graphs = .rich
      let graph = try random.graph(using: &generator)
      let model = try SimulationModel(graph)
      let entities = Array(graph.entityIndices)
      let targets = [EntityIndex(0), EntityIndex(1)]
      let one = try OutageImpacts(
        model, entities: entities, targets: targets, days: 20, horizonDays: 200, workerCount: 1)
      let many = try OutageImpacts(
        model, entities: entities, targets: targets, days: 20, horizonDays: 200, workerCount: 3)
      #expect(one.impacts == many.impacts)
      for (entity, impact) in zip(entities, one.impacts) {
        let schedule = try DisruptionSchedule.outage(of: entity, days: 20, horizonDays: 200, in: model)
        let plain = DisruptionSimulator(model, isPlain: true).run(schedule, targets: targets)
        #expect(plain.targets.map(\.lostDays) == impact.lostDays, "seed \(seed)")
        #expect((0...1).contains(impact.impact))
      }
    }
  }

  @Test("an outage of no days costs nothing; unknown entities are refused")
  func edges() throws {
    let graph = try HandWorkedTests.metal()
    let model = try SimulationModel(graph)
    let everybody = Array(graph.entityIndices)
    let none = try OutageImpacts(model, entities: everybody, targets: everybody, days: 0)
    #expect(none.impacts.allSatisfy { $0.impact == 0 && $0.isSurvivable })
    #expect(throws: SimulationError.unknownEntity(EntityIndex(9))) {
      try OutageImpacts(model, entities: [EntityIndex(9)], targets: everybody)
    }
    #expect(throws: SimulationError.unknownEntity(EntityIndex(9))) {
      try OutageImpacts(model, entities: everybody, targets: [EntityIndex(9)])
    }
    #expect(throws: SimulationError.outageDaysOutOfRange(-3)) {
      try OutageImpacts(model, entities: everybody, targets: everybody, days: -3)
    }
  }

  @Test("needs with the default stock of 0 are counted on the way of the first loss")
  func defaultStocks() throws {
    // The middle states its stock, the ends do not.
    var document = GraphBuilder.document(
      entity("t", needs: [need("p", from: ["m": 1])]), entity("m", needs: [need("q", from: ["n": 1])]),
      entity("n", needs: [need("r", from: ["o": 1])]), entity("o"))
    document.needs[1].bufferDays = .init(4, at: document.needs[1].product.spot)
    let graph = try GraphResolver.graph(of: document)
    let model = try SimulationModel(graph)
    let o = try #require(graph.entity("o"))
    let result = try OutageImpacts(model, entities: [o], targets: [EntityIndex(0)])
    #expect(result.impacts[0].defaultStockNeeds == 2)
    #expect(result.impacts[0].timeToSurvive == 13)
  }
}
