import ChokepointTestSupport
import ScenarioModel
import SupplyGraph
import Testing
import TradeAnalysis

/// Laws on seeded random graphs, and agreement with the definition read literally.
struct TradeLawTests {
  static let seeds: [UInt64] = Array(1...100)
  private static let places = RandomTrade.countries + ["unknown"]

  private func graph(_ seed: UInt64) throws -> SupplyGraph {
    var generator = SplitMix64(seed: seed)
    return try RandomTrade().sketch(using: &generator).graph()
  }

  private func measures(_ seed: UInt64) -> TradeMeasures {
    var generator = SplitMix64(seed: seed &* 7919)
    var rules: [TariffRule] = []
    for index in 0..<(1 + generator.below(3)) {
      let low = Double(generator.below(8))
      rules.append(
        TariffRule(
          id: "r\(index)", headings: [["84", "8471.50", "85", "8542"][generator.below(4)]],
          origins: generator.below(2) == 0 ? TariffOrigins() : TariffOrigins(countries: ["TWN", "MEX"]),
          rate: Double(generator.below(8)) / 8,
          windows: generator.below(2) == 0
            ? [] : [TechnicalWindow([.init(attribute: "tpp", low: low, high: low + 4)])],
          exemptEndUse: generator.below(2) == 0 ? [] : [RandomTrade.uses[generator.below(3)]]))
    }
    return TradeMeasures(tariffs: rules, dollarChange: Double(generator.below(5)) / 10 - 0.2)
  }

  @Test(arguments: seeds) func everyLineIsTheDefinition(_ seed: UInt64) throws {
    let graph = try graph(seed)
    let naive = NaiveTrade(graph)
    let result = TradeAnalysis(graph).result(reporters: RandomTrade.countries)
    var listed: [String: Double] = [:]
    for line in result.imports {
      listed["\(line.product) \(line.hs) \(line.reporter) \(line.partner)"] = line.customsValue.value
    }
    #expect(listed.count == result.imports.count)
    for product in graph.products {
      for code in product.hs {
        for into in RandomTrade.countries {
          for from in Self.places {
            let expected = naive.customsValue(product.id, code.code, into: into, from: from)
            let found = listed["\(product.id) \(code.code) \(into) \(from)"] ?? 0
            #expect(abs(expected - found) < 1e-10)
          }
        }
      }
    }
  }

