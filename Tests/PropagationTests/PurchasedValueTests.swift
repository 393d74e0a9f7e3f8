import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// Whose value is inside what a country's buyers purchase.
@Suite struct PurchasedValueTests {
  /// Two buyers: `a` receives all of its 30 bn in the USA, `b` half of its 20 bn.
  ///
  /// Added value: `mill` stands in TWN and needs nothing, so X_a = TWN 1; `b` buys half from `mill`, half from nobody.
  private func document() -> GraphDocument {
    var document = GraphBuilder.document(
      entity("a", needs: [need("p", from: ["mill": 1])]), entity("b", needs: [need("p", from: ["mill": 0.5])]),
      entity("mill", country: "TWN"))
    for index in document.needs.indices {
      document.needs[index].volume = .init(document.needs[index].entity.value == "a" ? 30 : 20)
    }
    for index in document.entities.indices {
      switch document.entities[index].id.value {
      case "a": document.entities[index].receives = [.init(key: .init("USA"), share: .init(1))]
      case "b": document.entities[index].receives = [.init(key: .init("USA"), share: .init(0.5))]
      default: break
      }
    }
    return document
  }

  @Test func buyersCountByWhatTheyReceiveThere() throws {
    let graph = try GraphResolver.graph(of: document())
    let value = try #require(try PurchasedValue(graph, receivedIn: ["USA"]))
    // 30 bn wholly Taiwanese, 10 bn half Taiwanese and half unattributed.
    #expect(value.volume == 40)
    #expect(value.origins.map(\.country) == ["TWN"])
    #expect(abs(value.origins[0].share - 35.0 / 40) < 1e-12)
    #expect(abs(value.unattributed - 5.0 / 40) < 1e-12)
    #expect(value.buyers.map { graph[$0].id } == ["a", "b"])
    #expect(try PurchasedValue(graph, receivedIn: ["JPN"]) == nil)
  }

  @Test(arguments: 0..<30) func partsSumToOne(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    var document = RandomGraphs.rich.document(using: &generator)
    for index in document.needs.indices { document.needs[index].volume = .init(Double(1 + index % 7)) }
    for index in document.entities.indices where document.entities[index].receives.isEmpty {
      document.entities[index].receives = [.init(key: .init("USA"), share: .init(index % 2 == 0 ? 1 : 0.25))]
    }
    guard let graph = GraphResolver.resolve(document).graph,
      let value = try PurchasedValue(graph, receivedIn: ["USA"])
    else { return }
    let sum = value.origins.reduce(0) { $0 + $1.share } + value.unknown + value.unattributed
    #expect(abs(sum - 1) < 1e-9)
    #expect(value.origins.allSatisfy { $0.share > 0 })
  }
}
