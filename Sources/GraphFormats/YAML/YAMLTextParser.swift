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
  func parse() throws(SyntaxFault) -> TextNode? {
    try refuseAliasedKeys()
    let root: Node?
    do {
      // No implicit typing: every scalar stays the text it was.
      root = try Parser(yaml: String(decoding: bytes, as: UTF8.self), resolver: .basic, encoding: .utf8)
        .singleRoot()
    } catch {
      throw fault(error)
    }
    guard let root else { return nil }
    return try node(root, depth: 1)
  }

  private func node(_ node: Node, depth: Int) throws(SyntaxFault) -> TextNode {
    let spot = spot(node.mark)
    guard depth <= limits.depth else {
      throw SyntaxFault(code: "too-deep", spot: spot, text: "more than \(limits.depth) levels of lists and maps")
    }
    if node.anchor != nil {
      throw SyntaxFault(
        code: "alias-refused", spot: spot, text: "anchors and aliases are not read",
        suggestion: "write the value out, or put the text in quotes")
    }
    switch node {
    case .scalar(let scalar):
      try refuseTag(scalar.tag, at: spot)
      return TextNode(
        content: .scalar(TextScalar(text: scalar.string, isPlain: scalar.style == .plain)), spot: spot)
    case .sequence(let sequence):
      try refuseTag(sequence.tag, at: spot)
      var items: [TextNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return TextNode(content: .sequence(items), spot: spot)
    case .mapping(let mapping):
      try refuseTag(mapping.tag, at: spot)
      return TextNode(content: .mapping(try pairs(mapping, depth: depth)), spot: spot)
    case .alias:
      throw SyntaxFault(code: "alias-refused", spot: spot, text: "anchors and aliases are not read")
    }
  }

  private func pairs(_ mapping: Node.Mapping, depth: Int) throws(SyntaxFault) -> [TextPair] {
    var pairs: [TextPair] = []
    pairs.reserveCapacity(mapping.count)
    for (key, value) in mapping {
      let spot = spot(key.mark)
      guard case .scalar(let scalar) = key else {
        throw SyntaxFault(code: "yaml-refused", spot: spot, text: "a list or map as a key is not read")
      }
      guard scalar.string.utf8.count <= limits.keyBytes else {
        throw SyntaxFault(code: "yaml-syntax", spot: spot, text: "a key of more than \(limits.keyBytes) characters")
      }
      if scalar.string == "<<", scalar.style == .plain {
        throw SyntaxFault(
          code: "alias-refused", spot: spot, text: "merge keys are not read", suggestion: "write the keys out")
      }
      _ = try node(key, depth: depth)
      pairs.append(TextPair(key: Located(scalar.string, at: spot), value: try node(value, depth: depth + 1)))
    }
    return pairs
  }

  private func refuseTag(_ tag: Tag, at spot: SourceSpot) throws(SyntaxFault) {
    guard ["", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"].contains(tag.rawValue)
    else {
      throw SyntaxFault(code: "yaml-refused", spot: spot, text: "a tag is not read", suggestion: "delete it")
    }
  }

  private func spot(_ mark: Mark?) -> SourceSpot {
    guard let mark else { return SourceSpot(file: file, line: 1, column: 1) }
    return SourceSpot(file: file, line: Int32(clamping: mark.line), column: Int32(clamping: mark.column))
  }

  private func fault(_ error: any Error) -> SyntaxFault {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      if problem == "but found another document" {
        return SyntaxFault(code: "yaml-refused", spot: spot(mark), text: "a second document is not read")
      }
      if problem.hasPrefix("found undefined alias") {
        return SyntaxFault(code: "alias-refused", spot: spot(mark), text: "anchors and aliases are not read")
      }
      if problem.hasPrefix("Maximum nesting level") {
        return SyntaxFault(
          code: "too-deep", spot: spot(mark), text: "more than \(limits.depth) levels of lists and maps")
      }
      let detail = context.map { "\($0.text), \(problem)" } ?? problem
      return SyntaxFault(code: "yaml-syntax", spot: spot(mark), text: detail.replacing("\n", with: " "))
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      return SyntaxFault(
        code: "duplicate-key", spot: spot(context.mark), text: "'\(shorten(duplicates.first ?? ""))' stands twice here")
    case YamlError.reader(let problem, let offset, _, _):
      let place = offset.map { TextCursor.spot(of: min($0, bytes.count), in: bytes, file: file) }
      return SyntaxFault(
        code: "yaml-syntax", spot: place ?? SourceSpot(file: file, line: 1, column: 1), text: problem)
    default:
      return SyntaxFault(code: "yaml-syntax", spot: SourceSpot(file: file, line: 1, column: 1), text: "\(error)")
    }
  }

  /// Refuses a text that both defines anchors and uses aliases where keys stand, before anything is composed: Yams
  /// compares keys, and a key made of aliases of aliases would take for ever. Other aliases cost nothing until they
  /// are followed, and they are refused first.
  private func refuseAliasedKeys() throws(SyntaxFault) {
    var anchor: Int?
    var aliasedKey = false
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
      let before = index == 0 ? UInt8(ascii: "\n") : bytes[index - 1]
      guard index + 1 < bytes.count, " \t\r\n[{,?".utf8.contains(before), !" \t\r\n".utf8.contains(bytes[index + 1])
      else { continue }
      if byte == UInt8(ascii: "&") {
        anchor = anchor ?? index
      } else {
        aliasedKey = true
      }
      if let anchor, aliasedKey {
        throw SyntaxFault(
          code: "alias-refused", spot: TextCursor.spot(of: anchor, in: bytes, file: file),
          text: "anchors and aliases are not read", suggestion: "write the value out; put a text with & or * in quotes")
      }
    }
  }
}
