import ChokepointTestSupport
import Comparison
import ScenarioModel
import SupplyGraph
import Testing

/// The best reallocation beside each target's own worst moment.
struct AdaptiveLossesTests {
  @Test func everyTargetIsAskedAboutItsOwnWorstDay() throws {
    let graph = try GraphBuilder.graph(
      entity("one", needs: [need("p", from: ["south": 1])]), entity("two", needs: [need("p", from: ["north": 1])]),
      entity("north"), entity("south"))
    let targets = ["one", "two"].map { graph.named($0) }
    let scenarios = [
      try quickScenario(
        "both", in: graph,
        [.hit("south", capacity: 0.5, duration: 5), .hit("north", capacity: 0.25, start: 10, duration: 5)]),
      try quickScenario("none", in: graph, []),
    ]
    let rigid = try ScenarioComparison(graph, scenarios: scenarios, targets: targets)
    for mode in AdaptiveLosses.Mode.allCases {
      let adaptive = try AdaptiveLosses(rigid, mode: mode)
      // Nobody can step in, so the best is the rigid loss of each one's own day.
      let losses = adaptive.outcomes[0].losses.map { $0 ?? .nan }
      #expect(zip(losses, [0.5, 0.75]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(losses)")
      #expect(adaptive.outcomes[1].losses == [0, 0] && adaptive.outcomes[1].day == nil)
      #expect(adaptive.outcomes.allSatisfy { $0.fault == nil } && adaptive.outcomes[0].day == 0)
    }
  }

  @Test func blockedSuppliesDeliverNothing() throws {
    let graph = try GraphBuilder.graph(
      entity("one", needs: [need("p", from: ["south": 0.75, "north": 0.25])]), entity("north"), entity("south"))
    let scenario = try quickScenario(in: graph, [.block(from: "south", to: "one", start: 3)])
    let rigid = try ScenarioComparison(graph, scenarios: [scenario], targets: [graph.named("one")])
    let adaptive = try AdaptiveLosses(rigid, mode: .constrained, measuresLimits: false)
    #expect(abs((adaptive.outcomes[0].losses[0] ?? .nan) - 0.75) < 1e-9)
    #expect(adaptive.outcomes[0].day == 3 && adaptive.outcomes[0].limits.isEmpty)
  }
}
