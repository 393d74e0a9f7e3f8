/// Writes a report as Markdown (tables of the GitHub flavour).
enum MarkdownRenderer {
  static func text(_ report: Report, _ envelope: Envelope?) -> String {
    var blocks: [String] = ["# " + escaped(report.title)]
    for section in report.sections {
      switch section {
      case .heading(let text): blocks.append("## " + escaped(text))
      case .sentence(let text): blocks.append(escaped(text))
      case .table(let table): blocks.append(block(table))
      }
    }
    if let envelope { blocks.append("*" + escaped(TextRenderer.footer(envelope)) + "*") }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func block(_ table: Table) -> String {
    var lines: [String] = []
    if let title = table.title { lines += ["**\(escaped(title))**", ""] }
    lines.append(row(table.columns.map(\.title)))
    lines.append("|" + table.columns.map { $0.isNumeric ? " --: |" : " --- |" }.joined())
    for cells in table.rows { lines.append(row(cells.map(\.display))) }
    return lines.joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { escaped($0) }.joined(separator: " | ") + " |"
  }

  /// Text that Markdown shows as it stands, wherever it stands.
  private static func escaped(_ text: String) -> String {
    var result = ""
    // Scalar by scalar: a bar with a combining mark behind it is one character, and still ends a cell.
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "|", "\\", "*", "_", "`", "[", "]", "~", "#": result += "\\\(scalar)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    // What would begin a list, a rule or a heading's underline.
    if let first = result.first, "-+=".contains(first) { return "\\" + result }
    let number = result.prefix { $0.isASCII && $0.isNumber }
    let rest = result.dropFirst(number.count)
    let isListItem = !number.isEmpty && (rest == "." || rest == ")" || rest.hasPrefix(". ") || rest.hasPrefix(") "))
    return isListItem ? number + "\\" + rest : result
  }
}
