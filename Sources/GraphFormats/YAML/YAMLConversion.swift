import Diagnostics
import Yams

/// From Yams's nodes to ours, with a finding for everything that is refused.
struct YAMLConversion {
  let file: Int32
  let limits: FormatLimits
  let sink: FindingSink
  /// Whether only anchors are to be reported.
  let isDryRun: Bool
  /// How many anchors were found.
  private(set) var anchors = 0

  init(file: Int32, limits: FormatLimits, sink: FindingSink, isDryRun: Bool) {
    self.file = file
    self.limits = limits
    self.sink = sink
    self.isDryRun = isDryRun
  }

  /// Converts a node; the depth of nesting is limited, other faults are findings.
  mutating func node(_ node: Node, depth: Int) throws(SyntaxFault) -> TextNode {
    let spot = spot(node.mark)
    guard depth <= limits.depth else {
      throw SyntaxFault(code: "too-deep", spot: spot, text: "more than \(limits.depth) levels of lists and maps")
    }
    if node.anchor != nil {
      anchors += 1
      sink.add(
        "alias-refused", at: spot, "anchors and aliases are not read",
        suggestion: "write the value out, or put the text in quotes")
    }
    switch node {
    case .scalar(let scalar):
      refuseTag(scalar.tag, at: spot)
      if scalar.string.utf8.contains(0) {
        refuse("nul", at: spot, "a NUL character in a text")
        return TextNode(content: .refused, spot: spot)
      }
      return TextNode(
        content: .scalar(TextScalar(text: scalar.string, isPlain: scalar.style == .plain)), spot: spot)
    case .sequence(let sequence):
      refuseTag(sequence.tag, at: spot)
      var items: [TextNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return TextNode(content: .sequence(items), spot: spot)
    case .mapping(let mapping):
      refuseTag(mapping.tag, at: spot)
      return TextNode(content: .mapping(try pairs(mapping, depth: depth)), spot: spot)
    case .alias:
      refuse("alias-refused", at: spot, "anchors and aliases are not read")
      return TextNode(content: .refused, spot: spot)
    }
  }

  private mutating func pairs(_ mapping: Node.Mapping, depth: Int) throws(SyntaxFault) -> [TextPair] {
    var pairs: [TextPair] = []
    pairs.reserveCapacity(mapping.count)
    var names = NameSet()
    for (key, value) in mapping {
      let name = try node(key, depth: depth)
      let converted = try node(value, depth: depth + 1)
      guard case .scalar(let scalar) = name.content else {
        if case .refused = name.content { continue }
        refuse("yaml-refused", at: name.spot, "a list or map as a key is not read")
        continue
      }
      if scalar.isPlain, scalar.text == "<<" {
        refuse("alias-refused", at: name.spot, "merge keys are not read", suggestion: "write the keys out")
      } else if scalar.text.utf8.count > limits.keyBytes {
        refuse("yaml-syntax", at: name.spot, "a key of more than \(limits.keyBytes) characters")
      } else if names.insert(scalar.text) {
        pairs.append(TextPair(key: Located(scalar.text, at: name.spot), value: converted))
      } else {
        refuse("duplicate-key", at: name.spot, "the key '\(shorten(scalar.text))' stands here twice")
      }
    }
    return pairs
  }

  private func refuseTag(_ tag: Tag, at spot: SourceSpot) {
    guard ["", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"].contains(tag.rawValue)
    else {
      return refuse(
        "yaml-refused", at: spot, "tags are not read", suggestion: "delete the tag, or put the text in quotes")
    }
  }

  private func refuse(_ code: String, at spot: SourceSpot, _ text: String, suggestion: String? = nil) {
    if !isDryRun { sink.add(code, at: spot, text, suggestion: suggestion) }
  }

  private func spot(_ mark: Mark?) -> SourceSpot {
    guard let mark else { return SourceSpot(file: file, line: 1, column: 1) }
    return SourceSpot(file: file, line: spotNumber(mark.line), column: spotNumber(mark.column))
  }
}
