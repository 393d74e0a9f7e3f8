import Diagnostics
import SupplyGraph

/// A table of named columns: its header is checked against a schema, its cells are read by column.
///
/// Header faults: `empty`, `unknown-column`, `duplicate-column`, `missing-column`. Row faults: `csv-missing-cells`,
/// `csv-too-many-cells`, `missing-value`, and what the cells themselves hold. Rows with the wrong number of cells and
/// blank rows yield nothing.
struct TableReader: ~Copyable {
  let schema: TableSchema
  var tokenizer: CSVTokenizer
  private let sink: FindingSink
  /// For each column of the schema the cell it stands in, or -1; the last entry is for columns that do not exist.
  private var cellOfColumn: [Int] = []
  private var cellCount = 0
  private var header: [String] = []
  private var decimalComma = false
  private var shared: [SharedTexts]

  init(schema: TableSchema, tokenizer: consuming CSVTokenizer, sink: FindingSink) {
    self.schema = schema
    self.tokenizer = tokenizer
    self.sink = sink
    shared = schema.columns.map { _ in SharedTexts() }
  }

  /// Reads the header; false where no row can be understood.
  mutating func open() throws(FormatError) -> Bool {
    while try tokenizer.next() {
      if isBlank { continue }
      return readHeader()
    }
    if !tokenizer.isStopped {
      sink.add(
        "empty", at: SourceSpot(file: tokenizer.file, line: 1, column: 1), "the table has no header",
        suggestion: "begin with a line of column names, at least "
          + schema.columns.filter(\.isRequired).map(\.name).joined(separator: ","))
    }
    return false
  }

  /// Goes to the next row that has the right number of cells; false at the end of the table.
  mutating func next() throws(FormatError) -> Bool {
    while try tokenizer.next() {
      if tokenizer.isTorn || isBlank { continue }
      if tokenizer.cellCount == cellCount { return true }
      addCellCount()
    }
    return false
  }

  /// How many rows a table of so many bytes will have if it goes on as it began, and a little more.
  func expectedRows(of bytes: Int) -> Int {
    let perRow = max(tokenizer.bytesConsumed / max(Int(tokenizer.line), 1), 1)
    return bytes / perRow + bytes / perRow / 16 + 16
  }

  /// Where the current row begins.
  var rowSpot: SourceSpot { SourceSpot(file: tokenizer.file, line: tokenizer.line, column: 1) }

  /// The place of a column in the schema, for the functions below; worth asking once for each table, not for each row.
  /// A name that is not in the schema is a column of empty cells.
  func column(_ name: String) -> Int { schema.columns.firstIndex { $0.name == name } ?? schema.columns.count }

  // MARK: Cells

  /// The text of a cell; nil where it is empty.
  mutating func text(_ column: Int) -> Located<String>? {
    guard let cell = cell(column), cell.start < cell.end else { return nil }
    let value: String
    if cell.hasDoubledQuotes {
      value = tokenizer.text(cell)
    } else if cell.end - cell.start <= SharedTexts.freeBytes {
      value = String(decoding: tokenizer.bytes(cell), as: UTF8.self)
    } else {
      value = shared[column].text(tokenizer.bytes(cell))
    }
    return Located(value, at: spot(cell))
  }

  /// The text of a cell that must not be empty.
  mutating func requiredText(_ column: Int) -> Located<String>? {
    if let text = text(column) { return text }
    var place = rowSpot
    if let cell = cell(column) { place = spot(cell) }
    sink.add("missing-value", at: place, "the column '\(schema.columns[column].name)' is empty in this row")
    return nil
  }

  /// Whether a cell says nothing.
  func isEmpty(_ column: Int) -> Bool {
    guard let cell = cell(column) else { return true }
    return cell.start == cell.end
  }

