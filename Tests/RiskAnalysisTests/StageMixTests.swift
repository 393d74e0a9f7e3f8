import ChokepointTestSupport
import Diagnostics
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite struct StageMixTests {
  private func mix(_ graph: SupplyGraph, _ target: String, _ product: String) throws -> StageMix {
    try StageMix(graph, target: try #require(graph.entity(target)), product: product)
  }

  private func expect(_ shares: [Concentration.KeyShare], _ expected: KeyValuePairs<String, Double>) {
    #expect(shares.map(\.key) == expected.map(\.key))
    for (share, value) in zip(shares, expected) { #expect(abs(share.share - value.value) < 1e-12, "\(share.key)") }
  }

  /// The example of `Docs/Methods/StageMix.md`.
  static func clouds() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity(
        "cloud",
        needs: [
          need("chip", weight: 0.8, from: ["nova": 0.6, "orbit": 0.3]),
          need("network", weight: 0.2, from: ["switch-maker": 1]),
        ]),
      entity(
        "nova",
        needs: [
          need("wafer", weight: 0.5, from: ["fab-one": 1]), need("memory", weight: 0.5, from: ["ram": 1]),
        ]),
      entity(
        "orbit",
        needs: [
          need("wafer", weight: 0.5, from: ["fab-one": 0.5, "fab-two": 0.25]),
          need("memory", weight: 0.5, from: ["ram": 1]),
        ]),
      entity("switch-maker", needs: [need("wafer", from: ["fab-two": 1])]),
      // A wafer maker's own wafers are behind the first hit and do not count again.
      entity("fab-one", country: "TWN", owner: "group", needs: [need("wafer", from: ["fab-two": 1])]),
      entity("fab-two", locations: ["USA": 0.75, "TWN": 0.25]))
  }

  @Test func cloudExample() throws {
    let mix = try mix(Self.clouds(), "cloud", "wafer")
    // fab-one 0.8·(0.6·0.5 + 0.3·0.5·0.5) = 0.3, fab-two 0.8·0.3·0.5·0.25 + 0.2 = 0.23
    #expect(abs(mix.reached - 0.53) < 1e-12)
    #expect(abs(mix.unattributedAtStage - 0.03) < 1e-12)
    #expect(abs(mix.unattributed - 0.11) < 1e-12)
    #expect(abs(mix.elsewhere - 0.36) < 1e-12)
    expect(mix.mix(by: .provider), ["fab-one": 0.3 / 0.53, "fab-two": 0.23 / 0.53])
    expect(mix.mix(by: .owner), ["group": 0.3 / 0.53, "fab-two": 0.23 / 0.53])
    expect(mix.mix(by: .country), ["TWN": (0.3 + 0.0575) / 0.53, "USA": 0.1725 / 0.53])
  }

  @Test func concentrationOfAStageCountsItsUnattributedPart() throws {
    let graph = try Self.clouds()
    let mix = try mix(graph, "cloud", "wafer")
    let result = try #require(ConcentrationAnalysis(graph).concentration(of: mix, by: .provider))
    #expect(result.scope == .stage)
    #expect(result.entity == graph.entity("cloud"))
    #expect(abs(result.unattributed - 0.03 / 0.56) < 1e-12)
    let hhi = try #require(result.indices?.hhi)
    let expected: Double = (0.3 * 0.3 + 0.23 * 0.23) / (0.53 * 0.53)
    #expect(abs(hhi - expected) < 1e-12)
    let whole = result.shares.reduce(result.unattributed) { $0 + $1.share }
    #expect(abs(whole - 1) < 1e-12)
  }

  @Test func whatNeverMeetsTheProductReachesNothing() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["a": 1])]), entity("a", needs: [need("p", from: ["b": 1])]),
      entity("b", needs: [need("p", from: ["a": 1])]), entity("c", needs: [need("q", from: ["a": 1])]))
    let mix = try mix(graph, "t", "q")
    #expect(mix.reached == 0 && mix.unattributed == 0 && mix.elsewhere == 1)
    #expect(mix.mix(by: .provider).isEmpty)
    #expect(ConcentrationAnalysis(graph).concentration(of: mix, by: .provider) == nil)
  }

  @Test func equalsTheDefinitionOnRandomGraphs() throws {
    var generator = SplitMix64(seed: 31_337)
    var reached = 0
    for trial in 0..<300 {
      let graph = try ValueGraphs.random(using: &generator)
      let naive = NaiveLookThrough(graph)
      for target in graph.entityIndices where !graph[target].needs.isEmpty {
        for product in ["p0", "p1", "p2"] {
          let mix = try StageMix(graph, target: target, product: product)
          let expected = naive.stage(product, target: target)
          #expect(Set(mix.providers.map { graph[$0.provider].id }) == Set(expected.providers.keys), "trial \(trial)")
          for entry in mix.providers {
            #expect(abs(entry.mass - (expected.providers[graph[entry.provider].id] ?? -1)) < 1e-11, "trial \(trial)")
          }
          #expect(abs(mix.unattributed - expected.unattributed) < 1e-11, "trial \(trial)")
          guard mix.reached > 0 else { continue }
          reached += 1
          for grouping in [ConcentrationGrouping.provider, .owner, .country, .hq] {
            let whole = mix.mix(by: grouping).reduce(0) { $0 + $1.share }
            #expect(abs(whole - 1) < 1e-9)
          }
        }
      }
    }
    #expect(reached > 500)
  }

  @Test func theOwnNeedIsTheFirstStage() throws {
    let graph = try Self.clouds()
    let mix = try mix(graph, "cloud", "chip")
    #expect(abs(mix.reached - 0.72) < 1e-12)
    #expect(abs(mix.unattributed - 0.08) < 1e-12)
    expect(mix.mix(by: .provider), ["nova": 2.0 / 3, "orbit": 1.0 / 3])
  }
}
