import Foundation
import Testing

/// Look-through value, stage mix, coverage and credits as a user asks for them.
struct ValueCommandTests {
  private static let questions: [[String]] = [
    ["exposure", "microsoft", "--value"], ["exposure", "meta", "--mix", "advanced-logic-wafer", "--by", "country"],
    ["concentration", "--of", "meta", "--stage", "advanced-logic-wafer", "--stage", "hbm", "--by", "owner"],
    ["describe", "--coverage"], ["describe", "--credits"],
  ]

  @Test(arguments: questions) func sameBytesAndEnvelope(_ arguments: [String]) throws {
    for format in ["table", "json", "csv", "markdown"] {
      let first = try Command.run(arguments + ["--format", format])
      #expect(first.status == 0, "\(first.errors)")
      #expect(!first.output.isEmpty)
      #expect(first.output == (try Command.run(arguments + ["--format", format])).output)
    }
    let json = try Command.run(arguments + ["--json"]).json()
    #expect(["schema", "tool", "graph"].allSatisfy { json[$0] != nil })
    #expect(json["unattributed_policy"] is NSNull)
  }

  @Test(arguments: ["microsoft", "nvidia", "openai"]) func valueSharesSumToOne(_ target: String) throws {
    let json = try Command.run(["exposure", target, "--value", "--json"]).json()
    let results = try #require(json["results"] as? [[String: Any]])
    let countries = results.compactMap { $0["country"] as? String }
    #expect(countries.suffix(2) == ["unknown", "unattributed"])
    #expect(Set(countries).count == results.count && results.count > 5)
    let shares = results.compactMap { $0["value_share"] as? Double }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    for row in results {
      let (low, high) = (row["value_share_low"] as? Double ?? 2, row["value_share_high"] as? Double ?? -1)
      #expect(low <= row["value_share"] as? Double ?? -1 && high >= row["value_share"] as? Double ?? 2)
      #expect(row["target"] as? String == target)
    }
  }

  @Test func mixSumsToOneAndAgreesWithTheStage() throws {
    for grouping in ["provider", "owner", "country", "hq"] {
      let json = try Command.run(
        ["exposure", "meta", "--mix", "advanced-logic-wafer", "--by", grouping, "--json"]
      ).json()
      let mix = try #require(json["mix"] as? [[String: Any]])
      let shares = mix.compactMap { $0["share"] as? Double }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
      let (reached, unattributed) = (
        try #require(json["reached"] as? Double), try #require(json["unattributed"] as? Double)
      )
      #expect(reached > 0.1 && unattributed >= 0 && reached + unattributed <= 1 + 1e-12)
      let stage = try Command.run(
        ["concentration", "--of", "meta", "--stage", "advanced-logic-wafer", "--by", grouping, "--json"]
      ).json()
      let result = try #require((stage["results"] as? [[String: Any]])?.first)
      #expect(result["scope"] as? String == "stage" && result["entity"] as? String == "meta")
      let squares = shares.map { $0 * $0 }.reduce(0, +)
      #expect(abs((result["hhi"] as? Double ?? 0) - squares) < 1e-9)
    }
  }

  @Test func coverageIsAPartition() throws {
    let json = try Command.run(["describe", "--coverage", "--json"]).json()
    let mass = try #require(json["path_mass"] as? [String: Double])
    #expect(Set(mass.keys) == ["reported", "derived", "market_proxy", "judged"])
    for key in ["path_mass", "path_mass_by_confidence", "path_mass_by_age"] {
      let parts = try #require(json[key] as? [String: Double])
      #expect(abs(parts.values.reduce(0, +) - 1) < 1e-9, "\(key)")
    }
    let tiers = try #require(json["path_mass_by_tier"] as? [[String: Double]])
    #expect(abs(tiers.reduce(0) { $0 + ($1["part"] ?? 0) } - 1) < 1e-9)
  }

  @Test func creditsBeginWithWhatMustBeCredited() throws {
    let json = try Command.run(["describe", "--credits", "--json"]).json()
    let credits = try #require(json["credits"] as? [[String: Any]])
    #expect(credits.first?["publisher"] as? String == "Epoch AI")
    #expect(credits.first?["licence"] as? String == "CC BY 4.0")
    #expect((credits.first?["rows"] as? Int ?? 0) > 0)
    let counts = try #require(try Command.run(["describe", "--json"]).json()["counts"] as? [String: Any])
    #expect(credits.count == counts["sources"] as? Int)
    // Every supply of the bundled graph names a source.
    let supplies = credits.reduce(0) { $0 + ($1["supplies"] as? Int ?? 0) }
    #expect(supplies == counts["supplies"] as? Int)
  }

  @Test(arguments: [
    (["exposure", "--from", "TWN", "--value"], "--from"),
    (["exposure", "microsoft", "--value", "--to", "TWN"], "--to"),
    (["exposure", "microsoft", "--value", "--mix", "hbm"], "one at a time"),
    (["exposure", "microsoft", "--by", "country"], "--mix"), (["exposure", "microsoft", "--mix", "hbmm"], "hbm"),
    (["exposure", "microsoft", "--mix", "hbm", "--by", "hazard"], "overlap"),
    (["exposure", "microsoft", "--value", "--unattributed", "proportional"], "apart"),
    (["concentration", "--of", "meta"], "--stage"), (["concentration", "--stage", "hbm"], "--of"),
    (["concentration", "hbm", "--of", "meta", "--stage", "hbm"], "leave out"),
    (["concentration", "--of", "TWN", "--stage", "hbm"], "nothing behind"),
    (["describe", "--coverage", "--credits"], "one at a time"), (["describe", "--target", "meta"], "--coverage"),
  ]) func wrongUseIsExplained(_ arguments: [String], _ advice: String) throws {
    let command = try Command.run(arguments)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains(advice), "\(command.errors)")
    #expect(command.output.isEmpty)
  }
}
