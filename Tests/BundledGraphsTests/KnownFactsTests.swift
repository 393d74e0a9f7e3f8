import SupplyGraph
import Testing

/// The graph says what is known; a change of data or model that loses a fact shows here.
struct KnownFactsTests {
  @Test(arguments: StageFacts.all + ExposureFacts.all + TradeFacts.all + HeadlineFacts.all)
  func holds(_ fact: KnownFact) throws {
    let bundled = try BundledGraph.load()
    let value = try fact.value(bundled)
    #expect(fact.expectation.holds(value), "\(fact.name): \(value), expected \(fact.expectation)")
    if let source = fact.source {
      #expect(bundled.graph.sources.contains { $0.id == source }, "\(fact.name): no source '\(source)'")
    }
  }

  @Test func namesAreUnique() {
    let names = (StageFacts.all + ExposureFacts.all + TradeFacts.all + HeadlineFacts.all).map(\.name)
    #expect(Set(names).count == names.count)
  }
}
