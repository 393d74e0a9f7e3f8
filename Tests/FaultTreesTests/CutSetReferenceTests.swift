import ChokepointTestSupport
import Testing

@testable import FaultTrees

/// Minimal cut sets against the definition.
@Suite struct CutSetReferenceTests {
  @Test func `equal the definition on all systems of three nodes`() throws {
    // Each node has any of the conditions over the others and itself, alone or two of them.
    let members = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]
    var choices: [[[Int]]] = [[]] + members.map { [$0] }
    for first in members.indices {
      for second in members.indices where second > first { choices.append([members[first], members[second]]) }
    }
    for a in choices { for b in choices { for c in choices { try check([a, b, c], top: 2, order: 3) } } }
  }

  @Test(arguments: [false, true]) func `equal the definition on random systems`(hasCycles: Bool) throws {
    var generator = SplitMix64(seed: hasCycles ? 11 : 12)
    var random = RandomFaults()
    random.hasCycles = hasCycles
    for _ in 0..<700 {
      let conditions = random.conditions(using: &generator)
      try check(conditions, top: generator.below(conditions.count), order: 1 + generator.below(5))
    }
  }

  @Test func `equal the definition where few nodes are candidates`() throws {
    var generator = SplitMix64(seed: 13)
    for _ in 0..<500 {
      let conditions = RandomFaults().conditions(using: &generator)
      let candidates = conditions.indices.filter { _ in generator.below(2) == 0 }
      try check(conditions, top: conditions.count - 1, order: 4, candidates: candidates)
    }
  }

  @Test func `failures equal the definition`() throws {
    var generator = SplitMix64(seed: 14)
    for _ in 0..<1_000 {
      let conditions = RandomFaults().conditions(using: &generator)
      let events = conditions.indices.filter { _ in generator.below(3) == 0 }
      #expect(
        try faultGraph(conditions).failures(after: events) == NaiveCutSets.failed(after: events, conditions: conditions)
      )
    }
  }

  private func check(_ conditions: [[[Int]]], top: Int, order: Int, candidates: [Int]? = nil) throws {
    let candidates = candidates ?? Array(conditions.indices)
    let expected = NaiveCutSets.minimalSets(candidates: candidates, order: order) {
      NaiveCutSets.failed(after: $0, conditions: conditions)[top]
    }
    let result = try faultGraph(conditions).minimalCutSets(of: top, candidates: candidates, order: order)
    if result.sets != expected || !result.isComplete || result.completeOrder != order {
      Issue.record("\(conditions) top \(top) order \(order): \(result.sets), expected \(expected)")
    }
  }
}

func faultGraph(_ conditions: [[[Int]]]) throws -> FaultGraph {
  var builder = FaultGraph.Builder()
  for node in conditions {
    _ = builder.addNode()
    for condition in node { builder.addCondition(condition) }
  }
  return try builder.build()
}
