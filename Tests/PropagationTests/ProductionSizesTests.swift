import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// How much every entity makes on a normal day, in money.
@Suite struct ProductionSizesTests {
  private func index(_ graph: SupplyGraph, _ id: String) throws -> EntityIndex { try #require(graph.entity(id)) }

  /// The example of the documentation: z_t = 100, z_x = 50, z_y = 50 + 0.6 · 50 = 80.
  @Test func theExampleByHand() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", volume: 100, from: ["x": 0.5, "y": 0.5])]),
      entity("x", needs: [need("q", from: ["y": 1])]))
    let sizes = try ProductionSizes(graph, targets: [index(graph, "t")])
    #expect(sizes.size == [100, 50, 80])
    #expect(sizes.netVolume == [100, 30])
    #expect(sizes.finalDemand == [100, 0, 0])
    #expect(sizes.inputPerOutput == [1, 0.6])
  }

  @Test func targetsWithoutVolumesTakeTheMeanOfThoseWithSome() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", volume: 30, from: ["x": 1])]),
      entity("b", needs: [need("p", volume: 10, from: ["x": 1])]), entity("c", needs: [need("p", from: ["x": 1])]))
    let targets = try ["a", "b", "c"].map { try index(graph, $0) }
    #expect(try ProductionSizes(graph, targets: targets).size == [30, 10, 20, 60])
    #expect(try ProductionSizes(graph, targets: [targets[2]]).finalDemand == [0, 0, 1, 0])
  }

  @Test func embeddedGoodsCountOnce() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("server", volume: 100, from: ["assembler": 1]),
          need("chip", volume: 70, embeddedIn: "server", from: ["maker": 1]),
        ]))
    let sizes = try ProductionSizes(graph, targets: [index(graph, "t")])
    #expect(sizes.size == [100, 30, 70])
  }

  @Test func placesOwnersAndCapitalHaveNoVolume() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", country: "TWN", owner: "holding",
        needs: [
          need("p", volume: 10, from: ["x": 1]),
          need("machine", kind: .capital, volume: 5, from: ["x": 1]),
        ]))
    let sizes = try ProductionSizes(graph, targets: [index(graph, "t")])
    #expect(sizes.netVolume == [0, 0, 10, 0])
    #expect(try sizes.size[index(graph, "x").position] == 10)
    #expect(try sizes.size[index(graph, "TWN").position] == 0)
    #expect(try sizes.size[index(graph, "holding").position] == 0)
  }

  @Test func aRingThatAddsNoValueIsNamed() throws {
    var document = GraphBuilder.document(
      entity("t", needs: [need("p", from: ["a": 1])]), entity("a", needs: [need("q", from: ["b": 1])]),
      entity("b", needs: [need("r", from: ["c": 1])]), entity("c", needs: [need("s", from: ["a": 1])]))
    for row in 1...3 { document.entities[row].valueAddedShare = Located(0, at: document.entities[row].id.spot) }
    let graph = try GraphResolver.graph(of: document)
    #expect(throws: ProductionSizesError.closedCycle(["a", "b", "c"])) {
      try ProductionSizes(graph, targets: [index(graph, "t")])
    }
    // A unit of demand goes round with a tenth lost each time: 1 / (1 − 0.9) = 10.
    document.entities[3].valueAddedShare = Located(0.1, at: document.entities[3].id.spot)
    let leaky = try GraphResolver.graph(of: document)
    let size = try ProductionSizes(leaky, targets: [index(leaky, "t")]).size
    for entity in 1...3 { #expect(abs(size[entity] - 10) < 1e-12) }
  }

  @Test func aRingThatNobodyBuysFromIsEmpty() throws {
    var document = GraphBuilder.document(
      entity("t", needs: [need("p", from: ["x": 1])]), entity("a", needs: [need("q", from: ["b": 1])]),
      entity("b", needs: [need("r", from: ["a": 1])]))
    for row in 1...2 { document.entities[row].valueAddedShare = Located(0, at: document.entities[row].id.spot) }
    let graph = try GraphResolver.graph(of: document)
    #expect(try ProductionSizes(graph, targets: [index(graph, "t")]).size == [1, 0, 0, 1])
  }

  @Test func sizesThatOverflowAreAnError() throws {
    var document = GraphBuilder.document(
      entity("t", needs: [need("p", volume: 1e9, from: ["a": 1])]), entity("a", needs: [need("q", from: ["b": 1])]),
      entity("b", needs: [need("r", from: ["a": 1])]))
    for row in 1...2 { document.entities[row].valueAddedShare = Located(1e-300, at: document.entities[row].id.spot) }
    let graph = try GraphResolver.graph(of: document)
    #expect(throws: ProductionSizesError.tooLarge) { try ProductionSizes(graph, targets: [index(graph, "t")]) }
  }

  private func compare(_ graph: SupplyGraph, _ targets: [EntityIndex], _ comment: Comment) throws -> Bool {
    let naive = NaiveProductionSizes(graph, targets: targets)
    if naive.isIllPosed {
      let error = #expect(throws: ProductionSizesError.self, comment) { try ProductionSizes(graph, targets: targets) }
      guard case .closedCycle(let ids) = error else { throw UnexpectedError(comment: comment) }
      let ring = ids.compactMap { graph.entity($0)?.position }
      #expect(ring.count == ids.count && ring.count > 1, comment)
      for (buyer, supplier) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        #expect(naive.matrix[buyer][supplier] > 0, comment)
      }
      return false
    }
    let sizes = try ProductionSizes(graph, targets: targets)
    let expected = naive.solution()
    for (size, right) in zip(sizes.size, expected.size) {
      #expect(abs(size - right) <= 1e-9 * max(1, abs(right)), comment)
    }
    for (volume, right) in zip(sizes.netVolume, expected.volume) {
      #expect(abs(volume - right) <= 1e-9 * max(1, abs(right)), comment)
    }
    #expect(sizes.finalDemand == naive.finalDemand, comment)
    return true
  }

  @Test func randomGraphsEqualTheDefinition() throws {
    var generator = SplitMix64(seed: 1_949)
    var (posed, illPosed) = (0, 0)
    var closed = RandomGraphs()
    closed.unattributedEvery = 0
    for trial in 0..<600 {
      var document = (trial % 3 == 0 ? closed : RandomGraphs.rich).document(using: &generator)
      if trial % 3 == 0 {
        for row in document.entities.indices {
          document.entities[row].valueAddedShare = Located(0, at: document.entities[row].id.spot)
        }
      } else {
        ValueGraphs.decorate(&document, using: &generator)
      }
      let graph = try GraphResolver.graph(of: document)
      let count = 1 + generator.below(2)
      let targets = (0..<count).map { _ in EntityIndex(generator.below(graph.entities.count)) }
      if try compare(graph, Array(Set(targets)).sorted(), "trial \(trial)") { posed += 1 } else { illPosed += 1 }
    }
    #expect(posed > 400)
    #expect(illPosed > 50)
  }

  @Test(arguments: 0..<2) func allTinyGraphsEqualTheDefinition(_ family: Int) throws {
    let shares: [Double?] = [nil, 0, 0.25, 0]
    var count = 0
    try AllSmallGraphs.families[family].family.visitAll { sketch in
      count += 1
      var document = GraphBuilder.document(sketch)
      for row in document.entities.indices {
        let spot = document.entities[row].id.spot
        document.entities[row].valueAddedShare = shares[(row + count) % 4].map { Located($0, at: spot) }
      }
      _ = try compare(try GraphResolver.graph(of: document), [EntityIndex(0)], "graph \(count)")
    }
    #expect(count == AllSmallGraphs.families[family].count)
  }

  @Test func theUnitOfVolumesDoesNotMatter() throws {
    var generator = SplitMix64(seed: 12)
    for _ in 0..<100 {
      var document = RandomGraphs.rich.document(using: &generator)
      ValueGraphs.decorate(&document, using: &generator)
      let graph = try GraphResolver.graph(of: document)
      guard graph.netVolume(of: EntityIndex(0)) != nil,
        let small = try? ProductionSizes(graph, targets: [EntityIndex(0)])
      else { continue }
      for need in document.needs.indices {
        document.needs[need].volume = document.needs[need].volume.map { Located($0.value * 1024, at: $0.spot) }
      }
      let large = try ProductionSizes(try GraphResolver.graph(of: document), targets: [EntityIndex(0)])
      #expect(zip(small.size, large.size).allSatisfy { $0 * 1024 == $1 })
    }
  }
}

private struct UnexpectedError: Error { var comment: Comment }
