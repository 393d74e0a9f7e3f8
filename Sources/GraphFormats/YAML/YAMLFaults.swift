import Diagnostics
import Yams

/// What libyaml and Yams complain about, as faults with a place, a code of ours and a word of help.
struct YAMLFaults {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: Int32
  let limits: FormatLimits

  func fault(_ error: any Error) -> SyntaxFault {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      return fault(problem, context, at: spot(mark))
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      return SyntaxFault(
        code: "duplicate-key", spot: spot(context.mark),
        text: "the key '\(shorten(duplicates.first ?? ""))' stands here twice")
    case YamlError.reader(let problem, let offset, _, _):
      let place = offset.map { TextCursor.spot(of: min($0, bytes.count), in: bytes, file: file) }
      return SyntaxFault(
        code: "yaml-syntax", spot: place ?? SourceSpot(file: file, line: 1, column: 1), text: problem)
    default:
      return SyntaxFault(code: "yaml-syntax", spot: SourceSpot(file: file, line: 1, column: 1), text: "\(error)")
    }
  }

  private func fault(_ problem: String, _ context: YamlError.Context?, at spot: SourceSpot) -> SyntaxFault {
    if problem == "but found another document" {
      return SyntaxFault(
        code: "yaml-refused", spot: spot, text: "a second document is not read",
        suggestion: "put it in a file of its own")
    }
    if problem.hasPrefix("found undefined alias") || context?.text == "while scanning an alias" {
      return SyntaxFault(
        code: "alias-refused", spot: spot, text: "anchors and aliases are not read",
        suggestion: "write the value out, or put the text in quotes")
    }
    if problem.hasPrefix("found undefined tag handle") || context?.text == "while parsing a tag" {
      return SyntaxFault(
        code: "yaml-refused", spot: spot, text: "tags are not read",
        suggestion: "delete the tag, or put the text in quotes")
    }
    if problem.hasPrefix("Maximum nesting level") {
      return SyntaxFault(
        code: "too-deep", spot: spot, text: "more than \(limits.depth) levels of lists and maps")
    }
    if let context, problem == "found unexpected end of stream" || problem == "found unexpected document indicator" {
      return SyntaxFault(
        code: "yaml-syntax", spot: self.spot(context.mark), text: "the quote that opens here is not closed")
    }
    let detail = context.map { "\($0.text) that begins in line \($0.mark.line), \(problem)" } ?? problem
    return SyntaxFault(
      code: "yaml-syntax", spot: spot, text: detail.replacing("\n", with: " "), suggestion: Self.help(problem))
  }

  /// What to do about the complaints that people meet.
  private static func help(_ problem: String) -> String? {
    switch problem {
    case "mapping values are not allowed in this context":
      "put a text that contains ': ' in quotes, or check the indentation"
    case "found character that cannot start any token":
      "put a text that begins with such a character in quotes, and indent with spaces, not tabs"
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      "check the indentation; put a text that goes on behind its quotes in quotes as a whole"
    case "could not find expected ':'": "write 'key: value', or indent a line that belongs to the text above"
    case "block sequence entries are not allowed in this context": "start the list on the next line"
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      "indent with spaces"
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected node content":
      "look for a bracket that is not closed, or for a missing comma"
    case "found unknown escape character": "write \\\\ for a backslash, or use single quotes"
    case "found invalid Unicode character escape code": "write the character itself"
    default: nil
    }
  }

  private func spot(_ mark: Mark) -> SourceSpot {
    SourceSpot(file: file, line: spotNumber(mark.line), column: spotNumber(mark.column))
  }
}
