import Diagnostics

@testable import GraphFormats

/// What our parser makes of a text; nil where it refuses it or finds nothing.
func parsed(_ text: String, _ syntax: TextSyntax = .yaml) -> TextNode? {
  let sink = FindingSink(files: ["t"])
  let node = TextDocument.parse(Array(text.utf8), syntax: syntax, file: 0, limits: FormatLimits(), sink: sink)
  return sink.hasErrors ? nil : node
}

/// The findings about a text that no reader has looked at yet.
func parserFindings(_ text: String, _ syntax: TextSyntax = .yaml) -> [String] {
  let sink = FindingSink(files: ["t"])
  _ = TextDocument.parse(Array(text.utf8), syntax: syntax, file: 0, limits: FormatLimits(), sink: sink)
  return sink.findings().map { line($0) }
}
