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

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "\\", "*", "_", "`", "[", "]": result.append("\\\(character)")
      case "<": result.append("&lt;")
      case ">": result.append("&gt;")
      case "&": result.append("&amp;")
      case "\n", "\r", "\r\n": result.append(" ")
      default: result.append(character)
      }
    }
    return result
  }
}
