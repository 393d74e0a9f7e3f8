import ChokepointTestSupport
import Diagnostics
import Propagation
import ScenarioModel
import SupplyGraph
import Testing

/// A loss is at its worst at the start of some shock: on no other day is it larger.
@Suite struct WorstMomentsTests {
  @Test(arguments: 0..<30) func noDayIsWorseThanTheWorstMoments(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
    let scenario = try #require(randomScenario(graph, &generator))
    var worst = [Double](repeating: 0, count: graph.entities.count)
    for day in scenario.worstMoments {
      worst = try zip(worst, losses(scenario, day, graph)).map(max)
    }
    for halfDay in 0...120 {
      let day = Double(halfDay) / 2
      let losses = try losses(scenario, day, graph)
      for entity in graph.entities.indices {
        #expect(losses[entity] <= worst[entity] + 1e-12, "day \(day), \(graph.entities[entity].id)")
      }
    }
    #expect(scenario.worstMoments == Array(Set(scenario.shocks.map(\.start))).sorted())
  }

  private func losses(_ scenario: Scenario, _ day: Double, _ graph: SupplyGraph) throws -> [Double] {
    let hits = scenario.hits(onDay: day)
    var options = CompilationOptions()
    options.blockedSupplies = hits.supplies
    let engine = AvailabilityEngine(try CompiledGraph(graph, options))
    engine.evaluate(hits.entities.map { Hit($0.entity, ownLoss: $0.ownLoss) })
    return engine.lossesByEntity()
  }

  private func randomScenario(_ graph: SupplyGraph, _ generator: inout SplitMix64) -> Scenario? {
    var document = ScenarioDocument()
    document.schema = Located("chokepoint-scenario/1")
    document.id = Located("random")
    document.title = Located("Random")
    for _ in 0..<(1 + generator.below(4)) {
      var row = ShockRow(spot: .none)
      let isBlock = generator.below(4) == 0
      if isBlock {
        row.block = BlockRow(spot: .none)
        row.block?.from = .text(Located("e\(generator.below(graph.entities.count))"))
      } else {
        let selectors = ["e0", "e1,e2", "country=TWN", "country=USA,JPN", "hazard=quake", "*"]
        row.select = .text(Located(selectors[generator.below(selectors.count)]))
        row.capacity = Located(Double(generator.below(5)) / 5)
      }
      row.start = Located(Double(generator.below(40)) / 2)
      row.duration = generator.below(5) == 0 ? nil : Located(Double(generator.below(20)))
      row.recovery = recovery(capacity: row.capacity?.value ?? 0, &generator)
      document.shocks.append(row)
    }
    // Rows that match nothing in this graph are left out.
    let whole = document
    document.shocks.removeAll { row in
      var single = whole
      single.shocks = [row]
      return ScenarioResolver.resolve(single, in: graph).scenario == nil
    }
    return ScenarioResolver.resolve(document, in: graph).scenario
  }

  private func recovery(capacity: Double, _ generator: inout SplitMix64) -> RecoveryRow? {
    var row = RecoveryRow()
    switch generator.below(4) {
    case 0: return nil
    case 1:
      row.shape = Located("linear")
      row.days = Located(Double(generator.below(30)))
    case 2:
      row.shape = Located("exponential")
      row.days = Located(Double(generator.below(30)))
    default:
      row.shape = Located("piecewise")
      row.points = [
        RecoveryPointRow(day: Located(5), capacity: Located(capacity + (1 - capacity) * 0.5)),
        RecoveryPointRow(day: Located(20), capacity: Located(1)),
      ]
    }
    return row
  }
}
