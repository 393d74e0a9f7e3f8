/// Text made fit for a picture: well-formed in XML, on one line, of bounded length, and without the marks that reorder
/// the text after them.
enum CleanText {
  /// Longest name, heading or value, in Unicode scalars.
  static let labelLimit = 200
  /// Longest note or tooltip line.
  static let lineLimit = 2000

  /// Control characters and noncharacters become U+FFFD, line breaks and tabs a space; the directional embeddings,
  /// overrides and isolates U+202A–202E and U+2066–2069 are dropped; what exceeds the limit is replaced by an ellipsis.
  ///
  /// - Complexity: O(length) time and space.
  static func line(_ text: String, limit: Int = labelLimit) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var clean = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      guard let kept = replacement(for: scalar) else { continue }
      guard count < limit else {
        clean.removeLast()
        clean.append("…")
        break
      }
      clean.append(kept)
      count += 1
    }
    return String(clean)
  }

  private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
    case 0x00..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: "\u{FFFD}"
    case 0x202A...0x202E, 0x2066...0x2069: nil
    case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
    default: scalar
    }
  }
}
