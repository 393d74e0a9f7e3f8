public import ScenarioModel
public import SupplyGraph

/// Customs values by product, code and partner, and what tariffs, the dollar and demand do to them.
///
/// Each flow is split by the customs codes of its product (`share` of a code over the sum of the shares), each part by
/// the tariff rules that cover it (`TariffCoverage`), and every piece is priced apart (``TradePricing``):
///
///     customs value = V · ( m(0) + Σ over covered pieces f · (m(τ) − m(0)) )
///     duty          = V · Σ over covered pieces f · τ · m(τ)
///
/// Where several rules cover a piece their rates add up. The form of the sum makes a measure that changes nothing
/// change nothing to the last bit. Ranges add the ranges of the pieces, so they hold whatever the parameters are
/// within theirs, also where they differ between goods.
///
/// - Complexity: O(flows · codes · cells · rules).
public struct TradeAnalysis: Sendable {
  public let flows: CustomsFlows

  public init(_ graph: SupplyGraph) { flows = CustomsFlows(graph) }

  public var graph: SupplyGraph { flows.graph }

  /// The imports of some countries under measures.
  ///
  /// - Parameters:
  ///   - reporters: ISO 3166 codes. Trade between two of them is an import of the one and an export of the other.
  ///   - horizonYears: years after the measures, 0 or more.
  ///   - period: only rules in force on some day of it are computed; nil for all rules at once.
  public func result(
    reporters: [String], measures: TradeMeasures = .none, horizonYears: Double = 1, period: Period? = nil
  ) -> TradeResult {
    var computation = TradeComputation(
      graph: graph, measures: measures, horizonYears: horizonYears, period: period)
    for (order, reporter) in reporters.enumerated() {
      for flow in flows.flows where flow.destination == reporter { computation.addImport(flow, order: order) }
    }
    return TradeResult(
      reporters: reporters, measures: measures, horizonYears: horizonYears, imports: computation.sortedLines(),
      exports: exports(of: reporters), totals: computation.totals, waterfalls: computation.waterfalls,
      gaps: reporters.map { TradeGaps(graph, into: $0) }, withoutElasticity: computation.withoutElasticity)
  }

  private func exports(of reporters: [String]) -> [ExportLine] {
    var lines: [ExportLine] = []
    var order: [[String]: Int] = [:]
    for reporter in reporters {
      for flow in flows.flows where flow.partner == reporter {
        let product = graph.needs[flow.need].product
        for code in graph.codes(of: product) {
          let key = [reporter, flow.destination, product, code.code]
          if let index = order[key] {
            lines[index].value += flow.value * code.share
          } else {
            order[key] = lines.count
            lines.append(
              ExportLine(
                reporter: reporter, partner: flow.destination, product: product, hs: code.code,
                value: flow.value * code.share))
          }
        }
      }
    }
    let rank = Dictionary(reporters.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    return lines.sorted { a, b in
      let (ra, rb) = (rank[a.reporter] ?? 0, rank[b.reporter] ?? 0)
      if ra != rb { return ra < rb }
      if a.value != b.value { return a.value > b.value }
      return [a.product, a.hs, a.partner].precedes([b.product, b.hs, b.partner])
    }
  }
}

extension SupplyGraph {
  /// The customs codes of a product with shares that sum to 1.
  func codes(of product: String) -> [(code: String, share: Double)] {
    let codes = (self.product(product)?.hs ?? []).filter { $0.share > 0 }
    let sum = codes.reduce(0) { $0 + $1.share }
    return codes.map { (code: $0.code, share: codes.count == 1 ? 1 : $0.share / sum) }
  }
}

extension [String] {
  /// Order of bytes, the first difference deciding; the same on every machine.
  func precedes(_ other: [String]) -> Bool {
    for (a, b) in zip(self, other) where a != b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
    return count < other.count
  }
}
