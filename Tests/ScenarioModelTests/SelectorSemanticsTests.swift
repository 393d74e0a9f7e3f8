import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// What selectors choose.
@Suite struct SelectorSemanticsTests {
  private static func graph() throws -> SupplyGraph {
    var document = GraphBuilder.document(
      entity("fab-tw", kind: "foundry", country: "TWN", owner: "tsmc", hazards: ["quake"]),
      entity("fab-az", kind: "foundry", locations: ["USA": 0.9, "TWN": 0.1], owners: ["tsmc": 0.75, "partner": 0.25]),
      entity("tsmc", hq: "TWN", owner: "holding"), entity("holding"), entity("partner"),
      entity("hynix", kind: "memory", country: "KOR"), entity("samsung", kind: "memory", country: "KOR", hq: "KOR"),
      entity(
        "nvidia", kind: "chip-designer", hq: "USA",
        needs: [
          need("wafer", from: ["fab-tw": 0.8, "fab-az": 0.2]),
          need("hbm", from: ["hynix": 1], alternates: ["samsung": 0.2]),
        ]),
      entity(
        "cloud", kind: "hyperscaler", locations: ["USA": 0.5], hq: "USA", needs: [need("gpu", from: ["nvidia": 1])]),
      entity("quake", kind: "hazard"))
    for (id, members) in [("allies", ["USA", "KOR"]), ("watch", ["fab-tw", "nvidia", "TWN"])] {
      var group = GroupRow(id: Located(id))
      group.members = members.map { Located($0) }
      document.groups.append(group)
    }
    return try GraphResolver.graph(of: document)
  }

  /// A selector and the entities it chooses, in graph order.
  static let cases: [(selector: String, chosen: String)] = [
    ("*", "fab-tw fab-az tsmc holding partner hynix samsung nvidia cloud quake KOR TWN USA"),
    ("nvidia", "nvidia"), ("id=nvidia", "nvidia"), ("cloud,hynix", "hynix cloud"), ("fab*", "fab-tw fab-az"),
    ("!fab* kind=foundry", ""), ("nobody", ""), ("TWN", "TWN"), ("T*", "TWN"),
    ("kind=foundry", "fab-tw fab-az"), ("kind=foundry,memory", "fab-tw fab-az hynix samsung"),
    ("kind=h*", "cloud quake"),
    ("kind=country", "KOR TWN USA"), ("!kind=country !kind=company", "fab-tw fab-az hynix samsung nvidia cloud quake"),
    ("kind=company", "tsmc holding partner"),
    // Never the country itself, and not the head office.
    ("country=TWN", "fab-tw fab-az"), ("country=USA", "fab-az cloud"),
    ("country=TWN,KOR", "fab-tw fab-az hynix samsung"),
    ("country=K*", "hynix samsung"), ("country=DEU", ""), ("country=allies", "fab-az hynix samsung cloud"),
    ("!country=TWN kind=foundry", ""), ("!country=USA kind=foundry", "fab-tw"), ("country=TWN country=USA", "fab-az"),
    ("hq=USA", "nvidia cloud"), ("hq=TWN", "tsmc"), ("hq=allies", "samsung nvidia cloud"), ("hq=U*", "nvidia cloud"),
    // Owners, their owners and so on; the owner itself is not its own.
    ("owner=tsmc", "fab-tw fab-az"), ("owner=partner", "fab-az"), ("owner=holding", "fab-tw fab-az tsmc"),
    ("owner=t*", "fab-tw fab-az"), ("!owner=holding kind=foundry", ""),
    ("hazard=quake", "fab-tw"), ("hazard=q*", "fab-tw"), ("hazard=flood", ""),
    // `product` supplies it, also as an alternate; `needs` buys it.
    ("product=wafer", "fab-tw fab-az"), ("product=hbm", "hynix samsung"), ("product=gpu", "nvidia"),
    ("product=w*,g*", "fab-tw fab-az nvidia"), ("product=location", "KOR TWN USA"),
    ("product=ownership", "tsmc holding partner"),
    ("product=hazard", "quake"), ("needs=wafer", "nvidia"), ("needs=gpu,hbm", "nvidia cloud"),
    ("needs=location", "fab-tw fab-az hynix samsung cloud"), ("needs=l*", "fab-tw fab-az hynix samsung cloud"),
    ("needs=nothing", ""),
    ("tier=4", "fab-tw fab-az hynix samsung"), ("tier=0", "tsmc holding partner quake KOR TWN USA"),
    ("tier=8", "cloud"), ("tier=9", ""),
    ("group=watch", "fab-tw nvidia TWN"), ("group=allies", "KOR USA"), ("group=a*", "KOR USA"), ("group=TWN", ""),
    ("country=TWN kind=foundry hazard=quake", "fab-tw"), ("kind=memory | nvidia", "hynix samsung nvidia"),
    ("nvidia | nvidia", "nvidia"), ("nobody | cloud", "cloud"), ("!*", ""),
  ]

