import ScenarioModel
import SupplyGraph

/// Adds flows up, piece by piece.
struct TradeComputation {
  private let graph: SupplyGraph
  private let measures: TradeMeasures
  private let horizonYears: Double
  private let pricing: TradePricing
  private let isApplied: [Bool]
  private var lines: [(order: Int, line: ImportLine)] = []
  private var lineIndex: [[String]: Int] = [:]
  private var coverages: [Int: TariffCoverage] = [:]
  private(set) var totals = TradeTotals(
    baseline: 0, customsValue: ValueRange(value: 0, low: 0, high: 0), duty: ValueRange(value: 0, low: 0, high: 0),
    coveredValue: 0)
  private(set) var waterfalls: [TariffWaterfall]
  private(set) var withoutElasticity = 0.0

  init(graph: SupplyGraph, measures: TradeMeasures, horizonYears: Double, period: Period?) {
    self.graph = graph
    self.measures = measures
    self.horizonYears = horizonYears
    pricing = TradePricing(measures)
    let isApplied = measures.tariffs.map { $0.isInForce(at: period) }
    self.isApplied = isApplied
    waterfalls = zip(measures.tariffs, isApplied).map { TariffWaterfall(rule: $0, isApplied: $1) }
  }

  mutating func addImport(_ flow: CustomsFlow, order: Int) {
    let product = graph.needs[flow.need].product
    let coverage = coverage(of: flow.need)
    let elasticity = TradePricing.elasticity(of: graph.product(product), years: horizonYears)
    if graph.product(product)?.elasticityShort == nil, graph.product(product)?.elasticityLong == nil {
      withoutElasticity += flow.value
    }
    let demand = demandFactor(of: graph.needs[flow.need].entity)
    let free = pricing.multiplier(rate: 0, elasticity: elasticity, demand: demand)
    for code in graph.codes(of: product) {
      let value = flow.value * code.share
      var multiplier = free
      var duty = ValueRange(value: 0, low: 0, high: 0)
      var covered = 0.0
      for cell in coverage.cells(rules(on: flow, code: code.code)) {
        let rate = cell.rules.reduce(0) { $0 + measures.tariffs[$1].rate }
        let taxed = pricing.multiplier(rate: rate, elasticity: elasticity, demand: demand)
        multiplier.value += cell.share * (taxed.value - free.value)
        multiplier.low += cell.share * (taxed.low - free.low)
        multiplier.high += cell.share * (taxed.high - free.high)
        duty.value += cell.share * rate * taxed.value
        duty.low += cell.share * rate * taxed.low
        duty.high += cell.share * rate * taxed.high
        covered += cell.share * taxed.value
        for rule in cell.rules {
          waterfalls[rule].duty += value * cell.share * measures.tariffs[rule].rate * taxed.value
        }
      }
      count(flow, code: code.code, value: value, coverage)
      add(
        ImportLine(
          reporter: flow.destination, partner: flow.partner, product: product, hs: code.code, baseline: value,
          customsValue: multiplier.scaled(by: value), coveredValue: covered * value, duty: duty.scaled(by: value)),
        order: order)
    }
  }

  /// Lines by reporter, the largest first; equal ones by product, code and partner.
  func sortedLines() -> [ImportLine] {
    lines.sorted { a, b in
      if a.order != b.order { return a.order < b.order }
      let (x, y) = (a.line, b.line)
      if x.customsValue.value != y.customsValue.value { return x.customsValue.value > y.customsValue.value }
      return [x.product, x.hs, x.partner].precedes([y.product, y.hs, y.partner])
    }.map(\.line)
  }

  // MARK: Pieces

  private mutating func coverage(of need: Int) -> TariffCoverage {
    if let known = coverages[need] { return known }
    let coverage = TariffCoverage(of: need, in: graph, rules: measures.tariffs)
    coverages[need] = coverage
    return coverage
  }

  /// The rules in force that are about this code, this origin and this border.
  private func rules(on flow: CustomsFlow, code: String) -> [Int] {
    measures.tariffs.indices.filter { index in
      let rule = measures.tariffs[index]
      return isApplied[index] && rule.reporter == flow.destination && rule.covers(code: code)
        && rule.origins.contain(flow.partner)
    }
  }

  /// Several changes of one entity's demand multiply.
  private func demandFactor(of entity: EntityIndex) -> Double {
    measures.demand.reduce(1) { factor, change in
      guard let choice = change.choices.first(where: { $0.entity == entity }) else { return factor }
      return factor * (1 + choice.share * (change.factor - 1))
    }
  }

  private mutating func count(_ flow: CustomsFlow, code: String, value: Double, _ coverage: TariffCoverage) {
    for (index, rule) in measures.tariffs.enumerated()
    where rule.reporter == flow.destination && rule.covers(code: code) {
      waterfalls[index].inHeadings += value
      guard rule.origins.contain(flow.partner) else { continue }
      waterfalls[index].fromOrigins += value
      if !rule.windows.isEmpty, coverage.variants.isEmpty { waterfalls[index].withoutVariants += value }
      let inside = coverage.insideWindow(index)
      waterfalls[index].inWindow += value * inside
      if !rule.exemptEndUse.isEmpty, coverage.endUse.isEmpty { waterfalls[index].withoutEndUse += value * inside }
      waterfalls[index].covered += value * inside * (1 - coverage.exempt(index))
    }
  }

  private mutating func add(_ line: ImportLine, order: Int) {
    totals.baseline += line.baseline
    totals.customsValue.add(line.customsValue)
    totals.duty.add(line.duty)
    totals.coveredValue += line.coveredValue
    let key = [line.reporter, line.partner, line.product, line.hs]
    guard let index = lineIndex[key] else {
      lineIndex[key] = lines.count
      lines.append((order, line))
      return
    }
    lines[index].line.baseline += line.baseline
    lines[index].line.customsValue.add(line.customsValue)
    lines[index].line.coveredValue += line.coveredValue
    lines[index].line.duty.add(line.duty)
  }
}

extension ValueRange {
  fileprivate func scaled(by factor: Double) -> ValueRange {
    ValueRange(value: value * factor, low: low * factor, high: high * factor)
  }

  fileprivate mutating func add(_ other: ValueRange) {
    value += other.value
    low += other.low
    high += other.high
  }
}
