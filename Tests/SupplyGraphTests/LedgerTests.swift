import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Nothing is filled in, merged or refused without a line in the ledger.
@Suite struct LedgerTests {
  private func lines(_ lines: [Ledger.Line]) -> [String: Int] {
    Dictionary(lines.map { ($0.what, $0.count) }, uniquingKeysWith: +)
  }

  @Test func rowsAreCountedByTable() {
    var document = ResolverRule.soundDocument()
    document.sources = [SourceRow(id: at("s", .sources, 0, 1))]
    document.products = [ProductRow(id: at("p", .products, 0, 1)), ProductRow(id: at("r", .products, 1, 1))]
    document.groups = [GroupRow(id: at("G7", .groups, 0, 1))]
    document.facts = [FactRow(id: at("f", .facts, 0, 1))]
    document.claims = [ClaimRow(id: at("k", .claims, 0, 1))]
    #expect(
      lines(GraphResolver.resolve(document).ledger.read) == [
        "sources": 1, "products": 2, "entities": 6, "needs": 3, "supplies": 4, "groups": 1, "claims": 1, "facts": 1,
      ])
  }

  @Test func everyDefaultIsCounted() {
    #expect(
      lines(GraphResolver.resolve(ResolverRule.soundDocument()).ledger.defaulted) == [
        "kind (company)": 5, "value_added_share": 6, "spare": 6, "cycle_days": 6, "need kind": 3, "criticality": 3,
        "buffer_days": 3, "switch_days": 3, "transit_days": 4, "lead_days": 4, "status": 4, "method": 4,
        "confidence": 4,
      ])
  }

  @Test func whatIsWrittenIsNotCountedAsDefault() {
    var document = ResolverRule.soundDocument()
    document.entities[0].kind = at("foundry", .entities, 0, 2)
    document.entities[0].valueAddedShare = at(0.4, .entities, 0, 13)
    document.entities[0].spare = at(0, .entities, 0, 13)
    document.entities[0].cycleDays = at(0, .entities, 0, 13)
    document.needs[0].kind = at("flow", .needs, 0, 3)
    document.needs[0].criticality = at(1, .needs, 0, 4)
    document.needs[0].bufferDays = at(0, .needs, 0, 9)
    document.needs[0].switchDays = at(30, .needs, 0, 10)
    document.supplies[0].transitDays = at(3, .supplies, 0, 7)
    document.supplies[0].leadDays = at(3, .supplies, 0, 8)
    document.supplies[0].evidence.status = at("estimate", .supplies, 0, 13)
    document.supplies[0].evidence.method = at("judged", .supplies, 0, 14)
    document.supplies[0].evidence.confidence = at("medium", .supplies, 0, 16)
    #expect(
      lines(GraphResolver.resolve(document).ledger.defaulted) == [
        "kind (company)": 4, "value_added_share": 5, "spare": 5, "cycle_days": 5, "need kind": 2, "criticality": 2,
        "buffer_days": 2, "switch_days": 2, "transit_days": 3, "lead_days": 3, "status": 3, "method": 3,
        "confidence": 3,
      ])
  }

  @Test func aNeedThatNoRowDescribesTakesAllDefaults() throws {
    var document = ResolverRule.soundDocument()
    document.needs.remove(at: 1)
    let outcome = GraphResolver.resolve(document)
    #expect(outcome.findings.isEmpty)
    #expect(lines(outcome.ledger.defaulted)["needs (no row: all defaults)"] == 1)
    let graph = try #require(outcome.graph)
    let index = try #require(graph.entity("a").flatMap { graph.need(of: $0, for: "q") })
    let need = graph.needs[index]
    #expect(need.kind == .flow && need.criticality == 1 && need.bufferDays == 0 && need.usesDefaultBuffer)
    #expect(need.switchDays == nil && need.volume == nil && need.weight == 0.5)
  }

  /// Need kind, default stock, default transit.
  static let stocks: [(kind: NeedKind, buffer: Double, transit: Double)] = [
    (.flow, 0, 3), (.upkeep, 180, 3), (.licence, 365, 0), (.capital, 0, 3),
  ]

  @Test(arguments: stocks) func stocksAndTransitGoByKind(_ given: (kind: NeedKind, buffer: Double, transit: Double))
    throws
  {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("p", kind: given.kind, from: ["x": 1])]))
    #expect(graph.needs[0].bufferDays == given.buffer && graph.needs[0].usesDefaultBuffer)
    #expect(graph.supplies[0].transitDays == given.transit)
    #expect(graph.supplies[0].leadDays == given.transit)
    #expect(Defaults.bufferDays(given.kind) == given.buffer && Defaults.transitDays(given.kind) == given.transit)
  }

  @Test func leadFollowsTransitAndAStatedStockIsNoDefault() throws {
    var document = ResolverRule.soundDocument()
    document.supplies[0].transitDays = at(40, .supplies, 0, 7)
    document.supplies[1].leadDays = at(120, .supplies, 1, 8)
    document.needs[0].bufferDays = at(0, .needs, 0, 9)
    let graph = try #require(GraphResolver.resolve(document).graph)
    #expect(graph.supplies[0].leadDays == 40)
    #expect(graph.supplies[1].transitDays == 3 && graph.supplies[1].leadDays == 120)
    #expect(graph.needs[0].bufferDays == 0 && !graph.needs[0].usesDefaultBuffer)
  }

  @Test func theTableOfDefaultsSaysWhatTheCodeDoes() {
    let table = Dictionary(Defaults.table.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(table["criticality"] == "1" && Defaults.criticality == 1)
    #expect(table["kind (of a need)"] == Defaults.needKind.rawValue)
    #expect(table["buffer_days (flow)"] == "0" && table["buffer_days (upkeep)"] == "180")
    #expect(table["buffer_days (licence)"] == "365" && table["transit_days"] == "3")
    #expect(table["method"] == Defaults.method.rawValue && table["status"] == Defaults.status.rawValue)
    #expect(table["confidence"] == Defaults.confidence.rawValue)
    #expect(table["value_added_share"] == "0.4 (0.2–0.6)")
    let share = Defaults.valueAddedShare
    #expect(share.value == 0.4 && share.low == 0.2 && share.high == 0.6)
    #expect(table["spare"] == "0" && Defaults.spare == 0 && table["cycle_days"] == "0" && Defaults.cycleDays == 0)
  }

  @Test func namesThatDeclareThemselvesAreMerged() {
    let merged = lines(GraphResolver.resolve(ResolverRule.soundDocument()).ledger.merged)
    #expect(
      merged == [
        "countries that declared themselves": 2, "products that declared themselves": 2,
        "sources that declared themselves": 1,
      ])
  }

  @Test func everyErrorIsCountedEvenWhereNotAllAreListed() {
    var document = ResolverRule.soundDocument()
    for number in 0..<250 {
      document.supplies.append(idleSupply("a", "q", from: "nobody-\(number)"))
      document.supplies[document.supplies.count - 1].evidence.status = at("guess", .supplies, number, 13)
    }
    document.needs[0].criticality = at(2, .needs, 0, 4)
    let outcome = GraphResolver.resolve(document)
    #expect(lines(outcome.ledger.rejected) == ["unknown-entity": 250, "out-of-range": 1])
    let listed = outcome.findings.filter { $0.code == "unknown-entity" }
    #expect(listed.filter { $0.severity == .error }.count == FindingCollector.limitPerCode)
    #expect(listed.last?.text == "50 more findings of this code are not listed")
  }

  @Test func warningsAreNotRejections() {
    var document = ResolverRule.soundDocument()
    document.supplies[0].evidence.source = nil
    #expect(GraphResolver.resolve(document).ledger.rejected.isEmpty)
  }
}
