import ChokepointTestSupport
import Foundation
import Reporting
import RiskAnalysis
import SupplyGraph
import Testing

/// The keys that are relied upon from outside.
@Suite("Keys of JSON results")
struct ReportKeyTests {
  private func json(_ report: Report, _ sample: SampleReports) -> JSONValue { report.json(sample.envelope) }

  private func expect(
    _ value: JSONValue?, has keys: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let missing = Set(keys).subtracting(value?.keys ?? [])
    #expect(missing.isEmpty, sourceLocation: sourceLocation)
  }

  @Test("Every result begins with schema, tool, graph, scenario and policy, and is JSON")
  func envelope() throws {
    let sample = try SampleReports()
    for (name, report) in try sample.all() {
      let value = json(report, sample)
      #expect(Array(value.keys.prefix(5)) == ["schema", "tool", "graph", "scenario", "unattributed_policy"])
      #expect(value["schema"] == .string("chokepoint-\(name)/1"))
      #expect(value["tool"]?.keys == ["name", "version"])
      #expect(value["tool"]?["name"] == "chokepoint")
      #expect(value["graph"]?["id"] == .string(sample.graph.id))
      #expect(value["graph"]?["sha256"]?.string?.utf8.count == 64)
      #expect(value["scenario"] == .null)
      #expect(value["unattributed_policy"] == "safe")
      #expect(Set(value.keys).count == value.keys.count, "a key comes twice")
      let text = report.text(.json, sample.envelope)
      #expect(text == value.text)
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let alone = report.json(nil)
      #expect(alone["graph"] == .null && alone["unattributed_policy"] == .null)
      #expect(alone.keys == value.keys)
    }
  }

  @Test("The envelope carries the scenario it was given")
  func scenario() throws {
    let sample = try SampleReports()
    let scenario = try quickScenario("stop", in: sample.graph, [.hit("fab", duration: 9)])
    var envelope = sample.envelope
    envelope.scenario = scenario.json(in: sample.graph)
    let value = try sample.exposure(to: ["fab"]).json(envelope)
    #expect(value["scenario"]?["id"] == "stop")
    let shock = value["scenario"]?["shocks"]?.elements.first
    expect(shock, has: ["selection", "entities", "capacity", "start", "duration", "recovery", "scrap"])
    #expect(shock?["duration"]?.double == 9)
  }

  @Test("Keys are in snake case, but for those that are data")
  func snakeCase() throws {
    let sample = try SampleReports()
    for (name, report) in try sample.all() {
      var value = json(report, sample)
      if case .object(let members) = value {
        value = .object(members.filter { !["kinds", "ledger"].contains($0.key) })
      }
      for key in value.allKeys {
        let isSnake = key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        #expect(isSnake && key.first?.isLetter == true, "\(name): \(key)")
      }
    }
  }

  @Test("exposure")
  func exposure() throws {
    let sample = try SampleReports()
    let value = json(try sample.exposure(to: ["fab", "NLD"]), sample)
    let results = value["results"]?.elements ?? []
    #expect(results.count == 2)
    for result in results + [value["together"] ?? .null] {
      expect(
        result,
        has: [
          "target", "provider", "loss", "loss_independent", "loss_upper", "unattributed", "paths", "remainder",
        ])
      for path in result["paths"]?.elements ?? [] {
        expect(path, has: ["steps", "contribution", "sources"])
        for step in path["steps"]?.elements ?? [] {
          expect(step, has: ["buyer", "product", "supplier", "share", "sources"])
        }
      }
    }
    #expect(results.first?["provider"] == "fab")
    #expect(value["together"]?["provider"] == .array(["fab", "NLD"]))
    let steps = results.first?["paths"]?.elements.first?["steps"]?.elements
    #expect(steps?.map { $0["buyer"] } == ["cloud", "designer"])
    #expect(steps?.map { $0["product"] } == ["chip", "wafer"])
    #expect(steps?.map { $0["supplier"] } == ["designer", "fab"])
    #expect(steps?.first?["sources"] == .array(["test"]))
  }

