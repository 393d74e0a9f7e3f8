import Diagnostics
import Testing

@testable import GraphFormats

/// Cases worked by hand: what the specification calls by name, and what is refused on purpose.
@Suite struct YAMLTextParserTests {
  /// A node as text: `{k: v}`, `[a, b]`, quoted scalars in quotes.
  static func shape(_ node: TextNode?) -> String {
    guard let node else { return "nil" }
    switch node.content {
    case .refused: return "refused"
    case .scalar(let scalar): return scalar.isPlain ? scalar.text : scalar.text.debugDescription
    case .sequence(let items): return "[" + items.map(shape).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      return "{" + pairs.map { "\($0.key.value): \(shape($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  @Test(arguments: [
    ("a: b", "{a: b}"),
    ("a:\n- b\n- c: d\n  e: f\n", "{a: [b, {c: d, e: f}]}"),
    ("a:\n  - - b\n    - c\n  -\n    d\n", "{a: [[b, c], d]}"),
    ("a: one\n  two\n\n  three", "{a: one two\nthree}"),
    ("a: 'it''s\n  so'", "{a: \"it\\'s so\"}"),
    ("a: \"x\\\n  y\\x41\\u00e9\\U0001F600\\/\"", "{a: \"xyAé😀/\"}"),
    ("a: \"\\U0001F600\"", "{a: \"😀\"}"),
    ("a: |\n  x\n   y\n\nb: c", "{a: \"x\\n y\\n\", b: c}"),
    ("a: |-\n  x\n\n", "{a: \"x\"}"),
    ("a: |+\n  x\n\n", "{a: \"x\\n\\n\"}"),
    ("a: |2\n   x\n", "{a: \" x\\n\"}"),
    ("a: >\n  x\n  y\n\n  z\n   w\n  v\n", "{a: \"x y\\nz\\n w\\nv\\n\"}"),
    ("a: [b, 'c', {d: e}, f: g]", "{a: [b, \"c\", {d: e}, {f: g}]}"),
    ("{\"a\":1,b: , c}", "{a: 1, b: , c: }"),
    ("a: R&D # remark\nb: x#y\n# end", "{a: R&D, b: x#y}"),
    ("a: http://x.y/z", "{a: http://x.y/z}"),
    ("a: -1\nb: -x\nc: ?x\nd: :x", "{a: -1, b: -x, c: ?x, d: :x}"),
    ("---\na: b\n...\n# end\n", "{a: b}"),
    ("a:\tb\t# x", "{a: b}"),
    ("a:\r\n  b: c\r\nd: e\r", "{a: {b: c}, d: e}"),
    ("\u{FEFF}a: b", "{a: b}"),
    ("a: no\nb: 0x1F\nc: 1e3\nd: ~\ne: 12:30", "{a: no, b: 0x1F, c: 1e3, d: ~, e: 12:30}"),
    ("? a\n: b", "{a: b}"),
    ("%YAML 1.1\n---\na: b", "{a: b}"),
    (
      "a: \"see &x and *x\"\nb: |\n  AT &T is *big*\nc: R&D", "{a: \"see &x and *x\", b: \"AT &T is *big*\\n\", c: R&D}"
    ),
    ("a: &x b", "nil"),
    ("a: *x", "nil"),
    ("[a", "nil"),
    ("a: [b]]", "nil"),
    ("a: {b: c", "nil"),
    ("a: b: c", "nil"),
    ("a: 'b", "nil"),
    ("a: 1\n\"a\": 2", "nil"),
    ("a: \"\\0\"", "nil"),
    ("a:\n\tb: c", "nil"),
    ("a: b\n---\nc: d", "nil"),
    ("[a]: b", "nil"),
    ("a: \"\\uD83D\"", "nil"),
    ("a: \"\\uD83D\\u0041\"", "nil"),
    ("a: \"\\U00110000\"", "nil"),
    ("a: \"\\u12\"", "nil"),
    ("- a\nb: c", "nil"),
    ("a: |0\n x", "nil"),
  ]) func text(_ text: String, _ expected: String) {
    #expect(Self.shape(parsed(text)) == expected)
  }

  @Test func everythingHasItsPlace() {
    let text = "a: b\né: [x, {ö: 'y', z}]\nc:\n  - d: |\n      e\n    f:\n"
    var places: [String] = []
    func walk(_ node: TextNode) {
      places.append("\(node.spot.line):\(node.spot.column)")
      switch node.content {
      case .scalar, .refused: break
      case .sequence(let items): items.forEach(walk)
      case .mapping(let pairs):
        for pair in pairs {
          places.append("\(pair.key.value)@\(pair.key.spot.line):\(pair.key.spot.column)")
          walk(pair.value)
        }
      }
    }
    if let root = parsed(text) { walk(root) }
    #expect(
      places == [
        "1:1", "a@1:1", "1:4", "é@2:1", "2:4", "2:5", "2:8", "ö@2:9", "2:12", "z@2:17", "2:18", "c@3:1", "4:3", "4:5",
        "d@4:5", "4:8", "f@6:5", "6:7",
      ])
  }

  @Test func refusalsComeAtOnce() {
    func refusals(_ text: String) -> [String] { parserFindings(text).map { String($0.prefix { $0 != "]" }) } }
    #expect(
      refusals("a: &x 1\nc: !t 2\n<<: 4\nd: [&y {e: f}, { [g]: h }]\ni: \"\\0\"\n") == [
        "t:1:4: error[alias-refused", "t:2:4: error[yaml-refused", "t:3:1: error[alias-refused",
        "t:4:5: error[alias-refused", "t:4:18: error[yaml-refused", "t:5:4: error[nul",
      ])
    #expect(refusals("a: &x 1\nb: *x\nc: &y [*x]\n") == ["t:1:4: error[alias-refused", "t:3:4: error[alias-refused"])
    #expect(refusals("a: *x\nb: *y\n") == ["t:1:4: error[alias-refused"])
  }

  /// Every way in which an anchor or alias can begin is seen, also where no blank goes before.
  @Test(arguments: [
    "a: &x [1]\nb: [*x,*x]", "{\"a\":&x [1],\"b\":*x}", "{\"a\":&-x [1],\"b\":[*-x]}", "[&x [1],*x]", "- &x [1]\n- *x",
    "a: &x [1]\n? *x\n: 2", "\u{FEFF}&x a: [1]\nb: *x", "&x a: 1\nb: {*x : 2}",
  ]) func noAliasIsFollowed(_ text: String) {
    let findings = parserFindings(text)
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0.contains("error[alias-refused]") }, "\(findings)")
  }

  @Test func longKeysAreRefused() {
    let key = String(repeating: "k", count: 1_024)
    #expect(parsed("? \(key)\n: v") != nil)
    #expect(parsed("? \(key)k\n: v") == nil)
  }

  @Test func manyKeysStayUnique() {
    func codes(_ text: String) -> [String] {
      let reading = parserFindings(text)
      return reading.map { String($0.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }) }
    }
    var text = ""
    for i in 0..<100 { text += "k\(i): \(i)\n" }
    #expect(parserFindings(text) == [])
    #expect(codes(text + "k3: x\nk99: y\n") == ["duplicate-key"])
    #expect(codes(text + "\"k3\": x\n\"k99\": y\n").allSatisfy { $0 == "duplicate-key" })
  }
}
