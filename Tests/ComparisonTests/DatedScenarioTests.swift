import ChokepointTestSupport
import Comparison
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// Scenarios on graphs of their own: the losses are those of that graph, the indices those of the common one.
struct DatedScenarioTests {
  private func document(_ additions: [AdditionSketch], block supplier: String) -> ScenarioDocument {
    var document = ScenarioDocument.adding(additions)
    var shock = ShockRow(spot: .none)
    shock.block = BlockRow(spot: .none)
    shock.block?.from = .text(Located(supplier))
    document.shocks = [shock]
    return document
  }

  @Test func stoppedSuppliesAreThoseOfTheCommonGraph() throws {
    let graph = try GraphBuilder.graph(
      entity("b", needs: [need("q", from: ["x": 1])]), entity("a", needs: [need("p", from: ["x": 0.6, "y": 0.4])]),
      entity("z"))
    let a = try #require(graph.entity("a"))
    for (supplier, loss, stopped) in [("y", 0.3, [2]), ("z", 0.25, []), ("x", 0.45, [1])] {
      var document = document([AdditionSketch("z", "p", 0.25), AdditionSketch("z", "q", 0.5)], block: supplier)
      document.shocks[0].block?.products = [Located("p")]
      let outcome = ScenarioResolver.resolve(document, in: graph)
      let own = ScenarioCase(try #require(outcome.scenario), in: outcome.graph)
      let comparison = try ScenarioComparison(graph, cases: [own], targets: [a])
      let result = try #require(comparison.outcomes.first)
      #expect(abs(result.targets[0].rigidLoss - loss) < 1e-12, "\(supplier)")
      #expect(result.stoppedSupplies == Set(stopped), "\(supplier)")
      #expect(result.stoppedCount == 1)
    }
  }

  @Test func aScenarioWithoutAdditionsIsWhatItWas() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("p", from: ["x": 0.6, "y": 0.4])]))
    let outcome = ScenarioResolver.resolve(document([], block: "x"), in: graph)
    #expect(outcome.graph == graph)
    let scenario = try #require(outcome.scenario)
    let a = try #require(graph.entity("a"))
    let plain = try ScenarioComparison(graph, scenarios: [scenario], targets: [a])
    let dated = try ScenarioComparison(graph, cases: [ScenarioCase(scenario, in: graph)], targets: [a])
    #expect(plain.outcomes[0].losses == dated.outcomes[0].losses)
    #expect(plain.outcomes[0].targets[0].rigidLoss == 0.6)
    #expect(plain.outcomes[0].stoppedSupplies == dated.outcomes[0].stoppedSupplies)
  }
}
