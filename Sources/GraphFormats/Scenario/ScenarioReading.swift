public import Diagnostics
public import ScenarioModel

/// What a reader made of a scenario file.
public struct ScenarioReading: Sendable {
  public var document: ScenarioDocument
  /// In the order of files, lines and columns.
  public var findings: [Finding]

  public init(document: ScenarioDocument, findings: [Finding]) {
    self.document = document
    self.findings = findings
  }

  /// Whether any finding is an error.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The document, for callers that want sound ones only.
  ///
  /// - Throws: `FindingsError` with all findings when one of them is an error.
  public func get() throws(FindingsError) -> ScenarioDocument {
    if hasErrors { throw FindingsError(findings) }
    return document
  }
}

/// One `--set /shocks/0/capacity=0.5`: a place in a document and the text to put there.
public struct PointerOverride: Sendable, Equatable {
  /// JSON Pointer (RFC 6901): `/shocks/0/capacity`.
  public var pointer: String
  /// A bare text or number, or a value in brackets or double quotes.
  public var value: String

  public init(pointer: String, value: String) {
    self.pointer = pointer
    self.value = value
  }
}
