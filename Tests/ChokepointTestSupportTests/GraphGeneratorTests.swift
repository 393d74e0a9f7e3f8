import ChokepointTestSupport
import Propagation
import SupplyGraph
import Testing

@Suite struct GraphGeneratorTests {
  @Test(arguments: AllSmallGraphs.families.indices) func everyMemberIsVisitedOnceUpToNames(_ index: Int) {
    let (family, count) = AllSmallGraphs.families[index]
    var visited: Set<String> = []
    var strangers = 0
    family.visitAll { sketch in
      visited.insert(sketch.map { "\($0.id):\($0.needs)" }.joined())
      let isMember = sketch.allSatisfy { entity in
        entity.needs.count <= family.needLimit
          && entity.needs.allSatisfy { (1...family.supplierLimit).contains($0.supplies.count) }
      }
      if !isMember { strangers += 1 }
    }
    #expect(visited.count == count && strangers == 0)
  }

  @Test func theSmallestFamilyInFull() {
    var members: [String] = []
    AllSmallGraphs(entityCount: 2, needLimit: 1, supplierLimit: 1, criticalities: [1]).visitAll { sketch in
      members.append(
        sketch.flatMap { entity in entity.needs.flatMap { $0.supplies.map { "\(entity.id)←\($0.from)" } } }.joined(
          separator: " "))
    }
    #expect(members == ["", "b←a", "a←b b←a"])
  }

  @Test func aSeedGivesOneDocument() {
    for seed in 0..<20 {
      var (first, second) = (SplitMix64(seed: UInt64(seed)), SplitMix64(seed: UInt64(seed)))
      #expect(RandomGraphs.rich.document(using: &first) == RandomGraphs.rich.document(using: &second))
    }
    var (first, second) = (SplitMix64(seed: 1), SplitMix64(seed: 2))
    #expect(RandomGraphs.rich.document(using: &first) != RandomGraphs.rich.document(using: &second))
  }

  @Test func randomGraphsHaveWhatTheyPromise() throws {
    var generator = SplitMix64(seed: 3)
    var (cyclic, unattributed, fractional) = (0, 0, 0)
    var kinds: Set<NeedKind> = []
    var origins: Set<String> = []
    for _ in 0..<200 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      if try !CompiledGraph(graph).cyclicComponents.isEmpty { cyclic += 1 }
      if graph.needs.contains(where: { !$0.isImplicit && $0.unattributed > 0 }) { unattributed += 1 }
      if graph.needs.contains(where: { $0.criticality < 1 }) { fractional += 1 }
      kinds.formUnion(graph.needs.map(\.kind))
      origins.formUnion(graph.needs.map(\.origin.rawValue))
    }
    #expect(cyclic > 80 && unattributed > 80 && fractional > 80)
    #expect(kinds == Set(NeedKind.allCases))
    #expect(origins == ["explicit", "location", "ownership", "hazard"])
    var acyclic = RandomGraphs()
    acyclic.hasCycles = false
    for _ in 0..<50 {
      #expect(try CompiledGraph(GraphResolver.graph(of: acyclic.document(using: &generator))).cyclicComponents.isEmpty)
    }
  }

  @Test func nearSingularGraphsHaveExactShares() throws {
    var generator = SplitMix64(seed: 4)
    for bits in [10, 30, 48] {
      let scale = Double(sign: .plus, exponent: bits, significand: 1)
      for _ in 0..<50 {
        for sketch in NearSingularGraphs(bits: bits).sketch(using: &generator) {
          for need in sketch.needs {
            let parts = need.supplies.map { $0.share * scale }
            #expect(parts.allSatisfy { $0 == $0.rounded() })
            #expect(parts.reduce(0, +) <= scale && parts.reduce(0, +) >= scale - 1)
          }
        }
      }
    }
  }

  @Test func theBuilderDeclaresWhatIsMissing() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "a", country: "TWN", owner: "o", hazards: ["h"],
        needs: [need("p", from: ["x": 1, "USA": 0], alternates: ["y": 0.1])]))
    #expect(graph.entities.map(\.id) == ["a", "x", "y", "o", "h", "TWN", "USA"])
    #expect(
      graph.entities.map(\.kind.rawValue) == [
        "company", "company", "company", "company", "hazard", "country", "country",
      ])
    #expect(graph.supplies.map(\.isQualified) == [false, false, false, false, false, true])
  }
}
