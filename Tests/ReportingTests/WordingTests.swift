import ChokepointTestSupport
import Comparison
import Diagnostics
import Propagation
import Replay
import Reporting
import RiskAnalysis
import ScenarioModel
import SupplyGraph
import Testing

/// What people read, with figures from graphs worked by hand.
@Suite("Sentences and tables of reports")
struct WordingTests {
  private func sentences(_ report: Report) -> [String] {
    report.sections.compactMap { section in
      if case .sentence(let text) = section { text } else { nil }
    }
  }

  private func tables(_ report: Report) -> [Table] {
    report.sections.compactMap { section in
      if case .table(let table) = section { table } else { nil }
    }
  }

  private func rows(_ table: Table?) -> [[String]] { (table?.rows ?? []).map { $0.map(\.display) } }

  /// The exposure report of the device maker.
  private func exposure(_ graph: SupplyGraph, _ target: String, to providers: [String], paths: Int = 0) throws -> Report
  {
    let analysis = try ExposureAnalysis(graph)
    let (place, all) = (graph.named(target), providers.map { graph.named($0) })
    let together = all.count > 1 ? analysis.exposure(of: place, to: all) : nil
    return .exposure(
      analysis.exposures(of: place, to: all, paths: paths, includeUnaffected: true), together: together,
      question: .target(place), in: graph, top: nil)
  }

