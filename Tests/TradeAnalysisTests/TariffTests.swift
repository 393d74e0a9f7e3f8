import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing
import TradeAnalysis

/// Duties, prices and quantities, with the numbers worked by hand.
struct TariffTests {
  private let fixed = ValueRange(value: -0.1, low: -0.1, high: -0.1)
  private let variants: [(id: String, share: Double?, attributes: [(name: String, value: Double)])] = [
    ("h200", 0.2, [("tpp", 15_800), ("dram_gbps", 4_800)]),
    ("blackwell", 0.8, [("tpp", 36_000), ("dram_gbps", 8_000)]),
  ]
  private let window = TechnicalWindow([
    .init(attribute: "tpp", low: 14_000, high: 17_500), .init(attribute: "dram_gbps", low: 4_500, high: 5_000),
  ])

  /// A buyer in the United States of 235 bn of goods from Taiwan.
  private func result(
    _ measures: TradeMeasures, elasticity: ValueRange? = nil, isBare: Bool = false, endUse: Bool = true,
    years: Double = 1, period: Period? = nil
  ) throws -> TradeResult {
    let graph = try TradeSketch(
      goods: [.init("board", hs: [("8473.30", 1)], variants: isBare ? [] : variants, elasticity: elasticity ?? fixed)],
      traders: [.init("buyer", locations: [("USA", 1)]), .init("seller", locations: [("TWN", 1)])],
      purchases: [
        .init(
          "buyer", "board", volume: 235, endUse: endUse ? [("us-data-centre", 0.95), ("other", 0.05)] : [],
          from: [("seller", 1, [])])
      ]
    ).graph()
    return TradeAnalysis(graph).result(reporters: ["USA"], measures: measures, horizonYears: years, period: period)
  }

  private func rule(
    rate: Double = 0.25, windows: [TechnicalWindow] = [], exempt: [String] = [], origins: TariffOrigins = .init(),
    headings: [String] = ["8473.30"], status: TariffStatus = .enacted, start: String? = nil, end: String? = nil
  ) -> TariffRule {
    TariffRule(
      id: "rule", headings: headings, origins: origins, rate: rate, windows: windows, exemptEndUse: exempt,
      start: start.flatMap { Period($0) }, end: end.flatMap { Period($0) }, status: status)
  }

  @Test func aQuarterOfTwoHundredThirtyFive() throws {
    let totals = try result(TradeMeasures(tariffs: [rule()])).totals
    // 235 · (1.225/1.25) · 1.225^−0.1
    #expect(abs(totals.customsValue.value - 225.67) < 0.005)
    #expect(abs(totals.duty.value - 56.42) < 0.005)
    #expect(abs((totals.effectiveRate ?? 0) - 0.25) < 1e-12 && abs((totals.coveredRate ?? 0) - 0.25) < 1e-12)
    #expect(abs(totals.change.value + 9.33) < 0.005)
    #expect(totals.customsValue.low < totals.customsValue.value && totals.customsValue.value < totals.customsValue.high)
  }

  @Test func fullPassThroughLeavesTheExporterItsPrice() throws {
    let full = ValueRange(value: 1, low: 1, high: 1)
    let totals = try result(TradeMeasures(tariffs: [rule()], tariffPassThrough: full)).totals
    #expect(abs(totals.customsValue.value - 229.81) < 0.005)
  }

  @Test func windowAndExemptionsLeaveOnePerCent() throws {
    let outcome = try result(TradeMeasures(tariffs: [rule(windows: [window], exempt: ["us-data-centre"])]))
    let steps = outcome.waterfalls[0]
    #expect(steps.inHeadings == 235 && steps.fromOrigins == 235)
    #expect(abs(steps.inWindow - 47) < 1e-9 && abs(steps.covered - 2.35) < 1e-9)
    // The covered hundredth is priced as if it were alone.
    #expect(abs(outcome.totals.duty.value - 0.5642) < 0.0001)
    #expect(abs(outcome.totals.customsValue.value - (235 * 0.99 + 2.2567)) < 0.0001)
    #expect(abs((outcome.totals.coveredRate ?? 0) - 0.25) < 1e-12)
    #expect((outcome.totals.effectiveRate ?? 1) < 0.0025)
  }

