import ChokepointTestSupport
import Comparison
import Propagation
import ScenarioModel
import SupplyGraph
import Testing

@Suite("Scenarios side by side")
struct ScenarioComparisonTests {
  /// The outcome of one scenario for one target.
  private func outcome(
    _ graph: SupplyGraph, _ target: String, _ shocks: [QuickShock], _ options: CompilationOptions = CompilationOptions()
  ) throws -> (outcome: ScenarioOutcome, loss: Double, day: Double?) {
    let scenario = try quickScenario(in: graph, shocks)
    let comparison = try ScenarioComparison(
      graph, scenarios: [scenario], targets: [graph.named(target)], options: options)
    let outcome = try #require(comparison.outcomes.first)
    let result = try #require(outcome.targets.first)
    return (outcome, result.rigidLoss, result.worstDay)
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test("The baseline loses nothing")
  func baseline() throws {
    let graph = try ExampleGraphs.cycle()
    let targets = Array(graph.entityIndices)
    let comparison = try ScenarioComparison(graph, scenarios: [], targets: targets)
    #expect(comparison.outcomes.isEmpty)
    #expect(comparison.targets == targets)
    let baseline = comparison.baseline
    #expect(baseline.scenario == nil)
    #expect(baseline.targets.map(\.target) == targets)
    #expect(baseline.targets.allSatisfy { $0.rigidLoss == 0 && $0.worstDay == nil })
    #expect(baseline.losses == [Double](repeating: 0, count: graph.entities.count))
    #expect(baseline.ownLosses == baseline.losses)
    #expect(baseline.stoppedSupplies.isEmpty && baseline.errorBound == 0)
  }

  @Test("A scenario without shocks is the baseline")
  func noShocks() throws {
    let graph = try ExampleGraphs.diamond()
    let (result, loss, day) = try outcome(graph, "screen-maker", [])
    #expect(loss == 0 && day == nil)
    #expect(result.losses.allSatisfy { $0 == 0 })
    #expect(result.scenario?.id == "test")
  }

  @Test("The worst moment is where shocks overlap, also after the first has begun to heal")
  func overlap() throws {
    let graph = try ExampleGraphs.diamond()
    // Panel North is out for ten days and back ten days later; Panel South goes when half of it is back.
    let (result, loss, day) = try outcome(
      graph, "screen-maker",
      [
        .hit("panel-north", start: 5, duration: 10, recovery: ("linear", 10)),
        .hit("panel-south", start: 20, duration: 5),
      ])
    #expect(isNear(loss, 0.6 * 0.5 + 0.4))
    #expect(day == 20)
    #expect(result.losses[graph.named("panel-north").position] == 1)
    #expect(result.losses[graph.named("panel-south").position] == 1)
  }

  @Test("Shocks that never overlap: the larger one, on its first day")
  func apart() throws {
    let graph = try ExampleGraphs.diamond()
    let (_, loss, day) = try outcome(
      graph, "screen-maker",
      [.hit("panel-south", start: 0, duration: 10), .hit("panel-north", start: 10, duration: 10)])
    #expect(isNear(loss, 0.6))
    #expect(day == 10)
    let (_, first, firstDay) = try outcome(
      graph, "screen-maker",
      [.hit("panel-north", start: 3, duration: 10), .hit("panel-south", start: 13, duration: 10)])
    #expect(isNear(first, 0.6))
    #expect(firstDay == 3)
  }

  @Test("Equally bad days: the first is named")
  func firstOfEqual() throws {
    let graph = try ExampleGraphs.diamond()
    let (_, loss, day) = try outcome(
      graph, "screen-maker",
      [.hit("panel-north", start: 40, duration: 5), .hit("DEU", start: 7, duration: 5)])
    #expect(isNear(loss, 0.6))
    #expect(day == 7)
  }

  @Test("Several shocks on one entity count as the worst of them, not as their sum or product")
  func sameEntity() throws {
    let graph = try ExampleGraphs.diamond()
    let (result, loss, _) = try outcome(
      graph, "screen-maker", [.hit("panel-north", capacity: 0.5), .hit("panel-north", capacity: 0.7)])
    #expect(isNear(loss, 0.3))
    #expect(isNear(result.ownLosses[graph.named("panel-north").position], 0.5))
    #expect(result.ownLosses.count { $0 > 0 } == 1)
  }

  @Test("A shock through a country hits the part that stands there, and not the country itself")
  func partlyInCountry() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["split": 0.5, "whole": 0.5])]),
      entity("split", kind: "foundry", locations: ["TWN": 0.6, "USA": 0.4]),
      entity("whole", kind: "foundry", country: "TWN"), entity("shop", kind: "company", country: "TWN"))
    let (result, loss, _) = try outcome(graph, "t", [.hit("country=TWN kind=foundry", capacity: 0.25)])
    #expect(isNear(result.ownLosses[graph.named("split").position], 0.6 * 0.75))
    #expect(isNear(result.ownLosses[graph.named("whole").position], 0.75))
    #expect(result.ownLosses[graph.named("shop").position] == 0)
    #expect(result.losses[graph.named("TWN").position] == 0)
    #expect(isNear(loss, 0.5 * 0.45 + 0.5 * 0.75))
    // The country itself takes every share of a place with it.
    let (_, all, _) = try outcome(graph, "t", [.hit("TWN")])
    #expect(isNear(all, 0.5 * 0.6 + 0.5))
  }

  @Test("A block stops supplies, not suppliers: only its buyers and products lose")
  func block() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "cn", hq: "CHN", needs: [need("chip", from: ["fab": 0.8, "own": 0.2]), need("board", from: ["fab": 0.5])]),
      entity("us", hq: "USA", needs: [need("chip", from: ["fab": 1])]), entity("fab", country: "TWN", hq: "USA"))
    let stop = QuickShock.block(from: "hq=USA", to: "hq=CHN", products: ["chip"], start: 4, licenceDays: 45)
    let (result, loss, day) = try outcome(graph, "cn", [stop])
    #expect(isNear(loss, 0.8))
    #expect(day == 4)
    #expect(result.stoppedSupplies == [graph.supply("chip", from: "fab", to: "cn")])
    #expect(result.losses[graph.named("fab").position] == 0)
    #expect(result.losses[graph.named("us").position] == 0)
    #expect(result.ownLosses.allSatisfy { $0 == 0 })
  }

  @Test("A block is over after its licence days, when the next shock comes")
  func blockEnds() throws {
    let graph = try ExampleGraphs.diamond()
    let stop = QuickShock.block(from: "panel-north", to: "screen-maker", start: 0, duration: 90, licenceDays: 10)
    let later = QuickShock.hit("panel-south", start: 10)
    #expect(isNear(try outcome(graph, "screen-maker", [stop, later]).loss, 0.6))
    let earlier = QuickShock.hit("panel-south", start: 9)
    let both = try outcome(graph, "screen-maker", [stop, earlier])
    #expect(isNear(both.loss, 1))
    #expect(both.day == 9)
  }

  @Test("A block and a shock together, with supplies that were stopped to begin with")
  func blockAndOptions() throws {
    let graph = try ExampleGraphs.diamond()
    let stopped = graph.supply("driver", from: "driver-works", to: "panel-south")
    let options = CompilationOptions(blockedSupplies: [stopped])
    let (result, loss, _) = try outcome(
      graph, "screen-maker", [.block(from: "panel-north", to: "screen-maker")], options)
    #expect(isNear(loss, 0.6 + 0.4 * 0.5))
    #expect(result.stoppedSupplies == [graph.supply("panel", from: "panel-north", to: "screen-maker")])
  }

  @Test("Scenarios keep their order and do not touch each other")
  func several() throws {
    let graph = try ExampleGraphs.diamond()
    let targets = ["screen-maker", "panel-south"].map { graph.named($0) }
    let scenarios = [
      try quickScenario("glass", in: graph, [.hit("glass-works")]),
      try quickScenario("north", in: graph, [.hit("panel-north")]),
      try quickScenario("drivers", in: graph, [.block(from: "driver-works", to: "*")]),
      try quickScenario("none", in: graph, []),
    ]
    let comparison = try ScenarioComparison(graph, scenarios: scenarios, targets: targets)
    #expect(comparison.outcomes.map { $0.scenario?.id } == ["glass", "north", "drivers", "none"])
    let losses = comparison.outcomes.map { $0.targets.map(\.rigidLoss) }
    #expect(losses[0] == [1, 1])
    #expect(losses[1] == [0.6, 0])
    #expect(isNear(losses[2][0], 0.2) && losses[2][1] == 0.5)
    #expect(losses[3] == [0, 0])
    for (alone, together) in zip(scenarios, comparison.outcomes) {
      let single = try ScenarioComparison(graph, scenarios: [alone], targets: targets).outcomes[0]
      #expect(single.losses == together.losses && single.ownLosses == together.ownLosses)
    }
  }

  @Test("Kinds of need and the unattributed policy are those asked for")
  func options() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let shock = [QuickShock.hit("resin-one")]
    #expect(isNear(try outcome(graph, "device-maker", shock).loss, 0.25))
    let proportional = CompilationOptions(unattributed: .proportional)
    #expect(isNear(try outcome(graph, "device-maker", shock, proportional).loss, 0.25 / 0.7))
    let none = CompilationOptions(kinds: [.licence])
    #expect(try outcome(graph, "device-maker", shock, none).loss == 0)
  }
}
