import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Single points of failure")
struct ChokepointTests {
  private func find(_ id: String, _ analysis: ChokepointAnalysis, _ graph: SupplyGraph) throws -> Chokepoint {
    try #require(analysis.chokepoints.first { $0.entity == graph.named(id) })
  }

  @Test("Impact is the mean loss, and a target is left out of its own average")
  func means() throws {
    let graph = try GraphBuilder.graph(
      entity("s", needs: [need("p", from: ["x": 0.4, "y": 0.6])]),
      entity("t", needs: [need("p", from: ["x": 1])]),
      entity("u", needs: [need("q", from: ["s": 0.5, "y": 0.5])]))
    let targets = ["s", "t", "u"].map { graph.named($0) }
    let analysis = try ChokepointAnalysis(graph, targets: targets)
    #expect(analysis.targets == targets)
    #expect(analysis.chokepoints.count == graph.entities.count)
    let x = try find("x", analysis, graph)
    #expect(abs(x.impactRigid - (0.4 + 1 + 0.2) / 3) < 1e-15)
    #expect(!x.isTarget)
    #expect(x.worstTarget == graph.named("t"))
    #expect(x.worstLoss == 1)
    let s = try find("s", analysis, graph)
    #expect(s.isTarget)
    #expect(abs(s.impactRigid - (0 + 0.5) / 2) < 1e-15)
    #expect(s.hardFor.isEmpty)
    #expect(s.criticalFor == [graph.named("u")])
    let u = try find("u", analysis, graph)
    #expect(u.isTarget && u.impactRigid == 0 && u.worstTarget == nil && u.worstLoss == 0)
  }

  @Test("A target alone has no average of its own")
  func onlyTarget() throws {
    let graph = try ExampleGraphs.diamond()
    let analysis = try ChokepointAnalysis(graph, targets: [graph.named("screen-maker")])
    let own = try find("screen-maker", analysis, graph)
    #expect(own.isTarget && own.impactRigid == 0 && own.criticalFor.isEmpty)
  }

  private static let thresholdTable: [(share: Double, isHard: Bool, isCritical: Bool)] = [
    (1, true, true), (0.9995, true, true), (0.999, true, true), (0.998, false, true), (0.5, false, true),
    (0.499, false, false), (0.01, false, false),
  ]

  @Test("Hard from 0.999, critical from 0.5", arguments: Self.thresholdTable)
  func thresholds(share: Double, isHard: Bool, isCritical: Bool) throws {
    let rest = max(0, 1 - share)
    let graph = try GraphBuilder.graph(entity("t", needs: [need("p", from: ["x": share, "rest": rest])]))
    let t = graph.named("t")
    let x = try find("x", try ChokepointAnalysis(graph, targets: [t]), graph)
    #expect(x.hardFor == (isHard ? [t] : []))
    #expect(x.criticalFor == (isCritical ? [t] : []))
  }

  @Test("Rounding of a sum does not take a mark away")
  func thresholdsAndRounding() throws {
    var sketch = need("p")
    sketch.supplies = (0..<10).map { (from: "plant-\($0)", share: 0.05) }
    let plants = (0..<10).map { entity("plant-\($0)", country: "TWN") }
    let graph = try GraphBuilder.graph([entity("t", needs: [sketch])] + plants)
    #expect((0..<10).reduce(0.0) { sum, _ in sum + 0.05 } < 0.5, "the case is about rounding")
    let taiwan = try find("TWN", try ChokepointAnalysis(graph, targets: [graph.named("t")]), graph)
    #expect(taiwan.criticalFor == [graph.named("t")])
  }

