import ChokepointTestSupport
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Concentration of products in a graph")
struct GraphConcentrationTests {
  private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-12 } ?? false }

  private func shares(_ concentration: Concentration?) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: (concentration?.shares ?? []).map { ($0.key, $0.share) })
  }

  private func chips() -> GraphDocument {
    GraphBuilder.document(
      entity("big", needs: [need("chip", volume: 30, from: ["north": 0.8, "south": 0.2])]),
      entity("small", needs: [need("chip", volume: 10, from: ["south": 0.6])]),
      entity("north", locations: ["TWN": 0.75], hq: "USA", owner: "holding"),
      entity("south", locations: ["TWN": 0.5, "JPN": 0.5], hazards: ["quake", "strait"]))
  }

  @Test("Over buyers the share vectors are pooled by volume, then indexed")
  func pooled() throws {
    let graph = try GraphResolver.graph(of: chips())
    let result = try #require(ConcentrationAnalysis(graph).concentration(of: "chip", by: .provider))
    #expect(result.scope == .buyers && result.entity == nil && result.product == "chip")
    // 0.75·0.8; 0.75·0.2 + 0.25·0.6; 0.25·0.4.
    #expect(result.shares.map(\.key) == ["north", "south"])
    #expect(zip(result.shares.map(\.share), [0.6, 0.3]).allSatisfy { isNear($0, $1) })
    #expect(isNear(result.unattributed, 0.1))
    #expect(isNear(result.indices?.hhi, (0.36 + 0.09) / 0.81))
    #expect(isNear(result.indices?.hhiLow, 0.45))
    #expect(isNear(result.indices?.hhiHigh, 0.45 + 2 * 0.6 * 0.1 + 0.01))
    #expect(isNear(result.indices?.cr1, 2.0 / 3))
    // Not the mean of the buyers' indices, which is 0.75·0.68 + 0.25·1.
    #expect(!isNear(result.indices?.hhi, 0.76))
  }

  @Test("Buyers without a volume count like the mean of the others; without any volume all count alike")
  func missingVolumes() throws {
    func share(_ volumes: [Double?]) throws -> Double? {
      let buyers = volumes.enumerated().map { index, volume in
        entity("b\(index)", needs: [need("p", volume: volume, from: index == 0 ? ["x": 1] : ["y": 1])])
      }
      let graph = try GraphBuilder.graph(buyers)
      return shares(ConcentrationAnalysis(graph).concentration(of: "p", by: .provider))["x"]
    }
    #expect(isNear(try share([nil, nil, nil, nil]), 0.25))
    #expect(isNear(try share([1, 3, nil]), 1.0 / 6))
    #expect(isNear(try share([nil, 3, 1]), 2.0 / 6))
    #expect(isNear(try share([0, 0]), 0.5))
    #expect(isNear(try share([0, 5]), 0))
  }

  @Test("The market comes first where there is one, and either may be asked for")
  func marketOrBuyers() throws {
    var document = chips()
    document.addMarket("chip", "north", 0.5)
    document.addMarket("chip", "south", 0.3)
    let graph = try GraphResolver.graph(of: document)
    let analysis = ConcentrationAnalysis(graph)
    let market = try #require(analysis.concentration(of: "chip", by: .provider))
    #expect(market.scope == .market)
    #expect(isNear(market.unattributed, 0.2))
    #expect(isNear(market.indices?.hhiLow, 0.34))
    #expect(isNear(market.indices?.hhiHigh, 0.34 + 0.2 + 0.04))
    #expect(analysis.concentration(of: "chip", by: .provider, scope: .market)?.shares == market.shares)
    #expect(analysis.concentration(of: "chip", by: .provider, scope: .buyers)?.scope == .buyers)
    let without = ConcentrationAnalysis(try GraphResolver.graph(of: chips()))
    #expect(without.concentration(of: "chip", by: .provider, scope: .market) == nil)
    #expect(without.concentration(of: "nothing", by: .provider) == nil)
    #expect(without.concentration(ofNeed: -1, by: .provider) == nil)
    #expect(without.concentration(ofNeed: 9999, by: .provider) == nil)
  }

  @Test("A market whose shares sum to 1 within rounding, or to a little more, has no unattributed part")
  func marketRounding() throws {
    func market(_ values: [Double]) throws -> Concentration? {
      var document = GraphBuilder.document(values.indices.map { entity("s\($0)") })
      for (index, value) in values.enumerated() { document.addMarket("p", "s\(index)", value) }
      return ConcentrationAnalysis(try GraphResolver.graph(of: document)).concentration(of: "p", by: .provider)
    }
    let tenths = try #require(try market([Double](repeating: 0.1, count: 10)))
    #expect([Double](repeating: 0.1, count: 10).reduce(0, +) < 1, "the case is about rounding")
    #expect(tenths.unattributed == 0)
    #expect(tenths.indices?.hhiHigh == tenths.indices?.hhi)
    let more = try #require(try market([0.51, 0.5]))
    #expect(more.unattributed == 0)
    #expect(isNear(more.shares.reduce(0) { $0 + $1.share }, 1))
    let less = try #require(try market([0.5, 0.49]))
    #expect(isNear(less.unattributed, 0.01))
  }

  @Test("One buyer's need")
  func oneNeed() throws {
    let graph = try GraphResolver.graph(of: chips())
    let result = try #require(
      ConcentrationAnalysis(graph).concentration(ofNeed: graph.need("chip", of: "small"), by: .provider))
    #expect(result.scope == .need && result.entity == graph.named("small"))
    #expect(result.indices?.hhi == 1)
    #expect(isNear(result.indices?.hhiLow, 0.36))
    #expect(isNear(result.indices?.hhiHigh, 1))
    #expect(isNear(result.unattributed, 0.4))
    #expect(isNear(shares(result)["south"], 0.6))
  }

  @Test("By country: parts of a provider go where it stands, the rest is unknown")
  func byCountry() throws {
    let graph = try GraphResolver.graph(of: chips())
    let result = ConcentrationAnalysis(graph).concentration(of: "chip", by: .country)
    // North: 0.6, a quarter of it nowhere; south: 0.3, half and half.
    #expect(shares(result).keys.sorted() == ["JPN", "TWN", "unknown"])
    #expect(isNear(shares(result)["TWN"], 0.6 * 0.75 + 0.15))
    #expect(isNear(shares(result)["JPN"], 0.15))
    #expect(isNear(shares(result)["unknown"], 0.15))
    #expect(isNear(result?.unattributed, 0.1))
  }

  @Test("Locations that sum to a little more than 1 are not more than the provider")
  func crowdedLocations() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 1])]), entity("x", locations: ["TWN": 0.51, "JPN": 0.5]))
    let result = ConcentrationAnalysis(graph).concentration(of: "p", by: .country)
    #expect(isNear(result?.shares.reduce(0) { $0 + $1.share }, 1))
    #expect(isNear(shares(result)["TWN"], 0.51 / 1.01))
  }

  @Test("By head office: what states none is unknown; a country that supplies is itself")
  func byHeadOffice() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["a": 0.5, "b": 0.3, "NOR": 0.2])]), entity("a", country: "TWN", hq: "USA"),
      entity("b", country: "TWN"))
    let analysis = ConcentrationAnalysis(graph)
    #expect(shares(analysis.concentration(of: "p", by: .hq)) == ["USA": 0.5, "unknown": 0.3, "NOR": 0.2])
    let places = shares(analysis.concentration(of: "p", by: .country))
    #expect(isNear(places["TWN"], 0.8) && isNear(places["NOR"], 0.2) && places.count == 2)
  }

  @Test("By owner: chains end at the ultimate owner, what nobody owns is the provider's own")
  func byOwner() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["fab": 0.5, "venture": 0.4, "free": 0.1])]), entity("fab", owner: "group"),
      entity("group", owner: "state-fund"), entity("venture", owners: ["group": 0.6, "partner": 0.3]))
    let result = shares(ConcentrationAnalysis(graph).concentration(of: "p", by: .owner))
    #expect(result.keys.sorted() == ["free", "partner", "state-fund", "venture"])
    #expect(isNear(result["state-fund"], 0.5 + 0.4 * 0.6))
    #expect(isNear(result["partner"], 0.12))
    #expect(isNear(result["venture"], 0.04))
    #expect(isNear(result["free"], 0.1))
  }

  @Test("Owners of a little more than the whole share it")
  func crowdedOwners() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["v": 1])]), entity("v", owners: ["a": 0.51, "b": 0.5]))
    let result = shares(ConcentrationAnalysis(graph).concentration(of: "p", by: .owner))
    #expect(isNear(result["a"], 0.51 / 1.01) && isNear(result["b"], 0.5 / 1.01) && result.count == 2)
  }

  @Test("Hazards are a list that may overlap, without an index")
  func byHazard() throws {
    let graph = try GraphResolver.graph(of: chips())
    let result = try #require(ConcentrationAnalysis(graph).concentration(of: "chip", by: .hazard))
    #expect(result.indices == nil && result.range == nil)
    #expect(result.shares.map(\.key) == ["quake", "strait"])
    #expect(result.shares.allSatisfy { isNear($0.share, 0.3) })
  }

  @Test("Nothing attributed: no index, no share, all of it unattributed")
  func nothingAttributed() throws {
    let graph = try GraphBuilder.graph(entity("t", needs: [need("p")]))
    let result = try #require(ConcentrationAnalysis(graph).concentration(of: "p", by: .provider))
    #expect(result.unattributed == 1)
    #expect(result.shares.isEmpty)
    #expect(result.indices?.hhi == nil && result.indices?.cr1 == nil && result.indices?.hhiLow == nil)
  }

  @Test("Shares fall, ties go by key")
  func order() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["c": 0.25, "b": 0.25, "a": 0.1, "d": 0.4])]))
    let result = ConcentrationAnalysis(graph).concentration(of: "p", by: .provider)
    #expect(result?.shares.map(\.key) == ["d", "b", "c", "a"])
  }

  @Test("Products with a market or buyers, in file order")
  func products() throws {
    var document = GraphBuilder.document(
      entity("t", country: "TWN", needs: [need("bought", from: ["x": 1]), need("named")]), entity("x"))
    document.addProduct("unused", name: "Unused")
    document.addMarket("traded", "x", 1)
    let graph = try GraphResolver.graph(of: document)
    #expect(ConcentrationAnalysis(graph).products == ["bought", "named", "traded"])
  }
}
