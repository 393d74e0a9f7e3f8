import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Weights of needs and volumes of goods inside goods.
@Suite struct WeightTests {
  private func weights(_ needs: NeedSketch...) throws -> [Double] {
    try GraphBuilder.graph(entity("a", country: "TWN", needs: needs)).needs.map(\.weight)
  }

  @Test func withoutWeightsAllNeedsThatCountAreEqual() throws {
    let result = try weights(
      need("p", from: ["x": 1]), need("q", kind: .upkeep, from: ["x": 1]), need("r", kind: .licence, from: ["x": 1]),
      need("s", kind: .capital, from: ["x": 1]))
    let third = 1.0 / 3
    #expect(result == [0, third, third, third, 0])
  }

  @Test func weightsAreBroughtToOneAndCapitalHasNone() throws {
    let result = try weights(
      need("p", weight: 1, from: ["x": 1]), need("q", weight: 3, from: ["x": 1]),
      need("s", kind: .capital, weight: 5, from: ["x": 1]))
    #expect(result == [0, 0.25, 0.75, 0])
  }

  @Test func weightsThatSumToOneStayAsTheyAre() throws {
    let kept = try weights(need("p", weight: 0.3, from: ["x": 1]), need("q", weight: 0.7, from: ["x": 1]))
    #expect(kept == [0, 0.3, 0.7])
    let scaled = try weights(need("p", weight: 0, from: ["x": 1]), need("q", weight: 2, from: ["x": 1]))
    #expect(scaled == [0, 0, 1])
    let none = try weights(need("s", kind: .capital, from: ["x": 1]))
    #expect(none == [0, 0])
  }

  @Test func theLedgerCountsEntitiesWhoseWeightsWereScaled() {
    func merged(_ weights: [Double]) -> Int? {
      GraphResolver.resolve(
        GraphBuilder.document(
          entity(
            "a", needs: [need("p", weight: weights[0], from: ["x": 1]), need("q", weight: weights[1], from: ["x": 1])]))
      ).ledger.merged.first { $0.what == "entities whose weights were divided by their sum" }?.count
    }
    #expect(merged([0.5, 0.5]) == nil)
    #expect(merged([1, 2]) == 1)
  }

  @Test(arguments: rules) func someWithAndSomeWithout(_ rule: ResolverRule) { rule.check() }

  static let rules = [
    ResolverRule(
      "one of two without", "mixed-weights", at: place(.needs, 1, 2), "'a' gives a weight to some needs but not to 'q'",
      suggestion: "give every need a weight, or none"
    ) { $0.needs[0].weight = at(0.3, .needs, 0, 5) },
    ResolverRule("all weights zero", "mixed-weights", at: place(.needs, 0, 2), "the weights of 'a' are all 0") {
      $0.needs[0].weight = at(0, .needs, 0, 5)
      $0.needs[1].weight = at(0, .needs, 1, 5)
    },
    ResolverRule(
      "embedded above its carrier", "embedded-volume", at: place(.needs, 0, 2),
      "70.5 bn are embedded in 'q' of 'a', which is worth 70.0 bn"
    ) {
      $0.needs[0].volume = at(70.5, .needs, 0, 6)
      $0.needs[0].embeddedIn = at("q", .needs, 0, 7)
      $0.needs[1].volume = at(70, .needs, 1, 6)
    },
    ResolverRule(
      "embedded in each other", "embedded-cycle", at: place(.needs, 0, 7),
      "'a' has goods inside each other in a circle: p in q in p",
      suggestion: "name the outermost goods and leave out their embedded_in"
    ) {
      $0.needs[0].embeddedIn = at("q", .needs, 0, 7)
      $0.needs[1].embeddedIn = at("p", .needs, 1, 7)
    },
  ]

  @Test func oneWithoutAWeightAmongCapitalNeedsIsNoMix() throws {
    let result = try weights(need("p", weight: 2, from: ["x": 1]), need("s", kind: .capital, from: ["x": 1]))
    #expect(result == [0, 1, 0])
  }

  @Test func embeddedVolumesMayFillTheirCarrier() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a",
        needs: [
          need("server", volume: 100, from: ["x": 1]), need("chip", volume: 70, embeddedIn: "server", from: ["x": 1]),
          need("memory", volume: 30, embeddedIn: "server", from: ["x": 1]),
        ]))
    #expect(graph.needs.map(\.embeddedIn) == [nil, "server", "server"])
  }

  @Test func severalEmbeddedVolumesAreAddedUp() {
    let outcome = GraphResolver.resolve(
      GraphBuilder.document(
        entity(
          "a",
          needs: [
            need("server", volume: 100, from: ["x": 1]),
            need("chip", volume: 70, embeddedIn: "server", from: ["x": 1]),
            need("memory", volume: 31, embeddedIn: "server", from: ["x": 1]),
          ])))
    #expect(outcome.findings.map(\.code) == ["embedded-volume"])
    #expect(outcome.findings.first?.position == place(.needs, 1, 2))
  }

  @Test func errorsAboutTheWholeComeTogetherWithAllOthers() {
    var document = ResolverRule.soundDocument()
    document.needs[0].volume = at(2, .needs, 0, 6)
    document.needs[0].embeddedIn = at("q", .needs, 0, 7)
    document.needs[1].volume = at(1, .needs, 1, 6)
    document.entities[2].owners = [OwnerRow(owner: at("b", .entities, 2, 5))]
    document.supplies[0].share?.value = 2
    let codes = Set(GraphResolver.resolve(document).findings.map(\.code))
    #expect(codes == ["embedded-volume", "ownership-cycle", "out-of-range"])
  }
}
