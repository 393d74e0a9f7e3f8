import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Rules about names: identifiers, what they refer to, what is listed twice.
@Suite struct NameRuleTests {
  @Test(arguments: identifierRules) func identifiers(_ rule: ResolverRule) { rule.check() }
  @Test(arguments: referenceRules) func references(_ rule: ResolverRule) { rule.check() }
  @Test(arguments: duplicateRules) func duplicates(_ rule: ResolverRule) { rule.check() }

  static let identifierRules = [
    ResolverRule(
      "entity id with capitals and a space", "bad-id", at: place(.entities, 6, 1), "'Foo  Bär'",
      suggestion: "write 'foo-b-r'"
    ) { $0.entities.append(EntityRow(id: at("Foo  Bär", .entities, 6, 1))) },
    ResolverRule("empty entity id", "bad-id", at: place(.entities, 6, 1), "entity id ''") {
      $0.entities.append(EntityRow(id: at("", .entities, 6, 1)))
    },
    ResolverRule(
      "entity id that begins with a hyphen", "bad-id", at: place(.entities, 6, 1), "'-z'", suggestion: "write 'z'"
    ) { $0.entities.append(EntityRow(id: at("-z", .entities, 6, 1))) },
    ResolverRule(
      "entity id longer than 100", "bad-id", at: place(.entities, 6, 1), "zzz…", suggestion: "write '\(longID)'"
    ) { $0.entities.append(EntityRow(id: at(longID + "z", .entities, 6, 1))) },
    ResolverRule("source id", "bad-id", at: place(.sources, 0, 1), "source id 'A_B'", suggestion: "write 'a-b'") {
      $0.sources.append(SourceRow(id: at("A_B", .sources, 0, 1)))
    },
    ResolverRule("product id", "bad-id", at: place(.products, 0, 1), "product id 'P.1'", suggestion: "write 'p-1'") {
      $0.products.append(ProductRow(id: at("P.1", .products, 0, 1)))
    },
    ResolverRule(
      "product id that declares itself", "bad-id", at: place(.needs, 1, 2), "product id 'Q'", suggestion: "write 'q'"
    ) {
      $0.needs[1].product.value = "Q"
      $0.supplies[2].product.value = "Q"
    },
    ResolverRule(
      "kind country without a code", "bad-id", at: place(.entities, 6, 2), "is no ISO 3166 alpha-3 code",
      suggestion: "write DEU"
    ) {
      var row = EntityRow(id: at("germany", .entities, 6, 1))
      row.kind = at("country", .entities, 6, 2)
      $0.entities.append(row)
    },
    ResolverRule(
      "country code of another kind", "bad-id", at: place(.entities, 6, 2), "its kind is country, not 'foundry'",
      suggestion: "write kind country"
    ) {
      var row = EntityRow(id: at("DEU", .entities, 6, 1))
      row.kind = at("foundry", .entities, 6, 2)
      $0.entities.append(row)
    },
    ResolverRule(
      "unknown kind", "unknown-kind", .info, at: place(.entities, 0, 2), "'foundri'",
      suggestion: "did you mean 'foundry'?"
    ) { $0.entities[0].kind = at("foundri", .entities, 0, 2) },
    ResolverRule(
      "product with the name of an implicit one", "reserved-id", at: place(.products, 0, 1), "'ownership'"
    ) { $0.products.append(ProductRow(id: at("ownership", .products, 0, 1))) },
  ]

  static let longID = String(repeating: "z", count: 100)

