import ChokepointTestSupport
import Propagation
import ScenarioModel
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// The engine equals the reference that follows the definition.
@Suite("Simulation against its reference")
struct ReferenceTests {
  /// Runs both and compares losses, stocks and what is caught up.
  static func compare(
    _ graph: SupplyGraph, _ sketch: SimulationSketch, options: SimulationOptions = SimulationOptions(),
    targets: [EntityIndex]? = nil, _ note: String
  ) throws {
    let model = try SimulationModel(graph, options: options)
    let targets = targets ?? [EntityIndex(graph.entities.count - 1)]
    let schedule = try DisruptionSchedule(sketch.scenario(in: graph), for: model, targets: targets)
    var naive = sketch.naive(graph)
    naive.kinds = options.kinds
    naive.unattributed = options.unattributed
    naive.isByOrders = options.allocation == .orders
    naive.targets = Set(targets.map(\.position))
    if !schedule.demand.isEmpty {
      for (position, demand) in schedule.demand.enumerated() {
        naive.demand[model.entity(at: position).position] = demand
      }
    }
    let expected = naive.run(days: sketch.horizon)
    let result = DisruptionSimulator(model).run(schedule, targets: targets, recording: .everything)
    let record = try #require(result.record)
    for day in 0..<sketch.horizon {
      for entity in graph.entityIndices {
        let loss = record.loss[record.row(day, entity)]
        let start = record.startLoss[record.row(day, entity)]
        try #require(
          abs(loss - expected.loss[day][entity.position]) < 1e-9,
          "\(note): output of \(graph[entity].id), day \(day): \(loss), \(expected.loss[day][entity.position])")
        try #require(
          abs(start - expected.startLoss[day][entity.position]) < 1e-9,
          "\(note): starts of \(graph[entity].id), day \(day): \(start), \(expected.startLoss[day][entity.position])")
      }
      for need in graph.needs.indices {
        let stock = record.stock[record.row(day, need: need)]
        try #require(
          abs(stock - expected.stock[day][need]) < 1e-9,
          "\(note): stock of need \(need), day \(day): \(stock), \(expected.stock[day][need])")
      }
    }
    for (target, trajectory) in zip(targets, result.targets) {
      try #require(abs(trajectory.caughtUpDays - expected.caughtUp[target.position]) < 1e-9, "\(note): caught up")
    }
  }

  static func random(_ seeds: Range<UInt64>, _ make: (inout RandomSimulations, inout SplitMix64) -> Void) throws {
    for seed in seeds {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.graphs.hasCycles = seed % 2 == 0
      make(&random, &generator)
      let graph = try random.graph(using: &generator)
      let sketch = random.disruption(of: graph, using: &generator)
      try compare(graph, sketch, "seed \(seed)")
    }
  }

  @Test("random graphs, half with cycles, with stocks, work in process, scrap, alternates, blocks and spare capacity")
  func randomGraphs() throws { try Self.random(0..<120) { _, _ in } }

  @Test("random graphs without days under way: everything happens on the same day")
  func sameDay() throws {
    try Self.random(1000..<1080) { random, _ in
      random.transits = [0]
      random.cycles = [0, 0, 0, 2]
      random.horizon = 40
    }
  }

  @Test("places, owners, hazards and all kinds of need; unattributed supply in proportion")
  func richGraphs() throws {
    for seed in UInt64(2000)..<2040 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.graphs = .rich
      random.graphs.entityCounts = 2...6
      random.horizon = 40
      let graph = try random.graph(using: &generator)
      let sketch = random.disruption(of: graph, using: &generator)
      let policy: UnattributedPolicy = seed % 2 == 0 ? .safe : .proportional
      try Self.compare(graph, sketch, options: SimulationOptions(unattributed: policy), "seed \(seed)")
    }
  }

  @Test("allocation by orders")
  func orders() throws {
    for seed in UInt64(3000)..<3050 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.horizon = 40
      random.graphs.entityCounts = 2...6
      let graph = try random.graph(using: &generator)
      let sketch = random.disruption(of: graph, using: &generator)
      try Self.compare(graph, sketch, options: SimulationOptions(allocation: .orders), "seed \(seed)")
    }
  }

  @Test("demand changes")
  func demand() throws {
    var compared = 0
    for seed in UInt64(4000)..<4060 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.horizon = 40
      random.graphs.entityCounts = 2...6
      let graph = try random.graph(using: &generator)
      var sketch = random.disruption(of: graph, using: &generator)
      let target = EntityIndex(graph.entities.count - 1)
      sketch.demand = [(graph[target].id, [0.5, 1.1, 1.6][generator.below(3)])]
      do {
        try Self.compare(graph, sketch, targets: [target], "seed \(seed)")
        compared += 1
      } catch SimulationError.sizes {
        continue
      }
    }
    #expect(compared > 30)
  }

  @Test("all tiny graphs, a shock of three days on the first entity, random times")
  func tinyGraphs() throws {
    var generator = SplitMix64(seed: 5)
    for (family, _) in AllSmallGraphs.families.prefix(2) {
      var number = 0
      try family.visitAll { sketches in
        number += 1
        // All of the first family, every fourth of the second.
        guard family.entityCount == 2 || number % 4 == 0 else { return }
        var timing = Timing()
        for sketch in sketches {
          timing.cycles[sketch.id] = Double([0, 0, 2][generator.below(3)])
          timing.spares[sketch.id] = [0, 0.5][generator.below(2)]
          for need in sketch.needs {
            timing.buffers[sketch.id + "/" + need.product] = [0, 2][generator.below(2)]
            for supply in need.supplies {
              timing.transits[sketch.id + "/" + need.product + "/" + supply.from] = Double(generator.below(3))
            }
          }
        }
        let graph = try timing.graph(sketches)
        let sketch = SimulationSketch(
          [.init("a", capacity: [0, 0.5][generator.below(2)], start: 1, duration: 3, scrap: [0, 1][generator.below(2)])],
          horizon: 14)
        try Self.compare(graph, sketch, "tiny \(number)")
      }
    }
  }
}
