/// Writes the tables of a report as CSV: header row, full precision, RFC 4180 quoting, LF.
///
/// A report with several tables has a blank line between them.
enum CSVRenderer {
  static func text(_ tables: [Table]) -> String {
    tables.map { table in
      ([table.columns.map(\.key)] + table.rows.map { $0.map(\.raw) }).map { cells in
        cells.map(quoted).joined(separator: ",") + "\n"
      }.joined()
    }.joined(separator: "\n")
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
