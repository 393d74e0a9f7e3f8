import Testing

@testable import GraphFormats

@Suite struct NumberTextTests {
  static func value(_ text: String, decimalComma: Bool = false) -> Double? {
    var text = text
    return try? text.withUTF8 { NumberText.parse($0, decimalComma: decimalComma) }.get()
  }

  static func fault(_ text: String) -> NumberFault? {
    if case .failure(let fault) = NumberText.parse(text) { return fault }
    return nil
  }

  /// `[+-] digits [. digits] [e [+-] digits]` with a digit before the exponent, by cutting the text at its signs.
  static func hasNumberShape(_ text: [Character]) -> Bool {
    let unsigned = text.first == "+" || text.first == "-" ? Array(text.dropFirst()) : text
    let parts = unsigned.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    func isDigits(_ text: ArraySlice<Character>) -> Bool { text.allSatisfy { $0 == "0" || $0 == "1" } }
    guard mantissa.allSatisfy(isDigits), mantissa.contains(where: { !$0.isEmpty }) else { return false }
    guard parts.count == 2 else { return true }
    let exponent = parts[1].first == "+" || parts[1].first == "-" ? parts[1].dropFirst() : parts[1]
    return !exponent.isEmpty && isDigits(exponent)
  }

  /// Every short text is a number exactly when it has the shape of one, and then it is the number that the standard
  /// library reads.
  @Test func everyShortText() {
    var accepted = 0
    allTexts(over: "01.+-e,", upTo: 5) { text in
      let isNumber = Self.hasNumberShape(Array(text))
      let value = Self.value(text)
      if isNumber { accepted += 1 }
      // The standard library wants a digit behind the point.
      let joined = text.replacing(".e", with: "e")
      let digits = joined.hasSuffix(".") ? String(joined.dropLast()) : joined
      if let value {
        #expect(isNumber, "\(text)")
        #expect(value.bitPattern == Double(digits)?.bitPattern, "\(text)")
      } else {
        #expect(!isNumber || Double(digits)?.isFinite != true, "\(text)")
      }
    }
    #expect(accepted > 500)
  }

  @Test func everyDoubleComesBack() {
    var random = SplitMix(11)
    for _ in 0..<50_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(Self.value(NumberText.text(value))?.bitPattern == value.bitPattern)
      let short = Double(Int.random(in: -10_000...10_000, using: &random)) / 1_000
      #expect(Self.value(NumberText.text(short))?.bitPattern == short.bitPattern)
    }
    for value in [
      0.0, -0.0, 1, -1, 0.1, 1e15, 1e16, 1e22, 1e23, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .leastNormalMagnitude,
    ] {
      #expect(Self.value(NumberText.text(value))?.bitPattern == value.bitPattern)
    }
  }

  @Test func textsAreShort() {
    #expect(NumberText.text(1) == "1")
    #expect(NumberText.text(-0.0) == "-0.0")
    #expect(NumberText.text(0.1) == "0.1")
    #expect(NumberText.text(0.00001) == "1.0e-05")
    #expect(NumberText.text(1e16) == "1.0e+16")
    #expect(NumberText.text(2.5e300) == "2.5e+300")
  }

  @Test func manyDigitsAreRoundedOnce() {
    #expect(Self.value("9007199254740993") == 9007199254740992)
    #expect(Self.value("9007199254740993.0000000000000000000000001") == 9007199254740994)
    #expect(Self.value("0.1000000000000000055511151231257827021181583404541015625") == 0.1)
    #expect(Self.value("123456789012345678901234567890") == 123456789012345677877719597056)
    #expect(Self.value("000000000000000000000000000000000001.5") == 1.5)
    #expect(Self.value("1e-400") == 0)
    #expect(Self.value("0e999999999999999999999") == 0)
    #expect(Self.value("8.98846567431158e307") == 8.98846567431158e307)
  }

  @Test func whatIsNoNumberSaysWhy() {
    for text in ["NaN", "nan", ".nan", "inf", "-inf", "+.INF", "Infinity", "#DIV/0!", "#N/A"] {
      #expect(Self.fault(text) == .notFinite, "\(text)")
    }
    #expect(Self.fault("1e999") == .tooLarge)
    #expect(Self.fault("-1e309") == .tooLarge)
    #expect(Self.fault("1e99999999999999999999") == .tooLarge)
    for text in ["", "-", ".", "1.2.3", "0x10", "1_000", "1e", "1e+", "e5", "½", "1 000", "--1", "%", "abc%", "1e2%"] {
      #expect(Self.fault(text) == .notANumber, "\(text)")
    }
    #expect(Self.fault("61%") == .percent("0.61"))
    #expect(Self.fault("57.3 %") == .percent("0.573"))
    #expect(Self.fault("0,5%") == .percent("0.005"))
    #expect(Self.fault("0,5") == .decimalComma("0.5"))
    #expect(Self.fault("1,500") == .decimalComma("1.500, or 1500 if the comma groups thousands"))
  }

  @Test func aDecimalCommaIsAPointWhereItIsAllowed() {
    #expect(Self.value("0,5", decimalComma: true) == 0.5)
    #expect(Self.value("0.5", decimalComma: true) == 0.5)
    #expect(Self.value("1.000,5", decimalComma: true) == nil)
    #expect(Self.value("1,000,5", decimalComma: true) == nil)
    #expect(Self.value("1,5e3", decimalComma: true) == 1500)
  }
}
