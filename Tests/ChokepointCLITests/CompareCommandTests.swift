import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Scenarios side by side over time, on the graph of the simulate command.
struct CompareCommandTests {
  private func run(_ arguments: String...) throws -> Command {
    try Command.run(["compare", "--graph", "graph.yaml"] + arguments, in: SimulateCommandTests.folder)
  }

  private func scenarios(_ command: Command) throws -> [[String: Any]] {
    #expect(command.status == 0, "\(command.errors)")
    return try #require(try command.json()["scenarios"] as? [[String: Any]])
  }

  private func target(_ scenario: [String: Any], _ id: String) throws -> [String: Any] {
    try #require((scenario["targets"] as? [[String: Any]])?.first { $0["id"] as? String == id })
  }

  @Test func everyScenarioHasItsFiguresBesideTheBaseline() throws {
    let list = try scenarios(try run("fab-stop", "fab-blink", "chip-ban", "--json"))
    #expect(list.map { $0["id"] as? String } == ["baseline", "fab-stop", "fab-blink", "chip-ban"])
    for scenario in list {
      let targets = try #require(scenario["targets"] as? [[String: Any]])
      #expect(targets.count == 2 && scenario["trade"] != nil)
      for key in ["id", "worst_loss", "lost_days", "time_to_survive", "time_to_recover", "rigid_loss", "adaptive_loss"]
      {
        #expect(targets.allSatisfy { $0[key] != nil }, "\(key)")
      }
    }
    let baseline = try target(list[0], "big-cloud")
    #expect(baseline["worst_loss"] as? Double == 0 && baseline["time_to_survive"] is NSNull)
    #expect(baseline["time_to_recover"] as? Int == 0)
    let stop = try target(list[1], "big-cloud")
    #expect(stop["worst_loss"] as? Double == 1 && stop["time_to_survive"] as? Int == 20)
    let blink = try target(list[2], "big-cloud")
    #expect(blink["worst_loss"] as? Double == 0 && blink["rigid_loss"] as? Double == 1)
    #expect(list[1]["dominates"] as? [String] == ["fab-blink"])
  }

  @Test func compareAndSimulateAgree() throws {
    let compared = try target(try scenarios(try run("fab-stop", "--json"))[1], "small-cloud")
    let simulated =
      try Command.run(
        ["simulate", "fab-stop", "--graph", "graph.yaml", "--json"], in: SimulateCommandTests.folder
      ).json()["targets"] as? [[String: Any]]
    let alone = try #require(simulated?.first { $0["id"] as? String == "small-cloud" })
    for key in ["worst_loss", "lost_days", "time_to_survive", "time_to_recover", "rigid_loss", "caught_up_days"] {
      #expect("\(compared[key] ?? "")" == "\(alone[key] ?? "")", "\(key)")
    }
  }

