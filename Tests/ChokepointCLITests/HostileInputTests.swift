import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Input that somebody made to break the program: an error or a right picture, never a crash or broken XML.
struct HostileInputTests {
  private static let head = """
    schema: chokepoint-graph/1
    id: hostile
    title: Hostile
    as_of: 2025
    """

  private func graph(name: String) -> String {
    // A JSON string is a YAML string too.
    let data = (try? JSONSerialization.data(withJSONObject: [name])) ?? Data()
    let quoted = String(decoding: data, as: UTF8.self).dropFirst().dropLast()
    return """
      {"schema": "chokepoint-graph/1", "id": "hostile", "title": \(quoted), "as_of": "2025",
       "entities": [
         {"id": "buyer", "name": \(quoted), "kind": "hyperscaler",
          "needs": [{"product": "chip", "note": \(quoted), "supplies": [{"from": "maker", "share": 1}]}]},
         {"id": "maker", "name": "Maker", "kind": "foundry", "country": "TWN"}]}
      """
  }

  @Test(arguments: [
    "\"quoted\" & <angled>", "back\\slash\\", "]]>", "<!-- -->", "\u{202E}desrever", "مايكروسوفت", "台積電🏭",
    "line\nbreak\ttab", "'; DROP TABLE", "&amp;&bogus;", "\u{FEFF}bom", "\u{FFFE}nonchar",
    String(repeating: "long ", count: 400), "red;", ":", "\\N \\G \\l",
  ]) func namesNeverBreakThePicture(_ name: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write("hostile.json", graph(name: name))
    for arguments in [["draw"], ["draw", "--color-by", "kind"], ["draw", "--color-by", "country"]] {
      let command = try Command.run(arguments + ["--graph", file])
      #expect(command.status == 0, "\(command.errors)")
      let parser = XMLParser(data: command.output)
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
    #expect(try Command.run(["draw", "--format", "dot", "--graph", file]).status == 0)
    for arguments in [["exposure", "buyer"], ["describe"], ["explain", "buyer"], ["chokepoints"]] {
      for format in ["table", "json", "csv", "markdown"] {
        let command = try Command.run(arguments + ["--graph", file, "--format", format])
        #expect(command.status == 0, "\(command.errors)")
        if format == "json" { #expect(try !command.json().isEmpty) }
        #expect(!command.text.contains("\u{1B}"))
      }
    }
  }

  @Test(arguments: ["\"quoted\"", "<script>", "../etc", "a b", "ä", "", "-lead", String(repeating: "x", count: 500)])
  func idsAreRefusedWithAPlace(_ id: String) throws {
    let data = try JSONSerialization.data(withJSONObject: [
      "schema": "chokepoint-graph/1", "id": "hostile", "title": "Hostile", "entities": [["id": id, "name": "x"]],
    ])
    let scratch = try Scratch()
    let file = try scratch.write("ids.json", String(decoding: data, as: UTF8.self))
    let command = try Command.run(["describe", "--graph", file])
    #expect(command.status == 65)
    #expect(command.errors.contains("ids.json:1:"))
  }

  @Test(arguments: [
    "NaN", ".nan", ".inf", "-.inf", "1e999", "-1e999", "0x1p3", "1_000", "0,5", "50%", "true", "[]", "",
  ])
  func sharesMustBeNumbers(_ share: String) throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "share.yaml",
      Self.head + """

        entities:
          - id: buyer
            needs: [ { product: chip, supplies: [ { from: maker, share: \(share.isEmpty ? "\"\"" : share.contains(",") ? "\"\(share)\"" : share) } ] } ]
          - { id: maker }
        """)
    let command = try Command.run(["describe", "--graph", file])
    #expect(command.status == 65, "\(share)")
    #expect(command.errors.contains("share.yaml:7:"), "\(command.errors)")
  }

  @Test(arguments: ["[", "{a: ", "- ", "{\"a\":"]) func deepNestingIsRefused(_ opening: String) throws {
    let scratch = try Scratch()
    let name = opening == "{\"a\":" ? "deep.json" : "deep.yaml"
    let file = try scratch.write(name, String(repeating: opening, count: 20_000))
    let command = try Command.run(["describe", "--graph", file])
    #expect(command.status == 65)
    #expect(command.errors.contains(name + ":1:"))
  }

  @Test func deepIndentationIsRefused() throws {
    let scratch = try Scratch()
    var text = ""
    for level in 0..<2500 { text += String(repeating: " ", count: level) + "a:\n" }
    let command = try Command.run(["describe", "--graph", try scratch.write("indent.yaml", text)])
    #expect(command.status == 65)
  }

  @Test(arguments: [false, true]) func anAliasBombIsRefusedAtOnce(asKey: Bool) throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    if asKey { text += "? *a9\n: x\n" }
    let scratch = try Scratch()
    let file = try scratch.write("bomb.yaml", text)
    let command = try Command.run(["describe", "--graph", file])
    #expect(command.status == 65)
    #expect(command.errors.contains("alias-refused"))
  }

  @Test func aHugeDocumentIsRefusedByItsSize() throws {
    let scratch = try Scratch()
    let path = scratch.path("huge.yaml")
    try Data().write(to: URL(fileURLWithPath: path))
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: 100_000_000)
    try handle.close()
    let command = try Command.run(["validate", "--graph", path])
    #expect(command.status == 65)
    #expect(command.text.contains("too-large"))
  }

  @Test func everyPrefixOfAGraphIsAnswered() throws {
    let text = Array(graph(name: "Name").utf8)
    let scratch = try Scratch()
    for length in stride(from: 0, to: text.count, by: 23) {
      let file = try scratch.write("cut.json", String(decoding: text.prefix(length), as: UTF8.self))
      let command = try Command.run(["describe", "--graph", file])
      #expect(command.status == 65)
      #expect(!command.errors.isEmpty)
    }
  }
}
