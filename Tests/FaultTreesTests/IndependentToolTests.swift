import FaultTrees
import Testing

/// Answers of SCRAM 0.16.2.
@Suite struct IndependentToolTests {
  @Test(arguments: ToolNetwork.names) func `minimal cut sets`(name: String) throws {
    let tool = try ToolNetwork.load(name)
    let events = tool.events
    let order = min(tool.limitOrder, 5)
    let result = try tool.graph().minimalCutSets(of: events.count, candidates: Array(events.indices), order: order)
    #expect(result.isComplete)
    let expected = Set(tool.minimalCutSets.filter { $0.count <= order }.map { $0.sorted() })
    #expect(Set(result.sets.map { $0.map { events[$0] }.sorted() }) == expected)
    #expect(result.sets.count == expected.count)
  }

  @Test(arguments: ToolNetwork.names) func `probability and importance`(name: String) throws {
    let tool = try ToolNetwork.load(name)
    let (graph, events) = (try tool.graph(), tool.events)
    let sets = try graph.minimalCutSets(of: events.count, candidates: Array(events.indices), order: 3)
    let probabilities = try events.enumerated().map { place, event in
      (node: place, probability: try #require(tool.network.probability[event]))
    }
    let result = try graph.failureProbability(of: events.count, probabilities, cutSets: sets)
    #expect(result.method == .exact)
    #expect(agrees(result.value, tool.topProbability))
    var compared = 0
    for row in result.importance {
      // SCRAM lists the events of the sets up to its limit.
      guard let expected = tool.importance[events[row.node]] else { continue }
      compared += 1
      #expect(agrees(row.birnbaum, expected.MIF))
      #expect(agrees(try #require(row.criticality), expected.CIF))
      #expect(agrees(try #require(row.riskAchievementWorth), expected.RAW))
      // SCRAM prints 0 where it is infinite.
      let reduction = try #require(row.riskReductionWorth)
      #expect(expected.RRW == 0 ? reduction.isInfinite : agrees(reduction, expected.RRW))
    }
    #expect(compared == tool.importance.count)
  }

  /// To the six digits that SCRAM prints.
  private func agrees(_ value: Double, _ printed: Double) -> Bool {
    abs(value - printed) <= 0.6e-5 * max(abs(printed), 1e-9)
  }
}