  /// The number in a cell; nil where it is empty or, with a finding, no number.
  func number(_ column: Int) -> Located<Double>? {
    guard let cell = cell(column), cell.start < cell.end else { return nil }
    var bytes = tokenizer.bytes(cell)
    while bytes.first == 0x20 { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst()) }
    while bytes.last == 0x20 { bytes = UnsafeBufferPointer(rebasing: bytes.dropLast()) }
    switch NumberText.parse(bytes, decimalComma: decimalComma) {
    case .success(let value): return Located(value, at: spot(cell))
    case .failure(let fault):
      sink.addNumberFault(fault, tokenizer.text(cell), place: schema.columns[column].name, at: spot(cell))
      return nil
    }
  }

  /// `true` or `false`, as spreadsheets write them too (`TRUE`).
  func flag(_ column: Int) -> Located<Bool>? {
    guard let cell = cell(column), cell.start < cell.end else { return nil }
    let text = tokenizer.text(cell)
    switch text.lowercased() {
    case "true": return Located(true, at: spot(cell))
    case "false": return Located(false, at: spot(cell))
    default:
      sink.add(
        "wrong-type", at: spot(cell),
        "'\(schema.columns[column].name)' must be true or false, found the text '\(shorten(text))'")
      return nil
    }
  }

  /// The texts of a cell, separated by `|`; spaces around them do not count.
  func list(_ column: Int) -> [Located<String>] {
    guard let cell = cell(column), cell.start < cell.end else { return [] }
    let spot = spot(cell)
    return items(cell, column).map { Located(String(decoding: $0, as: UTF8.self), at: spot) }
  }

  /// The names of a cell with their numbers: `TWN=0.9|USA=0.1`; a bare name has the number 1.
  func map(_ column: Int) -> [ShareEntry] {
    guard let cell = cell(column), cell.start < cell.end else { return [] }
    let spot = spot(cell)
    let place = schema.columns[column].name
    var names = NameSet()
    var entries: [ShareEntry] = []
    for item in items(cell, column) {
      var key = item[...]
      var share = 1.0
      if let equals = item.lastIndex(of: UInt8(ascii: "=")) {
        key = trimmed(item[..<equals])
        let number = Array(trimmed(item[(equals + 1)...]))
        switch number.withUnsafeBufferPointer({ NumberText.parse($0, decimalComma: decimalComma) }) {
        case .success(let value): share = value
        case .failure(let fault):
          let text = String(decoding: number, as: UTF8.self)
          sink.addNumberFault(fault, text, place: place + "." + String(decoding: key, as: UTF8.self), at: spot)
          continue
        }
      }
      let name = String(decoding: key, as: UTF8.self)
      if name.isEmpty {
        sink.add("empty-item", at: spot, "a name is missing before '=' in '\(place)'")
      } else if names.insert(name) {
        entries.append(ShareEntry(key: Located(name, at: spot), share: Located(share, at: spot)))
      } else {
        sink.add("duplicate-key", at: spot, "'\(shorten(name))' stands twice in '\(place)'")
      }
    }
    return entries
  }

  private func items(_ cell: CSVTokenizer.Cell, _ column: Int) -> [ArraySlice<UInt8>] {
    let bytes = Array(tokenizer.text(cell).utf8)
    var items: [ArraySlice<UInt8>] = []
    for part in bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
      let item = trimmed(part)
      if item.isEmpty {
        sink.add("empty-item", at: spot(cell), "an empty item in the list '\(schema.columns[column].name)'")
      } else {
        items.append(item)
      }
    }
    return items
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes
  }

  private func cell(_ column: Int) -> CSVTokenizer.Cell? {
    let index = cellOfColumn[column]
    return index < 0 ? nil : tokenizer.cell(index)
  }

  private func spot(_ cell: CSVTokenizer.Cell) -> SourceSpot {
    SourceSpot(file: tokenizer.file, line: cell.line, column: cell.column)
  }

  // MARK: Header and row faults

  private mutating func readHeader() -> Bool {
    decimalComma = tokenizer.delimiter == UInt8(ascii: ";")
    header = tokenizer.cells.map { tokenizer.text($0) }
    cellCount = header.count
    cellOfColumn = [Int](repeating: -1, count: schema.columns.count + 1)
    let names = schema.columns.map(\.name)
    for (index, name) in header.enumerated() {
      let spot = spot(tokenizer.cell(index))
      if let column = names.firstIndex(of: name) {
        if cellOfColumn[column] < 0 {
          cellOfColumn[column] = index
        } else {
          sink.add("duplicate-column", at: spot, "the column '\(name)' stands here twice")
        }
      } else if name.isEmpty {
        sink.add("unknown-column", at: spot, "column \(index + 1) has no name", suggestion: "delete the column")
      } else {
        sink.add(
          "unknown-column", at: spot, "\(schema.fileName) has no column '\(shorten(name))'",
          suggestion: didYouMean(name, in: names))
      }
    }
    let missing = zip(schema.columns, cellOfColumn).filter { $0.isRequired && $1 < 0 }.map(\.0.name)
    for name in missing {
      sink.add("missing-column", at: rowSpot, "the column '\(name)' is missing")
    }
    return missing.isEmpty
  }

  private func addCellCount() {
    let count = tokenizer.cellCount
    if count < cellCount {
      sink.add(
        "csv-missing-cells", at: rowSpot,
        "this row has \(count) cells of \(cellCount); missing: \(shorten(header[count...].prefix(20).joined(separator: ", ")))",
        suggestion: "leave cells empty, but keep their separators")
    } else {
      let spot = spot(tokenizer.cell(cellCount))
      sink.add(
        "csv-too-many-cells", at: spot, "this row has \(count) cells, the header \(cellCount)",
        suggestion: "put a cell that contains the separator in quotes")
    }
  }

  /// Whether the row is nothing at all: an empty line, or the separators that spreadsheets leave behind.
  private var isBlank: Bool { tokenizer.cells.allSatisfy { $0.start == $0.end && !$0.isQuoted } }
}
