import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing
import TradeAnalysis

/// The scenarios that come with the graph.
struct ScenarioFolderTests {
  private let bundled: BundledGraph

  init() throws { bundled = try BundledGraph.load() }

  @Test func everyScenarioResolves() {
    #expect(bundled.cases.count == 14)
    for item in bundled.cases {
      #expect(item.findings.filter { $0.severity >= .warning } == [], "\(item.id)")
      #expect(item.scenario?.id == item.id)
    }
  }

  @Test func everyScenarioDoesSomethingAndNamesItsSources() throws {
    for item in bundled.cases {
      let scenario = try bundled.scenario(item.id)
      #expect(
        !scenario.shocks.isEmpty || !scenario.additions.isEmpty || !scenario.trade.isEmpty, "\(item.id) is empty")
      for source in scenario.sources + scenario.trade.tariffs.compactMap(\.source) {
        #expect(bundled.graph.sources.contains { $0.id == source }, "\(item.id): no source '\(source)'")
      }
    }
  }

  @Test func theNarrowTariffFallsAtItsWindowAndAtItsExemption() throws {
    let result = try bundled.imports("section-232-narrow")
    #expect(result.waterfalls.count == 2)
    for fall in result.waterfalls {
      #expect(fall.isApplied)
      #expect(fall.fromOrigins == fall.inHeadings, "all origins")
      #expect(fall.inWindow > 0 && fall.inWindow < 0.15 * fall.fromOrigins, "\(fall.rule.id): window")
      #expect(fall.covered > 0 && fall.covered < 0.5 * fall.inWindow, "\(fall.rule.id): exemption")
      #expect(fall.withoutEndUse < fall.inWindow, "\(fall.rule.id): the exemption is computed")
    }
    let duties = result.waterfalls.reduce(0) { $0 + $1.duty }
    #expect(abs(duties - result.totals.duty.value) <= rounding)
  }

  @Test func theWideTariffHasNoWindowAndNoExemption() throws {
    let result = try bundled.imports("section-232-broad")
    let fall = try #require(result.waterfalls.first)
    #expect(result.waterfalls.count == 1)
    #expect(abs(fall.covered - fall.inHeadings) <= rounding)
    let headings = ["8471.50", "8471.80", "8473.30", "8542.31", "8542.32"]
    let hit = result.imports.filter { headings.contains($0.hs) }.reduce(0) { $0 + $1.customsValue.value }
    #expect(abs(result.totals.duty.value - 0.25 * hit) <= rounding)
  }

  /// Which chips the enacted windows are about.
  @Test(arguments: [
    ("h200", [true, false]), ("mi325x", [false, true]), ("blackwell", [false, false]), ("h100", [false, false]),
    ("mi300x", [false, false]), ("mi350", [false, false]), ("tpu-v5-v6", [false, false]), ("tpu-v7", [false, false]),
    ("trainium2", [false, false]),
  ])
  func windows(variant id: String, inside: [Bool]) throws {
    let variant = try #require(bundled.graph.product("ai-server")?.variants.first { $0.id == id })
    let rules = try bundled.scenario("section-232-narrow").trade.tariffs
    #expect(rules.map { rule in rule.windows.contains { $0.contains(variant) } } == inside)
  }

  @Test func everyIntervalHoldsItsValue() throws {
    let trading = bundled.cases.filter { !($0.scenario?.trade.isEmpty ?? true) }
    #expect(trading.count >= 4)
    for item in trading {
      let result = try bundled.imports(item.id)
      let ranges =
        [("change", result.totals.change), ("value", result.totals.customsValue), ("duty", result.totals.duty)]
        + result.imports.flatMap { [("value \($0.hs)", $0.customsValue), ("duty \($0.hs)", $0.duty)] }
      for (name, range) in ranges {
        #expect(
          range.low <= range.value + rounding && range.value <= range.high + rounding, "\(item.id): \(name) \(range)")
      }
      let measures = try bundled.scenario(item.id).trade
      // Pass-through and elasticities are ranges; a change of demand alone is given without one.
      if !measures.tariffs.isEmpty || measures.dollarChange != 0 {
        #expect(result.totals.change.low < result.totals.change.high, "\(item.id)")
      }
    }
  }

  @Test func importsAddUpHoweverTheyAreCut() throws {
    for scenario in [nil, "section-232-narrow", "section-232-broad", "weaker-dollar", "ai-boom-2026"] {
      let result = try bundled.imports(scenario)
      for cut in [\ImportLine.partner, \.product, \.hs] {
        let groups = Dictionary(grouping: result.imports) { $0[keyPath: cut] }
        let sum = groups.keys.sorted().reduce(0) { sum, key in
          sum + (groups[key] ?? []).reduce(0) { $0 + $1.customsValue.value }
        }
        #expect(abs(sum - result.totals.customsValue.value) <= 1e-6)
      }
    }
  }

  @Test func monthsOfTheServerSeries() throws {
    let months = try bundled.history().entries.map(\.period.description)
    #expect(months.count == 44)
    #expect(months.first == "2023-01" && months.last == "2026-08")
  }
}
