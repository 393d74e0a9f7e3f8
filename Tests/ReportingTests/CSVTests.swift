import ChokepointTestSupport
import Reporting
import Testing

@Suite("CSV")
struct CSVTests {
  /// Reads CSV as RFC 4180 has it, scalar by scalar.
  private func parsed(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell) = ([String](), "")
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch (scalar, isQuoted) {
      case ("\"", true):
        if next == "\"" {
          cell.unicodeScalars.append(scalar)
          next = scalars.next()
        } else {
          isQuoted = false
        }
      case (_, true): cell.unicodeScalars.append(scalar)
      case ("\"", false): isQuoted = true
      case (",", false):
        row.append(cell)
        cell = ""
      case ("\n", false):
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  private func text(_ tables: Table...) -> String {
    var report = Report(schema: "test", title: "Title")
    report.say("A sentence is no data.")
    for table in tables { report.add(table) }
    return report.text(.csv, nil)
  }

  @Test("Header and rows, quoted only where needed")
  func layout() {
    let table = Table(
      title: "No data either", columns: [.init("name", "Name"), .init("loss", "Loss", isNumeric: true)],
      rows: [[.text("a"), .share(0.25)], [.text("b, c"), .missing], [.text("say \"d\""), .number(1.5, digits: 0)]])
    #expect(text(table) == "name,loss\na,0.25\n\"b, c\",\n\"say \"\"d\"\"\",1.5\n")
  }

  @Test("Several tables stand a blank line apart; none gives nothing")
  func severalTables() {
    let table = Table(columns: [.init("k", "K")], rows: [[.integer(1)]])
    #expect(text(table, table) == "k\n1\n\nk\n1\n")
    #expect(text() == "")
  }

  @Test("Programs read full precision, ids instead of names, and nothing where there is none")
  func rawValues() {
    let third = 1.0 / 3
    let cells: [(cell: Table.Cell, raw: String)] = [
      (.share(third), "0.3333333333333333"), (.number(third, digits: 1), "0.3333333333333333"), (.integer(-7), "-7"),
      (.share(.nan), ""), (.number(.infinity, digits: 0), ""), (.missing, ""), (.text("x"), "x"),
      (.display("Taiwan", raw: "TWN"), "TWN"), (.optionalShare(nil), ""), (.optionalShare(0.5), "0.5"),
      (.optionalText(nil), ""), (.optionalText("t"), "t"), (.share(1), "1"),
    ]
    for (cell, raw) in cells { #expect(cell.raw == raw) }
  }

  @Test("A spreadsheet is given no formula, and numbers keep their signs")
  func formulas() {
    let table = Table(
      columns: [.init("a", "A")],
      rows: [[.text("=1+1")], [.text("@SUM(A1)")], [.text("-2+3")], [.number(-2.5, digits: 1)], [.text("+5")]])
    #expect(text(table) == "a\n'=1+1\n'@SUM(A1)\n'-2+3\n-2.5\n+5\n")
  }

  @Test("Whatever a cell holds comes back, scalar for scalar")
  func hostileCells() {
    var generator = SplitMix64(seed: 41)
    for _ in 0..<50 {
      let rows = (0..<6).map { _ in
        (0..<3).map { _ in
          HostileText.samples[generator.below(HostileText.samples.count)]
            + HostileText.samples[generator.below(HostileText.samples.count)]
        }
      }
      let table = Table(
        columns: [.init("a", "A"), .init("b", "B"), .init("c", "C")], rows: rows.map { $0.map { .text($0) } })
      let back = parsed(text(table))
      #expect(back.count == rows.count + 1)
      for (row, written) in zip(back.dropFirst(), rows) {
        #expect(row.count == 3)
        for (a, b) in zip(row, written) {
          // What a spreadsheet would run has an apostrophe in front.
          let isFormula = b.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
          let expected = (isFormula ? "'" : "") + b
          #expect(a.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(b.debugDescription)")
        }
      }
    }
  }
}
