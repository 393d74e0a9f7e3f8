import Reporting
import Testing

@Suite("Numbers for people")
struct NumberTextTests {
  private static let percents: [(fraction: Double, text: String)] = [
    (0, "0.0 %"), (-0.0, "0.0 %"), (1, "100.0 %"), (0.5, "50.0 %"), (0.936, "93.6 %"), (0.9361, "93.6 %"),
    (0.00049, "< 0.1 %"), (1e-300, "< 0.1 %"), (0.0005, "0.1 %"), (0.001, "0.1 %"), (0.0014, "0.1 %"),
    (0.9994, "99.9 %"), (0.9995, "> 99.9 %"), (0.9996, "> 99.9 %"), (0.99999999, "> 99.9 %"), (1.5, "150.0 %"),
    (-0.25, "−25.0 %"), (-0.00001, "0.0 %"), (12, "1200.0 %"), (123.456, "12\u{202F}345.6 %"),
  ]

  @Test("Percent: what is not nothing is not 0, what is not all is not 100", arguments: Self.percents)
  func percent(fraction: Double, text: String) {
    #expect(NumberText.percent(fraction) == text)
  }

  @Test("What only rounding keeps from all is all")
  func almostAll() {
    let tenths = (0..<10).reduce(0.0) { sum, _ in sum + 0.1 }
    #expect(tenths < 1)
    #expect(NumberText.percent(tenths) == "100.0 %")
  }

  private static let decimals: [(value: Double, digits: Int, text: String)] = [
    (0, 0, "0"), (0, 2, "0.00"), (0.005, 2, "0.01"), (0.004, 2, "0.00"), (-0.004, 2, "0.00"), (-0.005, 2, "−0.01"),
    (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (0.9996, 3, "1.000"), (0.9994, 3, "0.999"),
    (9.95, 1, "10.0"), (999.95, 1, "1000.0"), (1234, 0, "1234"), (9999, 0, "9999"), (9999.5, 0, "10\u{202F}000"),
    (10_000, 0, "10\u{202F}000"), (12_345.678, 2, "12\u{202F}345.68"), (123_456, 0, "123\u{202F}456"),
    (1_234_567.5, 0, "1\u{202F}234\u{202F}568"), (-1_234_567, 1, "−1\u{202F}234\u{202F}567.0"),
    (.infinity, 2, "∞"), (-.infinity, 0, "−∞"), (.nan, 1, "–"), (3.7, -2, "4"), (1e18, 0, "1e+18"),
  ]

  @Test("Fixed decimals, rounded half away from zero, thousands apart", arguments: Self.decimals)
  func decimal(value: Double, digits: Int, text: String) {
    #expect(NumberText.decimal(value, digits: digits) == text)
  }

  @Test("Plain numbers read back")
  func plain() {
    for value in [0, 1, -3, 0.1, 1.0 / 3, 1e15, 1e-9, 123_456.5] {
      #expect(Double(NumberText.plain(value)) == value)
    }
    #expect(NumberText.plain(4) == "4")
    #expect(NumberText.plain(0.25) == "0.25")
  }

  @Test("Figures stand behind a narrow blank, so that lines do not break inside a number")
  func noBreaks() {
    #expect(!NumberText.decimal(1_234_567, digits: 2).contains(" "))
  }
}
