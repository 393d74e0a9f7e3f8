import ChokepointTestSupport
import Diagnostics
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// Taking evidence away: what becomes unattributed, and which way losses move.
struct EvidenceFilterTests {
  private static let sourceCount = 4

  /// A random graph whose supplies rest on four sources with all degrees of confidence.
  private func graph(_ generator: inout SplitMix64) throws -> SupplyGraph {
    var document = RandomGraphs.rich.document(using: &generator)
    for index in document.supplies.indices {
      document.supplies[index].evidence.source = Located("s\(generator.below(Self.sourceCount))")
      document.supplies[index].evidence.confidence = Located(["low", "medium", "high"][generator.below(3)])
    }
    return try GraphResolver.graph(of: document)
  }

  private func losses(_ graph: SupplyGraph, _ policy: UnattributedPolicy = .safe) throws -> [[Double]] {
    let engine = AvailabilityEngine(try CompiledGraph(graph, CompilationOptions(unattributed: policy)))
    return graph.entityIndices.map { entity in
      engine.evaluate([Hit(entity)])
      return engine.lossesByEntity()
    }
  }

  @Test func refusingNothingChangesNothing() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let graph = try graph(&generator)
      for filter in [EvidenceFilter(), EvidenceFilter(minimumConfidence: .low), EvidenceFilter(withoutSources: [999])] {
        let (kept, removal) = try graph.keeping(filter)
        #expect(kept == graph)
        #expect(removal.removedSupplies == 0 && removal.removedPlaces == 0 && removal.thinnedNeeds == 0)
        #expect(removal.attributedAfter == removal.attributedBefore)
      }
    }
  }

  /// Under `safe` every weight that stays is what it was, and losses grow with weights.
  @Test func underSafeNoLossRisesWhenEvidenceGoes() throws {
    var generator = SplitMix64(seed: 4)
    var falls = 0
    for _ in 0..<400 {
      let graph = try graph(&generator)
      let before = try losses(graph)
      var filters = (0..<Self.sourceCount).map { EvidenceFilter(withoutSources: [$0]) }
      filters += [EvidenceFilter(minimumConfidence: .medium), EvidenceFilter(minimumConfidence: .high)]
      filters.append(EvidenceFilter(withoutSources: [0, 1], minimumConfidence: .medium))
      for filter in filters {
        let after = try losses(graph.keeping(filter).graph)
        for (one, other) in zip(before.joined(), after.joined()) {
          #expect(other <= one + 1e-9)
          if other < one - 1e-9 { falls += 1 }
        }
      }
    }
    #expect(falls > 1000)
  }

  @Test func moreRefusedIsLessLeftAndLessLoss() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let graph = try graph(&generator)
      var sources: Set<Int> = []
      var last = try losses(graph)
      var supplies = graph.supplies.count
      for source in graph.sources.indices {
        sources.insert(source)
        let kept = try graph.keeping(EvidenceFilter(withoutSources: sources)).graph
        let next = try losses(kept)
        for (one, other) in zip(last.joined(), next.joined()) { #expect(other <= one + 1e-9) }
        #expect(kept.supplies.count <= supplies)
        (last, supplies) = (next, kept.supplies.count)
      }
      let refused = try graph.keeping(EvidenceFilter(withoutSources: sources))
      #expect(refused.removal.removedSupplies == refused.removal.supplies)
      #expect(refused.removal.attributedAfter == 0)
    }
  }

  /// The share of what goes is unattributed afterwards; the rest keeps its share.
  @Test func sharesMoveToTheUnattributedPart() throws {
    var generator = SplitMix64(seed: 6)
    for _ in 0..<200 {
      let graph = try graph(&generator)
      let filter = EvidenceFilter(withoutSources: [0, 2], minimumConfidence: .medium)
      let kept = try graph.keeping(filter).graph
      for (index, need) in graph.needs.enumerated() {
        var expected = graph.sharesByName(ofNeed: index)
        for supply in graph.supplies[need.supplies] {
          let isWeak = !need.isImplicit && supply.evidence.confidence == .low
          let isWhole = need.isImplicit && supply.share == 1
          let isRefused = supply.evidence.source.map { [0, 2].contains($0) } ?? false
          guard isWeak || isRefused && !isWhole else { continue }
          expected[graph[supply.supplier].id] = nil
          expected[NaiveAdditions.nobody, default: 0] += supply.share
        }
        let found = kept.sharesByName(ofNeed: index)
        #expect(Set(found.keys) == Set(expected.keys))
        for (name, share) in expected { #expect(abs(share - (found[name] ?? -1)) < 1e-12) }
      }
    }
  }

  @Test func lossesWithoutEvidenceAreThoseOfTheReference() throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<60 {
      let kept = try graph(&generator).keeping(EvidenceFilter(withoutSources: [1], minimumConfidence: .medium)).graph
      let reference = NaiveAvailability(kept)
      for (entity, found) in zip(kept.entityIndices, try losses(kept)) {
        for (a, b) in zip(reference.losses([Hit(entity)]), found) { #expect(abs(a - b) < 1e-9) }
      }
    }
  }

  @Test func namesOfSourcesDoNotMatter() throws {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<60 {
      let document = RandomGraphs.rich.document(using: &generator)
      var named = (document, document)
      for index in document.supplies.indices {
        let number = generator.below(Self.sourceCount)
        named.0.supplies[index].evidence.source = Located("s\(number)")
        named.1.supplies[index].evidence.source = Located("other-\(9 - number)")
      }
      let (one, other) = (try GraphResolver.graph(of: named.0), try GraphResolver.graph(of: named.1))
      guard let a = one.sources.firstIndex(where: { $0.id == "s1" }),
        let b = other.sources.firstIndex(where: { $0.id == "other-8" })
      else { continue }
      let kept = (
        try one.keeping(EvidenceFilter(withoutSources: [a])), try other.keeping(EvidenceFilter(withoutSources: [b]))
      )
      #expect(kept.0.removal == kept.1.removal)
      #expect(try losses(kept.0.graph) == losses(kept.1.graph))
    }
  }

  /// Under `proportional` what is left speaks for the whole, so a loss can rise.
  @Test func underProportionalALossCanRise() throws {
    var document = GraphBuilder.document(entity("a", needs: [need("p", from: ["x": 0.5, "y": 0.5])]))
    document.supplies[1].evidence.source = Located("weak")
    let graph = try GraphResolver.graph(of: document)
    let weak = try #require(graph.sources.firstIndex { $0.id == "weak" })
    let kept = try graph.keeping(EvidenceFilter(withoutSources: [weak])).graph
    let (a, x) = (try #require(graph.entity("a")), try #require(graph.entity("x")))
    #expect(try losses(graph, .proportional)[x.position][a.position] == 0.5)
    #expect(try losses(kept, .proportional)[x.position][a.position] == 1)
    #expect(try losses(kept, .safe)[x.position][a.position] == 0.5)
  }

  @Test func onlySplitPlacesFallWithTheirSource() throws {
    var document = GraphBuilder.document(
      entity("a", country: "TWN", hazards: ["quake"]), entity("b", locations: ["TWN": 0.75, "USA": 0.25]))
    for index in document.entities.indices {
      document.entities[index].evidence.source = Located("atlas")
      for place in document.entities[index].locations.indices {
        document.entities[index].locations[place].evidence.source = Located(place == 0 ? "atlas" : "census")
      }
    }
    let graph = try GraphResolver.graph(of: document)
    let atlas = try #require(graph.sources.firstIndex { $0.id == "atlas" })
    #expect(try graph.keeping(EvidenceFilter(minimumConfidence: .high)).graph == graph)
    let kept = try graph.keeping(EvidenceFilter(withoutSources: [atlas]))
    let (a, b) = (try #require(graph.entity("a")), try #require(graph.entity("b")))
    #expect(graph[a].needs.allSatisfy { kept.graph.sharesByName(ofNeed: $0) == graph.sharesByName(ofNeed: $0) })
    #expect(kept.graph.sharesByName(ofNeed: graph[b].needs.lowerBound) == ["USA": 0.25, NaiveAdditions.nobody: 0.75])
    #expect(kept.removal.removedPlaces == 1 && kept.removal.removedSupplies == 0 && kept.removal.needs == 0)
  }

  @Test func marketRowsFallToo() throws {
    var document = GraphBuilder.document(entity("a", needs: [need("p", from: ["x": 1])]), entity("y"))
    for (provider, share, confidence) in [("x", 0.6, "high"), ("y", 0.4, "low")] {
      var row = MarketRow(product: Located("p"), provider: Located(provider))
      row.share = Located(share)
      row.evidence.confidence = Located(confidence)
      row.evidence.source = Located("test")
      document.markets.append(row)
    }
    let graph = try GraphResolver.graph(of: document)
    let kept = try graph.keeping(EvidenceFilter(minimumConfidence: .high))
    #expect(kept.graph.markets.map(\.share) == [0.6])
    #expect(kept.removal.markets == 2 && kept.removal.removedMarkets == 1)
  }
}
