import ChokepointTestSupport
import Diagnostics
import Propagation
import ScenarioModel
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// How a scenario becomes days: rounding, sampling, limits.
@Suite("Disruption schedules")
struct ScheduleTests {
  /// t needs x wholly, at once, and is in Taiwan by half.
  static func pair(transit: Double = 0, cycle: Double = 0) throws -> SupplyGraph {
    try Timing(transit: transit, cycles: ["x": cycle]).graph(
      entity("t", needs: [need("x", from: ["x": 1])]),
      entity("x", locations: ["TWN": 0.5, "USA": 0.5]))
  }

  static func losses(
    _ graph: SupplyGraph, _ row: ShockRow, horizon: Double = 12
  ) throws -> [Double] {
    var document = ScenarioDocument()
    document.schema = Located(ScenarioResolver.schema)
    document.id = Located("test")
    document.title = Located("Test")
    document.horizonDays = Located(horizon)
    document.shocks = [row]
    let scenario = try #require(ScenarioResolver.resolve(document, in: graph).scenario)
    let model = try SimulationModel(graph)
    let schedule = try DisruptionSchedule(scenario, for: model)
    let t = try #require(graph.entity("t"))
    return DisruptionSimulator(model).run(schedule, targets: [t]).targets[0].loss
  }

  static func shock(_ select: String, start: Double = 0, duration: Double? = nil) -> ShockRow {
    var row = ShockRow(spot: .none)
    row.select = .text(Located(select))
    row.capacity = Located(0)
    row.start = Located(start)
    row.duration = duration.map { Located($0) }
    return row
  }

  @Test("starts and durations are whole days, halves up, and a shock lasts a day at least")
  func wholeDays() throws {
    let graph = try Self.pair()
    func days(_ start: Double, _ duration: Double?) throws -> [Int] {
      try Self.losses(graph, Self.shock("x", start: start, duration: duration)).enumerated()
        .filter { $0.element == 1 }.map(\.offset)
    }
    #expect(try days(2, 3) == [2, 3, 4])
    #expect(try days(1.5, 2.5) == [2, 3, 4])
    #expect(try days(1.4, 2.4) == [1, 2])
    #expect(try days(3, 0.2) == [3])
    #expect(try days(3, 0) == [])
    #expect(try days(9, nil) == [9, 10, 11])
    #expect(try days(40, 3) == [])
  }

  @Test("a recovery is sampled at the beginning of each day")
  func recoverySampling() throws {
    var row = Self.shock("x", start: 1, duration: 2)
    row.recovery = RecoveryRow()
    row.recovery?.shape = Located("linear")
    row.recovery?.days = Located(4)
    #expect(try Self.losses(Self.pair(), row, horizon: 9) == [0, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0])
  }

