import Diagnostics
import Foundation
import Testing

@testable import GraphFormats

@Suite struct JSONTextParserTests {
  /// What Foundation's parser makes of a text, in our shape with numbers as numbers.
  static func reference(_ text: String) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  static func isSame(_ node: TextNode, _ value: Any) -> Bool {
    switch node.content {
    case .refused: return false
    case .sequence(let items):
      guard let values = value as? [Any], values.count == items.count else { return false }
      return zip(items, values).allSatisfy { isSame($0, $1) }
    case .mapping(let pairs):
      guard let values = value as? [String: Any], values.count == pairs.count else { return false }
      return pairs.allSatisfy { pair in values[pair.key.value].map { isSame(pair.value, $0) } ?? false }
    case .scalar(let scalar):
      if !scalar.isPlain { return value as? String == scalar.text }
      switch scalar.text {
      case "null": return value is NSNull
      case "true", "false": return (value as? NSNumber)?.boolValue == (scalar.text == "true")
      default: return (value as? NSNumber)?.doubleValue == Double(scalar.text)
      }
    }
  }

  /// Every text that we read Foundation reads too, and reads the same; what it reads and we do not has a key twice or
  /// a comma before a closing bracket.
  @Test func everyShortTextReadsAsInFoundation() {
    var conflicts: [String] = []
    var read = 0
    for (prefix, alphabet, length) in [
      ("", "{}[],:\"1 ", 4), ("[", "-01.e+", 5), ("\"", "\\\"u/n0", 4), ("{\"a\":1", ",\"a:}2", 5),
      ("", "truefalsn", 4),
    ] {
      allTexts(over: alphabet, upTo: length, after: prefix) { text in
        for text in [text, text + "]"] {
          let ours = parsed(text, .json)
          let reference = Self.reference(text)
          if let ours {
            read += 1
            if reference.map({ Self.isSame(ours, $0) }) != true { conflicts.append(text) }
          } else if reference != nil {
            let isKnown = parserFindings(text, .json).allSatisfy { finding in
              finding.contains("duplicate-key") || finding.contains("a comma before the closing bracket")
            }
            if !isKnown { conflicts.append(text) }
          }
        }
      }
    }
    #expect(conflicts.isEmpty, "\(conflicts.prefix(10))")
    #expect(read > 400)
  }

  @Test func escapesAreRead() {
    #expect(parsed(#"["\/", "\uD83D\uDE00", "\u00e9\b\f\n\r\t\"\\"]"#, .json)?.described == "a list")
    guard case .sequence(let items)? = parsed(#"["\/", "\uD83D\uDE00", "\u00e9\b\f\n\r\t\"\\"]"#, .json)?.content else {
      Issue.record("not a list")
      return
    }
    #expect(items == ["/", "😀", "é\u{8}\u{C}\n\r\t\"\\"].map { .quoted($0, at: .none) })
  }

  @Test func aTextThatBeginsWithABracketIsJSON() {
    #expect(parsed("{\"a\": \"\\/\"}", .detected) != nil)
    #expect(parsed(" \n[1]", .detected) != nil)
    #expect(parsed("{a: 1}", .detected) == nil)
    #expect(parsed("a: 1", .detected) != nil)
  }
}
