import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Why an entity loses what it loses")
struct LossExplanationTests {
  private func explain(
    _ graph: SupplyGraph, _ hits: [Hit], _ options: CompilationOptions = CompilationOptions()
  ) throws -> (explanation: LossExplanation, losses: [Double]) {
    let compiled = try CompiledGraph(graph, options)
    let engine = AvailabilityEngine(compiled)
    engine.evaluate(hits)
    let losses = engine.lossesByEntity()
    return (LossExplanation(compiled, hits, lossesByEntity: losses), losses)
  }

  @Test("A tie inside a cycle leads out of the cycle, whichever need comes first", arguments: [false, true])
  func tieInCycle(outsideFirst: Bool) throws {
    let needs = [need("loop", from: ["b": 1]), need("outside", from: ["x": 1])]
    let graph = try GraphBuilder.graph(
      entity("a", needs: outsideFirst ? needs.reversed() : needs), entity("b", needs: [need("loop", from: ["a": 1])]))
    let (explanation, losses) = try explain(graph, [Hit(graph.named("x"))])
    #expect(losses == [1, 1, 1])
    let a = explanation.paths(to: graph.named("a"), limit: 10)
    #expect(a.paths.map { suppliers($0, graph) } == [["x"]])
    #expect(a.paths.map(\.contribution) == [1])
    #expect(a.remainder == 0)
    let b = explanation.paths(to: graph.named("b"), limit: 10)
    #expect(b.paths.map { suppliers($0, graph) } == [["a", "x"]])
    #expect(b.remainder == 0)
  }

  @Test("A tie far inside a cycle: the chain of causes still ends at what failed")
  func tieInLongCycle() throws {
    // Five in a ring, each first needing the next; the last also needs what failed.
    let ring = (0..<5).map { entity in
      ChokepointTestSupport.entity(
        "e\(entity)",
        needs: [need("ring", from: ["e\((entity + 1) % 5)": 1])] + (entity == 4 ? [need("out", from: ["x": 1])] : []))
    }
    let graph = try GraphBuilder.graph(ring)
    let (explanation, _) = try explain(graph, [Hit(graph.named("x"))])
    let (paths, remainder) = explanation.paths(to: graph.named("e0"), limit: 3)
    #expect(paths.map { suppliers($0, graph) } == [["e1", "e2", "e3", "e4", "x"]])
    #expect(remainder == 0)
  }

