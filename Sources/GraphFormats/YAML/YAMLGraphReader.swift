import SupplyGraph

/// Reads a graph from one YAML or JSON text.
///
/// Strict: unknown keys are errors with the nearest known one, scalars are typed by the key that holds them and by
/// nothing else, and all findings come at once.
public struct YAMLGraphReader: Sendable {
  public var limits: FormatLimits

  public init(limits: FormatLimits = FormatLimits()) { self.limits = limits }

  /// Reads a document; `name` is what findings call the file.
  ///
  /// - Complexity: O(n) time and space.
  public func read(_ bytes: [UInt8], name: String, syntax: TextSyntax = .yaml) -> GraphReading {
    let sink = FindingSink(files: [name])
    guard let root = TextDocument.parse(bytes, syntax: syntax, file: 0, limits: limits, sink: sink) else {
      var empty = GraphDocument()
      empty.files = [name]
      return GraphReading(document: empty, findings: sink.findings())
    }
    let decoder = GraphDecoder(decode: NodeDecoder(sink: sink))
    let document = decoder.document(root, files: [name])
    return GraphReading(document: document, findings: sink.findings())
  }
}
