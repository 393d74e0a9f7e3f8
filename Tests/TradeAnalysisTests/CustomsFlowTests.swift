import ChokepointTestSupport
import SupplyGraph
import Testing
import TradeAnalysis

/// Where goods cross borders, each case small enough to work by hand.
struct CustomsFlowTests {
  private let server = TradeSketch.Good("ai-server", hs: [("8471.50", 1)])
  private let accelerator = TradeSketch.Good("ai-accelerator", hs: [("8473.30", 0.8), ("8542.31", 0.2)])
  private let maker = TradeSketch.Trader("maker", locations: [("MEX", 0.8), ("USA", 0.2)])

  private func value(_ graph: SupplyGraph, into country: String, from partner: String? = nil) -> Double {
    CustomsFlows(graph).flows.filter { $0.destination == country && (partner == nil || $0.partner == partner) }
      .reduce(0) { $0 + $1.value }
  }

  /// A server of 100, made four fifths in Mexico, with an accelerator of 70 from Taiwan inside.
  private func serverGraph() throws -> SupplyGraph {
    try TradeSketch(
      goods: [server, accelerator, .init("wafer", hs: [("8542.31", 1)]), .init("hbm", hs: [("8542.32", 1)])],
      traders: [
        .init("cloud", receives: [("USA", 1)], hq: "USA"), maker, .init("designer", hq: "USA"),
        .init("foundry", locations: [("TWN", 1)]),
      ],
      purchases: [
        .init("cloud", "ai-server", volume: 100, from: [("maker", 1, [])]),
        .init("cloud", "ai-accelerator", volume: 70, embeddedIn: "ai-server", from: [("designer", 1, [("TWN", 1)])]),
        .init("designer", "wafer", volume: 10, from: [("foundry", 1, [])]),
        .init("designer", "hbm", volume: 15, from: [("foundry", 1, [])]),
      ]
    ).graph()
  }

  @Test func aServerIsCountedOnceWithWhatIsInside() throws {
    let graph = try serverGraph()
    #expect(abs(value(graph, into: "USA") - 94) < 1e-12)
    #expect(abs(value(graph, into: "USA", from: "MEX") - 80) < 1e-12)
    #expect(abs(value(graph, into: "USA", from: "TWN") - 14) < 1e-12)
    #expect(abs(value(graph, into: "MEX", from: "TWN") - 56) < 1e-12)
    // What is made in the United States does not go out: its buyer is there.
    #expect(value(graph, into: "MEX", from: "USA") == 0)
  }

  @Test func designersWithAHeadOfficeOnlyReceiveNothing() throws {
    let graph = try serverGraph()
    #expect(CustomsFlows(graph).flows.allSatisfy { graph.needs[$0.need].product.hasPrefix("ai-") })
    #expect(TradeAnalysis(graph).result(reporters: ["USA"]).gaps[0].buyersWithoutPlace == 2)
  }

  @Test func exportsAreTheOtherSide() throws {
    let result = TradeAnalysis(try serverGraph()).result(reporters: ["TWN"])
    #expect(result.imports.isEmpty)
    #expect(abs(result.exports.reduce(0) { $0 + $1.value } - 70) < 1e-12)
    let lines = result.exports.map { "\($0.partner) \($0.hs)" }
    // 0.8 and 0.2 of 56, then of 14; equal values stand by code.
    #expect(Set(lines) == ["MEX 8473.30", "MEX 8542.31", "USA 8473.30", "USA 8542.31"])
    #expect(lines.first == "MEX 8473.30" && lines.last == "USA 8542.31")
  }

  @Test func aRoundTripIsTwoCrossings() throws {
    // Accelerators made in the United States go into racks in Mexico and come back inside them.
    let graph = try TradeSketch(
      goods: [server, accelerator],
      traders: [
        .init("cloud", locations: [("USA", 1)]), .init("maker", locations: [("MEX", 1)]),
        .init("fab", locations: [("USA", 1)]),
      ],
      purchases: [
        .init("cloud", "ai-server", volume: 100, from: [("maker", 1, [])]),
        .init("cloud", "ai-accelerator", volume: 70, embeddedIn: "ai-server", from: [("fab", 1, [])]),
      ]
    ).graph()
    #expect(abs(value(graph, into: "MEX", from: "USA") - 70) < 1e-12)
    #expect(abs(value(graph, into: "USA", from: "MEX") - 100) < 1e-12)
  }

