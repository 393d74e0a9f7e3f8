import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// Graphs at the edge of what there can be, with answers known in closed form. `Benchmarks` tries the same at a million.
@Suite struct ExtremeGraphTests {
  /// A ring in which each lives on the one before (or behind) for `share` of its only need; the rest is nobody's.
  private func ring(_ count: Int, share: Double, isReversed: Bool) throws -> SupplyGraph {
    var document = GraphDocument()
    for number in 0..<count {
      var row = EntityRow(id: Located("e\(number)"))
      row.hq = Located(number == 0 ? "TWN" : "USA")
      document.entities.append(row)
      let supplier = (number + (isReversed ? 1 : count - 1)) % count
      var supply = SupplyRow(entity: Located("e\(number)"), product: Located("p"), from: Located("e\(supplier)"))
      supply.share = Located(share)
      document.supplies.append(supply)
    }
    return try GraphResolver.graph(of: document)
  }

  /// One strongly connected component of everybody, in the order of the file and against it.
  @Test(arguments: [false, true]) func oneLargeRing(_ isReversed: Bool) throws {
    let (count, share) = (20_000, 0.9)
    let graph = try ring(count, share: share, isReversed: isReversed)
    let compiled = try CompiledGraph(graph)
    #expect(compiled.cyclicComponents == [0..<count])
    let engine = AvailabilityEngine(compiled)
    engine.evaluate([Hit(EntityIndex(0))])
    let losses = engine.lossesByEntity()
    // The part of e0 in everybody's value: x_k = g^k·x_0 round the ring, g = (1 − v)·share, x_0 = v/(1 − g^n).
    let column = try #require(try LookThrough(graph).column(of: "TWN"))
    var (loss, part) = (1.0, 0.4)
    for step in 0..<count {
      let entity = isReversed ? (count - step) % count : step
      #expect(abs(losses[entity] - loss) <= engine.errorBound)
      #expect(abs(column.share(of: EntityIndex(entity)) - part) <= 1e-12)
      loss *= share
      part *= 0.6 * share
    }
    #expect(engine.errorBound <= 1e-10)
  }

  /// A need with very many suppliers, for several buyers: shares sum to 1 only within rounding.
  @Test func everybodyBuysFromEverybody() throws {
    let (buyers, suppliers) = (3, 10_000)
    var document = GraphDocument()
    for number in 0..<suppliers { document.entities.append(EntityRow(id: Located("s\(number)"))) }
    for buyer in 0..<buyers {
      document.entities.append(EntityRow(id: Located("b\(buyer)")))
      for number in 0..<suppliers {
        var row = SupplyRow(entity: Located("b\(buyer)"), product: Located("p"), from: Located("s\(number)"))
        row.share = Located(1 / Double(suppliers))
        document.supplies.append(row)
      }
    }
    let graph = try GraphResolver.graph(of: document)
    #expect(graph.needs.allSatisfy { $0.unattributed == 0 })
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    let buyer = EntityIndex(suppliers + 1)
    engine.evaluate([Hit(EntityIndex(77))])
    #expect(abs(engine.loss(of: buyer) - 1e-4) <= 1e-16)
    engine.evaluate((0..<suppliers).map { Hit(EntityIndex($0)) })
    #expect(abs(engine.loss(of: buyer) - 1) <= 1e-12 && engine.loss(of: buyer) <= 1)
    document.supplies.append(document.supplies[0])
    let codes = GraphResolver.resolve(document).findings.filter { $0.severity == .error }.map(\.code)
    #expect(codes == ["duplicate-supply"])
  }

  /// Ten times 0.1 is a little less than 1 and means 1.
  @Test func sharesThatSumTo1WithinRounding() throws {
    let parts = (0..<10).map { "s\($0)" }
    var document = GraphBuilder.document(entity("b"))
    for part in parts {
      document.entities.append(EntityRow(id: Located(part)))
      var row = SupplyRow(entity: Located("b"), product: Located("p"), from: Located(part))
      row.share = Located(0.1)
      document.supplies.append(row)
    }
    document.declaresProducts = false
    let graph = try GraphResolver.graph(of: document)
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    engine.evaluate(graph.entityIndices.dropFirst().map { Hit($0) })
    #expect(graph.needs[0].unattributed == 0)
    #expect(abs(engine.loss(of: EntityIndex(0)) - 1) <= 2e-16)
  }

  /// The smallest share that a double can hold is a share.
  @Test func denormalShares() throws {
    let tiny = Double.leastNonzeroMagnitude
    let graph = try GraphBuilder.graph(entity("b", needs: [need("p", from: ["x": tiny, "y": 1])]))
    let engine = AvailabilityEngine(try CompiledGraph(graph))
    engine.evaluate([Hit(try #require(graph.entity("x")))])
    #expect(engine.loss(of: EntityIndex(0)) == tiny)
    engine.evaluate([Hit(try #require(graph.entity("y")))])
    #expect(engine.loss(of: EntityIndex(0)) == 1)
    // Round a circle whose only way out is that share everything is lost in the end, as without rounding.
    let loop = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["b": 1, "x": tiny])]), entity("b", needs: [need("p", from: ["a": 1])]))
    let exact = AvailabilityEngine(try CompiledGraph(loop))
    exact.evaluate([Hit(try #require(loop.entity("x")))])
    #expect(exact.loss(of: EntityIndex(0)) == 1 && exact.loss(of: EntityIndex(1)) == 1)
  }

  @Test func sharesThatAreNoSharesAreRefused() throws {
    for share in [-Double.leastNonzeroMagnitude, 1.000_001, .infinity, .nan] {
      var document = GraphBuilder.document(entity("b", needs: [need("p", from: ["x": 0.5])]))
      document.supplies[0].share = Located(share)
      let codes = GraphResolver.resolve(document).findings.filter { $0.severity == .error }.map(\.code)
      #expect(codes == ["out-of-range"], "\(share)")
    }
  }
}
