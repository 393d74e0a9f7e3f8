import BundledGraphs
import Foundation
import Testing

/// `replay`: past events from the bundled folder and from one's own.
struct ReplayCommandTests {
  /// A folder with one event: a plant stands for ten days, its buyer has no stock; all is lost for ten days.
  private static func folder(_ scratch: Scratch, observed: String, scenario: String = "fire") throws -> String {
    try FileManager.default.createDirectory(
      atPath: scratch.path("fire/scenarios"), withIntermediateDirectories: true)
    _ = try scratch.write(
      "fire/graph.yaml",
      """
      schema: chokepoint-graph/1
      id: fire
      sources: [{ id: press, title: Press }]
      entities:
        - id: buyer
          needs:
            - { product: part, supplies: [{ from: plant, share: 1, transit_days: 0, source: press }] }
        - { id: plant, name: The plant }

      """)
    _ = try scratch.write(
      "fire/scenarios/\(scenario).yaml",
      """
      schema: chokepoint-scenario/1
      id: fire
      title: A fire
      horizon_days: 60
      shocks: [{ select: plant, capacity: 0, start: 5, duration: 10 }]

      """)
    _ = try scratch.write("observed.csv", "event,target,measure,value,low,high,control,source\n" + observed)
    return scratch.folder.path
  }

  @Test func allEventsInEveryFormatTwice() throws {
    for format in ["table", "json", "csv", "markdown"] {
      let first = try Command.run(["replay", "--format", format])
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.errors.isEmpty)
      #expect(first.output == (try Command.run(["replay", "--format", format])).output)
      for event in ["wuxi-2013", "neon-2022", "nexperia-2025"] { #expect(first.text.contains(event), "\(format)") }
    }
  }

  @Test func jsonCarriesEventsAndScore() throws {
    let json = try Command.run(["replay", "--json"]).json()
    let events = try #require(json["events"] as? [[String: Any]])
    #expect(events.count >= 12)
    let results = events.flatMap { $0["results"] as? [[String: Any]] ?? [] }
    let score = try #require(json["score"] as? [String: Any])
    #expect(score["count"] as? Int == results.count)
    #expect(score["hits"] as? Int == results.count { $0["hit"] as? Bool == true })
    let scenario = try #require(events[0]["scenario"] as? [String: Any])
    #expect((scenario["shocks"] as? [Any])?.isEmpty == false)
    for event in events {
      #expect(((event["graph"] as? [String: Any])?["sha256"] as? String)?.count == 64)
    }
  }

  @Test func chosenEventsInTheOrderAsked() throws {
    let json = try Command.run(["replay", "naka-2021", "jiji-1999", "naka-2021", "--json"]).json()
    let events = try #require(json["events"] as? [[String: Any]])
    #expect(events.map { $0["id"] as? String } == ["naka-2021", "jiji-1999"])
  }

  @Test func bundledNegativeControlsHold() throws {
    let command = try Command.run(["replay", "--fail-on", "control"])
    #expect(command.status == 0, "\(command.errors)")
  }

  @Test func aBrokenControlEndsWithTwo() throws {
    let scratch = try Scratch()
    let folder = try Self.folder(scratch, observed: "fire,buyer,worst_loss,0,0,0.01,true,press\n")
    let broken = try Command.run(["replay", "--history", folder, "--fail-on", "control"])
    #expect(broken.status == 2)
    #expect(broken.text.contains("control broken"))
    #expect(broken.errors == "chokepoint: --fail-on control: fire: buyer\n")
    #expect(try Command.run(["replay", "--history", folder]).status == 0)
  }

  @Test func missesAreAGateOfTheirOwn() throws {
    let scratch = try Scratch()
    let folder = try Self.folder(
      scratch, observed: "fire,buyer,lost_days,10,9,11,,press\nfire,buyer,recovery_day,30,,,,press\n")
    #expect(try Command.run(["replay", "--history", folder, "--fail-on", "control"]).status == 0)
    #expect(try Command.run(["replay", "--history", folder, "--fail-on", "miss"]).status == 2)
    let results = try Command.run(["replay", "fire", "--history", folder, "--format", "csv"]).text
    #expect(
      results == """
        event,target,measure,predicted,observed,range,result
        fire,buyer,lost_days,10,10,9..11,hit
        fire,buyer,recovery_day,10,30,,miss

        """)
  }

  @Test func unknownEventsAreUsageFailures() throws {
    let command = try Command.run(["replay", "wuxi-2012"])
    #expect(command.status == 64)
    #expect(command.errors == "chokepoint: unknown event 'wuxi-2012': did you mean 'wuxi-2013'?\n")
    #expect(try Command.run(["replay", "--fail-on", "sometimes"]).status == 64)
  }

  @Test func whatIsMissingEndsWith66() throws {
    let scratch = try Scratch()
    let none = try Command.run(["replay", "--history", scratch.path("nowhere")])
    #expect(none.status == 66)
    let empty = try Command.run(["replay", "--history", scratch.folder.path])
    #expect(empty.status == 66)
    #expect(empty.errors.contains("holds no event"))
    let folder = try Self.folder(scratch, observed: "", scenario: "flood")
    let command = try Command.run(["replay", "--history", folder])
    #expect(command.status == 66)
    #expect(command.errors == "chokepoint: the event 'fire' has no scenario: scenarios/fire.yaml is missing\n")
  }

  @Test func faultsInObservationsHaveTheirPlace() throws {
    let scratch = try Scratch()
    let folder = try Self.folder(
      scratch,
      observed: """
        fire,buyr,worst_loss,0,,,true,press
        fire,buyer,worst,0,,,,press
        fires,buyer,worst_loss,0,,,,press

        """)
    let command = try Command.run(["replay", "--history", folder])
    #expect(command.status == 65)
    #expect(command.output.isEmpty)
    let lines = command.errors.split(separator: "\n")
    #expect(lines.count == 4 && lines[3] == "chokepoint: 3 errors")
    for part in [
      "observed.csv:2:6: error[unknown-entity]: 'buyr' is not in this event's graph (did you mean 'buyer'?)",
      "observed.csv:3:12: error[unknown-word]: measure 'worst' is none of",
      "observed.csv:4:1: error[unknown-event]: there is no event 'fires' (did you mean 'fire'?)",
    ] {
      #expect(command.errors.contains(part), "\(command.errors)")
    }
  }

  @Test func anEventsGraphIsFoundByItsName() throws {
    let command = try Command.run(["validate", "--graph", "wuxi-2013", "--strict"])
    #expect(command.status == 0, "\(command.errors)")
  }
}
