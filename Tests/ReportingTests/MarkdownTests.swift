import ChokepointTestSupport
import Reporting
import Testing

@Suite("Markdown")
struct MarkdownTests {
  private func report(_ name: String) -> Report {
    var report = Report(schema: "test", title: name)
    report.sections.append(.heading(name))
    report.say(name)
    report.add(
      Table(
        title: name, columns: [.init("a", name), .init("b", "Loss", isNumeric: true)],
        rows: [[.text(name), .share(0.5)], [.missing, .integer(2)]]))
    return report
  }

  @Test("Title, heading, sentence, table and foot")
  func layout() {
    let envelope = Envelope(
      graphID: "g", graphDigest: String(repeating: "ab", count: 32), graphTitle: "G", asOf: "2025",
      unattributedPolicy: "safe")
    #expect(
      report("Name").text(.markdown, envelope) == """
        # Name

        ## Name

        Name

        **Name**

        | Name | Loss |
        | --- | --: |
        | Name | 50.0 % |
        | – | 2 |

        *Graph g as of 2025, supply attributed to nobody counts as never lost, sha256 abababababab.*

        """)
  }

  private static let escapes: [(text: String, markdown: String)] = [
    ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("*x*", "\\*x\\*"), ("_x_", "\\_x\\_"), ("`x`", "\\`x\\`"),
    ("[x](y)", "\\[x\\](y)"), ("<b>", "&lt;b&gt;"), ("a & b", "a &amp; b"), ("~~x~~", "\\~\\~x\\~\\~"),
    ("# x", "\\# x"), ("- x", "\\- x"), ("+ x", "\\+ x"), ("===", "\\==="), ("1. x", "1\\. x"), ("12) x", "12\\) x"),
    ("93.6 % of it", "93.6 % of it"), ("2025", "2025"), ("a - b + c = d", "a - b + c = d"), ("x\ny", "x y"),
    ("x\r\ny", "x  y"), ("|\u{301}", "\\|\u{301}"), ("", ""),
  ]

  @Test("What would be markup is escaped", arguments: Self.escapes)
  func escaping(text: String, markdown: String) {
    var report = Report(schema: "test", title: "T")
    report.say(text)
    let expected = "# T\n\n" + markdown + "\n"
    #expect(report.text(.markdown, nil).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test("No name leaves its cell, its line or its block", arguments: HostileText.samples)
  func hostileNames(name: String) {
    let text = report(name).text(.markdown, nil)
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let plain = report("Name").text(.markdown, nil).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == plain.count)
    for line in lines where line.first == "|" { #expect(bars(line) == 3) }
    for scalar in text.unicodeScalars { #expect(!HostileText.isDangerous(scalar)) }
    #expect(!text.contains("<"))
  }

  /// Bars that no backslash escapes.
  private func bars(_ line: Substring.UnicodeScalarView) -> Int {
    var (count, isEscaped) = (0, false)
    for scalar in line {
      if scalar == "|", !isEscaped { count += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return count
  }
}
