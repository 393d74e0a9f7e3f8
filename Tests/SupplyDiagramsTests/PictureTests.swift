import ChokepointTestSupport
import Diagnostics
import GraphDrawing
import SupplyDiagrams
import SupplyGraph
import Testing

/// From a graph to an SVG, read back by an XML parser.
@Suite("Pictures")
struct PictureTests {
  private func view(_ graph: SupplyGraph) throws -> DiagramView {
    try DiagramView(graph, importance: graph.entityIndices.map { _ in 1 }, options: DiagramOptions())
  }

  private func paints(_ view: DiagramView) -> [LanePaint] {
    let figures = view.graph.entityIndices.map { Double($0.position) / Double(view.graph.entities.count) }
    return [
      view.riskPaint(
        risk: figures, bar: figures, targets: [], title: "T", meaning: ("a", "b"), cannotTell: "How likely it is.",
        summary: "S"),
      view.scenarioPaint(losses: figures.map { _ in 0 }, stopped: [], title: "Baseline", summary: "S"),
      view.scenarioPaint(losses: figures, stopped: [0], title: "Scenario", summary: "S"),
      view.categoryPaint(.kind, title: "T", summary: "S"), view.categoryPaint(.country, title: "T", summary: "S"),
    ]
  }

  private func pictures(_ graph: SupplyGraph) throws -> [String] {
    let view = try view(graph)
    let layout = try LaneLayoutEngine.layout(view.skeleton)
    return try paints(view).map { paint in
      try LaneSVGWriter.svg(LaneDiagram(skeleton: view.skeleton, paint: paint), layout: layout)
    }
  }

  private func rich(_ name: (String) -> String = { $0 }) throws -> SupplyGraph {
    var document = GraphBuilder.document(
      entity(
        "cloud", kind: "hyperscaler", hq: "USA",
        needs: [
          need("chip", from: ["designer": 0.6, "other": 0.4]), need("service", kind: .upkeep, from: ["tool": 1]),
        ]),
      entity("designer", kind: "chip-designer", needs: [need("wafer", from: ["fab": 1])]),
      entity("other", kind: "chip-designer", needs: [need("wafer", from: ["fab": 0.5])]),
      entity(
        "fab", kind: "foundry", country: "TWN", owner: "group", hazards: ["quake"],
        needs: [need("tool", from: ["tool": 1])]),
      entity("tool", kind: "equipment", country: "NLD", needs: [need("chip", c: 0.1, from: ["designer": 1])]))
    for row in document.entities { document.setName(of: row.id.value, name(row.id.value)) }
    for product in ["chip", "wafer", "tool", "service"] { document.addProduct(product, name: name(product)) }
    document.addSource("test", title: name("source"))
    return try GraphResolver.graph(of: document)
  }

  @Test("Every paint gives well-formed XML with a card for every entity and an edge for every link")
  func wellFormed() throws {
    let graph = try rich()
    let view = try view(graph)
    for svg in try pictures(graph) {
      let picture = ParsedPicture(svg)
      #expect(picture.fault == nil)
      #expect(picture.root["role"] == "img")
      #expect(picture.cards.map(\.id) == view.cards.map { "n_\(graph[$0].id)" })
      #expect(
        Set(picture.edges.compactMap(\.id)) == Set(view.links.map { "e_\(graph[$0.from].id)_\(graph[$0.to].id)" }))
      #expect(picture.edges.count == view.links.count)
      #expect(Set(picture.ids).count == picture.ids.count, "an id comes twice")
      #expect(picture.cards.allSatisfy { $0.titles == 1 } && picture.edges.allSatisfy { $0.titles == 1 })
      #expect(!picture.elementNames.contains("script"))
    }
  }

  @Test("Baseline and scenario have every card in the same place")
  func sameLayout() throws {
    let graph = try rich()
    let all = try pictures(graph).map { ParsedPicture($0).cards.map(\.rectangle) }
    let first = try #require(all.first)
    #expect(first.allSatisfy { $0?.contains("") == false })
    #expect(Set(first.map { $0?.joined(separator: " ") }).count == graph.entities.count, "cards lie on each other")
    for other in all { #expect(other == first) }
  }

  @Test("The same picture twice is the same bytes")
  func deterministic() throws {
    #expect(try pictures(rich()) == pictures(rich()))
  }

  @Test("Cards and edges carry their texts")
  func texts() throws {
    let picture = ParsedPicture(try pictures(rich())[2])
    let fab = try #require(picture.cards.first { $0.id == "n_fab" })
    #expect(fab.text.contains("fab") && fab.text.contains("foundry · TWN") && fab.text.contains("Lost at the worst"))
    let edge = try #require(picture.edges.first { $0.id == "e_fab_designer" })
    #expect(edge.text.contains("fab → designer") && edge.text.contains("wafer: 100 % of designer’s need, source"))
  }

  @Test(
    "Hostile names stay text",
    arguments: [
      "</title></g></svg><script>alert(1)</script>", "\" onload=\"x", "&amp;&lt;", "]]>", "<!-- ",
      "\u{0}\u{1B}[2J\u{7}",
      "\u{202E}gnp\u{202C}", "\u{FFFE}\u{FFFF}", "a\nb\r\nc\td", "'; DROP TABLE", "台積電 🏭",
      String(repeating: "long ", count: 500),
      "", "   ",
    ])
  func hostileNames(name: String) throws {
    let graph = try rich { _ in name }
    let plain = ParsedPicture(try pictures(rich())[0])
    for svg in try pictures(graph) {
      let picture = ParsedPicture(svg)
      #expect(picture.fault == nil)
      #expect(Set(picture.ids).count == picture.ids.count)
      #expect(picture.cards.map(\.id) == plain.cards.map(\.id))
      #expect(picture.elementNames == plain.elementNames.union(picture.elementNames.intersection(["tspan"])))
      #expect(picture.cards.map(\.rectangle) == plain.cards.map(\.rectangle), "a name moves no card")
      for scalar in svg.unicodeScalars {
        #expect(scalar.value >= 0x20 || scalar == "\n")
        #expect(!(0x202A...0x202E).contains(scalar.value) && scalar.value & 0xFFFE != 0xFFFE)
      }
    }
  }

  @Test("No entity and one entity: a picture that says so")
  func tiny() throws {
    for graph in [try GraphBuilder.graph([]), try GraphBuilder.graph(entity("only", kind: "foundry"))] {
      for svg in try pictures(graph) {
        let picture = ParsedPicture(svg)
        #expect(picture.fault == nil)
        #expect(picture.cards.count == graph.entities.count)
        #expect(picture.edges.isEmpty)
        #expect(svg.contains("What this cannot tell you"))
      }
    }
  }

  @Test("A crowd stays within the limits of a readable view")
  func crowd() throws {
    let plants = (0..<120).map {
      entity("plant-\($0)", kind: ["foundry", "memory", "material"][$0 % 3], country: "TWN")
    }
    let buyers = (0..<30).map { index in
      entity(
        "buyer-\(index)", kind: "hyperscaler",
        needs: (0..<8).map { need("p\($0)", from: ["plant-\((index * 7 + $0 * 13) % 120)": 1]) })
    }
    let graph = try GraphBuilder.graph(buyers + plants)
    let view = try view(graph)
    #expect(view.cards.count == 80 && view.links.count <= 160)
    #expect(view.omittedEntities == graph.entities.count - 80)
    let picture = ParsedPicture(try pictures(graph)[0])
    #expect(picture.fault == nil)
    #expect(picture.cards.count == 80 && picture.edges.count == view.links.count)
  }
}
