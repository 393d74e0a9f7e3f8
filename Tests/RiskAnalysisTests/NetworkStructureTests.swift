import ChokepointTestSupport
import RiskAnalysis
import SupplyGraph
import Testing

@Suite struct NetworkStructureTests {
  @Test func equalToTakingThingsAwayAndLooking() throws {
    var generator = SplitMix64(seed: 81)
    for round in 0..<120 {
      var shape = RandomGraphs.rich
      shape.hasCycles = round.isMultiple(of: 2)
      let graph = try GraphBuilder.graph(shape.sketch(using: &generator))
      let naive = NaiveStructure(graph)
      let structure = NetworkStructure(graph, targets: Array(graph.entityIndices))
      #expect(structure.cuts.articulationPoints == naive.articulationPoints())
      for row in structure.dominators {
        let kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
        #expect(row.isFed == naive.isFed(row.target, without: nil, kinds: kinds))
        #expect(row.dominators.sorted() == naive.dominators(of: row.target, kinds: kinds))
      }
      // The strong cuts are those of the whole dependency graph.
      let edges = graph.needs.filter { $0.kind != .capital }.flatMap { need in
        graph.supplies[need.supplies].filter { $0.share > 0 }.map {
          (source: $0.supplier.position, target: need.entity.position)
        }
      }
      let list = EdgeListGraph(nodeCount: graph.entities.count, edges: edges)
      #expect(
        structure.cuts.strongArticulationPoints.map(\.position) == list.naiveStrongArticulationPoints())
      let circles = Set(list.naiveStrongComponents().filter { $0.count > 1 })
      #expect(Set(structure.circles.map { $0.map(\.position) }) == circles)
    }
  }

  /// a and b feed each other and nobody feeds them; c lives on a. d has an input of its own.
  @Test func closedLoopsHaveNoDominatorsAndAreListed() throws {
    let graph = try GraphBuilder.graph(
      entity("a", country: "TWN", needs: [need("x", from: ["b": 1])]),
      entity("b", needs: [need("y", from: ["a": 1])]), entity("c", needs: [need("z", from: ["a": 1])]),
      entity("d", needs: [need("z", from: ["e": 1])]))
    func index(_ id: String) throws -> EntityIndex { try #require(graph.entity(id)) }
    let structure = NetworkStructure(graph, targets: try ["a", "c", "d"].map(index))
    #expect(structure.closedLoops == [[try index("a"), try index("b")]])
    #expect(structure.fedByLoopsAlone == [try index("c")])
    #expect(structure.dominators.map(\.isFed) == [false, false, true])
    #expect(structure.dominators.map(\.dominators) == [[], [], [try index("e")]])
    #expect(structure.circles == structure.closedLoops)
  }
}
