import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Every number field has a range; NaN, infinity and anything outside are errors at the number's own place.
@Suite struct NumberRuleTests {
  /// A number field and a way to set it.
  struct Field: Sendable, CustomTestStringConvertible {
    var name: String
    /// The largest value allowed; the smallest is `low`.
    var high: Double
    var low: Double
    var set: @Sendable (inout GraphDocument, Located<Double>) -> Void

    init(
      _ name: String, _ low: Double = 0, to high: Double,
      set: @escaping @Sendable (inout GraphDocument, Located<Double>) -> Void
    ) {
      self.name = name
      self.low = low
      self.high = high
      self.set = set
    }

    var testDescription: String { name }
  }

  private static let spot = SourceSpot(file: 2, line: 77, column: 13)

  @Test(arguments: fields) func anythingOutsideTheRangeIsAnErrorAtItsPlace(_ field: Field) {
    for value in [
      Double.nan, .infinity, -.infinity, field.low.nextDown, field.high.nextUp, -.greatestFiniteMagnitude,
    ] {
      var document = ResolverRule.soundDocument()
      field.set(&document, Located(value, at: Self.spot))
      let outcome = GraphResolver.resolve(document)
      let found = outcome.findings.filter { $0.code == "out-of-range" }
      #expect(found.count == 1, "\(field.name) = \(value): \(outcome.findings.map(\.code))")
      #expect(found.first?.severity == .error)
      #expect(found.first?.position == SourcePosition(file: "needs.csv", line: 77, column: 13))
      let isRefused = outcome.graph == nil
      #expect(isRefused)
    }
  }

  @Test(arguments: fields) func theEndsOfTheRangeAreInside(_ field: Field) {
    for value in [field.low, field.high] {
      var document = ResolverRule.soundDocument()
      field.set(&document, Located(value, at: Self.spot))
      let found = GraphResolver.resolve(document).findings
      #expect(!found.contains { $0.code == "out-of-range" }, "\(field.name) = \(value): \(found.map(\.text))")
    }
  }

  @Test func aPercentageGetsTheFractionAsSuggestion() {
    ResolverRule(
      "percent", "out-of-range", at: place(.needs, 0, 4), "criticality 57.0 is outside 0…1",
      suggestion: "write a fraction: 0.57 for 57 %"
    ) { $0.needs[0].criticality = at(57, .needs, 0, 4) }.check()
    ResolverRule("not percent", "out-of-range", at: place(.needs, 0, 4), "criticality 101.0 is outside 0…1") {
      $0.needs[0].criticality = at(101, .needs, 0, 4)
    }.check()
    ResolverRule("days", "out-of-range", at: place(.needs, 0, 9), "buffer_days -1.0 is outside 0…36525") {
      $0.needs[0].bufferDays = at(-1, .needs, 0, 9)
    }.check()
  }

  static let fields: [Field] = entityFields + needFields + supplyFields + otherFields

  private static let days = 36_525.0

  private static let entityFields = [
    Field("location share", to: 1) { $0.entities[1].locations[0].share = $1 },
    Field("owner share", to: 1) { $0.entities[1].owners[0].share = $1 },
    Field("receives", to: 1) {
      $0.entities[0].receives = [ShareEntry(key: at("USA", .entities, 0, 9), share: $1)]
    },
    Field("value_added_share", to: 1) { $0.entities[0].valueAddedShare = $1 },
    Field("outage per_year", to: 1) {
      $0.entities[0].outagePerYear = $1
      $0.entities[0].outageDays = at(30, .entities, 0, 12)
    },
    Field("outage days", to: days) {
      $0.entities[0].outageDays = $1
      $0.entities[0].outagePerYear = at(0.1, .entities, 0, 12)
    },
    Field("spare", to: 100) { $0.entities[0].spare = $1 },
    Field("cycle_days", to: days) { $0.entities[0].cycleDays = $1 },
  ]

  private static let needFields = [
    Field("criticality", to: 1) { $0.needs[0].criticality = $1 },
    Field("weight", to: 1e9) {
      $0.needs[0].weight = $1
      $0.needs[1].weight = at(1, .needs, 1, 5)
    },
    Field("volume", to: 1e9) { $0.needs[0].volume = $1 },
    Field("buffer_days", to: days) { $0.needs[0].bufferDays = $1 },
    Field("switch_days", to: days) { $0.needs[0].switchDays = $1 },
    Field("end_use", to: 1) {
      $0.needs[0].endUse = [ShareEntry(key: at("public-sector", .needs, 0, 12), share: $1)]
    },
  ]

