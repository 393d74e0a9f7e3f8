import ChokepointTestSupport
import GraphAlgorithms
import SupplyGraph
import Testing

@testable import DisruptionSimulation

/// Why a target loses, traced back to what was hit.
@Suite("Explanations of daily losses")
struct BindingExplanationTests {
  static func explain(
    _ graph: SupplyGraph, _ sketch: SimulationSketch, _ target: String, day: Int
  ) throws -> BindingExplanation {
    let model = try SimulationModel(graph)
    let schedule = try DisruptionSchedule(sketch.scenario(in: graph), for: model)
    let index = try #require(graph.entity(target))
    let record = try #require(DisruptionSimulator(model).run(schedule, targets: [index], recording: .everything).record)
    return BindingExplanation(record, model, target: index, day: day)
  }

  @Test("the worked example: maker, smelter (through its work in process), mine")
  func workedExample() throws {
    let graph = try HandWorkedTests.metal()
    let why = try Self.explain(graph, SimulationSketch([.init("mine", duration: 3)], horizon: 12), "maker", day: 7)
    #expect(why.steps.map { graph[$0.entity].id } == ["maker", "smelter", "mine"])
    // Smelter's missing output of day 6 was to be started on day 4; the ore for it was to leave the mine on day 2.
    #expect(why.steps.map(\.day) == [7, 6, 2])
    #expect(why.steps.map(\.startDay) == [7, 4, 2])
    #expect(why.steps.map(\.cause) == [.need(0), .need(1), .capacity])
    #expect(why.steps[0].stockRanOut == 7)
    #expect(why.steps[1].stockRanOut == 2)
    #expect(why.steps[0].contributions.map(\.missing) == [1])
    #expect(why.steps.map(\.loss) == [0.5, 1, 1])
    #expect(!why.steps[0].usesDefaultStock)
  }

  @Test("nothing lost, nothing to explain")
  func nothingLost() throws {
    let graph = try HandWorkedTests.metal()
    let sketch = SimulationSketch([.init("mine", duration: 3)], horizon: 12)
    #expect(try Self.explain(graph, sketch, "maker", day: 5).steps.isEmpty)
    #expect(try Self.explain(graph, sketch, "maker", day: 99).steps.isEmpty)
    #expect(try Self.explain(graph, sketch, "maker", day: -1).steps.isEmpty)
  }

  @Test("a block ends the chain at the stopped supply, the largest missing part first")
  func block() throws {
    let graph = try Timing(transit: 2).graph(
      entity("t", needs: [need("p", from: ["a": 0.25, "b": 0.75])]), entity("a"), entity("b"))
    let sketch = SimulationSketch(
      [.init("a", start: 1, duration: 3)], blocks: [.init(from: "b", to: "t", start: 1, days: 3)], horizon: 9)
    let why = try Self.explain(graph, sketch, "t", day: 4)
    #expect(why.steps.count == 1)
    let parts = why.steps[0].contributions
    #expect(parts.map { graph[$0.supplier].id } == ["b", "a"])
    #expect(parts.map(\.isBlocked) == [true, false])
    #expect(parts.map(\.missing) == [0.75, 0.25])
    #expect(parts.map(\.shippedOn) == [2, 2])
  }

  @Test("scrapped lots are a cause of their own, days after the plant is back")
  func scrap() throws {
    let graph = try Timing(cycles: ["x": 5]).graph(entity("t", needs: [need("x", from: ["x": 1])]), entity("x"))
    let sketch = SimulationSketch([.init("x", start: 1, duration: 2, scrap: 0.5)], horizon: 12)
    let why = try Self.explain(graph, sketch, "t", day: 5)
    #expect(why.steps.map(\.cause) == [.need(0), .scrap])
    #expect(try Self.explain(graph, sketch, "t", day: 2).steps.map(\.cause) == [.need(0), .capacity])
  }

  @Test("demand above capacity is named")
  func demand() throws {
    let graph = try Timing().graph(entity("t", needs: [need("x", from: ["x": 1])]), entity("x"))
    let why = try Self.explain(graph, SimulationSketch(demand: [("t", 2)], horizon: 3), "t", day: 1)
    #expect(why.steps.last?.cause == .demand)
  }

  @Test("every chain of a random disruption ends in a cause, and losses on it are real")
  func randomChains() throws {
    for seed in UInt64(0)..<100 {
      var generator = SplitMix64(seed: seed)
      var random = RandomSimulations()
      random.graphs.hasCycles = seed % 2 == 0
      let graph = try random.graph(using: &generator)
      let sketch = random.disruption(of: graph, using: &generator)
      let model = try SimulationModel(graph)
      let schedule = try DisruptionSchedule(sketch.scenario(in: graph), for: model)
      let record = try #require(
        DisruptionSimulator(model).run(schedule, targets: [], recording: .everything).record)
      for entity in graph.entityIndices {
        for day in 0..<sketch.horizon where record.loss[record.row(day, entity)] > 1e-9 {
          let why = BindingExplanation(record, model, target: entity, day: day)
          #expect(why.steps.first?.entity == entity, "seed \(seed)")
          let last = try #require(why.steps.last)
          #expect(why.steps.allSatisfy { $0.loss > 0 })
          switch last.cause {
          case .capacity: #expect(record.capacity[record.row(last.day, last.entity)] < 1, "seed \(seed), day \(day)")
          case .scrap: #expect(sketch.hits.contains { $0.scrap > 0 && $0.start <= last.day }, "seed \(seed)")
          case .demand: Issue.record("seed \(seed): no demand was changed")
          case .need:
            // A block, or a shortage that feeds on itself.
            let isBlock = last.contributions.first?.isBlocked ?? false
            let isRound = why.steps.dropLast().contains { $0.entity == last.contributions.first?.supplier }
            #expect(isBlock || isRound || graphHasLoop(graph), "seed \(seed), day \(day)")
          }
        }
      }
    }
  }

  private func graphHasLoop(_ graph: SupplyGraph) -> Bool {
    (try? graph.dependencyDigraph().stronglyConnectedComponents().count != graph.entities.count) ?? false
  }
}
