import ChokepointTestSupport
import RiskAnalysis
import ShareUncertainty
import SupplyGraph
import Testing

/// The example of `Docs/Methods/Ranges.md`, number for number.
struct RangeExampleTests {
  @Test func oneDraw() {
    let first = TriangularLaw(low: 0.4, mode: 0.5, high: 0.6).quantile(0.18)
    let second = TriangularLaw(low: 0.2, mode: 0.3, high: 0.4).quantile(0.68)
    #expect(abs(first - 0.46) < 1e-12)
    #expect(abs(second - 0.32) < 1e-12)
    #expect(abs(first / (first + second + 0.2) - 0.4694) < 5e-5)
    #expect(abs(second / (first + second + 0.2) - 0.3265) < 5e-5)
    #expect(abs(0.2 / (first + second + 0.2) - 0.2041) < 5e-5)
  }

  @Test func rangeRankAndInfluence() throws {
    let graph = try RangeSketch.threeSuppliers()
    let first = graph.named("first")
    let ranges = try LossRanges.exposures(
      of: graph.named("buyer"), to: [first], headlines: [first], try LossSampler(graph, seed: 1), draws: 40_000)
    let headline = try #require(ranges.headline)
    #expect(abs(headline.entry.recorded - 0.5) < 1e-15)
    #expect(abs(headline.entry.range.p05 - 0.4521) < 1e-3)
    #expect(abs(headline.entry.range.p95 - 0.5479) < 1e-3)
    #expect(abs(headline.entry.range.mean - 0.5) < 5e-4)
    #expect(headline.entry.rank == RankStability(rank: 1, kept: 1, first: 1))
    #expect(headline.influences.count == 2)
    for influence in headline.influences { #expect(abs(influence.index - 0.5) < 0.02) }
    // The third has no range and varies all the same.
    let third = try #require(ranges.entry(of: graph.named("third")))
    #expect(third.range.isUncertain && third.recorded == 0.2)
  }
}
