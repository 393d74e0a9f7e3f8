import ChokepointTestSupport
import Testing

/// The references themselves, on graphs small enough to answer by hand.
@Suite struct NaiveReferenceTests {
  /// Two triangles that share node 2, and a tail 4 – 5.
  static let bowTie = EdgeListGraph(
    nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (4, 5)])

  @Test func cutsOfABowTieWithATail() {
    #expect(Self.bowTie.naiveArticulationPoints() == [2, 4])
    #expect(Self.bowTie.naiveBridges() == [[4, 5]])
    let lowLink = HopcroftTarjanCuts(Self.bowTie)
    #expect(lowLink.articulationPoints == [2, 4])
    #expect(lowLink.bridges == [[4, 5]])
  }

  @Test func componentsOfABowTieWithATail() {
    #expect(Self.bowTie.naiveStrongComponents()[0] == [0, 1, 2, 3, 4])
    #expect(Self.bowTie.naiveStrongComponents()[5] == [5])
    #expect(Self.bowTie.naiveHasCycle)
  }

  @Test func dominatorsOfADiamondWithATail() {
    let diamond = EdgeListGraph(nodeCount: 6, edges: [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)])
    let dominators = diamond.naiveStrictDominators(roots: [0])
    #expect(dominators == [[], [0], [0], [0], [0, 3], nil])
  }

  @Test func twoEnginesAgreeOnEverySmallUndirectedGraph() {
    for graph in EdgeListGraph.allUndirected(nodeCount: 4, multiplicity: 2) {
      let lowLink = HopcroftTarjanCuts(graph)
      #expect(lowLink.articulationPoints == graph.naiveArticulationPoints(), "\(graph)")
      #expect(lowLink.bridges == graph.naiveBridges(), "\(graph)")
    }
  }

  /// [0.5, 0.7] and [0.2, 0.5]: the vertices are (0.5, 0.5) and (0.7, 0.3).
  @Test func largestHHIOfTwoIntervals() throws {
    let box = NaiveHHIRange(low: [0.5, 0.2], high: [0.7, 0.5])
    #expect(abs(try #require(box.largestAtVertices()) - 0.58) < 1e-15)
    #expect(NaiveHHIRange(low: [0.1], high: [0.2]).largestAtVertices() == nil)
  }
}
