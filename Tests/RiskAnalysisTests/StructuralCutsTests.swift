import ChokepointTestSupport
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Structural cuts")
struct StructuralCutsTests {
  private func names(_ entities: [EntityIndex], _ graph: SupplyGraph) -> [String] { entities.map { graph[$0].id } }

  @Test("By hand: places hold the graph together")
  func byHand() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["north": 0.5, "south": 0.5])]), entity("north", country: "DEU"),
      entity("south", country: "DEU"), entity("far", country: "JPN", needs: [need("q", from: ["t": 1])]))
    let cuts = StructuralCuts(graph)
    #expect(names(cuts.articulationPoints, graph) == ["t", "far"])
    #expect(cuts.bridges.map { names($0, graph) } == [["t", "far"], ["far", "JPN"]])
  }

  @Test("Capital goods and alternates without a share are no links")
  func leftOut() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", needs: [need("p", from: ["x": 1], alternates: ["idle": 0.2]), need("q", kind: .capital, from: ["y": 1])]))
    let cuts = StructuralCuts(graph)
    #expect(cuts.bridges.map { names($0, graph) } == [["t", "x"]])
    #expect(cuts.articulationPoints.isEmpty)
  }

  @Test("Two products from one supplier are two links: neither is a bridge, the supplier's removal still cuts")
  func parallelLinks() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 1]), need("q", from: ["x": 1])]), entity("x", country: "DEU"))
    let cuts = StructuralCuts(graph)
    #expect(cuts.bridges.map { names($0, graph) } == [["x", "DEU"]])
    #expect(names(cuts.articulationPoints, graph) == ["x"])
  }

  @Test("Owners, hazards and countries count, against taking things away, on random graphs")
  func randomGraphs() throws {
    var generator = SplitMix64(seed: 95)
    var (points, bridges) = (0, 0)
    for _ in 0..<300 {
      var family = RandomGraphs.rich
      family.needLimit = 2
      family.supplierLimit = 2
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      let cuts = StructuralCuts(graph)
      let naive = NaiveStructure(graph)
      #expect(cuts.articulationPoints == naive.articulationPoints())
      #expect(cuts.bridges == naive.bridges())
      points += cuts.articulationPoints.count
      bridges += cuts.bridges.count
    }
    #expect(points > 100 && bridges > 100)
  }

  @Test("Every graph of three entities")
  func allSmall() throws {
    func check(_ sketch: [EntitySketch]) throws {
      let graph = try GraphBuilder.graph(sketch)
      let (cuts, naive) = (StructuralCuts(graph), NaiveStructure(graph))
      #expect(cuts.articulationPoints == naive.articulationPoints())
      #expect(cuts.bridges == naive.bridges())
    }
    try AllSmallGraphs(entityCount: 3, needLimit: 2, supplierLimit: 2, criticalities: [1]).visitAll(check)
  }
}
