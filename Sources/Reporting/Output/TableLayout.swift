/// A table as lines of text: in columns where they fit the width, else row by row with a line for each column.
///
/// Nothing is cut: what is wider than its column goes on in the next line. Numbers stay on one line.
struct TableLayout {
  /// Blank columns between two columns of a table.
  private static let gap = 2
  /// No column of texts is made narrower than this.
  private static let narrowest = 8

  /// Lines of the header, or none where the rows name their columns themselves.
  let head: [String]
  let body: [String]

  /// - Parameter width: columns that the table may take; nil for as many as it needs.
  init(_ table: Table, width: Int?) {
    let header = table.columns.map { $0.title.printable }
    let rows = table.rows.map { row in
      table.columns.indices.map { $0 < row.count ? row[$0].display.printable : "" }
    }
    let isNumeric = table.columns.map(\.isNumeric)
    guard let widths = Self.widths(header, rows, isNumeric, width: width) else {
      head = []
      body = Self.records(header, rows, isNumeric, width: width ?? .max)
      return
    }
    head = Self.lines(header, widths, isNumeric)
    let rule = widths.map { String(repeating: "─", count: $0) }
      .joined(separator: String(repeating: " ", count: Self.gap))
    body = [rule] + rows.flatMap { Self.lines($0, widths, isNumeric) }
  }

  /// Widths of the columns; nil where they cannot be made to fit.
  private static func widths(_ header: [String], _ rows: [[String]], _ isNumeric: [Bool], width: Int?) -> [Int]? {
    let cells = header.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    var widths = header.indices.map { max(header[$0].displayWidth, cells[$0]) }
    guard let width else { return widths }
    let least = header.indices.map { column in
      let word = longestPiece(header[column])
      return isNumeric[column] ? max(cells[column], word) : min(widths[column], max(narrowest, word))
    }
    /// Narrows the widest of some columns until the table fits.
    func narrow(_ columns: [Int]) {
      while widths.reduce(0, +) + gap * (widths.count - 1) > width {
        let candidates = columns.filter { widths[$0] > least[$0] }
        guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
        widths[widest] -= 1
      }
    }
    // Long headings over short numbers cost nothing when they are broken, texts become harder to read.
    narrow(header.indices.filter { isNumeric[$0] })
    narrow(header.indices.filter { !isNumeric[$0] })
    return widths.reduce(0, +) + gap * (widths.count - 1) > width ? nil : widths
  }

  /// Width of the longest part of a heading that is not broken: words end at spaces and after hyphens.
  private static func longestPiece(_ heading: String) -> Int {
    heading.split(separator: " ").flatMap { word in
      let pieces = word.split(separator: "-", omittingEmptySubsequences: false)
      return pieces.enumerated().map { String($0.element).displayWidth + ($0.offset < pieces.count - 1 ? 1 : 0) }
    }.max() ?? 0
  }

  private static func lines(_ cells: [String], _ widths: [Int], _ isNumeric: [Bool]) -> [String] {
    let columns = zip(cells, widths).map { $0.wrapped(to: $1, breaksWords: true) }
    return (0..<(columns.map(\.count).max() ?? 0)).map { row in
      var line = ""
      for (column, texts) in columns.enumerated() {
        let text = row < texts.count ? texts[row] : ""
        let padding = String(repeating: " ", count: max(0, widths[column] - text.displayWidth))
        if column > 0 { line += String(repeating: " ", count: gap) }
        line += isNumeric[column] ? padding + text : text + padding
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  private static func records(
    _ header: [String], _ rows: [[String]], _ isNumeric: [Bool], width: Int
  ) -> [String] {
    let titles = header.map(\.displayWidth).max() ?? 0
    let indent = String(repeating: " ", count: titles + gap)
    return rows.flatMap { row in
      [String(repeating: "─", count: max(1, min(width, titles)))]
        + header.indices.flatMap { column -> [String] in
          let (title, cell) = (header[column], row[column])
          guard !cell.isEmpty else { return [] }
          let lead = title + String(repeating: " ", count: titles + gap - title.displayWidth)
          let room = max(narrowest, width - titles - gap)
          let texts = isNumeric[column] ? [cell] : cell.wrapped(to: room, breaksWords: true)
          return texts.enumerated().map { ($0.offset == 0 ? lead : indent) + $0.element }
        }
    }
  }
}
