import Foundation
import Testing

/// `--at`, `--without-source`, `--min-confidence` and `compare --graph A --graph B`, as a user runs them.
///
/// The numbers are those worked by hand in `Docs/Methods/Dates.md` and `Docs/Methods/Robustness.md`.
struct DatesTests {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/dates")

  private func run(_ arguments: [String]) throws -> Command { try Command.run(arguments, in: Self.folder) }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let command = try run(arguments + ["--json"])
    #expect(command.status == 0, "\(command.errors)")
    return try command.json()
  }

  private func loss(_ json: [String: Any], _ provider: String) throws -> Double {
    let results = try #require(json["results"] as? [[String: Any]])
    return try #require(results.first { $0["provider"] as? String == provider }?["loss"] as? Double)
  }

  private func expectClose(_ a: Double?, _ b: Double, _ comment: String = "") {
    #expect(abs((a ?? .nan) - b) < 1e-12, "\(a ?? .nan) is not \(b) \(comment)")
  }

  /// Of the 366 days of the ramp, 365 are over on its last day but one.
  private static let almost = 365.0 / 366.0

  /// Date, strength of the addition.
  private static let dates: [(String, Double)] = [
    ("2027", 0), ("2028-01-01", 0), ("2028-07-02", 0.5), ("2028-12-31", almost), ("2028", almost), ("2029", 1),
    ("2040-Q2", 1),
  ]

  @Test(arguments: dates) func exposureFollowsTheRamp(_ date: String, _ strength: Double) throws {
    let arizona = 0.2 * strength
    let taiwan = 0.7 * (1 - arizona)
    let json = try json(["exposure", "buyer", "--to", "kind=country", "--graph", "chain.yaml", "--at", date])
    expectClose(try loss(json, "TWN"), taiwan, date)
    expectClose(try loss(json, "USA"), arizona, date)
    expectClose(try loss(json, "KOR"), 0.5, date)
    let at = try #require(json["at"] as? [String: Any])
    #expect(at["date"] as? String == date && at["additions_of"] as? String == "chips-act-ramp")
    let addition = try #require((at["additions"] as? [[String: Any]])?.first)
    for key in [
      "entity", "product", "share", "takes_from", "start", "ramp_days", "buyers", "source", "status", "share_in_place",
    ] { #expect(addition[key] != nil, "\(key)") }
    expectClose(addition["share_in_place"] as? Double ?? (addition["share_in_place"] as? Int).map(Double.init), arizona)
  }

  @Test func additionsOfAnyScenarioCanBeAsked() throws {
    for name in ["stop-and-ramp", "scenarios/stop-and-ramp.yaml"] {
      let json = try json([
        "exposure", "buyer", "--to", "TWN", "--graph", "chain.yaml", "--at", "2028-01-01", "--additions", name,
      ])
      expectClose(try loss(json, "TWN"), 0.55)
      expectClose((json["results"] as? [[String: Any]])?.first?["unattributed"] as? Double, 0.05)
    }
  }

  @Test func theAddedSupplyCarriesItsOwnEvidence() throws {
    let json = try json([
      "exposure", "buyer", "--to", "USA", "--graph", "chain.yaml", "--at", "2029", "--paths", "1",
    ])
    let path = try #require(((json["results"] as? [[String: Any]])?.first?["paths"] as? [[String: Any]])?.first)
    let step = try #require((path["steps"] as? [[String: Any]])?.first)
    #expect(step["supplier"] as? String == "fab-arizona")
    #expect(step["sources"] as? [String] == ["announcement"])
  }

  @Test func everyStaticCommandKnowsTheDate() throws {
    let chokepoints = try json(["chokepoints", "--graph", "chain.yaml", "--at", "2029"])
    let taiwan = (chokepoints["results"] as? [[String: Any]])?.first { $0["id"] as? String == "TWN" }
    expectClose(taiwan?["impact_rigid"] as? Double, 0.56)
    let concentration = try json(["concentration", "chip", "--graph", "chain.yaml", "--at", "2029"])
    let result = try #require((concentration["results"] as? [[String: Any]])?.first)
    expectClose(result["hhi"] as? Double, (0.56 * 0.56 + 0.16 * 0.16 + 0.2 * 0.2) / (0.92 * 0.92))
    #expect((result["shares"] as? [[String: Any]])?.count == 3)
    let today = try run(["draw", "--graph", "chain.yaml"])
    let later = try run(["draw", "--graph", "chain.yaml", "--at", "2029"])
    #expect(today.status == 0 && later.status == 0, "\(later.errors)")
    #expect(!today.text.contains("at 2029-12-31") && later.text.contains("at 2029-12-31"))
    #expect(later.text.contains("20.0 %") || later.text.contains("20 %"))
    // Selectors and targets work on the edited graph: the newcomer supplies chips now.
    let hit = try json([
      "exposure", "buyer", "--to", "product=chip country=USA", "--graph", "chain.yaml", "--at", "2029",
    ])
    expectClose(try loss(hit, "fab-arizona"), 0.2)
    #expect(try run(["exposure", "buyer", "--to", "product=chip country=USA", "--graph", "chain.yaml"]).status == 64)
  }

  @Test func comparisonShowsShocksBeforeAndAfterTheAdditions() throws {
    let json = try json(["compare", "taiwan-stop", "chips-act-ramp", "stop-and-ramp", "--graph", "chain.yaml"])
    let scenarios = try #require(json["scenarios"] as? [[String: Any]])
    #expect(scenarios.map { $0["id"] as? String } == ["baseline", "taiwan-stop", "chips-act-ramp", "stop-and-ramp"])
    let losses = scenarios.map { scenario in
      (scenario["targets"] as? [[String: Any]])?.first.flatMap { $0["rigid_loss"] as? NSNumber }?.doubleValue
    }
    for (found, expected) in zip(losses, [0, 0.7, 0, 0.2]) { expectClose(found, expected) }
    let crossed = try #require(json["with_additions"] as? [[String: Any]])
    #expect(crossed.map { $0["id"] as? String } == ["taiwan-stop", "taiwan-stop"])
    #expect(crossed.map { $0["additions_of"] as? String } == ["chips-act-ramp", "stop-and-ramp"])
    for (entry, expected) in zip(crossed, [0.56, 0.55]) {
      expectClose((entry["targets"] as? [[String: Any]])?.first?["rigid_loss"] as? Double, expected)
    }
    let written = (json["scenario"] as? [[String: Any]])?.map { ($0["capacity_additions"] as? [Any])?.count }
    #expect(written == [0, 1, 1])
    let scratch = try Scratch()
    let drawn = try run([
      "compare", "taiwan-stop", "stop-and-ramp", "--graph", "chain.yaml", "--svg", scratch.path("out"),
    ])
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(FileManager.default.fileExists(atPath: scratch.path("out/stop-and-ramp.svg")))
    #expect(try run(["draw", "--graph", "chain.yaml", "--scenario", "stop-and-ramp"]).status == 0)
  }

  @Test func exposureStandsWithAndWithoutASource() throws {
    let json = try json([
      "exposure", "buyer", "--to", "kind=country", "--graph", "chain.yaml", "--without-source", "press",
    ])
    expectClose(try loss(json, "TWN"), 0.7)
    let check = try #require(json["evidence_check"] as? [String: Any])
    #expect(check["without_sources"] as? [String] == ["press"] && check["min_confidence"] is NSNull)
    #expect(check["figure"] as? String == "loss")
    let removed = try #require(check["removed"] as? [String: Any])
    for (key, value) in [
      "supplies": 2.0, "supplies_before": 3, "places": 0, "markets": 0, "markets_before": 0, "thinned_needs": 2,
      "needs": 2, "attributed_before": 0.95, "attributed_after": 0.35,
    ] { expectClose((removed[key] as? NSNumber)?.doubleValue, value, key) }
    let effects = try #require(check["effects"] as? [[String: Any]])
    func effect(_ id: String) -> [Double?] {
      let row = effects.first { $0["id"] as? String == id }
      return ["all_evidence", "remaining"].map { (row?[$0] as? NSNumber)?.doubleValue }
    }
    #expect(effect("TWN") == [0.7, 0.7])
    #expect(effect("KOR") == [0.5, 0])
    expectClose(effect("together")[0], 0.9)
    expectClose(effect("together")[1], 0.7)
    let text = try run([
      "exposure", "buyer", "--to", "KOR", "--graph", "chain.yaml", "--without-source", "press",
    ]).text
    #expect(text.contains("50.0 % with all evidence, 0.0 % with what is left"), "\(text)")
  }

  @Test func weakEvidenceCanBeLeftOut() throws {
    for (confidence, korea, supplies) in [("low", 0.5, 3), ("medium", 0.5, 2), ("high", 0.0, 1)] {
      let json = try json([
        "exposure", "buyer", "--to", "KOR", "--graph", "chain.yaml", "--min-confidence", confidence,
      ])
      expectClose((json["results"] as? [[String: Any]])?.first.flatMap { $0["loss"] as? NSNumber }?.doubleValue, korea)
      let removed = (json["evidence_check"] as? [String: Any])?["removed"] as? [String: Any]
      #expect(removed?["supplies"] as? Int == 3 - supplies)
    }
    let chokepoints = try json(["chokepoints", "--graph", "chain.yaml", "--without-source", "atlas"])
    let check = try #require(chokepoints["evidence_check"] as? [String: Any])
    #expect(check["figure"] as? String == "impact_rigid")
    #expect((check["removed"] as? [String: Any])?["places"] as? Int == 0)
    let concentration = try json(["concentration", "--graph", "chain.yaml", "--min-confidence", "high"])
    let hhi = (concentration["evidence_check"] as? [String: Any])?["effects"] as? [[String: Any]]
    #expect(hhi?.first { $0["id"] as? String == "chip" }?["remaining"] as? Int == 1)
    #expect(hhi?.first { $0["id"] as? String == "memory" }?["remaining"] is NSNull)
    let both = try json([
      "exposure", "buyer", "--to", "USA", "--graph", "chain.yaml", "--at", "2029", "--without-source", "announcement",
    ])
    #expect(both["at"] is [String: Any])
    expectClose((both["results"] as? [[String: Any]])?.first.flatMap { $0["loss"] as? NSNumber }?.doubleValue, 0)
  }

  @Test func twoVintagesStandSideBySide() throws {
    let json = try json(["compare", "--graph", "chain.yaml", "--graph", "chain-2026.yaml"])
    #expect((json["graphs"] as? [[String: Any]])?.map { $0["as_of"] as? String } == ["2025", "2026"])
    let data = try #require(json["data_changes"] as? [String: Any])
    #expect((data["as_of"] as? [String: Any])?["before"] as? String == "2025")
    #expect(data["entities_added"] as? [String] == ["fab-japan", "grid", "JPN"])
    #expect(data["entities_removed"] as? [String] == ["fab-arizona", "USA"])
    #expect((data["needs_added"] as? [[String: Any]])?.first?["product"] as? String == "power")
    #expect((data["needs_removed"] as? [[String: Any]])?.first?["product"] as? String == "memory")
    #expect(data["sources_added"] as? [String] == ["census"])
    #expect(data["sources_removed"] as? [String] == ["press", "announcement"])
    let shares = try #require(data["shares"] as? [[String: Any]])
    #expect(shares.map { $0["supplier"] as? String } == ["fab-taiwan", "fab-japan"])
    expectClose(shares.first?["change"] as? Double, -0.1)
    let risk = try #require(json["risk_changes"] as? [String: Any])
    let impacts = try #require(risk["impacts"] as? [[String: Any]])
    let korea = impacts.first { $0["id"] as? String == "KOR" }?["impact_rigid"] as? [String: Any]
    expectClose(korea?["before"] as? Double, 0.5)
    expectClose(korea?["after"] as? Double, 0.204)
    expectClose(korea?["change"] as? Double, -0.296)
    let exposures = try #require(risk["exposures"] as? [[String: Any]])
    let taiwan = exposures.first { $0["provider"] as? String == "TWN" }?["loss"] as? [String: Any]
    expectClose(taiwan?["change"] as? Double, -0.1)
    let products = try #require(risk["concentration"] as? [[String: Any]])
    #expect(Set(products.compactMap { $0["product"] as? String }) == ["chip", "memory", "power"])
  }

  @Test func aVintageAgainstItselfSaysSo() throws {
    let command = try run(["compare", "--graph", "chain.yaml", "--graph", "chain.yaml"])
    #expect(command.status == 0, "\(command.errors)")
    #expect(command.text.contains("no share moved by more than half a point"))
    #expect(command.text.contains("No entity's impact"))
  }

  @Test(arguments: [
    ["exposure", "buyer", "--to", "TWN", "--at", "2029"], ["chokepoints", "--at", "2029", "--without-source", "press"],
    ["concentration", "--min-confidence", "medium"], ["compare", "taiwan-stop", "chips-act-ramp"],
    ["compare", "--graph", "chain-2026.yaml"],
  ]) func allFormatsAreTheSameBytesTwice(_ arguments: [String]) throws {
    for format in ["table", "json", "csv", "markdown"] {
      let all = arguments + ["--graph", "chain.yaml", "--format", format]
      let command = try run(all)
      #expect(command.status == 0, "\(command.errors)")
      let again = try run(all)
      #expect(!command.output.isEmpty && command.output == again.output)
    }
  }

  @Test(arguments: [
    (["exposure", "buyer", "--without-source", "pres"], ["'pres'", "did you mean 'press'"]),
    (["exposure", "buyer", "--min-confidence", "hihg"], ["min-confidence"]),
    (["exposure", "buyer", "--at", "soon"], ["'soon' is not a date", "2028-Q3"]),
    (["exposure", "buyer", "--at", "2020"], ["before the graph", "2025"]),
    (["exposure", "buyer", "--additions", "chips-act-ramp"], ["--at"]),
    (["exposure", "buyer", "--at", "2028", "--additions", "chips-act-rampp"], ["did you mean 'chips-act-ramp'"]),
    (["chokepoints", "--at", "2028", "--additions", "taiwan-stop"], ["no capacity_additions"]),
    (["draw", "--at", "2029", "--scenario", "stop-and-ramp"], ["--at"]),
    (["compare"], ["two graphs"]),
    (["compare", "taiwan-stop", "--graph", "chain-2026.yaml"], ["one graph"]),
    (["compare", "--graph", "chain.yaml", "--svg", "out"], ["--svg"]),
  ]) func wrongUseHasItsAdvice(_ arguments: [String], _ advice: [String]) throws {
    let command = try run(arguments + ["--graph", "chain.yaml"])
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.output.isEmpty)
    for text in advice { #expect(command.errors.contains(text), "\(command.errors)") }
  }

  @Test func withoutAStandardScenarioTheAdviceSaysSo() throws {
    let command = try run(["exposure", "buyer", "--graph", "chain.yaml", "--at", "2028"])
    #expect(command.status == 0)
    let other = try Command.run(["chokepoints", "--graph", "diamond", "--at", "2028"])
    #expect(other.status == 64)
    #expect(other.errors.contains("--additions") && other.errors.contains("chips-act-ramp"), "\(other.errors)")
  }

  @Test(arguments: [
    ("share: 0.2, start: 2028, source: announcement, entitee: x", "entitee", "entity"),
    ("share: 1.2, start: 2028, source: announcement", "out-of-range", "0…1"),
    ("share: 0.2, source: announcement", "missing-key", "start"),
    ("share: 0.2, start: 2028, source: announcement, takes_from: { fab-korea: 0.3 }", "takes-from-sum", "0.3"),
    ("share: 0.3, start: 2028, source: announcement, takes_from: { fab-korea: 0.3 }", "takes-too-much", "has 0.2"),
    ("share: 0.3, start: 2028, source: announcement, takes_from: { fab-korea: }", "missing-share", "fab-korea"),
    ("share: 0.3, start: 2028, source: announcement, takes_from: [fab-korea]", "wrong-type", "map"),
    ("share: 0.3, start: 2028, source: announcement, takes_from: fab-korea", "unknown-word", "fab-korea: 0.1"),
    ("share: 0.3, start: 2028, source: announcement, buyers: { kind: ai-lab }", "empty-selection", "ai-lab"),
  ]) func wrongAdditionsHaveTheirPlace(_ row: String, _ code: String, _ advice: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "s.yaml",
      """
      schema: chokepoint-scenario/1
      id: s
      title: S
      capacity_additions:
        - { entity: fab-arizona, product: chip, \(row) }
      """)
    let command = try run(["compare", file, "--graph", "chain.yaml"])
    #expect(command.status == 65, "\(command.errors)")
    #expect(command.errors.contains("s.yaml:5:") && command.errors.contains(code), "\(command.errors)")
    #expect(command.errors.contains(advice), "\(command.errors)")
  }
}
