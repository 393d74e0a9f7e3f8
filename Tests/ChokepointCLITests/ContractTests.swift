import BundledGraphs
import Foundation
import Testing

/// What others rely on: keys, exit codes, agreement between answers, the same bytes twice.
struct ContractTests {
  private static let commands: [[String]] = [
    ["validate"], ["describe"], ["explain", "nvidia"], ["explain", "nvidia", "hbm"],
    ["exposure", "microsoft", "--to", "TWN", "--paths", "5"], ["exposure", "--from", "TWN"],
    ["exposure", "microsoft", "--to", "kind=country"], ["concentration"],
    ["concentration", "hbm", "--by", "country"], ["concentration", "--entity", "kind=hyperscaler"], ["chokepoints"],
    ["compare", "taiwan-blockade-90d", "taiwan-earthquake-2024", "hbm-leader-outage"],
    ["simulate", "hbm-leader-outage", "--day", "170"], ["trade"],
  ]

  @Test(arguments: commands) func twoRunsGiveTheSameBytes(_ arguments: [String]) throws {
    for format in ["table", "json", "csv", "markdown"] {
      let first = try Command.run(arguments + ["--format", format])
      let second = try Command.run(arguments + ["--format", format])
      #expect(first.status == 0, "\(first.errors)")
      #expect(!first.output.isEmpty)
      #expect(first.output == second.output)
    }
  }

