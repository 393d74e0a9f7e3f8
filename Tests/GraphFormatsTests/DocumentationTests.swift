import Foundation
import Testing

@testable import GraphFormats

/// The page for people and the tables of the code say the same.
@Suite struct DocumentationTests {
  static let page: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("Docs/Formats.md"), encoding: .utf8)) ?? ""
  }()

  @Test func everyColumnIsDescribed() throws {
    for schema in GraphTables.all {
      let begin = try #require(Self.page.range(of: "### \(schema.fileName)"))
      let section = Self.page[begin.upperBound...]
      let text = section.range(of: "\n##").map { section[..<$0.lowerBound] } ?? section
      let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
      let expected = schema.columns.map { "| `\($0.name)`\($0.isRequired ? " *" : "") |" }
      #expect(rows.count == expected.count, "\(schema.fileName)")
      for (row, start) in zip(rows, expected) { #expect(row.hasPrefix(start), "\(schema.fileName)") }
    }
  }

  @Test func theLimitsAreThoseOfTheCode() {
    let limits = FormatLimits()
    for (what, bytes) in [
      ("a table", limits.tableBytes), ("a YAML or JSON file", limits.documentBytes),
      ("a row of a table", limits.rowBytes),
      ("a cell", limits.cellBytes),
    ] {
      #expect(Self.page.contains("| \(what) | \(FormatLimits.readable(bytes)) |"))
    }
    #expect(Self.page.contains("| levels of lists and maps | \(limits.depth) |"))
    #expect(Self.page.contains("| a key in YAML | \(limits.keyBytes) characters |"))
  }

  /// Every code that a fixture shows stands in the list of codes.
  @Test func everyCodeIsExplained() throws {
    var shown: Set<String> = []
    for name in InvalidFixtureTests.names {
      let text = try String(contentsOfFile: InvalidFixtureTests.folder + name + ".expected", encoding: .utf8)
      if let match = text.firstMatch(of: /\[([a-z0-9-]+)\]:/) { shown.insert(String(match.output.1)) }
    }
    #expect(shown.count > 30)
    for code in shown.sorted() { #expect(Self.page.contains("`\(code)`"), "\(code)") }
  }

  @Test func theExamplesAreRead() throws {
    let blocks = Self.page.components(separatedBy: "```")
    let yaml = blocks.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
    let graph = YAMLGraphReader().read(Array(try #require(yaml.first).utf8), name: "t")
    #expect(graph.findings.isEmpty)
    let scenario = ScenarioReader().read(Array(try #require(yaml.last).utf8), name: "t")
    #expect(scenario.findings.isEmpty)
    let tables = blocks.filter { $0.hasPrefix("\nid,") || $0.hasPrefix("\nentity,") }
    let folder = try CSVFolderReader().read(
      tables: [("entities.csv", Array(tables[0].utf8)), ("supplies.csv", Array(tables[1].utf8))], folder: "acme-chain")
    #expect(folder.findings.isEmpty)
    #expect(folder.document.normalised == graph.document.normalised)
  }
}