  @Test("One provider: a sentence with the loss, and only what is worth saying beside it")
  func oneProvider() throws {
    let graph = try ExampleGraphs.diamond()
    let report = try exposure(graph, "screen-maker", to: ["panel-north"])
    #expect(report.title == "screen-maker: on whom it depends")
    #expect(sentences(report).dropFirst() == ["60.0 % of screen-maker’s output stops if panel-north stops."])
    #expect(rows(tables(report).first) == [["panel-north", "component", "60.0 %", "60.0 %", "60.0 %", "0.0 %", ""]])
    let all = try exposure(graph, "screen-maker", to: ["POL"])
    #expect(sentences(all)[1] == "100.0 % of screen-maker’s output stops if Poland stops.")
    let none = try exposure(graph, "driver-works", to: ["glass-works"])
    #expect(
      sentences(none).dropFirst() == ["driver-works loses nothing if glass-works stops, as far as this graph knows."])
  }

  @Test("The overlap of needs and unattributed supply are said where they matter, and not as a margin of error")
  func overlapAndUnattributed() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("a", from: ["x": 0.3, "y": 0.5]), need("b", from: ["x": 0.2, "y": 0.8])]))
    let report = try exposure(graph, "t", to: ["x"])
    #expect(
      sentences(report).dropFirst() == [
        "30.0 % of t’s output stops if x stops.",
        "This takes the losses of several needs to hit the same units. Were they to hit units at random it would be 44.0 %, and 50.0 % if never the same ones: other assumptions, no margin of error.",
        "20.0 % of the needs on these paths is attributed to nobody; the last line says how that is counted.",
      ])
    let envelope = Envelope(
      graphID: "g", graphDigest: "0", graphTitle: "", asOf: nil, unattributedPolicy: "proportional")
    #expect(
      report.text(.table, envelope).hasSuffix(
        "\nGraph g, supply attributed to nobody counts as lost like the rest, sha256 0.\n"))
  }

  @Test("A target's own place is said to be trivial, and is still an answer")
  func trivial() throws {
    let graph = try ExampleGraphs.diamond()
    let report = try exposure(graph, "panel-north", to: ["DEU"])
    #expect(sentences(report).contains("True but trivial: it is the target itself, or its own place, owner or hazard."))
    #expect(report.text(.csv, nil).hasPrefix("provider,kind,loss,"))
    #expect(report.text(.csv, nil).contains("\nDEU,country,1,"))
    let all = Report.exposure(
      try ExposureAnalysis(graph).exposures(of: graph.named("panel-north")), together: nil,
      question: .target(graph.named("panel-north")), in: graph, top: nil)
    #expect(tables(all).map(\.title) == [nil, "True but trivial: its own place, owner or hazard"])
    #expect(rows(tables(all).first).map(\.first) == ["glass-works", "Poland"])
    #expect(rows(tables(all).last).map(\.first) == ["Germany"])
  }

  @Test("Several providers: each by itself, and all of them together")
  func together() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let report = try exposure(graph, "device-maker", to: ["sensor-east", "sensor-mid"])
    #expect(sentences(report)[1] == "66.7 % of device-maker’s output stops if all 2 of them stop together.")
    #expect(rows(tables(report).first).map { $0[2] } == ["33.3 %", "33.3 %"])
  }

  @Test("Who is hit: those that stand there are listed apart, and not as trivial")
  func hitDirectly() throws {
    let report = try SampleReports().affected(by: ["NLD"])
    let titles = tables(report).compactMap(\.title)
    #expect(titles.first == "Directly: those that stand there, belong to it or are exposed to it")
    let direct = tables(report).first { $0.title == titles.first }
    #expect(rows(direct).map(\.first) == ["toolmaker"])
    #expect(rows(tables(report).first).map(\.first) == ["cloud", "lab", "designer", "fab", "other"])
  }

  @Test("Overlap unknown is marked in the row and explained once")
  func overlapUnknown() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t", needs: ["a", "b", "c"].map { need($0, from: ["x": 0.3, "y": 0.7]) }),
      entity("u", needs: [need("a", from: ["x": 0.3, "y": 0.7])]))
    let hit = Report.exposure(
      try ExposureAnalysis(graph).affected(by: [graph.named("x")]), together: nil,
      question: .providers([graph.named("x")]), in: graph, top: nil)
    #expect(hit.title == "Who is hit if x fails")
    #expect(rows(tables(hit).first).map { [$0[0], $0[6]] } == [["t", "unknown"], ["u", ""]])
    #expect(tables(hit).first?.rows.map { $0[6].raw } == ["unknown", "narrow"])
    #expect(sentences(hit).count { $0.hasPrefix("Overlap unknown: ") } == 1)
    let calm = try exposure(graph, "u", to: ["x"])
    #expect(!sentences(calm).contains { $0.hasPrefix("Overlap unknown: ") })
  }

  @Test("Paths: who needs what, from whom; the remainder and the loss close the table")
  func paths() throws {
    let graph = try ExampleGraphs.cycle()
    let report = try exposure(graph, "town", to: ["hydro-import"], paths: 3)
    let table = tables(report).first { $0.title?.hasPrefix("Why ") ?? false }
    #expect(table?.title == "Why town depends on hydro-import")
    #expect(
      rows(table).map { Array($0.prefix(2)) } == [
        [
          "20.0 %",
          "town ← power ← power-plant ← turbine-part 40.0 % ← turbine-works ← power 50.0 % ← hydro-import",
        ],
        ["5.0 %", "remainder: further paths and walks round cycles"], ["25.0 %", "loss"],
      ])
    #expect(tables(report).last?.title == "Sources")
    let part = try exposure(try ExampleGraphs.diamond(), "screen-maker", to: ["driver-works"], paths: 1)
    #expect(rows(tables(part).first)[0][1].contains("driver, criticality 50.0 % ← driver-works"))
  }

  @Test("Only so many rows as asked for, with the number left out")
  func top() throws {
    let sample = try SampleReports()
    let report = try sample.everyExposure(top: 2)
    let shown = rows(tables(report).first).count
    #expect(shown == 2)
    let others = rows(tables(try sample.everyExposure()).first).count
    #expect(sentences(report).contains("Not shown: \(others - 2) smaller exposures; --top 0 shows all."))
    #expect(!sentences(try sample.everyExposure()).contains { $0.hasSuffix("--top 0 shows all.") })
  }

  @Test("Nobody is hit: said, with an empty result")
  func nobody() throws {
    let graph = try ExampleGraphs.diamond()
    let report = Report.exposure(
      try ExposureAnalysis(graph).affected(by: [graph.named("screen-maker")]), together: nil,
      question: .providers([graph.named("screen-maker")]), in: graph, top: nil)
    #expect(sentences(report).last == "Nobody is affected, as far as this graph knows.")
    #expect(report.json(nil)["results"] == .array([]))
  }

  @Test("Ranks: equals share one, targets are marked and counted without themselves")
  func ranks() throws {
    let graph = try GraphBuilder.graph(
      entity("lab", needs: [need("compute", from: ["cloud": 1])]),
      entity("cloud", needs: [need("chip", from: ["x": 1])]),
      entity("x", country: "TWN"), entity("idle"))
    let targets = ["lab", "cloud"].map { graph.named($0) }
    let report = Report.chokepoints(
      try OutageRanking(graph, targets: targets), cuts: StructuralCuts(graph), in: graph,
      targetSelector: "lab | cloud", top: nil)
    #expect(
      rows(tables(report).first) == [
        ["1–3", "cloud (target)", "company", "100.0 %", "3", "100.0 %", "lab", "100.0 %", "1/1", "1/1", "0/1"],
        ["", "x", "company", "100.0 %", "3", "100.0 %", "lab", "100.0 %", "2/2", "2/2", "0/2"],
        ["", "Taiwan", "country", "100.0 %", "3", "100.0 %", "lab", "100.0 %", "2/2", "2/2", "0/2"],
      ])
    #expect(tables(report).first?.rows.map { $0[0].raw } == ["1", "1", "1"])
    #expect(sentences(report).contains("Without effect alone, as far as this graph knows: 1 entity."))
    #expect(sentences(report).contains("Left out of their own average: cloud and lab."))
  }

  @Test("Fewer ranks than there are: whole groups, with the number left out")
  func topRanks() throws {
    let sample = try SampleReports()
    let all = tables(try sample.chokepoints()).first?.rows.map { $0[0].raw } ?? []
    let report = try sample.chokepoints(top: 2)
    let shown = tables(report).first?.rows.map { $0[0].raw } ?? []
    #expect(Set(shown).count == 2 && shown == Array(all.prefix(shown.count)))
    #expect(all.count > shown.count && all[shown.count] != shown.last)
    // A rank is one more than the number of those before it.
    for rank in Set(all) { #expect(all.firstIndex(of: rank).map { String($0 + 1) } == rank) }
    #expect(Set(all).count < all.count, "the sample has equals")
    #expect(sentences(report).contains { $0.hasPrefix("Not shown: ") && $0.contains("lower rank") })
  }

  @Test("Concentration: points, the span of the unknown part, and codes as names")
  func concentration() throws {
    let graph = try ExampleGraphs.twoOfThree()
    let analysis = ConcentrationAnalysis(graph)
    let resin = try #require(analysis.concentration(ofNeed: graph.need("resin", of: "device-maker"), by: .country))
    let report = Report.concentration([resin], in: graph, showsShares: true)
    #expect(report.title == "Concentration by country")
    #expect(
      rows(tables(report).first) == [
        [
          "resin", "need", "device-maker", "United States", "71.4 %", "100.0 %", "5918", "2900", "6800", "–", "1.69",
          "30.0 %",
        ]
      ])
    #expect(
      rows(tables(report).last) == [
        ["resin", "United States", "50.0 %"], ["resin", "Belgium", "20.0 %"], ["resin", "unattributed", "30.0 %"],
      ])
    let offices = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 1])]), entity("x", country: "TWN", hq: "NLD"))
    let hq = try #require(ConcentrationAnalysis(offices).concentration(of: "p", by: .hq))
    #expect(rows(tables(.concentration([hq], in: offices, showsShares: false)).first)[0][3] == "Netherlands")
  }

  @Test("Bands are quoted beside an index, never beside hazards")
  func bands() throws {
    let sample = try SampleReports()
    #expect(sentences(sample.concentration()).contains { $0.contains("US Merger Guidelines 2023") })
    #expect(!sentences(sample.concentration(.hazard)).contains { $0.contains("US Merger Guidelines 2023") })
    #expect(tables(sample.concentration(.hazard)).allSatisfy { $0.columns.map(\.key) == ["product", "key", "share"] })
  }

  @Test("Scenarios: all targets together, target by target, and what they are")
  func comparison() throws {
    let graph = try ExampleGraphs.diamond()
    let scenarios = [
      try quickScenario("glass", title: "No glass", in: graph, [.hit("glass-works", duration: 30)]),
      try quickScenario("drivers", title: "No drivers", in: graph, [.block(from: "driver-works", to: "*")]),
    ]
    let targets = ["screen-maker", "panel-south"].map { graph.named($0) }
    let report = Report.comparison(
      try TimedComparison(ScenarioComparison(graph, scenarios: scenarios, targets: targets)))
    // Three days under way at each step, no stock: hit from day 3 and 6 on, for thirty days or to day 730.
    #expect(
      rows(tables(report)[0]) == [
        ["baseline", "none", "0.0 %", "0.0", "–", "0.0 %"], ["glass", "3", "100.0 %", "30.0", "36", "100.0 %"],
        ["drivers", "3", "50.0 %", "254.2", "not back", "35.0 %"],
      ])
    #expect(
      rows(tables(report)[1]) == [
        ["screen-maker", "glass", "100.0 %", "6", "30.0", "6 d", "36 d", "100.0 %"],
        ["screen-maker", "drivers", "20.0 %", "6", "144.8", "6 d", "not back", "20.0 %"],
        ["panel-south", "glass", "100.0 %", "3", "30.0", "3 d", "33 d", "100.0 %"],
        ["panel-south", "drivers", "50.0 %", "3", "363.5", "3 d", "not back", "50.0 %"],
      ])
    #expect(
      rows(tables(report)[2]) == [
        ["glass", "No glass", "1 entity", "30", "panel-north 100.0 %"],
        ["drivers", "No drivers", "1 supply stopped", "to the end", ""],
      ])
    #expect(sentences(report).contains { $0.hasPrefix("No scenario is worse than another") })
  }

  @Test("Replay: each figure with its range and result, and the score in sentences")
  func replay() throws {
    let graph = try ExampleGraphs.diamond()
    let scenario = try quickScenario("glass", title: "No glass", in: graph, [.hit("glass-works", duration: 30)])
    let (screens, drivers) = (graph.named("screen-maker"), graph.named("driver-works"))
    // No stocks and three days on the way at each of two steps: all is lost on days 6 to 35.
    let observed = [
      ObservedFigure(target: screens, measure: .firstLossDay, value: 10, range: 5...15),
      ObservedFigure(target: screens, measure: .lostDays, value: 20),
      ObservedFigure(target: screens, measure: .meanLoss, window: 0..<60, value: 0.6, range: 0.55...0.65),
      ObservedFigure(target: drivers, measure: .firstLossDay, value: 3),
      ObservedFigure(target: drivers, measure: .worstLoss, value: 0, isControl: true),
      ObservedFigure(target: screens, measure: .worstLoss, value: 0, isControl: true),
    ]
    let event = try EventReplay(id: "glass", graph: graph, scenario: scenario, observed: observed)
    let report = Report.replay([ReplayedEvent(event, digest: "0a")], observedDigest: "0b")
    #expect(
      rows(tables(report)[0]) == [
        ["glass", "screen-maker", "day of the first loss", "6", "10", "5–15", "hit"],
        ["glass", "screen-maker", "days of output lost", "30.0", "20.0", "–", "miss"],
        ["glass", "screen-maker", "mean loss, days 0–59", "50.0 %", "60.0 %", "55.0–65.0 %", "miss"],
        ["glass", "driver-works", "day of the first loss", "never", "3", "–", "miss"],
        ["glass", "driver-works", "worst loss", "0.0 %", "no loss", "< 1 %", "control held"],
        ["glass", "screen-maker", "worst loss", "100.0 %", "no loss", "< 1 %", "control broken"],
      ])
    #expect(
      Array(sentences(report)[1...4]) == [
        "1 of 4 figures hit. 1 of 2 negative controls held.",
        "Losses: 0 of 1 hit; off by 10.0 points of normal output in the mean, 10.0 too low on balance.",
        "Days of output lost: 0 of 1 hit; off by 10.0 days in the mean, 10.0 too high on balance.",
        "Points in time: 1 of 2 hit; off by 4 days in the mean, 4 too early on balance; 1 figure predicted never.",
      ])
  }

  @Test("Validation counts by severity and quotes every finding")
  func validation() throws {
    let sample = try SampleReports()
    let report = sample.validation
    let warnings = sample.findings.count { $0.severity == .warning }
    #expect(sentences(report)[0].contains("\(warnings) warning"))
    #expect(sentences(report).count == sample.findings.count + 1)
    let clean = Report.validation(title: "x", findings: [], ledger: sample.ledger)
    #expect(sentences(clean) == ["Nothing to find fault with."])
  }

  @Test("A finding is one line: place, severity, code, text and advice, with control characters spelt out")
  func findingLine() {
    let place = SourcePosition(file: "a.csv", line: 3, column: 7)
    let finding = Finding(
      code: "bad-id", position: place, text: "id '\u{1B}[2J\u{202E}x\n' is bad", suggestion: "write 'x'")
    #expect(finding.line == "a.csv:3:7: error[bad-id]: id '\\u{1b}[2J\\u{202e}x\\u{a}' is bad (write 'x')")
    #expect(Finding(code: "c", severity: .info, position: nil, text: "t").line == "info[c]: t")
  }

  @Test("An explanation has supplies with ranges, what is not attributed, claims, facts and customers")
  func explanation() throws {
    let sample = try SampleReports()
    let fab = tables(.explanation(of: sample.graph.named("fab"), product: nil, in: sample.graph))
    #expect(
      fab.map(\.title) == [
        "What it needs, and how long stocks cover it", "spares: who supplies it", "location: who supplies it",
        "ownership: who supplies it", "hazard: who supplies it", "Who needs it", "Claims that disagree",
        "Other figures", "Sources",
      ])
    #expect(rows(fab[5]).map { $0[0] } == ["designer", "other"])
    let cloud = tables(.explanation(of: sample.graph.named("cloud"), product: "chip", in: sample.graph))
    #expect(
      rows(cloud[0]).map { Array($0.prefix(2)) } == [
        ["designer", "70.0 %"], ["other", "20.0 %"], ["attributed to nobody", "10.0 %"],
      ])
    let other = tables(.explanation(of: sample.graph.named("other"), product: "wafer", in: sample.graph))
    #expect(rows(other[0]).map { $0[2] } == ["40.0 % – 60.0 %", "40.0 % – 60.0 %"])
    let designer = tables(.explanation(of: sample.graph.named("designer"), product: "wafer", in: sample.graph))
    #expect(rows(designer[0]).map { $0[0] } == ["fab", "rest (qualified alternate)"])
  }
}
