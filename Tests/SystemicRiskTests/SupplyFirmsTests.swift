import ChokepointTestSupport
import SupplyGraph
import SystemicRisk
import Testing

/// From a supply graph to firms, with the example that Docs/Methods/SystemicRisk.md works by hand.
@Suite struct SupplyFirmsTests {
  /// Sales: North 60, South 40, glass works 30, driver works 10, screen maker 0; in all 140.
  static func diamond() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity(
        "screen-maker", hq: "NLD",
        needs: [need("panel", volume: 100, from: ["panel-north": 0.6, "panel-south": 0.4])]),
      entity("panel-north", country: "DEU", needs: [need("glass", volume: 20, from: ["glass-works": 1])]),
      entity(
        "panel-south", country: "FRA",
        needs: [
          need("glass", volume: 10, from: ["glass-works": 1]),
          need("driver", c: 0.5, volume: 10, from: ["driver-works": 1]),
        ]),
      entity("glass-works", country: "POL"), entity("driver-works", country: "KOR"))
  }

  private func entries(
    _ graph: SupplyGraph, _ options: SystemicRiskOptions = SystemicRiskOptions()
  ) throws -> [String: SystemicRiskAnalysis.Entry] {
    let analysis = try SystemicRiskAnalysis(try SupplyFirms(graph), options: options)
    return Dictionary(analysis.entries.map { (graph[$0.entity].id, $0) }) { first, _ in first }
  }

  /// Parts of 140 in all.
  struct Answer: Sendable {
    var id: String
    var value: Double
    var downstream: Double
    var upstream: Double
    var steps: Int

    init(_ id: String, _ value: Double, _ downstream: Double, _ upstream: Double, _ steps: Int) {
      self.id = id
      self.value = value / 140
      self.downstream = downstream / 140
      self.upstream = upstream / 140
      self.steps = steps
    }
  }

  static let answers: [Answer] = [
    Answer("panel-north", 80, 60, 80, 2), Answer("panel-south", 60, 40, 60, 2),
    Answer("glass-works", 130, 130, 30, 3), Answer("driver-works", 30, 30, 10, 3),
    Answer("screen-maker", 140, 0, 140, 3), Answer("DEU", 80, 60, 80, 2), Answer("POL", 130, 130, 30, 3),
  ]

  @Test(arguments: answers) func workedExample(_ answer: Answer) throws {
    let entry = try #require(try entries(Self.diamond())[answer.id])
    #expect(abs(entry.risk.value - answer.value) < 1e-15)
    #expect(abs(entry.risk.downstream - answer.downstream) < 1e-15)
    #expect(abs(entry.risk.upstream - answer.upstream) < 1e-15)
    #expect(entry.risk.steps == answer.steps && entry.risk.remainder == 0)
  }

  @Test func ownWeightsOfTheExample() throws {
    let entries = try entries(Self.diamond())
    for (id, sales) in [
      ("panel-north", 60.0), ("panel-south", 40), ("glass-works", 30), ("driver-works", 10), ("screen-maker", 0),
      ("DEU", 0),
    ] {
      #expect(abs((entries[id]?.salesShare ?? -1) - sales / 140) < 1e-15, "\(id)")
    }
    #expect(entries["DEU"]?.carriesOthers == true && entries["panel-north"]?.carriesOthers == false)
  }

  /// With substitution the screen maker misses two thirds of what South made: σ = 40/60.
  @Test func substitutionInTheExample() throws {
    let graph = try Self.diamond()
    let firms = try SupplyFirms(graph)
    let risk = try EconomicSystemicRisk(firms.network, options: SystemicRiskOptions(hasSubstitution: true))
    let south = try #require(graph.entity("panel-south"))
    let maker = try #require(graph.entity("screen-maker"))
    let loss = risk.losses(of: firms.failures(of: south))[firms.firms[maker.position].lowerBound]
    #expect(abs(loss.downstream - 0.4 * 40 / 60) < 1e-15)
    // North is larger than what is left without it: nobody makes up for it.
    let north = try #require(graph.entity("panel-north"))
    #expect(abs(risk.losses(of: firms.failures(of: north))[0].downstream - 0.6) < 1e-15)
  }

  @Test func missingVolumesAreAllListed() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("x", from: ["b": 1]), need("y", volume: 3, from: ["c": 1])]),
      entity("b", needs: [need("z", kind: .capital, from: ["c": 1]), need("y", from: ["c": 0.5])]),
      entity("d", needs: [need("x")]))
    let error = #expect(throws: MissingVolumes.self) { try SupplyFirms(graph) }
    let missing = [graph.need(of: EntityIndex(0), for: "x"), graph.need(of: EntityIndex(1), for: "y")]
    #expect(error?.needs == missing && error?.present == 1)
    // Given from elsewhere, nothing is missing.
    let volumes = graph.needs.map { $0.isImplicit ? 0 : 2.0 }
    #expect(try SupplyFirms(graph, netVolumes: volumes).needCount == 3)
  }

  /// b sells x for 6 to a and y for 2 to c, and buys z for 4: three quarters for x, one quarter for y.
  @Test func inputsAreSplitBySales() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("x", volume: 6, from: ["b": 1])]),
      entity("c", needs: [need("y", volume: 2, from: ["b": 1])]),
      entity("b", needs: [need("z", volume: 4, from: ["d": 1])]), entity("d"))
    let firms = try SupplyFirms(graph)
    let b = try #require(graph.entity("b"))
    #expect(firms.firms[b.position].count == 2)
    let branches = firms.firms[b.position].map { firms.branches[$0] }
    #expect(branches.map(\.product) == ["x", "y"] && branches.map(\.sales) == [6, 2])
    let bought = firms.network.sales.filter { firms.firms[b.position].contains($0.buyer) }.map(\.volume)
    #expect(bought == [3, 1])
    #expect(firms.sales(of: b) == 8)
    // Reported for the entity: both firms close.
    let entry = try #require(try entries(graph)["b"])
    #expect(abs(entry.risk.value - 1) < 1e-15 && abs(entry.salesShare - 8.0 / 12) < 1e-15)
  }

  /// Unattributed supply comes from outside and stands; proportionally it does as the named sellers do.
  @Test func unattributedSupply() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("x", volume: 10, from: ["b": 0.6])]), entity("b"))
    let (a, b) = (try #require(graph.entity("a")), try #require(graph.entity("b")))
    for (isSafe, loss) in [(true, 0.6), (false, 1.0)] {
      let firms = try SupplyFirms(graph, isUnattributedSafe: isSafe)
      let risk = try EconomicSystemicRisk(firms.network)
      #expect(abs(risk.losses(of: firms.failures(of: b))[firms.firms[a.position].lowerBound].downstream - loss) < 1e-15)
      #expect(risk.totalSales == 6)
    }
  }

  /// Goods inside other goods are paid for with those, and must not count twice.
  @Test func volumesAreNetOfWhatIsEmbedded() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a",
        needs: [
          need("server", volume: 10, from: ["b": 1]),
          need("chip", volume: 7, embeddedIn: "server", from: ["c": 1]),
        ]),
      entity("b"), entity("c"))
    let firms = try SupplyFirms(graph)
    #expect(firms.sales(of: try #require(graph.entity("b"))) == 3)
    #expect(firms.sales(of: try #require(graph.entity("c"))) == 7)
  }

  /// A firm stands in two countries by parts, and belongs to an owner who stands in one of them.
  @Test func placesAndOwnersFailWithWhatTheyCarry() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("x", volume: 10, from: ["b": 1])]),
      entity("b", locations: ["TWN": 0.75, "JPN": 0.25], owner: "o", hazards: ["quake"]),
      entity("o", country: "KOR"))
    let firms = try SupplyFirms(graph)
    func loss(_ id: String) throws -> Double {
      let failing = firms.failures(of: try #require(graph.entity(id)))
      let b = firms.firms[try #require(graph.entity("b")).position]
      return failing.first { b.contains($0.firm) }?.loss ?? 0
    }
    #expect(try loss("TWN") == 0.75 && loss("JPN") == 0.25 && loss("o") == 1 && loss("KOR") == 1)
    #expect(try loss("quake") == 1 && loss("a") == 0)
  }
}
