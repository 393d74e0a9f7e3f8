import Foundation
import Testing

/// `--draws` on exposure, chokepoints and concentration.
struct DrawsTests {
  private func results(_ json: [String: Any]) -> [[String: Any]] { json["results"] as? [[String: Any]] ?? [] }

  @Test func exposuresHaveRangesAndRanks() throws {
    let json = try Command.run(
      ["exposure", "microsoft", "--to", "kind=country", "--draws", "400", "--seed", "3", "--json"]
    ).json()
    let results = results(json)
    #expect(results.count > 40)
    for result in results {
      let low = try #require(result["loss_p05"] as? Double)
      let high = try #require(result["loss_p95"] as? Double)
      #expect(low >= 0 && low <= high && high <= 1)
      let stability = try #require(result["rank_stability"] as? Double)
      #expect((0...1).contains(stability))
    }
    let taiwan = try #require(results.first { $0["provider"] as? String == "TWN" })
    #expect(taiwan["rank"] as? Int == 1)
    let draws = try #require(json["draws"] as? [String: Any])
    #expect(draws["count"] as? Int == 400 && draws["seed"] as? Int == 3)
    #expect((draws["headline"] as? [String: Any])?["id"] as? String == "TWN")
    let together = try #require(json["together"] as? [String: Any])
    #expect(together["loss_p05"] is Double)
  }

  /// A rank is among all of the kind, and a loss has the range that it has alone, whoever else is asked for.
  @Test func whatElseIsAskedForChangesNothing() throws {
    let all = try Command.run(["exposure", "microsoft", "--draws", "100", "--json"]).json()
    let one = try Command.run(["exposure", "microsoft", "--to", "KOR", "--draws", "100", "--json"]).json()
    let korea = try #require(results(all).first { $0["provider"] as? String == "KOR" })
    let alone = try #require(results(one).first)
    for key in ["loss_p05", "loss_p95", "loss_mean", "rank_stability"] {
      #expect(korea[key] as? Double == alone[key] as? Double, "\(key)")
    }
  }

  @Test func seedsGiveOtherDrawsAndTheSameOnesTheSameBytes() throws {
    func text(_ seed: String) throws -> Data {
      try Command.run(["exposure", "--from", "TWN", "--draws", "200", "--seed", seed, "--json"]).output
    }
    #expect(try text("1") == text("1"))
    #expect(try text("1") != text("2"))
    #expect(try Command.run(["exposure", "--from", "TWN", "--draws", "200", "--json"]).output == text("1"))
  }

  @Test func chokepointsHaveRangesOfTheRigidImpact() throws {
    let command = try Command.run(["chokepoints", "--draws", "300"])
    #expect(command.text.contains("Taiwan: "))
    #expect(command.text.contains("(country, 100.0 %)"))
    let json = try Command.run(["chokepoints", "--draws", "300", "--json"]).json()
    for result in results(json) {
      let low = try #require(result["impact_rigid_p05"] as? Double)
      let high = try #require(result["impact_rigid_p95"] as? Double)
      #expect(low <= high)
      #expect(result["rank_stability"] is Double)
    }
  }

  @Test func concentrationHasADrawnRangeBesideTheExactOne() throws {
    let json = try Command.run(["concentration", "hbm", "--draws", "300", "--json"]).json()
    let result = try #require(results(json).first)
    let low = try #require(result["hhi_p05"] as? Double)
    let high = try #require(result["hhi_p95"] as? Double)
    #expect(low < high)
    #expect(result["hhi_range_low"] is Double && result["hhi_range_high"] is Double)
    let list = try Command.run(["concentration", "hbm", "--by", "hazard", "--draws", "10", "--json"])
    #expect(list.status == 0)
  }

  @Test func aGraphWithoutRangesSaysSo() throws {
    let command = try Command.run(["exposure", "screen-maker", "--graph", "diamond", "--draws", "50"])
    #expect(command.status == 0)
    #expect(command.text.contains("No share of this graph has a range"))
    let json = try Command.run(["exposure", "screen-maker", "--graph", "diamond", "--draws", "50", "--json"]).json()
    for result in results(json) { #expect(result["loss_p05"] as? Double == result["loss"] as? Double) }
    #expect(
      try Command.run(["concentration", "--graph", "diamond", "--draws", "50"]).text.contains("has a range"))
  }

  @Test(arguments: [
    ["exposure", "microsoft", "--draws", "0"], ["exposure", "microsoft", "--draws", "1000001"],
    ["exposure", "microsoft", "--draws", "-1"], ["exposure", "microsoft", "--draws", "many"],
    ["exposure", "microsoft", "--draws", "10", "--seed", "-1"],
    ["exposure", "microsoft", "--draws", "10", "--seed", "9007199254740992"],
    ["exposure", "microsoft", "--value", "--draws", "10"], ["exposure", "microsoft", "--draws", "1000000"],
    ["concentration", "--of", "meta", "--stage", "hbm", "--draws", "10"],
  ]) func whatCannotBeDrawnIsRefused(_ arguments: [String]) throws {
    let command = try Command.run(arguments)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains("draws") || command.errors.contains("seed"))
    #expect(command.output.isEmpty)
  }

  @Test func rangesGoTogetherWithDatesAndEvidence() throws {
    let command = try Command.run(
      ["exposure", "microsoft", "--to", "TWN", "--at", "2030-01", "--min-confidence", "medium", "--draws", "50"])
    #expect(command.status == 0, "\(command.errors)")
  }
}
