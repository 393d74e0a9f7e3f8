import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Shares of a need: sums that are 1, nearly 1, a little too large, too large, too small.
@Suite struct ShareTests {
  /// A graph of one need with these shares.
  private func outcome(_ shares: [Double], note: String? = nil) -> GraphResolver.Outcome {
    var document = GraphBuilder.document(
      entity("a", needs: [need("p", note: note)]), entity("s0"), entity("s1"), entity("s2"), entity("s3"),
      entity("s4"), entity("s5"))
    document.supplies = shares.enumerated().map { row, share in
      var supply = SupplyRow(
        entity: at("a", .supplies, row, 1), product: at("p", .supplies, row, 2), from: at("s\(row)", .supplies, row, 3))
      supply.share = at(share, .supplies, row, 4)
      supply.evidence.source = at("test", .supplies, row, 15)
      return supply
    }
    return GraphResolver.resolve(document)
  }

  private func resolved(_ shares: [Double]) throws -> (shares: [Double], unattributed: Double) {
    let graph = try #require(outcome(shares).graph)
    return (graph.supplies.map(\.share), graph.needs[0].unattributed)
  }

  @Test(arguments: [[0.5, 0.3], [1 / 3.0, 1 / 3.0], [0.25], [0, 0]])
  func whatIsMissingIsUnattributedAndNothingIsScaled(_ shares: [Double]) throws {
    let result = try resolved(shares)
    #expect(result.shares == shares)
    #expect(result.unattributed == 1 - shares.reduce(0, +))
  }

  @Test(arguments: [-9.9e-10, -1e-12, 0, 1e-12, 9.9e-10])
  func aSumWithinOneInABillionIsOne(_ error: Double) throws {
    let result = try resolved([0.6, 0.4 + error])
    #expect(result.unattributed == 0)
    #expect(abs(result.shares.reduce(0, +) - 1) <= 1e-15)
    let sum = 0.6 + (0.4 + error)
    #expect(result.shares[0] == 0.6 / sum)
    #expect(outcome([0.6, 0.4 + error]).findings.isEmpty)
  }

  @Test func sumsOfEqualPartsAreOneWhateverTheRounding() throws {
    for count in 1...6 {
      let result = try resolved([Double](repeating: 1 / Double(count), count: count))
      #expect(result.unattributed == 0)
    }
  }

  @Test func justOutsideOneInABillionIsUnattributed() throws {
    let result = try resolved([0.6, 0.4 - 1.1e-9])
    #expect(result.shares == [0.6, 0.4 - 1.1e-9])
    #expect(abs(result.unattributed - 1.1e-9) <= 1e-15)
  }

  @Test(arguments: [
    [0.6, 0.4 + 1.1e-9], [0.6, 0.41], [0.51, 0.51], [0.34, 0.34, 0.34], [0.17, 0.17, 0.17, 0.17, 0.17, 0.17],
  ])
  func upToTwoPercentTooMuchIsDividedBySumWithAWarning(_ shares: [Double]) throws {
    let found = outcome(shares)
    #expect(found.findings.map(\.code) == ["share-sum-normalised"])
    #expect(found.findings.first?.severity == .warning)
    #expect(found.findings.first?.position == place(.needs, 0, 2))
    #expect(found.ledger.merged.contains { $0.what == "needs whose shares were divided by their sum" && $0.count == 1 })
    let result = try resolved(shares)
    #expect(result.unattributed == 0)
    #expect(abs(result.shares.reduce(0, +) - 1) <= 1e-15)
  }

  @Test(arguments: [
    [0.452, 0.281, 0.183, 0.104], [0.164, 0.136, 0.074, 0.536, 0.11], [0.291, 0.273, 0.024, 0.046, 0.171, 0.215],
  ])
  func sharesThatSumTo1Point02AreAllowedWhateverTheRounding(_ shares: [Double]) {
    #expect(shares.reduce(0, +) > 1.02, "in doubles the sum comes out just above")
    #expect(outcome(shares).findings.map(\.code) == ["share-sum-normalised"])
  }

  @Test(arguments: [[0.6, 0.4200001], [1, 0.03], [1, 1, 1]])
  func moreThanTwoPercentTooMuchIsAnError(_ shares: [Double]) {
    let found = outcome(shares)
    #expect(found.findings.map(\.code) == ["share-sum"])
    #expect(found.findings.first?.position == place(.needs, 0, 2))
    let isRefused = found.graph == nil
    #expect(isRefused)
  }

  @Test func moreThanAFifthUnattributedIsAWarningUnlessANoteAcknowledgesIt() {
    #expect(outcome([0.8]).findings.isEmpty)
    let warned = outcome([0.79])
    #expect(warned.findings.map(\.code) == ["unattributed"])
    #expect(warned.findings.first?.severity == .warning)
    #expect(warned.findings.first?.suggestion != nil)
    #expect(warned.findings.first?.text.contains("21.0 %") == true)
    let noted = outcome([0.79], note: "the rest is secret")
    #expect(noted.findings.map(\.severity) == [.info])
    #expect(noted.findings.first?.suggestion == nil)
  }

  @Test func aNeedWithoutSuppliesIsAWarningUnlessANoteAcknowledgesIt() throws {
    let warned = outcome([])
    #expect(warned.findings.map(\.code) == ["no-supplies"])
    #expect(warned.findings.first?.severity == .warning)
    #expect(outcome([], note: "nobody knows").findings.map(\.severity) == [.info])
    #expect(try resolved([]).unattributed == 1)
  }

  @Test func aFaultInASupplyIsNotReportedASecondTimeAsUnattributed() {
    #expect(outcome([0.5, 57]).findings.map(\.code) == ["out-of-range"])
  }

