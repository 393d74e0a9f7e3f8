public import Diagnostics

/// Reads selectors from text and from maps; keeps every finding.
public struct SelectorParser {
  private var findings: FindingCollector
  private let files: [String]

  /// - Parameter files: names for the findings' positions, as in the document that holds the selector.
  public init(files: [String]) {
    self.files = files
    findings = FindingCollector(files: files)
  }

  /// Parses a selector given on the command line by an option.
  ///
  /// - Throws: `FindingsError` with every fault, its position counted inside the text.
  public static func parse(_ text: String, option: String) throws(FindingsError) -> Selector {
    var parser = SelectorParser(files: [option])
    let selector = parser.parse(.text(Located(text, at: SourceSpot(file: 0, line: 1, column: 1))))
    let findings = parser.findings.findings()
    guard findings.isEmpty, let selector else { throw FindingsError(findings) }
    return selector
  }

  /// Everything found so far.
  public var allFindings: [Finding] { findings.findings() }

  /// Parses a selector as written in a file; nil after a fault.
  ///
  /// - Parameter spot: where a map without terms is reported.
  public mutating func parse(_ source: SelectorSource, at spot: SourceSpot = .none) -> Selector? {
    switch source {
    case .text(let text): parse(text)
    case .map(let rows): parse(rows, at: spot)
    }
  }

  private mutating func parse(_ rows: [SelectorTermRow], at spot: SourceSpot) -> Selector? {
    guard !rows.isEmpty else {
      findings.add("bad-selector", at: spot, "the selector is empty", suggestion: "write * for every entity")
      return nil
    }
    var terms: [Selector.Term] = []
    var isSound = true
    for row in rows {
      let isNegated = row.key.value.hasPrefix("!")
      let name = isNegated ? String(row.key.value.dropFirst()) : row.key.value
      guard let key = key(name, at: row.key.spot) else {
        isSound = false
        continue
      }
      guard !row.values.isEmpty else {
        findings.add("bad-selector", at: row.key.spot, "'\(name)' has no value")
        isSound = false
        continue
      }
      terms.append(
        Selector.Term(
          isNegated: isNegated, key: key, patterns: row.values.map { pattern($0.value) },
          spot: row.values.first?.spot ?? row.key.spot))
    }
    return isSound ? Selector(alternatives: [terms]) : nil
  }

  private func pattern(_ text: String) -> Selector.Pattern {
    text.hasSuffix("*")
      ? Selector.Pattern(String(text.dropLast()), isPrefix: true) : Selector.Pattern(text)
  }

  private mutating func key(_ name: String, at spot: SourceSpot) -> Selector.Key? {
    if let key = Selector.Key(rawValue: name) { return key }
    let known = Selector.Key.allCases.map(\.rawValue)
    findings.add(
      "unknown-key", at: spot, "a selector has no key '\(name)'; it has \(known.joined(separator: ", "))",
      suggestion: didYouMean(name, in: known))
    return nil
  }

  // MARK: - Text

  private mutating func parse(_ text: Located<String>) -> Selector? {
    guard text.value.utf8.count <= 10_000 else {
      findings.add("too-large", at: text.spot, "the selector is longer than 10 000 bytes")
      return nil
    }
    var cursor = Cursor(text)
    var alternatives: [[Selector.Term]] = []
    var terms: [Selector.Term] = []
    var sawStar = false
    var isSound = true
    func finish(_ alternatives: inout [[Selector.Term]]) -> Bool {
      guard sawStar || !terms.isEmpty else { return false }
      alternatives.append(terms)
      return true
    }
    cursor.skipSpaces()
    while let scalar = cursor.peek {
      if scalar == "|" {
        let spot = cursor.spot
        cursor.advance()
        if !finish(&alternatives) {
          findings.add("bad-selector", at: spot, "nothing stands before '|'")
          isSound = false
        }
        terms = []
        sawStar = false
      } else if scalar == "*", cursor.isLoneStar {
        cursor.advance()
        sawStar = true
      } else if let term = term(&cursor) {
        terms.append(term)
      } else {
        isSound = false
        cursor.skipWord()
      }
      cursor.skipSpaces()
    }
    if !finish(&alternatives), isSound {
      findings.add(
        "bad-selector", at: cursor.spot, alternatives.isEmpty ? "the selector is empty" : "nothing stands after '|'",
        suggestion: "write an id such as microsoft, a term such as kind=foundry, or *")
      isSound = false
    }
    return isSound ? Selector(alternatives: alternatives) : nil
  }

