import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Nonsense never crashes the resolver, and always gives a graph or a reason why not.
@Suite struct FuzzTests {
  @Test func nonsenseGivesAGraphOrAnError() {
    var generator = SplitMix64(seed: 2026)
    var (graphs, refusals) = (0, 0)
    for round in 0..<1_500 {
      var nonsense = Nonsense(generator: generator)
      let document = nonsense.document(damage: round % 4)
      generator = nonsense.generator
      let outcome = GraphResolver.resolve(document)
      let hasErrors = outcome.findings.contains { $0.severity == .error }
      let hasGraph = outcome.graph != nil
      #expect(hasGraph != hasErrors, "round \(round)")
      #expect(outcome.ledger.rejected.isEmpty == !hasErrors, "round \(round)")
      if hasGraph { graphs += 1 } else { refusals += 1 }
    }
    #expect(graphs > 100 && refusals > 100, "\(graphs) graphs, \(refusals) refusals")
  }

  @Test func theSameDocumentGivesTheSameOutcome() {
    for seed in 0..<50 {
      var nonsense = Nonsense(generator: SplitMix64(seed: UInt64(seed)))
      let document = nonsense.document(damage: seed % 4)
      let (first, second) = (GraphResolver.resolve(document), GraphResolver.resolve(document))
      #expect(first.findings == second.findings)
      #expect(first.ledger == second.ledger)
      let isSame = first.graph == second.graph
      #expect(isSame)
    }
  }
}

/// Documents of rows that fit together only now and then.
private struct Nonsense {
  var generator: SplitMix64

  private static let words = [
    "a", "b", "c", "d", "e", "f", "TWN", "USA", "XXX", "", " ", "é", "-", "A", "location", "hazard",
    "\u{0}", "👾", "a b", "nan", "company", "country", "*", "..", String(repeating: "z", count: 300),
  ]
  private static let numbers = [
    0, 0.2, 0.15, 0.25, 0.3, 0.1, -0.0, 1e-320, -1, 1.01, 2, 57, 1e18, .nan, .infinity, -.infinity,
    .greatestFiniteMagnitude,
  ]
  private static let others = [
    "flow", "upkeep", "licence", "capital", "observed", "reported", "high", "2025", "2019-Q4", "2025-02-30", "maybe",
  ]

  /// How likely a value is nonsense: 0 for hardly ever, to 3.
  private var damage = 0

  init(generator: SplitMix64) { self.generator = generator }

  private mutating func chance(_ part: Int, in whole: Int) -> Bool { generator.below(whole) < part }

  private mutating func name() -> String {
    Self.words[generator.below(chance(damage, in: 60) ? Self.words.count : 6)]
  }

  private mutating func text() -> Located<String> { at(name(), .supplies, generator.below(99), generator.below(30)) }

  /// One of the first three names or of the next three, so that buyers and suppliers are often different.
  private mutating func party(_ part: Int) -> Located<String> {
    chance(damage, in: 12) ? text() : at(Self.words[part * 3 + generator.below(3)], .supplies, generator.below(99), 1)
  }

  private mutating func country() -> Located<String> {
    at(chance(damage, in: 40) ? name() : ["TWN", "USA", "JPN"][generator.below(3)], .entities, generator.below(9), 3)
  }

  private mutating func number() -> Located<Double> {
    at(Self.numbers[generator.below(chance(damage, in: 60) ? Self.numbers.count : 6)], .supplies, generator.below(9), 4)
  }

  private mutating func word(_ good: [String]) -> Located<String> {
    at(
      chance(damage, in: 60) ? Self.others[generator.below(Self.others.count)] : good[generator.below(good.count)],
      .needs, 0, 3)
  }

  private mutating func maybe<Value>(_ part: Int, _ make: (inout Nonsense) -> Value) -> Value? {
    chance(part, in: 10) ? make(&self) : nil
  }

