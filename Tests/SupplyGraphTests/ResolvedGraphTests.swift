import ChokepointTestSupport
import Diagnostics
import GraphAlgorithms
import SupplyGraph
import Testing

/// What a resolved graph promises to all who read it.
@Suite struct ResolvedGraphTests {
  @Test func valuesAreTakenOverAsWritten() throws {
    var document = ResolverRule.soundDocument()
    document.title = at("A title", .graph, 0, 3)
    document.licence = at("CC-BY-4.0", .graph, 0, 4)
    document.asOf = at("2025", .graph, 0, 5)
    document.entities[0].name = at("Firm A", .entities, 0, 9)
    document.entities[0].outagePerYear = at(0.1, .entities, 0, 10)
    document.entities[0].outageDays = at(30, .entities, 0, 11)
    document.entities[0].spare = at(0.05, .entities, 0, 12)
    document.entities[0].cycleDays = at(84, .entities, 0, 13)
    document.entities[0].valueAddedShare = at(0.55, .entities, 0, 14)
    document.needs[0].volume = at(25, .needs, 0, 6)
    document.needs[0].switchDays = at(270, .needs, 0, 10)
    document.supplies[0].low = at(0.55, .supplies, 0, 5)
    document.supplies[0].high = at(0.7, .supplies, 0, 6)
    document.supplies[0].maxShare = at(0.9, .supplies, 0, 10)
    document.supplies[0].capacity = at(12, .supplies, 0, 11)
    document.supplies[0].evidence.status = at("plan", .supplies, 0, 13)
    document.supplies[0].evidence.method = at("market-proxy", .supplies, 0, 14)
    document.supplies[0].evidence.note = at("see page 3", .supplies, 0, 17)
    let graph = try #require(GraphResolver.resolve(document).graph)
    #expect(graph.id == "test-graph" && graph.title == "A title" && graph.licence == "CC-BY-4.0")
    #expect(graph.asOf?.description == "2025")
    let entity = graph.entities[0]
    #expect(entity.name == "Firm A" && entity.outage == Outage(perYear: 0.1, days: 30))
    #expect(entity.spare == 0.05 && entity.cycleDays == 84 && entity.valueAddedShare == 0.55)
    #expect(graph.needs[0].volume == 25 && graph.needs[0].switchDays == 270)
    let supply = graph.supplies[0]
    #expect(supply.low == 0.55 && supply.high == 0.7 && supply.maxShare == 0.9 && supply.capacity == 12)
    #expect(supply.evidence.status == .plan && supply.evidence.method == .marketProxy)
    #expect(supply.evidence.note == "see page 3" && supply.evidence.confidence == .medium)
  }

  @Test func rowsAreGroupedByBuyerWhateverTheirOrder() throws {
    var document = ResolverRule.soundDocument()
    let before = try #require(GraphResolver.resolve(document).graph)
    document.supplies = [3, 2, 0, 1].map { document.supplies[$0] }
    let after = try #require(GraphResolver.resolve(document).graph)
    #expect(before.needs.map(\.supplies) == after.needs.map(\.supplies))
    #expect(before.supplies == after.supplies)
  }

  @Test func entitiesAndProductsAreFoundById() throws {
    let graph = try #require(GraphResolver.resolve(ResolverRule.soundDocument()).graph)
    for (position, entity) in graph.entities.enumerated() { #expect(graph.entity(entity.id)?.position == position) }
    #expect(graph.entity("nobody") == nil)
    #expect(graph.product("p")?.id == "p" && graph.product("location") == nil)
    #expect(graph.productName("p") == "p" && graph.productName("location") == "location")
    #expect(Array(graph.entityIndices).map(\.position) == Array(graph.entities.indices))
  }

  @Test(arguments: 0..<40) func randomGraphsKeepTheirInvariants(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let graph = try #require(GraphResolver.resolve(RandomGraphs.rich.document(using: &generator)).graph)
    #expect(graph.entities.map(\.needs).reduce(0) { $1.lowerBound == $0 ? $1.upperBound : -1 } == graph.needs.count)
    #expect(graph.needs.map(\.supplies).reduce(0) { $1.lowerBound == $0 ? $1.upperBound : -1 } == graph.supplies.count)
    for (position, entity) in graph.entities.enumerated() {
      let origins = graph.needs[entity.needs].map(\.origin)
      let order: [NeedOrigin] = [.location, .ownership, .hazard, .explicit]
      #expect(origins == origins.sorted { order.firstIndex(of: $0) ?? 9 < order.firstIndex(of: $1) ?? 9 })
      #expect(graph.needs[entity.needs].allSatisfy { $0.entity.position == position })
      let weights = graph.needs[entity.needs].filter { !$0.isImplicit && $0.kind != .capital }.map(\.weight)
      #expect(weights.isEmpty || abs(weights.reduce(0, +) - 1) < 1e-12)
    }
    for need in graph.needs {
      let sum = graph.supplies[need.supplies].reduce(0) { $0 + $1.share } + need.unattributed
      #expect(abs(sum - 1) < 1e-12)
      #expect(need.unattributed == 0 || need.unattributed > 1e-9)
      #expect(Set(graph.supplies[need.supplies].map(\.supplier)).count == need.supplies.count)
    }
  }

  @Test func theDigraphHasAnEdgePerDeliveringSupply() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a", country: "TWN",
        needs: [
          need("p", from: ["x": 0.5, "y": 0.5], alternates: ["z": 0.2]), need("q", kind: .capital, from: ["y": 1]),
          need("r", kind: .licence, from: ["y": 1]),
        ]))
    func edges(_ digraph: CompactDigraph) -> [String] {
      graph.entities.indices.flatMap { node in
        digraph.successors(of: node).map { "\(graph.entities[node].id) → \(graph.entities[Int($0)].id)" }
      }.sorted()
    }
    #expect(try edges(graph.dependencyDigraph()) == ["TWN → a", "x → a", "y → a", "y → a"])
    let flow = try graph.dependencyDigraph(kinds: [.flow]) { !$0.isImplicit }
    #expect(edges(flow) == ["x → a", "y → a"])
  }
}
