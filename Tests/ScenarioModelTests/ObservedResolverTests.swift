import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// Rules and meanings of observed figures.
@Suite struct ObservedResolverTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    var code: String
    var text: String
    var suggestion: String?
    var damage: @Sendable (inout ObservedRow) -> Void

    var testDescription: String { text }
  }

  private static func at<Value>(_ value: Value, _ column: Int32) -> Located<Value> {
    Located(value, at: SourceSpot(file: 0, line: 7, column: column))
  }

  private static func row(_ measure: String = "mean_loss") -> ObservedRow {
    var row = ObservedRow(event: at("fire", 1), target: at("buyer", 2), measure: at(measure, 3))
    if measure == "mean_loss" {
      row.fromDay = at(10, 4)
      row.toDay = at(40, 5)
    }
    row.value = at(0.25, 6)
    row.low = at(0.2, 7)
    row.high = at(0.3, 8)
    row.unit = at(measure == "mean_loss" || measure == "worst_loss" ? "share" : "days", 9)
    row.source = at("test", 12)
    return row
  }

  private static func resolve(_ rows: [ObservedRow]) throws -> (ObservedResolver.Outcome, SupplyGraph) {
    var built = GraphBuilder.document(entity("buyer", needs: [need("part", from: ["maker": 1])]))
    built.addSource("test", title: "Test")
    let graph = try GraphResolver.graph(of: built)
    var document = ObservedDocument()
    document.files = ["observed.csv"]
    document.rows = rows
    return (ObservedResolver.resolve(document, event: "fire", in: graph, horizonDays: 60), graph)
  }

  @Test func everyColumnIsKept() throws {
    var row = Self.row()
    row.asOf = Self.at("2021-06", 11)
    row.note = Self.at("a note", 13)
    let (outcome, graph) = try Self.resolve([row])
    #expect(outcome.findings == [])
    #expect(
      outcome.figures == [
        ObservedFigure(
          target: try #require(graph.entity("buyer")), measure: .meanLoss, window: 10..<40, value: 0.25,
          range: 0.2...0.3, asOf: "2021-06", source: 0, note: "a note")
      ])
  }

  @Test func onlyTheRowsOfTheEventCount() throws {
    var other = Self.row()
    other.event = Self.at("flood", 1)
    other.target = Self.at("nobody", 2)
    let (outcome, _) = try Self.resolve([other, Self.row()])
    #expect(outcome.findings == [] && outcome.figures.count == 1)
  }

  @Test func everyMeasureHasItsUnit() throws {
    let units = DisruptionMeasure.allCases.map { ($0.rawValue, $0.unit) }
    #expect(
      units.map(\.1) == ["share", "share", "days", "days", "days", "days"]
        && units.map(\.0) == [
          "worst_loss", "mean_loss", "lost_days", "first_loss_day", "worst_day", "recovery_day",
        ])
    for measure in DisruptionMeasure.allCases {
      let (outcome, _) = try Self.resolve([Self.row(measure.rawValue)])
      #expect(outcome.findings == [], "\(measure)")
      #expect(outcome.figures.map(\.measure) == [measure])
    }
  }

  private static let rules: [Rule] = [
    Rule(
      code: "unknown-word",
      text:
        "measure 'mean_los' is none of worst_loss, mean_loss, lost_days, first_loss_day, worst_day, recovery_day",
      suggestion: "did you mean 'mean_loss'?"
    ) { $0.measure = at("mean_los", 3) },
    Rule(
      code: "unknown-entity", text: "'buyr' is not in this event's graph", suggestion: "did you mean 'buyer'?"
    ) { $0.target = at("buyr", 2) },
    Rule(code: "unknown-source", text: "source 'tst' is not in this event's graph", suggestion: "did you mean 'test'?")
    {
      $0.source = at("tst", 12)
    },
    Rule(code: "missing-value", text: "this figure has no value") { $0.value = nil },
    Rule(code: "missing-value", text: "a range has both a low and a high end") { $0.low = nil },
    Rule(code: "out-of-range", text: "value 25.0 is outside 0…1") {
      $0.value = at(25, 6)
      $0.low = nil
      $0.high = nil
    },
    Rule(code: "out-of-range", text: "low -0.1 is outside 0…1") { $0.low = at(-0.1, 7) },
    Rule(code: "range-order", text: "low, value and high do not stand in this order") { $0.value = at(0.35, 6) },
    Rule(code: "range-order", text: "low, value and high do not stand in this order") { $0.low = at(0.31, 7) },
    Rule(code: "wrong-unit", text: "'mean_loss' is measured in share, found 'days'") { $0.unit = at("days", 9) },
    Rule(code: "missing-window", text: "a mean needs from_day and to_day") { $0.toDay = nil },
    Rule(
      code: "out-of-range",
      text: "the days 10.0 to 61.0 are not whole, in order and within the 60 days simulated"
    ) { $0.toDay = at(61, 5) },
    Rule(
      code: "out-of-range",
      text: "the days 10.0 to 10.0 are not whole, in order and within the 60 days simulated"
    ) { $0.toDay = at(10, 5) },
    Rule(
      code: "out-of-range",
      text: "the days 10.5 to 40.0 are not whole, in order and within the 60 days simulated"
    ) { $0.fromDay = at(10.5, 4) },
    Rule(
      code: "misplaced-key", text: "a negative control is about the largest loss",
      suggestion: "measure worst_loss"
    ) { $0.isControl = at(true, 10) },
  ]

  @Test(arguments: rules) func aBrokenRowGivesOneFindingAndNoFigure(_ rule: Rule) throws {
    var row = Self.row()
    rule.damage(&row)
    let (outcome, _) = try Self.resolve([row])
    #expect(outcome.figures == [])
    let finding = try #require(outcome.findings.first)
    #expect(outcome.findings.count == 1)
    #expect(finding.code == rule.code && finding.severity == .error)
    #expect(finding.text == rule.text)
    #expect(finding.suggestion == rule.suggestion)
    #expect(finding.position?.file == "observed.csv" && finding.position?.line == 7)
  }

  @Test func daysStandOnlyWithAMean() throws {
    var row = Self.row("lost_days")
    row.fromDay = Self.at(1, 4)
    let (outcome, _) = try Self.resolve([row])
    #expect(outcome.findings.map(\.code) == ["misplaced-key"] && outcome.figures == [])
  }

  @Test func rowsAboutUnknownEventsAreFound() {
    var document = ObservedDocument()
    document.files = ["observed.csv"]
    document.rows = [Self.row()]
    #expect(ObservedResolver.strangers(document, events: ["fire"]) == [])
    let findings = ObservedResolver.strangers(document, events: ["fires", "flood"])
    #expect(findings.map(\.code) == ["unknown-event"])
    #expect(findings.first?.suggestion == "did you mean 'fires'?")
  }
}
