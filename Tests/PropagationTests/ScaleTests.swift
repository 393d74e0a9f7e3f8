import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// Depth and size are limited by memory, not by a stack.
@Suite struct ScaleTests {
  private func chain(_ count: Int, isRing: Bool = false) -> GraphDocument {
    var document = GraphDocument()
    for number in 0..<count {
      document.entities.append(EntityRow(id: Located("e\(number)")))
      guard number > 0 || isRing else { continue }
      var row = SupplyRow(
        entity: Located("e\(number)"), product: Located("p"), from: Located("e\((number + count - 1) % count)"))
      row.share = Located(1)
      document.supplies.append(row)
    }
    return document
  }

  @Test func aChainOf100000Entities() throws {
    let count = 100_000
    let graph = try GraphResolver.graph(of: chain(count))
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    engine.evaluate([Hit(EntityIndex(0), ownLoss: 0.5)])
    #expect(engine.lossesByEntity().allSatisfy { $0 == 0.5 })
    engine.evaluate([Hit(EntityIndex(count - 1)), Hit(EntityIndex(count / 2), ownLoss: 0.25)])
    let losses = engine.lossesByEntity()
    #expect(losses[..<(count / 2)].allSatisfy { $0 == 0 })
    #expect(losses[(count / 2)..<(count - 1)].allSatisfy { $0 == 0.25 })
    #expect(losses[count - 1] == 1 && engine.errorBound == 0)
  }

  @Test func aRingOf3000EntitiesIsEnclosed() throws {
    let graph = try GraphResolver.graph(of: chain(3_000, isRing: true))
    let compiled = try CompiledGraph(graph)
    #expect(compiled.cyclicComponents == [0..<3_000])
    let engine = AvailabilityEngine(compiled)
    engine.evaluate([Hit(EntityIndex(1_234), ownLoss: 0.75)])
    #expect(engine.lossesByEntity().allSatisfy { abs($0 - 0.75) <= engine.errorBound })
    #expect(engine.errorBound <= 1e-10)
    engine.evaluate([])
    #expect(engine.lossesByEntity().allSatisfy { $0 == 0 })
  }
}
