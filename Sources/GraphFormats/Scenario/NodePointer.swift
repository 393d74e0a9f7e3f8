import Diagnostics

/// A JSON Pointer into a node tree.
///
/// - Reference: RFC 6901, https://www.rfc-editor.org/rfc/rfc6901.
struct NodePointer {
  /// Why a pointer leads nowhere.
  struct Fault: Error, Equatable {
    var text: String
    var suggestion: String?
  }

  private let tokens: [String]

  /// Splits a pointer at its slashes; `~1` is a slash and `~0` a tilde inside a key.
  init(_ pointer: String) throws(Fault) {
    guard pointer.utf8.first == UInt8(ascii: "/") else {
      throw Fault(text: "a pointer begins with '/'", suggestion: "write it like /shocks/0/capacity")
    }
    var tokens: [String] = []
    for part in pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      var token: [UInt8] = []
      var rest = part[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "~") else {
          token.append(byte)
          continue
        }
        switch rest.popFirst() {
        case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
        case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
        default: throw Fault(text: "'~' in a pointer is followed by 0 or 1", suggestion: "write ~0 for '~'")
        }
      }
      tokens.append(String(decoding: token, as: UTF8.self))
    }
    self.tokens = tokens
  }

  /// Puts a value where the pointer leads. Everything on the way must exist; only the last key of a map may be new.
  func set(_ value: TextNode, in root: inout TextNode, at spot: SourceSpot) throws(Fault) {
    try set(value, in: &root, depth: 0, at: spot)
  }

  private func set(_ value: TextNode, in node: inout TextNode, depth: Int, at spot: SourceSpot) throws(Fault) {
    guard depth < tokens.count else {
      node = value
      return
    }
    let token = tokens[depth]
    let path = "/" + tokens[..<depth].joined(separator: "/")
    switch node.content {
    case .mapping(var pairs):
      if let index = pairs.firstIndex(where: { $0.key.value == token }) {
        try set(value, in: &pairs[index].value, depth: depth + 1, at: spot)
      } else if depth == tokens.count - 1, !token.isEmpty {
        pairs.append(TextPair(key: Located(token, at: spot), value: value))
      } else {
        throw Fault(
          text: "there is no key '\(shorten(token))' at '\(shorten(path))'",
          suggestion: didYouMean(token, in: pairs.map(\.key.value)))
      }
      node.content = .mapping(pairs)
    case .sequence(var items):
      guard let index = Self.index(token), index < items.count else {
        throw Fault(
          text: "there is no entry '\(shorten(token))' in the list at '\(shorten(path))'",
          suggestion: items.isEmpty ? "the list is empty" : "its entries are 0 to \(items.count - 1)")
      }
      try set(value, in: &items[index], depth: depth + 1, at: spot)
      node.content = .sequence(items)
    case .scalar, .refused:
      throw Fault(text: "'\(shorten(path))' is \(node.described), there is nothing inside it")
    }
  }

  /// A list index as RFC 6901 writes it: digits without a leading zero.
  private static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), token == "0" || token.utf8.first != 0x30 else { return nil }
    return Int(token)
  }
}
