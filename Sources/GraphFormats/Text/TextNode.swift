import Diagnostics

/// One value of a YAML or JSON text with its place: the shape that both parsers produce and all decoders read.
///
/// Nothing is typed here. `country: NO` is the text "NO", `id: 1e3` the text "1e3"; the decoder of a key decides
/// whether a text is a number, because only it knows what the key means.
struct TextNode: Sendable {
  enum Content: Sendable, Equatable {
    case scalar(TextScalar)
    case sequence([TextNode])
    case mapping([TextPair])
    /// A value that was refused with a finding of its own; decoders keep silent about it.
    case refused
  }

  var content: Content
  var spot: SourceSpot
}

/// Where a node stands is no part of what it says.
extension TextNode: Equatable {
  static func == (a: TextNode, b: TextNode) -> Bool { a.content == b.content }
}

/// A text and whether it stood in quotes: `null` and `"null"` differ, `1` and `"1"` differ where a number is wanted.
struct TextScalar: Sendable, Equatable {
  var text: String
  /// Whether the text stood bare: neither in quotes nor as a block.
  var isPlain: Bool

  /// Whether this is the absence of a value: nothing at all, `~` or a bare `null`.
  var isNull: Bool {
    isPlain && (text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL")
  }
}

/// One entry of a map; the key is always a text.
struct TextPair: Sendable, Equatable {
  var key: Located<String>
  var value: TextNode
}

extension TextNode {
  static func plain(_ text: String, at spot: SourceSpot) -> TextNode {
    TextNode(content: .scalar(TextScalar(text: text, isPlain: true)), spot: spot)
  }

  static func quoted(_ text: String, at spot: SourceSpot) -> TextNode {
    TextNode(content: .scalar(TextScalar(text: text, isPlain: false)), spot: spot)
  }

  var isNull: Bool {
    if case .scalar(let scalar) = content { return scalar.isNull }
    return false
  }

  /// "a list", "a map", "nothing", "the text 'abc'": for findings.
  var described: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a map"
    case .refused: "a refused value"
    case .scalar(let scalar):
      if scalar.isNull {
        "nothing"
      } else if scalar.isPlain, case .success = NumberText.parse(scalar.text) {
        "the number \(shorten(scalar.text))"
      } else {
        "the text '\(shorten(scalar.text))'"
      }
    }
  }
}

/// The fault at which a parser had to stop.
struct SyntaxFault: Error, Equatable {
  var code: String
  var spot: SourceSpot
  var text: String
  var suggestion: String?
}
