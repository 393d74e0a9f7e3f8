import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// Rules and meanings of a scenario document.
@Suite struct ScenarioResolverTests {
  /// A way to break a sound scenario, and the one finding that must come of it.
  struct Rule: Sendable, CustomTestStringConvertible {
    var name: String
    var code: String
    var severity = Severity.error
    /// The line of the finding; nil for no place at all.
    var line: Int?
    var text: String
    var suggestion: String?
    var damage: @Sendable (inout ScenarioDocument) -> Void

    var testDescription: String { name }
  }

  private static func at<Value>(_ value: Value, _ line: Int32) -> Located<Value> {
    Located(value, at: SourceSpot(file: 0, line: line, column: 5))
  }

  /// A scenario in which every rule is kept; line 1 is its beginning, line 20 its shock, line 30 its block.
  private static func soundDocument() -> ScenarioDocument {
    var document = ScenarioDocument()
    document.files = ["s.yaml"]
    document.spot = SourceSpot(file: 0, line: 1, column: 1)
    document.schema = at("chokepoint-scenario/1", 2)
    document.id = at("blockade-90d", 3)
    document.title = at("Blockade, 90 days", 4)
    document.sources = [at("test", 5)]
    document.horizonDays = at(365, 6)
    var shock = ShockRow(spot: SourceSpot(file: 0, line: 20, column: 3))
    shock.select = .text(at("country=TWN", 21))
    shock.capacity = at(0.25, 22)
    shock.start = at(10, 23)
    shock.duration = at(90, 24)
    shock.scrap = at(0.5, 25)
    shock.recovery = RecoveryRow()
    shock.recovery?.shape = at("linear", 26)
    shock.recovery?.days = at(180, 27)
    var stop = ShockRow(spot: SourceSpot(file: 0, line: 30, column: 3))
    stop.block = BlockRow(spot: SourceSpot(file: 0, line: 31, column: 5))
    stop.block?.from = .text(at("fab", 32))
    stop.block?.to = .text(at("hq=USA", 33))
    stop.block?.products = [at("wafer", 34)]
    stop.duration = at(60, 35)
    document.shocks = [shock, stop]
    return document
  }

