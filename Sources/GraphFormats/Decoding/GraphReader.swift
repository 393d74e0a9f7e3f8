import Diagnostics
import SupplyGraph

/// Reads a graph from wherever it is: a folder of tables, a YAML or JSON file, or standard input.
public struct GraphReader: Sendable {
  public var limits: FormatLimits

  public init(limits: FormatLimits = FormatLimits()) { self.limits = limits }

  /// Reads a folder, a `.yaml`, `.yml` or `.json` file, or standard input for `-`.
  ///
  /// A pipe or a file without an ending is read as JSON when its text begins with a bracket and as YAML otherwise. Any
  /// other ending is the finding `unknown-format`.
  ///
  /// - Throws: ``FormatError/missing(path:)`` and ``FormatError/io(path:reason:)``; everything that is wrong *in* a
  ///   file is a finding.
  /// - Complexity: O(n) time; O(document) space, and never more than the limits of bytes.
  /// - Parameter wantsDigest: whether the reading is to name its input; pictures do not.
  public func read(path: String, wantsDigest: Bool = true) throws(FormatError) -> GraphReading {
    let name = path == "-" ? "<stdin>" : path
    if path != "-" {
      let kind = try InputFile.kind(of: path)
      if kind == .folder {
        var reading = try CSVFolderReader(limits: limits).read(folder: path)
        if wantsDigest { reading.digest = try InputDigest.ofFiles(reading.document.files) }
        return reading
      }
      if kind != .stream, let ending = Self.foreignEnding(of: path) {
        return rejected(name) { sink, spot in
          sink.add(
            "unknown-format", at: spot, "a file that ends in '\(shorten(ending))' is not read as a graph",
            suggestion: "name a .yaml, .yml or .json file, or a folder with entities.csv and supplies.csv")
        }
      }
    }
    guard let bytes = try DocumentFile.bytes(path, limit: limits.documentBytes) else {
      return rejected(name) { sink, spot in TextDocument.addTooLarge(limit: limits.documentBytes, at: spot, sink) }
    }
    var reading = YAMLGraphReader(limits: limits).read(bytes, name: name, syntax: DocumentFile.syntax(of: path))
    if wantsDigest { reading.digest = SHA256.hexDigest(bytes) }
    return reading
  }

  private func rejected(_ name: String, _ report: (FindingSink, SourceSpot) -> Void) -> GraphReading {
    let sink = FindingSink(files: [name])
    report(sink, SourceSpot(file: 0, line: 1, column: 1))
    var document = GraphDocument()
    document.files = [name]
    return GraphReading(document: document, findings: sink.findings())
  }

  /// The ending of a file name that is none of ours.
  private static func foreignEnding(of path: String) -> String? {
    guard DocumentFile.syntax(of: path) == .detected else { return nil }
    let name = CSVFolderReader.lastName(of: path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
    return String(name[dot...])
  }
}
