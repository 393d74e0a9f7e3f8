import Diagnostics

/// A place in a text that a parser walks along: the offset and the line, with columns counted on demand.
///
/// A column is the number of scalars since the line began. Counting starts from the last place that was asked for, so
/// that asking in reading order costs O(n) for a whole text, even when it is one long line.
struct TextCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: Int32
  private let isASCII: Bool
  var position = 0
  private(set) var line = 1
  private(set) var lineStart = 0
  private var markedOffset = 0
  private var markedColumn = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: Int32, isASCII: Bool) {
    self.bytes = bytes
    self.file = file
    self.isASCII = isASCII
  }

  /// The byte at the cursor; 0 past the end (a NUL cannot stand in a text, readers refuse it first).
  var byte: UInt8 { byte(ahead: 0) }

  func byte(ahead: Int) -> UInt8 {
    let i = position + ahead
    return i >= 0 && i < bytes.count ? bytes[i] : 0
  }

  var atEnd: Bool { position >= bytes.count }

  /// Bytes since the line began; what indentation is measured in.
  var indent: Int { position - lineStart }

  var atBreakOrEnd: Bool { atEnd || byte == 0x0A || byte == 0x0D }

  var atBlank: Bool { byte == 0x20 || byte == 0x09 }

  /// Steps over one line break (LF, CRLF or CR).
  mutating func skipBreak() {
    if byte == 0x0D, byte(ahead: 1) == 0x0A { position += 1 }
    position += 1
    line += 1
    lineStart = position
    markedOffset = position
    markedColumn = 1
  }

  /// The place of an offset on the current line.
  mutating func spot(at offset: Int) -> SourceSpot {
    let column: Int
    if isASCII {
      column = offset - lineStart + 1
    } else {
      if offset >= markedOffset {
        markedColumn += scalarCount(bytes, markedOffset..<min(offset, bytes.count))
      } else {
        markedColumn -= scalarCount(bytes, max(offset, lineStart)..<markedOffset)
      }
      markedOffset = offset
      column = markedColumn
    }
    return SourceSpot(file: file, line: spotNumber(line), column: spotNumber(column))
  }

  /// The place of the cursor.
  mutating func here() -> SourceSpot { spot(at: position) }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// The line and column of any offset, counted from the beginning of the text.
  static func spot(
    of offset: Int, in bytes: UnsafeBufferPointer<UInt8>, file: Int32
  ) -> SourceSpot {
    var line = 1
    var start = 0
    var i = 0
    while i < min(offset, bytes.count) {
      if bytes[i] == 0x0A || (bytes[i] == 0x0D && !(i + 1 < bytes.count && bytes[i + 1] == 0x0A)) {
        line += 1
        start = i + 1
      }
      i += 1
    }
    let column = start <= offset ? scalarCount(bytes, start..<min(offset, bytes.count)) + 1 : 1
    return SourceSpot(file: file, line: spotNumber(line), column: spotNumber(column))
  }
}
