import Diagnostics

/// A streaming tokenizer for RFC 4180 tables over UTF-8 bytes, with the place of every cell.
///
/// It reads pieces of any size into a window, so that a table of any length costs memory for its longest row only, and
/// what it yields does not depend on where the pieces end. Rows end with LF, CRLF or CR. Cells are separated by a
/// comma, a semicolon or a tab, whichever the header has most of. Quoted cells may hold separators, line breaks and
/// doubled quotes. A byte order mark is skipped.
///
/// What is broken becomes a finding and reading goes on where that makes sense: `csv-quote` (a quote inside a bare
/// cell), `csv-text-after-quote`, `csv-unterminated-quote`, `nul`, `not-utf8`, `cell-too-long`, `row-too-long`,
/// `too-large`.
///
/// - Complexity: O(n) time; O(longest row) space.
/// - Reference: RFC 4180, https://www.rfc-editor.org/rfc/rfc4180.
struct CSVTokenizer: ~Copyable {
  /// Fills a buffer with the next bytes of the table and says how many; 0 at the end.
  typealias Source = (UnsafeMutableRawBufferPointer) throws(FormatError) -> Int

  /// One cell of the current row: a stretch of the window.
  struct Cell {
    /// The content without its quotes.
    var start: Int32
    var end: Int32
    /// Where the cell begins, quote included.
    var rawStart: Int32
    var line: Int32
    /// In scalars, 1-based.
    var column: Int32
    var isQuoted: Bool
    /// Whether doubled quotes must be halved.
    var hasDoubledQuotes: Bool
  }

  /// Cells of the current row; a list for the header, which is read once.
  var cells: ArraySlice<Cell> { store[0..<cellCount] }
  private(set) var cellCount = 0
  private var store: [Cell] = []
  /// The line on which the current row begins.
  private(set) var line: Int32 = 1
  /// What separates cells; known once the first row was read.
  private(set) var delimiter = UInt8(ascii: ",")
  /// Bytes read so far up to the end of the current row.
  var bytesConsumed: Int { bytesBeforeWindow + start }

  let file: Int32
  let limits: FormatLimits
  let sink: FindingSink

  private let source: Source
  private var window: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  private var bytesBeforeWindow = 0
  private var sourceEnded = false
  /// Whether reading ended before the table did.
  private(set) var isStopped = false
  private var hasStarted = false
  private var nextLine = 1
  private var issues: [Issue] = []

  /// Something wrong at an offset of the window, reported once the row is complete; of one row only the first few,
  /// because each costs a walk along the row.
  private struct Issue {
    var kind: Kind
    var offset: Int
    enum Kind { case quote, textAfterQuote, unterminatedQuote, nul, cellTooLong }
  }

  private static let issuesPerRow = 20

  private enum Scan { case row(next: Int), needsMore }

  /// - Parameter windowBytes: how much is asked for at a time.
  init(file: Int32, limits: FormatLimits, sink: FindingSink, windowBytes: Int = 1 << 18, source: @escaping Source) {
    self.file = file
    self.limits = limits
    self.sink = sink
    self.source = source
    capacity = max(windowBytes, 4)
    window = .allocate(capacity: capacity)
  }

  deinit { window.deallocate() }

  /// Goes to the next row; false at the end of the table or where reading on makes no sense.
  mutating func next() throws(FormatError) -> Bool {
    if !hasStarted { try begin() }
    while !isStopped {
      if start == end {
        if sourceEnded { return false }
        try refill()
        continue
      }
      line = spotNumber(nextLine)
      switch scan() {
      case .row(let next) where next - start > limits.rowBytes: stopAtLongRow()
      case .row(let next):
        finishRow(from: start, to: next)
        start = next
        return true
      case .needsMore:
        if end - start > limits.rowBytes {
          stopAtLongRow()
        } else {
          try refill()
        }
      }
    }
    return false
  }

  /// One cell of the current row; `index` is below ``cellCount``.
  func cell(_ index: Int) -> Cell { store[index] }

