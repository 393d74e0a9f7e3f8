import ChokepointTestSupport
import Comparison
import Diagnostics
import DisruptionSimulation
import ScenarioModel
import SupplyGraph
import Testing

/// Scenarios day by day, each on its own graph.
struct TimedComparisonTests {
  private func chain() throws -> SupplyGraph {
    let document = GraphBuilder.document(
      entity("buyer", needs: [need("p", from: ["maker": 1])]), entity("maker", needs: [need("q", from: ["mine": 1])]),
      entity("mine"), entity("other"))
    return try #require(GraphResolver.resolve(document.stocking("p", at: "buyer", days: 4)).graph)
  }

  private func timed(_ graph: SupplyGraph, _ scenarios: [Scenario], _ targets: [String]) throws -> TimedComparison {
    try TimedComparison(ScenarioComparison(graph, scenarios: scenarios, targets: targets.map { graph.named($0) }))
  }

  @Test func resultsStandInTheOrderOfTheScenarios() throws {
    let graph = try chain()
    let scenarios = [
      try quickScenario("a", in: graph, [.hit("mine", duration: 20)]),
      try quickScenario("b", in: graph, [.hit("maker", start: 7, duration: 20)]), try quickScenario("c", in: graph, []),
    ]
    let comparison = try timed(graph, scenarios, ["buyer", "maker"])
    // Three days under way at each step and four in stock.
    #expect(comparison.results.map { $0.targets.map(\.timeToSurvive) } == [[10, 3], [7, 0], [nil, nil]])
    #expect(comparison.results.map(\.firstShockDay) == [0, 7, 0])
    #expect(comparison.worstHit(0)?.target == graph.named("maker"))
    #expect(comparison.worstHit(2) == nil)
  }

  @Test func additionsAreSimulatedOnTheirOwnGraph() throws {
    let graph = try chain()
    var document = ScenarioDocument.adding([AdditionSketch("other", "q", 0.5)])
    var shock = ShockRow(spot: .none)
    shock.select = .text(Located("mine"))
    shock.duration = Located(20)
    document.shocks = [shock]
    let outcome = ScenarioResolver.resolve(document, in: graph)
    let own = ScenarioCase(try #require(outcome.scenario), in: outcome.graph)
    let rigid = try ScenarioComparison(graph, cases: [own], targets: [graph.named("maker")])
    let comparison = try TimedComparison(rigid)
    #expect(comparison.results[0].targets[0].worstLoss == 0.5)
    #expect(try comparison.occasions(0).map(\.kind) == [.firstLoss])
  }

  @Test func explainedAreTheFirstTheWorstAndTheAskedDay() throws {
    let graph = try chain()
    let scenario = try quickScenario(
      in: graph, [.hit("mine", capacity: 0.5, duration: 30), .hit("mine", capacity: 0, start: 10, duration: 20)])
    let comparison = try timed(graph, [scenario], ["buyer", "maker"])
    let occasions = try comparison.occasions(0, asked: 2)
    #expect(occasions.map(\.kind) == [.firstLoss, .worstDay, .asked])
    #expect(occasions.map(\.day) == [3, 13, 2] && occasions.map(\.loss) == [0.5, 1, 0])
    #expect(occasions.map { $0.explanation == nil } == [false, false, true])
    #expect(occasions[1].explanation?.steps.map(\.entity) == [graph.named("maker"), graph.named("mine")])
    // Days outside are not explained, nor is anything where nobody loses and nobody asks.
    #expect(try comparison.occasions(0, asked: 99_999).count == 2)
    let calm = try timed(graph, [try quickScenario(in: graph, [])], ["buyer"])
    #expect(try calm.occasions(0).isEmpty && calm.occasions(0, asked: 3).count == 1)
  }

  @Test func picturesEndAfterTheLastLossAndTheLastShock() throws {
    let graph = try chain()
    let short = try quickScenario(in: graph, [.hit("mine", duration: 20)])
    let open = try quickScenario(in: graph, [.hit("mine")])
    let slow = try quickScenario(in: graph, [.hit("other", duration: 50, recovery: ("linear", 100))])
    func last(_ scenarios: [Scenario]) throws -> Int {
      TrajectorySpan.lastDay(try timed(graph, scenarios, ["maker"]).results, scenarios)
    }
    #expect(try last([short]) == 30)
    #expect(try last([slow]) == 180)
    #expect(try last([short, slow]) == 180 && last([open]) == 729)
  }
}
