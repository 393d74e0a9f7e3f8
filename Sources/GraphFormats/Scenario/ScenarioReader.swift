import Diagnostics
import ScenarioModel

/// Reads a scenario from YAML or JSON.
///
/// Strict in the same way as ``YAMLGraphReader``. Sections that belong to the scenario language but that this version
/// does not compute are errors by name, never ignored. Numbers must be numbers; whether they make sense (a negative
/// duration) is the resolver's question.
public struct ScenarioReader: Sendable {
  public var limits: FormatLimits

  public init(limits: FormatLimits = FormatLimits()) { self.limits = limits }

  /// Reads a scenario file, or standard input for `-`.
  ///
  /// - Throws: ``FormatError/missing(path:)`` and ``FormatError/io(path:reason:)``.
  public func read(path: String, overrides: [PointerOverride] = []) throws(FormatError) -> ScenarioReading {
    let name = path == "-" ? "<stdin>" : path
    guard let bytes = try DocumentFile.bytes(path, limit: limits.documentBytes) else {
      let sink = FindingSink(files: [name])
      TextDocument.addTooLarge(limit: limits.documentBytes, at: .init(file: 0, line: 1, column: 1), sink)
      var document = ScenarioDocument()
      document.files = [name]
      return ScenarioReading(document: document, findings: sink.findings())
    }
    return read(bytes, name: name, syntax: DocumentFile.syntax(of: path), overrides: overrides)
  }

  /// Reads a scenario text; `name` is what findings call the file.
  ///
  /// The overrides are put into the node tree before anything is decoded, in their order, so that they are judged by
  /// the same rules as the file; findings about them name the option.
  ///
  /// - Complexity: O(n) time and space.
  public func read(
    _ bytes: [UInt8], name: String, syntax: TextSyntax = .yaml, overrides: [PointerOverride] = []
  ) -> ScenarioReading {
    let files = [name] + overrides.map { "--set \($0.pointer)" }
    let sink = FindingSink(files: files)
    var document = ScenarioDocument()
    document.files = files
    if var root = TextDocument.parse(bytes, syntax: syntax, file: 0, limits: limits, sink: sink) {
      for (index, override) in overrides.enumerated() {
        apply(override, file: Int32(clamping: index + 1), to: &root, sink)
      }
      document = ScenarioDecoder(decode: NodeDecoder(sink: sink)).document(root, files: files)
    }
    return ScenarioReading(document: document, findings: sink.findings())
  }

  private func apply(_ override: PointerOverride, file: Int32, to root: inout TextNode, _ sink: FindingSink) {
    let spot = SourceSpot(file: file, line: 1, column: 1)
    let value: TextNode
    if let first = override.value.utf8.first, "[{\"".utf8.contains(first) {
      let bytes = Array(override.value.utf8)
      guard let node = TextDocument.parse(bytes, syntax: .yaml, file: file, limits: limits, sink: sink) else { return }
      value = node
    } else {
      value = .plain(override.value, at: spot)
    }
    do throws(NodePointer.Fault) {
      try NodePointer(override.pointer).set(value, in: &root, at: spot)
    } catch {
      sink.add("bad-pointer", at: spot, error.text, suggestion: error.suggestion)
    }
  }
}
