import ChokepointTestSupport
import Diagnostics
import GraphDrawing
import SupplyDiagrams
import SupplyGraph
import Testing

@Suite("What a picture says")
struct DiagramPaintTests {
  private func view(_ graph: SupplyGraph, _ options: DiagramOptions = DiagramOptions()) throws -> DiagramView {
    try DiagramView(graph, importance: graph.entityIndices.map { _ in 1 }, options: options)
  }

  /// Five plants of their own country and one with two.
  private func plants(_ count: Int) throws -> SupplyGraph {
    try GraphBuilder.graph((0..<count).map { entity("p\($0)", kind: "foundry") })
  }

  private func riskPaint(_ view: DiagramView, _ risk: [Double], bar: [Double]? = nil) -> LanePaint {
    view.riskPaint(
      risk: risk, bar: bar ?? risk, targets: [], title: "T", meaning: ("loss of all", "loss of some"),
      cannotTell: "How likely it is.", summary: "S")
  }

  private static let riskTable: [(value: Double, text: String, step: Int)] = [
    (0, "0", 0), (0.0049, "<1", 0), (0.005, "1", 0), (0.194, "19", 0), (0.2, "20", 1), (0.399, "40", 1), (0.4, "40", 2),
    (0.6, "60", 3), (0.79, "79", 3), (0.8, "80", 4), (0.994, "99", 4), (0.996, ">99", 4),
    (0.9999999999999999, "100", 4),
    (1, "100", 4),
  ]

  @Test("Risk: stripe and figure, 0 and 100 for nothing and all only", arguments: Self.riskTable)
  func risk(value: Double, text: String, step: Int) throws {
    let paint = riskPaint(try view(try plants(1)), [value])
    #expect(paint.cards[0].value == text)
    #expect(paint.cards[0].stripe == .risk(step))
    #expect(!paint.cards[0].isEmphasised)
  }

  private static let lossTable: [(value: Double, text: String, step: Int, isStrong: Bool)] = [
    (0, "±0", 0, false), (0.0004, "±0", 0, false), (0.001, "−<1 %", 1, false), (0.1, "−10 %", 1, false),
    (0.2, "−20 %", 2, false), (0.4, "−40 %", 3, false), (0.499, "−50 %", 3, false), (0.5, "−50 %", 4, true),
    (0.994, "−99 %", 4, true), (0.996, "−>99 %", 4, true), (1, "−100 %", 4, true),
  ]

  @Test("Scenario: stripe, figure, strong border and what is left", arguments: Self.lossTable)
  func loss(value: Double, text: String, step: Int, isStrong: Bool) throws {
    let paint = try view(try plants(1)).scenarioPaint(losses: [value], stopped: [], title: "T", summary: "S")
    let card = paint.cards[0]
    #expect(card.value == text && card.stripe == .loss(step) && card.isEmphasised == isStrong)
    #expect(card.bar?.kind == .left && card.bar?.fraction == 1 - value)
  }