  private static let supplyFields = [
    Field("share", to: 1) { $0.supplies[2].share = $1 },
    Field("low", to: 1) { $0.supplies[2].low = $1 },
    Field("high", to: 1) { $0.supplies[2].high = $1 },
    Field("transit_days", to: days) { $0.supplies[0].transitDays = $1 },
    Field("lead_days", to: days) { $0.supplies[0].leadDays = $1 },
    Field("max_share", to: 1) { $0.supplies[0].maxShare = $1 },
    Field("capacity", to: 1e9) { $0.supplies[0].capacity = $1 },
    Field("ships_from", to: 1) {
      $0.supplies[0].shipsFrom = [ShareEntry(key: at("USA", .supplies, 0, 11), share: $1)]
    },
  ]

  private static let otherFields = [
    Field("market share", to: 1) { $0.markets = [market { $0.share = $1 }($1)] },
    Field("market low", to: 1) { $0.markets = [market { $0.low = $1 }($1)] },
    Field("market high", to: 1) { $0.markets = [market { $0.high = $1 }($1)] },
    Field("hs share", to: 1) {
      $0.products = [product()]
      $0.products[0].hs = [ShareEntry(key: at("8542.32", .products, 0, 3), share: $1)]
    },
    Field("variant share", to: 1) {
      $0.products = [product()]
      $0.products[0].variants = [VariantRow(id: at("v", .products, 0, 4))]
      $0.products[0].variants[0].share = $1
    },
    Field("variant attribute", -1e300, to: 1e300) {
      $0.products = [product()]
      $0.products[0].variants = [VariantRow(id: at("v", .products, 0, 4))]
      $0.products[0].variants[0].attributes = [ShareEntry(key: at("tpp", .products, 0, 5), share: $1)]
    },
    Field("short elasticity", -100, to: 100) {
      $0.products = [product()]
      $0.products[0].elasticityShort = RangeRow(value: $1)
    },
    Field("long elasticity, low", -100, to: 100) {
      $0.products = [product()]
      $0.products[0].elasticityLong = RangeRow(value: at(0, .products, 0, 6), low: $1)
    },
    Field("long elasticity, high", -100, to: 100) {
      $0.products = [product()]
      $0.products[0].elasticityLong = RangeRow(value: at(0, .products, 0, 6), high: $1)
    },
    Field("claim value", -1e300, to: 1e300) { $0.claims = [claim { $0.value = $1 }($1)] },
    Field("claim low", -1e300, to: 1e300) { $0.claims = [claim { $0.low = $1 }($1)] },
    Field("claim high", -1e300, to: 1e300) { $0.claims = [claim { $0.high = $1 }($1)] },
    Field("fact value", -1e300, to: 1e300) { $0.facts = [fact { $0.value = $1 }($1)] },
    Field("fact low", -1e300, to: 1e300) { $0.facts = [fact { $0.low = $1 }($1)] },
    Field("fact high", -1e300, to: 1e300) { $0.facts = [fact { $0.high = $1 }($1)] },
  ]

  private static func product() -> ProductRow { ProductRow(id: at("wafer", .products, 0, 1)) }

  private static func market(
    _ set: @escaping @Sendable (inout MarketRow, Located<Double>) -> Void
  ) -> (Located<Double>) -> MarketRow {
    { value in
      var row = MarketRow(product: at("p", .markets, 0, 1), provider: at("x", .markets, 0, 2))
      row.share = at(0.5, .markets, 0, 3)
      row.evidence.source = at("test", .markets, 0, 4)
      set(&row, value)
      return row
    }
  }

  private static func claim(
    _ set: @escaping @Sendable (inout ClaimRow, Located<Double>) -> Void
  ) -> (Located<Double>) -> ClaimRow {
    { value in
      var row = ClaimRow(id: at("k", .claims, 0, 1))
      set(&row, value)
      return row
    }
  }

  private static func fact(
    _ set: @escaping @Sendable (inout FactRow, Located<Double>) -> Void
  ) -> (Located<Double>) -> FactRow {
    { value in
      var row = FactRow(id: at("f", .facts, 0, 1))
      set(&row, value)
      return row
    }
  }
}
