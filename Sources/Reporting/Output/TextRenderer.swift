/// Writes a report for a terminal.
enum TextRenderer {
  /// Blank columns between two columns of a table.
  private static let gap = 2
  /// No column is made narrower than this.
  private static let narrowest = 8

  static func text(_ report: Report, _ envelope: Envelope?, width: Int?, isStyled: Bool) -> String {
    var lines: [String] = [style(report.title, bold: true, isStyled)]
    for section in report.sections {
      switch section {
      case .heading(let text):
        lines.append("")
        lines.append(style(text, bold: true, isStyled))
      case .sentence(let text):
        lines += wrapped(text, width: width)
      case .table(let table):
        lines.append("")
        if let title = table.title { lines.append(style(title, bold: true, isStyled)) }
        lines += self.lines(table, width: width, isStyled: isStyled)
      }
    }
    if let envelope { lines += [""] + wrapped(footer(envelope), width: width) }
    return lines.joined(separator: "\n") + "\n"
  }

  static func footer(_ envelope: Envelope) -> String {
    let policy = envelope.unattributedPolicy.map { ", unattributed supply: \($0)" } ?? ""
    return "Graph \(envelope.graphID)" + (envelope.asOf.map { " as of \($0)" } ?? "") + policy
      + ", sha256 \(envelope.graphDigest.prefix(12))."
  }

  private static func style(_ text: String, bold: Bool, _ isStyled: Bool) -> String {
    isStyled && bold ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  private static func wrapped(_ text: String, width: Int?) -> [String] {
    guard let width, text.displayWidth > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, line.displayWidth + 1 + String(word).displayWidth > width {
        lines.append(line)
        line = String(word)
      } else {
        line += line.isEmpty ? String(word) : " " + word
      }
    }
    lines.append(line)
    return lines
  }

  private static func lines(_ table: Table, width: Int?, isStyled: Bool) -> [String] {
    let header = table.columns.map(\.title)
    let body = table.rows.map { $0.map { Self.oneLine($0.display) } }
    var widths = header.indices.map { column in
      ([header[column]] + body.map { column < $0.count ? $0[column] : "" }).map(\.displayWidth).max() ?? 0
    }
    if let width { fit(&widths, table.columns, width: width) }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() where column < widths.count {
        let cut = cell.truncated(to: widths[column])
        let padding = String(repeating: " ", count: widths[column] - cut.displayWidth)
        if column > 0 { text += String(repeating: " ", count: gap) }
        text += table.columns[column].isNumeric ? padding + cut : cut + padding
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: String(repeating: " ", count: gap))
    return [style(line(header), bold: true, isStyled), rule] + body.map(line)
  }

  /// Narrows the widest text columns until the table fits; numbers are never cut.
  private static func fit(_ widths: inout [Int], _ columns: [Table.Column], width: Int) {
    while widths.reduce(0, +) + gap * (widths.count - 1) > width {
      let candidates = widths.indices.filter { !columns[$0].isNumeric && widths[$0] > narrowest }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  private static func oneLine(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
  }
}

extension String {
  /// Columns on a terminal: wide East Asian characters and emoji take two, combining marks none.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text cut to a width, its end marked by an ellipsis.
  func truncated(to width: Int) -> String {
    guard displayWidth > width, width > 0 else { return self }
    var result = ""
    var used = 0
    for character in self {
      guard used + character.displayWidth <= width - 1 else { break }
      result.append(character)
      used += character.displayWidth
    }
    return result + "…"
  }
}

extension Character {
  fileprivate var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
