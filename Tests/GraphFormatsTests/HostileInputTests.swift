import Diagnostics
import SupplyGraph
import Testing

@testable import GraphFormats

/// Input made to hurt: it must cost neither stack nor time nor memory, and never the process.
@Suite struct HostileInputTests {
  static func read(_ text: String, _ syntax: TextSyntax = .yaml) -> [Finding] {
    YAMLGraphReader().read(Array(text.utf8), name: "t", syntax: syntax).findings
  }

  @Test func aliasBombsAreRefusedUnopened() {
    var bomb = "schema: chokepoint-graph/1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for i in 1..<60 {
      bomb += "a\(i): &a\(i) [" + Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    // Opened, the bomb would fill any memory; that this test ends shows that it was not.
    let found = codes(Self.read(bomb))
    #expect(found.filter { $0 == "alias-refused" }.count == 60)
  }

  struct Deep: Sendable, CustomTestStringConvertible {
    var begin: String
    var syntax: TextSyntax
    var end = ""
    var testDescription: String { "\(begin) 20 000 times" }
    var text: String { String(repeating: begin, count: 20_000) + String(repeating: end, count: 20_000) }
  }

  @Test(arguments: [
    Deep(begin: "[", syntax: .yaml), Deep(begin: "[", syntax: .json), Deep(begin: "{a: ", syntax: .yaml),
    Deep(begin: "{\"a\":", syntax: .json), Deep(begin: "[", syntax: .json, end: "]"),
    Deep(begin: "[", syntax: .yaml, end: "]"), Deep(begin: "- ", syntax: .yaml), Deep(begin: "[a: ", syntax: .yaml),
    Deep(begin: "? ", syntax: .yaml), Deep(begin: "!", syntax: .yaml), Deep(begin: "&a ", syntax: .yaml),
    Deep(begin: "{ &a ", syntax: .yaml, end: "*a}"),
  ]) func nestingCostsNoStack(_ deep: Deep) {
    #expect(Self.read(deep.text, deep.syntax).contains { $0.severity == .error })
  }

  @Test func sixtyFourLevelsAreRead() {
    let open = String(repeating: "[", count: 64)
    let close = String(repeating: "]", count: 64)
    for syntax in [TextSyntax.yaml, .json] {
      #expect(parserFindings(open + close, syntax) == [])
      #expect(parserFindings("[" + open + close + "]", syntax).first?.contains("error[too-deep]") == true)
    }
  }

  @Test func indentationIsNestingToo() {
    var text = ""
    for level in 0..<300 { text += String(repeating: " ", count: level) + "a:\n" }
    #expect(codes(Self.read(text)) == ["too-deep"])
  }

  @Test func longLinesCostNoSquares() {
    // Columns are asked for on every node of one long line.
    let items = (0..<20_000).map { "\"é\($0)\"" }.joined(separator: ",")
    #expect(parserFindings("{\"a\": [\(items)]}", .json) == [])
    #expect(parserFindings("a: [\(items)]") == [])
  }

  /// Texts on which a careless reader walks the same stretch again for every character or line.
  @Test func nothingIsWalkedTwiceOver() throws {
    let many = 30_000
    #expect(parserFindings("a: x" + String(repeating: "\n x", count: many)) == [])
    #expect(parserFindings("a: \"x" + String(repeating: "\n x", count: many) + "\"") == [])
    #expect(parserFindings("a: |\n" + String(repeating: " x\n", count: many)) == [])
    #expect(parserFindings("a: x" + String(repeating: "\n", count: many) + "b: c") == [])
    #expect(parserFindings("a: b\nkey\n" + String(repeating: "\t", count: many) + "x").count == 1)
    #expect(parserFindings("a:\n   x\n" + String(repeating: "\t", count: many) + "x").count == 1)
    #expect(parserFindings(String(repeating: "a: b\n", count: many / 10)).count == 1)
    for sign in [".", "-", "9", "%", ","] {
      let number = String(repeating: sign, count: many)
      if case .success = NumberText.parse(number) { #expect(Bool(false), "\(sign)") }
    }
    for cell in ["x\"", "\"\",", "\0", "\"x\"y,"] {
      let row = String(repeating: cell, count: many)
      let reading = try CSVFolderReader().read(
        tables: [("entities.csv", Array("id,name\n\(row)\n".utf8)), ("supplies.csv", Array(row.utf8))], folder: "g")
      #expect(reading.hasErrors)
    }
  }

  @Test func sizesAreLimited() {
    var limits = FormatLimits()
    limits.documentBytes = 100
    let text = Array("schema: chokepoint-graph/1\n# ".utf8) + [UInt8](repeating: 0x78, count: 100)
    let findings = YAMLGraphReader(limits: limits).read(text, name: "t").findings
    #expect(findings.map { line($0) } == ["t:1:1: error[too-large]: the file is larger than the limit of 100 bytes"])
  }

  /// Any bytes at all end in a document or in findings.
  @Test func randomMutationsOfDocuments() throws {
    var random = SplitMix(5)
    let alphabet = Array("\0\t\n\r \"#&'*,-.:;<=>?@[\\]`{|}~0aé\u{FEFF}".utf8) + [0xFF, 0xC0, 0xED, 0xF5]
    let document = YAMLGraphReader().read(Array(Samples.yaml.utf8), name: "t").document
    let json = try JSONGraphWriter().text(document)
    var broken = 0
    for (text, syntax) in [(Samples.yaml, TextSyntax.yaml), (json, .json), (json, .yaml)] {
      for _ in 0..<700 {
        let bytes = mutated(Array(text.utf8), using: &random, alphabet: alphabet)
        let reading = YAMLGraphReader().read(bytes, name: "t", syntax: syntax)
        if reading.hasErrors { broken += 1 } else { #expect(reading.document.schema != nil) }
        _ = ScenarioReader().read(bytes, name: "t", syntax: syntax)
      }
    }
    #expect(broken > 1_000)
  }

  @Test func randomMutationsOfTables() throws {
    var random = SplitMix(6)
    let alphabet = Array("\0\t\n\r \"#',-.;=|0aé\u{FEFF}".utf8) + [0xFF, 0xC0]
    let document = YAMLGraphReader().read(Array(Samples.yaml.utf8), name: "t").document
    let files = try CSVFolderWriter().files(document)
    var broken = 0
    for _ in 0..<1_500 {
      var tables = files.map { (name: $0.name, bytes: Array($0.text.utf8)) }
      let place = Int.random(in: tables.indices, using: &random)
      tables[place].bytes = mutated(tables[place].bytes, using: &random, alphabet: alphabet)
      let reading = try CSVFolderReader().read(tables: tables, folder: "g")
      if reading.hasErrors { broken += 1 }
    }
    #expect(broken > 500)
  }
}
