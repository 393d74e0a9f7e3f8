import BundledGraphs
import Diagnostics
import GraphFormats
import Propagation
import RiskAnalysis
import ScenarioModel
import SupplyGraph
import Testing
import TradeAnalysis

/// The graph of the AI-accelerator chain that comes with the program, with the questions the facts ask of it.
struct BundledGraph: Sendable {
  /// A scenario of the folder, with everything that was found on the way.
  struct Case: Sendable {
    var id: String
    var scenario: Scenario?
    var findings: [Finding]
  }

  var graph: SupplyGraph
  var findings: [Finding]
  var cases: [Case]

  static let clouds = ["microsoft", "google", "amazon", "meta", "oracle", "coreweave"]

  /// Read once: every test looks at the same graph.
  private static let loaded = Result { try read() }

  static func load() throws -> BundledGraph { try loaded.get() }

  private static func read() throws -> BundledGraph {
    let path = try #require(BundledGraphs.path(of: "ai-accelerators"))
    let reading = try GraphReader().read(path: path)
    let outcome = GraphResolver.resolve(reading.document)
    let graph = try #require(outcome.graph)
    let cases = try ScenarioFolder.scenarios(beside: path).map { entry in
      let reading = try ScenarioReader().read(path: entry.path)
      let outcome = ScenarioResolver.resolve(reading.document, in: graph)
      return Case(id: entry.id, scenario: outcome.scenario, findings: reading.findings + outcome.findings)
    }
    return BundledGraph(graph: graph, findings: reading.findings + outcome.findings, cases: cases)
  }

  /// The graph on the last day of a period, with the capacity additions of a scenario in place.
  func at(_ period: String, _ scenario: String) throws -> BundledGraph {
    var dated = self
    let day = CalendarDay(try #require(Period(period)).lastDay)
    dated.graph = try graph.at(day, try self.scenario(scenario).additions)
    return dated
  }

  func scenario(_ id: String) throws -> Scenario {
    let item = try #require(cases.first { $0.id == id }, "no scenario '\(id)'")
    return try #require(item.scenario)
  }

  func entity(_ id: String) throws -> EntityIndex { try #require(graph.entity(id), "no entity '\(id)'") }

  func sourceID(_ index: Int?) -> String? { index.map { graph.sources[$0].id } }

  /// Explicit needs with their supplies.
  var explicitNeeds: [Need] { graph.needs.filter { !$0.isImplicit } }
  var explicitSupplies: [Supply] { explicitNeeds.flatMap { graph.supplies[$0.supplies] } }

  // MARK: Dependence

  /// The share of a supplier in one need; 0 where it supplies nothing of it.
  func share(_ entity: String, _ product: String, from supplier: String) throws -> Double {
    let need = graph.needs[try #require(graph.need(of: try self.entity(entity), for: product))]
    let index = try self.entity(supplier)
    return graph.supplies[need.supplies].first { $0.supplier == index }?.share ?? 0
  }

  /// Loss of a target if a provider never comes back.
  func loss(
    _ target: String, to provider: String, kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
  ) throws -> Double {
    try ExposureAnalysis(graph, CompilationOptions(kinds: kinds))
      .exposure(of: entity(target), to: [entity(provider)]).loss
  }

  /// The part of a group among those who provide a product behind a target, through all stages.
  func stage(_ target: String, _ product: String, _ grouping: ConcentrationGrouping, _ key: String) throws -> Double {
    let shares = try StageMix(graph, target: entity(target), product: product).mix(by: grouping)
    return shares.first { $0.key == key }?.share ?? 0
  }

  func concentration(of product: String, by grouping: ConcentrationGrouping) throws -> Concentration {
    try #require(ConcentrationAnalysis(graph).concentration(of: product, by: grouping))
  }

  // MARK: Trade

  /// Imports of the United States, under the measures of a scenario where one is named.
  func imports(_ scenario: String? = nil) throws -> TradeResult {
    TradeAnalysis(graph).result(
      reporters: ["USA"], measures: try scenario.map { try self.scenario($0).trade } ?? .none)
  }

  /// Modelled imports in USD billion that meet a condition.
  func imports(where isMeant: (ImportLine) -> Bool) throws -> Double {
    try imports().imports.filter(isMeant).reduce(0) { $0 + $1.customsValue.value }
  }

  /// Published US imports of servers.
  func history() throws -> ImportHistory {
    let series = ImportHistory.series(in: graph, reporter: "USA", headings: ["8471.50"])
    return try #require(series.count == 1 ? series[0] : nil)
  }

  /// Sums over the months that begin like `period`, for one partner or for all.
  func recorded(_ period: String, _ partner: String? = nil) throws -> Double {
    let history = try history()
    let column = try partner.map { try #require(history.partners.firstIndex(of: $0)) }
    return history.entries.filter { $0.period.description.hasPrefix(period) }.reduce(0) { sum, entry in
      sum + (column.map { entry.values[$0] ?? 0 } ?? entry.total)
    }
  }

  /// A published annual total under a heading from all countries.
  func recorded(year: String, heading: String) throws -> Double {
    try #require(
      graph.imports.first { $0.period.description == year && $0.partner == "WLD" && $0.hs == heading }
    ).customsValue
  }

  func fact(_ id: String) throws -> Double { try #require(graph.facts.first { $0.id == id }?.value, "no fact '\(id)'") }
}
