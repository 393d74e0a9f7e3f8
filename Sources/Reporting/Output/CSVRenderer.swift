/// Writes the tables of a report as CSV: header row, full precision, RFC 4180 quoting, LF.
///
/// A report with several tables has a blank line between them. A text that a spreadsheet would take for a formula gets
/// an apostrophe in front, so that a graph from elsewhere cannot run anything in the reader's spreadsheet.
enum CSVRenderer {
  static func text(_ tables: [Table]) -> String {
    tables.map { table in
      ([table.columns.map(\.key)] + table.rows.map { $0.map(defused) }).map { cells in
        cells.map(quoted).joined(separator: ",") + "\n"
      }.joined()
    }.joined(separator: "\n")
  }

  /// The cell's raw text; numbers keep their signs.
  private static func defused(_ cell: Table.Cell) -> String {
    let raw = cell.raw
    guard let first = raw.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first), Double(raw) == nil else {
      return raw
    }
    return "'" + raw
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return text }
    // Scalar by scalar: a quotation mark with a combining mark behind it is one character, and not `"`.
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    return "\"" + String(result) + "\""
  }
}