  private func oneBuyer(
    _ buyer: TradeSketch.Trader, _ good: TradeSketch.Good, provider: TradeSketch.Trader? = nil,
    kind: NeedKind = .flow, volume: Double? = 10, share: Double = 1, from id: String? = nil,
    shipsFrom: [(country: String, share: Double)] = []
  ) throws -> SupplyGraph {
    try TradeSketch(
      goods: [good], traders: [buyer] + (provider.map { [$0] } ?? []),
      purchases: [
        .init(buyer.id, good.id, volume: volume, kind: kind, from: [(id ?? provider?.id ?? "", share, shipsFrom)])
      ]
    ).graph()
  }

  @Test func purchasesEnterWhereTheBuyerReceivesElseWhereItStands() throws {
    let taiwan = TradeSketch.Trader("seller", locations: [("TWN", 1)])
    let stands = try oneBuyer(.init("b", locations: [("DEU", 0.5), ("USA", 0.5)]), server, provider: taiwan)
    #expect(value(stands, into: "DEU") == 5 && value(stands, into: "USA") == 5)
    let receives = try oneBuyer(
      .init("b", locations: [("DEU", 1)], receives: [("USA", 1)]), server, provider: taiwan)
    #expect(value(receives, into: "DEU") == 0 && value(receives, into: "USA") == 10)
    let nowhere = try oneBuyer(.init("b", hq: "USA"), server, provider: taiwan)
    #expect(CustomsFlows(nowhere).flows.isEmpty)
  }

  @Test func goodsComeFromWhereTheyAreShippedElseWhereTheProviderStands() throws {
    let buyer = TradeSketch.Trader("b", locations: [("USA", 1)])
    let both = TradeSketch.Trader("seller", locations: [("TWN", 0.75), ("USA", 0.25)])
    let stands = try oneBuyer(buyer, server, provider: both)
    #expect(value(stands, into: "USA", from: "TWN") == 7.5 && value(stands, into: "USA") == 7.5)
    let ships = try oneBuyer(buyer, server, provider: both, shipsFrom: [("KOR", 0.5)])
    #expect(value(ships, into: "USA", from: "KOR") == 5 && value(ships, into: "USA", from: "unknown") == 5)
    let country = try oneBuyer(buyer, server, from: "MEX")
    #expect(value(country, into: "USA", from: "MEX") == 10)
    let unknown = try oneBuyer(buyer, server, provider: .init("seller", hq: "TWN"))
    #expect(value(unknown, into: "USA", from: "unknown") == 10)
  }

  @Test func onlyGoodsCrossBordersAndAllKindsOfNeed() throws {
    let buyer = TradeSketch.Trader("b", locations: [("USA", 1)])
    let seller = TradeSketch.Trader("seller", locations: [("TWN", 1)])
    for kind in NeedKind.allCases {
      #expect(value(try oneBuyer(buyer, server, provider: seller, kind: kind), into: "USA") == 10)
    }
    let service = try oneBuyer(buyer, .init("cloud-service"), provider: seller)
    #expect(CustomsFlows(service).flows.isEmpty)
    let apart = TradeAnalysis(service).result(reporters: ["USA"]).gaps[0].otherPurchases
    #expect(apart.map(\.product) == ["cloud-service"] && apart.map(\.volume) == [10])
  }

  @Test func whatIsLeftOutIsListed() throws {
    let buyer = TradeSketch.Trader("b", locations: [("USA", 1)])
    let seller = TradeSketch.Trader("seller", locations: [("TWN", 1)])
    let silent = TradeAnalysis(try oneBuyer(buyer, server, provider: seller, volume: nil)).result(reporters: ["USA"])
    #expect(silent.totals.baseline == 0)
    #expect(silent.gaps[0].unvalued.map(\.product) == ["ai-server"])
    let part = TradeAnalysis(try oneBuyer(buyer, server, provider: seller, share: 0.75)).result(reporters: ["USA"])
    #expect(part.totals.baseline == 7.5 && part.gaps[0].unattributed == 2.5)
    let split = TradeSketch.Trader("b", receives: [("USA", 0.5), ("DEU", 0.5)])
    let half = TradeAnalysis(try oneBuyer(split, server, provider: seller, share: 0.75)).result(reporters: ["USA"])
    #expect(half.totals.baseline == 3.75 && half.gaps[0].unattributed == 1.25)
    let graph = try TradeSketch(
      goods: [server, accelerator],
      traders: [buyer, .init("maker", hq: "USA"), seller],
      purchases: [
        .init("b", "ai-server", volume: 100, from: [("maker", 1, [])]),
        .init("b", "ai-accelerator", volume: 70, embeddedIn: "ai-server", from: [("seller", 1, [])]),
      ]
    ).graph()
    let result = TradeAnalysis(graph).result(reporters: ["USA"])
    #expect(result.totals.baseline == 100 && result.gaps[0].unplacedEmbedded == 70)
  }
}