  @Test("exposure: contributions and remainder give the loss, for every result")
  func exposureAddsUp() throws {
    let sample = try SampleReports()
    let results = json(try sample.everyExposure(), sample)["results"]?.elements ?? []
    #expect(results.count > 6)
    for result in results {
      let sum = (result["paths"]?.elements ?? []).reduce(0) { $0 + ($1["contribution"]?.double ?? .nan) }
      let (loss, remainder) = (result["loss"]?.double ?? .nan, result["remainder"]?.double ?? .nan)
      #expect(abs(sum + remainder - loss) < 1e-12)
    }
  }

  @Test("concentration")
  func concentration() throws {
    let sample = try SampleReports()
    for grouping in ConcentrationGrouping.allCases {
      let results = json(sample.concentration(grouping), sample)["results"]?.elements ?? []
      #expect(!results.isEmpty)
      for result in results {
        expect(
          result,
          has: [
            "product", "scope", "entity", "by", "hhi", "hhi_low", "hhi_high", "hhi_range_low", "hhi_range_high",
            "effective_number", "cr1", "cr3", "entropy", "gini", "unattributed", "shares",
          ])
        #expect(result["by"]?.string == grouping.rawValue)
        for share in result["shares"]?.elements ?? [] { expect(share, has: ["key", "share"]) }
        if let hhi = result["hhi"]?.double { #expect(hhi > 0 && hhi <= 1) }
      }
    }
    let wafer = json(sample.concentration(), sample)["results"]?.elements.first { $0["product"] == "wafer" }
    #expect(wafer?["scope"] == "market" && wafer?["entity"] == .null)
    let unknown = json(sample.concentration(), sample)["results"]?.elements.first { $0["product"] == "unknown" }
    #expect(unknown?["hhi"] == .null && unknown?["unattributed"]?.double == 1)
  }

  @Test("chokepoints")
  func chokepoints() throws {
    let sample = try SampleReports()
    let value = json(try sample.chokepoints(), sample)
    expect(value, has: ["results", "articulation_points", "bridges"])
    let results = value["results"]?.elements ?? []
    #expect(results.count == sample.graph.entities.count)
    for result in results {
      expect(
        result,
        has: [
          "id", "kind", "impact", "impact_rigid", "esri", "worst_target", "worst_loss", "time_to_survive", "self",
          "hard_for", "critical_for", "dominates",
        ])
    }
    #expect(value["bridges"]?.elements.allSatisfy { $0.elements.count == 2 } == true)
    #expect(results.filter { $0["self"] == .bool(true) }.map { $0["id"] } == ["cloud", "lab"])
  }

  @Test("compare")
  func compare() throws {
    let sample = try SampleReports()
    let scenarios = json(try sample.comparison(), sample)["scenarios"]?.elements ?? []
    #expect(scenarios.map { $0["id"] } == ["baseline", "quake-30d", "licence-stop"])
    for scenario in scenarios {
      expect(scenario, has: ["id", "targets", "trade"])
      for target in scenario["targets"]?.elements ?? [] {
        expect(
          target,
          has: [
            "id", "worst_loss", "lost_days", "time_to_survive", "time_to_recover", "rigid_loss", "adaptive_loss",
          ])
      }
      #expect(scenario["targets"]?.elements.map { $0["id"] } == ["cloud", "lab"])
    }
    #expect(scenarios.first?["scenario"] == .null)
    let stop = scenarios.last?["scenario"]?["shocks"]?.elements.first
    #expect(stop?["supplies"]?.elements.first?["from"] == "designer")
    #expect(stop?["duration"]?.double == 45)
  }

  @Test("simulate")
  func simulate() throws {
    let sample = try SampleReports()
    let value = json(try sample.simulation(), sample)
    expect(value, has: ["targets", "explanation", "surplus", "missing_goods", "first_shock_day", "horizon_days"])
    let targets = value["targets"]?.elements ?? []
    #expect(targets.map { $0["id"] } == ["cloud", "lab"])
    for target in targets {
      expect(
        target, has: ["id", "worst_loss", "lost_days", "caught_up_days", "time_to_survive", "time_to_recover", "loss"])
      #expect(target["loss"]?.elements.count == 730)
    }
    let steps = value["explanation"]?.elements.first?["steps"]?.elements ?? []
    #expect(!steps.isEmpty)
    for step in steps { expect(step, has: ["entity", "day", "loss", "cause", "stock_ran_out", "missing"]) }
  }

  @Test("replay")
  func replay() throws {
    let sample = try SampleReports()
    let value = json(try sample.replay(), sample)
    expect(value, has: ["observed", "events", "score"])
    let event = value["events"]?.elements.first
    expect(event, has: ["id", "title", "graph", "scenario", "hits", "count", "results"])
    let results = event?["results"]?.elements ?? []
    #expect(results.count == 7 && event?["count"]?.double == 7)
    for result in results {
      expect(
        result,
        has: [
          "target", "measure", "from_day", "to_day", "predicted", "observed", "low", "high", "unit", "error", "hit",
          "control", "as_of", "source", "note",
        ])
    }
    #expect(results.map { $0["measure"] }.prefix(3) == ["worst_loss", "lost_days", "first_loss_day"])
    // Nothing behind it stands in Taiwan, so its first loss never comes.
    #expect(results[2]["predicted"] == .null && results[2]["error"] == .null && results[2]["hit"] == .bool(false))
    #expect(results[3]["from_day"]?.double == 3 && results[3]["to_day"]?.double == 60)
    #expect(results[4]["hit"] == .bool(true) && results[5]["hit"] == .bool(false))
    let hits = results.count { $0["hit"] == .bool(true) }
    #expect(value["score"]?["hits"]?.double == Double(hits) && event?["hits"]?.double == Double(hits))
    #expect(value["score"]?["controls"]?["count"]?.double == 2 && value["score"]?["figures"]?["count"]?.double == 5)
    #expect(value["score"]?["families"]?.elements.map { $0["family"] } == ["share", "lost_days", "day"])
  }

  @Test("validate")
  func validate() throws {
    let sample = try SampleReports()
    #expect(!sample.findings.isEmpty)
    let value = json(sample.validation, sample)
    expect(value, has: ["findings", "ledger"])
    #expect(value["findings"]?.elements.count == sample.findings.count)
    for finding in value["findings"]?.elements ?? [] {
      expect(finding, has: ["code", "severity", "file", "line", "column", "text", "suggestion"])
    }
    expect(value["ledger"], has: ["read", "defaulted", "merged", "rejected"])
  }

  @Test("describe and explain: what they count and quote is the graph's")
  func describeAndExplain() throws {
    let sample = try SampleReports()
    let description = json(.description(of: sample.graph), sample)
    #expect(description["counts"]?["entities"]?.double == Double(sample.graph.entities.count))
    let methods = description["methods"]
    #expect(methods?.keys == ["reported", "derived", "market_proxy", "judged"])
    let supplies = sample.graph.needs.filter { !$0.isImplicit }.reduce(0) { $0 + $1.supplies.count }
    #expect(methods?.keys.reduce(0) { $0 + (methods?[$1]?.double ?? 0) } == Double(supplies))
    // Two chips need each other's service: one cycle.
    #expect(
      description["cycles"]?.elements.map { Set($0.elements.compactMap(\.string)) } == [
        ["designer", "fab", "toolmaker"]
      ])
    let explanation = json(.explanation(of: sample.graph.named("other"), product: "wafer", in: sample.graph), sample)
    #expect(explanation["entity"]?["id"] == "other")
    let need = explanation["needs"]?.elements
    #expect(need?.map { $0["product"] } == ["wafer"])
    #expect(need?.first?["supplies"]?.elements.map { $0["share"]?.double } == [0.5, 0.5])
    #expect(need?.first?["supplies"]?.elements.map { $0["low"]?.double } == [0.4, 0.4])
  }
}
