import Diagnostics
import Foundation
import ScenarioModel
import Testing

@testable import GraphFormats

/// The table of what was observed of past disruptions.
@Suite struct ObservedReaderTests {
  private static let header =
    "event,target,measure,from_day,to_day,value,low,high,unit,control,as_of,source,note\n"

  private static func read(_ text: String) throws -> ObservedReading {
    try ObservedReader().read(Array(text.utf8), name: "observed.csv")
  }

  @Test func everyColumnIsRead() throws {
    let reading = try Self.read(
      Self.header + "fire,buyer,mean_loss,10,40,0.25,0.2,0.3,share,false,2021-06,test,\"a, note\"\n")
    #expect(reading.findings == [])
    var row = ObservedRow(event: Located("fire"), target: Located("buyer"), measure: Located("mean_loss"))
    row.fromDay = Located(10)
    row.toDay = Located(40)
    row.value = Located(0.25)
    row.low = Located(0.2)
    row.high = Located(0.3)
    row.unit = Located("share")
    row.isControl = Located(false)
    row.asOf = Located("2021-06")
    row.source = Located("test")
    row.note = Located("a, note")
    #expect(reading.document.rows == [row])
    #expect(reading.document.rows.first?.value?.spot == SourceSpot(file: 0, line: 2, column: 28))
  }

  @Test func columnsInAnyOrderAndLeftOut() throws {
    let reading = try Self.read("value;measure;target;event\n0,5;worst_loss;buyer;fire\n")
    #expect(reading.findings == [])
    #expect(reading.document.rows.first?.value == Located(0.5))
    #expect(reading.document.rows.first?.low == nil)
  }

  @Test func faultsHaveTheirPlace() throws {
    let reading = try Self.read(
      "event,target,measure,valu\nfire,buyer,worst_loss,0.5\n")
    let finding = try #require(reading.findings.first)
    #expect(
      finding.code == "unknown-column" && finding.position == SourcePosition(file: "observed.csv", line: 1, column: 22))
    #expect(finding.text == "observed.csv has no column 'valu'")
    #expect(finding.suggestion == "did you mean 'value'?")
    let row = try Self.read("event,target,measure,value\nfire,,worst_loss,25%\nfire,buyer,worst_loss,25%\n")
    #expect(row.findings.map(\.code) == ["missing-value", "wrong-type"])
    #expect(row.document.rows.count == 1)
    #expect(try Self.read("event,target\nfire,buyer\n").findings.map(\.code) == ["missing-column"])
    #expect(try Self.read("").findings.map(\.code) == ["empty"])
  }

  @Test func theDigestIsThatOfTheFile() throws {
    let text = Self.header
    #expect(try Self.read(text).digest == SHA256.hexDigest(Array(text.utf8)))
  }
}

/// Folders of past events.
@Suite struct EventFolderTests {
  @Test func eventsAreTheFoldersWithAGraph() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("events-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String) throws {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    for name in [
      "observed.csv", "README.md", "empty/notes.txt", "yaml/graph.yaml", "yaml/scenarios/yaml.yaml",
      "yaml/scenarios/other.yaml", "json/graph.json", "tables/entities.csv", "tables/scenarios/tables.json",
    ] {
      try write(name)
    }
    let path = folder.path
    #expect(
      try EventFolder.events(in: path) == [
        .init(id: "json", graph: path + "/json/graph.json", scenario: nil),
        .init(id: "tables", graph: path + "/tables", scenario: path + "/tables/scenarios/tables.json"),
        .init(id: "yaml", graph: path + "/yaml/graph.yaml", scenario: path + "/yaml/scenarios/yaml.yaml"),
      ])
    #expect(try EventFolder.events(in: path + "/").map(\.id) == ["json", "tables", "yaml"])
    #expect(EventFolder.observed(in: path) == path + "/observed.csv")
    #expect(throws: FormatError.missing(path: path + "/none")) { try EventFolder.events(in: path + "/none") }
  }
}