  @Test(arguments: [
    ["draw"], ["draw", "--color-by", "kind"], ["draw", "--color-by", "country"], ["draw", "--format", "dot"],
    ["draw", "--focus", "nvidia", "--depth", "1", "--color-by", "exposure"],
    ["draw", "--scenario", "hbm-leader-outage"], ["draw", "--top", "20", "--min-share", "0.3"], ["draw", "--top", "0"],
  ]) func twoPicturesAreTheSameBytes(_ arguments: [String]) throws {
    let first = try Command.run(arguments)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output == (try Command.run(arguments)).output)
  }

  @Test(arguments: commands) func jsonBeginsWithTheEnvelope(_ arguments: [String]) throws {
    let command = try Command.run(arguments + ["--json"])
    let keys = command.text.matches(of: /\n {2}"([a-z_0-9]+)":/).map { String($0.output.1) }
    #expect(Array(keys.prefix(5)) == ["schema", "tool", "graph", "scenario", "unattributed_policy"])
    let json = try command.json()
    #expect(((json["graph"] as? [String: Any])?["sha256"] as? String)?.count == 64)
  }

  @Test func exposureAddsUpAndCarriesSources() throws {
    let json = try Command.run(["exposure", "microsoft", "--to", "TWN", "--paths", "5", "--json"]).json()
    let result = try #require((json["results"] as? [[String: Any]])?.first)
    let loss = try #require(result["loss"] as? Double)
    let paths = try #require(result["paths"] as? [[String: Any]])
    #expect(paths.count == 5)
    let listed = paths.reduce(0) { $0 + ($1["contribution"] as? Double ?? 0) }
    #expect(abs(listed + (result["remainder"] as? Double ?? 0) - loss) < 1e-9)
    #expect(loss > 0.8)
    for path in paths {
      let steps = try #require(path["steps"] as? [[String: Any]])
      #expect(steps.first?["buyer"] as? String == "microsoft")
      #expect(steps.last?["supplier"] as? String == "TWN")
      for step in steps {
        #expect(!((step["sources"] as? [String]) ?? []).isEmpty, "\(step)")
        #expect(step["product"] is String && step["share"] is Double)
      }
      for (a, b) in zip(steps, steps.dropFirst()) { #expect(a["supplier"] as? String == b["buyer"] as? String) }
    }
    for key in ["target", "provider", "loss_independent", "loss_upper", "unattributed"] { #expect(result[key] != nil) }
  }

  @Test func bothDirectionsOfExposureAgree() throws {
    let hit = try #require(
      try Command.run(["exposure", "--from", "TWN", "--json"]).json()["results"] as? [[String: Any]])
    #expect(hit.count > 20)
    for id in ["microsoft", "nvidia", "google", "amd"] {
      let one = try #require(
        (try Command.run(["exposure", id, "--to", "TWN", "--json"]).json()["results"] as? [[String: Any]])?.first)
      let other = try #require(hit.first { $0["target"] as? String == id })
      for key in ["loss", "loss_independent", "loss_upper"] {
        #expect(one[key] as? Double == other[key] as? Double)
      }
    }
  }

  @Test func chokepointsHaveTheirKeysAndRankAll() throws {
    let json = try Command.run(["chokepoints", "--target", "kind=hyperscaler", "--json"]).json()
    let results = try #require(json["results"] as? [[String: Any]])
    let counts = try #require(try Command.run(["describe", "--json"]).json()["counts"] as? [String: Any])
    #expect(results.count == counts["entities"] as? Int)
    for key in [
      "id", "kind", "impact", "impact_rigid", "esri", "worst_target", "worst_loss", "time_to_survive", "self",
      "hard_for", "critical_for", "dominates",
    ] { #expect(results.allSatisfy { $0[key] != nil }, "\(key)") }
    let impacts = results.compactMap { $0["impact"] as? Double }
    #expect(impacts == impacts.sorted(by: >))
    #expect(json["articulation_points"] is [String] && json["bridges"] is [[String]])
  }

  @Test func concentrationHasItsKeys() throws {
    let json = try Command.run(["concentration", "hbm", "--json"]).json()
    let result = try #require((json["results"] as? [[String: Any]])?.first)
    for key in [
      "product", "scope", "entity", "by", "hhi", "hhi_low", "hhi_high", "hhi_range_low", "hhi_range_high",
      "effective_number", "cr1", "cr3", "entropy", "gini", "unattributed", "shares",
    ] { #expect(result[key] != nil, "\(key)") }
  }

  @Test func compareDrawsAllOnOneLayout() throws {
    let scratch = try Scratch()
    let names = ["taiwan-blockade-90d", "hbm-leader-outage", "euv-service-stop"]
    let command = try Command.run(["compare"] + names + ["--svg", scratch.path("pictures")])
    #expect(command.status == 0, "\(command.errors)")
    var rectangles: [[String]] = []
    for name in ["baseline"] + names {
      let svg = try String(contentsOfFile: scratch.path("pictures/\(name).svg"), encoding: .utf8)
      let cards = svg.matches(
        of: /<g id="(n_[^"]+)" class="card[^>]*>\s*(?:<title>[^<]*<\/title>\s*)?<rect x="([^"]+)" y="([^"]+)"/)
      rectangles.append(cards.map { "\($0.output.1) \($0.output.2) \($0.output.3)" })
    }
    #expect(rectangles[0].count > 40)
    #expect(Set(rectangles).count == 1)
  }

  @Test(arguments: [
    (["exposure", "microsofft"], Int32(64), "microsoft"), (["exposure", "Taiwann"], 64, "TWN"),
    (["exposure"], 64, "--from"), (["explain", "nvidia", "hbmm"], 64, "hbm"),
    (["compare", "taiwan-blokade-90d"], 64, "taiwan-blockade-90d"),
    (["simulate", "taiwan-blokade-90d"], 64, "taiwan-blockade-90d"), (["simulate"], 64, "scenario"),
    (["compare", "hbm-leader-outage", "--adaptive", "best"], 64, "constrained"),
    (["chokepoints", "--target", "kind=hyperscalr"], 64, "hyperscaler"),
    (["exposure", "microsoft", "--to", "contry=TWN"], 64, "country"),
    (["describe", "--graph", "/no/such/folder"], 66, "/no/such/folder"),
    (["draw", "-o", "/no/such/folder/x.svg"], 73, "/no/such/folder"), (["draw", "--color-by", "risc"], 64, "risc"),
    (["draw", "--min-share", "7"], 64, "--min-share"), (["describe", "--needs", "flow"], 64, "--needs"),
    (["exposure", "microsoft", "--needs", "flows"], 64, "flows"),
  ]) func wrongUseHasItsCodeAndAdvice(_ arguments: [String], _ status: Int32, _ advice: String) throws {
    let command = try Command.run(arguments)
    #expect(command.status == status, "\(command.errors)")
    #expect(command.errors.contains(advice), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test(arguments: [
    ("shocks: [ { select: { country: TWM } } ]", "TWN"),
    ("shocks: [ { select: kind=foundry, duration: -3 } ]", "negative"),
    ("shocks: [ { select: kind=foundry, recovery: { shape: linear, days: -1 } } ]", "negative"),
    ("shocks: [ { select: nvidai } ]", "nvidia"), ("shock: []", "shocks"), ("shocks: [ { capacity: 0.5 } ]", "select"),
    ("shocks: [ { block: { from: nvidia, to: asml } } ]", "stops no supply"), ("fx: { usd: -1 }", "usd"),
  ]) func wrongScenariosHaveAPlaceAndAdvice(_ line: String, _ advice: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write("s.yaml", "schema: chokepoint-scenario/1\nid: s\ntitle: S\n\(line)\n")
    let command = try Command.run(["compare", file])
    #expect(command.status == 65, "\(command.errors)")
    #expect(command.errors.contains("s.yaml:4:"), "\(command.errors)")
    #expect(command.errors.contains(advice), "\(command.errors)")
  }

  @Test func setChangesAScenario() throws {
    func loss(_ more: [String]) throws -> Double {
      let json = try Command.run(["compare", "hbm-leader-outage", "--json"] + more).json()
      let scenario = try #require((json["scenarios"] as? [[String: Any]])?.last)
      let target = try #require((scenario["targets"] as? [[String: Any]])?.first)
      return try #require(target["rigid_loss"] as? Double)
    }
    let full = try loss([])
    let half = try loss(["--set", "/shocks/0/capacity=0.5"])
    #expect(full > 0.1)
    #expect(abs(half - full / 2) < 1e-9)
  }

  @Test func worksFromAnotherFolderAndAfterCopying() throws {
    let scratch = try Scratch()
    let here = try Command.run(["exposure", "microsoft", "--to", "TWN"], in: scratch.folder)
    #expect(here.status == 0, "\(here.errors)")
    let copy = scratch.folder.appendingPathComponent("chokepoint")
    try FileManager.default.copyItem(at: Command.program, to: copy)
    let alone = try Command.run(["describe"], in: URL(fileURLWithPath: "/"), program: copy)
    #expect(alone.status == 66)
    #expect(alone.errors.contains("--graph"))
    let resources = try #require(BundledGraphs.path(of: "ai-accelerators")).split(separator: "/").dropLast()
    let folder = "/" + resources.joined(separator: "/")
    try FileManager.default.copyItem(
      atPath: folder, toPath: scratch.path(String(resources.last ?? "")))
    let moved = try Command.run(["exposure", "microsoft", "--to", "TWN"], in: URL(fileURLWithPath: "/"), program: copy)
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(moved.output == here.output)
  }

  @Test func readsStandardInput() throws {
    let path = try #require(BundledGraphs.path(of: "examples/diamond.yaml"))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let piped = try Command.run(["chokepoints", "--graph", "-", "--json"], input: text)
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(piped.output == (try Command.run(["chokepoints", "--graph", "diamond", "--json"])).output)
  }

  @Test(arguments: ["diamond", "cycle", "two-of-three", "outages", "ai-accelerators"])
  func convertingThereAndBackChangesNothing(_ name: String) throws {
    let scratch = try Scratch()
    let steps = [("a.yaml", []), ("tables", ["--to", "csv"]), ("b.json", []), ("c.yaml", [])]
    var source = name
    for (target, more) in steps {
      let command = try Command.run(["convert", "--graph", source, "-o", scratch.path(target), "--quiet"] + more)
      #expect(command.status == 0, "\(command.errors)")
      source = scratch.path(target)
    }
    let first = try String(contentsOfFile: scratch.path("a.yaml"), encoding: .utf8)
    #expect(first == (try String(contentsOfFile: scratch.path("c.yaml"), encoding: .utf8)))
    let before = try Command.run(["chokepoints", "--graph", name, "--json"]).json()["results"] as? [[String: Any]]
    let after = try Command.run(["chokepoints", "--graph", source, "--json"]).json()["results"] as? [[String: Any]]
    #expect(before?.map { $0["impact"] as? Double } == after?.map { $0["impact"] as? Double })
  }

  @Test func helpShowsExamplesFirst() throws {
    let help = try Command.run(["--help"])
    #expect(help.status == 0)
    let examples = try #require(help.text.range(of: "Examples:"))
    let options = try #require(help.text.range(of: "OPTIONS:"))
    #expect(examples.lowerBound < options.lowerBound)
    for shell in ["bash", "zsh", "fish"] {
      #expect(try Command.run(["--generate-completion-script", shell]).status == 0)
    }
  }
}
