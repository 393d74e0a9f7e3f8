import Diagnostics

/// Reads the hexadecimal digits of `\x41`, `\u0041` or `\U0001F600`, and the second half of a surrogate pair
/// (`\uD83D\uDE00`) where the first stands; the cursor stands behind the letter before and behind the digits after.
///
/// Lone surrogates, numbers beyond U+10FFFF and NUL are refused.
func unicodeEscape(
  _ cursor: inout TextCursor, digits: Int, at spot: SourceSpot, code: String
) throws(SyntaxFault) -> Unicode.Scalar {
  let first = try hexadecimal(&cursor, digits: digits, at: spot, code: code)
  var value = first
  if digits == 4, (0xD800...0xDBFF).contains(first) {
    guard cursor.byte == UInt8(ascii: "\\"), cursor.byte(ahead: 1) == UInt8(ascii: "u") else {
      throw SyntaxFault(code: code, spot: spot, text: "half of a surrogate pair stands alone")
    }
    cursor.position += 2
    let second = try hexadecimal(&cursor, digits: 4, at: spot, code: code)
    guard (0xDC00...0xDFFF).contains(second) else {
      throw SyntaxFault(code: code, spot: spot, text: "half of a surrogate pair stands alone")
    }
    value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }
  if value == 0 { throw SyntaxFault(code: "nul", spot: spot, text: "a NUL character in a text") }
  guard let scalar = Unicode.Scalar(value) else {
    throw SyntaxFault(code: code, spot: spot, text: "this escape names no character")
  }
  return scalar
}

private func hexadecimal(
  _ cursor: inout TextCursor, digits: Int, at spot: SourceSpot, code: String
) throws(SyntaxFault) -> UInt32 {
  var value: UInt32 = 0
  for _ in 0..<digits {
    let byte = cursor.byte
    let digit: UInt8
    switch byte {
    case 0x30...0x39: digit = byte - 0x30
    case 0x41...0x46: digit = byte - 0x37
    case 0x61...0x66: digit = byte - 0x57
    default:
      throw SyntaxFault(code: code, spot: spot, text: "\(digits) hexadecimal digits are expected after the escape")
    }
    value = value << 4 | UInt32(digit)
    cursor.position += 1
  }
  return value
}