  @Test func oneOfSeveralWindowsIsEnoughAndAllAttributesCount() throws {
    let other = TechnicalWindow([.init(attribute: "tpp", low: 30_000, high: 40_000)])
    let low = TechnicalWindow([
      .init(attribute: "tpp", low: 14_000, high: 17_500), .init(attribute: "dram_gbps", low: 0, high: 4_000),
    ])
    func inside(_ windows: [TechnicalWindow]) throws -> Double {
      try result(TradeMeasures(tariffs: [rule(windows: windows)])).waterfalls[0].inWindow
    }
    #expect(abs(try inside([window, other]) - 235) < 1e-9)
    #expect(abs(try inside([other]) - 188) < 1e-9)
    #expect(try inside([low]) == 0)
    #expect(try inside([TechnicalWindow([.init(attribute: "weight", low: 0, high: 1e9)])]) == 0)
  }

  @Test func withoutVariantsNothingIsInsideAWindow() throws {
    let outcome = try result(TradeMeasures(tariffs: [rule(windows: [window])]), isBare: true)
    #expect(outcome.totals.duty.value == 0)
    #expect(outcome.waterfalls[0].withoutVariants == 235 && outcome.waterfalls[0].inWindow == 0)
    #expect(outcome.totals.coveredRate == nil && outcome.totals.effectiveRate == 0)
  }

  @Test func withoutEndUseNothingIsExempt() throws {
    let outcome = try result(TradeMeasures(tariffs: [rule(exempt: ["us-data-centre"])]), endUse: false)
    #expect(outcome.waterfalls[0].withoutEndUse == 235 && outcome.waterfalls[0].covered == 235)
  }

  @Test func aCarrierTakesTheVariantsOfWhatIsInside() throws {
    let graph = try TradeSketch(
      goods: [
        .init("server", hs: [("8471.50", 1)]), .init("chip", hs: [("8542.31", 1)], variants: variants),
        .init("cable", hs: [("8544.42", 1)]),
      ],
      traders: [.init("buyer", locations: [("USA", 1)]), .init("maker", locations: [("MEX", 1)])],
      purchases: [
        .init("buyer", "server", volume: 100, endUse: [("lab", 0.5)], from: [("maker", 1, [])]),
        .init("buyer", "chip", volume: 70, embeddedIn: "server", from: [("maker", 1, [("TWN", 1)])]),
        .init("buyer", "cable", volume: 5, embeddedIn: "server", from: [("maker", 1, [])]),
      ]
    ).graph()
    let rule = TariffRule(id: "r", headings: ["8471"], rate: 0.25, windows: [window], exemptEndUse: ["lab"])
    let steps = TradeAnalysis(graph).result(reporters: ["USA"], measures: TradeMeasures(tariffs: [rule])).waterfalls[0]
    #expect(abs(steps.inWindow - 20) < 1e-9 && abs(steps.covered - 10) < 1e-9)
  }

  @Test func originsAndHeadingsDecideWhatIsMeant() throws {
    func duty(_ rule: TariffRule) throws -> Double { try result(TradeMeasures(tariffs: [rule])).totals.duty.value }
    #expect(try duty(rule(origins: TariffOrigins(countries: ["TWN"]))) > 56)
    #expect(try duty(rule(origins: TariffOrigins(countries: ["MEX"]))) == 0)
    #expect(try duty(rule(origins: TariffOrigins(excluded: ["TWN"]))) == 0)
    #expect(try duty(rule(headings: ["84"])) > 56)
    #expect(try duty(rule(headings: ["847330"])) > 56)
    #expect(try duty(rule(headings: ["8473.3"])) > 56)
    #expect(try duty(rule(headings: ["8473.30.11"])) == 0)
    #expect(try duty(rule(headings: ["73"])) == 0)
  }

