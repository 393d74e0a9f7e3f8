/// The slow and plain way to read a table: the text as a list of scalars, one rule after the other.
struct ReferenceCSV: Equatable {
  var rows: [[String]] = []
  var codes: [String] = []

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    let separator = Self.separator(scalars)
    var i = 0
    while i < scalars.count {
      var row: [String] = []
      while true {
        var cell = ""
        if i < scalars.count, scalars[i] == "\"" {
          i += 1
          var isOpen = true
          while i < scalars.count {
            if scalars[i] == "\"", i + 1 < scalars.count, scalars[i + 1] == "\"" {
              cell.unicodeScalars.append("\"")
              i += 2
            } else if scalars[i] == "\"" {
              isOpen = false
              i += 1
              break
            } else {
              cell.unicodeScalars.append(scalars[i])
              i += 1
            }
          }
          if isOpen { codes.append("csv-unterminated-quote") }
          if i < scalars.count, !Self.ends(scalars[i], separator) {
            codes.append("csv-text-after-quote")
            while i < scalars.count, !Self.ends(scalars[i], separator) { i += 1 }
          }
        } else {
          while i < scalars.count, !Self.ends(scalars[i], separator) {
            if scalars[i] == "\"" { codes.append("csv-quote") }
            cell.unicodeScalars.append(scalars[i])
            i += 1
          }
        }
        row.append(cell)
        guard i < scalars.count, scalars[i] == separator else { break }
        i += 1
      }
      rows.append(row)
      if i + 1 < scalars.count, scalars[i] == "\r", scalars[i + 1] == "\n" { i += 1 }
      i += 1
    }
  }

  private static func ends(_ scalar: Unicode.Scalar, _ separator: Unicode.Scalar) -> Bool {
    scalar == separator || scalar == "\n" || scalar == "\r"
  }

  /// The most frequent separator outside quotes in the first line with text; a comma where none is more frequent.
  private static func separator(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar {
    var first: [Unicode.Scalar] = []
    var isQuoted = false
    for scalar in scalars {
      if !isQuoted, scalar == "\n" || scalar == "\r" {
        if first.isEmpty { continue }
        break
      }
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted || scalar == "\"" { first.append(scalar) } else { first.append("q") }
    }
    func count(_ scalar: Unicode.Scalar) -> Int { first.filter { $0 == scalar }.count }
    let (commas, semicolons, tabs) = (count(","), count(";"), count("\t"))
    if semicolons > commas, semicolons >= tabs { return ";" }
    return tabs > commas ? "\t" : ","
  }
}
