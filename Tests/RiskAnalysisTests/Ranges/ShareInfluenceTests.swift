import ChokepointTestSupport
import Propagation
import RiskAnalysis
import ShareUncertainty
import SupplyGraph
import Testing

struct ShareInfluenceTests {
  private func influences(
    _ graph: SupplyGraph, _ failure: String, _ target: String, draws count: Int = 4_000
  ) throws -> [ShareInfluence] {
    let sampler = try LossSampler(graph, seed: 5)
    let questions = [LossQuestion(failure: [graph.named(failure)], targets: [graph.named(target)])]
    return sampler.influences(on: 0, of: questions, in: try sampler.sample(questions, draws: count), limit: 100)
  }

  /// The loss is a sum of two independent shares of equal variance: each explains half of it.
  @Test func twoEqualCausesExplainHalfEach() throws {
    var document = GraphBuilder.document(
      entity("buyer", needs: [need("part", from: ["left": 0.5, "right": 0.5])]),
      entity("left", needs: [need("ore", from: ["mine": 0.5])]),
      entity("right", needs: [need("ore", from: ["mine": 0.5])]))
    for maker in ["left", "right"] { document.setRange(of: "ore", from: "mine", to: maker, 0.4...0.6) }
    let graph = try GraphResolver.graph(of: document)
    let found = try influences(graph, "mine", "buyer")
    // Each need has two laws, the mine's share and the unattributed part, of equal width: a quarter of the variance each.
    #expect(found.count == 4)
    for influence in found { #expect(abs(influence.index - 0.25) < 0.03) }
    #expect(Set(found.map(\.need)).count == 2)
  }

  /// ε² by its formula, from the drawn graphs and the uniforms of the page.
  @Test func equalsTheFormula() throws {
    let graph = try RangeSketch.threeSuppliers()
    let count = 600
    let sampler = try LossSampler(graph, seed: 5)
    let target = graph.named("buyer")
    let losses = try NaiveRanges(graph).losses(
      sampler.draws, count: count, failure: [graph.named("first")], targets: [target])
    let mean = losses.reduce(0, +) / Double(count)
    let total = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let need = sampler.draws.needs[0]
    let found = try influences(graph, "first", "buyer", draws: count)
    #expect(found.count == 2)
    for influence in found {
      let law = try #require(influence.supply) - need.supplies.lowerBound
      var classes = [[Double]](repeating: [], count: 20)
      for draw in 0..<count {
        let uniform = try Self.uniform(need, law, sampler.draws, draw)
        classes[Int(uniform * 20)].append(losses[draw])
      }
      let between = classes.filter { !$0.isEmpty }.reduce(0.0) { sum, members in
        let own = members.reduce(0, +) / Double(members.count)
        return sum + Double(members.count) * (own - mean) * (own - mean)
      }
      let expected = 1 - (1 - between / total) * Double(count - 1) / Double(count - 20)
      #expect(abs(influence.index - expected) < 1e-9)
    }
  }

  private static func uniform(
    _ need: ShareDraws.UncertainNeed, _ law: Int, _ draws: ShareDraws, _ draw: Int
  ) throws -> Double {
    var parts = [Double](repeating: 0, count: need.laws.count)
    var uniforms = parts
    parts.withUnsafeMutableBufferPointer { parts in
      uniforms.withUnsafeMutableBufferPointer {
        draws.draw(need, root: draws.root(draw: draw), into: parts, uniforms: $0)
      }
    }
    return uniforms[law]
  }

  /// Shares off the way from the failure to the target explain nothing and are not listed.
  @Test func sharesElsewhereAreNotListed() throws {
    var document = GraphBuilder.document(
      entity("buyer", needs: [need("part", from: ["maker": 0.5, "other": 0.5])]),
      entity("other", needs: [need("ore", from: ["pit": 0.5, "mine": 0.5])]),
      entity("stranger", needs: [need("part", from: ["maker": 0.5, "other": 0.5])]))
    document.setRange(of: "part", from: "maker", to: "buyer", 0.3...0.7)
    document.setRange(of: "ore", from: "pit", to: "other", 0.3...0.7)
    document.setRange(of: "part", from: "maker", to: "stranger", 0.3...0.7)
    let graph = try GraphResolver.graph(of: document)
    let found = try influences(graph, "maker", "buyer")
    #expect(found.map(\.need) == [graph.need("part", of: "buyer")])
    #expect(found[0].index > 0.97)
  }

  @Test func aLossThatCannotChangeHasNoCauses() throws {
    var document = GraphBuilder.document(
      entity("buyer", needs: [need("part", from: ["left": 0.5, "right": 0.5])]),
      entity("left", needs: [need("ore", from: ["mine": 1])]),
      entity("right", needs: [need("ore", from: ["mine": 1])]))
    document.setRange(of: "part", from: "left", to: "buyer", 0.1...0.9)
    let graph = try GraphResolver.graph(of: document)
    #expect(try influences(graph, "mine", "buyer") == [])
  }
}