  @Test func rangesHoldTheirShare() {
    ResolverRule("low above", "range", at: place(.supplies, 0, 5), "low 0.7 is above the share 0.6") {
      $0.supplies[0].low = at(0.7, .supplies, 0, 5)
    }.check()
    ResolverRule("high below", "range", at: place(.supplies, 0, 6), "high 0.5 is below the share 0.6") {
      $0.supplies[0].high = at(0.5, .supplies, 0, 6)
    }.check()
    ResolverRule("market", "range", at: place(.markets, 0, 4), "low 0.7 is above the share 0.6") {
      var row = MarketRow(product: at("p", .markets, 0, 1), provider: at("x", .markets, 0, 2))
      row.share = at(0.6, .markets, 0, 3)
      row.low = at(0.7, .markets, 0, 4)
      row.evidence.source = at("test", .markets, 0, 9)
      $0.markets = [row]
    }.check()
    ResolverRule("elasticity", "range", at: place(.products, 0, 6), "elasticity 0.5 lies outside its range -1.0…0.0") {
      $0.products = [ProductRow(id: at("wafer", .products, 0, 1))]
      $0.products[0].elasticityLong = RangeRow(
        value: at(0.5, .products, 0, 6), low: at(-1, .products, 0, 7), high: at(0, .products, 0, 8))
    }.check()
  }

  @Test(arguments: mapRules) func sumsOfMaps(_ rule: ResolverRule) { rule.check() }

  static let mapRules = [
    ResolverRule("locations", "share-sum", at: place(.entities, 1, 3), "'b', but the shares sum to 1.1") {
      $0.entities[1].locations[1].share?.value = 0.2
    },
    ResolverRule("locations, nearly", "share-sum-normalised", .warning, at: place(.entities, 1, 3), "sum to 1.01") {
      $0.entities[1].locations[1].share?.value = 0.11
    },
    ResolverRule("owners", "share-sum", at: place(.entities, 1, 5), "'b', but the shares sum to 1.5") {
      $0.entities[1].owners.append(OwnerRow(owner: at("a", .entities, 1, 5), share: at(0.5, .entities, 1, 6)))
    },
    ResolverRule("receives", "share-sum", at: place(.entities, 0, 9), "receives sum to 1.2") {
      $0.entities[0].receives = halves(0.6, .entities, 9)
    },
    ResolverRule(
      "receives, nearly", "share-sum-normalised", .warning, at: place(.entities, 0, 9), "receives sum to 1.01"
    ) {
      $0.entities[0].receives = halves(0.505, .entities, 9)
    },
    ResolverRule("ships from", "share-sum", at: place(.supplies, 0, 11), "ships_from sum to 1.2") {
      $0.supplies[0].shipsFrom = halves(0.6, .supplies, 11)
    },
    ResolverRule("end use", "share-sum", at: place(.needs, 0, 12), "end_use sum to 1.2") {
      $0.needs[0].endUse = halves(0.6, .needs, 12)
    },
    ResolverRule("HS codes, too much", "share-sum", at: place(.products, 0, 3), "'wafer' sum to 1.2, not to 1") {
      $0.products = [ProductRow(id: at("wafer", .products, 0, 1))]
      $0.products[0].hs = halves(0.6, .products, 3)
    },
    ResolverRule("HS codes, too little", "share-sum", at: place(.products, 0, 3), "'wafer' sum to 0.8, not to 1") {
      $0.products = [ProductRow(id: at("wafer", .products, 0, 1))]
      $0.products[0].hs = halves(0.4, .products, 3)
    },
    ResolverRule("market", "share-sum", at: place(.markets, 0, 1), "market shares of 'p' sum to 1.2, more than 1.02") {
      $0.markets = ["x", "y"].enumerated().map { row, provider in
        var market = MarketRow(product: at("p", .markets, row, 1), provider: at(provider, .markets, row, 2))
        market.share = at(0.6, .markets, row, 3)
        market.evidence.source = at("test", .markets, row, 4)
        return market
      }
    },
  ]

  private static func halves(_ share: Double, _ table: GraphBuilder.Table, _ column: Int) -> [ShareEntry] {
    ["USA", "IRL"].map { ShareEntry(key: at($0, table, 0, column), share: at(share, table, 0, column)) }
  }

  @Test func mapsThatAreALittleTooLargeAreDividedByTheirSum() throws {
    var document = ResolverRule.soundDocument()
    document.entities[0].receives = Self.halves(0.505, .entities, 9)
    document.entities[1].locations[1].share?.value = 0.11
    document.entities[1].owners = [
      OwnerRow(owner: at("c", .entities, 1, 5), share: at(0.75, .entities, 1, 6)),
      OwnerRow(owner: at("x", .entities, 1, 5), share: at(0.25 + 5e-10, .entities, 1, 6)),
    ]
    document.supplies[0].shipsFrom = Self.halves(0.5 + 1e-10, .supplies, 11)
    document.needs[0].endUse = Self.halves(0.505, .needs, 12)
    let graph = try #require(GraphResolver.resolve(document).graph)
    #expect(graph.entities[0].receives.map(\.share) == [0.5, 0.5])
    let sum = 0.9 + 0.11
    #expect(graph.entities[1].locations.map(\.share) == [0.9 / sum, 0.11 / sum])
    #expect(graph.entities[1].owners.map(\.share).reduce(0, +) == 1)
    #expect(graph.supplies[0].shipsFrom.map(\.share) == [0.5, 0.5])
    #expect(graph.needs[0].endUse.map(\.share) == [0.5, 0.5])
  }
}
