/// Text in double quotes, in the escapes that YAML and JSON share.
enum EscapedText {
  /// Appends the text with its quotes.
  ///
  /// Escaped are quotes and backslashes, control characters, the line separators and the byte order mark that YAML 1.1
  /// treats specially, the noncharacters it forbids, and the marks that turn the direction of writing, because they can
  /// make a line look like another one.
  static func append(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        out.append(UInt8(ascii: "\\"))
        out.append(UInt8(truncatingIfNeeded: scalar.value))
      case 0x0A: out.append(contentsOf: "\\n".utf8)
      case 0x0D: out.append(contentsOf: "\\r".utf8)
      case 0x09: out.append(contentsOf: "\\t".utf8)
      case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
        appendEscape(scalar.value, to: &out)
      case 0x20..<0x7F: out.append(UInt8(truncatingIfNeeded: scalar.value))
      default: out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(_ value: UInt32, to out: inout [UInt8]) {
    let digits = String(value, radix: 16, uppercase: true)
    out.append(contentsOf: "\\u".utf8)
    for _ in digits.utf8.count..<4 { out.append(UInt8(ascii: "0")) }
    out.append(contentsOf: digits.utf8)
  }
}
