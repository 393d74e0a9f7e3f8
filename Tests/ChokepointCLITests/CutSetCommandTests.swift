import Foundation
import Testing

/// Minimal cut sets as a user asks for them.
@Suite struct CutSetCommandTests {
  private static let questions: [[String]] = [
    ["cutsets", "microsoft", "--order", "2", "--candidates", "kind=country"],
    ["cutsets", "microsoft", "--order", "2", "--candidates", "kind=company,foundry,packaging,memory"],
    ["cutsets", "microsoft", "--probability", "moment"], ["cutsets", "kind=hyperscaler", "--all", "--order", "2"],
  ]

  @Test(arguments: questions) func `same bytes twice, in every format`(_ arguments: [String]) throws {
    for format in ["table", "json", "csv", "markdown"] {
      let first = try Command.run(arguments + ["--format", format])
      #expect(first.status == 0, "\(first.errors)")
      #expect(!first.output.isEmpty)
      #expect(first.output == (try Command.run(arguments + ["--format", format])).output)
    }
  }

  @Test func `keys that are relied upon`() throws {
    let json = try Command.run(["cutsets", "microsoft", "--order", "2", "--json"]).json()
    #expect(json["schema"] as? String == "chokepoint-cutsets/1")
    #expect(json["target"] as? [String] == ["microsoft"])
    #expect(json["threshold"] as? Double == 0.5 && json["order"] as? Int == 2)
    #expect(json["structure"] as? String == "weighted" && json["complete"] as? Bool == true)
    #expect(json["reason"] is NSNull && json["probability"] == nil)
    let sets = try #require(json["cut_sets"] as? [[String]])
    let losses = try #require(json["losses"] as? [Double])
    #expect(sets.count == losses.count && sets.count > 20)
    #expect(losses.allSatisfy { $0 >= 0.5 - 1e-9 && $0 <= 1 })
    #expect(sets.allSatisfy { (1...2).contains($0.count) && !$0.contains("microsoft") })
    let likely = try Command.run(["cutsets", "microsoft", "--probability", "year", "--json"]).json()
    #expect(likely["structure"] as? String == "boolean" && likely["probability_kind"] as? String == "year")
    let value = try #require(likely["probability"] as? Double)
    #expect(value > 0 && value < 1 && likely["lower"] as? Double == value && likely["upper"] as? Double == value)
    let importance = try #require(likely["importance"] as? [[String: Any]])
    #expect(
      importance.allSatisfy {
        Set($0.keys).isSuperset(of: ["id", "birnbaum", "criticality", "fussell_vesely", "raw", "rrw"])
      })
  }

  @Test func `the worked example, number for number`() throws {
    let arguments = ["cutsets", "cheese-maker", "--graph", "outages"]
    let half = try Command.run(arguments + ["--json"]).json()
    #expect(Set(half["cut_sets"] as? [[String]] ?? []) == [["culture-lab"], ["grid"], ["north-dairy"]])
    let json = try Command.run(arguments + ["--probability", "year", "--json"]).json()
    #expect(json["cut_sets"] as? [[String]] == [["culture-lab"], ["grid"], ["north-dairy", "south-dairy"]])
    #expect(near(json["probability"], 0.07831))
    let rows = try #require(json["importance"] as? [[String: Any]])
    let table: [(String, [Double])] = [
      ("grid", [0.9702, 0.6195, 0.6385, 12.77, 2.628]), ("north-dairy", [0.1881, 0.2402, 0.2554, 3.162, 1.316]),
      ("south-dairy", [0.09405, 0.2402, 0.2554, 1.961, 1.316]), ("culture-lab", [0.931, 0.1189, 0.1277, 12.77, 1.135]),
    ]
    for (id, expected) in table {
      let row = try #require(rows.first { $0["id"] as? String == id })
      for (key, value) in zip(["birnbaum", "criticality", "fussell_vesely", "raw", "rrw"], expected) {
        #expect(near(row[key], value), "\(id) \(key)")
      }
    }
    let moment = try Command.run(arguments + ["--probability", "moment", "--json"]).json()
    #expect(near(moment["probability"], 0.003453))
  }

  private func near(_ value: Any?, _ expected: Double) -> Bool {
    (value as? Double).map { abs($0 - expected) < 6e-4 * expected } ?? false
  }

  @Test func `sentences name what is lost, together and alone`() throws {
    let text = try Command.run(
      ["cutsets", "device-maker", "--graph", "two-of-three", "--candidates", "kind=component"]
    ).text
    #expect(
      text.contains(
        "3 sets of 2. Losing Sensor East and Sensor West together stops 66.7 % of Device maker’s output; either alone: 33.3 %, 33.3 %."
      ))
    #expect(text.contains("Complete: there is no other set of up to 3 among 3 candidates upstream."))
  }

  @Test func `a limit is said, with what is complete`() throws {
    let json = try Command.run(["cutsets", "microsoft", "--limit", "45", "--json"]).json()
    #expect(json["complete"] as? Bool == false && json["complete_order"] as? Int == 1)
    #expect((json["reason"] as? String)?.contains("more than 45 sets") == true)
    #expect((json["cut_sets"] as? [[String]])?.count == 45)
  }

  @Test func `the fault tree is written whole`() throws {
    let scratch = try Scratch()
    let file = scratch.folder.appendingPathComponent("tree.xml").path
    let run = try Command.run(["cutsets", "town", "--graph", "cycle", "--mef", file, "--json"])
    #expect(run.status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix("<?xml") && text.contains("<define-gate name=\"top\">") && text.hasSuffix("</opsa-mef>\n"))
    #expect(try Command.run(["cutsets", "town", "--graph", "cycle", "--mef", "/nowhere/at/all.xml"]).status == 73)
  }

  @Test(arguments: [
    (["microsfot"], "did you mean 'microsoft'"), (["kind=hyperscaler"], "--all"), ([], "target"),
    (["microsoft", "--threshold", "0"], "--threshold"), (["microsoft", "--threshold", "nan"], "--threshold"),
    (["microsoft", "--order", "0"], "--order"), (["microsoft", "--candidates", "microsoft"], "only the target"),
    (["microsoft", "--candidates", "kind=nonsense"], "matches nothing"),
    (["microsoft", "--structure", "weighted", "--mef", "x.xml"], "--mef"),
    (["microsoft", "--structure", "weighted", "--with-qualified"], "--with-qualified"),
    (["microsoft", "google", "--all", "--any"], "contradict"),
  ]) func `mistakes are named`(_ arguments: [String], _ word: String) throws {
    let run = try Command.run(["cutsets"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `several targets down together need no less than each alone`() throws {
    let all = try Command.run(["cutsets", "microsoft", "google", "--all", "--order", "1", "--json"]).json()
    let any = try Command.run(["cutsets", "microsoft", "google", "--any", "--order", "1", "--json"]).json()
    let one = try Command.run(["cutsets", "microsoft", "--order", "1", "--json"]).json()
    func singles(_ json: [String: Any]) -> Set<[String]> { Set(json["cut_sets"] as? [[String]] ?? []) }
    #expect(singles(all).isSubset(of: singles(one)) && singles(one).isSubset(of: singles(any)))
    #expect(all["target"] as? [String] == ["microsoft", "google"])
    #expect(!singles(all).isEmpty && singles(all) != singles(any))
  }
}
