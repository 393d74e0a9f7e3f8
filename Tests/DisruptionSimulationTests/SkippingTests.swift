import ChokepointTestSupport
import ScenarioModel
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// What makes the simulation fast changes not one bit of its results.
@Suite("Skipping and parallel runs")
struct SkippingTests {
  @Test("skipping quiet entities and days equals computing all of them, bit by bit")
  func skippingChangesNothing() throws {
    for seed in UInt64(0)..<150 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.graphs = seed % 3 == 0 ? .rich : random.graphs
      random.graphs.hasCycles = seed % 2 == 0
      random.horizon = 300
      let graph = try random.graph(using: &generator)
      let model = try SimulationModel(graph)
      let targets = Array(graph.entityIndices)
      let skipping = DisruptionSimulator(model)
      let plain = DisruptionSimulator(model, isPlain: true)
      // One after the other in the same workspace: nothing of a run is left for the next.
      for _ in 0..<2 {
        var sketch = random.disruption(of: graph, using: &generator)
        if seed % 5 == 0 { sketch.demand = [(graph.entities[0].id, generator.below(2) == 0 ? 0.7 : 1.3)] }
        let schedule: DisruptionSchedule
        do { schedule = try DisruptionSchedule(sketch.scenario(in: graph), for: model) } catch SimulationError.sizes {
          continue
        }
        let expected = plain.run(schedule, targets: targets)
        #expect(skipping.run(schedule, targets: targets) == expected, "seed \(seed)")
        var recorded = skipping.run(schedule, targets: targets, recording: .everything)
        let record = try #require(recorded.record)
        recorded.record = nil
        #expect(recorded == expected, "seed \(seed)")
        for (index, target) in targets.enumerated() {
          let days = (0..<300).map { min(1, max(0, record.loss[record.row($0, target)])) }
          #expect(days == expected.targets[index].loss, "seed \(seed)")
        }
      }
    }
  }

  @Test("a summary has the same figures without the days")
  func summaryEqualsTargets() throws {
    let graph = try HandWorkedTests.metal()
    let model = try SimulationModel(graph)
    let mine = try #require(graph.entity("mine"))
    let schedule = try DisruptionSchedule.outage(of: mine, days: 3, horizonDays: 20, in: model)
    let simulator = DisruptionSimulator(model)
    let targets = Array(graph.entityIndices)
    var full = simulator.run(schedule, targets: targets)
    for index in full.targets.indices { full.targets[index].loss = [] }
    #expect(simulator.run(schedule, targets: targets, recording: .summary) == full)
  }

  @Test("many schedules: the same results in the same order for any number of threads")
  func parallelRuns() throws {
    var generator = SplitMix64(seed: 7)
    var random = RandomSimulations()
    random.graphs.entityCounts = 8...8
    let graph = try random.graph(using: &generator)
    let model = try SimulationModel(graph)
    var schedules: [DisruptionSchedule] = []
    for _ in 0..<25 {
      let sketch = random.disruption(of: graph, using: &generator)
      schedules.append(try DisruptionSchedule(sketch.scenario(in: graph), for: model))
    }
    let targets = Array(graph.entityIndices)
    let one = simulateAll(schedules, model, targets: targets, workerCount: 1)
    #expect(one.count == 25)
    #expect(Set(one.map { $0.targets.map(\.lostDays) }).count > 5)
    for workers in [2, 3, 40] {
      #expect(simulateAll(schedules, model, targets: targets, workerCount: workers) == one)
    }
    #expect(simulateAll([], model, targets: targets).isEmpty)
  }
}