  static let referenceRules = [
    ResolverRule(
      "unknown supplier", "unknown-entity", at: place(.supplies, 4, 3), "'quaek'", suggestion: "did you mean 'quake'?"
    ) { $0.supplies.append(idleSupply("a", "q", from: "quaek")) },
    ResolverRule(
      "country by its name", "unknown-entity", at: place(.supplies, 4, 3), "'Türkiye'",
      suggestion: "write TUR for the country"
    ) { $0.supplies.append(idleSupply("a", "q", from: "Türkiye")) },
    ResolverRule("unknown buyer", "unknown-entity", at: place(.needs, 3, 1), "'nobody-at-all'") {
      $0.needs.append(NeedRow(entity: at("nobody-at-all", .needs, 3, 1), product: at("p", .needs, 3, 2)))
    },
    ResolverRule("unknown owner", "unknown-entity", at: place(.entities, 1, 5), "'nobody-at-all'") {
      $0.entities[1].owners[0].owner.value = "nobody-at-all"
    },
    ResolverRule("unknown hazard", "unknown-entity", at: place(.entities, 1, 8), "'flood'") {
      $0.entities[1].hazards[0].value = "flood"
    },
    ResolverRule("unknown member", "unknown-entity", at: place(.groups, 0, 2), "'nobody-at-all'") {
      var row = GroupRow(id: at("G7", .groups, 0, 1))
      row.members = [at("USA", .groups, 0, 2), at("nobody-at-all", .groups, 0, 2)]
      $0.groups.append(row)
    },
    ResolverRule("claim about nobody", "unknown-entity", at: place(.claims, 0, 2), "'nobody-at-all'") {
      var row = ClaimRow(id: at("c1", .claims, 0, 1))
      row.entity = at("nobody-at-all", .claims, 0, 2)
      $0.claims.append(row)
    },
    ResolverRule(
      "claim about an unknown product", "unknown-product", at: place(.claims, 0, 3), "'pp'",
      suggestion: "did you mean 'p'?"
    ) {
      $0.declaresProducts = true
      $0.products = [ProductRow(id: at("p", .products, 0, 1)), ProductRow(id: at("q", .products, 1, 1))]
      var row = ClaimRow(id: at("c1", .claims, 0, 1))
      row.product = at("pp", .claims, 0, 3)
      $0.claims.append(row)
    },
    ResolverRule(
      "product outside the list", "unknown-product", at: place(.supplies, 4, 2), "'wafr'",
      suggestion: "did you mean 'wafer'?"
    ) {
      $0.declaresProducts = true
      $0.products = ["p", "q", "wafer"].enumerated().map { ProductRow(id: at($0.element, .products, $0.offset, 1)) }
      $0.supplies.append(idleSupply("c", "wafr", from: "x"))
    },
    ResolverRule("need for an implicit product", "unknown-product", at: place(.needs, 3, 2), "'location'") {
      $0.needs.append(NeedRow(entity: at("c", .needs, 3, 1), product: at("location", .needs, 3, 2)))
    },
    ResolverRule(
      "carrier that is not needed", "unknown-product", at: place(.needs, 0, 7), "embedded in 'qq'",
      suggestion: "did you mean 'q'?"
    ) { $0.needs[0].embeddedIn = at("qq", .needs, 0, 7) },
    ResolverRule("carrier that is the need itself", "unknown-product", at: place(.needs, 2, 7), "embedded in 'p'") {
      $0.needs[2].embeddedIn = at("p", .needs, 2, 7)
    },
    ResolverRule(
      "source outside the list", "unknown-source", at: place(.supplies, 3, 15), "'tset'",
      suggestion: "did you mean 'test'?"
    ) {
      $0.declaresSources = true
      $0.sources = [SourceRow(id: at("test", .sources, 0, 1))]
      $0.supplies[3].evidence.source?.value = "tset"
    },
    ResolverRule(
      "location by name", "unknown-country", at: place(.entities, 1, 3), "'Taiwan'", suggestion: "write TWN"
    ) { $0.entities[1].locations[0].country.value = "Taiwan" },
    ResolverRule(
      "head office with a typing error", "unknown-country", at: place(.entities, 0, 7), "'JPM'",
      suggestion: "did you mean 'JAM'?"
    ) { $0.entities[0].hq = at("JPM", .entities, 0, 7) },
    ResolverRule("receives by two letters", "unknown-country", at: place(.entities, 0, 9), "'XX'") {
      $0.entities[0].receives = [ShareEntry(key: at("XX", .entities, 0, 9), share: at(1, .entities, 0, 10))]
    },
    ResolverRule("ships from a group", "unknown-country", at: place(.supplies, 0, 11), "'EU27'") {
      $0.supplies[0].shipsFrom = [ShareEntry(key: at("EU27", .supplies, 0, 11), share: at(1, .supplies, 0, 11))]
    },
  ]

