/// A JSON value whose object keys keep their order.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key with its value.
  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An optional as its value or null.
  public static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  public static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
  public static func optional(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
  public static func strings(_ values: some Sequence<String>) -> JSONValue { .array(values.map { .string($0) }) }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }

  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue {
  /// The value as text: two spaces an indent, shortest numbers that read back the same, one line for lists of
  /// scalars. The same value always gives the same bytes.
  public var text: String {
    var out = ""
    write(to: &out, indent: 0)
    out.append("\n")
    return out
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to out: inout String, indent: Int) {
    switch self {
    case .null: out.append("null")
    case .bool(let value): out.append(value ? "true" : "false")
    case .integer(let value): out.append(String(value))
    case .number(let value): out.append(Self.numberText(value))
    case .string(let value): Self.write(value, to: &out)
    case .array(let values): write(values, to: &out, indent: indent)
    case .object(let members): write(members, to: &out, indent: indent)
    }
  }

  private func write(_ values: [JSONValue], to out: inout String, indent: Int) {
    guard !values.isEmpty else { return out.append("[]") }
    let isFlat = values.allSatisfy(\.isScalar)
    out.append("[")
    for (index, value) in values.enumerated() {
      if index > 0 { out.append(isFlat ? ", " : ",") }
      if !isFlat { Self.newLine(&out, indent + 1) }
      value.write(to: &out, indent: indent + 1)
    }
    if !isFlat { Self.newLine(&out, indent) }
    out.append("]")
  }

  private func write(_ members: [Member], to out: inout String, indent: Int) {
    guard !members.isEmpty else { return out.append("{}") }
    out.append("{")
    for (index, member) in members.enumerated() {
      if index > 0 { out.append(",") }
      Self.newLine(&out, indent + 1)
      Self.write(member.key, to: &out)
      out.append(": ")
      member.value.write(to: &out, indent: indent + 1)
    }
    Self.newLine(&out, indent)
    out.append("}")
  }

  private static func newLine(_ out: inout String, _ indent: Int) {
    out.append("\n")
    for _ in 0..<indent { out.append("  ") }
  }

  /// The shortest text that reads back as the same number; JSON knows no infinity, so that becomes null.
  static func numberText(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String(value)
  }

  private static func write(_ text: String, to out: inout String) {
    out.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out.append("\\\"")
      case "\\": out.append("\\\\")
      case "\n": out.append("\\n")
      case "\r": out.append("\\r")
      case "\t": out.append("\\t")
      // Also what moves a terminal's cursor or turns the direction of writing, where results are read as they are.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let hex = String(scalar.value, radix: 16)
        out.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
      default: out.unicodeScalars.append(scalar)
      }
    }
    out.append("\"")
  }
}
