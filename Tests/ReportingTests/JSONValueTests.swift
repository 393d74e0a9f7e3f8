import ChokepointTestSupport
import Foundation
import Reporting
import Testing

@Suite("JSON text")
struct JSONValueTests {
  /// What Foundation's parser makes of the text.
  private func parsed(_ value: JSONValue) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(value.text.utf8), options: [.fragmentsAllowed])
  }

  @Test("The text of a value, to the byte")
  func layout() {
    let value: JSONValue = [
      "b": .integer(2), "a": .array([.number(0.5), .null, .bool(true), .bool(false), "x"]),
      "empty": .array([]), "none": [:], "rows": .array([["id": "n"], .array([.integer(1)])]),
    ]
    #expect(
      value.text == """
        {
          "b": 2,
          "a": [0.5, null, true, false, "x"],
          "empty": [],
          "none": {},
          "rows": [
            {
              "id": "n"
            },
            [1]
          ]
        }

        """)
    #expect(JSONValue.null.text == "null\n")
  }

  @Test("Keys keep the order in which they were written")
  func order() {
    let keys = ["z", "a", "m", "B", "é", "0", "aa"]
    let value = JSONValue.object(keys.map { .init($0, .null) })
    let places = keys.map { key in value.text.range(of: "\"\(key)\"")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test("Every control character, quotation marks, separators and other scripts come back")
  func strings() throws {
    let controls = String(String.UnicodeScalarView((0...0x1F).compactMap { Unicode.Scalar($0) }))
    for text in [
      controls, "\u{7F}\u{80}\u{9F}", "\"\\/", "\u{2028}\u{2029}", "e\u{301}\u{0301}", "\"\u{301}", "台積電 🇹🇼 👩‍🔬", "", " ",
      "\r\n", "\u{202E}x\u{202C}", "\u{2066}x\u{2069}", "\u{FEFF}\u{FFFE}",
    ] {
      let value: JSONValue = ["k": .string(text)]
      let object = try JSONDecoder().decode([String: String].self, from: Data(value.text.utf8))
      #expect(object["k"]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "\(text.debugDescription)")
      let keyed = JSONValue.object([.init(text, .string("v"))])
      let keys = try JSONDecoder().decode([String: String].self, from: Data(keyed.text.utf8)).keys
      #expect(keys.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
      #expect(try parsed(value) is [String: Any], "the older parser takes it too")
      let written = JSONValue.string(text).text.dropLast()
      #expect(!written.unicodeScalars.contains(where: HostileText.isDangerous))
    }
  }

  @Test("Numbers read back as the same number")
  func numbers() throws {
    var generator = SplitMix64(seed: 40)
    var values: [Double] = [
      0, 1, -1, 0.1, 1.0 / 3, 2.0 / 3, 1e-5, 1e15, 1e15 - 1, 1e16, 1.5e15, 9_007_199_254_740_992, 123_456.789, 1e300,
      .leastNormalMagnitude, .greatestFiniteMagnitude, .ulpOfOne, 0.9999999999999999, -0.0001, 1 - 1e-13,
    ]
    values += (0..<2000).map { _ in Double(bitPattern: generator.next()) }.filter { $0.isFinite && $0.isNormal }
    let list = JSONValue.array(values.map { .number($0) })
    #expect(try JSONDecoder().decode([Double].self, from: Data(list.text.utf8)) == values)
    // The older parser rounds its last digit; it must still see numbers.
    let numbers = try #require(try parsed(list) as? [NSNumber])
    #expect(zip(numbers, values).allSatisfy { abs($0.doubleValue - $1) <= abs($1) * 1e-14 })
    for value in values {
      let text = JSONValue.number(value).text.dropLast()
      #expect(Double(String(text)) == value, "\(text)")
      #expect(text.utf8.allSatisfy { "+-.0123456789e".utf8.contains($0) }, "\(text)")
    }
  }

  @Test("The least number that is not 0 is written and read")
  func subnormal() {
    #expect(Double(JSONValue.number(.leastNonzeroMagnitude).text.dropLast()) == .leastNonzeroMagnitude)
  }

  @Test("Whole numbers have no fraction")
  func wholeNumbers() {
    #expect(JSONValue.number(1).text == "1\n")
    #expect(JSONValue.number(-0.0).text == "0\n")
    #expect(JSONValue.number(250_000_000).text == "250000000\n")
    #expect(JSONValue.integer(.max).text == "9223372036854775807\n")
    #expect(JSONValue.integer(.min).text == "-9223372036854775808\n")
  }

  @Test("JSON knows no infinity: what is not finite becomes null", arguments: [Double.infinity, -.infinity, .nan])
  func notFinite(value: Double) throws {
    #expect(JSONValue.number(value).text == "null\n")
    #expect(JSONValue.array([.number(value)]).text == "[null]\n")
  }

  @Test("Optionals are their value or null")
  func optionals() {
    #expect(JSONValue.optional(0.5) == .number(0.5))
    #expect(JSONValue.optional(Double?.none) == .null)
    #expect(JSONValue.optional("a") == .string("a"))
    #expect(JSONValue.optional(String?.none) == .null)
    #expect(JSONValue.optional(3) == .integer(3))
    #expect(JSONValue.optional(Int?.none) == .null)
    #expect(JSONValue.strings(["a", "b"]) == .array(["a", "b"]))
  }
}