  @Test("A service that everybody needs and that output does not use up: rigid 1")
  func upkeep() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "fab", kind: "foundry",
        needs: [
          need("wafer", from: ["wafers": 0.3, "wafers-too": 0.7]),
          need("euv-service", kind: .upkeep, from: ["asml": 1]),
          need("eda", kind: .licence, from: ["eda-firm": 1]), need("scanner", kind: .capital, from: ["builder": 1]),
        ]),
      entity("cloud", kind: "hyperscaler", needs: [need("chip", from: ["fab": 1])]), entity("asml", country: "NLD"))
    let analysis = try ChokepointAnalysis(graph, targets: [graph.named("cloud")])
    for id in ["asml", "NLD", "eda-firm"] {
      let point = try find(id, analysis, graph)
      #expect(point.impactRigid == 1, "\(id)")
      #expect(point.hardFor == [graph.named("cloud")])
    }
    let builder = try find("builder", analysis, graph)
    #expect(builder.impactRigid == 0)
    #expect(
      ids(analysis.chokepoints.filter { $0.impactRigid > 0 }, graph)
        == ["fab", "asml", "eda-firm", "NLD", "wafers-too", "wafers"])
  }

  @Test("Asked about some kinds of need only, the others count nowhere")
  func kinds() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", needs: [need("p", c: 0.4, from: ["x": 1]), need("service", kind: .upkeep, from: ["y": 1])]))
    let options = CompilationOptions(kinds: [.flow])
    let analysis = try ChokepointAnalysis(graph, targets: [graph.named("t")], options: options)
    #expect(try find("y", analysis, graph).impactRigid == 0)
    #expect(try find("y", analysis, graph).dominates.isEmpty)
    let upkeep = try ChokepointAnalysis(
      graph, targets: [graph.named("t")], options: CompilationOptions(kinds: [.upkeep]))
    #expect(try find("x", upkeep, graph).impactRigid == 0)
    #expect(try find("y", upkeep, graph).impactRigid == 1)
  }

  @Test("Order: impact, then rigid impact, then the file")
  func order() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("a", c: 0.5, from: ["late": 1]), need("b", c: 0.5, from: ["early": 1]),
          need("c", c: 0.5, from: ["both": 1]), need("d", c: 0.6, kind: .upkeep, from: ["both": 1]),
        ]),
      entity("early"), entity("late"), entity("both"))
    let analysis = try ChokepointAnalysis(graph, targets: [graph.named("t")])
    #expect(ids(analysis.chokepoints, graph) == ["both", "early", "late", "t"])
  }

  @Test("Two single needs: both are hard, neither dominates")
  func hardWithoutDominating() throws {
    let graph = try GraphBuilder.graph(entity("t", needs: [need("a", from: ["x": 1]), need("b", from: ["y": 1])]))
    let t = graph.named("t")
    let analysis = try ChokepointAnalysis(graph, targets: [t])
    for id in ["x", "y"] {
      let point = try find(id, analysis, graph)
      #expect(point.hardFor == [t])
      #expect(point.dominates.isEmpty)
    }
  }

  @Test("A diamond's source dominates, its two sides do not")
  func diamondDominator() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["north": 0.5, "south": 0.5])]),
      entity("north", country: "DEU", needs: [need("g", from: ["glass": 1])]),
      entity("south", country: "DEU", needs: [need("g", from: ["glass": 1])]), entity("glass", country: "POL"))
    let t = graph.named("t")
    let analysis = try ChokepointAnalysis(graph, targets: [t, graph.named("north")])
    #expect(try find("glass", analysis, graph).dominates == [t, graph.named("north")])
    #expect(try find("north", analysis, graph).dominates.isEmpty)
    // A place is no raw input: Germany has no path of its own and takes none away.
    #expect(try find("DEU", analysis, graph).dominates.isEmpty)
    #expect(try find("POL", analysis, graph).dominates.isEmpty)
  }

  @Test("A closed loop has no dominators, a loop fed from outside has")
  func closedLoop() throws {
    let closed = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1])]), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("t", needs: [need("p", from: ["a": 1])]))
    let none = try ChokepointAnalysis(closed, targets: [closed.named("t")])
    #expect(none.chokepoints.allSatisfy { $0.dominates.isEmpty })
    let fed = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 0.5, "x": 0.5])]), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("t", needs: [need("p", from: ["b": 1])]))
    let some = try ChokepointAnalysis(fed, targets: [fed.named("t")])
    #expect(ids(some.chokepoints.filter { !$0.dominates.isEmpty }, fed).sorted() == ["a", "b", "x"])
  }
}
