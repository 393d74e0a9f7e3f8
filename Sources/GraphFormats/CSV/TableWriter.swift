import Diagnostics
import SupplyGraph

/// Builds the text of one table: cells are set by column name and come out in the order of the schema.
///
/// Cells stand in quotes where they hold the separator, a quote or a line break, or begin or end with a space. Rows end
/// with LF.
struct TableWriter {
  let schema: TableSchema
  private(set) var hasRows = false
  private var out: [UInt8] = []
  private var cells: [[UInt8]]

  init(_ schema: TableSchema) {
    self.schema = schema
    cells = schema.columns.map { _ in [] }
    out.append(contentsOf: schema.columns.map(\.name).joined(separator: ",").utf8)
    out.append(0x0A)
  }

  var text: String { String(decoding: out, as: UTF8.self) }

  mutating func set(_ column: String, _ value: Located<String>?) throws(FormatError) {
    guard let value else { return }
    set(column, try checked(value.value, column))
  }

  mutating func set(_ column: String, _ value: Located<Double>?) throws(FormatError) {
    guard let value else { return }
    set(column, Array(NumberText.text(try finite(value.value, place: place(column))).utf8))
  }

  mutating func set(_ column: String, _ value: Located<Bool>?) throws(FormatError) {
    guard let value else { return }
    set(column, Array((value.value ? "true" : "false").utf8))
  }

  mutating func set(_ column: String, _ values: [Located<String>]) throws(FormatError) {
    var cell: [UInt8] = []
    for value in values {
      if !cell.isEmpty { cell.append(UInt8(ascii: "|")) }
      cell.append(contentsOf: try item(value.value, column))
    }
    set(column, cell)
  }

  /// A map of names to numbers. A name alone in its cell with the number 1 stands bare, as people write it.
  mutating func set(_ column: String, _ entries: [ShareEntry]) throws(FormatError) {
    var cell: [UInt8] = []
    var names = NameSet()
    for entry in entries {
      guard names.insert(entry.key.value) else {
        throw .cannotExpress(place: place(column), reason: "'\(entry.key.value)' stands in it twice")
      }
      if !cell.isEmpty { cell.append(UInt8(ascii: "|")) }
      let key = try item(entry.key.value, column)
      cell.append(contentsOf: key)
      if entries.count == 1, entry.share.value == 1, !key.contains(UInt8(ascii: "=")) { continue }
      cell.append(UInt8(ascii: "="))
      cell.append(contentsOf: NumberText.text(try finite(entry.share.value, place: place(column))).utf8)
    }
    set(column, cell)
  }

  mutating func set(_ evidence: EvidenceRow) throws(FormatError) {
    try set("status", evidence.status)
    try set("method", evidence.method)
    try set("source", evidence.source)
    try set("as_of", evidence.asOf)
    try set("confidence", evidence.confidence)
    try set("note", evidence.note)
  }

  /// Ends the row and begins the next one.
  mutating func endRow() throws(FormatError) {
    for (index, column) in schema.columns.enumerated() where column.isRequired && cells[index].isEmpty {
      throw .cannotExpress(place: place(column.name), reason: "it is empty, and every row needs one")
    }
    for index in cells.indices {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      append(cells[index])
      cells[index].removeAll(keepingCapacity: true)
    }
    out.append(0x0A)
    hasRows = true
  }

  private mutating func set(_ column: String, _ cell: [UInt8]) {
    if let index = schema.columns.firstIndex(where: { $0.name == column }) { cells[index] = cell }
  }

  private mutating func append(_ cell: [UInt8]) {
    let isSpecial = cell.first == 0x20 || cell.last == 0x20
    let needsQuotes =
      isSpecial
      || cell.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09 }
    guard needsQuotes else { return out.append(contentsOf: cell) }
    out.append(UInt8(ascii: "\""))
    for byte in cell {
      if byte == UInt8(ascii: "\"") { out.append(byte) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
  }

  private func checked(_ text: String, _ column: String) throws(FormatError) -> [UInt8] {
    let bytes = Array(text.utf8)
    if bytes.contains(0) {
      throw .cannotExpress(place: place(column), reason: "a NUL character cannot stand in a table")
    }
    let limit = FormatLimits().cellBytes
    if bytes.count > limit / 2 {
      throw .cannotExpress(
        place: place(column), reason: "a text of more than \(FormatLimits.readable(limit / 2)) does not fit into a cell"
      )
    }
    return bytes
  }

  /// A text that stands beside others in one cell.
  private func item(_ text: String, _ column: String) throws(FormatError) -> [UInt8] {
    let bytes = try checked(text, column)
    if bytes.contains(UInt8(ascii: "|")) {
      throw .cannotExpress(place: place(column), reason: "'\(text)' contains '|', which separates the items of a list")
    }
    if bytes.isEmpty || bytes.first == 0x20 || bytes.last == 0x20 {
      throw .cannotExpress(
        place: place(column), reason: "'\(text)' is empty or has outer spaces, which a list does not keep")
    }
    return bytes
  }

  private func place(_ column: String) -> String {
    let key = cells.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    return "\(schema.fileName), column \(column), row '\(key)'"
  }
}
