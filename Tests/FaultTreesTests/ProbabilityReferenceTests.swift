import ChokepointTestSupport
import Testing

@testable import FaultTrees

/// Probability and importance against the sum over all combinations of events.
@Suite struct ProbabilityReferenceTests {
  static let seeds: [UInt64] = [21, 22, 23, 24]

  @Test(arguments: seeds) func `probability and importance equal the definition`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var random = RandomFaults()
    random.nodeCounts = 2...7
    for _ in 0..<120 {
      let conditions = random.conditions(using: &generator)
      let top = generator.below(conditions.count)
      let chances = conditions.indices.map { _ in generator.below(5) == 0 ? 0 : generator.unit() }
      try compare(conditions, top, chances)
    }
  }

  private func compare(_ conditions: [[[Int]]], _ top: Int, _ chances: [Double]) throws {
    func fails(_ events: [Int]) -> Bool { NaiveCutSets.failed(after: events, conditions: conditions)[top] }
    func chance(_ node: Int?, _ value: Double) -> Double {
      var changed = chances
      if let node { changed[node] = value }
      return NaiveCutSets.probability(changed, holds: fails)
    }
    let graph = try faultGraph(conditions)
    let all = Array(conditions.indices)
    let sets = try graph.minimalCutSets(of: top, candidates: all, order: conditions.count)
    let result = try graph.failureProbability(of: top, all.map { ($0, chances[$0]) }, cutSets: sets)
    let value = chance(nil, 0)
    #expect(result.method == .exact)
    #expect(abs(result.value - value) < 1e-12)
    for row in result.importance {
      let (certain, impossible) = (chance(row.node, 1), chance(row.node, 0))
      #expect(abs(row.birnbaum - (certain - impossible)) < 1e-12)
      guard value > 0 else {
        #expect(row.criticality == nil && row.riskAchievementWorth == nil && row.riskReductionWorth == nil)
        continue
      }
      #expect(near(row.criticality, chances[row.node] * (certain - impossible) / value))
      #expect(near(row.riskAchievementWorth, certain / value))
      #expect(impossible == 0 ? row.riskReductionWorth == .infinity : near(row.riskReductionWorth, value / impossible))
      let own = sets.sets.filter { $0.contains(row.node) }
      let vesely = NaiveCutSets.probability(chances) { events in own.contains { $0.allSatisfy(events.contains) } }
      #expect(near(row.fussellVesely, vesely / value))
    }
  }

  private func near(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) <= 1e-9 * max(1, abs(expected)) } ?? false
  }

  @Test func `bounds enclose the exact probability`() throws {
    var generator = SplitMix64(seed: 31)
    var (bounded, distinct) = (0, 0)
    for _ in 0..<400 {
      let conditions = RandomFaults().conditions(using: &generator)
      let (top, all) = (conditions.count - 1, Array(conditions.indices))
      let chances = all.map { _ in generator.unit() * 0.5 }
      let graph = try faultGraph(conditions)
      let sets = try graph.minimalCutSets(of: top, candidates: all, order: 1 + generator.below(3))
      let exact = try graph.failureProbability(of: top, all.map { ($0, chances[$0]) }, cutSets: sets)
      for budget in [0, 6, 12] {
        let bounds = try graph.failureProbability(
          of: top, all.map { ($0, chances[$0]) }, cutSets: sets, nodeBudget: budget)
        if bounds.method == .bounds { bounded += 1 }
        if bounds.upper > bounds.lower { distinct += 1 }
        #expect(bounds.lower <= exact.value + 1e-12 && exact.value <= bounds.upper + 1e-12)
      }
    }
    #expect(bounded > 200 && distinct > 100)
  }

  @Test func `an event that alone decides has infinite reduction worth`() throws {
    let graph = try faultGraph([[], [], [[0, 1]]])
    let sets = try graph.minimalCutSets(of: 2, candidates: [0, 1], order: 2)
    let result = try graph.failureProbability(of: 2, [(0, 0.1), (1, 0.2)], cutSets: sets)
    #expect(abs(result.value - 0.02) < 1e-15)
    #expect(abs(result.importance[0].birnbaum - 0.2) < 1e-15)
    #expect(abs((result.importance[0].riskAchievementWorth ?? 0) - 10) < 1e-12)
    #expect(result.importance[0].riskReductionWorth == .infinity)
  }

  @Test func `the diagram of minimal solutions counts the sets that the search finds`() throws {
    var generator = SplitMix64(seed: 41)
    for _ in 0..<600 {
      let conditions = RandomFaults().conditions(using: &generator)
      let (top, all) = (conditions.count - 1, Array(conditions.indices))
      let sets = try faultGraph(conditions).minimalCutSets(of: top, candidates: all, order: all.count).sets
      let counts = try #require(
        try faultGraph(conditions).minimalCutSetCounts(of: top, candidates: all, upTo: all.count))
      #expect(counts == (0...all.count).map { size in sets.count { $0.count == size } })
    }
  }
}
