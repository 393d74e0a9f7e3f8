import ChokepointTestSupport
import SupplyGraph
import Testing

@Suite struct TierTests {
  private func tiers(_ entities: EntitySketch...) throws -> [String: Int] {
    let graph = try GraphBuilder.graph(entities)
    return Dictionary(uniqueKeysWithValues: graph.entities.map { ($0.id, $0.tier) })
  }

  @Test func knownKindsStandByTheVocabulary() throws {
    let order = [
      ["country", "hazard"], ["material"], ["equipment", "software"], ["substrate"], ["memory", "foundry"],
      ["packaging"],
      ["chip-designer"], ["server-maker"], ["hyperscaler"], ["ai-lab"],
    ]
    for (tier, kinds) in order.enumerated() {
      for kind in kinds { #expect(EntityKind(rawValue: kind).tier == tier) }
    }
    #expect(EntityKind.company.tier == nil)
    #expect(Set(EntityKind.vocabulary.map(\.rawValue)) == Set(order.joined()).union(["company"]))
    // A known kind stays where it is, whatever it buys.
    #expect(
      try tiers(entity("a", kind: "material", needs: [need("p", from: ["b": 1])]), entity("b", kind: "ai-lab"))["a"]
        == 1)
  }

  @Test func anUnknownKindStandsBetweenWhatItBuysAndWhatItFeeds() throws {
    let result = try tiers(
      entity("ore", kind: "material"), entity("between", kind: "laser-maker", needs: [need("p", from: ["ore": 1])]),
      entity("fab", kind: "foundry", needs: [need("q", from: ["between": 1, "under": 0])]),
      entity("below", needs: []), entity("cloud", kind: "hyperscaler", needs: [need("r", from: ["below": 1])]),
      entity("above", needs: [need("s", from: ["fab": 1])]))
    #expect(result["between"] == 2)
    #expect(result["below"] == 7)
    #expect(result["above"] == 5)
  }

  @Test func unknownKindsLookThroughEachOther() throws {
    let result = try tiers(
      entity("a", needs: [need("p", from: ["ore": 1])]), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("ore", kind: "material"), entity("lab", kind: "ai-lab", needs: [need("p", from: ["b": 1])]))
    #expect(result["a"] == 5 && result["b"] == 5)
  }

  @Test func withoutKnownKindsTheLongestChainCounts() throws {
    let result = try tiers(
      entity("a"), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("c", needs: [need("p", from: ["b": 0.5, "a": 0.5])]), entity("d", needs: [need("p", from: ["a": 1])]))
    #expect(result["a"] == 1 && result["b"] == 2 && result["c"] == 3 && result["d"] == 2)
  }

  @Test func aLoopStandsOnOneTier() throws {
    let result = try tiers(
      entity("a", needs: [need("p", from: ["b": 0.5, "z": 0.5])]), entity("b", needs: [need("p", from: ["a": 1])]),
      entity("z"), entity("top", needs: [need("p", from: ["b": 1])]))
    #expect(result["a"] == 2 && result["b"] == 2 && result["top"] == 3)
  }

  @Test func placesAreTierZeroAndSayNothingOfOthers() throws {
    let result = try tiers(
      entity("a", country: "TWN", hazards: ["quake"]), entity("b", needs: [need("p", from: ["a": 1])]))
    #expect(result["TWN"] == 0 && result["quake"] == 0)
    #expect(result["a"] == 1 && result["b"] == 2)
  }

  @Test func capitalAndAlternatesDoNotRaiseATier() throws {
    let result = try tiers(
      entity(
        "a",
        needs: [need("machine", kind: .capital, from: ["lab": 1]), need("p", from: ["x": 1], alternates: ["lab": 0.2])]),
      entity("lab", kind: "ai-lab"), entity("x"))
    #expect(result["a"] == 2)
  }
}