  private mutating func term(_ cursor: inout Cursor) -> Selector.Term? {
    let spot = cursor.spot
    var isNegated = false
    if cursor.peek == "!" {
      isNegated = true
      cursor.advance()
    }
    let keySpot = cursor.spot
    guard let first = value(&cursor) else { return nil }
    guard cursor.peek == "=" else {
      guard let patterns = patterns(first, &cursor) else { return nil }
      return Selector.Term(isNegated: isNegated, key: .id, patterns: patterns, spot: spot)
    }
    cursor.advance()
    guard let key = key(first.text, at: keySpot) else { return nil }
    let valueSpot = cursor.spot
    guard let next = value(&cursor), let patterns = patterns(next, &cursor) else { return nil }
    return Selector.Term(isNegated: isNegated, key: key, patterns: patterns, spot: valueSpot)
  }

  private mutating func patterns(_ first: Selector.Pattern, _ cursor: inout Cursor) -> [Selector.Pattern]? {
    var patterns = [first]
    while cursor.peek == "," {
      cursor.advance()
      guard let next = value(&cursor) else { return nil }
      patterns.append(next)
    }
    return patterns
  }

  private mutating func value(_ cursor: inout Cursor) -> Selector.Pattern? {
    let spot = cursor.spot
    var text = ""
    if cursor.peek == "\"" {
      cursor.advance()
      var isClosed = false
      while let scalar = cursor.peek {
        cursor.advance()
        if scalar == "\"" {
          isClosed = true
          break
        }
        if scalar == "\\", let escaped = cursor.peek {
          cursor.advance()
          text.unicodeScalars.append(escaped)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
      guard isClosed else {
        findings.add("bad-selector", at: spot, "a quotation mark is not closed")
        return nil
      }
      guard cursor.peek == "*" else { return Selector.Pattern(text) }
      cursor.advance()
      return Selector.Pattern(text, isPrefix: true)
    }
    while let scalar = cursor.peek, !Cursor.isSpace(scalar), scalar != ",", scalar != "=", scalar != "|" {
      text.unicodeScalars.append(scalar)
      cursor.advance()
    }
    guard !text.isEmpty else {
      findings.add("bad-selector", at: spot, "a value is missing here")
      return nil
    }
    return pattern(text)
  }
}

/// A place in a selector's text.
private struct Cursor {
  private let scalars: [Unicode.Scalar]
  private let start: SourceSpot
  private var index = 0

  init(_ text: Located<String>) {
    scalars = Array(text.value.unicodeScalars)
    start = text.spot
  }

  var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  var spot: SourceSpot {
    SourceSpot(file: start.file, line: start.line, column: start.column + Int32(truncatingIfNeeded: index))
  }

  /// Whether the star here stands alone and is not the end of a prefix.
  var isLoneStar: Bool {
    index + 1 >= scalars.count || Self.isSpace(scalars[index + 1]) || scalars[index + 1] == "|"
  }

  mutating func advance() { index += 1 }

  mutating func skipSpaces() {
    while let scalar = peek, Self.isSpace(scalar) { index += 1 }
  }

  /// Blanks and the ends of lines of a text that a file spreads over several.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  mutating func skipWord() {
    if peek != nil { index += 1 }
    while let scalar = peek, !Self.isSpace(scalar), scalar != "|" { index += 1 }
  }
}
