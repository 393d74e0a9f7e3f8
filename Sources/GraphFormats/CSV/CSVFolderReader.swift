import Diagnostics
import SupplyGraph

/// Reads a graph from a folder of CSV tables with an optional Frictionless `datapackage.json`.
///
/// File names are fixed: nothing that stands in a file leads the reader to another one. Unknown tables are warned
/// about, unknown columns are errors, and all findings come at once.
public struct CSVFolderReader: Sendable {
  public var limits: FormatLimits

  public init(limits: FormatLimits = FormatLimits()) { self.limits = limits }

  /// Reads a folder.
  ///
  /// - Throws: ``FormatError/missing(path:)`` where there is no such folder, ``FormatError/io(path:reason:)`` where a
  ///   file in it cannot be read.
  /// - Complexity: O(n) time; O(document + longest row) space.
  public func read(folder: String) throws(FormatError) -> GraphReading {
    let names = try InputFile.names(in: folder)
    let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    var job = CSVFolderJob(names: names, prefix: prefix, limits: limits)
    return try job.read(defaultID: Self.lastName(of: folder)) { name throws(FormatError) in
      let path = prefix + name
      guard case .file(let bytes) = try InputFile.kind(of: path) else {
        throw FormatError.io(path: path, reason: "this is no regular file")
      }
      let file = try InputFile(path: path)
      return TableInput(size: bytes) { buffer throws(FormatError) in try file.read(into: buffer) }
    }
  }

  /// Reads tables that are in memory already: file names with their bytes.
  public func read(
    tables: [(name: String, bytes: [UInt8])], folder: String
  ) throws(FormatError) -> GraphReading {
    var bytes: [String: [UInt8]] = [:]
    for table in tables { bytes[table.name] = table.bytes }
    var job = CSVFolderJob(names: tables.map(\.name), prefix: folder.isEmpty ? "" : folder + "/", limits: limits)
    return try job.read(defaultID: Self.lastName(of: folder)) { name throws(FormatError) in
      TableInput(bytes: bytes[name] ?? [], chunk: 1 << 18)
    }
  }

  /// The last part of a path, which is what a folder without a data package calls its graph.
  static func lastName(of path: String) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    return parts.last { !$0.elementsEqual(".".utf8) }.map { String(decoding: Array($0), as: UTF8.self) } ?? ""
  }
}

/// Where the bytes of a table come from.
struct TableInput {
  var size: Int
  var source: CSVTokenizer.Source

  init(size: Int, source: @escaping CSVTokenizer.Source) {
    self.size = size
    self.source = source
  }

  /// Bytes in memory, handed out in pieces of at most `chunk`.
  init(bytes: [UInt8], chunk: Int) {
    size = bytes.count
    var offset = 0
    source = { buffer throws(FormatError) in
      let count = min(chunk, buffer.count, bytes.count - offset)
      bytes.withUnsafeBytes { all in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[offset..<(offset + count)]))
      }
      offset += count
      return count
    }
  }
}
