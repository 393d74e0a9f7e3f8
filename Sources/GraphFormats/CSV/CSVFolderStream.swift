import Diagnostics
import SupplyGraph

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a graph folder row by row, for graphs that are too large to stand in memory as a document.
///
/// The tables grow in a folder beside the wanted one, which takes its place when `finish()` is called: it appears whole
/// or not at all. Without `finish()` nothing is left behind.
public final class CSVFolderStream {
  public let folder: String
  private let temporary: String
  private var tables: [(schema: TableSchema, columns: [String])] = []
  private var isFinished = false

  /// Begins a folder.
  ///
  /// - Throws: ``FormatError/cannotCreate(path:reason:)`` where the folder has something in it already or cannot be made.
  public init(folder: String) throws(FormatError) {
    var path = folder
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    self.folder = path
    guard !path.isEmpty else { throw .cannotCreate(path: folder, reason: "a folder needs a name") }
    if let kind = try? InputFile.kind(of: path) {
      guard kind == .folder else { throw .cannotCreate(path: folder, reason: "this is no folder") }
      guard try InputFile.names(in: path).isEmpty else {
        throw .cannotCreate(path: folder, reason: "the folder is not empty")
      }
    }
    temporary = "\(path).\(getpid()).tmp"
    guard mkdir(temporary, 0o777) == 0 else {
      throw .cannotCreate(path: folder, reason: String(cString: strerror(errno)))
    }
  }

  deinit { if !isFinished { discard() } }

  /// Begins a table with some of its columns; the required ones must be among them.
  ///
  /// - Precondition: the table and its columns are those of ``GraphTables`` and the table has not been begun before.
  public func table(_ name: String, columns: [String]) throws(FormatError) -> CSVRowStream {
    guard let schema = GraphTables.all.first(where: { $0.name == name }),
      columns.allSatisfy({ column in schema.columns.contains { $0.name == column } }),
      schema.columns.allSatisfy({ !$0.isRequired || columns.contains($0.name) }),
      !tables.contains(where: { $0.schema.name == name })
    else { throw .cannotExpress(place: name + ".csv", reason: "there is no such table with these columns") }
    tables.append((schema, columns))
    return try CSVRowStream(
      path: temporary + "/" + schema.fileName, shownAs: folder + "/" + schema.fileName, columns: columns)
  }

  /// Writes the data package and puts the folder in its place.
  public func finish(id: String, title: String, asOf: String) throws(FormatError) {
    var document = GraphDocument()
    document.schema = Located(GraphDecoder.schema)
    document.id = Located(id)
    document.title = Located(title)
    document.asOf = Located(asOf)
    let schemas = tables.map { entry in
      TableSchema(
        entry.schema.name, required: entry.schema.isRequired, entry.schema.summary,
        entry.columns.compactMap { name in entry.schema.columns.first { $0.name == name } })
    }
    try AtomicFile.write(
      temporary + "/datapackage.json", JSONEmitter.text(DataPackage.package(document, tables: schemas)))
    guard rename(temporary, folder) == 0 else {
      throw .cannotCreate(path: folder, reason: String(cString: strerror(errno)))
    }
    isFinished = true
  }

  private func discard() {
    for table in tables { _ = unlink(temporary + "/" + table.schema.fileName) }
    _ = unlink(temporary + "/datapackage.json")
    _ = rmdir(temporary)
  }
}

/// The rows of one table on their way into its file.
public final class CSVRowStream {
  private let descriptor: Int32
  private let path: String
  private let columnCount: Int
  private var column = 0
  private var buffer: [UInt8] = []
  private static let bufferBytes = 1 << 18

  init(path: String, shownAs shown: String, columns: [String]) throws(FormatError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotCreate(path: shown, reason: String(cString: strerror(errno))) }
    self.path = shown
    columnCount = columns.count
    buffer.reserveCapacity(Self.bufferBytes + 4_096)
    for name in columns { cell(name) }
    try endRow()
  }

  deinit { _ = close(descriptor) }

  /// The next cell of the row, which needs no quotes.
  ///
  /// - Precondition: the text holds no separator, quote, line break or NUL; ids, codes and words never do.
  public func cell(_ text: String) {
    if column > 0 { buffer.append(UInt8(ascii: ",")) }
    buffer.append(contentsOf: text.utf8)
    column += 1
  }

  /// The next cell of the row as the shortest number text that reads back the same; nil is an empty cell.
  public func cell(_ value: Double?) { cell(value.map(NumberText.text) ?? "") }

  /// Ends the row; cells that were not set are empty.
  public func endRow() throws(FormatError) {
    while column < columnCount { cell("") }
    buffer.append(0x0A)
    column = 0
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what is left.
  public func flush() throws(FormatError) {
    try AtomicFile.writeAll(buffer, to: descriptor, path: path)
    buffer.removeAll(keepingCapacity: true)
  }
}
