import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Rules about words of a vocabulary, dates, and rows that are incomplete.
@Suite struct WordRuleTests {
  @Test(arguments: vocabularyRules) func vocabulary(_ rule: ResolverRule) { rule.check() }
  @Test(arguments: dateRules) func dates(_ rule: ResolverRule) { rule.check() }
  @Test(arguments: completenessRules) func completeness(_ rule: ResolverRule) { rule.check() }

  static let vocabularyRules = [
    ResolverRule(
      "need kind", "unknown-word", at: place(.needs, 0, 3), "kind 'flows' is none of flow, upkeep, licence, capital",
      suggestion: "did you mean 'flow'?"
    ) { $0.needs[0].kind = at("flows", .needs, 0, 3) },
    ResolverRule(
      "American spelling", "unknown-word", at: place(.needs, 0, 3), "'license'", suggestion: "did you mean 'licence'?"
    ) { $0.needs[0].kind = at("license", .needs, 0, 3) },
    ResolverRule(
      "status", "unknown-word", at: place(.supplies, 0, 13),
      "status 'guess' is none of observed, estimate, plan, forecast"
    ) { $0.supplies[0].evidence.status = at("guess", .supplies, 0, 13) },
    ResolverRule(
      "method", "unknown-word", at: place(.supplies, 0, 14), "none of reported, derived, market-proxy, judged",
      suggestion: "did you mean 'market-proxy'?"
    ) { $0.supplies[0].evidence.method = at("market proxy", .supplies, 0, 14) },
    ResolverRule(
      "confidence", "unknown-word", at: place(.supplies, 0, 16), "confidence 'hihg' is none of low, medium, high",
      suggestion: "did you mean 'high'?"
    ) { $0.supplies[0].evidence.confidence = at("hihg", .supplies, 0, 16) },
    ResolverRule("status of a fact", "unknown-word", at: place(.facts, 0, 9), "status 'measured'") {
      var row = FactRow(id: at("f", .facts, 0, 1))
      row.status = at("measured", .facts, 0, 9)
      $0.facts.append(row)
    },
    ResolverRule("method of an entity", "unknown-word", at: place(.entities, 0, 14), "method 'told'") {
      $0.entities[0].evidence.method = at("told", .entities, 0, 14)
    },
    ResolverRule("method of a location without source", "unknown-word", at: place(.entities, 1, 14), "method 'told'") {
      $0.entities[1].locations[0].evidence.method = at("told", .entities, 1, 14)
    },
    ResolverRule("method of an owner with source", "unknown-word", at: place(.entities, 1, 14), "method 'told'") {
      $0.entities[1].owners[0].evidence.source = at("test", .entities, 1, 15)
      $0.entities[1].owners[0].evidence.method = at("told", .entities, 1, 14)
    },
  ]

  private static let dateForms =
    "write a year, quarter, month or day: 2025, 2025-Q3, 2025-10, 2025-10-30, or a span 2024/2025"

  static let dateRules = [
    ResolverRule(
      "date of the graph", "bad-date", at: place(.graph, 0, 2), "as_of 'last year' is not a date",
      suggestion: dateForms
    ) { $0.asOf = at("last year", .graph, 0, 2) },
    ResolverRule(
      "date of a supply", "bad-date", at: place(.supplies, 0, 12), "as_of '2025-Q5'", suggestion: dateForms
    ) { $0.supplies[0].evidence.asOf = at("2025-Q5", .supplies, 0, 12) },
    ResolverRule("date of a source", "bad-date", at: place(.sources, 0, 5), "date '30.10.2025'", suggestion: dateForms)
    {
      var row = SourceRow(id: at("s", .sources, 0, 1))
      row.date = at("30.10.2025", .sources, 0, 5)
      $0.sources.append(row)
    },
    ResolverRule("date of a claim", "bad-date", at: place(.claims, 0, 10), "as_of ''", suggestion: dateForms) {
      var row = ClaimRow(id: at("k", .claims, 0, 1))
      row.asOf = at("", .claims, 0, 10)
      $0.claims.append(row)
    },
    ResolverRule("date of a fact", "bad-date", at: place(.facts, 0, 10), "as_of '2025/'", suggestion: dateForms) {
      var row = FactRow(id: at("f", .facts, 0, 1))
      row.asOf = at("2025/", .facts, 0, 10)
      $0.facts.append(row)
    },
    ResolverRule(
      "date of a location", "bad-date", at: place(.entities, 1, 12), "as_of 'soon'", suggestion: dateForms
    ) { $0.entities[1].locations[1].evidence.asOf = at("soon", .entities, 1, 12) },
  ]

  static let completenessRules = [
    ResolverRule(
      "outage without days", "incomplete-outage", at: place(.entities, 0, 11), "the outage of 'a' needs both"
    ) { $0.entities[0].outagePerYear = at(0.1, .entities, 0, 11) },
    ResolverRule(
      "outage without probability", "incomplete-outage", at: place(.entities, 0, 12), "the outage of 'a' needs both"
    ) { $0.entities[0].outageDays = at(30, .entities, 0, 12) },
    ResolverRule("market row without share", "missing-share", at: place(.markets, 0, 2), "market row of 'x'") {
      $0.markets = [MarketRow(product: at("p", .markets, 0, 1), provider: at("x", .markets, 0, 2))]
    },
    ResolverRule(
      "supply without share", "missing-share", at: place(.supplies, 4, 3), "'q' from 'y' to 'a' has no share",
      suggestion: "give the share of the buyer's need, or mark a qualified alternate with qualified: true"
    ) {
      var row = idleSupply("a", "q", from: "y")
      row.share = nil
      $0.supplies.append(row)
    },
    ResolverRule(
      "alternate without limit", "alternate-without-limit", .warning, at: place(.supplies, 4, 3),
      "'q' from 'y' to 'a' is a qualified alternate without capacity or max_share"
    ) {
      var row = idleSupply("a", "q", from: "y")
      row.share = nil
      row.qualified = at(true, .supplies, 4, 9)
      $0.supplies.append(row)
    },
    ResolverRule(
      "alternate without limit, acknowledged", "alternate-without-limit", .info, at: place(.supplies, 4, 3),
      "'q' from 'y'"
    ) {
      var row = idleSupply("a", "q", from: "y")
      row.qualified = at(true, .supplies, 4, 9)
      $0.supplies.append(row)
      $0.needs[1].note = at("talks go on", .needs, 1, 8)
    },
    ResolverRule(
      "supply without source", "no-source", .warning, at: place(.supplies, 1, 3), "'p' from 'y' to 'a' has no source"
    ) { $0.supplies[1].evidence.source = nil },
    ResolverRule(
      "market share without source", "no-source", .warning, at: place(.markets, 0, 2), "the market share of 'x' in 'p'"
    ) {
      var row = MarketRow(product: at("p", .markets, 0, 1), provider: at("x", .markets, 0, 2))
      row.share = at(0.5, .markets, 0, 3)
      $0.markets = [row]
    },
  ]

  @Test func limitsMakeAnAlternateUseful() {
    for setLimit: @Sendable (inout SupplyRow) -> Void in [
      { $0.maxShare = at(0.2, .supplies, 4, 10) }, { $0.capacity = at(3, .supplies, 4, 10) },
    ] {
      var document = ResolverRule.soundDocument()
      var row = idleSupply("a", "q", from: "y")
      row.qualified = at(true, .supplies, 4, 9)
      setLimit(&row)
      document.supplies.append(row)
      #expect(GraphResolver.resolve(document).findings.isEmpty)
    }
  }
}