  private mutating func many<Value>(_ limit: Int, _ make: (inout Nonsense) -> Value) -> [Value] {
    (0..<generator.below(limit + 1)).map { _ in make(&self) }
  }

  mutating func document(damage: Int) -> GraphDocument {
    self.damage = damage
    var document = GraphBuilder.emptyDocument()
    if chance(1, in: 5) { document.files = [] }
    document.asOf = maybe(3) { $0.word(["2025", "2024-Q1"]) }
    document.declaresProducts = chance(damage, in: 12)
    document.declaresSources = chance(damage, in: 12)
    document.entities = Self.words.prefix(6).map { entityRow($0) }
    if chance(damage, in: 6) { document.entities.append(entityRow(name())) }
    document.needs = many(4) { $0.needRow() }
    document.supplies = many(6) { $0.supplyRow() }
    document.products = many(damage) { $0.productRow() }
    document.sources = many(damage) { SourceRow(id: $0.text()) }
    document.markets = many(2) { nonsense in
      var row = MarketRow(product: nonsense.text(), provider: nonsense.text())
      row.share = nonsense.chance(nonsense.damage, in: 30) ? nil : nonsense.number()
      row.low = nonsense.maybe(1) { $0.number() }
      return row
    }
    document.groups = many(2) { nonsense in
      var row = GroupRow(id: nonsense.text())
      row.members = nonsense.many(3) { $0.text() }
      return row
    }
    document.claims = many(1) { nonsense in
      var row = ClaimRow(id: nonsense.text())
      row.entity = nonsense.maybe(5) { $0.text() }
      row.value = nonsense.maybe(5) { $0.number() }
      return row
    }
    return document
  }

  private mutating func entityRow(_ id: String) -> EntityRow {
    var row = EntityRow(id: Located(id))
    row.kind = maybe(3) { $0.word(["foundry", "software", "ai-lab"]) }
    row.locations = many(1) { LocationRow(country: $0.country(), share: $0.number()) }
    if chance(damage, in: 30) { row.locations.append(LocationRow(country: country())) }
    row.hq = maybe(2) { $0.country() }
    if chance(damage, in: 20) { row.owners = many(2) { OwnerRow(owner: $0.text(), share: $0.number()) } }
    if chance(damage, in: 20) { row.hazards = many(2) { $0.text() } }
    row.receives = many(1) { ShareEntry(key: $0.country(), share: $0.number()) }
    row.outagePerYear = maybe(1) { $0.number() }
    row.outageDays = row.outagePerYear == nil ? nil : number()
    row.spare = maybe(1) { $0.number() }
    return row
  }

  private mutating func needRow() -> NeedRow {
    var row = NeedRow(entity: text(), product: text())
    row.kind = maybe(4) { $0.word(["flow", "upkeep", "licence", "capital"]) }
    row.criticality = maybe(4) { $0.number() }
    row.weight = maybe(damage) { $0.number() }
    row.volume = maybe(2) { $0.number() }
    row.embeddedIn = maybe(damage) { $0.text() }
    row.note = maybe(2) { $0.text() }
    return row
  }

  private mutating func supplyRow() -> SupplyRow {
    var row = SupplyRow(entity: party(0), product: text(), from: party(1))
    row.share = chance(damage, in: 30) ? nil : number()
    row.low = maybe(damage) { $0.number() }
    row.qualified = maybe(1) { _ in Located(true) }
    row.shipsFrom = many(1) { ShareEntry(key: $0.country(), share: $0.number()) }
    row.evidence.asOf = maybe(2) { $0.word(["2025", "2019"]) }
    row.evidence.method = maybe(1) { $0.word(["reported", "derived"]) }
    return row
  }

  private mutating func productRow() -> ProductRow {
    var row = ProductRow(id: text())
    row.hs = many(2) { ShareEntry(key: $0.text(), share: $0.number()) }
    row.elasticityShort = maybe(2) { RangeRow(value: $0.number(), low: $0.number(), high: $0.number()) }
    return row
  }
}
