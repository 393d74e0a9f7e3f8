extension String {
  /// The text on one line and without effect on a terminal: control characters and line breaks become blanks, marks
  /// that turn the direction of writing are dropped.
  var printable: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: result.append(" ")
      case 0x202A...0x202E, 0x2066...0x2069: break
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Columns on a terminal: wide East Asian characters and emoji take two, combining marks none.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text in lines of at most a width, broken between words; a longer word stays whole unless `breaksWords`.
  ///
  /// Words are broken behind hyphens first, and anywhere only where a part is longer than the line.
  func wrapped(to width: Int, breaksWords: Bool) -> [String] {
    guard displayWidth > width else { return [self] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      for (index, part) in (breaksWords ? Self.hyphenated(word) : [word]).enumerated() {
        let blank = index == 0 && !line.isEmpty ? 1 : 0
        let length = String(part).displayWidth
        if !line.isEmpty, used + blank + length > width {
          lines.append(line)
          (line, used) = ("", 0)
        } else if blank > 0 {
          line += " "
          used += 1
        }
        for character in part {
          if breaksWords, used + character.displayWidth > width, !line.isEmpty {
            lines.append(line)
            (line, used) = ("", 0)
          }
          line.append(character)
          used += character.displayWidth
        }
      }
    }
    lines.append(line)
    return lines
  }

  /// The parts of a word, each but the last with the hyphen that ends it.
  private static func hyphenated(_ word: Substring) -> [Substring] {
    var parts: [Substring] = []
    var rest = word
    while let hyphen = rest.firstIndex(of: "-") {
      let next = rest.index(after: hyphen)
      parts.append(rest[..<next])
      rest = rest[next...]
    }
    return parts + [rest]
  }
}

extension Character {
  fileprivate var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
