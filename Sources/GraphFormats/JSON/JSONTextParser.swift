import Diagnostics

/// Strict JSON (RFC 8259) into ``TextNode``s with the place of every value.
///
/// Names may not repeat, lone surrogates and NUL are refused, nesting is limited, so that hostile input costs neither
/// stack nor memory. Numbers stay text until a decoder reads them.
///
/// - Complexity: O(n) time, O(n) space.
struct JSONTextParser {
  private var cursor: TextCursor
  private let limits: FormatLimits
  private let sink: FindingSink

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: Int32, isASCII: Bool, limits: FormatLimits, sink: FindingSink) {
    cursor = TextCursor(bytes, file: file, isASCII: isASCII)
    self.limits = limits
    self.sink = sink
  }

  /// The one value of the text.
  mutating func parse() throws(SyntaxFault) -> TextNode {
    skipSpace()
    let node = try value(depth: 1)
    skipSpace()
    guard cursor.atEnd else { throw fault("text after the end of the value") }
    return node
  }

  private mutating func value(depth: Int) throws(SyntaxFault) -> TextNode {
    let spot = cursor.here()
    switch cursor.byte {
    case UInt8(ascii: "{"): return try object(spot, depth)
    case UInt8(ascii: "["): return try array(spot, depth)
    case UInt8(ascii: "\""): return .quoted(try string(), at: spot)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .plain(try number(), at: spot)
    default: return .plain(try word(), at: spot)
    }
  }

  private mutating func object(_ spot: SourceSpot, _ depth: Int) throws(SyntaxFault) -> TextNode {
    guard depth <= limits.depth else { throw tooDeep(spot) }
    var pairs: [TextPair] = []
    var names = NameSet()
    cursor.position += 1
    skipSpace()
    if cursor.byte == UInt8(ascii: "}") {
      cursor.position += 1
      return TextNode(content: .mapping([]), spot: spot)
    }
    while true {
      guard cursor.byte == UInt8(ascii: "\"") else {
        throw fault(
          cursor.atEnd ? "the map is not closed" : "a key in double quotes is expected",
          at: cursor.atEnd ? spot : nil)
      }
      let keySpot = cursor.here()
      let key = Located(try string(), at: keySpot)
      skipSpace()
      guard cursor.byte == UInt8(ascii: ":") else {
        throw fault("':' is expected after the key '\(shorten(key.value))'")
      }
      cursor.position += 1
      skipSpace()
      let node = try value(depth: depth + 1)
      if names.insert(key.value) {
        pairs.append(TextPair(key: key, value: node))
      } else {
        sink.add("duplicate-key", at: keySpot, "the key '\(shorten(key.value))' stands here twice")
      }
      skipSpace()
      if cursor.byte == UInt8(ascii: "}") { break }
      try comma(closing: "}", opened: spot)
    }
    cursor.position += 1
    return TextNode(content: .mapping(pairs), spot: spot)
  }

  private mutating func array(_ spot: SourceSpot, _ depth: Int) throws(SyntaxFault) -> TextNode {
    guard depth <= limits.depth else { throw tooDeep(spot) }
    var items: [TextNode] = []
    cursor.position += 1
    skipSpace()
    if cursor.byte == UInt8(ascii: "]") {
      cursor.position += 1
      return TextNode(content: .sequence([]), spot: spot)
    }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if cursor.byte == UInt8(ascii: "]") { break }
      try comma(closing: "]", opened: spot)
    }
    cursor.position += 1
    return TextNode(content: .sequence(items), spot: spot)
  }

  private mutating func comma(closing: String, opened spot: SourceSpot) throws(SyntaxFault) {
    guard cursor.byte == UInt8(ascii: ",") else {
      throw cursor.atEnd
        ? fault("'\(closing)' is missing for the bracket that opens here", at: spot)
        : fault("',' or '\(closing)' is expected")
    }
    let spot = cursor.here()
    cursor.position += 1
    skipSpace()
    if cursor.byte == UInt8(ascii: "}") || cursor.byte == UInt8(ascii: "]") {
      throw fault("a comma before the closing bracket", at: spot, suggestion: "delete the comma")
    }
  }

  private mutating func number() throws(SyntaxFault) -> String {
    let start = cursor.position
    if cursor.byte == UInt8(ascii: "-") { cursor.position += 1 }
    let first = cursor.byte
    try digits(from: start)
    if first == UInt8(ascii: "0"), cursor.position - start > (cursor.bytes[start] == UInt8(ascii: "-") ? 2 : 1) {
      throw fault(
        "a number with a leading zero", at: cursor.spot(at: start), suggestion: "put it in quotes if it is a code")
    }
    if cursor.byte == UInt8(ascii: ".") {
      cursor.position += 1
      try digits(from: start)
    }
    if cursor.byte | 0x20 == UInt8(ascii: "e") {
      cursor.position += 1
      if cursor.byte == UInt8(ascii: "-") || cursor.byte == UInt8(ascii: "+") { cursor.position += 1 }
      try digits(from: start)
    }
    return cursor.text(start..<cursor.position)
  }

  private mutating func digits(from start: Int) throws(SyntaxFault) {
    guard cursor.byte &- 0x30 < 10 else { throw fault("this is no JSON number", at: cursor.spot(at: start)) }
    while cursor.byte &- 0x30 < 10 { cursor.position += 1 }
  }

  private mutating func word() throws(SyntaxFault) -> String {
    let start = cursor.position
    while cursor.byte | 0x20 >= 0x61 && cursor.byte | 0x20 <= 0x7A { cursor.position += 1 }
    let word = cursor.text(start..<cursor.position)
    if word == "true" || word == "false" || word == "null" { return word }
    let spot = cursor.spot(at: start)
    if cursor.atEnd, word.isEmpty { throw fault("the text ends where a value is expected", at: spot) }
    switch word {
    case "NaN", "Infinity": throw SyntaxFault(code: "not-finite", spot: spot, text: "'\(word)' is no JSON number")
    case "True", "False", "None", "TRUE", "FALSE":
      throw fault("'\(word)' is no JSON value", at: spot, suggestion: "write true, false or null")
    default:
      throw fault(
        word.isEmpty ? "a value is expected" : "'\(shorten(word))' is no JSON value", at: spot,
        suggestion: word.isEmpty ? nil : "put texts in double quotes")
    }
  }

  private mutating func string() throws(SyntaxFault) -> String {
    let open = cursor.here()
    cursor.position += 1
    let start = cursor.position
    while cursor.byte >= 0x20, cursor.byte != UInt8(ascii: "\""), cursor.byte != UInt8(ascii: "\\") {
      cursor.position += 1
    }
    if cursor.byte == UInt8(ascii: "\"") {
      cursor.position += 1
      return cursor.text(start..<(cursor.position - 1))
    }
    var result = Array(cursor.bytes[start..<cursor.position])
    while cursor.byte != UInt8(ascii: "\"") {
      if cursor.atEnd { throw fault("the text that begins here has no closing quote", at: open) }
      if cursor.byte < 0x20 {
        throw fault("a line break or control character inside a text", suggestion: "write it as \\n or \\u00XX")
      }
      if cursor.byte == UInt8(ascii: "\\") {
        try escape(into: &result)
      } else {
        result.append(cursor.byte)
        cursor.position += 1
      }
    }
    cursor.position += 1
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func escape(into result: inout [UInt8]) throws(SyntaxFault) {
    let spot = cursor.here()
    let letter = cursor.byte(ahead: 1)
    cursor.position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(letter)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(&cursor, digits: 4, at: spot, code: "json-syntax")
      result.append(contentsOf: Array(String(scalar).utf8))
    default:
      throw fault("this escape does not exist in JSON", at: spot, suggestion: "write \\\\ for a backslash")
    }
  }

  private mutating func skipSpace() {
    while true {
      switch cursor.byte {
      case 0x20, 0x09: cursor.position += 1
      case 0x0A, 0x0D: cursor.skipBreak()
      default: return
      }
    }
  }

  private func tooDeep(_ spot: SourceSpot) -> SyntaxFault {
    SyntaxFault(code: "too-deep", spot: spot, text: "more than \(limits.depth) levels of lists and maps")
  }

  private mutating func fault(_ text: String, at spot: SourceSpot? = nil, suggestion: String? = nil) -> SyntaxFault {
    SyntaxFault(code: "json-syntax", spot: spot ?? cursor.here(), text: text, suggestion: suggestion)
  }
}
