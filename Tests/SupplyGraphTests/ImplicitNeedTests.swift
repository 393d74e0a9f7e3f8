import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Places, owners and hazards are needs like any other, without being written as such.
@Suite struct ImplicitNeedTests {
  private func implicit(_ graph: SupplyGraph, _ id: String) throws -> [Need] {
    let index = try #require(graph.entity(id))
    return graph.needs[graph[index].needs].filter(\.isImplicit)
  }

  private func suppliers(_ graph: SupplyGraph, _ need: Need) -> [String] {
    graph.supplies[need.supplies].map { graph[$0.supplier].id }
  }

  @Test func aCountryIsAnEssentialNeedMetByIt() throws {
    let graph = try GraphBuilder.graph(entity("a", country: "TWN"))
    let need = try #require(try implicit(graph, "a").first)
    #expect(need.product == "location" && need.origin == .location && need.kind == .flow)
    #expect(need.criticality == 1 && need.weight == 0 && need.unattributed == 0)
    #expect(need.bufferDays == 0 && !need.usesDefaultBuffer && need.switchDays == nil && need.volume == nil)
    let supply = try #require(graph.supplies[need.supplies].first)
    #expect(graph[supply.supplier].id == "TWN" && graph[supply.supplier].name == "Taiwan")
    #expect(graph[supply.supplier].kind == .country && graph[supply.supplier].tier == 0)
    #expect(!graph[supply.supplier].isDeclared)
    #expect(supply.share == 1 && supply.transitDays == 0 && supply.leadDays == 0 && !supply.isQualified)
  }

  @Test func locationsSplitOneNeed() throws {
    let graph = try GraphBuilder.graph(entity("a", locations: ["TWN": 0.9, "USA": 0.1]))
    let needs = try implicit(graph, "a")
    #expect(needs.count == 1)
    #expect(suppliers(graph, needs[0]) == ["TWN", "USA"])
    #expect(graph.supplies[needs[0].supplies].map(\.share) == [0.9, 0.1])
  }

  @Test func aPlaceThatIsPartlyUnknownLeavesAPartUnattributed() throws {
    let graph = try GraphBuilder.graph(entity("a", locations: ["TWN": 0.5]))
    #expect(try implicit(graph, "a").map(\.unattributed) == [0.5])
  }

