import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// Laws that hold on every graph.
@Suite struct LawTests {
  private func losses(_ graph: SupplyGraph, _ hits: [Hit], _ options: CompilationOptions = CompilationOptions()) throws
    -> [Double]
  {
    let engine = AvailabilityEngine(try CompiledGraph(graph, options))
    engine.evaluate(hits)
    return engine.lossesByEntity()
  }

  /// A random graph; every second one with everything in it.
  private func randomGraph(_ round: Int, _ generator: inout SplitMix64) throws -> SupplyGraph {
    try GraphResolver.graph(of: (round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()).document(using: &generator))
  }

  @Test func noShockNoLoss() throws {
    var generator = SplitMix64(seed: 1)
    for round in 0..<200 {
      let graph = try randomGraph(round, &generator)
      for policy in UnattributedPolicy.allCases {
        let options = CompilationOptions(unattributed: policy)
        #expect(try losses(graph, [], options).allSatisfy { $0 == 0 })
        #expect(try losses(graph, graph.entityIndices.map { Hit($0, ownLoss: 0) }, options).allSatisfy { $0 == 0 })
      }
    }
  }

  @Test func lossesAreFractionsAndAtLeastTheOwn() throws {
    var generator = SplitMix64(seed: 2)
    for round in 0..<200 {
      let graph = try randomGraph(round, &generator)
      let hits = randomHits(graph, &generator)
      let result = try losses(graph, hits)
      #expect(result.allSatisfy { (0...1).contains($0) })
      for hit in hits { #expect(result[hit.entity.position] >= hit.ownLoss) }
    }
  }

  @Test func aWorseShockNeverHelps() throws {
    var generator = SplitMix64(seed: 3)
    for round in 0..<300 {
      let graph = try randomGraph(round, &generator)
      let options = CompilationOptions(unattributed: round % 3 == 0 ? .proportional : .safe)
      let milder = randomHits(graph, &generator)
      let worse = milder.map { Hit($0.entity, ownLoss: min(1, $0.ownLoss * 1.5)) } + randomHits(graph, &generator)
      let (before, after) = (try losses(graph, milder, options), try losses(graph, worse, options))
      for entity in graph.entities.indices { #expect(before[entity] <= after[entity] + 1e-13, "round \(round)") }
    }
  }

  @Test func theOrderAndTheNamesOfRowsDoNotMatter() throws {
    var generator = SplitMix64(seed: 4)
    for round in 0..<200 {
      let document = (round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()).document(using: &generator)
      var shuffled = document
      shuffled.entities = generator.permutation(document.entities.count).map { document.entities[$0] }
      shuffled.needs = generator.permutation(document.needs.count).map { document.needs[$0] }
      shuffled.supplies = generator.permutation(document.supplies.count).map { document.supplies[$0] }
      let (graph, other) = (try GraphResolver.graph(of: document), try GraphResolver.graph(of: shuffled))
      let hits = randomHits(graph, &generator)
      let otherHits = try hits.map { Hit(try #require(other.entity(graph[$0.entity].id)), ownLoss: $0.ownLoss) }
      let (result, otherResult) = (try losses(graph, hits), try losses(other, otherHits))
      for (position, entity) in graph.entities.enumerated() {
        let there = try #require(other.entity(entity.id))
        #expect(abs(result[position] - otherResult[there.position]) <= 1e-13, "round \(round), \(entity.id)")
      }
    }
  }

  @Test func twoHalvesInOnePlaceAreAsExposedToItAsTheWhole() throws {
    var generator = SplitMix64(seed: 5)
    for round in 0..<200 {
      let sketches = RandomGraphs.rich.sketch(using: &generator)
      let chosen = RandomGraphs.name(generator.below(sketches.count))
      let split = sketches.flatMap { sketch -> [EntitySketch] in
        let halved = sketch.halvingSupplies(from: chosen)
        var twin = halved
        twin.id = "twin"
        return sketch.id == chosen ? [halved, twin] : [halved]
      }
      let (graph, other) = (try GraphBuilder.graph(sketches), try GraphBuilder.graph(split))
      for place in ["TWN", "USA", "JPN", "quake", "strait"] {
        guard let here = graph.entity(place), let there = other.entity(place) else { continue }
        let (whole, halves) = (try losses(graph, [Hit(here)]), try losses(other, [Hit(there)]))
        for (position, entity) in graph.entities.enumerated() {
          let same = try #require(other.entity(entity.id))
          #expect(abs(whole[position] - halves[same.position]) <= 1e-12, "round \(round), \(place), \(entity.id)")
        }
      }
    }
  }

  @Test func aBlockedSupplyIsASupplierLostForThatNeedAlone() throws {
    var generator = SplitMix64(seed: 6)
    var tried = 0
    for round in 0..<250 {
      let document = (round % 2 == 0 ? RandomGraphs.rich : RandomGraphs()).document(using: &generator)
      guard !document.supplies.isEmpty else { continue }
      tried += 1
      let graph = try GraphResolver.graph(of: document)
      let row = document.supplies[generator.below(document.supplies.count)]
      // The same graph in which a ghost makes this one supply.
      var haunted = document
      haunted.entities.append(EntityRow(id: Located("ghost")))
      for index in haunted.supplies.indices where haunted.supplies[index] == row {
        haunted.supplies[index].from.value = "ghost"
      }
      let other = try GraphResolver.graph(of: haunted)
      let buyer = try #require(graph.entity(row.entity.value))
      let need = graph.needs[try #require(graph.need(of: buyer, for: row.product.value))]
      let supply = try #require(need.supplies.first { graph[graph.supplies[$0].supplier].id == row.from.value })
      let policy: UnattributedPolicy = round % 3 == 0 ? .proportional : .safe
      let hits = randomHits(graph, &generator)
      let blocked = try losses(graph, hits, CompilationOptions(unattributed: policy, blockedSupplies: [supply]))
      let ghost = Hit(try #require(other.entity("ghost")))
      let otherHits = try hits.map { Hit(try #require(other.entity(graph[$0.entity].id)), ownLoss: $0.ownLoss) }
      let result = try losses(other, otherHits + [ghost], CompilationOptions(unattributed: policy))
      for (position, entity) in graph.entities.enumerated() {
        let same = try #require(other.entity(entity.id))
        #expect(abs(blocked[position] - result[same.position]) <= 1e-12, "round \(round), \(entity.id)")
      }
    }
    #expect(tried > 150)
  }

  @Test func proportionalIsNeverBelowSafe() throws {
    var generator = SplitMix64(seed: 7)
    var differ = 0
    for round in 0..<250 {
      let graph = try randomGraph(round, &generator)
      let hits = randomHits(graph, &generator)
      let safe = try losses(graph, hits)
      let proportional = try losses(graph, hits, CompilationOptions(unattributed: .proportional))
      for entity in graph.entities.indices { #expect(safe[entity] <= proportional[entity] + 1e-13, "round \(round)") }
      if largestDistance(safe, proportional) > 0.01 { differ += 1 }
    }
    #expect(differ > 50)
  }

  @Test func needsOfOtherKindsAreAsIfNotWritten() throws {
    var generator = SplitMix64(seed: 8)
    for round in 0..<150 {
      let sketches = RandomGraphs.rich.sketch(using: &generator)
      let graph = try GraphBuilder.graph(sketches)
      let hits = randomHits(graph, &generator)
      for kinds: Set<NeedKind> in [[.flow], [.flow, .upkeep], [.flow, .upkeep, .licence]] {
        let kept = sketches.map { sketch in
          var sketch = sketch
          sketch.needs.removeAll { !kinds.contains($0.kind ?? .flow) }
          return sketch
        }
        let other = try GraphBuilder.graph(kept)
        let result = try losses(graph, hits, CompilationOptions(kinds: kinds))
        let otherHits = try hits.map { Hit(try #require(other.entity(graph[$0.entity].id)), ownLoss: $0.ownLoss) }
        let otherResult = try losses(other, otherHits)
        for (position, entity) in graph.entities.enumerated() {
          let same = try #require(other.entity(entity.id))
          #expect(abs(result[position] - otherResult[same.position]) <= 1e-13, "round \(round)")
        }
      }
    }
  }

  @Test func moreKindsNeverHelp() throws {
    var generator = SplitMix64(seed: 9)
    for _ in 0..<150 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let hits = randomHits(graph, &generator)
      let flow = try losses(graph, hits, CompilationOptions(kinds: [.flow]))
      let all = try losses(graph, hits)
      for entity in graph.entities.indices { #expect(flow[entity] <= all[entity] + 1e-13) }
    }
  }

  @Test func aLostShareNeverHelpsInPlaceOfAnUnattributedPart() throws {
    var generator = SplitMix64(seed: 10)
    var shape = RandomGraphs()
    shape.unattributedEvery = 1
    for _ in 0..<150 {
      let sketches = shape.sketch(using: &generator)
      var filled = sketches
      for entity in filled.indices {
        for need in filled[entity].needs.indices {
          let sum = filled[entity].needs[need].supplies.reduce(0) { $0 + $1.share }
          filled[entity].needs[need].supplies.append(("lost", 1 - sum))
        }
      }
      let graph = try GraphBuilder.graph(sketches + [entity("lost")])
      let other = try GraphBuilder.graph(filled + [entity("lost")])
      let hits = [Hit(try #require(graph.entity("lost")))] + randomHits(graph, &generator)
      let (before, after) = (try losses(graph, hits), try losses(other, hits))
      for entity in graph.entities.indices { #expect(before[entity] <= after[entity] + 1e-13) }
    }
  }
}

extension EntitySketch {
  /// The same entity with every supply from one supplier divided between it and its twin.
  fileprivate func halvingSupplies(from supplier: String) -> EntitySketch {
    var sketch = self
    for index in sketch.needs.indices {
      sketch.needs[index].supplies = sketch.needs[index].supplies.flatMap { supply in
        supply.from == supplier ? [(supplier, supply.share / 2), ("twin", supply.share / 2)] : [supply]
      }
    }
    sketch.owners = sketch.owners.flatMap { part -> [(owner: String, share: Double?)] in
      part.owner == supplier ? [(supplier, 0.5), ("twin", 0.5)] : [part]
    }
    return sketch
  }
}
