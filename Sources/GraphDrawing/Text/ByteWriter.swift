/// Collects UTF-8 text.
///
/// Appending bytes is several times faster than appending to a `String`, and numbers come out the same in every locale.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends markup or other text as it stands.
  mutating func raw(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends text with the five characters escaped that XML gives a meaning to.
  ///
  /// The text must be clean (`CleanText`).
  mutating func escaped(_ text: String) {
    guard text.utf8.contains(where: Self.needsEscape) else {
      raw(text)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;" as StaticString)
      case UInt8(ascii: "<"): raw("&lt;" as StaticString)
      case UInt8(ascii: ">"): raw("&gt;" as StaticString)
      case UInt8(ascii: "\""): raw("&quot;" as StaticString)
      case UInt8(ascii: "'"): raw("&#39;" as StaticString)
      default: bytes.append(byte)
      }
    }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }

  /// Appends a number with at most the given decimals, without trailing zeros; what is not finite becomes 0.
  mutating func number(_ value: Double, decimals: Int = 2) {
    var scale = 1
    for _ in 0..<max(0, min(decimals, 6)) { scale *= 10 }
    // Beyond 10¹² there is no picture; the clamp keeps the conversion to an integer in range.
    let scaled = value.isFinite ? (min(max(value, -1e12), 1e12) * Double(scale)).rounded() : 0
    let whole = Int(scaled)
    if whole < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = abs(whole)
    integer(magnitude / scale)
    var rest = magnitude % scale
    if rest > 0 { bytes.append(UInt8(ascii: ".")) }
    while rest > 0 {
      scale /= 10
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / scale))
      rest %= scale
    }
  }

  /// Appends a non-negative integer.
  mutating func integer(_ value: Int) {
    var divisor = 1
    while value / divisor >= 10 { divisor *= 10 }
    var rest = value
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
