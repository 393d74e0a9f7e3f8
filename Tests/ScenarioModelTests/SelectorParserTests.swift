import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import Testing

/// The language of selectors: what is read, how it is printed, what is wrong and where.
@Suite struct SelectorParserTests {
  private typealias Term = Selector.Term
  private typealias Pattern = Selector.Pattern

  /// A text, and how the selector prints itself.
  static let texts: [(text: String, printed: String)] = [
    ("*", "*"), (" * ", "*"), ("nvidia", "nvidia"), ("id=nvidia", "nvidia"), ("TWN", "TWN"), ("!nvidia", "!nvidia"),
    ("kind=foundry", "kind=foundry"), ("kind=foundry,memory", "kind=foundry,memory"), ("a,b", "a,b"),
    ("country=TWN  kind=foundry", "country=TWN kind=foundry"), ("tsmc*", "tsmc*"), ("kind=*", "kind=\"\"*"),
    ("a|b", "a | b"), ("a | b c | *", "a | b c | *"), ("*|a", "* | a"), ("* a", "a"), ("a *", "a"),
    ("kind=\"ai lab\"", "kind=\"ai lab\""), ("\"a b\"*", "\"a b\"*"), ("kind=\"f*\"", "kind=\"f*\""),
    ("\"a=b\"", "\"a=b\""), ("\"a\\\"b\"", "\"a\\\"b\""), ("\"a\\\\b c\"", "\"a\\\\b c\""), ("\"\"", "\"\""),
    ("!kind=a,\"b,c\" hq=USA", "!kind=a,\"b,c\" hq=USA"), ("a\tb\nc", "a b c"),
    ("kind=a\ncountry=b", "kind=a country=b"),
    ("Ä=1", ""), ("Ä", "Ä"), ("!!a", "!\"!a\""), ("a!b", "\"a!b\""),
  ]

  @Test(arguments: texts.filter { !$0.printed.isEmpty })
  func whatIsReadPrintsItselfInOneForm(_ given: (text: String, printed: String)) throws {
    let selector = try Selector.parsed(given.text)
    #expect(selector.description == given.printed)
    #expect(try Selector.parsed(selector.description) == selector)
  }

