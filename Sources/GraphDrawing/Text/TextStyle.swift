/// A size and weight of the picture's one font family, with what fitting text into a width takes.
struct TextStyle {
  var size: Double
  var isBold = false

  /// Estimated width of a line in points, from above for the usual fonts.
  func width(of text: some StringProtocol) -> Double {
    points(text.unicodeScalars.reduce(0) { $0 + AdvanceWidth.of($1, isBold: isBold) })
  }

  /// The text if it fits, otherwise its longest beginning that does with an ellipsis.
  ///
  /// Splits no grapheme cluster.
  func truncated(_ text: String, to width: Double) -> String {
    guard self.width(of: text) > width else { return text }
    let room = width - self.width(of: "…")
    var used = 0
    var kept = text.startIndex
    for index in text.indices {
      used += units(of: text[index])
      guard points(used) <= room else { break }
      kept = text.index(after: index)
    }
    var beginning = text[..<kept]
    while beginning.last == " " { beginning.removeLast() }
    return beginning + "…"
  }

  /// Breaks text at spaces, and words that are too long anywhere, into lines that fit.
  ///
  /// - Parameters:
  ///   - text: One paragraph.
  ///   - width: Room of a line.
  ///   - indent: What the first line has less.
  /// - Returns: The lines, none for a paragraph without words.
  func wrapped(_ text: String, to width: Double, firstLineIndent indent: Double = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    var room = width - indent
    func flush() {
      lines.append(line)
      line = ""
      room = width
    }
    for word in text.split(separator: " ") {
      let space = line.isEmpty ? 0 : self.width(of: " ")
      let length = self.width(of: word)
      if space + length <= room {
        if !line.isEmpty { line += " " }
        line += word
        room -= space + length
        continue
      }
      if !line.isEmpty || (lines.isEmpty && length <= width) { flush() }
      for character in word {
        let length = points(units(of: character))
        if length > room, !line.isEmpty { flush() }
        line.append(character)
        room -= length
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private func units(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + AdvanceWidth.of($1, isBold: isBold) }
  }

  private func points(_ units: Int) -> Double {
    Double(units) * size / 1000
  }
}
