import Foundation
import Testing

/// Systemic risk, paths and structure as a user asks for them.
struct SystemicRiskCommandTests {
  private static let questions: [[String]] = [
    ["chokepoints", "--method", "esri", "--sizes", "derived"],
    ["chokepoints", "--method", "esri", "--sizes", "derived", "--substitution", "--epsilon", "1e-2"],
    ["paths", "microsoft", "TWN"], ["paths", "openai", "TWN", "-k", "2", "--needs", "flow"],
    ["describe", "--structure"], ["describe", "--structure", "--target", "microsoft", "--top", "3"],
  ]

  @Test(arguments: questions) func sameBytesAndEnvelope(_ arguments: [String]) throws {
    for format in ["table", "json", "csv", "markdown"] {
      let first = try Command.run(arguments + ["--format", format])
      #expect(first.status == 0, "\(first.errors)")
      #expect(!first.output.isEmpty)
      #expect(first.output == (try Command.run(arguments + ["--format", format])).output)
    }
    let json = try Command.run(arguments + ["--json"]).json()
    #expect(["schema", "tool", "graph", "scenario", "unattributed_policy"].allSatisfy { json[$0] != nil })
  }

  /// The network of the authors' fixture, written as a supply graph: criticality 1, 0.5 and 0 for 2, 1 and 0.
  @Test(arguments: [false, true]) func equalToTheAuthorsProgram(hasSubstitution: Bool) throws {
    let scratch = try Scratch()
    let graph = try scratch.write("firms40.json", try Self.firms40())
    let json = try Command.run(
      ["chokepoints", "--method", "esri", "--json", "--graph", graph, "--target", "*"]
        + (hasSubstitution ? ["--substitution"] : [])
    ).json()
    let results = try #require(json["results"] as? [[String: Any]])
    let found = Dictionary(
      results.compactMap { row in (row["id"] as? String).map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
    let expected = try Self.table("esri_sub\(hasSubstitution ? 1 : 0)_eps1e-9").dropFirst()
    #expect(expected.count == 40)
    for row in expected {
      let answer = try #require(found["f\(Int(row[0]))"])
      #expect(abs((answer["esri"] as? Double ?? -1) - row[1]) < 1e-12)
      #expect(answer["steps"] as? Int == Int(row[6]))
    }
    #expect(json["method"] as? String == "esri" && json["sizes"] as? String == "stated")
    #expect(json["articulation_points"] is [String] && json["strong_articulation_points"] is [String])
  }

  @Test func missingVolumesAreListedWithTheirPlaces() throws {
    let command = try Command.run(["chokepoints", "--method", "esri"])
    #expect(command.status == 65 && command.output.isEmpty)
    let lines = command.errors.split(separator: "\n")
    let listed = lines.filter { $0.contains("error[missing-volume]") && $0.contains("needs.csv:") }
    #expect(listed.count > 200)
    #expect(lines.last?.contains("\(listed.count) of ") == true && lines.last?.contains("--sizes derived") == true)
  }

  @Test func pathsAreStrongestFirstAndCarrySources() throws {
    let json = try Command.run(["paths", "microsoft", "TWN", "--json", "-k", "8"]).json()
    let paths = try #require(json["paths"] as? [[String: Any]])
    #expect(paths.count == 8 && json["complete"] as? Bool == true)
    let strengths = paths.compactMap { $0["strength"] as? Double }
    #expect(strengths.count == 8 && strengths == strengths.sorted(by: >))
    for path in paths {
      let steps = try #require(path["steps"] as? [[String: Any]])
      #expect(steps.first?["buyer"] as? String == "microsoft" && steps.last?["supplier"] as? String == "TWN")
      var product = 1.0
      for (step, next) in zip(steps, steps.dropFirst()) {
        #expect(step["supplier"] as? String == next["buyer"] as? String)
      }
      for step in steps {
        product *= (step["share"] as? Double ?? 0) * (step["criticality"] as? Double ?? 0)
        #expect((step["sources"] as? [String])?.isEmpty == false && step["product"] is String)
      }
      #expect(abs(product - (path["strength"] as? Double ?? -1)) < 1e-12)
    }
  }

  @Test func noWayIsAnAnswerWithTheWayBack() throws {
    let command = try Command.run(["paths", "TWN", "microsoft"])
    #expect(command.status == 0 && command.text.contains("chokepoint paths microsoft TWN"))
    let json = try Command.run(["paths", "TWN", "microsoft", "--json"]).json()
    #expect((json["paths"] as? [Any])?.isEmpty == true && json["reverse_exists"] as? Bool == true)
  }

  @Test func structureOfACircle() throws {
    let json = try Command.run(["describe", "--structure", "--graph", "cycle", "--json"]).json()
    #expect(json["strongly_connected_components"] as? [[String]] == [["turbine-works", "power-plant"]])
    #expect(json["strong_articulation_points"] as? [String] == [])
    let dominators = try #require((json["dominators"] as? [[String: Any]])?.first)
    #expect(dominators["target"] as? String == "town" && dominators["immediate"] as? String == "power-plant")
  }

  @Test(arguments: [
    (["paths", "microsoft", "Microsoft"], "same entity"), (["paths", "microsft", "TWN"], "microsoft"),
    (["paths", "microsoft", "TWN", "-k", "0"], "--paths"), (["chokepoints", "--substitution"], "--method esri"),
    (["chokepoints", "--epsilon", "1e-2"], "--method esri"),
    (["chokepoints", "--method", "esri", "--epsilon", "-1"], "--epsilon"),
    (["chokepoints", "--method", "esri", "--epsilon", "nan"], "--epsilon"),
    (["describe", "--structure", "--credits"], "one at a time"),
  ]) func wrongUseIsExplained(_ arguments: [String], _ advice: String) throws {
    let command = try Command.run(arguments)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains(advice), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  private static func table(_ name: String) throws -> [[Double]] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures/firms40"))
    return String(decoding: try Data(contentsOf: url), as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }
  }

  private static func firms40() throws -> String {
    let edges = try table("edges").dropFirst()
    let industry = try table("firms").dropFirst().map { Int($0[0]) }
    let essentiality = try table("ess")
    var entities: [[String: Any]] = []
    for buyer in 1...industry.count {
      var needs: [[String: Any]] = []
      let bought = Dictionary(grouping: edges.filter { Int($0[1]) == buyer }) { industry[Int($0[0]) - 1] }
      for (supplying, rows) in bought.sorted(by: { $0.key < $1.key }) {
        let volume = rows.reduce(0) { $0 + $1[2] }
        needs.append([
          "product": "industry-\(supplying)", "volume": volume,
          "criticality": essentiality[supplying - 1][industry[buyer - 1] - 1] / 2,
          "supplies": rows.map {
            ["from": "f\(Int($0[0]))", "share": $0[2] / volume, "source": "synthetic"] as [String: Any]
          },
        ])
      }
      var entity: [String: Any] = ["id": "f\(buyer)", "name": "Firm \(buyer)", "kind": "company"]
      if !needs.isEmpty { entity["needs"] = needs }
      entities.append(entity)
    }
    let products = Set(industry).sorted().map { ["id": "industry-\($0)", "name": "Industry \($0)"] }
    let graph: [String: Any] = [
      "schema": "chokepoint-graph/1", "id": "firms40", "title": "Forty firms", "as_of": "2026",
      "sources": [["id": "synthetic", "title": "Synthetic network"]], "products": products, "entities": entities,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: graph), as: UTF8.self)
  }
}
