import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

struct ShareFlipTests {
  private func flips(_ graph: SupplyGraph, _ failure: String, _ target: String) throws -> [ShareFlip] {
    let ranges = try LossRanges.exposures(
      of: graph.named(target), to: [graph.named(failure)], headlines: [graph.named(failure)],
      try LossSampler(graph, seed: 1), draws: 50)
    return try #require(ranges.headline).flips
  }

  /// By hand (`Docs/Methods/Ranges.md`): with y for the first, the second has 0.6·(1 − y), so the first stays first
  /// down to y = 0.375; its loss reaches a half exactly as recorded and falls below it at once.
  @Test func threeSuppliersByHand() throws {
    let graph = try RangeSketch.threeSuppliers()
    let flips = try flips(graph, "first", "buyer")
    let firsts = flips.filter { $0.headline == .first }
    let own = try #require(firsts.first { $0.supply == graph.supply("part", from: "first", to: "buyer") })
    #expect(abs(own.flipsAt - 0.375) < 1e-6 && !own.isWithinRange && own.isBelow)
    // The second's share y leaves 5/7·(1 − y) to the first: equal at y = 5/12.
    let second = try #require(firsts.first { $0.supply == graph.supply("part", from: "second", to: "buyer") })
    #expect(abs(second.flipsAt - 5.0 / 12) < 1e-6 && !second.isWithinRange && !second.isBelow)
    let half = try #require(flips.first { $0.headline == .atLeast(0.5) && $0.isBelow })
    #expect(abs(half.flipsAt - 0.5) < 1e-6 && half.isWithinRange)
  }

  /// Every flip that is found is one: the headline holds just before it and not just behind it. And where none is
  /// found, a fine search by the definition finds none.
  @Test(arguments: [false, true]) func flipsEqualASearchByTheDefinition(_ hasCycles: Bool) throws {
    var generator = SplitMix64(seed: hasCycles ? 31 : 32)
    var graphs = RandomGraphs()
    graphs.hasCycles = hasCycles
    graphs.entityCounts = 4...7
    var found = 0
    for _ in 0..<40 {
      let graph = try RangeSketch.graph(graphs, &generator)
      // Without cycles suppliers stand in front.
      let target = EntityIndex(graph.entities.count - 1)
      let failure = EntityIndex(generator.below(target.position))
      let ranges = try LossRanges.exposures(
        of: target, to: [failure], headlines: [failure], try LossSampler(graph, seed: 1), draws: 8)
      let headline = try #require(ranges.headline)
      let naive = NaiveRanges(graph)
      let peers = graph.entityIndices.filter { $0 != target && graph[$0].kind == graph[failure].kind }
      func holds(_ flip: ShareFlip.Headline, _ supply: Int, _ value: Double) throws -> Bool {
        let dialled = try naive.dialled(supply, to: min(1, max(0, value)))
        let loss = naive.loss(in: dialled, failure: [failure], targets: [target])
        switch flip {
        case .atLeast(let part): return loss >= part - 1e-9
        case .below(let part): return loss < part - 1e-9
        case .first:
          return peers.allSatisfy { naive.loss(in: dialled, failure: [$0], targets: [target]) <= loss + 1e-9 }
        }
      }
      for flip in headline.flips {
        found += 1
        let step = flip.isBelow ? -1e-5 : 1e-5
        let before = flip.flipsAt - step
        if (flip.isBelow && before < flip.share) || (!flip.isBelow && before > flip.share) {
          #expect(try holds(flip.headline, flip.supply, before), "\(flip)")
        }
        #expect(try !holds(flip.headline, flip.supply, flip.flipsAt + step), "\(flip)")
      }
      let kind: ShareFlip.Headline = headline.entry.recorded >= 0.5 - 1e-9 ? .atLeast(0.5) : .below(0.5)
      for supply in graph.supplies.indices {
        let row = graph.supplies[supply]
        guard (row.low ?? row.share) < (row.high ?? row.share) else { continue }
        for isBelow in [true, false] {
          let isFound = headline.flips.contains {
            $0.headline == kind && $0.supply == supply && $0.isBelow == isBelow
          }
          let end = isBelow ? 0.0 : 1.0
          guard row.share != end, !isFound else { continue }
          for step in 1...10 {
            let value = row.share + (end - row.share) * Double(step) / 10
            #expect(try holds(kind, supply, value))
          }
        }
      }
    }
    #expect(found > 20)
  }

  /// What is within its range comes first, then what has to move least.
  @Test func nearFlipsComeFirst() throws {
    let flips = try flips(try RangeSketch.threeSuppliers(), "first", "buyer")
    let keys = flips.map { ($0.isWithinRange ? 0.0 : 10) + abs($0.flipsAt - $0.share) }
    #expect(keys == keys.sorted())
  }
}