  @Test("Risk bar, tooltips and edges that can hardly be replaced")
  func riskDetails() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", kind: "ai-lab", needs: [need("p", from: ["x": 0.9, "y": 0.1]), need("s", kind: .upkeep, from: ["z": 1])]),
      entity("x", kind: "foundry", locations: ["TWN": 0.75, "JPN": 0.25]), entity("y", hq: "USA"), entity("z"))
    let view = try view(graph)
    var risk = [Double](repeating: 0, count: graph.entities.count)
    for id in ["x", "y", "z", "TWN"] { risk[graph.named(id).position] = 0.85 }
    let paint = riskPaint(view, risk, bar: risk.map { $0 / 2 })
    let x = paint.cards[graph.named("x").position]
    #expect(x.subtitle == "foundry · TWN+")
    #expect(x.bar?.kind == .share && x.bar?.fraction == 0.425)
    #expect(x.tooltip.prefix(2) == ["loss of all: 85 %", "loss of some: 43 %"])
    #expect(paint.cards[graph.named("y").position].subtitle == "company · USA")
    #expect(paint.cards[graph.named("TWN").position].subtitle == "TWN")
    func style(_ from: String) throws -> EdgePaint.Style {
      paint.edges[try #require(view.links.firstIndex { $0.from == graph.named(from) })].style
    }
    #expect(try style("x") == .critical)
    #expect(try style("y") == .normal)
    #expect(try style("z") == .minor)
    #expect(try style("TWN") == .minor)
    let edge = paint.edges[try #require(view.links.firstIndex { $0.from == graph.named("x") })]
    #expect(edge.tooltip == ["p: 90 % of t’s need, test"])
    let service = paint.edges[try #require(view.links.firstIndex { $0.from == graph.named("z") })]
    #expect(service.tooltip == ["s (upkeep): 100 % of t’s need, test"])
    risk[graph.named("x").position] = 0.59
    let calmer = riskPaint(view, risk)
    #expect(calmer.edges[try #require(view.links.firstIndex { $0.from == graph.named("x") })].style == .normal)
  }

  @Test("Scenario edges: lost, a little lost, untouched, and stopped whatever the supplier does")
  func scenarioEdges() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1])]))
    let view = try view(graph)
    var losses = [Double](repeating: 0, count: graph.entities.count)
    losses[graph.named("a").position] = 0.5
    losses[graph.named("b").position] = 0.4
    let stopped = graph.supply("p", from: "d", to: "t")
    let paint = view.scenarioPaint(losses: losses, stopped: [stopped], title: "T", summary: "S")
    let styles = Dictionary(uniqueKeysWithValues: zip(view.links.map { graph[$0.from].id }, paint.edges))
    #expect(styles.mapValues(\.style) == ["a": .lost, "b": .slightlyLost, "c": .pale, "d": .lost])
    #expect(styles["d"]?.tooltip.first == "Stopped by the scenario")
    #expect(styles["a"]?.tooltip.first == "p: 40 % of t’s need, test")
    #expect(paint.cards[0].tooltip.first == "Lost at the worst moment: 0 %")
  }

  @Test("Shares in tooltips: whole from 10 %, a decimal below, never 0 for something, never 100 for less")
  func percents() throws {
    let shares = [0.0004, 0.001, 0.0094, 0.0996, 0.104, 0.994, 0.996]
    let expected = ["< 0.1 %", "0.1 %", "0.9 %", "10.0 %", "10 %", "99 %", "> 99 %"]
    for (share, text) in zip(shares, expected) {
      let graph = try GraphBuilder.graph(entity("t", needs: [need("p", from: ["x": share])]))
      let paint = riskPaint(try view(graph), [0, 0])
      #expect(paint.edges[0].tooltip == ["p: \(text) of t’s need, test"])
    }
  }

  @Test("Many supplies between two: six are named, the others counted")
  func longTooltip() throws {
    let graph = try GraphBuilder.graph(entity("t", needs: (0..<9).map { need("p\($0)", from: ["x": 1]) }))
    let paint = riskPaint(try view(graph), [0, 0])
    #expect(paint.edges[0].tooltip.count == 7)
    #expect(paint.edges[0].tooltip.last == "and 3 more")
  }

  @Test("Kinds and countries: as many stripes as can be told apart, then `other`")
  func categories() throws {
    let kinds = ["a", "a", "a", "b", "b", "c", "d", "e", "f", "g", "h", "i"]
    let graph = try GraphBuilder.graph(
      kinds.enumerated().map { entity("e\($0.offset)", kind: "kind-\($0.element)", country: "TWN") }
        + [entity("nowhere", kind: "kind-a", hq: "NLD"), entity("nothing", kind: "kind-a")])
    let view = try view(graph)
    let paint = view.categoryPaint(.kind, title: "T", summary: "S")
    let stripes = paint.cards.map(\.stripe)
    #expect(stripes.prefix(5) == [.category(0), .category(0), .category(0), .category(1), .category(1)])
    let labels = paint.legend.compactMap { item in if case .stripe = item.swatch { item.text } else { nil } }
    #expect(labels == ["kind-a", "kind-b", "country", "kind-c", "kind-d", "kind-e", "kind-f", "other"])
    #expect(stripes.last { $0 == .category(7) } != nil)
    let places = view.categoryPaint(.country, title: "T", summary: "S")
    #expect(places.cards[0].value == "TWN" && places.cards[0].stripe == .category(0))
    #expect(places.cards[graph.named("nowhere").position].value == "NLD")
    #expect(places.cards[graph.named("nothing").position].value == "–")
    #expect(places.cards[graph.named("TWN").position].stripe == .category(0))
  }

  @Test("Notes: the data's date, what the picture cannot tell, what was left out")
  func notes() throws {
    var document = GraphBuilder.document((0..<5).map { entity("e\($0)", kind: "foundry") })
    document.asOf = Located("2025-Q3")
    let graph = try GraphResolver.graph(of: document)
    let few = riskPaint(try view(graph, DiagramOptions(maximumCards: 2)), [0, 0, 0, 0, 0])
    #expect(few.notes.map(\.label) == ["Data as of 2025-Q3", "What this cannot tell you", "Left out"])
    #expect(few.notes[2].text.hasPrefix("3 entities and 0 links of lesser weight"))
    let all = riskPaint(try view(graph), [0, 0, 0, 0, 0])
    #expect(all.notes.map(\.label) == ["Data as of 2025-Q3", "What this cannot tell you"])
    #expect(riskPaint(try view(try plants(1)), [0]).notes.map(\.label) == ["What this cannot tell you"])
  }

  @Test("Lanes are named after their stage; unknown kinds give theirs")
  func headings() throws {
    let graph = try GraphBuilder.graph(
      entity("lab", kind: "ai-lab", needs: [need("p", from: ["odd": 1])]),
      entity("odd", kind: "wafer-bank", needs: [need("p", from: ["mine": 1])]), entity("mine", kind: "material"),
      entity("odd-too", kind: "wafer-bank", needs: [need("p", from: ["mine": 1])]))
    let paint = riskPaint(try view(graph), [0, 0, 0, 0])
    #expect(paint.lanes.map(\.title) == ["Materials", "Stage 2", "Stage 5", "AI labs"])
    #expect(paint.lanes[1].subtitle == "wafer-bank")
  }
}
