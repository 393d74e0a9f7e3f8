import Diagnostics
import Yams

/// YAML into ``TextNode``s with the place of every value, by libyaml through Yams.
///
/// What makes YAML dangerous or ambiguous is refused with a finding instead of read: anchors, aliases and merge keys
/// (`alias-refused`: they are how a few lines become a billion), tags, further documents and keys that are lists or
/// maps (`yaml-refused`), keys that stand twice (`duplicate-key`). No scalar is typed here: `NO` stays a text.
/// libyaml stops at 1000 levels of nesting; ``FormatLimits/depth`` is checked on what it gives.
///
/// - Complexity: O(n) time and space.
struct YAMLTextParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: Int32
  private let limits: FormatLimits
  private let sink: FindingSink

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: Int32, isASCII: Bool, limits: FormatLimits, sink: FindingSink) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    self.sink = sink
  }

  /// The one document of the text; nil where there is nothing but comments.
  ///
  /// A text that may hold both anchors and aliases is composed without its aliases first: then nothing can unfold, and
  /// every anchor is found where it stands. Only a text without anchors is composed as it is; an alias in it leads
  /// nowhere, which libyaml reports.
  func parse() throws(SyntaxFault) -> TextNode? {
    let words = AliasWords(bytes)
    if words.mayHoldBoth {
      var anchors = 0
      _ = try compose(words.withoutAliases(bytes), anchors: &anchors, isDryRun: true)
      if anchors > 0 { return TextNode(content: .refused, spot: SourceSpot(file: file, line: 1, column: 1)) }
    }
    var anchors = 0
    return try compose(String(decoding: bytes, as: UTF8.self), anchors: &anchors, isDryRun: false)
  }

  /// Composes and converts; a dry run reports anchors and nothing else.
  private func compose(_ text: String, anchors: inout Int, isDryRun: Bool) throws(SyntaxFault) -> TextNode? {
    do {
      // No implicit typing: every scalar stays the text it was.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      // Nodes refer to their anchors weakly; the parser is what keeps them.
      return try withExtendedLifetime(parser) {
        var conversion = YAMLConversion(file: file, limits: limits, sink: sink, isDryRun: isDryRun)
        defer { anchors = conversion.anchors }
        return try root.map { node in try conversion.node(node, depth: 1) }
      }
    } catch let fault as SyntaxFault {
      throw fault
    } catch {
      throw YAMLFaults(bytes: bytes, file: file, limits: limits).fault(error)
    }
  }
}

/// Where a text could hold anchors and aliases, judged by single characters: more than there are, never fewer.
private struct AliasWords {
  private var hasAnchor = false
  private var aliases: [Int] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
      // A name follows, and no letter goes before: inside a word both characters are text. Bytes beyond ASCII are no
      // letters here, because some of them are line breaks and marks to libyaml.
      guard index + 1 < bytes.count, Self.isLetter(bytes[index + 1]) || bytes[index + 1] == UInt8(ascii: "-"),
        index == 0 || !Self.isLetter(bytes[index - 1])
      else { continue }
      if byte == UInt8(ascii: "&") { hasAnchor = true } else { aliases.append(index) }
    }
  }

  var mayHoldBoth: Bool { hasAnchor && !aliases.isEmpty }

  /// The text with every alias turned into a word.
  func withoutAliases(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var copy = Array(bytes)
    for index in aliases { copy[index] = UInt8(ascii: "~") }
    return String(decoding: copy, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
    default: false
    }
  }
}
