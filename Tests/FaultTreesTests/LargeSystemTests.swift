import Testing

@testable import FaultTrees

/// Systems wider than one pass and deeper than a stack would like.
@Suite struct LargeSystemTests {
  @Test func `a chain of twenty thousand nodes`() throws {
    let count = 20_000
    let graph = try faultGraph((0..<count).map { $0 == 0 ? [] : [[$0 - 1]] })
    let result = try graph.minimalCutSets(of: count - 1, candidates: Array(0..<(count - 1)), order: 3)
    #expect(result.isComplete && result.sets == (0..<(count - 1)).map { [$0] })
  }

  @Test func `a cycle of five hundred nodes with a single cause`() throws {
    let count = 500
    let graph = try faultGraph(
      (0..<count).map { $0 == 7 ? [[($0 + 1) % count], [count]] : [[($0 + 1) % count]] } + [[]])
    let result = try graph.minimalCutSets(of: 0, candidates: [count], order: 2)
    #expect(result.sets == [[count]])
    #expect(try graph.failures(after: []).contains(true) == false)
    #expect(try graph.failures(after: [count]).contains(false) == false)
  }

  @Test func `pairs among more nodes than a pass is wide`() throws {
    let pairs = 700
    let conditions: [[[Int]]] = (0..<(2 * pairs)).map { _ in [] } + [(0..<pairs).map { [$0, pairs + $0] }]
    let graph = try faultGraph(conditions)
    let result = try graph.minimalCutSets(of: 2 * pairs, candidates: Array(0..<(2 * pairs)), order: 2)
    #expect(result.sets == (0..<pairs).map { [$0, pairs + $0] })
  }

  @Test func `what cannot be asked is refused`() throws {
    var builder = FaultGraph.Builder()
    _ = builder.addNode()
    builder.addCondition([3])
    #expect(throws: FaultGraphError.memberOutOfRange(3)) { try builder.build() }
    let graph = try faultGraph([[], [[0]]])
    #expect(throws: FaultGraphError.nodeOutOfRange(2)) { try graph.minimalCutSets(of: 2, candidates: [], order: 1) }
    #expect(throws: FaultGraphError.nodeOutOfRange(-1)) { try graph.minimalCutSets(of: 1, candidates: [-1], order: 1) }
    #expect(throws: FaultGraphError.orderOutOfRange(0)) { try graph.minimalCutSets(of: 1, candidates: [0], order: 0) }
  }

  @Test func `a condition without members always holds`() throws {
    let graph = try faultGraph([[], [[]], [[1]]])
    #expect(try graph.minimalCutSets(of: 2, candidates: [0, 1], order: 2).sets == [[]])
    #expect(try graph.failures(after: []) == [false, true, true])
  }

  @Test func `the exchange format unrolls cycles and gives odd names another`() throws {
    // a fails if b and c fail; b fails if a fails; c is an event; the top fails with a.
    let graph = try faultGraph([[[1, 2]], [[0]], [], [[0]]])
    let names = ["a--x", "1b", "c", "top"]
    let tree = try OpenPSA(graph, top: 3, events: [(0, 0.5), (1, 0.25), (2, 0.125)]) { names[$0] }
    let text = try tree.text(named: "A & <B>")
    #expect(text.contains("<label>A &amp; &lt;B&gt;</label>"))
    #expect(text.contains("<basic-event name=\"c\"/>") && text.contains("<label>a--x</label>"))
    #expect(!text.contains("name=\"1b\"") && text.contains("<label>1b</label><float value=\"0.25\"/>"))
    let large = try faultGraph((0..<500).map { [[($0 + 1) % 500]] })
    #expect(throws: OpenPSA.Refusal.self) {
      try OpenPSA(large, top: 0, events: []) { "n\($0)" }.text(named: "")
    }
  }
}
