import Diagnostics
import SupplyGraph

/// One reading of one folder: which files it has, what was read so far.
struct CSVFolderJob {
  typealias Open = (String) throws(FormatError) -> TableInput

  let limits: FormatLimits
  let sink: FindingSink
  var document = GraphDocument()
  /// Ids of entities and products with their first row, for the tables that add to them.
  var entityIndex: [String: Int] = [:]
  var productIndex: [String: Int] = [:]

  /// After this many rows a table that may have millions shows how many it will have.
  static let sample = 1_000

  private static let package = "datapackage.json"
  private let names: Set<String>
  private let prefix: String
  private let strangers: [String]

  init(names: [String], prefix: String, limits: FormatLimits) {
    self.limits = limits
    self.prefix = prefix
    self.names = Set(names)
    let known = Set(GraphTables.all.map(\.fileName))
    strangers = names.filter { $0.hasSuffix(".csv") && !known.contains($0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var files = names.contains(Self.package) ? [Self.package] : []
    files += GraphTables.all.filter { names.contains($0.fileName) || $0.isRequired }.map(\.fileName)
    files += strangers
    document.files = files.map { prefix + $0 }
    sink = FindingSink(files: document.files)
  }

  mutating func read(defaultID: String, open: Open) throws(FormatError) -> GraphReading {
    reportStrangers()
    try readPackage(open)
    if document.schema == nil { document.schema = Located(GraphDecoder.schema) }
    if document.id == nil, !defaultID.isEmpty { document.id = Located(defaultID) }
    for schema in GraphTables.all { try readTable(schema, open) }
    return GraphReading(document: document, findings: sink.findings())
  }

  private func spot(of name: String) -> SourceSpot {
    let index = document.files.firstIndex(of: prefix + name) ?? -1
    return SourceSpot(file: Int32(clamping: index), line: 1, column: 1)
  }

  private func reportStrangers() {
    for name in strangers {
      let table = String(name.dropLast(4))
      if GraphTables.reserved.contains(table) {
        sink.add("reserved-table", .info, at: spot(of: name), "\(name) is not part of the graph and is not read here")
      } else {
        sink.add(
          "unknown-table", .warning, at: spot(of: name), "there is no table '\(shorten(name))'; it is not read",
          suggestion: didYouMean(table, in: GraphTables.all.map(\.name) + GraphTables.reserved))
      }
    }
  }

  private mutating func readPackage(_ open: Open) throws(FormatError) {
    guard names.contains(Self.package) else { return }
    let input = try open(Self.package)
    let spot = spot(of: Self.package)
    guard input.size <= limits.documentBytes else {
      return TextDocument.addTooLarge(limit: limits.documentBytes, at: spot, sink)
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = try fill(&chunk, from: input.source)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[0..<count])
      if bytes.count > limits.documentBytes { break }
    }
    let root = TextDocument.parse(bytes, syntax: .json, file: spot.file, limits: limits, sink: sink)
    guard let root else { return }
    DataPackage(decode: NodeDecoder(sink: sink)).read(root, into: &document)
  }

  private func fill(_ chunk: inout [UInt8], from source: CSVTokenizer.Source) throws(FormatError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk.count, alignment: 1)
    defer { buffer.deallocate() }
    let count = try source(buffer)
    for i in 0..<count { chunk[i] = buffer[i] }
    return count
  }

  private mutating func readTable(_ schema: TableSchema, _ open: Open) throws(FormatError) {
    guard names.contains(schema.fileName) else {
      if schema.isRequired {
        sink.add("missing-table", at: spot(of: schema.fileName), "the table \(schema.fileName) is missing")
      }
      return
    }
    if schema.name == "sources" { document.declaresSources = true }
    if schema.name == "products" { document.declaresProducts = true }
    let spot = spot(of: schema.fileName)
    let input = try open(schema.fileName)
    guard input.size <= limits.tableBytes else {
      return TextDocument.addTooLarge(limit: limits.tableBytes, at: spot, sink)
    }
    let tokenizer = CSVTokenizer(file: spot.file, limits: limits, sink: sink, source: input.source)
    var table = TableReader(schema: schema, tokenizer: tokenizer, sink: sink)
    guard try table.open() else { return }
    switch schema.name {
    case "entities": try readEntities(&table, bytes: input.size)
    case "locations": try readLocations(&table)
    case "owners": try readOwners(&table)
    case "products": try readProducts(&table)
    case "variants": try readVariants(&table)
    case "markets": try readMarkets(&table)
    case "needs": try readNeeds(&table, bytes: input.size)
    case "supplies": try readSupplies(&table, bytes: input.size)
    case "sources": try readSources(&table)
    case "groups": try readGroups(&table)
    case "claims": try readClaims(&table)
    case "imports": try readImports(&table)
    default: try readFacts(&table)
    }
  }
}
