import ChokepointTestSupport
import Diagnostics
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Days of cover")
struct NeedCoverTests {
  /// A buyer with one need: its stock and its suppliers' shares with their days under way.
  private func graph(buffer: Double, _ supplies: [(share: Double, transit: Double)]) throws -> SupplyGraph {
    var sketch = need("p")
    sketch.supplies = supplies.enumerated().map { (from: "x\($0.offset)", share: $0.element.share) }
    var document = GraphBuilder.document(entity("buyer", needs: [sketch]))
    document.needs[0].bufferDays = Located(buffer)
    for (index, supply) in supplies.enumerated() { document.supplies[index].transitDays = Located(supply.transit) }
    return try GraphResolver.graph(of: document)
  }

  private func cover(_ graph: SupplyGraph) throws -> Double? {
    NeedCover.days(of: try #require(graph.needs.first), in: graph)
  }

  @Test("The worked example: 10 days of stock, half 3 and half 7 days under way, last 15 days")
  func workedExample() throws {
    #expect(try cover(graph(buffer: 10, [(0.5, 7), (0.5, 3)])) == 15)
  }

  @Test("One supplier: days under way and stock add up")
  func oneSupplier() throws {
    #expect(try cover(graph(buffer: 30, [(1, 4)])) == 34)
    #expect(try cover(graph(buffer: 0, [(1, 0)])) == 0)
  }

  @Test("What is attributed to nobody keeps coming, so the stock lasts longer")
  func unattributed() throws {
    #expect(try cover(graph(buffer: 10, [(0.5, 2)])) == 22)
    #expect(try cover(graph(buffer: 10, [])) == nil)
  }

  @Test("Equals counting in small steps")
  func naive() throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let count = 1 + generator.below(4)
      let parts = (0..<count).map { _ in 1 + generator.below(5) }
      let total = parts.reduce(generator.below(3), +)
      let supplies = parts.map { (share: Double($0) / Double(total), transit: Double(generator.below(9))) }
      let buffer = Double(generator.below(40))
      let graph = try graph(buffer: buffer, supplies)
      // A thousandth of a day at a time.
      var stock = buffer
      var steps = 0
      while true {
        let day = (Double(steps) + 0.5) / 1000
        let missing = supplies.reduce(0) { $0 + (day > $1.transit ? $1.share : 0) }
        stock -= missing / 1000
        if stock < -1e-9 { break }
        steps += 1
      }
      #expect(abs(try #require(try cover(graph)) - Double(steps) / 1000) < 0.01)
    }
  }
}