  @Test("A loss that grows in a loop of gain next to 1 is remainder, not paths")
  func amplifyingLoop() throws {
    let step = 1e-13
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1 - 2 * step, "x": step, "y": step])]),
      entity("b", needs: [need("p", from: ["a": 1])]))
    let (explanation, losses) = try explain(graph, [Hit(graph.named("x"))])
    #expect(abs(losses[0] - 0.5) < 1e-3)
    let (paths, remainder) = explanation.paths(to: graph.named("b"), limit: 10)
    #expect(paths.map { suppliers($0, graph) } == [["a", "x"]])
    #expect(abs(paths[0].contribution - step) < 1e-16)
    #expect(abs(remainder - (losses[1] - step)) < 1e-15)
  }

  @Test("An entity that keeps a part of its own ends a path with what it lost by itself")
  func fractionalCapacity() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 0.5, "y": 0.5])]), entity("x", needs: [need("q", from: ["z": 1])]))
    let hits = [Hit(graph.named("x"), ownLoss: 0.4), Hit(graph.named("y"), ownLoss: 0.2)]
    let (explanation, losses) = try explain(graph, hits)
    #expect(abs(losses[0] - 0.3) < 1e-15)
    let (paths, remainder) = explanation.paths(to: graph.named("t"), limit: 10)
    #expect(paths.map { suppliers($0, graph) } == [["x"], ["y"]])
    #expect(zip(paths, [0.2, 0.1]).allSatisfy { abs($0.contribution - $1) < 1e-15 })
    #expect(remainder == 0)
  }

  @Test("The own loss wins a tie, and loses to a need that costs more")
  func ownLossAgainstNeeds() throws {
    let graph = try GraphBuilder.graph(entity("t", needs: [need("p", c: 0.4, from: ["x": 1])]))
    let (t, x) = (graph.named("t"), graph.named("x"))
    func ends(_ own: Double) throws -> [[String]] {
      let (explanation, _) = try explain(graph, [Hit(t, ownLoss: own), Hit(x)])
      return explanation.paths(to: t, limit: 5).paths.map { suppliers($0, graph) }
    }
    #expect(try ends(0.3) == [["x"]])
    #expect(try ends(0.4) == [[]])
    #expect(try ends(0.6) == [[]])
  }

  @Test("The target itself was hit: one path without steps")
  func targetItself() throws {
    let graph = try ExampleGraphs.diamond()
    let maker = graph.named("screen-maker")
    let (explanation, _) = try explain(graph, [Hit(maker, ownLoss: 0.7)])
    let (paths, remainder) = explanation.paths(to: maker, limit: 5)
    #expect(paths.map(\.steps.count) == [0])
    #expect(paths.map(\.contribution) == [0.7])
    #expect(remainder == 0)
  }

  @Test("A stopped supply ends a path although its supplier lost nothing")
  func blockedSupply() throws {
    let graph = try ExampleGraphs.diamond()
    let stopped = graph.supply("glass", from: "glass-works", to: "panel-south")
    let (explanation, losses) = try explain(graph, [], CompilationOptions(blockedSupplies: [stopped]))
    #expect(losses[graph.named("glass-works").position] == 0)
    let (paths, remainder) = explanation.paths(to: graph.named("screen-maker"), limit: 5)
    #expect(
      paths.map { $0.steps.map(\.supply) } == [
        [graph.supply("panel", from: "panel-south", to: "screen-maker"), stopped]
      ])
    #expect(abs(paths[0].contribution - 0.4) < 1e-15)
    #expect(remainder == 0)
  }

  @Test("Two stopped supplies of one need are two paths")
  func severalBlockedSupplies() throws {
    let graph = try ExampleGraphs.diamond()
    let stopped = ["panel-north", "panel-south"].map { graph.supply("panel", from: $0, to: "screen-maker") }
    let (explanation, _) = try explain(graph, [], CompilationOptions(blockedSupplies: Set(stopped)))
    let (paths, remainder) = explanation.paths(to: graph.named("screen-maker"), limit: 5)
    #expect(paths.map { $0.steps.map(\.supply) } == stopped.map { [$0] })
    #expect(zip(paths, [0.6, 0.4]).allSatisfy { abs($0.contribution - $1) < 1e-15 })
    #expect(remainder == 0)
  }

  @Test("Under `proportional` a step's share has its part of the unattributed supply")
  func proportionalShares() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let options = CompilationOptions(unattributed: .proportional)
    let (explanation, _) = try explain(graph, [Hit(graph.named("resin-one"))], options)
    let (paths, remainder) = explanation.paths(to: graph.named("device-maker"), limit: 5)
    #expect(paths.count == 1)
    #expect(abs(paths[0].steps[0].share - 0.5 / 0.7) < 1e-15)
    #expect(paths[0].steps[0].criticality == 0.5)
    #expect(abs(paths[0].contribution - 0.25 / 0.7) < 1e-15)
    #expect(remainder == 0)
  }

  @Test("A step names the need and the supply it goes along")
  func stepsNameNeedsAndSupplies() throws {
    let graph = try ExampleGraphs.diamond()
    let (explanation, _) = try explain(graph, [Hit(graph.named("KOR"))])
    let path = try #require(explanation.paths(to: graph.named("screen-maker"), limit: 1).paths.first)
    #expect(path.steps.map(\.buyer) == ["screen-maker", "panel-south", "driver-works"].map { graph.named($0) })
    #expect(path.steps.map { graph.needs[$0.need].product } == ["panel", "driver", "location"])
    #expect(path.steps.map { graph.needs[$0.need].entity } == path.steps.map(\.buyer))
    #expect(path.steps.allSatisfy { graph.needs[$0.need].supplies.contains($0.supply) })
    #expect(path.steps.map(\.share) == [0.4, 1, 1])
  }

  @Test("Two products from one supplier are two steps, told apart by need and supply")
  func parallelProducts() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["a": 0.5, "b": 0.5])]),
      entity("a", needs: [need("q", c: 0.5, from: ["x": 1]), need("r", c: 0.9, from: ["x": 1])]),
      entity("b", needs: [need("q", from: ["x": 1])]))
    let (explanation, _) = try explain(graph, [Hit(graph.named("x"))])
    let paths = explanation.paths(to: graph.named("t"), limit: 9).paths
    #expect(paths.map { $0.steps.map { graph.needs[$0.need].product } } == [["p", "q"], ["p", "r"]])
    #expect(zip(paths, [0.5, 0.45]).allSatisfy { abs($0.contribution - $1) < 1e-15 })
  }

  @Test("Unattributed supply along the binding needs, by hand")
  func unattributedMass() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", needs: [need("p", c: 0.8, from: ["a": 0.5, "b": 0.3]), need("tie-breaker", c: 0.1, from: ["x": 0.1])]),
      entity("a", needs: [need("q", from: ["x": 0.6])]),
      entity("b", needs: [need("q", from: ["y": 0.1])]))
    func mass(_ policy: UnattributedPolicy, _ failing: [String]) throws -> Double {
      try ExposureAnalysis(graph, CompilationOptions(unattributed: policy))
        .exposure(of: graph.named("t"), to: failing.map { graph.named($0) }).unattributed
    }
    // 0.8·(0.2 + 0.5·0.4): b loses nothing, so its own unknown part is on no path.
    #expect(abs(try mass(.safe, ["x"]) - 0.32) < 1e-15)
    // With y too, b's unknown 0.9 counts: 0.8·(0.2 + 0.5·0.4 + 0.3·0.9).
    #expect(abs(try mass(.safe, ["x", "y"]) - 0.536) < 1e-15)
    // How much is unknown does not depend on what it is assumed to do.
    #expect(abs(try mass(.proportional, ["x", "y"]) - 0.536) < 1e-15)
    #expect(try mass(.safe, ["t"]) == 0)
  }

  @Test("Unattributed supply inside a cycle sums up all rounds")
  func unattributedInCycle() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 0.5, "x": 0.25])]), entity("b", needs: [need("p", from: ["a": 1])]))
    let exposure = try ExposureAnalysis(graph).exposure(of: graph.named("b"), to: [graph.named("x")])
    // m = 0.25 + 0.5·m.
    #expect(abs(exposure.unattributed - 0.5) < 1e-12)
    #expect(abs(exposure.loss - 0.5) < 1e-12)
  }

  @Test("The first paths are the same whether few or many are asked for")
  func limits() throws {
    let graph = try ExampleGraphs.cycle()
    let (explanation, losses) = try explain(
      graph, [Hit(graph.named("hydro-import")), Hit(graph.named("parts-import"))])
    let town = graph.named("town")
    let all = explanation.paths(to: town, limit: 100).paths
    #expect(
      all.map { suppliers($0, graph) } == [
        ["power-plant", "parts-import"], ["power-plant", "turbine-works", "hydro-import"],
      ])
    for limit in 0...3 {
      let (paths, remainder) = explanation.paths(to: town, limit: limit)
      #expect(paths == Array(all.prefix(limit)))
      let sum = paths.reduce(0) { $0 + $1.contribution }
      #expect(abs(remainder + sum - losses[town.position]) < 1e-15)
    }
  }
}