  @Test func wordsSayWhatIsAbsorbedAndWhatDominates() throws {
    let text = try run("fab-stop", "fab-blink").text
    for words in [
      "fab-stop is at least as bad as fab-blink for every target in every measure", "Target by target",
      "All 2 targets together", "First loss, day", "█",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let alone = try run("fab-blink", "--target", "big-cloud").text
    #expect(alone.contains("Absorbed: fab-blink (rigid 100.0 %)"), "\(alone)")
    #expect(!alone.contains("dominates") && !alone.contains("at least as bad"))
    let none = try run("fab-blink", "chip-ban", "--target", "small-cloud", "--target", "big-cloud").text
    #expect(none.contains("No scenario is worse than another"), "\(none)")
  }

  @Test func aListOfNumbersIsASweep() throws {
    let list = try scenarios(try run("fab-stop", "--set", "/shocks/0/duration=5,30,60", "--json"))
    #expect(list.map { $0["id"] as? String } == ["baseline", "fab-stop", "fab-stop", "fab-stop"])
    #expect(
      list.map { $0["label"] as? String } == [
        "baseline", "fab-stop duration=5", "fab-stop duration=30", "fab-stop duration=60",
      ])
    let lost = try list.dropFirst().map { try target($0, "big-cloud")["lost_days"] as? Double ?? -1 }
    #expect(lost[0] < lost[1] && lost[1] + 29 < lost[2])
    let changes = try #require(list[1]["set"] as? [[String: Any]])
    #expect(changes.first?["pointer"] as? String == "/shocks/0/duration" && changes.first?["value"] as? String == "5")
    // Two lists make every combination; one value is no sweep.
    let grid = try scenarios(
      try run(
        "fab-stop", "--set", "/shocks/0/duration=5,30", "--set", "/shocks/0/capacity=0,0.5", "--set",
        "/shocks/0/scrap=0.1", "--json"))
    #expect(
      grid.dropFirst().map { $0["label"] as? String } == [
        "fab-stop duration=5, capacity=0", "fab-stop duration=5, capacity=0.5", "fab-stop duration=30, capacity=0",
        "fab-stop duration=30, capacity=0.5",
      ])
    // A selector with a comma is one value.
    let one = try scenarios(try run("fab-stop", "--set", "/shocks/0/select=kind=foundry,packaging", "--json"))
    #expect(one.count == 2 && one[1]["label"] as? String == "fab-stop")
  }

  @Test func aSweepIsDrawnPictureByPicture() throws {
    let scratch = try Scratch()
    let command = try run(
      "fab-stop", "chip-ban", "--set", "/shocks/0/start=0,7", "--svg", scratch.path("out"), "--format", "csv")
    #expect(command.status == 0, "\(command.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path("out")).sorted()
    #expect(
      files == [
        "baseline.svg", "chip-ban-start-0.svg", "chip-ban-start-7.svg", "fab-stop-start-0.svg", "fab-stop-start-7.svg",
        "trajectories.svg",
      ])
    let svg = try String(contentsOfFile: scratch.path("out/trajectories.svg"), encoding: .utf8)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg.matches(of: /class="axes"/).count == 4)
    #expect(svg.contains("The fab stops for thirty days: start=7"))
  }

  @Test(arguments: [
    ["--json"], ["--format", "csv"], ["--format", "markdown"], ["--set", "/shocks/0/start=0,3", "--json"],
  ]) func twoRunsGiveTheSameBytes(_ arguments: [String]) throws {
    let all = ["compare", "fab-stop", "fab-blink", "--graph", "graph.yaml"] + arguments
    let first = try Command.run(all, in: SimulateCommandTests.folder)
    #expect(first.status == 0 && !first.output.isEmpty, "\(first.errors)")
    #expect(first.output == (try Command.run(all, in: SimulateCommandTests.folder)).output)
  }

  @Test func wrongValuesOfASweepAreNamedOnce() throws {
    let bad = try run("fab-stop", "--set", "/shocks/0/duration=5,-3")
    #expect(bad.status == 65 && bad.errors.contains("negative"), "\(bad.errors)")
    let huge = try run("fab-stop", "--set", "/shocks/0/duration=" + (1...61).map(String.init).joined(separator: ","))
    #expect(huge.status == 64 && huge.errors.contains("60"), "\(huge.errors)")
  }

  @Test func theBundledEarthquakeIsAbsorbedAndTheBlockadeIsNot() throws {
    let list = try scenarios(
      try Command.run(["compare", "taiwan-blockade-90d", "taiwan-earthquake-2024", "--json", "--adaptive", "none"]))
    for (scenario, isFelt) in [(list[1], true), (list[2], false)] {
      for target in try #require(scenario["targets"] as? [[String: Any]]) {
        let worst = try #require(target["worst_loss"] as? Double)
        let rigid = try #require(target["rigid_loss"] as? Double)
        #expect(isFelt ? worst > 0.5 && rigid > 0.9 : worst < 0.01 && rigid > 0.3, "\(target)")
        #expect(isFelt == (target["time_to_survive"] is Int) && target["adaptive_loss"] is NSNull)
      }
    }
    #expect(list[1]["dominates"] as? [String] == ["taiwan-earthquake-2024"])
  }

  @Test func reallocationHelpsWithinItsBounds() throws {
    func losses(_ more: String...) throws -> [(rigid: Double, adaptive: Double)] {
      let command = try Command.run(
        ["compare", "hbm-leader-outage", "taiwan-earthquake-2024", "--json"] + more)
      return try scenarios(command).dropFirst().flatMap { scenario in
        try #require(scenario["targets"] as? [[String: Any]]).map { target in
          (try #require(target["rigid_loss"] as? Double), try #require(target["adaptive_loss"] as? Double))
        }
      }
    }
    let constrained = try losses()
    #expect(constrained.allSatisfy { $0.adaptive <= $0.rigid + 1e-9 && $0.adaptive >= 0 })
    let free = try losses("--adaptive", "free")
    #expect(free.reduce(0) { $0 + $1.adaptive } <= constrained.reduce(0) { $0 + $1.adaptive } + 1e-6)
    let text = try Command.run(["compare", "hbm-leader-outage"]).text
    #expect(text.contains("If everybody reallocated: what one percent more"), "\(text)")
    #expect(text.contains("capacity of SK hynix (HBM)"), "\(text)")
  }

  @Test func illPosedSizesAreAStatedReason() throws {
    let scratch = try Scratch()
    let graph = try scratch.write(
      "ring.yaml",
      """
      schema: chokepoint-graph/1
      id: ring
      title: Two that buy everything from each other
      entities:
        - id: user
          kind: hyperscaler
          needs: [ { product: p, supplies: [ { from: a, share: 1 } ] } ]
        - { id: a, value_added_share: 0, needs: [ { product: q, supplies: [ { from: b, share: 1 } ] } ] }
        - { id: b, value_added_share: 0, needs: [ { product: p, supplies: [ { from: a, share: 1 } ] } ] }
      """)
    let scenario = try scratch.write(
      "s.yaml", "schema: chokepoint-scenario/1\nid: s\ntitle: S\nshocks: [ { select: b, duration: 9 } ]\n")
    let command = try Command.run(["compare", scenario, "--graph", graph, "--json"])
    let own = try scenarios(command)[1]
    #expect(try target(own, "user")["adaptive_loss"] is NSNull)
    #expect((own["adaptive_fault"] as? String)?.contains("buy everything from each other") == true, "\(own)")
    let text = try Command.run(["compare", scenario, "--graph", graph]).text
    #expect(text.contains("No adaptive loss for s: "), "\(text)")
    let quiet = try Command.run(["compare", scenario, "--graph", graph, "--adaptive", "none"]).text
    #expect(!quiet.contains("daptive"), "\(quiet)")
  }
}
