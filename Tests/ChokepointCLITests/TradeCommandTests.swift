import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The trade command on a server of 100 with an accelerator of 70 inside.
struct TradeCommandTests {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/trade")

  private func run(_ arguments: String...) throws -> Command {
    try Command.run(["trade", "--graph", "graph.yaml"] + arguments, in: Self.folder)
  }

  private func totals(_ json: [String: Any]) throws -> [String: Any] { try #require(json["totals"] as? [String: Any]) }

  @Test func theBaselineIsWorkedByHand() throws {
    let command = try run("--json")
    #expect(command.status == 0, "\(command.errors)")
    let json = try command.json()
    let imports = try #require(json["imports"] as? [[String: Any]])
    for key in ["reporter", "partner", "product", "hs", "customs_value", "duty"] {
      #expect(imports.allSatisfy { $0[key] != nil }, "\(key)")
    }
    #expect(imports.map { $0["product"] as? String } == ["ai-server", "ai-accelerator", "ai-accelerator"])
    #expect(imports.map { $0["hs"] as? String } == ["8471.50", "8473.30", "8542.31"])
    #expect(imports.map { $0["partner"] as? String } == ["MEX", "TWN", "TWN"])
    for (line, expected) in zip(imports, [80, 11.2, 2.8]) {
      #expect(abs((line["customs_value"] as? Double ?? 0) - expected) < 1e-9)
    }
    let totals = try totals(json)
    #expect(abs((totals["customs_value"] as? Double ?? 0) - 94) < 1e-9)
    #expect(totals["change"] as? Double == 0 && totals["low"] as? Double == 0 && totals["high"] as? Double == 0)
    #expect(totals["duty"] as? Double == 0 && totals["effective_rate"] as? Double == 0)
    #expect(totals["covered_rate"] is NSNull)
    let balance = try #require(json["balance"] as? [String: Any])
    #expect(balance["baseline"] as? Double == -56.8 && balance["change"] as? Double == 0)
    #expect(abs((balance["explained_share"] as? Double ?? 0) - 8.6 / (348.9 - 348.9 / 1.05)) < 1e-12)
    #expect(json["basis"] is [String: Any] && json["units"] is [String: Any])
    let table = try run()
    for words in ["94.00 bn", "Mexico", "Cloud software 9.00 bn", "56.8 bn", "53.0 bn", "Out of scope"] {
      #expect(table.text.contains(words), "\(words)")
    }
  }

  @Test func theWaterfallSaysWhyTheDutyIsSmall() throws {
    let json = try run("--scenario", "narrow", "--json").json()
    let rule = try #require((json["rules"] as? [[String: Any]])?.first)
    // 80 and four fifths of 14 in the headings, a quarter in the window, a tenth not exempt.
    for (key, expected) in [("in_headings", 91.2), ("from_origins", 91.2), ("in_window", 22.8), ("covered", 2.28)] {
      #expect(abs((rule[key] as? Double ?? 0) - expected) < 1e-9, "\(key)")
    }
    let duty = try #require(try totals(json)["duty"] as? Double)
    #expect(abs(duty - 2.28 * 0.25 * (1.225 / 1.25) * pow(1.225, -0.1)) < 1e-9)
    #expect((try totals(json)["effective_rate"] as? Double ?? 1) < 0.006)
    let scenario = try #require(json["scenario"] as? [String: Any])
    let tariff = try #require((scenario["tariffs"] as? [[String: Any]])?.first)
    #expect(tariff["rate"] as? Double == 0.25 && tariff["origins"] as? String == "*")
    let text = try run("--scenario", "narrow").text
    #expect(text.contains("chips: 91.20 bn stand under its headings, 22.80 bn lie inside the technical window"))
  }

  @Test func setAndAtChangeWhatIsComputed() throws {
    func duty(_ more: String...) throws -> Double? {
      let command = try Command.run(
        ["trade", "--graph", "graph.yaml", "--scenario", "narrow", "--json"] + more, in: Self.folder)
      #expect(command.status == 0, "\(command.errors)")
      return try totals(try command.json())["duty"] as? Double
    }
    #expect(try duty("--set", "/tariffs/0/rate=0") == 0)
    #expect(try duty("--set", "/tariffs/0/status=struck-down") == 0)
    #expect(try duty("--at", "2025-12") == 0)
    #expect(try duty("--at", "2026-01") ?? 0 > 0.5)
    #expect(try duty("--set", "/tariffs/0/origins=[KOR, north-america]") ?? 0 > 0.4)
    #expect(try duty("--set", "/tariffs/0/origins=[\"!MEX\", \"!TWN\"]") == 0)
  }

  @Test func compareCarriesTheSameTotals() throws {
    let compared = try Command.run(["compare", "wide", "--graph", "graph.yaml", "--json"], in: Self.folder).json()
    let scenarios = try #require(compared["scenarios"] as? [[String: Any]])
    let alone = try totals(try run("--scenario", "wide", "--json").json())
    let trade = try #require(scenarios.last?["trade"] as? [String: Any])
    #expect(NSDictionary(dictionary: trade) == NSDictionary(dictionary: alone))
    let baseline = try #require(scenarios.first?["trade"] as? [String: Any])
    #expect(abs((baseline["customs_value"] as? Double ?? 0) - 94) < 1e-9)
    // All 94 is covered: p_b = (1 + 0.1/9) · 1.225/1.25, p_c = 1.25 p_b, q = p_c^−0.1 · 1.6.
    let border = (1 + 0.1 / 9) * 1.225 / 1.25
    let expected = 94 * border * pow(border * 1.25, -0.1) * 1.6
    #expect(abs((trade["customs_value"] as? Double ?? 0) - expected) < 1e-9)
    #expect(abs((trade["duty"] as? Double ?? 0) - 0.25 * expected) < 1e-9)
  }

  @Test func otherReportersHaveTheirImports() throws {
    let mexico = try run("--reporter", "MEX", "--json").json()
    #expect(abs((try totals(mexico)["customs_value"] as? Double ?? 0) - 56) < 1e-9)
    let both = try run("--reporter", "MEX", "--reporter", "USA", "--json").json()
    #expect(abs((try totals(both)["customs_value"] as? Double ?? 0) - 150) < 1e-9)
    #expect((both["balance"] as? [String: Any])?["baseline"] is NSNull)
  }

  @Test func historyShowsOriginsAndConcentration() throws {
    let scratch = try Scratch()
    let command = try run("--history", "--hs", "8471", "--svg", scratch.path("h.svg"), "--json")
    #expect(command.status == 0, "\(command.errors)")
    let history = try #require((try command.json()["history"] as? [[String: Any]])?.first)
    let periods = try #require(history["periods"] as? [[String: Any]])
    #expect(periods.map { $0["period"] as? String } == ["2025-10", "2025-11"])
    // The October figure for Mexico was revised from 6 to 5.
    #expect(abs((periods[0]["hhi"] as? Double ?? 0) - (25.0 + 9) / 64) < 1e-12)
    #expect(periods[1]["hhi"] as? Double == 0.5 && history["revised"] as? Int == 1)
    let svg = try String(contentsOfFile: scratch.path("h.svg"), encoding: .utf8)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""))
    for words in ["<title", "<desc", "prefers-color-scheme:dark", ">Mexico</text>", ">2025-10</text>", "<polygon"] {
      #expect(svg.contains(words), "\(words)")
    }
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    let csv = try run("--history", "--format", "csv").text
    #expect(csv.hasPrefix("period,customs_value,MEX,TWN,rest,hhi,hhi_low,hhi_high\n2025-10,10,0.5,0.3,"))
  }

  @Test(arguments: [
    ["--json"], ["--format", "csv"], ["--format", "markdown"], ["--scenario", "wide"],
    ["--scenario", "narrow", "--json"],
    ["--history"], ["--history", "--json"],
  ]) func twoRunsGiveTheSameBytes(_ arguments: [String]) throws {
    let first = try Command.run(["trade", "--graph", "graph.yaml"] + arguments, in: Self.folder)
    #expect(first.status == 0 && !first.output.isEmpty, "\(first.errors)")
    #expect(first.output == (try Command.run(["trade", "--graph", "graph.yaml"] + arguments, in: Self.folder)).output)
  }

  @Test(arguments: [
    (["--reporter", "XXQ"], "XXQ"), (["--hs", "8471"], "--history"),
    (["--history", "--scenario", "wide"], "--history"),
    (["--history", "--hs", "9999"], "8471.50"), (["--scenario", "wyde"], "wide"),
    (["--horizon-years", "-1"], "--horizon-years"),
    (["--at", "2026"], "--scenario"), (["--scenario", "wide", "--at", "soon"], "--at"),
    (["--history", "--hs", "x"], "--hs"),
  ]) func wrongUseHasItsCodeAndAdvice(_ arguments: [String], _ advice: String) throws {
    let command = try Command.run(["trade", "--graph", "graph.yaml"] + arguments, in: Self.folder)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains(advice) && command.output.isEmpty, "\(command.errors)")
  }

  @Test(arguments: [
    ("tariffs: [ { id: a, hs: \"8471\", rate: 25 } ]", "0.25"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: -0.1 } ]", "rate"),
    ("tariffs: [ { hs: \"8471\", rate: 0.1 } ]", "id"), ("tariffs: [ { id: a, rate: 0.1 } ]", "hs"),
    ("tariffs: [ { id: a, hs: \"8471\" } ]", "rate"), ("tariffs: [ { id: a, hs: chips, rate: 0.1 } ]", "8471.50"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, status: enacte } ]", "enacted"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, start: 2026-02, end: 2026-01 } ]", "before it starts"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, start: soon } ]", "not a date"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, origins: [TWM] } ]", "TWN"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, origins: north-amerika } ]", "north-america"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, reporter: US } ]", "USA"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, window: { tpp: [5, 4] } } ]", "[4.0, 5.0]"),
    ("tariffs: [ { id: a, hs: \"8471\", rate: 0.1, window: { tpp: 5 } } ]", "window.tpp"),
    ("tariffs: [ { id: a, hs: \"8471\", rates: 0.1 } ]", "did you mean 'rate'"),
    ("tariffs: [ { id: a, hs: \"84\", rate: 0.1 }, { id: a, hs: \"85\", rate: 0.1 } ]", "listed twice"),
    ("fx: { usd: -1 }", "−1"), ("fx: { usd: -10 }", "-0.1"), ("fx: { eur: 0.1 }", "eur"), ("fx: {}", "usd"),
    ("pass_through: { tariff: { value: 0.9, low: 0.95 } }", "outside its range"),
    ("pass_through: { tariff: 3 }", "0…2"),
    ("demand: [ { select: kind=hyperscaler, factor: -1 } ]", "factor"), ("demand: [ { factor: 2 } ]", "select"),
    ("demand: [ { select: kind=hyperscalr, factor: 2 } ]", "hyperscaler"), ("tarifs: []", "tariffs"),
  ]) func wrongMeasuresHaveAPlaceAndAdvice(_ line: String, _ advice: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write("s.yaml", "schema: chokepoint-scenario/1\nid: s\ntitle: S\n\(line)\n")
    let command = try Command.run(["trade", "--graph", "graph.yaml", "--scenario", file], in: Self.folder)
    #expect(command.status == 65, "\(command.errors)")
    #expect(command.errors.contains("s.yaml:4:") && command.errors.contains(advice), "\(command.errors)")
  }

  @Test func convertingKeepsImports() throws {
    let scratch = try Scratch()
    var source = Self.folder.appendingPathComponent("graph.yaml").path
    for (target, more) in [("tables", ["--to", "csv"]), ("b.json", []), ("c.yaml", []), ("tables2", ["--to", "csv"])] {
      let command = try Command.run(["convert", "--graph", source, "-o", scratch.path(target), "--quiet"] + more)
      #expect(command.status == 0, "\(command.errors)")
      source = scratch.path(target)
    }
    let first = try String(contentsOfFile: scratch.path("tables/imports.csv"), encoding: .utf8)
    #expect(first == (try String(contentsOfFile: scratch.path("tables2/imports.csv"), encoding: .utf8)))
    #expect(first.split(separator: "\n").count == 8)
    #expect(first.contains("2025-11,USA,TWN,8471.50,6,,,2026-01,customs,"))
    let before = try run("--json").json()["imports"] as? [[String: Any]]
    let after = try Command.run(["trade", "--graph", source, "--json"]).json()["imports"] as? [[String: Any]]
    #expect(before?.map { $0["customs_value"] as? Double } == after?.map { $0["customs_value"] as? Double })
  }

  @Test func helpShowsExamplesFirst() throws {
    let help = try Command.run(["trade", "--help"])
    #expect(help.status == 0)
    let examples = try #require(help.text.range(of: "Examples:"))
    #expect(examples.lowerBound < (try #require(help.text.range(of: "OPTIONS:"))).lowerBound)
  }
}
