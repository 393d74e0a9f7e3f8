import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The simulate command on a fab, a designer and two clouds, whose days can be counted on paper.
struct SimulateCommandTests {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/simulate")

  private func run(_ arguments: String...) throws -> Command { try run(arguments) }

  private func run(_ arguments: [String]) throws -> Command {
    try Command.run(["simulate", "--graph", "graph.yaml"] + arguments, in: Self.folder)
  }

  private func targets(_ json: [String: Any]) throws -> [String: [String: Any]] {
    let list = try #require(json["targets"] as? [[String: Any]])
    return Dictionary(list.map { ($0["id"] as? String ?? "", $0) }) { first, _ in first }
  }

  @Test func aChainLosesWhenItsStocksAndGoodsUnderWayAreUsedUp() throws {
    let command = try run("fab-stop", "--json")
    #expect(command.status == 0, "\(command.errors)")
    let json = try command.json()
    #expect(json["schema"] as? String == "chokepoint-simulate/1")
    #expect(json["first_shock_day"] as? Int == 0 && json["horizon_days"] as? Int == 120)
    #expect(json["allocation"] as? String == "fixed")
    let targets = try targets(json)
    let big = try #require(targets["big-cloud"])
    // 3 + 2 days under way, 5 + 10 in stock; the fab's own work in process stops with it.
    #expect(big["time_to_survive"] as? Int == 20)
    #expect(big["worst_loss"] as? Double == 1 && big["worst_day"] as? Int == 20)
    #expect(big["rigid_loss"] as? Double == 1 && big["default_stock_needs"] as? Int == 0)
    let loss = try #require(big["loss"] as? [Double])
    #expect(loss.count == 120 && loss[..<20].allSatisfy { $0 == 0 } && loss[20] == 1)
    let lost = try #require(big["lost_days"] as? Double)
    #expect(abs(loss.reduce(0, +) - lost) < 1e-9)
    // 36.5 bn a year are 0.1 bn a day.
    #expect(abs((big["lost_value"] as? Double ?? 0) - lost / 10) < 1e-9)
    let small = try #require(targets["small-cloud"])
    // The half that comes from the designer is missing as soon as it does not arrive; no stock is known.
    #expect(small["time_to_survive"] as? Int == 10 && small["worst_loss"] as? Double == 0.5)
    #expect(small["default_stock_needs"] as? Int == 1 && small["lost_value"] is NSNull)
    #expect((json["scenario"] as? [String: Any])?["id"] as? String == "fab-stop")
  }

