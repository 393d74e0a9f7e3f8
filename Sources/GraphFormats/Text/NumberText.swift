/// Why a text is no number that a file may hold.
enum NumberFault: Error, Equatable {
  case notANumber
  /// `NaN`, `inf` and the like.
  case notFinite
  /// Finite as written but beyond what a double holds, such as `1e999`.
  case tooLarge
  /// `61%`; the payload is the fraction to write instead.
  case percent(String)
  /// `0,5` where the decimal sign is a point; the payload is what to write instead.
  case decimalComma(String)
}

/// Numbers as text, to and from, without locale and without loss.
enum NumberText {
  /// Reads `[+-] digits [. digits] [e [+-] digits]`, at least one digit before the exponent, nothing else.
  ///
  /// Up to 19 digits with a value below 2⁵³ and a decimal exponent within ±22 are one exact multiplication or division
  /// (Clinger 1990, doi:10.1145/93542.93557); everything else goes through the standard library's correctly rounded
  /// conversion, so that the shortest text of every double reads back to the same double.
  ///
  /// With `decimalComma` one comma may stand for the decimal point, as in spreadsheets that separate cells by
  /// semicolons.
  ///
  /// - Complexity: O(n) time, O(1) space on the short path.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false
  ) -> Result<Double, NumberFault> {
    guard let value = value(bytes, decimalComma: decimalComma) else { return .failure(fault(of: bytes)) }
    return value.isFinite ? .success(value) : .failure(.tooLarge)
  }

  /// The value of a text that has the shape of a number, infinite where it is too large; nil for other texts.
  private static func value(_ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false) -> Double? {
    let count = bytes.count
    var i = 0
    var isNegative = false
    if i < count, bytes[i] == 0x2D || bytes[i] == 0x2B {
      isNegative = bytes[i] == 0x2D
      i += 1
    }
    var mantissa: UInt64 = 0
    var significant = 0
    var digits = 0
    var fraction = 0
    var seenPoint = false
    scan: while i < count {
      let byte = bytes[i]
      let digit = byte &- 0x30
      if digit < 10 {
        digits += 1
        if significant > 0 || digit != 0 {
          significant += 1
          if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        }
        if seenPoint { fraction += 1 }
      } else if !seenPoint, byte == 0x2E || (decimalComma && byte == 0x2C) {
        seenPoint = true
      } else {
        break scan
      }
      i += 1
    }
    guard digits > 0 else { return nil }
    var exponent = 0
    if i < count, bytes[i] | 0x20 == 0x65 {
      i += 1
      var isDown = false
      if i < count, bytes[i] == 0x2D || bytes[i] == 0x2B {
        isDown = bytes[i] == 0x2D
        i += 1
      }
      let first = i
      while i < count, bytes[i] &- 0x30 < 10 {
        if exponent < 1_000_000 { exponent = exponent * 10 + Int(bytes[i] &- 0x30) }
        i += 1
      }
      guard i > first else { return nil }
      if isDown { exponent = -exponent }
    }
    guard i == count else { return nil }
    guard significant > 0 else { return isNegative ? -0.0 : 0 }
    let power = exponent - fraction
    if significant <= 19, mantissa < 1 << 53, power >= -22, power <= 22 {
      let value = power < 0 ? Double(mantissa) / powersOfTen[-power] : Double(mantissa) * powersOfTen[power]
      return isNegative ? -value : value
    }
    return rounded(bytes, isNegative: isNegative, power: power)
  }

  /// The number in a text.
  static func parse(_ text: String) -> Result<Double, NumberFault> {
    var text = text
    return text.withUTF8 { parse($0) }
  }

  /// The shortest text that reads back to the same number, as an integer where it is one; a mantissa before an
  /// exponent always has a point, because YAML 1.1 readers take `1e-05` for text.
  static func text(_ value: Double) -> String {
    if value == value.rounded(.towardZero), abs(value) < 1e15 {
      return value == 0 && value.sign == .minus ? "-0.0" : String(Int64(value))
    }
    let text = "\(value)"
    guard let e = text.utf8.firstIndex(of: 0x65), !text.utf8[..<e].contains(0x2E) else { return text }
    return "\(text[..<e]).0\(text[e...])"
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The long way: the digits of a text that is known to be a number, as an integer with an exponent.
  private static func rounded(_ bytes: UnsafeBufferPointer<UInt8>, isNegative: Bool, power: Int) -> Double? {
    var digits: [UInt8] = isNegative ? [0x2D] : []
    for byte in bytes {
      if byte | 0x20 == 0x65 { break }
      if byte &- 0x30 < 10 { digits.append(byte) }
    }
    return Double(String(decoding: digits, as: UTF8.self) + "e\(power)")
  }

  private static let notFinite: Set<String> = ["nan", "inf", "infinity", "#num!", "#div/0!", "#n/a"]

  /// What is wrong with a text that is no number, so that the reader can say what to write.
  private static func fault(of bytes: UnsafeBufferPointer<UInt8>) -> NumberFault {
    let text = String(decoding: bytes, as: UTF8.self)
    let bare = text.utf8.prefix(20).drop { $0 == 0x2E || $0 == 0x2B || $0 == 0x2D }
    let word = String(decoding: Array(bare), as: UTF8.self).lowercased()
    if text.utf8.count <= 20, notFinite.contains(word) { return .notFinite }
    if bytes.last == 0x25 {
      var number = String(decoding: bytes.dropLast(), as: UTF8.self)
      while number.utf8.last == 0x20 { number.removeLast() }
      let dotted = String(decoding: number.utf8.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
      // The exponent divides by 100 without rounding twice; a text that has one already is no percentage.
      var scaled = dotted + "e-2"
      guard let fraction = scaled.withUTF8({ value($0) }) else { return .notANumber }
      return .percent(NumberText.text(fraction))
    }
    if let comma = bytes.firstIndex(of: 0x2C), value(bytes, decimalComma: true) != nil {
      let dotted = String(decoding: bytes.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
      guard comma > 0, bytes.count - comma == 4 else { return .decimalComma(dotted) }
      let joined = String(decoding: bytes.filter { $0 != 0x2C }, as: UTF8.self)
      return .decimalComma("\(dotted), or \(joined) if the comma groups thousands")
    }
    return .notANumber
  }
}