  @Test(arguments: cases) func keysChooseByTheirMeaning(_ given: (selector: String, chosen: String)) throws {
    let graph = try Self.graph()
    let chosen = try Selector.parsed(given.selector).entities(in: graph).map { graph[$0].id }
    #expect(chosen == given.chosen.split(separator: " ").map(String.init))
  }

  /// A selector with the part of each entity that it means.
  static let parts: [(selector: String, shares: [String: Double])] = [
    ("country=TWN", ["fab-tw": 1, "fab-az": 0.1]), ("country=USA", ["fab-az": 0.9, "cloud": 0.5]),
    ("country=TWN,USA", ["fab-tw": 1, "fab-az": 1, "cloud": 0.5]), ("country=U*", ["fab-az": 0.9, "cloud": 0.5]),
    ("country=allies", ["fab-az": 0.9, "hynix": 1, "samsung": 1, "cloud": 0.5]),
    ("kind=foundry", ["fab-tw": 1, "fab-az": 1]), ("country=TWN fab-az", ["fab-az": 0.1]),
    ("country=TWN country=USA", ["fab-az": 0.1]),
    ("country=TWN | country=USA", ["fab-tw": 1, "fab-az": 0.9, "cloud": 0.5]),
    ("country=TWN | fab-az", ["fab-tw": 1, "fab-az": 1]), ("!country=TWN kind=hyperscaler", ["cloud": 1]),
  ]

  @Test(arguments: parts) func countriesMeanTheirPartOfAnEntity(_ given: (selector: String, shares: [String: Double]))
    throws
  {
    let graph = try Self.graph()
    let choices = try Selector.parsed(given.selector).choices(in: graph)
    #expect(Dictionary(uniqueKeysWithValues: choices.map { (graph[$0.entity].id, $0.share) }) == given.shares)
  }

  @Test func notIsTheRestForOneTerm() throws {
    let graph = try Self.graph()
    for key in Selector.Key.allCases {
      for value in ["fab-tw", "foundry", "TWN", "tsmc", "quake", "wafer", "4", "watch", "t*", "nothing"] {
        let chosen = try Set(Selector.parsed("\(key.rawValue)=\(value)").entities(in: graph))
        let others = try Set(Selector.parsed("!\(key.rawValue)=\(value)").entities(in: graph))
        #expect(chosen.isDisjoint(with: others) && chosen.union(others).count == graph.entities.count)
      }
    }
  }

  @Test func whatMatchesNothingIsNamedWithTheNearestValue() throws {
    let graph = try Self.graph()
    func unmatched(_ text: String) throws -> [String] {
      try Selector.parsed(text).unmatchedValues(in: graph).map {
        "\($0.term.key.rawValue)=\($0.value) → \($0.suggestion ?? "nothing")"
      }
    }
    #expect(try unmatched("kind=foundri,memory hq=USB") == ["kind=foundri → foundry", "hq=USB → USA"])
    #expect(
      try unmatched("nvidea | owner=tsmcc hazard=quak") == [
        "id=nvidea → nvidia", "owner=tsmcc → tsmc", "hazard=quak → quake",
      ])
    #expect(
      try unmatched("product=waferr needs=gpuu group=wach tier=77") == [
        "product=waferr → wafer", "needs=gpuu → gpu", "group=wach → watch", "tier=77 → nothing",
      ])
    #expect(try unmatched("country=allies hq=watch kind=f* TWN").isEmpty)
    #expect(try unmatched("zz*") == ["id=zz* → nothing"])
  }
}
