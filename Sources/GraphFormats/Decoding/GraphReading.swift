public import Diagnostics
public import SupplyGraph

/// What a reader made of a file: the document and everything there is to say about it.
///
/// The document holds all that could be read even where there are errors, so that the resolver's findings can be
/// reported together with the reader's.
public struct GraphReading: Sendable {
  public var document: GraphDocument
  /// In the order of files, lines and columns.
  public var findings: [Finding]
  /// SHA-256 of a single file; for a folder, of the lines `digest  name` of its files sorted by name, as
  /// `sha256sum` prints them. Empty where no bytes were kept.
  public var digest = ""

  public init(document: GraphDocument, findings: [Finding]) {
    self.document = document
    self.findings = findings
  }

  /// Whether any finding is an error.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The document, for callers that want sound ones only.
  ///
  /// - Throws: `FindingsError` with all findings when one of them is an error.
  public func get() throws(FindingsError) -> GraphDocument {
    if hasErrors { throw FindingsError(findings) }
    return document
  }
}
