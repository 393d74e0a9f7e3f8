/// Whether a text has the form that ids of graphs and scenarios share: lower-case kebab, `[a-z0-9][a-z0-9-]*`, at most
/// 100 characters.
///
/// - Complexity: O(length).
public func isKebabIdentifier(_ text: String) -> Bool {
  let bytes = text.utf8
  return !bytes.isEmpty && bytes.count <= 100 && bytes.first != UInt8(ascii: "-")
    && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
}
