import Foundation
import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("Text")
struct TextTests {
  @Test(
    "Cleaning",
    arguments: [
      ("plain", "plain"), ("a\u{0}b", "a\u{FFFD}b"), ("a\tb\nc", "a b c"), ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
      ("\u{202E}abc\u{2069}", "abc"), ("\u{7F}\u{85}", "\u{FFFD}\u{FFFD}"), ("שלום 日本 🏭", "שלום 日本 🏭"),
      ("\u{1FFFE}", "\u{FFFD}"), ("", ""),
    ]
  )
  func cleaning(text: String, clean: String) {
    #expect(CleanText.line(text) == clean)
  }

  @Test("Every scalar survives XML, or is replaced")
  func allScalars() {
    for value in (0...0x10FFFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isXML =
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
      for kept in CleanText.line(String(Character(scalar))).unicodeScalars {
        if isXML ? (kept != scalar && kept != " " && kept != "\u{FFFD}") : kept != "\u{FFFD}" {
          Issue.record("U+\(String(value, radix: 16)) became U+\(String(kept.value, radix: 16))")
        }
      }
    }
  }

  @Test("Long text ends in an ellipsis, with the limit kept", arguments: ["x", "é", "日"])
  func limit(character: String) {
    let clean = CleanText.line(String(repeating: character, count: 500), limit: 200)
    #expect(clean.unicodeScalars.count == 200 && clean.hasSuffix("…"))
    let exact = String(repeating: character, count: 200)
    #expect(CleanText.line(exact, limit: 200) == exact)
  }

  private static let samples = [
    "", "a", "Applied Materials", "Taiwan Semiconductor Manufacturing Company", "台灣積體電路製造", "e\u{301}e\u{301}e\u{301}",
    "👩‍🔬👩‍🔬👩‍🔬👩‍🔬", "a b c d e f", "  leading and  double  spaces ", "Wort-fürWortgrenzenlosesUngetümVonNamen", "−60 % €",
  ]

  @Test("Cut text fits, is a beginning, and is as long as it can be", arguments: samples, [20.0, 60, 124, 1000])
  func truncation(text: String, width: Double) {
    let style = TextStyle(size: 11.5, isBold: true)
    let cut = style.truncated(text, to: width)
    #expect(style.width(of: cut) <= width)
    guard cut != text else { return }
    #expect(style.width(of: text) > width)
    let beginning = cut.dropLast()
    #expect(cut.last == "…" && text.hasPrefix(String(beginning)))
    let rest = text.dropFirst(beginning.count)
    let next = rest.prefix(while: { $0 == " " }) + rest.drop(while: { $0 == " " }).prefix(1)
    #expect(style.width(of: beginning + next + "…") > width)
  }

  @Test("Wrapped lines fit and lose no word", arguments: samples, [40.0, 90, 300])
  func wrapping(text: String, width: Double) {
    let style = TextStyle(size: 10)
    for indent in [0, 30.0] {
      let lines = style.wrapped(text, to: width, firstLineIndent: indent)
      for (index, line) in lines.enumerated() {
        #expect(style.width(of: line) <= width - (index == 0 ? indent : 0) + 1e-9 || line.count == 1)
      }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test("Numbers are those of a formatter, in any locale")
  func numbers() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5000 {
      let value = Double.random(in: -5000...5000, using: &generator)
      var writer = ByteWriter()
      writer.number(value)
      var expected = String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), (value * 100).rounded() / 100)
      while expected.last == "0" { expected.removeLast() }
      if expected.last == "." { expected.removeLast() }
      #expect(writer.string == (expected == "-0" ? "0" : expected))
    }
  }

  @Test(
    "Numbers at the edge",
    arguments: [
      (0, "0"), (-0.0, "0"), (-0.001, "0"), (0.005, "0.01"), (1.5, "1.5"), (-2.25, "-2.25"), (100, "100"), (.nan, "0"),
      (.infinity, "0"), (1e300, "1000000000000"), (0.07, "0.07"), (10.1, "10.1"),
    ]
  )
  func edgeNumbers(value: Double, text: String) {
    var writer = ByteWriter()
    writer.number(value)
    #expect(writer.string == text)
  }

  @Test("Wide characters are wide")
  func widths() {
    let style = TextStyle(size: 10)
    #expect(style.width(of: "日本") == 20)
    #expect(style.width(of: "e\u{301}") == style.width(of: "e"))
    #expect(TextStyle(size: 10, isBold: true).width(of: "mill") > style.width(of: "mill"))
  }
}