  static let duplicateRules = [
    ResolverRule("entity twice", "duplicate-id", at: place(.entities, 6, 1), "entity 'a'") {
      $0.entities.append(EntityRow(id: at("a", .entities, 6, 1)))
    },
    ResolverRule("source twice", "duplicate-id", at: place(.sources, 1, 1), "source 's'") {
      $0.sources = [SourceRow(id: at("s", .sources, 0, 1)), SourceRow(id: at("s", .sources, 1, 1))]
    },
    ResolverRule("product twice", "duplicate-id", at: place(.products, 1, 1), "product 'p'") {
      $0.products = [ProductRow(id: at("p", .products, 0, 1)), ProductRow(id: at("p", .products, 1, 1))]
    },
    ResolverRule("group twice", "duplicate-id", at: place(.groups, 1, 1), "group 'G7'") {
      $0.groups = [GroupRow(id: at("G7", .groups, 0, 1)), GroupRow(id: at("G7", .groups, 1, 1))]
    },
    ResolverRule("claim twice", "duplicate-id", at: place(.claims, 1, 1), "claim 'k'") {
      $0.claims = [ClaimRow(id: at("k", .claims, 0, 1)), ClaimRow(id: at("k", .claims, 1, 1))]
    },
    ResolverRule("fact twice", "duplicate-id", at: place(.facts, 1, 1), "fact 'f'") {
      $0.facts = [FactRow(id: at("f", .facts, 0, 1)), FactRow(id: at("f", .facts, 1, 1))]
    },
    ResolverRule(
      "need twice", "duplicate-need", at: place(.needs, 3, 2), "two needs for 'p'",
      suggestion: "put all supplies under one need"
    ) { $0.needs.append(NeedRow(entity: at("a", .needs, 3, 1), product: at("p", .needs, 3, 2))) },
    ResolverRule(
      "supply twice", "duplicate-supply", at: place(.supplies, 4, 3), "of 'p' from 'x' to 'a'",
      suggestion: "put both shares into one row"
    ) { $0.supplies.append(idleSupply("a", "p", from: "x")) },
    ResolverRule("market row twice", "duplicate-supply", at: place(.markets, 1, 2), "the market of 'p'") {
      $0.markets = [0, 1].map { row in
        var market = MarketRow(product: at("p", .markets, row, 1), provider: at("x", .markets, row, 2))
        market.share = at(0.5, .markets, row, 3)
        market.evidence.source = at("test", .markets, row, 4)
        return market
      }
    },
    ResolverRule("location twice", "duplicate-key", at: place(.entities, 1, 3), "the location TWN twice") {
      $0.entities[1].locations[0].share?.value = 1
      $0.entities[1].locations[1].country.value = "TWN"
    },
    ResolverRule("owner twice", "duplicate-key", at: place(.entities, 1, 5), "the owner 'c' twice") {
      $0.entities[1].owners.append(OwnerRow(owner: at("c", .entities, 1, 5), share: at(0, .entities, 1, 6)))
    },
    ResolverRule("hazard twice", "duplicate-key", at: place(.entities, 1, 8), "the hazard 'quake'") {
      $0.entities[1].hazards.append(at("quake", .entities, 1, 8))
    },
    ResolverRule("its own hazard", "duplicate-key", at: place(.entities, 5, 8), "the hazard 'quake'") {
      $0.entities[5].hazards.append(at("quake", .entities, 5, 8))
    },
    ResolverRule("receives twice", "duplicate-key", at: place(.entities, 0, 9), "receives names USA twice") {
      $0.entities[0].receives = ["USA", "USA"].map {
        ShareEntry(key: at($0, .entities, 0, 9), share: at(0.5, .entities, 0, 10))
      }
    },
    ResolverRule("self-supply", "self-supply", at: place(.supplies, 4, 3), "'a' supplies 'q' to itself") {
      $0.supplies.append(idleSupply("a", "q", from: "a"))
    },
    ResolverRule("a country in itself", "self-supply", at: place(.entities, 6, 3), "'DEU' cannot stand in itself") {
      var row = EntityRow(id: at("DEU", .entities, 6, 1))
      row.locations = [LocationRow(country: at("DEU", .entities, 6, 3))]
      $0.entities.append(row)
    },
  ]
}
