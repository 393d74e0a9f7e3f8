import ChokepointTestSupport
import Propagation
import RiskAnalysis
import ShareUncertainty
import SupplyGraph
import Testing

/// Sampled losses, ranges and ranks against one graph a draw.
struct LossRangeTests {
  @Test(arguments: [false, true]) func samplesEqualTheReference(_ hasCycles: Bool) throws {
    var generator = SplitMix64(seed: hasCycles ? 21 : 22)
    var graphs = RandomGraphs.rich
    graphs.hasCycles = hasCycles
    for round in 0..<8 {
      let graph = try RangeSketch.graph(graphs, &generator)
      let options = CompilationOptions(unattributed: round % 2 == 0 ? .safe : .proportional)
      let sampler = try LossSampler(graph, options, seed: UInt64(round))
      let all = Array(graph.entityIndices)
      var questions = all.map { entity in LossQuestion(failure: [entity], targets: all.filter { $0 != entity }) }
      questions.append(LossQuestion(failure: [all[0], all[all.count - 1]], targets: [all[generator.below(all.count)]]))
      questions.append(LossQuestion(failure: [all[0]], targets: []))
      let count = 19
      let sample = try sampler.sample(questions, draws: count)
      let naive = NaiveRanges(graph, options)
      for (index, question) in questions.enumerated() {
        let expected = try naive.losses(
          sampler.draws, count: count, failure: question.hits.map(\.entity), targets: question.targets)
        for (loss, other) in zip(sample.losses(of: index), expected) { #expect(abs(loss - other) < 1e-9) }
        let range = sample.range(of: index)
        #expect(abs(range.p05 - NaiveRanges.quantile(expected, 0.05)) < 1e-9)
        #expect(abs(range.p95 - NaiveRanges.quantile(expected, 0.95)) < 1e-9)
        #expect(abs(range.median - NaiveRanges.quantile(expected, 0.5)) < 1e-9)
        #expect(abs(range.mean - expected.reduce(0, +) / Double(count)) < 1e-9)
      }
    }
  }

  /// More draws are the same draws and further ones, whatever the chunks: nothing depends on who draws when.
  @Test func theFirstDrawsAreTheSameInEverySample() throws {
    var generator = SplitMix64(seed: 23)
    let graph = try RangeSketch.graph(RandomGraphs.rich, &generator)
    let sampler = try LossSampler(graph, seed: 4)
    let questions = graph.entityIndices.map { LossQuestion(failure: [$0], targets: Array(graph.entityIndices)) }
    let long = try sampler.sample(questions, draws: 333)
    for count in [1, 7, 8, 63, 64, 65, 200] {
      let short = try sampler.sample(questions, draws: count)
      for index in questions.indices {
        #expect(Array(short.losses(of: index)) == Array(long.losses(of: index).prefix(count)))
      }
    }
    // Question by question gives what all together give.
    for (index, question) in questions.enumerated() {
      let alone = try sampler.sample([question], draws: 65)
      #expect(Array(alone.losses(of: 0)) == Array(long.losses(of: index).prefix(65)))
    }
  }

  @Test func ranksEqualTheReference() throws {
    var generator = SplitMix64(seed: 24)
    for _ in 0..<10 {
      let graph = try RangeSketch.graph(RandomGraphs.rich, &generator)
      let target = EntityIndex(generator.below(graph.entities.count))
      let sampler = try LossSampler(graph, seed: 2)
      let count = 40
      let ranges = try LossRanges.exposures(
        of: target, to: Array(graph.entityIndices), headlines: [], sampler, draws: count)
      let naive = NaiveRanges(graph)
      // The target stops with itself and is ranked with nobody.
      let own = try #require(ranges.entry(of: target))
      #expect(own.recorded == 1 && own.range.p05 == 1 && own.rank == RankStability(rank: 1, kept: 1, first: 1))
      let others = ranges.entries.filter { $0.subject != target }
      #expect(others.count == graph.entities.count - 1)
      for entry in others {
        let peers = others.filter { graph[$0.subject].kind == graph[entry.subject].kind }
        let place = try #require(peers.firstIndex { $0.subject == entry.subject })
        let recorded = peers.map { naive.loss(in: graph, failure: [$0.subject], targets: [target]) }
        #expect(abs(entry.recorded - recorded[place]) < 1e-9)
        #expect(entry.rank.rank == NaiveRanges.rank(place, in: recorded))
        var kept = 0
        var first = 0
        for draw in 0..<count {
          let drawn = try sampler.draws.graph(graph, draw: draw)
          let losses = peers.map { naive.loss(in: drawn, failure: [$0.subject], targets: [target]) }
          let rank = NaiveRanges.rank(place, in: losses)
          if rank == entry.rank.rank { kept += 1 }
          if rank == 1 { first += 1 }
        }
        #expect(abs(entry.rank.kept - Double(kept) / Double(count)) < 1e-12)
        #expect(abs(entry.rank.first - Double(first) / Double(count)) < 1e-12)
      }
    }
  }

  @Test func withoutRangesEverythingIsAPoint() throws {
    let graph = try GraphBuilder.graph(
      entity("buyer", needs: [need("part", from: ["first": 0.5, "second": 0.3])]))
    let sampler = try LossSampler(graph, seed: 1)
    #expect(sampler.draws.isCertain)
    let ranges = try LossRanges.exposures(
      of: graph.named("buyer"), to: [graph.named("first")], headlines: [graph.named("first")], sampler, draws: 100)
    let entry = try #require(ranges.entry(of: graph.named("first")))
    #expect(entry.range == DrawnRange(p05: 0.5, median: 0.5, p95: 0.5, mean: 0.5))
    #expect(entry.rank == RankStability(rank: 1, kept: 1, first: 1))
    #expect(ranges.uncertainShares == 0)
    #expect(ranges.headline?.influences == [] && ranges.headline?.flips == [])
  }

  @Test func numbersOfDrawsAreLimited() throws {
    let graph = try RangeSketch.threeSuppliers()
    let sampler = try LossSampler(graph, seed: 1)
    let question = LossQuestion(failure: [graph.named("first")], targets: [graph.named("buyer")])
    #expect(throws: DrawError.countOutsideLimits(0)) { try sampler.sample([question], draws: 0) }
    #expect(throws: DrawError.countOutsideLimits(1_000_001)) { try sampler.sample([question], draws: 1_000_001) }
    #expect(throws: DrawError.tooManyLosses(draws: 1_000_000, losses: 200, limit: 600_000)) {
      try sampler.sample(Array(repeating: question, count: 200), draws: 1_000_000)
    }
  }

  @Test func everyLossLiesBetweenItsExtremes() throws {
    var generator = SplitMix64(seed: 25)
    for _ in 0..<10 {
      let graph = try RangeSketch.graph(RandomGraphs.rich, &generator)
      let sampler = try LossSampler(graph, seed: 3)
      let ranges = try LossRanges.chokepoints(
        targets: Array(graph.entityIndices), headlines: [], sampler, draws: 100)
      for entry in ranges.entries {
        #expect(entry.range.p05 >= 0 && entry.range.p05 <= entry.range.median)
        #expect(entry.range.median <= entry.range.p95 && entry.range.p95 <= 1)
      }
    }
  }
}
