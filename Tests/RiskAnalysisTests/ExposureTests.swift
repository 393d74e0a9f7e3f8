import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Exposure of a target")
struct ExposureTests {
  private func two() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity(
        "t", country: "USA", owner: "group", hazards: ["quake"],
        needs: [
          need("wafer", from: ["fab": 0.4, "other-fab": 0.6]), need("film", c: 0.5, from: ["film-maker": 1]),
        ]),
      entity("fab", country: "TWN"), entity("other-fab", country: "JPN"), entity("film-maker", country: "JPN"),
      entity("idle", country: "USA"))
  }

  @Test("One exposure by hand")
  func byHand() throws {
    let graph = try two()
    let exposure = try ExposureAnalysis(graph).exposure(of: graph.named("t"), to: [graph.named("JPN")], paths: 5)
    // Wafers lose 0.6, films 0.5·1.
    #expect(abs(exposure.loss - 0.6) < 1e-15)
    #expect(abs(exposure.lossIndependent - (1 - 0.4 * 0.5)) < 1e-15)
    #expect(exposure.lossUpper == 1)
    #expect(exposure.residual == 0)
    #expect(exposure.unattributed == 0)
    #expect(exposure.paths.map { suppliers($0, graph) } == [["other-fab", "JPN"]])
    #expect(exposure.remainder == 0)
    #expect(!exposure.isTrivial)
    #expect(exposure.target == graph.named("t"))
    #expect(exposure.providers == [graph.named("JPN")])
  }

  @Test("Everything that reaches the target is listed, largest loss first, ties in file order")
  func ranking() throws {
    let graph = try two()
    let exposures = try ExposureAnalysis(graph).exposures(of: graph.named("t"))
    let order = exposures.map { graph[$0.providers[0]].id }
    #expect(order == ["group", "quake", "USA", "other-fab", "JPN", "film-maker", "fab", "TWN"])
    #expect(exposures.map(\.loss).elementsEqual([1, 1, 1, 0.6, 0.6, 0.5, 0.4, 0.4]) { abs($0 - $1) < 1e-15 })
    // Nobody's loss touches the idle entity, and the target is no provider of itself.
    let all = try ExposureAnalysis(graph).exposures(of: graph.named("t"), includeUnaffected: true)
    #expect(all.count == graph.entities.count - 1)
    #expect(all.last?.loss == 0)
    #expect(all.last.map { graph[$0.providers[0]].id } == "idle")
  }

  @Test("Its own place, owner and hazard are marked as trivial, and so is the target itself")
  func trivialMarks() throws {
    let graph = try two()
    let analysis = try ExposureAnalysis(graph)
    let t = graph.named("t")
    for id in ["USA", "group", "quake", "t"] {
      #expect(analysis.exposure(of: t, to: [graph.named(id)]).isTrivial, "\(id)")
    }
    for id in ["TWN", "JPN", "fab", "film-maker", "idle"] {
      #expect(!analysis.exposure(of: t, to: [graph.named(id)]).isTrivial, "\(id)")
    }
    #expect(analysis.exposure(of: t, to: [graph.named("TWN"), graph.named("USA")]).isTrivial)
    #expect(!analysis.exposure(of: graph.named("fab"), to: [graph.named("JPN")]).isTrivial)
  }

  @Test("Overlap is unknown where the upper form is more than twice the loss, and never for a single need")
  func overlapUnknown() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("a", from: ["x": 0.3, "u": 0.7]), need("b", from: ["x": 0.3, "u": 0.7]),
          need("c", from: ["x": 0.3, "u": 0.7]),
        ]),
      entity("pair", needs: [need("a", from: ["x": 0.3, "u": 0.7]), need("b", from: ["x": 0.3, "u": 0.7])]),
      entity("single", needs: [need("a", from: ["x": 0.3, "u": 0.7])]))
    let analysis = try ExposureAnalysis(graph)
    let x = [graph.named("x")]
    #expect(analysis.exposure(of: graph.named("t"), to: x).isOverlapUnknown)
    // Exactly twice the loss is not more than twice.
    #expect(!analysis.exposure(of: graph.named("pair"), to: x).isOverlapUnknown)
    #expect(!analysis.exposure(of: graph.named("single"), to: x).isOverlapUnknown)
    #expect(!analysis.exposure(of: graph.named("u"), to: x).isOverlapUnknown)
    // Where the loss is half or more the upper form cannot exceed twice the loss.
    #expect(!analysis.exposure(of: graph.named("t"), to: [graph.named("u")]).isOverlapUnknown)
  }

  @Test("Who is hit: those who lose anything, the providers themselves not")
  func downstream() throws {
    let graph = try two()
    let analysis = try ExposureAnalysis(graph)
    let hit = analysis.affected(by: [graph.named("JPN")])
    #expect(hit.map { graph[$0.target].id } == ["other-fab", "film-maker", "t"])
    #expect(hit.map(\.isTrivial) == [true, true, false])
    let chosen = analysis.affected(by: [graph.named("JPN")], targets: [graph.named("fab"), graph.named("t")])
    #expect(chosen.map { graph[$0.target].id } == ["t", "fab"])
    #expect(chosen.last?.loss == 0)
  }

  @Test("Nothing stops: no loss, no path, no remainder")
  func nothingStops() throws {
    let graph = try two()
    let exposure = try ExposureAnalysis(graph).exposure(of: graph.named("t"), to: [], paths: 3)
    #expect(exposure.loss == 0)
    #expect(exposure.lossUpper == 0)
    #expect(exposure.paths.isEmpty)
    #expect(exposure.remainder == 0)
    #expect(!exposure.isTrivial)
    #expect(!exposure.isOverlapUnknown)
  }

  @Test("Asked for no paths, the whole loss is remainder")
  func noPaths() throws {
    let graph = try two()
    let exposure = try ExposureAnalysis(graph).exposure(of: graph.named("t"), to: [graph.named("fab")])
    #expect(exposure.paths.isEmpty)
    #expect(exposure.remainder == exposure.loss)
    #expect(abs(exposure.loss - 0.4) < 1e-15)
  }

  @Test("Only the kinds of need that were asked for count, capital never")
  func kinds() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "fab",
        needs: [
          need("wafer", c: 0.2, from: ["wafers": 1]), need("service", kind: .upkeep, from: ["asml": 1]),
          need("eda", c: 0.5, kind: .licence, from: ["eda-firm": 1]),
          need("scanner", kind: .capital, from: ["asml": 1]),
          need("building", kind: .capital, from: ["builder": 1]),
        ]))
    let fab = graph.named("fab")
    func loss(_ id: String, _ kinds: Set<NeedKind>) throws -> Double {
      try ExposureAnalysis(graph, CompilationOptions(kinds: kinds)).exposure(of: fab, to: [graph.named(id)]).loss
    }
    let all: Set<NeedKind> = [.flow, .upkeep, .licence]
    #expect(try loss("asml", all) == 1)
    #expect(try loss("asml", [.flow]) == 0)
    #expect(try loss("eda-firm", all) == 0.5)
    #expect(try loss("eda-firm", [.flow, .upkeep]) == 0)
    #expect(try loss("wafers", [.flow]) == 0.2)
    #expect(try loss("builder", Set(NeedKind.allCases)) == 0)
  }
}
