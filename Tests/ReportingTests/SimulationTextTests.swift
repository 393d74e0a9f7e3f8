import ChokepointTestSupport
import Comparison
import Diagnostics
import DisruptionSimulation
import ScenarioModel
import SupplyGraph
import Testing

@testable import Reporting

/// How a simulated scenario reads.
struct SimulationTextTests {
  @Test func sparklinesShowTheLowestOfEachStretch() {
    #expect(Sparkline.text([1, 1, 1, 1], width: 4) == "████")
    // A single bad day among a hundred is seen, and nearly all is not all.
    var days = [Double](repeating: 1, count: 100)
    days[57] = 0.998
    #expect(Sparkline.text(days, width: 10) == "█████▇████")
    days[57] = 0
    #expect(Sparkline.text(days, width: 10) == "█████▁████")
    #expect(Sparkline.text([0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1], width: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([0.5], width: 10) == "▄" && Sparkline.text([], width: 3).isEmpty)
    #expect(Sparkline.text([.nan, -1, 2], width: 3) == "▁▁█")
  }

  @Test func shocksInWords() throws {
    let graph = try ExampleGraphs.diamond()
    let text = ShockText(graph)
    func phrase(_ shock: QuickShock) throws -> String {
      let scenario = try quickScenario(in: graph, [shock])
      return text.phrase(try #require(scenario.shocks.first))
    }
    #expect(try phrase(.hit("glass-works", duration: 30)) == "glass-works stopped, days 0 to 30")
    #expect(
      try phrase(.hit("glass-works", capacity: 0.25, start: 5, duration: 10, recovery: ("linear", 20)))
        == "glass-works at 25.0 % of capacity, days 5 to 15, back in full on day 35")
    #expect(
      try phrase(.hit("kind=component", duration: 2.5, recovery: ("exponential", 7)))
        == "panel-north, panel-south and driver-works stopped, days 0 to 2.5, 95 % of it back on day 9.5")
    #expect(try phrase(.hit("*")).hasSuffix(" stopped, from day 0 to the end"))
    #expect(
      try phrase(.block(from: "glass-works", to: "*", licenceDays: 45)).hasPrefix("2 supplies stopped ("))
    #expect(try phrase(.block(from: "glass-works", to: "*", licenceDays: 45)).hasSuffix("), days 0 to 45"))
  }

  private func report(_ shocks: [QuickShock], _ targets: [String], in graph: SupplyGraph) throws -> Report {
    let scenario = try quickScenario(in: graph, shocks)
    let timed = try TimedComparison(
      ScenarioComparison(graph, scenarios: [scenario], targets: targets.map { graph.named($0) }))
    return .simulation(timed, occasions: try timed.occasions(0), showsSparklines: false)
  }

  private func sentences(_ report: Report) -> [String] {
    report.sections.compactMap { section in
      if case .sentence(let text) = section { text } else { nil }
    }
  }

  @Test func firstWhoThenHowBadlyThenUntilWhen() throws {
    let graph = try ExampleGraphs.diamond()
    let report = try report(
      [.hit("driver-works", duration: 30)], ["screen-maker", "panel-south", "glass-works"], in: graph)
    let said = sentences(report)
    #expect(said[0] == "What happens: driver-works stopped, days 0 to 30.")
    #expect(
      said[1]
        == "panel-south loses first on day 3. At worst 50.0 % of panel-south’s output is missing, on day 3. Both are back on day 36."
    )
    #expect(said[2].hasPrefix("Lost in all: 21.0 days of output over 3 targets, 7.0 each on average; none of it"))
    #expect(
      said.contains {
        $0.hasPrefix(
          "Day 3, first loss of panel-south (−50.0 %): driver holds it back: missing 100.0 % from driver-works")
          && $0.contains("no stock is on record") && $0.contains("driver-works, day 0 (−100.0 %): hit by the scenario.")
      }, "\(said)")
  }

  @Test func nothingLostIsSaidWithItsRigidSize() throws {
    let document = GraphBuilder.document(entity("a", needs: [need("p", from: ["b": 1])]), entity("b"))
    let graph = try #require(GraphResolver.resolve(document.stocking("p", at: "a", days: 30)).graph)
    let said = sentences(try report([.hit("b", duration: 10)], ["a"], in: graph))
    #expect(said[1] == "a never loses more than 0.1 % of a day’s output.")
    #expect(said[2].contains("it would be 100.0 % of a’s output"))
    let untouched = sentences(try report([.hit("a", duration: 10)], ["b"], in: graph))
    #expect(untouched[2] == "Nothing of it reaches them, with or without stocks.")
  }

  @Test func whoIsNotBackIsNamed() throws {
    let graph = try ExampleGraphs.diamond()
    let said = sentences(try report([.hit("glass-works")], ["screen-maker"], in: graph))
    #expect(said[1].contains("Not back when the simulation ends on day 730: screen-maker."), "\(said)")
  }
}
