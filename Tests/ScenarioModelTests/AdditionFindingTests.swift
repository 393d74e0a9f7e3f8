import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// Every fault of an addition is found, at its place, with the nearest right name.
struct AdditionFindingTests {
  private static func graph() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity("buyer", kind: "hyperscaler", needs: [need("chip", from: ["fab-taiwan": 0.7, "fab-korea": 0.2])]),
      entity("other", needs: [need("chip", from: ["fab-taiwan": 1])]), entity("fab-arizona"),
      entity("lonely", needs: [need("power", from: ["grid": 1])]))
  }

  private static let sound = AdditionSketch("fab-arizona", "chip", 0.2)

  private func findings(
    _ sketches: [AdditionSketch], _ change: (inout AdditionRow) -> Void = { _ in }
  ) throws -> [Finding] {
    var document = ScenarioDocument.adding(sketches)
    if let last = document.additions.indices.last { change(&document.additions[last]) }
    let outcome = ScenarioResolver.resolve(document, in: try Self.graph())
    #expect((outcome.scenario == nil) == outcome.findings.contains { $0.severity == .error })
    return outcome.findings
  }

  private func only(
    _ code: String, _ severity: Severity = .error, column: Int, mentions: [String], _ found: [Finding],
    line: Int = 1
  ) throws {
    #expect(found.count == 1, "\(found)")
    let finding = try #require(found.first)
    #expect(finding.code == code && finding.severity == severity, "\(finding)")
    #expect(finding.position == SourcePosition(file: "test.yaml", line: line, column: column), "\(finding)")
    let text = finding.text + " " + (finding.suggestion ?? "")
    for mention in mentions { #expect(text.contains(mention), "\(text)") }
  }

  @Test func aSoundAdditionHasNoFinding() throws {
    #expect(try findings([Self.sound]).isEmpty)
    let list = AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-taiwan", 0.15), ("unattributed", 0.05)])
    #expect(try findings([list]) { $0.buyers = .text(Located("buyer")) }.isEmpty)
  }

  @Test func unknownNames() throws {
    try only(
      "unknown-entity", column: 2, mentions: ["fab-arizna", "did you mean 'fab-arizona'"],
      try findings([AdditionSketch("fab-arizna", "chip", 0.2)]))
    try only(
      "unknown-product", column: 3, mentions: ["chop", "did you mean 'chip'"],
      try findings([AdditionSketch("fab-arizona", "chop", 0.2)]))
    try only(
      "unknown-entity", column: 5, mentions: ["fab-taiwann", "did you mean 'fab-taiwan'"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-taiwann", 0.2)])]))
    try only(
      "unknown-word", column: 1, mentions: ["proportionall", "did you mean 'proportional'"],
      try findings([Self.sound]) {
        $0.takesFrom = .word(Located("proportionall", at: SourceSpot(file: 0, line: 1, column: 1)))
      })
    try only(
      "unknown-word", column: 11, mentions: ["planed", "did you mean 'plan'"],
      try findings([Self.sound]) { $0.status = Located("planed", at: SourceSpot(file: 0, line: 1, column: 11)) })
    try only(
      "unknown-source", .warning, column: 10, mentions: ["tesst", "did you mean 'test'"],
      try findings([Self.sound]) { $0.source = Located("tesst", at: SourceSpot(file: 0, line: 1, column: 10)) })
    try only("no-source", .warning, column: 1, mentions: ["no source"], try findings([Self.sound]) { $0.source = nil })
  }

  @Test func valuesOutsideTheirRange() throws {
    try only(
      "out-of-range", column: 4, mentions: ["20.0", "0.2 for 20.0 %"],
      try findings([AdditionSketch("fab-arizona", "chip", 20)]))
    for share in [-0.1, .nan, .infinity] {
      try only("out-of-range", column: 4, mentions: [], try findings([AdditionSketch("fab-arizona", "chip", share)]))
    }
    try only(
      "out-of-range", column: 8, mentions: ["ramp_days"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, rampDays: -1)]))
    try only(
      "out-of-range", column: 6, mentions: ["takes_from"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-taiwan", -0.2)])]))
    try only(
      "bad-date", column: 7, mentions: ["early 2028", "2028-Q3"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, start: "early 2028")]))
  }

  @Test func whatIsTakenMustBeThereAndMustBeWhatIsAdded() throws {
    try only(
      "takes-from-sum", column: 5, mentions: ["0.1", "0.2"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-taiwan", 0.1)])]))
    try only(
      "takes-from-itself", column: 5, mentions: ["fab-arizona"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-arizona", 0.2)])]))
    // The Korean plant has 0.2 of the one buyer and nothing of the other.
    try only(
      "takes-too-much", column: 6, mentions: ["'other'", "'fab-korea' has 0.0", "0.2", "buyers"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("fab-korea", 0.2)])]))
    try only(
      "takes-too-much", column: 6, mentions: ["'buyer'", "'unattributed' has 0.1"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, takes: [("unattributed", 0.2)], buyers: "buyer")]))
    // The Taiwan plant has all of the other buyer's need: nobody is there to take from.
    try only(
      "takes-too-much", column: 4, mentions: ["'other'", "add nothing"],
      try findings([AdditionSketch("fab-taiwan", "chip", 0.1)]))
    try only(
      "share-sum", column: 4, mentions: ["1.1", "more than 1"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.6), AdditionSketch("fab-korea", "chip", 0.5)]), line: 2)
  }

  @Test func buyersMustNeedTheProduct() throws {
    try only(
      "empty-selection", column: 9, mentions: ["lonely", "none needs 'chip'"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, buyers: "lonely")]))
    try only(
      "empty-selection", column: 14, mentions: ["hyperscalr", "did you mean 'hyperscaler'"],
      try findings([AdditionSketch("fab-arizona", "chip", 0.2, buyers: "kind=hyperscalr")]))
    try only(
      "empty-selection", column: 1, mentions: ["nobody but 'lonely'"],
      try findings([AdditionSketch("lonely", "power", 0.2)]))
    let found = try findings([AdditionSketch("fab-arizona", "chip", 0.2, buyers: "contry=TWN")])
    #expect(found.contains { $0.code == "unknown-key" && ($0.suggestion ?? "").contains("country") })
  }

  @Test func anAdditionInThePastOfTheGraphIsDoubted() throws {
    var graph = GraphBuilder.document(entity("a", needs: [need("p", from: ["x": 1])]), entity("z"))
    graph.asOf = Located("2025")
    let resolved = try GraphResolver.graph(of: graph)
    for (start, isDoubted) in [("2025-12", true), ("2024", true), ("2026", false)] {
      let outcome = ScenarioResolver.resolve(.adding([AdditionSketch("z", "p", 0.1, start: start)]), in: resolved)
      #expect(outcome.findings.map(\.code) == (isDoubted ? ["addition-before-as-of"] : []))
      #expect(outcome.scenario != nil)
    }
  }

  @Test func shocksHitTheGraphAtTheScenariosEnd() throws {
    var graph = GraphBuilder.document(entity("a", needs: [need("p", from: ["x": 1])]), entity("z"))
    graph.asOf = Located("2025")
    let resolved = try GraphResolver.graph(of: graph)
    var document = ScenarioDocument.adding([AdditionSketch("z", "p", 0.25, start: "2026-01-01", rampDays: 100)])
    var shock = ShockRow(spot: .none)
    shock.block = BlockRow(spot: .none)
    shock.block?.from = .text(Located("z"))
    document.shocks = [shock]
    document.horizonDays = Located(51)  // 2026-02-20, half of the ramp
    let outcome = ScenarioResolver.resolve(document, in: resolved)
    #expect(outcome.graph.sharesByName(ofNeed: 0) == ["x": 0.875, "z": 0.125, "unattributed": 0])
    #expect(outcome.scenario?.shocks.first?.subject == .supplies([1]))
    document.horizonDays = Located(1)
    #expect(ScenarioResolver.resolve(document, in: resolved).scenario == nil, "nothing to block on the first day")
    #expect(ScenarioResolver.endDay(horizonDays: 51, in: resolved).description == "2026-02-20")
  }
}
