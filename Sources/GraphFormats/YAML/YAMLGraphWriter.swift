public import SupplyGraph

/// Writes a graph as one YAML text.
///
/// Deterministic: keys in canonical order, rows in the order of ``SupplyGraph/GraphDocument/normalised``, the shortest
/// number texts that read back the same. What YAML could take for another type stands in double quotes.
public struct YAMLGraphWriter: Sendable {
  public init() {}

  /// The text of a document.
  ///
  /// - Throws: ``FormatError/cannotExpress(place:reason:)`` where a need or supply belongs to no declared entity, where
  ///   a map has a key twice, and for numbers that are not finite.
  /// - Complexity: O(n) time and space.
  public func text(_ document: GraphDocument) throws(FormatError) -> String {
    YAMLEmitter.text(try GraphEncoder.tree(document))
  }
}
