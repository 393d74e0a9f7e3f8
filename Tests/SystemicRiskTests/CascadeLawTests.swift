import ChokepointTestSupport
import SystemicRisk
import Testing

@Suite struct CascadeLawTests {
  static let twins = TwinNetwork.random(count: 120, seed: 61)

  private func risk(
    _ twin: TwinNetwork, _ hasSubstitution: Bool = false, epsilon: Double = 1e-9
  ) throws -> EconomicSystemicRisk {
    try EconomicSystemicRisk(
      twin.network, options: SystemicRiskOptions(epsilon: epsilon, hasSubstitution: hasSubstitution))
  }

  @Test func noFailureNoLoss() throws {
    for twin in Self.twins {
      let index = try risk(twin).index(of: [FirmFailure(firm: 0, loss: 0)])
      #expect(index.value == 0 && index.firmsHit == 0 && index.steps == 1 && index.remainder == 0)
    }
  }

  @Test func everybodyClosedIsEverythingLost() throws {
    for twin in Self.twins {
      let risk = try risk(twin)
      let all = twin.industries.indices.map { FirmFailure(firm: $0) }
      #expect(abs(risk.index(of: all).value - (risk.totalSales > 0 ? 1 : 0)) < 1e-12)
    }
  }

  @Test func aFirmLosesAtLeastItsOwnSales() throws {
    for twin in Self.twins {
      let risk = try risk(twin)
      for (firm, index) in risk.allFirms().enumerated() where risk.totalSales > 0 {
        #expect(index.value >= risk.sales(of: firm) / risk.totalSales - 1e-12)
        #expect(index.value <= 1 + 1e-12)
        #expect(index.value >= max(index.downstream, index.upstream) - 1e-12)
      }
    }
  }

  @Test(arguments: [false, true]) func moreFailureNeverMeansLessLoss(hasSubstitution: Bool) throws {
    var generator = SplitMix64(seed: 62)
    for twin in Self.twins {
      let risk = try risk(twin, hasSubstitution)
      let shock = twin.shock(using: &generator)
      let worse = shock + [FirmFailure(firm: generator.below(twin.industries.count), loss: generator.unit())]
      #expect(risk.index(of: worse).value >= risk.index(of: shock).value - 1e-9)
    }
  }

  @Test func substitutionNeverRaisesTheLoss() throws {
    for twin in Self.twins {
      for (with, without) in zip(try risk(twin, true).allFirms(), try risk(twin, false).allFirms()) {
        #expect(with.value <= without.value + 1e-9)
        #expect(abs(with.upstream - without.upstream) < 1e-7)
      }
    }
  }

  /// A power of two rounds nothing, so not even the last bit may move.
  @Test func unitsDoNotMatter() throws {
    for twin in Self.twins {
      var scaled = twin
      scaled.sales = twin.sales.map {
        Sale(seller: $0.seller, buyer: $0.buyer, volume: $0.volume * 1024, essentiality: $0.essentiality)
      }
      scaled.outside = twin.outside.map {
        OutsidePurchase(buyer: $0.buyer, industry: $0.industry, volume: $0.volume * 1024)
      }
      #expect(try risk(twin).allFirms() == risk(scaled).allFirms())
    }
  }

  @Test func renamingRenames() throws {
    var generator = SplitMix64(seed: 63)
    for twin in Self.twins {
      let names = generator.permutation(twin.industries.count)
      var renamed = twin
      for (firm, name) in names.enumerated() { renamed.industries[name] = twin.industries[firm] }
      renamed.sales = twin.sales.map {
        Sale(
          seller: names[$0.seller], buyer: names[$0.buyer], volume: $0.volume, essentiality: $0.essentiality)
      }
      renamed.outside = twin.outside.map {
        OutsidePurchase(buyer: names[$0.buyer], industry: $0.industry, volume: $0.volume)
      }
      let (before, after) = (try risk(twin).allFirms(), try risk(renamed).allFirms())
      for (firm, index) in before.enumerated() { #expect(abs(after[names[firm]].value - index.value) < 1e-12) }
    }
  }

  /// Workers share the shocks in any way; each answer is that of its shock alone, to the last bit.
  @Test(arguments: [false, true]) func manyAtOnceAreEachAlone(hasSubstitution: Bool) throws {
    let firms = try Firms40()
    let risk = try EconomicSystemicRisk(
      firms.network, options: SystemicRiskOptions(hasSubstitution: hasSubstitution))
    let together = risk.allFirms()
    for (firm, index) in together.enumerated() { #expect(risk.index(of: [FirmFailure(firm: firm)]) == index) }
    #expect(risk.allFirms() == together)
  }

  @Test(arguments: [false, true]) func whatIsLeftOutIsBounded(hasSubstitution: Bool) throws {
    var proven = 0
    var all = 0
    for twin in Self.twins {
      let coarse = try risk(twin, hasSubstitution, epsilon: 1e-2).allFirms()
      let fine = try risk(twin, hasSubstitution, epsilon: 1e-13).allFirms()
      for (rough, exact) in zip(coarse, fine) {
        all += 1
        guard let remainder = rough.remainder else { continue }
        proven += 1
        #expect(exact.value - rough.value <= remainder + 1e-10)
      }
    }
    #expect(proven * 100 >= all * 95)
  }

  /// A circle that hardly anything leaves: each step adds d, so the last change says nothing of what is to come.
  @Test func aSlowCircleIsNotTakenForFinished() throws {
    let d = 1e-6
    let network = try FirmNetwork(
      industries: [0, 1, 0], industryCount: 2,
      sales: [
        Sale(seller: 2, buyer: 1, volume: d, essentiality: .essential),
        Sale(seller: 0, buyer: 1, volume: 1 - d, essentiality: .essential),
        Sale(seller: 1, buyer: 0, volume: 1, essentiality: .essential),
      ])
    let index = try EconomicSystemicRisk(network, options: SystemicRiskOptions(epsilon: 1e-2))
      .index(of: [FirmFailure(firm: 2)])
    #expect(index.isConverged && index.lastChange <= 1e-2 && index.downstream < 1e-5)
    // In truth all is lost in the end.
    #expect(try #require(index.remainder) > 0.999)
  }

  @Test func theLimitOfStepsIsKept() throws {
    let firms = try Firms40()
    let index = try EconomicSystemicRisk(
      firms.network, options: SystemicRiskOptions(hasSubstitution: true, stepLimit: 3)
    ).index(of: [FirmFailure(firm: 0)])
    #expect(index.steps == 3 && !index.isConverged)
  }
}