  @Test func termsJoinByAndAlternativesByOr() throws {
    #expect(
      try Selector.parsed("!kind=foundry,mem* country=TWN | nvidia").alternatives == [
        [
          Term(isNegated: true, key: .kind, patterns: [Pattern("foundry"), Pattern("mem", isPrefix: true)]),
          Term(key: .country, patterns: [Pattern("TWN")]),
        ],
        [Term(key: .id, patterns: [Pattern("nvidia")])],
      ])
    #expect(try Selector.parsed("*") == .everything)
    #expect(try Selector.union([.parsed("a"), .parsed("b | c")]) == Selector.parsed("a | b | c"))
  }

  @Test(arguments: Selector.Key.allCases) func everyKeyIsRead(_ key: Selector.Key) throws {
    #expect(try Selector.parsed("\(key.rawValue)=x").alternatives == [[Term(key: key, patterns: [Pattern("x")])]])
  }

  @Test func anySelectorSurvivesPrintingAndReading() throws {
    var generator = SplitMix64(seed: 5)
    let pieces = [
      "a", "b", "foundry", "TWN", "*", "\"", "\\", ",", "|", "=", "!", " ", "\t", "\n", "\r", "é", "👾", "\u{301}",
      "kind", "",
    ]
    func word() -> String { (0..<(1 + generator.below(4))).map { _ in pieces[generator.below(pieces.count)] }.joined() }
    for _ in 0..<3_000 {
      let selector = Selector(
        alternatives: (0..<(1 + generator.below(3))).map { _ in
          (0..<generator.below(4)).map { _ in
            Term(
              isNegated: generator.below(3) == 0, key: Selector.Key.allCases[generator.below(10)],
              patterns: (0..<(1 + generator.below(3))).map { _ in Pattern(word(), isPrefix: generator.below(3) == 0) })
          }
        })
      let printed = selector.description
      guard let read = try? Selector.parsed(printed) else {
        Issue.record("cannot read \(printed.debugDescription)")
        continue
      }
      #expect(read == selector, "\(printed.debugDescription)")
    }
  }

  @Test func arbitraryTextGivesASelectorOrAFindingInsideIt() {
    var generator = SplitMix64(seed: 6)
    let pieces = ["a", "kind", "knd", "=", "=", ",", "|", "!", "*", "\"", "\\", " ", " ", "\t", "\n", "é"]
    var (read, refused) = (0, 0)
    for _ in 0..<3_000 {
      let text = (0..<generator.below(12)).map { _ in pieces[generator.below(pieces.count)] }.joined()
      do {
        let selector = try SelectorParser.parse(text, option: "--target")
        read += 1
        #expect(!selector.alternatives.isEmpty)
      } catch {
        refused += 1
        #expect(Set(error.findings).count == error.findings.count, "\(text.debugDescription) reports a fault twice")
        for finding in error.findings {
          #expect(finding.position?.file == "--target" && finding.position?.line == 1)
          #expect((1...(text.unicodeScalars.count + 1)).contains(finding.position?.column ?? 0))
        }
      }
    }
    #expect(read > 300 && refused > 300)
  }

  /// A text, and the code, column, text and suggestion of every finding.
  static let faults: [(text: String, findings: [(code: String, column: Int, text: String, suggestion: String?)])] = [
    ("", [("bad-selector", 1, "the selector is empty", emptyHint)]),
    ("  ", [("bad-selector", 3, "the selector is empty", emptyHint)]),
    ("kind=", [("bad-selector", 6, "a value is missing here", nil)]),
    ("kind= a", [("bad-selector", 6, "a value is missing here", nil)]),
    ("=x", [("bad-selector", 1, "a value is missing here", nil)]),
    ("!", [("bad-selector", 2, "a value is missing here", nil)]),
    ("kind==x", [("bad-selector", 6, "a value is missing here", nil)]),
    ("kind=a,", [("bad-selector", 8, "a value is missing here", nil)]),
    ("kind=a,,b", [("bad-selector", 8, "a value is missing here", nil)]),
    ("kind=a,|b", [("bad-selector", 8, "a value is missing here", nil)]),
    ("| a", [("bad-selector", 1, "nothing stands before '|'", nil)]),
    ("a | | b", [("bad-selector", 5, "nothing stands before '|'", nil)]),
    ("a |", [("bad-selector", 4, "nothing stands after '|'", emptyHint)]),
    ("\"abc", [("bad-selector", 1, "a quotation mark is not closed", nil)]),
    ("kind=\"abc", [("bad-selector", 6, "a quotation mark is not closed", nil)]),
    ("knd=foundry", [("unknown-key", 1, "a selector has no key 'knd'", "did you mean 'kind'?")]),
    ("é !contry=x", [("unknown-key", 4, "a selector has no key 'contry'", "did you mean 'country'?")]),
    (
      "knd=a b hqq=c",
      [
        ("unknown-key", 1, "'knd'", "did you mean 'kind'?"), ("unknown-key", 9, "'hqq'", "did you mean 'hq'?"),
      ]
    ),
    (String(repeating: "a", count: 10_001), [("too-large", 1, "longer than 10 000 bytes", nil)]),
  ]

  private static let emptyHint = "write an id such as microsoft, a term such as kind=foundry, or *"

  @Test(arguments: faults.indices) func faultsAreNamedAtTheirColumn(_ index: Int) {
    let given = Self.faults[index]
    do {
      let selector = try SelectorParser.parse(given.text, option: "--to")
      Issue.record("read as \(selector)")
    } catch {
      #expect(error.findings.map(\.code) == given.findings.map(\.code), "\(given.text)")
      for (found, expected) in zip(error.findings, given.findings) {
        #expect(found.severity == .error)
        #expect(found.position == SourcePosition(file: "--to", line: 1, column: expected.column), "\(given.text)")
        #expect(found.text.contains(expected.text), "\(found.text)")
        #expect(found.suggestion == expected.suggestion)
      }
    }
  }

  @Test func faultsInAFileAreCountedFromWhereTheTextStands() {
    var parser = SelectorParser(files: ["a.yaml", "b.yaml"])
    let spot = SourceSpot(file: 1, line: 7, column: 12)
    #expect(parser.parse(.text(Located("a knd=b", at: spot))) == nil)
    #expect(parser.allFindings.map(\.position) == [SourcePosition(file: "b.yaml", line: 7, column: 14)])
  }
}

/// Selectors written as a map of the same terms.
@Suite struct SelectorMapTests {
  private func row(_ key: String, _ values: String..., column: Int32 = 1) -> SelectorTermRow {
    SelectorTermRow(
      key: Located(key, at: SourceSpot(file: 0, line: 3, column: column)),
      values: values.map { Located($0, at: SourceSpot(file: 0, line: 4, column: column)) })
  }

  @Test func aMapSaysTheSameAsText() throws {
    var parser = SelectorParser(files: ["f"])
    let map = parser.parse(.map([row("country", "TWN"), row("!kind", "foundry", "pack*"), row("id", "a b")]))
    #expect(map == (try Selector.parsed("country=TWN !kind=foundry,pack* \"a b\"")))
    #expect(parser.allFindings.isEmpty)
  }

  @Test func aTermStandsWhereItsFirstValueStands() throws {
    var parser = SelectorParser(files: ["f"])
    let selector = parser.parse(.map([row("country", "TWN", column: 9)]))
    #expect(selector?.alternatives[0][0].spot == SourceSpot(file: 0, line: 4, column: 9))
  }

  @Test func everyFaultIsReported() {
    var parser = SelectorParser(files: ["f"])
    #expect(parser.parse(.map([row("knd", "a"), row("hq", column: 5), row("!", "a", column: 7)])) == nil)
    #expect(parser.allFindings.map(\.code) == ["unknown-key", "bad-selector", "unknown-key"])
    #expect(parser.allFindings.map { $0.position?.column } == [1, 5, 7])
    #expect(parser.allFindings.map(\.suggestion) == ["did you mean 'kind'?", nil, nil])
    #expect(parser.allFindings[1].text == "'hq' has no value")
  }

  @Test func anEmptyMapIsNotEverything() {
    var parser = SelectorParser(files: ["f"])
    #expect(parser.parse(.map([])) == nil)
    #expect(parser.allFindings.map(\.code) == ["bad-selector"])
  }
}

extension Selector {
  /// The selector that a text says.
  static func parsed(_ text: String) throws -> Selector { try SelectorParser.parse(text, option: "test") }
}
