/// Writes a report for a terminal.
///
/// Names come from files that anybody may have written: nothing in them reaches the terminal but visible characters.
enum TextRenderer {
  static func text(_ report: Report, _ envelope: Envelope?, width: Int?, isStyled: Bool) -> String {
    var lines: [String] = [bold(report.title.printable, isStyled)]
    for section in report.sections {
      switch section {
      case .heading(let text):
        lines.append("")
        lines.append(bold(text.printable, isStyled))
      case .sentence(let text):
        lines += wrapped(text, width: width)
      case .table(let table):
        lines.append("")
        if let title = table.title { lines.append(bold(title.printable, isStyled)) }
        let layout = TableLayout(table, width: width)
        lines += layout.head.map { bold($0, isStyled) } + layout.body
      }
    }
    if let envelope { lines += [""] + wrapped(footer(envelope), width: width) }
    return lines.joined(separator: "\n") + "\n"
  }

  static func footer(_ envelope: Envelope) -> String {
    let policy =
      switch envelope.unattributedPolicy {
      case nil: ""
      case "safe": ", supply attributed to nobody counts as never lost"
      case "proportional": ", supply attributed to nobody counts as lost like the rest"
      case let other?: ", unattributed supply: \(other)"
      }
    return "Graph \(envelope.graphID)" + (envelope.asOf.map { " as of \($0)" } ?? "") + policy
      + ", sha256 \(envelope.graphDigest.prefix(12))."
  }

  private static func bold(_ text: String, _ isStyled: Bool) -> String {
    isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  private static func wrapped(_ text: String, width: Int?) -> [String] {
    width.map { text.printable.wrapped(to: $0, breaksWords: false) } ?? [text.printable]
  }
}
