import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// The numbers of `Docs/Examples.md`, worked there by hand.
@Suite("Graphs worked by hand")
struct WorkedExampleTests {
  /// The loss of a target when named entities stop together.
  private func loss(
    _ graph: SupplyGraph, _ target: String, _ failing: [String], _ policy: UnattributedPolicy = .safe
  ) throws -> Exposure {
    try ExposureAnalysis(graph, CompilationOptions(unattributed: policy))
      .exposure(of: graph.named(target), to: failing.map { graph.named($0) }, paths: 10)
  }

  private func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    a.map { abs($0 - b) <= tolerance } ?? false
  }

  private static let diamondTable: [(failing: [String], loss: Double)] = [
    (["panel-north"], 0.6), (["DEU"], 0.6), (["panel-south"], 0.4), (["FRA"], 0.4), (["glass-works"], 1),
    (["POL"], 1), (["driver-works"], 0.2), (["KOR"], 0.2), (["panel-south", "driver-works"], 0.4),
    (["panel-north", "driver-works"], 0.8), (["panel-north", "panel-south"], 1),
  ]

  @Test("Diamond: loss of the screen maker", arguments: Self.diamondTable)
  func diamondLosses(failing: [String], expected: Double) throws {
    let graph = try ExampleGraphs.diamond()
    #expect(graph.entity("NLD") == nil, "a head office is no dependency")
    #expect(isNear(try loss(graph, "screen-maker", failing).loss, expected))
  }

  @Test("Diamond: marks and paths")
  func diamondMarks() throws {
    let graph = try ExampleGraphs.diamond()
    let maker = graph.named("screen-maker")
    let ranking = try ChokepointAnalysis(graph, targets: [maker]).chokepoints
    #expect(ids(ranking.filter { $0.hardFor == [maker] }, graph) == ["glass-works", "POL"])
    #expect(
      Set(ids(ranking.filter { $0.criticalFor == [maker] }, graph)) == ["glass-works", "POL", "panel-north", "DEU"])
    // Panel South can do half without drivers, but no raw input reaches the maker without passing both melters' glass.
    #expect(ids(ranking.filter { $0.dominates == [maker] }, graph) == [])

    let glass = try loss(graph, "screen-maker", ["glass-works"])
    #expect(
      glass.paths.map { suppliers($0, graph) } == [["panel-north", "glass-works"], ["panel-south", "glass-works"]])
    #expect(zip(glass.paths, [0.6, 0.4]).allSatisfy { isNear($0.contribution, $1) })
    #expect(glass.remainder == 0)
    let poland = try loss(graph, "screen-maker", ["POL"])
    #expect(poland.paths.map { suppliers($0, graph).last } == ["POL", "POL"])
    #expect(poland.paths.map(\.steps.count) == [3, 3])
    #expect(zip(poland.paths, [0.6, 0.4]).allSatisfy { isNear($0.contribution, $1) })
    let drivers = try loss(graph, "screen-maker", ["driver-works"])
    #expect(drivers.paths.map { suppliers($0, graph) } == [["panel-south", "driver-works"]])
    #expect(isNear(drivers.paths.first?.contribution, 0.2))
    #expect(drivers.paths.first?.steps.map(\.criticality) == [1, 0.5])
    #expect(drivers.remainder == 0)
  }

  @Test("Diamond: concentration")
  func diamondConcentration() throws {
    let graph = try ExampleGraphs.diamond()
    let analysis = ConcentrationAnalysis(graph)
    for grouping in [ConcentrationGrouping.provider, .country] {
      let panels = try #require(analysis.concentration(ofNeed: graph.need("panel", of: "screen-maker"), by: grouping))
      #expect(isNear(panels.indices?.hhi, 0.52))
      #expect(isNear(panels.indices?.effectiveNumber, 1 / 0.52))
      #expect(panels.indices?.hhiLow == panels.indices?.hhi)
      #expect(panels.indices?.hhiHigh == panels.indices?.hhi)
    }
    let glass = try #require(analysis.concentration(of: "glass", by: .provider))
    #expect(glass.scope == .buyers)
    #expect(glass.indices?.hhi == 1)
    #expect(glass.shares.map(\.key) == ["glass-works"])
    #expect(glass.shares.map(\.share) == [1])
  }

  private static let cycleTable: [(failing: [String], works: Double, plant: Double, town: Double)] = [
    (["hydro-import"], 0.625, 0.25, 0.25), (["AUT"], 0.625, 0.25, 0.25), (["parts-import"], 0.375, 0.75, 0.75),
    (["ITA"], 0.375, 0.75, 0.75), (["hydro-import", "parts-import"], 1, 1, 1), (["turbine-works"], 1, 0.4, 0.4),
    (["power-plant"], 0.5, 1, 1), (["CHE"], 1, 1, 1),
  ]

  @Test("Cycle: losses of works, plant and town", arguments: Self.cycleTable)
  func cycleLosses(failing: [String], works: Double, plant: Double, town: Double) throws {
    let graph = try ExampleGraphs.cycle()
    #expect(isNear(try loss(graph, "turbine-works", failing).loss, works))
    #expect(isNear(try loss(graph, "power-plant", failing).loss, plant))
    #expect(isNear(try loss(graph, "town", failing).loss, town))
  }

  @Test("Cycle: what goes round is in the remainder")
  func cyclePaths() throws {
    let graph = try ExampleGraphs.cycle()
    let hydro = try loss(graph, "town", ["hydro-import"])
    #expect(hydro.paths.map { suppliers($0, graph) } == [["power-plant", "turbine-works", "hydro-import"]])
    #expect(isNear(hydro.paths.first?.contribution, 0.2))
    #expect(isNear(hydro.remainder, 0.05))
    let parts = try loss(graph, "town", ["parts-import"])
    #expect(parts.paths.map { suppliers($0, graph) } == [["power-plant", "parts-import"]])
    #expect(isNear(parts.paths.first?.contribution, 0.6))
    #expect(isNear(parts.remainder, 0.15))
    let marks = try ChokepointAnalysis(graph, targets: [graph.named("town")]).chokepoints
    #expect(Set(ids(marks.filter { !$0.hardFor.isEmpty }, graph)) == ["power-plant", "CHE"])
    #expect(
      Set(ids(marks.filter { !$0.criticalFor.isEmpty }, graph)) == ["power-plant", "CHE", "parts-import", "ITA"])
  }

  @Test("Cycle: concentration")
  func cycleConcentration() throws {
    let graph = try ExampleGraphs.cycle()
    let analysis = ConcentrationAnalysis(graph)
    func hhi(_ product: String, _ buyer: String) -> Double? {
      analysis.concentration(ofNeed: graph.need(product, of: buyer), by: .provider)?.indices?.hhi
    }
    #expect(isNear(hhi("power", "turbine-works"), 0.5))
    #expect(isNear(hhi("turbine-part", "power-plant"), 0.52))
    #expect(hhi("power", "town") == 1)
    let power = try #require(analysis.concentration(of: "power", by: .provider))
    #expect(power.shares.map(\.key) == ["power-plant", "hydro-import"])
    #expect(isNear(power.shares.first?.share, 0.75))
    #expect(isNear(power.indices?.hhi, 0.625))
    #expect(isNear(power.indices?.effectiveNumber, 1.6))
  }

  private static let twoOfThreeTable: [(failing: [String], safe: Double, proportional: Double)] = [
    (["sensor-east"], 1.0 / 3, 1.0 / 3), (["JPN"], 1.0 / 3, 1.0 / 3),
    (["sensor-mid", "sensor-west"], 2.0 / 3, 2.0 / 3),
    (["sensor-east", "sensor-mid", "sensor-west"], 1, 1), (["resin-one"], 0.25, 0.25 / 0.7),
    (["USA"], 0.25, 0.25 / 0.7), (["resin-two"], 0.1, 0.1 / 0.7), (["BEL"], 0.1, 0.1 / 0.7),
    (["resin-one", "resin-two"], 0.35, 0.5),
  ]

  @Test("Two of three: losses of the device maker", arguments: Self.twoOfThreeTable)
  func twoOfThreeLosses(failing: [String], safe: Double, proportional: Double) throws {
    let graph = try ExampleGraphs.twoOfThree()
    #expect(isNear(try loss(graph, "device-maker", failing).loss, safe))
    #expect(isNear(try loss(graph, "device-maker", failing, .proportional).loss, proportional))
  }

  @Test("Two of three: two needs at once, and no single failure is critical")
  func twoNeedsAtOnce() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let both = try loss(graph, "device-maker", ["sensor-east", "resin-one"])
    #expect(isNear(both.loss, 1.0 / 3))
    #expect(isNear(both.lossIndependent, 0.5))
    #expect(isNear(both.lossUpper, 1.0 / 3 + 0.25))
    #expect(both.paths.map { suppliers($0, graph) } == [["sensor-east"]])
    #expect(both.remainder == 0)
    let marks = try ChokepointAnalysis(graph, targets: [graph.named("device-maker")]).chokepoints
    #expect(marks.allSatisfy { $0.hardFor.isEmpty && $0.criticalFor.isEmpty })
  }

  @Test("Two of three: concentration with ranges and an unknown part")
  func twoOfThreeConcentration() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let analysis = ConcentrationAnalysis(graph)
    let sensors = try #require(analysis.concentration(ofNeed: graph.need("sensor", of: "device-maker"), by: .provider))
    #expect(isNear(sensors.indices?.hhi, 1.0 / 3))
    #expect(sensors.unattributed == 0)
    #expect(isNear(sensors.range?.minimum.hhi, 1.0 / 3))
    #expect(isNear(sensors.range?.maximum.hhi, 0.355))
    let resin = try #require(analysis.concentration(ofNeed: graph.need("resin", of: "device-maker"), by: .provider))
    #expect(isNear(resin.indices?.hhi, 29.0 / 49))
    #expect(isNear(resin.indices?.hhiLow, 0.29))
    #expect(isNear(resin.indices?.hhiHigh, 0.68))
    #expect(isNear(resin.unattributed, 0.3))
    // The named ranges end at 0.9: no choice within them sums to 1.
    #expect(resin.range == nil)
  }
}

/// Ids of ranked entities, in their order.
func ids(_ chokepoints: [Chokepoint], _ graph: SupplyGraph) -> [String] {
  chokepoints.map { graph[$0.entity].id }
}

/// Ids of the suppliers along a path.
func suppliers(_ path: DependencyPath, _ graph: SupplyGraph) -> [String] {
  path.steps.map { graph[graph.supplies[$0.supply].supplier].id }
}