  @Test func ownersAreOneNeedAndEveryHazardIsItsOwn() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a", country: "TWN", owners: ["x": 0.6, "y": 0.4], hazards: ["quake", "grid"],
        needs: [need("p", from: ["z": 1])]))
    let index = try #require(graph.entity("a"))
    #expect(graph.needs[graph[index].needs].map(\.product) == ["location", "ownership", "hazard", "hazard", "p"])
    #expect(graph.needs[graph[index].needs].map(\.origin) == [.location, .ownership, .hazard, .hazard, .explicit])
    let needs = try implicit(graph, "a")
    #expect(needs.map { suppliers(graph, $0) } == [["TWN"], ["x", "y"], ["quake"], ["grid"]])
    #expect(needs.allSatisfy { $0.criticality == 1 && $0.unattributed == 0 })
  }

  @Test func theHeadOfficeIsNoDependency() throws {
    let graph = try GraphBuilder.graph(entity("a", hq: "USA"))
    #expect(graph.needs.isEmpty)
    #expect(graph.entities.map(\.id) == ["a"])
    #expect(graph.entities[0].hq == "USA")
  }

  @Test func declaredCountriesKeepTheirRowAndOthersFollowByCode() throws {
    let graph = try GraphBuilder.graph(
      entity("a", country: "USA"), entity("JPN"), entity("b", locations: ["TWN": 0.5, "JPN": 0.5]),
      entity("c", needs: [need("ore", from: ["AUS": 1])]))
    #expect(graph.entities.map(\.id) == ["a", "JPN", "b", "c", "AUS", "TWN", "USA"])
    #expect(graph.entities.map(\.isDeclared) == [true, true, true, true, false, false, false])
    #expect(graph.entities[1].kind == .country)
  }

  @Test func aCountryExistsWhereverItIsNamed() throws {
    var document = GraphBuilder.document(
      entity("a", owner: "NOR", hazards: ["ISL"]), entity("b", needs: [need("p", from: ["CHL": 1])]))
    var group = GroupRow(id: at("far", .groups, 0, 1))
    group.members = [at("NZL", .groups, 0, 2)]
    document.groups = [group]
    var market = MarketRow(product: at("p", .markets, 0, 1), provider: at("PER", .markets, 0, 2))
    market.share = at(0.3, .markets, 0, 3)
    document.markets = [market]
    var claim = ClaimRow(id: at("k", .claims, 0, 1))
    claim.entity = at("QAT", .claims, 0, 2)
    claim.from = at("OMN", .claims, 0, 3)
    document.claims = [claim]
    document.needs.append(NeedRow(entity: at("DEU", .needs, 1, 1), product: at("p", .needs, 1, 2)))
    var supply = SupplyRow(
      entity: at("FRA", .supplies, 1, 1), product: at("p", .supplies, 1, 2), from: at("b", .supplies, 1, 3))
    supply.share = at(1, .supplies, 1, 4)
    document.supplies.append(supply)
    let outcome = GraphResolver.resolve(document)
    let graph = try #require(outcome.graph, "\(outcome.findings.map(\.text))")
    #expect(
      graph.entities.map(\.id) == ["a", "b", "CHL", "DEU", "FRA", "ISL", "NOR", "NZL", "OMN", "PER", "QAT"])
    #expect(outcome.ledger.merged.first { $0.what == "countries that declared themselves" }?.count == 9)
    let france = try #require(graph.entity("FRA"))
    #expect(graph.needs[graph[france].needs].map(\.product) == ["p"])
  }

  @Test func theSourceIsThatOfTheRow() throws {
    var document = GraphBuilder.document(
      entity("a", locations: ["TWN": 0.5, "USA": 0.5], owner: "x", hazards: ["quake"]))
    document.entities[0].evidence.source = at("entities", .entities, 0, 15)
    document.entities[0].evidence.confidence = at("high", .entities, 0, 16)
    document.entities[0].locations[1].evidence.source = at("locations", .entities, 0, 15)
    document.entities[0].owners[0].evidence.confidence = at("low", .entities, 0, 16)
    let graph = try #require(GraphResolver.resolve(document).graph)
    func sources(_ need: Int) -> [String?] {
      graph.supplies[graph.needs[need].supplies].map { $0.evidence.source.map { graph.sources[$0].id } }
    }
    #expect(sources(0) == ["entities", "locations"])
    #expect(sources(1) == ["entities"])
    #expect(sources(2) == ["entities"])
    #expect(graph.supplies.map(\.evidence.confidence) == [.high, .medium, .low, .high])
  }

  @Test(arguments: rules) func ownershipHasNoCycle(_ rule: ResolverRule) { rule.check() }

  static let rules = [
    ResolverRule("itself", "ownership-cycle", at: place(.entities, 2, 5), "'c' owns itself") {
      $0.entities[2].owners = [OwnerRow(owner: at("c", .entities, 2, 5))]
    },
    ResolverRule("each other", "ownership-cycle", at: place(.entities, 1, 5), "'b', 'c' own each other in a circle") {
      $0.entities[2].owners = [OwnerRow(owner: at("b", .entities, 2, 5))]
    },
    ResolverRule("in a ring", "ownership-cycle", at: place(.entities, 1, 5), "'b', 'c', 'x' own each other") {
      $0.entities[2].owners = [OwnerRow(owner: at("x", .entities, 2, 5), share: at(0.5, .entities, 2, 6))]
      $0.entities[3].owners = [OwnerRow(owner: at("b", .entities, 3, 5), share: at(0.1, .entities, 3, 6))]
    },
  ]

  @Test func sharedOwnersAreNoCycle() {
    var document = ResolverRule.soundDocument()
    document.entities[0].owners = [
      OwnerRow(owner: at("c", .entities, 0, 5)),
      OwnerRow(owner: at("b", .entities, 0, 5), share: at(0, .entities, 0, 6)),
    ]
    #expect(GraphResolver.resolve(document).findings.isEmpty)
  }
}
