import Diagnostics

/// How a text document is written.
public enum TextSyntax: Sendable {
  case yaml
  case json
  /// JSON where the text begins with a bracket, YAML otherwise: for standard input.
  case detected
}

/// From bytes to one node tree, whichever of the two syntaxes they are in.
enum TextDocument {
  /// Parses the one value of a document; nil where a finding says why there is none.
  ///
  /// - Complexity: O(n) time and space.
  static func parse(
    _ bytes: [UInt8], syntax: TextSyntax, file: Int32, limits: FormatLimits, sink: FindingSink
  ) -> TextNode? {
    let begin = SourceSpot(file: file, line: 1, column: 1)
    guard bytes.count <= limits.documentBytes else {
      addTooLarge(limit: limits.documentBytes, at: begin, sink)
      return nil
    }
    return bytes.withUnsafeBufferPointer { all in
      let text = all.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: all[3...]) : all
      let check = UTF8Check(text)
      guard isReadable(text, check, file: file, sink: sink) else { return nil }
      let first = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
      guard let first else {
        sink.add("empty", at: begin, "there is nothing in this file")
        return nil
      }
      let isJSON: Bool
      switch syntax {
      case .json: isJSON = true
      case .yaml: isJSON = false
      case .detected: isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      }
      do throws(SyntaxFault) {
        if isJSON {
          var parser = JSONTextParser(text, file: file, isASCII: check.isASCII, limits: limits, sink: sink)
          return try parser.parse()
        }
        if let offset = firstControl(text) {
          sink.add(
            "control-character", at: TextCursor.spot(of: offset, in: text, file: file),
            "a control character in the text", suggestion: "delete it, or write it as an escape in double quotes")
          return nil
        }
        let parser = YAMLTextParser(text, file: file, isASCII: check.isASCII, limits: limits, sink: sink)
        if let root = try parser.parse() { return root }
        sink.add("empty", at: begin, "there is nothing in this file")
        return nil
      } catch {
        sink.add(error.code, at: error.spot, error.text, suggestion: error.suggestion)
        return nil
      }
    }
  }

  static func addTooLarge(limit: Int, at spot: SourceSpot, _ sink: FindingSink) {
    sink.add("too-large", at: spot, "the file is larger than the limit of \(FormatLimits.readable(limit))")
  }

  /// Reports what keeps bytes from being text at all.
  private static func isReadable(
    _ text: UnsafeBufferPointer<UInt8>, _ check: UTF8Check, file: Int32, sink: FindingSink
  ) -> Bool {
    if let invalid = check.invalid {
      let isUTF16 = text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF])
      sink.add(
        "not-utf8", at: TextCursor.spot(of: invalid, in: text, file: file),
        isUTF16 ? "this file is UTF-16" : "this is not UTF-8", suggestion: "save the file as UTF-8")
      return false
    }
    if let nul = check.nul {
      sink.add("nul", at: TextCursor.spot(of: nul, in: text, file: file), "a NUL character in the text")
      return false
    }
    return true
  }

  /// Offset of the first character that YAML does not allow bare: C0 and C1 controls, DEL, U+FFFE and U+FFFF.
  private static func firstControl(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    for (i, byte) in text.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x0D: continue
      case 0x00..<0x20, 0x7F: return i
      case 0xC2 where text[i + 1] < 0xA0 && text[i + 1] != 0x85: return i
      case 0xEF where text[i + 1] == 0xBF && text[i + 2] >= 0xBE: return i
      default: continue
      }
    }
    return nil
  }
}