  @Test("capacity of every day is that of the static scenario")
  func agreesWithScenario() throws {
    for seed in UInt64(0)..<40 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.shockCount = 1...4
      let graph = try random.graph(using: &generator)
      let scenario = try random.disruption(of: graph, using: &generator).scenario(in: graph)
      let model = try SimulationModel(graph)
      let schedule = try DisruptionSchedule(scenario, for: model)
      let record = try #require(DisruptionSimulator(model).run(schedule, targets: [], recording: .everything).record)
      for day in 0..<scenario.horizonDays {
        var expected = [Double](repeating: 1, count: graph.entities.count)
        for hit in scenario.hits(onDay: Double(day)).entities { expected[hit.entity.position] = 1 - hit.ownLoss }
        for entity in graph.entityIndices {
          #expect(abs(record.capacity[record.row(day, entity)] - expected[entity.position]) < 1e-15, "seed \(seed)")
        }
      }
    }
  }

  @Test("a shock through a country hits the part that stands there")
  func partOfAnEntity() throws {
    let loss = try Self.losses(Self.pair(), Self.shock("country=TWN", duration: 2))
    #expect(loss[0] == 0.5 && loss[1] == 0.5 && loss[2] == 0)
  }

  @Test("days under way and work in process are whole days, halves up")
  func wholeDelays() throws {
    for (transit, cycle, first) in [(0.4, 0.4, 2), (0.5, 0.0, 3), (2.49, 0.0, 4), (2.5, 0.0, 5)] {
      let loss = try Self.losses(Self.pair(transit: transit, cycle: cycle), Self.shock("x", start: 2, duration: 1))
      #expect(loss.firstIndex(of: 1) == first)
    }
  }

  @Test("a delay beyond the horizon takes no memory and hands on no loss")
  func endlessTransit() throws {
    let graph = try Self.pair(transit: 36_525, cycle: 36_525)
    let model = try SimulationModel(graph)
    let x = try #require(graph.entity("x"))
    let t = try #require(graph.entity("t"))
    let schedule = try DisruptionSchedule.outage(of: x, days: 3000, horizonDays: 36_500, in: model)
    let simulator = DisruptionSimulator(model)
    #expect(simulator.run(schedule, targets: [t]).targets[0].worstLoss == 0)
    #expect(simulator.state.history.count <= 2 * graph.entities.count)
  }

  @Test("a long delay times many entities is refused, and the need is named")
  func tooMuchMemory() throws {
    var sketches = (0..<5000).map { entity("e\($0)") }
    sketches[1].needs = [need("p", from: ["e0": 1])]
    let graph = try Timing(transit: 30_000).graph(sketches)
    let model = try SimulationModel(graph)
    let expected = SimulationError.transitTooLong(need: 0, days: 30_000)
    #expect(throws: expected) {
      try DisruptionSchedule.outage(of: EntityIndex(0), days: 1, horizonDays: 36_500, in: model)
    }
    // With a horizon below the delay there is nothing to remember.
    _ = try DisruptionSchedule.outage(of: EntityIndex(0), days: 1, horizonDays: 730, in: model)
  }

  @Test("what cannot be simulated is refused")
  func refusals() throws {
    let graph = try Self.pair()
    let model = try SimulationModel(graph)
    let x = try #require(graph.entity("x"))
    for days in [0, -5, 36_501, Int.max] {
      #expect(throws: SimulationError.horizonOutOfRange(days)) {
        try SimulationModel(graph, options: SimulationOptions(horizonDays: days))
      }
      #expect(throws: SimulationError.horizonOutOfRange(days)) {
        try DisruptionSchedule.outage(of: x, days: 3, horizonDays: days, in: model)
      }
    }
    #expect(throws: SimulationError.outageDaysOutOfRange(-1)) {
      try DisruptionSchedule.outage(of: x, days: -1, in: model)
    }
    #expect(throws: SimulationError.unknownEntity(EntityIndex(77))) {
      try DisruptionSchedule.outage(of: EntityIndex(77), days: 1, in: model)
    }
    let other = try Timing().graph((0..<20).map { entity("e\($0)", needs: $0 > 0 ? [need("p", from: ["e0": 1])] : []) })
    let hit = try SimulationSketch([.init("e15")]).scenario(in: other)
    #expect(throws: SimulationError.unknownEntity(EntityIndex(15))) { try DisruptionSchedule(hit, for: model) }
    let block = try SimulationSketch(blocks: [.init(from: "e0", to: "e19", days: 3)]).scenario(in: other)
    #expect(throws: SimulationError.unknownSupply(18)) { try DisruptionSchedule(block, for: model) }
  }

  @Test("demand that enters a ring without added value has no sizes, and the ring is named")
  func illPosedSizes() throws {
    var document = GraphBuilder.document(
      entity("t", needs: [need("p", from: ["a": 1])]), entity("a", needs: [need("q", from: ["b": 1])]),
      entity("b", needs: [need("r", from: ["a": 1])]))
    for index in document.entities.indices { document.entities[index].valueAddedShare = Located(0) }
    let graph = try GraphResolver.graph(of: document)
    let model = try SimulationModel(graph)
    let scenario = try SimulationSketch(demand: [("t", 2)]).scenario(in: graph)
    #expect {
      try DisruptionSchedule(scenario, for: model)
    } throws: { error in
      guard case .sizes(.closedCycle(let names))? = error as? SimulationError else { return false }
      return Set(names) == ["a", "b"]
    }
  }

  @Test("a demand change of an entity that is no target is a warning")
  func demandWithoutEffect() throws {
    let graph = try Self.pair()
    let model = try SimulationModel(graph)
    let scenario = try SimulationSketch(demand: [("x", 2)]).scenario(in: graph)
    let (t, x) = (try #require(graph.entity("t")), try #require(graph.entity("x")))
    let schedule = try DisruptionSchedule(scenario, for: model, targets: [t])
    #expect(schedule.warnings == [.demandChangeWithoutEffect(x)])
    #expect(DisruptionSimulator(model).run(schedule, targets: [t]).targets[0].worstLoss == 0)
  }

  @Test("capacity additions: shares move along their ramp, and a shock hits the share of the day")
  func movingShares() throws {
    var document = GraphBuilder.document(entity("t", needs: [need("x", from: ["old": 1])]), entity("new"))
    Timing().apply(to: &document)
    document.asOf = Located("2025-12-31")
    let graph = try GraphResolver.graph(of: document)
    var adding = ScenarioDocument.adding([
      AdditionSketch("new", "x", 0.5, start: "2026-01-11", rampDays: 20)
    ])
    adding.horizonDays = Located(60)
    var row = Self.shock("old", start: 0)
    row.capacity = Located(0)
    adding.shocks = [row]
    let outcome = ScenarioResolver.resolve(adding, in: graph)
    let scenario = try #require(outcome.scenario)
    let model = try SimulationModel(outcome.graph)
    let t = try #require(graph.entity("t"))
    let moving = try DisruptionSchedule(scenario, for: model, undated: graph)
    let loss = DisruptionSimulator(model).run(moving, targets: [t]).targets[0].loss
    for day in 0..<60 {
      // Day 0 is the last day the graph describes; the ramp begins eleven days later, and new supply travels for three.
      let added = 0.5 * min(1, max(0, Double(day - 3 - 11) / 20))
      #expect(abs(loss[day] - (1 - added)) < 1e-12, "day \(day)")
    }
    let fixed = try DisruptionSchedule(scenario, for: model)
    #expect(DisruptionSimulator(model).run(fixed, targets: [t]).targets[0].loss.allSatisfy { abs($0 - 0.5) < 1e-12 })
  }

  @Test("moving shares alone change nothing for who gets all the same")
  func movingSharesWithoutShock() throws {
    var document = GraphBuilder.document(entity("t", needs: [need("x", from: ["old": 0.8])]), entity("new"))
    Timing(transit: 2).apply(to: &document)
    document.asOf = Located("2025")
    let graph = try GraphResolver.graph(of: document)
    var adding = ScenarioDocument.adding([
      AdditionSketch("new", "x", 0.3, start: "2026-02", rampDays: 10)
    ])
    adding.horizonDays = Located(90)
    let outcome = ScenarioResolver.resolve(adding, in: graph)
    let model = try SimulationModel(outcome.graph)
    let schedule = try DisruptionSchedule(#require(outcome.scenario), for: model, undated: graph)
    let t = try #require(graph.entity("t"))
    // New supply is three days on its way before it arrives, as defaults say: for so long a little is missing.
    let result = DisruptionSimulator(model).run(schedule, targets: [t])
    #expect(result.targets[0].worstLoss < 0.1)
    #expect(result.targets[0].loss.suffix(30).allSatisfy { $0 == 0 })
  }

  @Test("shares of one need on a day are those of the dated graph")
  func datedShares() throws {
    var document = GraphBuilder.document(
      entity("t", needs: [need("x", from: ["a": 0.6, "b": 0.3])]), entity("c"),
      entity("u", needs: [need("x", from: ["b": 1])]))
    document.asOf = Located("2025")
    let graph = try GraphResolver.graph(of: document)
    let adding = ScenarioDocument.adding([
      AdditionSketch("c", "x", 0.2, start: "2026-03", rampDays: 50),
      AdditionSketch("a", "x", 0.1, start: "2026-02", rampDays: 0, buyers: "t"),
    ])
    let scenario = try #require(ScenarioResolver.resolve(adding, in: graph).scenario)
    for offset in stride(from: 0, to: 400, by: 7) {
      let day = CalendarDay((graph.asOf?.lastDay ?? 0) + offset)
      let dated = try graph.at(day, scenario.additions)
      for need in graph.needs.indices {
        let shares = try graph.shares(ofNeed: need, on: day, scenario.additions)
        #expect(shares.unattributed == dated.needs[need].unattributed)
        #expect(shares.shares.map(\.share) == dated.supplies[dated.needs[need].supplies].map(\.share))
        #expect(shares.shares.map(\.supplier) == dated.supplies[dated.needs[need].supplies].map(\.supplier))
      }
    }
    #expect(throws: GraphEditError.unknownNeed(99)) { try graph.shares(ofNeed: 99, on: CalendarDay(0), []) }
  }
}
