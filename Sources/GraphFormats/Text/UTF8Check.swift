/// What a pass over the bytes of a text finds before anything else reads it.
struct UTF8Check: Equatable {
  /// Offset of the first byte that is no UTF-8, or nil.
  var invalid: Int?
  /// Offset of the first NUL, or nil.
  var nul: Int?
  /// Whether every byte is below 0x80.
  var isASCII: Bool

  /// Checks bytes against the UTF-8 of Unicode: no overlong forms, no surrogates, nothing above U+10FFFF.
  ///
  /// - Complexity: O(n) time, O(1) space; stops at the first invalid byte.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    invalid = nil
    nul = nil
    isASCII = true
    let count = bytes.count
    var i = 0
    while i < count {
      let byte = bytes[i]
      if byte < 0x80 {
        if byte == 0, nul == nil { nul = i }
        i += 1
        continue
      }
      isASCII = false
      let length = UTF8Check.sequenceLength(bytes, i)
      guard length > 0 else {
        invalid = i
        return
      }
      i += length
    }
  }

  /// Bytes of the well-formed multi-byte sequence that starts at `i`, or 0 (Unicode Standard, table 3-7).
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    func continuation(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      i + offset < bytes.count && range.contains(bytes[i + offset])
    }
    switch bytes[i] {
    case 0xC2...0xDF: return continuation(1) ? 2 : 0
    case 0xE0: return continuation(1, 0xA0...0xBF) && continuation(2) ? 3 : 0
    case 0xED: return continuation(1, 0x80...0x9F) && continuation(2) ? 3 : 0
    case 0xE1...0xEF: return continuation(1) && continuation(2) ? 3 : 0
    case 0xF0: return continuation(1, 0x90...0xBF) && continuation(2) && continuation(3) ? 4 : 0
    case 0xF1...0xF3: return continuation(1) && continuation(2) && continuation(3) ? 4 : 0
    case 0xF4: return continuation(1, 0x80...0x8F) && continuation(2) && continuation(3) ? 4 : 0
    default: return 0
    }
  }
}

/// Number of scalars that begin in a stretch of bytes: every byte that continues none counts, so that broken text has
/// columns too.
func scalarCount(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
  var count = 0
  for i in range where bytes[i] & 0xC0 != 0x80 { count += 1 }
  return count
}

/// A count as a line or column number, held at the largest one that a ``SourceSpot`` has room for.
func spotNumber(_ value: Int) -> Int32 { Int32(clamping: value) }
