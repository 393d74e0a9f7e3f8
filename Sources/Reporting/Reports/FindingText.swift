public import Diagnostics

extension Finding {
  /// The finding as one line: `file:line:column: severity[code]: text (suggestion)`.
  public var line: String {
    let place = position.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    let advice = suggestion.map { " (\($0))" } ?? ""
    return Self.printable("\(place)\(severity.rawValue)[\(code)]: \(text)\(advice)")
  }

  /// Text of a file in a message: nothing that would move a terminal's cursor or turn its direction.
  private static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
