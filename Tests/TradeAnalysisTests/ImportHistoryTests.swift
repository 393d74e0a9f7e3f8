import ChokepointTestSupport
import Diagnostics
import SupplyGraph
import Testing
import TradeAnalysis

/// Published figures over time, and the month that results are set against.
struct ImportHistoryTests {
  private func row(
    _ period: String, _ partner: String, _ value: Double, hs: String = "8471.50", basis: String? = nil,
    release: String? = nil, reporter: String = "USA"
  ) -> ImportRow {
    var row = ImportRow(
      period: Located(period), reporter: Located(reporter), partner: Located(partner), hs: Located(hs))
    row.customsValue = Located(value)
    row.basis = basis.map { Located($0) }
    row.release = release.map { Located($0) }
    return row
  }

  private func graph(_ rows: [ImportRow]) throws -> SupplyGraph {
    var document = TradeSketch(goods: [], traders: [.init("a")], purchases: []).document()
    document.imports = rows
    return try GraphResolver.graph(of: document)
  }

  @Test func sharesAndConcentrationByHand() throws {
    let graph = try graph([
      row("2025-11", "WLD", 10), row("2025-11", "TWN", 3), row("2025-11", "MEX", 5), row("2025-10", "MEX", 4),
    ])
    let series = ImportHistory.series(in: graph, reporter: "USA")
    #expect(series.count == 1)
    let history = series[0]
    #expect(history.partners == ["MEX", "TWN"])
    #expect(history.entries.map(\.period.description) == ["2025-10", "2025-11"])
    #expect(history.entries[0].total == 4 && history.entries[0].hhi == 1 && history.entries[0].values == [4, nil])
    let entry = history.entries[1]
    #expect(abs(entry.unattributed - 0.2) < 1e-12)
    #expect(abs((entry.hhi ?? 0) - (25.0 + 9) / 64) < 1e-12)
    // The shares .5 and .3 with .2 unknown: .34 if dust, .58 if the leader's.
    #expect(abs((entry.hhiLow ?? 0) - 0.34) < 1e-12 && abs((entry.hhiHigh ?? 0) - 0.58) < 1e-12)
  }

  @Test func seriesAreKeptApart() throws {
    let graph = try graph([
      row("2025-11", "TWN", 1), row("2025", "TWN", 2), row("2025-11", "TWN", 3, hs: "8473.30"),
      row("2025-11", "TWN", 4, basis: "imports for consumption"), row("2025-11", "TWN", 5, reporter: "DEU"),
    ])
    #expect(ImportHistory.series(in: graph, reporter: "USA").count == 4)
    #expect(ImportHistory.series(in: graph, reporter: "USA", headings: ["847330"]).map(\.hs) == ["8473.30"])
    #expect(ImportHistory.series(in: graph, reporter: "USA", headings: ["8471"]).count == 3)
    #expect(ImportHistory.series(in: graph, reporter: "FRA").isEmpty)
  }

  @Test func theLaterReleaseCounts() throws {
    for order in [[0, 1], [1, 0]] {
      let rows = [row("2025-11", "TWN", 1, release: "2026-01"), row("2025-11", "TWN", 2, release: "2026-02")]
      let history = ImportHistory.series(in: try graph(order.map { rows[$0] }), reporter: "USA")[0]
      #expect(history.entries[0].total == 2 && history.revised == 1)
      #expect(history.entries[0].release?.description == "2026-02")
    }
  }

  @Test(arguments: [
    ("partner", "TWM", "unknown-country"), ("reporter", "XYZ", "unknown-country"), ("period", "2025-13", "bad-date"),
    ("hs", "servers", "bad-hs-code"), ("value", "-1", "out-of-range"), ("release", "soon", "bad-date"),
    ("source", "nobody", "unknown-source"), ("twice", "", "duplicate-row"), ("missing", "", "missing-value"),
  ]) func faultsAreFound(_ field: String, _ value: String, _ code: String) throws {
    var bad = row("2025-11", "TWN", 1)
    switch field {
    case "partner": bad.partner = Located(value)
    case "reporter": bad.reporter = Located(value)
    case "period": bad.period = Located(value)
    case "hs": bad.hs = Located(value)
    case "value": bad.customsValue = Located(-1)
    case "release": bad.release = Located(value)
    case "source": bad.source = Located(value)
    case "missing": bad.customsValue = nil
    default: break
    }
    var document = TradeSketch(goods: [], traders: [.init("a")], purchases: []).document()
    document.declaresSources = true
    document.imports = field == "twice" ? [bad, bad] : [bad]
    let outcome = GraphResolver.resolve(document)
    #expect(outcome.graph == nil)
    #expect(outcome.findings.filter { $0.severity == .error }.map(\.code) == [code])
  }

  @Test func theMonthSaysHowMuchItsGoodsExplain() throws {
    var document = TradeSketch(goods: [], traders: [.init("a")], purchases: []).document()
    #expect(TradeBaseline(try GraphResolver.graph(of: document)) == nil)
    for (id, value) in [
      ("deficit-first", 56.8), ("deficit-revised", 53.0), ("imports", 348.9), ("imports-change-percent", 5.0),
      ("computers-change", 6.6), ("semiconductors-change", 2.0), ("gold-export-change", -4.2),
    ] {
      var fact = FactRow(id: Located(TradeBaseline.prefix + id))
      fact.value = Located(value)
      document.facts.append(fact)
    }
    let baseline = try #require(TradeBaseline(try GraphResolver.graph(of: document)))
    #expect(baseline.deficitFirst == 56.8 && baseline.deficitRevised == 53)
    // 348.9 − 348.9/1.05 = 16.61; 8.6 of it.
    #expect(abs((baseline.rise ?? 0) - 16.614) < 0.001)
    #expect(abs((baseline.explainedShare ?? 0) - 0.5176) < 0.0001)
  }
}
