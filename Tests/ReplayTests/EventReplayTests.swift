import ChokepointTestSupport
import Diagnostics
import DisruptionSimulation
import Replay
import ScenarioModel
import SupplyGraph
import Testing

/// A chain small enough for a pencil.
///
/// The buyer needs parts of one plant, three days away, and holds four days of them. The plant stands for ten days from
/// day 5 on. Goods under way arrive until day 7; the stock lasts over days 8 to 11; days 12 to 17 are lost; on day 18
/// what the plant made on day 15 arrives.
struct EventReplayTests {
  private let replay: EventReplay

  init() throws {
    var document = GraphBuilder.document(entity("buyer", needs: [need("part", from: ["plant": 1])]))
    document.needs[0].bufferDays = .init(4)
    document.supplies[0].transitDays = .init(3)
    let graph = try GraphResolver.graph(of: document)
    var scenario = ScenarioDocument()
    scenario.schema = .init("chokepoint-scenario/1")
    scenario.id = .init("stop")
    scenario.title = .init("Ten days")
    scenario.horizonDays = .init(60)
    var shock = ShockRow(spot: .none)
    shock.select = .text(.init("plant"))
    shock.capacity = .init(0)
    shock.start = .init(5)
    shock.duration = .init(10)
    scenario.shocks = [shock]
    let buyer = try #require(graph.entity("buyer"))
    let plant = try #require(graph.entity("plant"))
    let observed = [
      ObservedFigure(target: buyer, measure: .firstLossDay, value: 7),
      ObservedFigure(target: buyer, measure: .recoveryDay, value: 13),
      ObservedFigure(target: buyer, measure: .lostDays, value: 6),
      ObservedFigure(target: buyer, measure: .worstLoss, value: 1),
      ObservedFigure(target: buyer, measure: .worstDay, value: 7),
      ObservedFigure(target: buyer, measure: .meanLoss, window: 5..<9, value: 0.5),
      ObservedFigure(target: plant, measure: .lostDays, value: 10),
      ObservedFigure(target: plant, measure: .recoveryDay, value: 10),
      ObservedFigure(target: plant, measure: .meanLoss, window: 0..<20, value: 0.5),
    ]
    let resolved = try #require(ScenarioResolver.resolve(scenario, in: graph).scenario)
    replay = try EventReplay(id: "stop", graph: graph, scenario: resolved, observed: observed)
  }

  @Test func predictionsCountFromTheFirstShock() {
    #expect(replay.scores.map(\.predicted) == [7, 13, 6, 1, 7, 0.5, 10, 10, 0.5])
    #expect(replay.scores.map(\.isHit) == Array(repeating: true, count: 9))
    #expect(replay.scores.map(\.error) == Array(repeating: 0, count: 9))
  }
}
