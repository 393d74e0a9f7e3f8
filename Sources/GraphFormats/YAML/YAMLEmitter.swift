/// Prints an ``OutputNode`` as YAML that every YAML reader takes for the same thing.
///
/// Texts stand bare only when they begin with a letter, are made of letters, digits and a few harmless signs, and are
/// none of the words that some YAML version reads as a truth value, nothing or a number; all others stand in double
/// quotes. So `NO` stays a country and `8542.32` a code.
struct YAMLEmitter {
  private var out: [UInt8] = []

  /// The text with a final line break; `root` is a map.
  ///
  /// - Complexity: O(n) time and space.
  static func text(_ root: OutputNode) -> String {
    var emitter = YAMLEmitter()
    emitter.block(root, indent: 0, isInline: true)
    return String(decoding: emitter.out, as: UTF8.self)
  }

  /// Lists and maps over several lines; `isInline` where the first line has begun already.
  private mutating func block(_ node: OutputNode, indent: Int, isInline: Bool) {
    switch node {
    case .map(let pairs) where !pairs.isEmpty:
      for (i, pair) in pairs.enumerated() {
        if i > 0 || !isInline { spaces(indent) }
        scalar(pair.0)
        out.append(UInt8(ascii: ":"))
        value(pair.1, indent: indent + 2)
      }
    case .list(let items) where !items.isEmpty:
      for (i, item) in items.enumerated() {
        if i > 0 || !isInline { spaces(indent) }
        out.append(UInt8(ascii: "-"))
        if item.isFlat {
          value(item, indent: indent + 2)
        } else {
          out.append(0x20)
          block(item, indent: indent + 2, isInline: true)
        }
      }
    default:
      flow(node)
      out.append(0x0A)
    }
  }

  /// What stands behind a colon or a dash, with its line break.
  private mutating func value(_ node: OutputNode, indent: Int) {
    if node.isFlat {
      out.append(0x20)
      flow(node)
      out.append(0x0A)
    } else {
      out.append(0x0A)
      block(node, indent: indent, isInline: false)
    }
  }

  private mutating func flow(_ node: OutputNode) {
    switch node {
    case .text(let text): scalar(text)
    case .number(let value): out.append(contentsOf: NumberText.text(value).utf8)
    case .flag(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .list(let items):
      out.append(UInt8(ascii: "["))
      for (i, item) in items.enumerated() {
        if i > 0 { out.append(contentsOf: ", ".utf8) }
        flow(item)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let pairs):
      out.append(contentsOf: "{".utf8)
      for (i, pair) in pairs.enumerated() {
        out.append(contentsOf: (i > 0 ? ", " : " ").utf8)
        scalar(pair.0)
        out.append(contentsOf: ": ".utf8)
        flow(pair.1)
      }
      out.append(contentsOf: (pairs.isEmpty ? "}" : " }").utf8)
    }
  }

  private mutating func scalar(_ text: String) {
    if Self.isSafe(text) {
      out.append(contentsOf: text.utf8)
    } else {
      EscapedText.append(text, to: &out)
    }
  }

  private mutating func spaces(_ count: Int) { out.append(contentsOf: repeatElement(0x20, count: count)) }

  private static func isSafe(_ text: String) -> Bool {
    guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A, text.utf8.last != 0x20,
      text.utf8.count <= 500
    else { return false }
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F, 0x5F: continue
      default: return false
      }
    }
    return !words.contains(text.lowercased())
  }

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity",
  ]
}
