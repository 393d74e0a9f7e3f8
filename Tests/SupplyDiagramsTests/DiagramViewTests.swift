import ChokepointTestSupport
import GraphDrawing
import SupplyDiagrams
import SupplyGraph
import Testing

@Suite("What a picture shows")
struct DiagramViewTests {
  /// A view in which importance falls with the place in the file.
  private func view(_ graph: SupplyGraph, _ options: DiagramOptions = DiagramOptions()) throws -> DiagramView {
    try DiagramView(graph, importance: falling(graph), options: options)
  }

  private func falling(_ graph: SupplyGraph) -> [Double] {
    graph.entityIndices.map { 1 - Double($0.position) / Double(graph.entities.count) }
  }

  private func ids(_ view: DiagramView) -> [String] { view.cards.map { view.graph[$0].id } }

  private func pairs(_ view: DiagramView) -> [[String]] {
    view.links.map { [view.graph[$0.from].id, view.graph[$0.to].id] }
  }

  /// t ← s ← r ← q, where s and r have other customers too.
  private func chain() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity("t", kind: "hyperscaler", needs: [need("p", from: ["s": 1])]),
      entity("s", kind: "foundry", country: "TWN", needs: [need("p", from: ["r": 1])]),
      entity("r", kind: "material", needs: [need("p", from: ["q": 1])]),
      entity("other", kind: "hyperscaler", needs: [need("p", from: ["s": 1])]),
      entity("u", kind: "ai-lab", needs: [need("p", from: ["t": 1])]), entity("q", kind: "material"))
  }

  @Test("A small graph is shown whole, a lane a tier")
  func whole() throws {
    let graph = try chain()
    let view = try view(graph)
    #expect(ids(view) == graph.entities.map(\.id))
    #expect(view.omittedEntities == 0 && view.omittedLinks == 0)
    #expect(view.tiers == [0, 1, 4, 8, 9])
    #expect(view.skeleton.lanes.map(\.id) == ["tier0", "tier1", "tier4", "tier8", "tier9"])
    #expect(view.skeleton.cards.map(\.id) == ids(view))
    for (card, shape) in zip(view.cards, view.skeleton.cards) {
      #expect(view.tiers[shape.lane] == graph[card].tier)
    }
    #expect(
      Set(pairs(view)) == [["s", "t"], ["r", "s"], ["q", "r"], ["s", "other"], ["t", "u"], ["TWN", "s"]])
    for (link, edge) in zip(view.links, view.skeleton.edges) {
      #expect(view.cards[edge.from] == link.from && view.cards[edge.to] == link.to)
      #expect(edge.share == link.share && edge.isMinor == link.isMinor)
    }
    #expect(view.links.filter(\.isMinor).map(\.from) == [graph.named("TWN")])
  }

  @Test("A neighbourhood goes up and down, and not to the suppliers' other customers")
  func neighbourhood() throws {
    let graph = try chain()
    func focused(_ id: String, _ depth: Int) throws -> Set<String> {
      Set(ids(try view(graph, DiagramOptions(focus: graph.named(id), depth: depth))))
    }
    #expect(try focused("t", 0) == ["t"])
    #expect(try focused("t", 1) == ["t", "s", "u"])
    #expect(try focused("t", 2) == ["t", "s", "u", "r", "TWN"])
    #expect(try focused("t", 9) == ["t", "s", "u", "r", "q", "TWN"])
    #expect(try focused("s", 1) == ["s", "t", "other", "r", "TWN"])
    #expect(try focused("t", -1) == ["t"])
    let one = try view(graph, DiagramOptions(focus: graph.named("t"), depth: 1))
    #expect(one.omittedEntities == graph.entities.count - 3)
    #expect(one.omittedLinks == 6 - 2)
  }

  @Test("In a cycle an entity stands on both sides of the focus, and both go on from it")
  func neighbourhoodInCycle() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["s": 1])]), entity("s", needs: [need("p", from: ["t": 1])]),
      entity("customer", needs: [need("p", from: ["s": 1])]))
    let near = try view(graph, DiagramOptions(focus: graph.named("t"), depth: 2))
    #expect(ids(near) == ["t", "s", "customer"])
    #expect(ids(try view(graph, DiagramOptions(focus: graph.named("t"), depth: 1))) == ["t", "s"])
  }

  @Test("Where not all fit: focus and pinned first, then three of every tier, then the most important")
  func chosenCards() throws {
    let plants = (0..<6).map { entity("plant-\($0)", kind: "foundry") }
    let labs = (0..<6).map { index in
      entity("lab-\(index)", kind: "ai-lab", needs: [need("p", from: ["plant-\(index)": 1])])
    }
    let graph = try GraphBuilder.graph(plants + labs)
    #expect(
      ids(try view(graph, DiagramOptions(maximumCards: 6)))
        == ["plant-0", "plant-1", "plant-2", "lab-0", "lab-1", "lab-2"])
    #expect(
      ids(try view(graph, DiagramOptions(maximumCards: 8)))
        == ["plant-0", "plant-1", "plant-2", "plant-3", "plant-4", "lab-0", "lab-1", "lab-2"])
    let pinned = [graph.named("lab-5"), graph.named("plant-5"), graph.named("lab-5")]
    let few = try view(graph, DiagramOptions(maximumCards: 4, pinned: pinned))
    #expect(ids(few) == ["plant-5", "lab-0", "lab-1", "lab-5"])
    #expect(few.omittedEntities == 8)
    #expect(ids(try view(graph, DiagramOptions(maximumCards: 1, pinned: pinned))) == ["lab-5"])
    let focus = try view(graph, DiagramOptions(focus: graph.named("plant-4"), maximumCards: 1, pinned: pinned))
    #expect(ids(focus) == ["plant-4"])
    #expect(ids(try view(graph, DiagramOptions(maximumCards: 0))).isEmpty)
    #expect(ids(try view(graph, DiagramOptions(maximumCards: -1))).isEmpty)
  }

  @Test("Importance decides, the file only among equals")
  func importance() throws {
    let graph = try GraphBuilder.graph((0..<6).map { entity("e\($0)", kind: "foundry") })
    let view = try DiagramView(
      graph, importance: [0.1, 0.5, 0.5, 0.9, 0.2, 0.5], options: DiagramOptions(maximumCards: 3))
    #expect(ids(view) == ["e1", "e2", "e3"])
  }

  @Test("Supplies below the smallest share are left out, and counted as left out")
  func minimumShare() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("p", from: ["big": 0.7, "small": 0.1, "even": 0.2]), need("q", from: ["small": 0.2]),
        ]))
    let all = try view(graph, DiagramOptions())
    #expect(all.omittedLinks == 0)
    let some = try view(graph, DiagramOptions(minimumShare: 0.2))
    #expect(Set(pairs(some).map { $0[0] }) == ["big", "even", "small"])
    let small = try #require(some.links.first { $0.from == graph.named("small") })
    #expect(small.supplies.map(\.need) == [graph.need("q", of: "t")])
    #expect(some.omittedLinks == 0)
    let few = try view(graph, DiagramOptions(minimumShare: 0.5))
    #expect(pairs(few) == [["big", "t"]])
    #expect(few.omittedLinks == 2)
    #expect(few.omittedEntities == 0)
    #expect(few.skeleton.cards.count == 4)
  }

  @Test("All that one supplies to another is one link: what is used up decides its look")
  func mergedLinks() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("service", kind: .upkeep, from: ["x": 1]), need("p", from: ["x": 0.25, "y": 0.75]),
          need("q", from: ["x": 0.4, "y": 0.5], alternates: ["z": 0.3]), need("eda", kind: .licence, from: ["y": 1]),
          need("scanner", kind: .capital, from: ["w": 1]),
        ]))
    let view = try view(graph)
    #expect(pairs(view) == [["x", "t"], ["y", "t"], ["w", "t"]])
    #expect(view.links.map(\.share) == [0.4, 0.75, 1])
    #expect(view.links.map(\.isMinor) == [false, false, true])
    #expect(view.links[0].supplies.map { graph.needs[$0.need].product } == ["service", "p", "q"])
    #expect(view.links[0].supplies.allSatisfy { graph.supplies[$0.supply].supplier == graph.named("x") })
  }

  @Test("Where not all edges fit: the strongest of every card, then places and the like within their part")
  func chosenLinks() throws {
    let plants = (0..<8).map { entity("plant-\($0)", kind: "foundry", country: "TWN") }
    var sketch = need("p")
    sketch.supplies = (0..<8).map { (from: "plant-\($0)", share: 0.125) }
    let graph = try GraphBuilder.graph([entity("t", kind: "ai-lab", needs: [sketch])] + plants)
    let view = try view(graph, DiagramOptions(maximumEdges: 12))
    #expect(view.links.count == 12)
    #expect(view.omittedLinks == 4)
    // Every plant is tied to its customer; what is left of the room goes to the first plants of the file.
    #expect(pairs(view).filter { $0[1] == "t" }.map { $0[0] } == (0..<8).map { "plant-\($0)" })
    #expect(pairs(view).filter { $0[0] == "TWN" }.map { $0[1] } == (0..<4).map { "plant-\($0)" })
    // Room that supplies do not need goes to places.
    let roomy = try self.view(graph, DiagramOptions(maximumEdges: 14))
    #expect(roomy.links.count == 14 && roomy.links.count(where: \.isMinor) == 6)
    #expect(try self.view(graph, DiagramOptions(maximumEdges: 0)).links.isEmpty)
    #expect(try self.view(graph, DiagramOptions(maximumEdges: -3)).links.isEmpty)
  }

  @Test("An empty graph has an empty picture, one entity a picture of one card")
  func tiny() throws {
    let none = try view(try GraphBuilder.graph([]))
    #expect(none.cards.isEmpty && none.links.isEmpty && none.tiers.isEmpty)
    let one = try view(try GraphBuilder.graph(entity("only", kind: "foundry")))
    #expect(ids(one) == ["only"] && one.tiers == [4])
  }
}