  private static func graph() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity("fab", kind: "foundry", locations: ["TWN": 0.75, "USA": 0.25], owner: "owner"),
      entity(
        "buyer", hq: "USA",
        needs: [need("wafer", from: ["fab": 0.5, "other": 0.5]), need("hbm", from: ["fab": 1])]),
      entity("abroad", hq: "DEU", needs: [need("wafer", from: ["fab": 1])]))
  }

  @Test func aSoundScenarioIsTakenOver() throws {
    let graph = try Self.graph()
    let outcome = ScenarioResolver.resolve(Self.soundDocument(), in: graph)
    #expect(outcome.findings.isEmpty)
    let scenario = try #require(outcome.scenario)
    #expect(scenario.id == "blockade-90d" && scenario.title == "Blockade, 90 days" && scenario.sources == ["test"])
    #expect(scenario.horizonDays == 365)
    let shock = scenario.shocks[0]
    #expect(shock.capacity == 0.25 && shock.start == 10 && shock.duration == 90 && shock.scrap == 0.5)
    #expect(shock.recovery == .linear(days: 180) && shock.selection == "country=TWN")
    let fab = try #require(graph.entity("fab"))
    #expect(shock.subject == .entities([try #require(Selector.parsed("country=TWN").choices(in: graph).first)]))
    let hits = scenario.hits(onDay: 10)
    #expect(hits.entities.count == 1 && hits.entities[0].entity == fab && hits.entities[0].ownLoss == 0.75 * 0.75)
  }

  @Test func aBlockStopsSuppliesAndNothingElse() throws {
    let graph = try Self.graph()
    var document = Self.soundDocument()
    let scenario = try #require(ScenarioResolver.resolve(document, in: graph).scenario)
    let block = scenario.shocks[1]
    let buyer = try #require(graph.entity("buyer"))
    let wafer = try #require(graph.need(of: buyer, for: "wafer"))
    #expect(block.subject == .supplies([graph.needs[wafer].supplies.lowerBound]))
    #expect(block.capacity == 0 && block.duration == 60)
    #expect(block.selection == "from fab to hq=USA of wafer")
    #expect(scenario.hits(onDay: 0).supplies == [graph.needs[wafer].supplies.lowerBound])
    #expect(scenario.hits(onDay: 0).entities.isEmpty)
    #expect(scenario.hits(onDay: 60).supplies.isEmpty)
    // Without products, from and to: every explicit supply, no place and no owner.
    document.shocks[1].block = BlockRow(spot: SourceSpot(file: 0, line: 31, column: 5))
    let all = try #require(ScenarioResolver.resolve(document, in: graph).scenario)
    let explicit = graph.needs.filter { !$0.isImplicit }.flatMap { Array($0.supplies) }
    #expect(all.shocks[1].subject == .supplies(explicit))
    #expect(all.shocks[1].selection == "from * to *")
  }

  @Test func licencesEndABlock() throws {
    let graph = try Self.graph()
    var document = Self.soundDocument()
    document.shocks[1].licenceDays = Self.at(45, 36)
    #expect(ScenarioResolver.resolve(document, in: graph).scenario?.shocks[1].duration == 45)
    document.shocks[1].licenceDays = nil
    document.shocks[1].duration = nil
    #expect(ScenarioResolver.resolve(document, in: graph).scenario?.shocks[1].duration == .some(nil))
  }

  @Test func onlySchemaIdAndTitleAreRequired() throws {
    var document = ScenarioDocument()
    document.schema = Self.at("chokepoint-scenario/1", 1)
    document.id = Self.at("nothing", 2)
    document.title = Self.at("Nothing", 3)
    let scenario = try #require(ScenarioResolver.resolve(document, in: Self.graph()).scenario)
    #expect(scenario.horizonDays == 730 && scenario.shocks.isEmpty && scenario.rationale == nil)
    #expect(scenario.worstMoments.isEmpty)
    var shock = ShockRow(spot: .none)
    shock.select = .map([SelectorTermRow(key: Self.at("kind", 4), values: [Self.at("foundry", 4)])])
    document.shocks = [shock]
    let stopped = try #require(ScenarioResolver.resolve(document, in: Self.graph()).scenario?.shocks.first)
    #expect(stopped.capacity == 0 && stopped.start == 0 && stopped.duration == nil && stopped.recovery == .step)
    #expect(stopped.scrap == 0 && stopped.selection == "kind=foundry")
  }

  @Test(arguments: headRules + shockRules) func oneFaultGivesOneFinding(_ rule: Rule) throws {
    var document = Self.soundDocument()
    rule.damage(&document)
    let outcome = ScenarioResolver.resolve(document, in: try Self.graph())
    #expect(outcome.findings.map(\.code) == [rule.code], "\(outcome.findings.map(\.text))")
    guard let finding = outcome.findings.first else { return }
    #expect(finding.severity == rule.severity)
    #expect(finding.position?.line == rule.line)
    #expect(finding.text.contains(rule.text), "\(finding.text)")
    #expect(finding.suggestion == rule.suggestion)
    #expect((outcome.scenario == nil) == (rule.severity == .error))
  }

  static let headRules = [
    Rule(
      name: "schema", code: "wrong-schema", line: 2, text: "'chokepoint-graph/1' is not a scenario's",
      suggestion: "write chokepoint-scenario/1"
    ) { $0.schema?.value = "chokepoint-graph/1" },
    Rule(
      name: "no schema", code: "missing-key", line: 1, text: "needs a schema",
      suggestion: "schema: chokepoint-scenario/1"
    ) { $0.schema = nil },
    Rule(name: "no id", code: "missing-key", line: 1, text: "needs an id") { $0.id = nil },
    Rule(name: "no title", code: "missing-key", line: 1, text: "needs a title") { $0.title = nil },
    Rule(name: "id", code: "bad-id", line: 3, text: "'Blockade 90' is not lower-case kebab") {
      $0.id?.value = "Blockade 90"
    },
    Rule(
      name: "source", code: "unknown-source", severity: .warning, line: 5, text: "'tset'",
      suggestion: "did you mean 'test'?"
    ) { $0.sources[0].value = "tset" },
    Rule(name: "horizon 0", code: "out-of-range", line: 6, text: "horizon_days 0.0 is outside 1…36500") {
      $0.horizonDays?.value = 0
    },
    Rule(name: "horizon NaN", code: "out-of-range", line: 6, text: "horizon_days nan") { $0.horizonDays?.value = .nan },
  ]

  static let shockRules = [
    Rule(name: "capacity", code: "out-of-range", line: 22, text: "capacity 1.5 is outside 0…1") {
      $0.shocks[0].capacity?.value = 1.5
    },
    Rule(name: "start", code: "out-of-range", line: 23, text: "start -1.0 is negative") {
      $0.shocks[0].start?.value = -1
    },
    Rule(name: "negative duration", code: "out-of-range", line: 24, text: "duration -90.0 is negative") {
      $0.shocks[0].duration?.value = -90
    },
    Rule(name: "endless duration", code: "out-of-range", line: 24, text: "duration inf is outside 0…36500") {
      $0.shocks[0].duration?.value = .infinity
    },
    Rule(name: "scrap", code: "out-of-range", line: 25, text: "scrap 2.0 is outside 0…1") {
      $0.shocks[0].scrap?.value = 2
    },
    Rule(name: "negative recovery", code: "out-of-range", line: 27, text: "recovery days -3.0 is negative") {
      $0.shocks[0].recovery?.days?.value = -3
    },
    Rule(
      name: "shape", code: "unknown-word", line: 26, text: "none of step, linear, exponential, piecewise",
      suggestion: "did you mean 'linear'?"
    ) { $0.shocks[0].recovery?.shape?.value = "liner" },
    Rule(name: "linear without days", code: "missing-key", line: 26, text: "a linear recovery needs days") {
      $0.shocks[0].recovery?.days = nil
    },
    Rule(name: "exponential without days", code: "missing-key", line: 26, text: "an exponential recovery needs days") {
      $0.shocks[0].recovery?.shape?.value = "exponential"
      $0.shocks[0].recovery?.days = nil
    },
    Rule(name: "piecewise without points", code: "missing-key", line: 26, text: "a piecewise recovery needs points") {
      $0.shocks[0].recovery?.shape?.value = "piecewise"
    },
    Rule(
      name: "recovery without shape", code: "missing-key", line: 27, text: "a recovery needs a shape",
      suggestion: "shape: step, linear, exponential or piecewise"
    ) {
      $0.shocks[0].recovery?.shape = nil
    },
    Rule(name: "points go back", code: "recovery-order", line: 51, text: "forward in days") {
      $0.shocks[0].recovery = recovery([(30, 0.5), (20, 1)])
    },
    Rule(name: "points go down", code: "recovery-order", line: 51, text: "never down in capacity") {
      $0.shocks[0].recovery = recovery([(30, 0.5), (40, 0.4)])
    },
    Rule(name: "first point below the shock", code: "recovery-order", line: 50, text: "never down in capacity") {
      $0.shocks[0].recovery = recovery([(30, 0.2)])
    },
    Rule(name: "point outside", code: "out-of-range", line: 50, text: "recovery capacity 1.2 is outside 0…1") {
      $0.shocks[0].recovery = recovery([(30, 1.2), (40, 1)])
    },
    Rule(name: "neither", code: "missing-key", line: 20, text: "either select (entities) or block (supplies)") {
      $0.shocks[0].select = nil
    },
    Rule(name: "both", code: "missing-key", line: 20, text: "either select (entities) or block (supplies)") {
      $0.shocks[0].block = BlockRow(spot: SourceSpot(file: 0, line: 28, column: 5))
    },
    Rule(name: "licence on entities", code: "misplaced-key", line: 29, text: "licence_days belongs to a block") {
      $0.shocks[0].licenceDays = at(45, 29)
    },
    Rule(name: "capacity of a block", code: "misplaced-key", line: 36, text: "takes no capacity") {
      $0.shocks[1].capacity = at(0.5, 36)
    },
    Rule(
      name: "nothing matched", code: "empty-selection", line: 21,
      text: "the selector 'country=TWN kind=memory' matches nothing",
      suggestion: "no kind is 'memory'"
    ) { $0.shocks[0].select = .text(at("country=TWN kind=memory", 21)) },
    Rule(
      name: "misspelt value", code: "empty-selection", line: 21, text: "'kind=foundri' matches nothing",
      suggestion: "no kind is 'foundri', did you mean 'foundry'?"
    ) { $0.shocks[0].select = .text(at("kind=foundri", 21)) },
    Rule(name: "values exist but never together", code: "empty-selection", line: 21, text: "matches nothing") {
      $0.shocks[0].select = .text(at("country=TWN hq=USA", 21))
    },
    Rule(
      name: "nothing matched by a map", code: "empty-selection", line: 29, text: "'country=DEU' matches nothing",
      suggestion: "no country is 'DEU'"
    ) { $0.shocks[0].select = .map([SelectorTermRow(key: at("country", 29), values: [at("DEU", 29)])]) },
    Rule(
      name: "empty map", code: "bad-selector", line: 20, text: "the selector is empty",
      suggestion: "write * for every entity"
    ) { $0.shocks[0].select = .map([]) },
    Rule(
      name: "bad selector", code: "unknown-key", line: 21, text: "no key 'knd'", suggestion: "did you mean 'kind'?"
    ) { $0.shocks[0].select = .text(at("knd=foundry", 21)) },
    Rule(name: "bad block selector", code: "bad-selector", line: 32, text: "a value is missing here") {
      $0.shocks[1].block?.from = .text(at("kind=", 32))
    },
    Rule(
      name: "block of nothing", code: "empty-selection", line: 32, text: "from other to hq=DEU of wafer stops no supply"
    ) {
      $0.shocks[1].block?.from = .text(at("other", 32))
      $0.shocks[1].block?.to = .text(at("hq=DEU", 33))
    },
    Rule(
      name: "unknown product", code: "unknown-product", line: 34, text: "nobody needs a product 'wafr'",
      suggestion: "did you mean 'wafer'?"
    ) { $0.shocks[1].block?.products = [at("wafr", 34), at("wafer", 34)] },
  ]

  private static func recovery(_ points: [(Double, Double)]) -> RecoveryRow {
    var row = RecoveryRow()
    row.shape = at("piecewise", 26)
    row.points = points.enumerated().map { index, point in
      RecoveryPointRow(day: at(point.0, 50 + Int32(index)), capacity: at(point.1, 50 + Int32(index)))
    }
    return row
  }

  @Test func allFaultsComeAtOnceInFileOrder() throws {
    var document = Self.soundDocument()
    document.schema = nil
    document.id?.value = "B"
    document.shocks[0].start?.value = -1
    document.shocks[0].select = .text(Self.at("knd=x", 21))
    document.shocks[1].block?.products = [Self.at("nothing", 34)]
    let found = ScenarioResolver.resolve(document, in: try Self.graph()).findings
    #expect(
      found.map(\.code) == [
        "missing-key", "bad-id", "unknown-key", "out-of-range", "empty-selection", "unknown-product",
      ])
  }

  @Test func severalShocksOnOneEntityCountAsTheWorst() throws {
    var document = Self.soundDocument()
    var second = document.shocks[0]
    second.capacity = Self.at(0.5, 40)
    second.select = .text(Self.at("kind=foundry", 41))
    document.shocks = [document.shocks[0], second]
    let scenario = try #require(ScenarioResolver.resolve(document, in: Self.graph()).scenario)
    #expect(scenario.hits(onDay: 9.5).entities.isEmpty)
    #expect(scenario.hits(onDay: 10).entities.map(\.ownLoss) == [0.75 * 0.75])
    document.shocks[1].capacity = Self.at(0.1, 40)
    let worse = try #require(ScenarioResolver.resolve(document, in: Self.graph()).scenario)
    #expect(worse.hits(onDay: 10).entities.map(\.ownLoss) == [0.9])
    #expect(worse.worstMoments == [10])
  }
}
