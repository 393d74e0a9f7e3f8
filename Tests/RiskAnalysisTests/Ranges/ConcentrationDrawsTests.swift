import ChokepointTestSupport
import Diagnostics
import RiskAnalysis
import ShareUncertainty
import SupplyGraph
import Testing

/// Drawn indices against the concentration of each drawn graph.
struct ConcentrationDrawsTests {
  @Test func rangesEqualTheReference() throws {
    var generator = SplitMix64(seed: 41)
    var compared = 0
    for round in 0..<8 {
      let graph = try RangeSketch.graph(RandomGraphs.rich, &generator)
      let draws = ShareDraws(graph, seed: UInt64(round))
      let count = 23
      let drawn = try (0..<count).map { ConcentrationAnalysis(try draws.graph(graph, draw: $0)) }
      let analysis = ConcentrationAnalysis(graph)
      let ranges = try ConcentrationDraws(graph, seed: UInt64(round), draws: count)
      for grouping in ConcentrationGrouping.allCases where grouping != .hazard {
        for product in analysis.products {
          guard let pooled = analysis.concentration(of: product, by: grouping) else { continue }
          try compare(pooled, ranges, drawn.map { $0.concentration(of: product, by: grouping) })
          compared += 1
        }
        for need in graph.needs.indices where !graph.needs[need].isImplicit {
          guard let single = analysis.concentration(ofNeed: need, by: grouping) else { continue }
          try compare(single, ranges, drawn.map { $0.concentration(ofNeed: need, by: grouping) })
          compared += 1
        }
      }
    }
    #expect(compared > 100)
  }

  private func compare(
    _ recorded: Concentration, _ ranges: ConcentrationDraws, _ drawn: [Concentration?]
  ) throws {
    guard recorded.indices?.hhi != nil else { return }
    let values = drawn.compactMap { $0?.indices?.hhi }
    let range = try #require(ranges.range(of: recorded))
    #expect(abs(range.p05 - NaiveRanges.quantile(values, 0.05)) < 1e-9)
    #expect(abs(range.median - NaiveRanges.quantile(values, 0.5)) < 1e-9)
    #expect(abs(range.p95 - NaiveRanges.quantile(values, 0.95)) < 1e-9)
  }

  /// Two providers, one of them with a range, 0.6 recorded: w = x / (x + 0.4) rises with x, and so does the index.
  @Test func marketsByHand() throws {
    var document = GraphBuilder.document(entity("left"), entity("right"))
    document.addProduct("part", name: "Part")
    document.addMarket("part", "left", 0.6, low: 0.6, high: 0.8)
    document.addMarket("part", "right", 0.4)
    let graph = try GraphResolver.graph(of: document)
    let market = try #require(ConcentrationAnalysis(graph).concentration(of: "part", by: .provider))
    #expect(market.scope == .market)
    let range = try #require(try ConcentrationDraws(graph, seed: 1, draws: 40_000).range(of: market))
    // x(p) = 0.8 − 0.2·√(1 − p): the quantiles of a law that only falls.
    for (part, value) in [(0.05, range.p05), (0.5, range.median), (0.95, range.p95)] {
      let x = 0.8 - 0.2 * (1 - part).squareRoot()
      let w = x / (x + 0.4)
      #expect(abs(value - (w * w + (1 - w) * (1 - w))) < 1e-3)
    }
  }

  @Test func withoutRangesTheIndexIsAPoint() throws {
    let graph = try GraphBuilder.graph(entity("buyer", needs: [need("part", from: ["first": 0.5, "second": 0.3])]))
    let recorded = try #require(ConcentrationAnalysis(graph).concentration(of: "part", by: .provider))
    let hhi = try #require(recorded.indices?.hhi)
    #expect(
      try ConcentrationDraws(graph, seed: 1, draws: 10).range(of: recorded)
        == DrawnRange(p05: hhi, median: hhi, p95: hhi, mean: hhi))
    #expect(throws: DrawError.countOutsideLimits(0)) { try ConcentrationDraws(graph, seed: 1, draws: 0) }
  }
}
