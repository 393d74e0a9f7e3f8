public import SupplyGraph

/// Writes a graph as one JSON text with the keys of the YAML form.
///
/// Deterministic in the same way as ``YAMLGraphWriter``.
public struct JSONGraphWriter: Sendable {
  public init() {}

  /// The text of a document.
  ///
  /// - Throws: ``FormatError/cannotExpress(place:reason:)`` as ``YAMLGraphWriter`` does.
  /// - Complexity: O(n) time and space.
  public func text(_ document: GraphDocument) throws(FormatError) -> String {
    JSONEmitter.text(try GraphEncoder.tree(document))
  }
}