  /// The bytes of a cell, valid until the next row; doubled quotes are still doubled.
  func bytes(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: window + Int(cell.start), count: Int(cell.end - cell.start))
  }

  /// The text of a cell.
  func text(_ cell: Cell) -> String {
    let raw = bytes(cell)
    guard cell.hasDoubledQuotes else { return String(decoding: raw, as: UTF8.self) }
    var halved: [UInt8] = []
    halved.reserveCapacity(raw.count)
    var i = 0
    while i < raw.count {
      halved.append(raw[i])
      i += raw[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: halved, as: UTF8.self)
  }

  // MARK: The window

  private mutating func begin() throws(FormatError) {
    hasStarted = true
    while end < 3, !sourceEnded { try refill() }
    if end >= 2, (window[0] == 0xFF && window[1] == 0xFE) || (window[0] == 0xFE && window[1] == 0xFF) {
      sink.add(
        "not-utf8", at: SourceSpot(file: file, line: 1, column: 1), "this file is UTF-16",
        suggestion: "save it as 'CSV UTF-8'")
      isStopped = true
    }
    if end >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { start = 3 }
    try detectDelimiter()
  }

  /// Moves what is left to the front and reads on behind it.
  private mutating func refill() throws(FormatError) {
    if start > 0 {
      window.update(from: window + start, count: end - start)
      bytesBeforeWindow += start
      end -= start
      start = 0
    }
    if end == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: window, count: end)
      window.deallocate()
      window = larger
      capacity *= 2
    }
    let count = try source(UnsafeMutableRawBufferPointer(start: window + end, count: capacity - end))
    sourceEnded = count == 0
    end += count
    if bytesBeforeWindow + end > limits.tableBytes {
      TextDocument.addTooLarge(limit: limits.tableBytes, at: SourceSpot(file: file, line: 1, column: 1), sink)
      isStopped = true
    }
  }

  /// The separator that stands most often outside quotes in the first line that is not blank; a comma where none does.
  private mutating func detectDelimiter() throws(FormatError) {
    var counts = (comma: 0, semicolon: 0, tab: 0)
    var isQuoted = false
    var hasText = false
    var offset = start
    scan: while !isStopped {
      if offset == end {
        if sourceEnded || end - start > limits.rowBytes { break }
        offset -= start
        try refill()
        offset += start
        continue
      }
      switch window[offset] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: counts.comma += 1
      case UInt8(ascii: ";") where !isQuoted: counts.semicolon += 1
      case 0x09 where !isQuoted: counts.tab += 1
      case 0x0A where !isQuoted && hasText, 0x0D where !isQuoted && hasText: break scan
      case 0x0A, 0x0D:
        offset += 1
        continue
      default: break
      }
      hasText = true
      offset += 1
    }
    if counts.semicolon > counts.comma, counts.semicolon >= counts.tab {
      delimiter = UInt8(ascii: ";")
    } else if counts.tab > counts.comma {
      delimiter = 0x09
    }
  }

  // MARK: Rows

  /// Whether a byte ends the run of plain bytes in a bare cell: separators, breaks, quotes, NUL and everything that is
  /// not ASCII.
  private static let isSpecial: [Bool] = (0..<256).map { byte in
    byte == 0x2C || byte == 0x3B || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x22 || byte == 0
      || byte >= 0x80
  }

  /// Finds the cells of the row that begins at `start`, without any trust in what is there.
  private mutating func scan() -> Scan {
    cellCount = 0
    isTorn = false
    if !issues.isEmpty { issues.removeAll(keepingCapacity: true) }
    let bytes = window
    let end = end
    let ended = sourceEnded
    let delimiter = delimiter
    var p = start
    var isPlain = true
    let special = Self.isSpecial
    while true {
      let rawStart = p
      var first = p
      var last = p
      var isQuoted = false
      var isDoubled = false
      if p < end, bytes[p] == 0x22 {
        isQuoted = true
        p += 1
        first = p
        var isClosed = false
        while p < end {
          let byte = bytes[p]
          if byte != 0x22 {
            if byte == 0 { issues.append(Issue(kind: .nul, offset: p)) }
            isPlain = isPlain && byte < 0x80 && byte != 0x0A && byte != 0x0D
            p += 1
            continue
          }
          if p + 1 == end, !ended { return .needsMore }
          if p + 1 < end, bytes[p + 1] == 0x22 {
            isDoubled = true
            p += 2
            continue
          }
          isClosed = true
          break
        }
        last = p
        if isClosed {
          p += 1
          if p < end, bytes[p] != delimiter, bytes[p] != 0x0A, bytes[p] != 0x0D {
            issues.append(Issue(kind: .textAfterQuote, offset: p))
            while p < end, bytes[p] != delimiter, bytes[p] != 0x0A, bytes[p] != 0x0D {
              isPlain = isPlain && bytes[p] < 0x80
              p += 1
            }
          }
        } else if ended {
          isTorn = true
          issues.append(Issue(kind: .unterminatedQuote, offset: rawStart))
        }
      } else {
        while p < end {
          let byte = bytes[p]
          guard special[Int(byte)] else {
            p += 1
            continue
          }
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          if byte == 0x22 { issues.append(Issue(kind: .quote, offset: p)) }
          if byte == 0 { issues.append(Issue(kind: .nul, offset: p)) }
          isPlain = isPlain && byte < 0x80
          p += 1
        }
        last = p
      }
      if p == end, !ended { return .needsMore }
      if last - first > limits.cellBytes { issues.append(Issue(kind: .cellTooLong, offset: rawStart)) }
      let cell = Cell(
        start: Int32(truncatingIfNeeded: first), end: Int32(truncatingIfNeeded: last),
        rawStart: Int32(truncatingIfNeeded: rawStart), line: line,
        column: Int32(truncatingIfNeeded: rawStart - start + 1), isQuoted: isQuoted, hasDoubledQuotes: isDoubled)
      if cellCount < store.count { store[cellCount] = cell } else { store.append(cell) }
      cellCount += 1
      if p == end { break }
      if bytes[p] == delimiter {
        p += 1
        continue
      }
      if bytes[p] == 0x0D {
        if p + 1 == end, !ended { return .needsMore }
        if p + 1 < end, bytes[p + 1] == 0x0A { p += 1 }
      }
      p += 1
      break
    }
    isPlainRow = isPlain
    return .row(next: p)
  }

  /// Whether the current row ends with the table because a quote is not closed; its cells are not what was meant.
  private(set) var isTorn = false

  /// Whether the current row is ASCII on one line, so that columns are byte offsets.
  private var isPlainRow = true

  /// Counts lines, and columns where they are not byte offsets, and reports what was wrong.
  private mutating func finishRow(from rowStart: Int, to rowEnd: Int) {
    let first = nextLine
    let row = UnsafeBufferPointer(start: window + rowStart, count: rowEnd - rowStart)
    if !isPlainRow { locateCells(row, rowStart) }
    nextLine += isPlainRow ? 1 : Int(TextCursor.spot(of: row.count, in: row, file: 0).line) - 1
    let invalid = isPlainRow ? nil : UTF8Check(row).invalid
    guard !issues.isEmpty || invalid != nil else { return }
    for issue in issues.prefix(Self.issuesPerRow) {
      let spot = self.spot(issue.offset - rowStart, in: row, firstLine: first)
      switch issue.kind {
      case .quote:
        sink.add(
          "csv-quote", at: spot, "a quote inside a cell that does not begin with one",
          suggestion: "put the whole cell in quotes and double the quotes inside")
      case .textAfterQuote:
        sink.add(
          "csv-text-after-quote", at: spot, "text behind the closing quote of a cell",
          suggestion: "double the quotes inside the cell")
      case .unterminatedQuote: sink.add("csv-unterminated-quote", at: spot, "the quote that opens here is not closed")
      case .nul: sink.add("nul", at: spot, "a NUL character in the table")
      case .cellTooLong:
        sink.add(
          "cell-too-long", at: spot,
          "a cell is longer than the limit of \(FormatLimits.readable(limits.cellBytes))")
      }
    }
    if let invalid {
      sink.add(
        "not-utf8", at: spot(invalid, in: row, firstLine: first), "this is not UTF-8",
        suggestion: "save the table as 'CSV UTF-8'")
    }
  }

  private func spot(_ offset: Int, in row: UnsafeBufferPointer<UInt8>, firstLine: Int) -> SourceSpot {
    var spot = TextCursor.spot(of: offset, in: row, file: file)
    spot.line = spotNumber(Int(spot.line) + firstLine - 1)
    return spot
  }

  /// Lines and columns of all cells in one pass, for rows with line breaks or characters beyond ASCII.
  private mutating func locateCells(_ row: UnsafeBufferPointer<UInt8>, _ rowStart: Int) {
    var line = nextLine
    var column = 1
    var offset = 0
    for index in 0..<cellCount {
      let target = Int(store[index].rawStart) - rowStart
      while offset < target {
        let byte = row[offset]
        if byte == 0x0A || (byte == 0x0D && !(offset + 1 < row.count && row[offset + 1] == 0x0A)) {
          line += 1
          column = 1
        } else if byte & 0xC0 != 0x80, byte != 0x0D {
          column += 1
        }
        offset += 1
      }
      store[index].line = spotNumber(line)
      store[index].column = spotNumber(column)
    }
  }

  private mutating func stopAtLongRow() {
    isStopped = true
    let spot = SourceSpot(file: file, line: line, column: 1)
    sink.add(
      "row-too-long", at: spot, "a row is longer than the limit of \(FormatLimits.readable(limits.rowBytes))",
      suggestion: "look for a quote that is not closed")
  }
}