  @Test func onlyLivingRulesCount() throws {
    func duty(_ rule: TariffRule, _ period: String?) throws -> Double {
      try result(TradeMeasures(tariffs: [rule]), period: period.flatMap { Period($0) }).totals.duty.value
    }
    #expect(try duty(rule(status: .threatened), nil) > 56)
    #expect(try duty(rule(status: .struckDown), nil) == 0)
    let dated = rule(start: "2026-02-24", end: "2026-07-23")
    #expect(try duty(dated, nil) > 56)
    #expect(try duty(dated, "2026-01") == 0)
    #expect(try duty(dated, "2026-02") > 56)
    #expect(try duty(dated, "2026-07-24") == 0)
  }

  @Test func ratesOfSeveralRulesAddUp() throws {
    let both = try result(TradeMeasures(tariffs: [rule(rate: 0.1), rule(rate: 0.15)])).totals
    let one = try result(TradeMeasures(tariffs: [rule()])).totals
    #expect(abs(both.customsValue.value - one.customsValue.value) < 1e-9)
    #expect(abs(both.duty.value - one.duty.value) < 1e-9)
  }

  @Test func aWeakerDollarRaisesPricesByAPart() throws {
    let none = ValueRange(value: 0, low: 0, high: 0)
    let beta = ValueRange(value: 0.3, low: 0.3, high: 0.3)
    let totals = try result(
      TradeMeasures(dollarChange: -0.1, exchangeRatePassThrough: beta), elasticity: none
    ).totals
    // e = 1/0.9 − 1 = 11.1 %, of which three tenths: 3.33 %.
    #expect(abs(totals.customsValue.value / 235 - (1 + 0.3 / 9)) < 1e-12)
    #expect(totals.duty.value == 0)
  }

  @Test func demandScalesWhatTheChosenBuy() throws {
    let measures = TradeMeasures(demand: [
      DemandChange(choices: [.init(entity: EntityIndex(0), share: 1)], selection: "buyer", factor: 1.6),
      DemandChange(choices: [.init(entity: EntityIndex(0), share: 0.5)], selection: "buyer", factor: 2),
      DemandChange(choices: [.init(entity: EntityIndex(1), share: 1)], selection: "seller", factor: 9),
    ])
    #expect(abs(try result(measures).totals.customsValue.value - 235 * 1.6 * 1.5) < 1e-9)
  }

  @Test func elasticityRunsFromShortToLong() throws {
    let short = ValueRange(value: -0.1, low: -0.3, high: 0)
    let long = ValueRange(value: -0.7, low: -2, high: -0.4)
    var document = TradeSketch(
      goods: [.init("p", hs: [("8473.30", 1)])], traders: [.init("a")], purchases: []
    ).document()
    func written(_ range: ValueRange) -> RangeRow {
      RangeRow(value: Located(range.value), low: Located(range.low), high: Located(range.high))
    }
    document.products[0].elasticityShort = written(short)
    document.products[0].elasticityLong = written(long)
    let product = try #require(try GraphResolver.graph(of: document).product("p"))
    #expect(TradePricing.elasticity(of: product, years: 0) == short)
    #expect(TradePricing.elasticity(of: product, years: 1) == short)
    #expect(abs(TradePricing.elasticity(of: product, years: 2).value + 0.4) < 1e-12)
    #expect(abs(TradePricing.elasticity(of: product, years: 2).low + 1.15) < 1e-12)
    #expect(TradePricing.elasticity(of: product, years: 3) == long)
    #expect(TradePricing.elasticity(of: product, years: 30) == long)
    #expect(TradePricing.elasticity(of: nil, years: 1).value == 0)
  }
}
