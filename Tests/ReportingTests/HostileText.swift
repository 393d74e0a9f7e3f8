/// Texts that try to break out of what they are put into.
enum HostileText {
  static let samples = [
    "plain", "", " ", "a|b", "a\\|b", "\\", "**bold** _em_ `code` ~~gone~~", "[link](javascript:alert(1))",
    "![image](x)", "<script>alert(1)</script>", "&amp; &lt;", "# heading", "- item", "+ item", "1. item", "2) item",
    "=====", "---", "line\nbreak", "carriage\rreturn", "both\r\nof them", "tab\tstop", "\u{1B}[2J\u{1B}[H",
    "\u{1B}]0;title\u{7}",
    "back\u{8}\u{8}space", "\u{9B}31m", "del\u{7F}", "\u{202E}reversed\u{202C}", "\u{2066}isolated\u{2069}",
    "\u{2028}line\u{2029}paragraph", "quote\"inside", "\"", "\"\"", "\"\u{301}combining", "|\u{301}combining",
    "comma, comma", "semi;colon", "台積電", "日本\u{3000}電産", "한국", "🏭 factory", "e\u{301}cole", "\u{0}nul",
  ]

  /// Scalars that move a cursor, clear a screen or turn the direction of text.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