  @Test(arguments: seeds) func countriesProductsAndCodesHaveOneTotal(_ seed: UInt64) throws {
    let result = TradeAnalysis(try graph(seed)).result(reporters: ["USA", "DEU"], measures: measures(seed))
    func total(by key: (ImportLine) -> String) -> Double {
      var groups: [String: Double] = [:]
      for line in result.imports { groups[key(line), default: 0] += line.customsValue.value }
      return groups.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
    for sum in [total { $0.partner }, total { $0.product }, total { $0.hs }, total { $0.reporter }] {
      #expect(abs(sum - result.totals.customsValue.value) < 1e-9)
    }
    #expect(abs(result.imports.reduce(0) { $0 + $1.duty.value } - result.totals.duty.value) < 1e-9)
    #expect(abs(result.waterfalls.reduce(0) { $0 + $1.duty } - result.totals.duty.value) < 1e-9)
    for line in result.imports {
      #expect(line.baseline > 0 && line.customsValue.low >= 0 && line.duty.low >= 0 && line.partner != line.reporter)
    }
    for step in result.waterfalls {
      #expect(step.inHeadings >= step.fromOrigins - 1e-9 && step.fromOrigins >= step.inWindow - 1e-9)
      #expect(step.inWindow >= step.covered - 1e-9 && step.covered >= 0)
    }
  }

  @Test(arguments: seeds) func importsOfAllAreExportsOfAll(_ seed: UInt64) throws {
    let result = TradeAnalysis(try graph(seed)).result(reporters: RandomTrade.countries)
    let imports = result.imports.filter { $0.partner != CustomsFlow.unknownPartner }.reduce(0) { $0 + $1.baseline }
    #expect(abs(imports - result.exports.reduce(0) { $0 + $1.value }) < 1e-9)
  }

  @Test(arguments: seeds) func noGoodsCrossOneBorderTwice(_ seed: UInt64) throws {
    let graph = try graph(seed)
    var byNeed: [Int: Double] = [:]
    for flow in CustomsFlows(graph).flows {
      #expect(flow.value > 0 && flow.destination != flow.partner)
      byNeed[flow.need, default: 0] += flow.value
    }
    for (need, value) in byNeed { #expect(value <= (graph.needs[need].volume ?? 0) + 1e-9) }
  }

  @Test(arguments: seeds) func dutiesAreTheDefinition(_ seed: UInt64) throws {
    let graph = try graph(seed)
    let measures = measures(seed)
    let result = TradeAnalysis(graph).result(reporters: ["USA"], measures: measures)
    let naive = NaiveTrade(graph).result(measures, into: "USA", partners: Self.places)
    #expect(abs(result.totals.customsValue.value - naive.customs) < 1e-9)
    #expect(abs(result.totals.duty.value - naive.duty) < 1e-9)
  }

  @Test(arguments: seeds) func whatChangesNothingChangesNothingToTheLastBit(_ seed: UInt64) throws {
    let analysis = TradeAnalysis(try graph(seed))
    let baseline = analysis.result(reporters: ["USA"])
    var measures = measures(seed)
    measures.dollarChange = 0
    for index in measures.tariffs.indices { measures.tariffs[index].rate = 0 }
    let result = analysis.result(reporters: ["USA"], measures: measures)
    #expect(result.imports.map(\.customsValue) == baseline.imports.map(\.customsValue))
    #expect(result.totals.change == ValueRange(value: 0, low: 0, high: 0))
    #expect(result.totals.duty.high == 0)
  }

  /// p_b falls and p_c rises with the rate where φ ≤ 1, so with ε ≤ 0 customs value never rises with it.
  @Test(arguments: seeds) func aHigherRateNeverRaisesCustomsValue(_ seed: UInt64) throws {
    let analysis = TradeAnalysis(try graph(seed))
    var measures = measures(seed)
    var last = Double.infinity
    for step in 0...6 {
      for index in measures.tariffs.indices { measures.tariffs[index].rate = Double(step) / 4 }
      let value = analysis.result(reporters: ["USA"], measures: measures).totals.customsValue.value
      #expect(value <= last + 1e-9)
      last = value
    }
  }

  @Test(arguments: seeds) func rangesHoldForEveryChoiceWithinTheirs(_ seed: UInt64) throws {
    let graph = try graph(seed)
    let wide = measures(seed)
    let totals = TradeAnalysis(graph).result(reporters: ["USA"], measures: wide).totals
    #expect(
      totals.customsValue.low <= totals.customsValue.value && totals.customsValue.value <= totals.customsValue.high)
    var generator = SplitMix64(seed: seed)
    for _ in 0..<8 {
      func draw(_ range: ValueRange) -> ValueRange {
        let value = range.low + (range.high - range.low) * generator.unit()
        return ValueRange(value: value, low: value, high: value)
      }
      var narrow = wide
      narrow.tariffPassThrough = draw(wide.tariffPassThrough)
      narrow.exchangeRatePassThrough = draw(wide.exchangeRatePassThrough)
      let drawn = TradeAnalysis(graph).result(reporters: ["USA"], measures: narrow).totals
      #expect(drawn.customsValue.value >= totals.customsValue.low - 1e-9)
      #expect(drawn.customsValue.value <= totals.customsValue.high + 1e-9)
      #expect(drawn.duty.value >= totals.duty.low - 1e-9 && drawn.duty.value <= totals.duty.high + 1e-9)
    }
  }
}
