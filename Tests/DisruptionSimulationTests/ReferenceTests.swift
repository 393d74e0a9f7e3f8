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

  @Test("a thousand random graphs, half with cycles")
  func randomGraphs() throws { try Self.random(0..<3000) { _, _ in } }
}