  @Test func theExplanationNamesNeedStockAndPath() throws {
    let json = try run("fab-stop", "--json").json()
    let occasions = try #require(json["explanation"] as? [[String: Any]])
    #expect(occasions.map { $0["occasion"] as? String } == ["first_loss", "own_first_loss"])
    #expect(occasions.map { $0["target"] as? String } == ["small-cloud", "big-cloud"])
    let steps = try #require(occasions[1]["steps"] as? [[String: Any]])
    #expect(steps.map { $0["entity"] as? String } == ["big-cloud", "designer", "fab"])
    #expect(steps.map { $0["cause"] as? String } == ["need", "need", "capacity"])
    // What is missing on day 20 would have left the designer on day 18 and the fab on day 15.
    #expect(steps.map { $0["day"] as? Int } == [20, 18, 15])
    #expect(steps.map { $0["stock_ran_out"] as? Int } == [19, 7, nil])
    #expect(occasions[1]["sources"] as? [String] == ["books"])
    let text = try run("fab-stop").text
    for words in [
      "Day 10, first loss of Small <Cloud> (−50.0 %): chip holds it back: missing 50.0 % from Designer; no stock is on record",
      "Day 20, first loss of Big Cloud (−100.0 %)", "its 10 days of stock ran out on day 19. Designer, day 18",
      "Fab, day 15 (−100.0 %): hit by the scenario. Sources: books.", "The books of the example",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
  }

  @Test func tablesForPeopleBeginWithSentences() throws {
    let text = try run("fab-stop").text
    for words in [
      "The fab stops for thirty days, day by day",
      "What happens: Fab stopped, days 0 to 30, back in full on day 50.", "Small <Cloud> loses first on day 10.",
      "At worst 100.0 % of Big Cloud’s output is missing, on day 20.", "worth USD", "Stocks not known", "█", "Why",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let markdown = try run("fab-stop", "--format", "markdown").text
    #expect(!markdown.contains("█") && markdown.contains("Small &lt;Cloud&gt;"))
  }

  @Test func aShortStopIsAbsorbedAndItsSizeIsSaid() throws {
    let command = try run("fab-blink", "--target", "big-cloud", "--json")
    let big = try #require(try targets(command.json())["big-cloud"])
    #expect(big["worst_loss"] as? Double == 0 && big["lost_days"] as? Double == 0)
    #expect(big["time_to_survive"] is NSNull && big["time_to_recover"] as? Int == 0)
    #expect(big["worst_day"] is NSNull && big["rigid_loss"] as? Double == 1)
    let text = try run("fab-blink", "--target", "big-cloud").text
    #expect(text.contains("Big Cloud never loses more than 0.1 %") && text.contains("it would be 100.0 %"), "\(text)")
    #expect(try #require(try command.json()["explanation"] as? [Any]).isEmpty)
  }

  @Test func blocksStopWhatIsShippedAndCountFromTheirStart() throws {
    let json = try run("chip-ban", "--json").json()
    let small = try #require(try targets(json)["small-cloud"])
    // The default of three days under way: shipped on days 10 to 54, missing on days 13 to 57.
    #expect(small["time_to_survive"] as? Int == 3 && small["time_to_recover"] as? Int == 48)
    #expect(small["lost_days"] as? Double == 22.5 && json["first_shock_day"] as? Int == 10)
    #expect(try run("chip-ban").text.contains("blocked"))
  }

  @Test func csvHoldsEveryDay() throws {
    let lines = try run("fab-stop", "--format", "csv").text.split(separator: "\n")
    #expect(lines[0] == "day,big-cloud,small-cloud" && lines.count == 121)
    #expect(lines[1] == "0,0,0" && lines[21] == "20,1,0.5")
  }

  @Test func theChartShowsEveryTarget() throws {
    let scratch = try Scratch()
    let command = try run("fab-stop", "--svg", scratch.path("a.svg"))
    #expect(command.status == 0 && command.errors.contains("wrote"), "\(command.errors)")
    #expect(try run("fab-stop", "--svg", scratch.path("b.svg"), "--quiet").errors.isEmpty)
    let svg = try String(contentsOfFile: scratch.path("a.svg"), encoding: .utf8)
    #expect(svg == (try String(contentsOfFile: scratch.path("b.svg"), encoding: .utf8)))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    for words in [
      "role=\"img\"", "prefers-color-scheme:dark", ">Small &lt;Cloud&gt;</text>", "Day 10: first loss",
      "What this cannot tell you", "Fab stopped, days 0 to 30", "Data as of 2025",
    ] { #expect(svg.contains(words), "\(words)") }
  }

  @Test func aDayIsExplainedOnRequest() throws {
    let asked = try run("fab-stop", "--day", "25").text
    #expect(asked.contains("Day 25, asked for: loss of Big Cloud (−"), "\(asked)")
    #expect(try run("fab-stop", "--day", "3").text.contains("Day 3, asked for: Big Cloud loses nothing."))
  }

  @Test func optionsChangeTheAnswer() throws {
    func worst(_ more: String...) throws -> Double? {
      let command = try run(["fab-stop", "--target", "big-cloud", "--json"] + more)
      #expect(command.status == 0, "\(command.errors)")
      return try targets(command.json())["big-cloud"]?["worst_loss"] as? Double
    }
    #expect(try worst("--set", "/shocks/0/duration=5", "--set", "/shocks/0/recovery/shape=step") == 0)
    // A quarter is missing: the designer's stock of five days lasts twenty, the cloud's of ten forty.
    let quarter = ["--set", "/shocks/0/capacity=0.75", "--set", "/shocks/0/duration=100"]
    let small = try targets(run(["fab-stop", "--target", "big-cloud", "--json"] + quarter).json())["big-cloud"]
    #expect(small?["worst_loss"] as? Double == 0.25 && small?["time_to_survive"] as? Int == 65)
    #expect(try worst("--horizon", "20") == 0)
    #expect(try worst("--needs", "upkeep") == 0)
    #expect(try worst("--allocation", "orders") == 1)
    let labelled = try run("fab-stop", "--allocation", "orders").text
    #expect(labelled.contains("Allocation by orders"), "\(labelled)")
  }

  @Test func anEmptiedLoopIsReportedAsMissingGoods() throws {
    let scratch = try Scratch()
    let graph = try scratch.write(
      "loop.yaml",
      """
      schema: chokepoint-graph/1
      id: loop
      title: Two that live on each other
      entities:
        - { id: user, kind: hyperscaler, needs: [ { product: p, supplies: [ { from: a, share: 1 } ] } ] }
        - { id: a, cycle_days: 5, needs: [ { product: q, supplies: [ { from: b, share: 1 } ] } ] }
        - { id: b, cycle_days: 5, needs: [ { product: p, supplies: [ { from: a, share: 1 } ] } ] }
      """)
    let scenario = try scratch.write(
      "s.yaml",
      "schema: chokepoint-scenario/1\nid: s\ntitle: S\nshocks: [ { select: a, duration: 3, scrap: 0.5 } ]\n")
    let command = try Command.run(["simulate", scenario, "--graph", graph, "--json", "--quiet"])
    #expect(command.status == 0, "\(command.errors)")
    let missing = try #require((try command.json()["missing_goods"] as? [[String: Any]])?.first)
    #expect(missing["entities"] as? [String] == ["a", "b"] && missing["scrapped_days"] as? Double == 2.5)
    let target = try #require(try targets(command.json())["user"])
    #expect(target["time_to_recover"] is NSNull && target["worst_loss"] as? Double == 1)
    let text = try Command.run(["simulate", scenario, "--graph", graph, "--quiet"]).text
    #expect(text.contains("Missing goods: a and b need each other’s output") && text.contains("2.5 days"), "\(text)")
  }

  @Test func announcedPlantsMakeABlockadeMilder() throws {
    func lost(_ more: String...) throws -> Double {
      let command = try Command.run(["simulate", "taiwan-blockade-90d", "--json"] + more)
      #expect(command.status == 0, "\(command.errors)")
      let json = try command.json()
      #expect((json["at"] != nil) == !more.isEmpty)
      return try targets(json).values.reduce(0) { $0 + ($1["lost_days"] as? Double ?? .nan) }
    }
    #expect(try lost("--at", "2030") < lost() - 10)
    let both = try Command.run(["simulate", "chips-act-ramp", "--at", "2030"])
    #expect(both.status == 64 && both.errors.contains("--at"), "\(both.errors)")
  }

  @Test(arguments: [
    (["fab-stopp"], "fab-stop"), (["fab-stop", "--horizon", "0"], "--horizon"), (["fab-stop", "--day", "-1"], "--day"),
    (["fab-stop", "--day", "120"], "119"), (["fab-stop", "--target", "kind=hyperscalr"], "hyperscaler"),
    (["fab-stop", "--set", "shocks=1"], "/shocks/0"), (["fab-stop", "--allocation", "fare"], "fixed"), ([], "scenario"),
    (["fab-stop", "--needs", "capital"], "flow"),
  ]) func wrongUseHasItsCodeAndAdvice(_ arguments: [String], _ advice: String) throws {
    let command = try run(arguments)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains(advice) && command.output.isEmpty, "\(command.errors)")
  }

  @Test(arguments: [
    ("shocks: [ { select: kind=foundri } ]", "foundry"), ("shocks: [ { select: fabb } ]", "fab"),
    ("shocks: [ { select: { country: JPN } } ]", "JPN"),
    ("shocks: [ { select: fab, duration: -3 } ]", "negative"), ("shocks: [ { select: fab, start: -1 } ]", "negative"),
    ("shocks: [ { select: fab, recovery: { shape: linear, days: -1 } } ]", "negative"),
    ("shocks: [ { select: fab, recovery: { shape: linear, dais: 1 } } ]", "days"),
    ("shocks: [ { select: fab, recovery: { shape: line, days: 1 } } ]", "linear"),
    ("shocks: [ { select: fab, capacity: 1.5 } ]", "capacity"), ("shocks: [ { select: fab, scrap: 2 } ]", "scrap"),
    ("shocks: [ { select: fab, capasity: 0 } ]", "capacity"), ("shock: []", "shocks"),
    ("shocks: [ { capacity: 0.5 } ]", "select"),
    ("shocks: [ { block: { from: fab, to: big-cloud } } ]", "stops no supply"),
    ("horizon_days: 0", "horizon_days"),
  ]) func wrongScenariosHaveAPlaceAndAdvice(_ line: String, _ advice: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write("s.yaml", "schema: chokepoint-scenario/1\nid: s\ntitle: S\n\(line)\n")
    let command = try run(file)
    #expect(command.status == 65, "\(command.errors)")
    #expect(command.errors.contains("s.yaml:4:") && command.errors.contains(advice), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test(arguments: [["--json"], ["--format", "csv"], ["--format", "markdown"], ["--format", "table"]])
  func twoRunsGiveTheSameBytes(_ arguments: [String]) throws {
    let first = try run(["fab-stop"] + arguments)
    #expect(first.status == 0 && !first.output.isEmpty, "\(first.errors)")
    #expect(first.output == (try run(["fab-stop"] + arguments)).output)
  }

  @Test func missingFilesAndUnwritablePlacesHaveTheirCodes() throws {
    #expect(try run("no/such.yaml").status == 66)
    #expect(try run("fab-stop", "--svg", "/no/such/folder/x.svg").status == 73)
  }

  @Test func helpShowsExamplesFirst() throws {
    let help = try Command.run(["simulate", "--help"])
    #expect(help.status == 0)
    let examples = try #require(help.text.range(of: "Examples:"))
    #expect(examples.lowerBound < (try #require(help.text.range(of: "OPTIONS:"))).lowerBound)
  }
}
