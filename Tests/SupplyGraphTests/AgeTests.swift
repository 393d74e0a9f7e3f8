import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing

/// Figures more than three years older than the graph, by the graph's own date and never by a clock.
@Suite struct AgeTests {
  private func findings(
    graph: String?, figure: String, needNote: String? = nil, supplyNote: String? = nil, otherFigure: String? = nil
  ) -> [Finding] {
    var document = ResolverRule.soundDocument()
    document.asOf = graph.map { at($0, .graph, 0, 2) }
    document.supplies[2].evidence.asOf = at(figure, .supplies, 2, 12)
    document.supplies[2].evidence.note = supplyNote.map { at($0, .supplies, 2, 17) }
    document.needs[1].note = needNote.map { at($0, .needs, 1, 8) }
    document.supplies[3].evidence.asOf = otherFigure.map { at($0, .supplies, 3, 12) }
    return GraphResolver.resolve(document).findings
  }

  /// Date of the graph, date of the figure, whether the figure is too old.
  static let cases: [(graph: String, figure: String, isOld: Bool)] = [
    ("2025", "2025", false), ("2025", "2023", false), ("2025", "2022", false), ("2025", "2021", true),
    ("2024", "2021", false), ("2024", "2020", true), ("2023", "2020", false), ("2026", "2023", false),
    ("2025", "2022-12-31", false), ("2025", "2022-12", false), ("2025", "2022-12-30", true), ("2025", "2022-Q3", true),
    ("2025-06", "2022-06", false), ("2025-06", "2022-05", true), ("2024-02-29", "2021-02-28", false),
    ("2024-02-29", "2021-02-27", true), ("2025", "2019/2022", false), ("2025", "2030", false),
  ]

  @Test(arguments: cases) func threeYearsAreAllowed(_ given: (graph: String, figure: String, isOld: Bool)) {
    let found = findings(graph: given.graph, figure: given.figure)
    #expect(found.map(\.code) == (given.isOld ? ["old-figure"] : []))
    guard given.isOld else { return }
    #expect(found[0].severity == .warning)
    #expect(found[0].position == place(.supplies, 2, 3))
    #expect(
      found[0].text.contains("'q' from 'x' to 'a' is of \(given.figure), more than three years before \(given.graph)"))
    #expect(found[0].suggestion != nil)
  }

  @Test func aNoteOnTheNeedOrTheSupplyAcknowledgesAge() {
    for found in [
      findings(graph: "2025", figure: "2018", needNote: "nothing newer"),
      findings(graph: "2025", figure: "2018", supplyNote: "nothing newer"),
    ] {
      #expect(found.map(\.code) == ["old-figure"])
      #expect(found.map(\.severity) == [.info])
      #expect(found.first?.suggestion == nil)
    }
  }

  @Test func withoutADateTheNewestSupplyGivesIt() throws {
    #expect(findings(graph: nil, figure: "2018", otherFigure: "2025").map(\.code) == ["old-figure"])
    #expect(findings(graph: nil, figure: "2018", otherFigure: "2020").isEmpty)
    #expect(findings(graph: nil, figure: "2018").isEmpty)
    var document = ResolverRule.soundDocument()
    document.supplies[0].evidence.asOf = at("2024-Q2", .supplies, 0, 12)
    document.supplies[1].evidence.asOf = at("2023", .supplies, 1, 12)
    let outcome = GraphResolver.resolve(document)
    #expect(try #require(outcome.graph).asOf?.description == "2024-Q2")
    #expect(outcome.ledger.merged.contains { $0.what == "graph as_of taken from the newest supply" && $0.count == 1 })
  }

  @Test func aWrittenDateIsNotReplaced() throws {
    var document = ResolverRule.soundDocument()
    document.asOf = at("2023", .graph, 0, 2)
    document.supplies[0].evidence.asOf = at("2025", .supplies, 0, 12)
    #expect(try #require(GraphResolver.resolve(document).graph).asOf?.description == "2023")
  }

  @Test func oldMarketSharesWarnToo() {
    for note in [nil, "nothing newer"] {
      var document = ResolverRule.soundDocument()
      document.asOf = at("2025", .graph, 0, 2)
      var row = MarketRow(product: at("p", .markets, 0, 1), provider: at("x", .markets, 0, 2))
      row.share = at(0.5, .markets, 0, 3)
      row.evidence.source = at("test", .markets, 0, 4)
      row.evidence.asOf = at("2019", .markets, 0, 5)
      row.evidence.note = note.map { at($0, .markets, 0, 6) }
      document.markets = [row]
      let found = GraphResolver.resolve(document).findings
      #expect(found.map(\.code) == ["old-figure"])
      #expect(found.map(\.severity) == [note == nil ? .warning : .info])
      #expect(found.first?.position == place(.markets, 0, 2))
    }
  }
}
