import ChokepointTestSupport
import Reporting
import Testing

@Suite("Tables on a terminal")
struct TextTableTests {
  /// Columns of a terminal, for the scalars that these tests use: East Asian ones take two, marks and what is joined
  /// to an emoji none.
  private func columns(_ text: String) -> Int {
    var (sum, isJoined) = (0, false)
    for scalar in text.unicodeScalars {
      let width =
        switch scalar.value {
        case 0x300...0x36F, 0x200D, 0xFE0F, 0x200B: 0
        case 0x3000...0x9FFF, 0xAC00...0xD7A3, 0x1F300...0x1FAFF, 0x26A1: 2
        default: 1
        }
      if !isJoined { sum += width }
      isJoined = scalar.value == 0x200D
    }
    return sum
  }

  private func lines(_ table: Table, width: Int?, isStyled: Bool = false) -> [String] {
    var report = Report(schema: "test", title: "T")
    report.add(table)
    let text = report.text(.table, nil, width: width, isStyled: isStyled)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast().map(String.init)
  }

  private let small = Table(
    columns: [.init("name", "Name"), .init("loss", "Loss if apart", isNumeric: true), .init("kind", "Kind")],
    rows: [
      [.text("Taiwan Semiconductor"), .share(0.9361), .text("foundry")],
      [.text("ASML"), .share(1), .text("equipment")],
    ])

  @Test("Without a width a table takes what it needs")
  func natural() {
    #expect(
      lines(small, width: nil) == [
        "Name                  Loss if apart  Kind",
        "────────────────────  ─────────────  ─────────",
        "Taiwan Semiconductor         93.6 %  foundry",
        "ASML                        100.0 %  equipment",
      ])
  }

  @Test("First long headings over numbers are broken, then texts; no word is lost")
  func narrower() {
    #expect(
      lines(small, width: 40) == [
        "Name                  Loss if  Kind",
        "                        apart",
        "────────────────────  ───────  ─────────",
        "Taiwan Semiconductor   93.6 %  foundry",
        "ASML                  100.0 %  equipment",
      ])
    #expect(
      lines(small, width: 33) == [
        "Name           Loss if  Kind",
        "                 apart",
        "─────────────  ───────  ─────────",
        "Taiwan          93.6 %  foundry",
        "Semiconductor",
        "ASML           100.0 %  equipment",
      ])
  }

  @Test("A table that cannot be narrow enough is written row by row")
  func rowByRow() {
    #expect(
      lines(small, width: 24) == [
        "─────────────",
        "Name           Taiwan",
        "               Semicondu",
        "               ctor",
        "Loss if apart  93.6 %",
        "Kind           foundry",
        "─────────────",
        "Name           ASML",
        "Loss if apart  100.0 %",
        "Kind           equipment",
      ])
  }

  @Test("Words break behind hyphens, and elsewhere only where they must")
  func hyphens() {
    let table = Table(
      columns: [.init("kind", "Kind"), .init("text", "Text")],
      rows: [[.text("chip-designer"), .text("a high-bandwidth memory maker")], [.text("x"), .text("semiconductor")]])
    #expect(
      lines(table, width: 20) == [
        "Kind       Text", "─────────  ─────────", "chip-      a high-", "designer   bandwidth", "           memory",
        "           maker", "x          semicondu", "           ctor",
      ])
  }

  @Test("Wide characters are counted as wide, marks and joiners as nothing")
  func wideCharacters() {
    let names = ["台積電", "e\u{301}cole", "🏭 x", "⚡", "🚀", "한국", "a", "👩\u{200D}🔬"]
    let table = Table(
      columns: [.init("name", "N"), .init("k", "Kind")], rows: names.map { [.text($0), .text("|")] })
    for width in [nil, 60] {
      // Every row ends in the same column; a joined emoji is as wide as its first part.
      let ends = lines(table, width: width).dropFirst(2).map { columns($0) }
      #expect(Set(ends) == [9])
    }
  }

  @Test("Rows with too few or too many cells do not break a table")
  func raggedRows() {
    let table = Table(
      columns: [.init("a", "A"), .init("b", "B")], rows: [[.text("x")], [], [.text("y"), .text("z"), .text("beyond")]])
    #expect(lines(table, width: 20) == ["A  B", "─  ─", "x", "", "y  z"])
  }

  @Test("A table without rows is its header")
  func noRows() {
    #expect(lines(Table(columns: [.init("a", "Alpha")]), width: 10) == ["Alpha", "─────"])
  }

  @Test("Any table, any width: no line is too long, no number is cut, no letter lost")
  func law() {
    var generator = SplitMix64(seed: 42)
    let words = ["Taiwan", "台積電", "high-bandwidth", "x", "Aktiengesellschaft", "한국", "of"]
    func phrase(_ limit: Int) -> String {
      (0..<generator.below(limit)).map { _ in words[generator.below(words.count)] }.joined(separator: " ")
    }
    var broken = 0
    for _ in 0..<150 {
      let count = 1 + generator.below(7)
      let columns = (0..<count).map { Table.Column("c\($0)", phrase(3), isNumeric: generator.below(2) == 0) }
      let rows = (0..<4).map { _ in
        columns.map { column -> Table.Cell in
          column.isNumeric ? .number(generator.unit() * 1e7, digits: generator.below(3)) : .text(phrase(8))
        }
      }
      let table = Table(columns: columns, rows: rows)
      for width in [45, 60, 80, 120] {
        let lines = lines(table, width: width)
        // Row by row a heading stands beside its value, which needs its own room.
        let isFitting = lines.allSatisfy { self.columns($0) <= width }
        let longest = columns.map { self.columns($0.title) }.max() ?? 0
        #expect(isFitting || longest + 2 + 14 > width, "\(width): \(lines)")
        if !isFitting { broken += 1 }
        let all = lines.joined(separator: "\n")
        for (column, cells) in columns.indices.map({ column in (column, rows.map { $0[column] }) })
        where columns[column].isNumeric {
          for cell in cells { #expect(all.contains(cell.display), "\(cell.display) in \(lines)") }
        }
        let letters = rows.joined().map(\.display).joined().filter { $0 != " " }
        let written = all.filter { $0 != " " && $0 != "\n" && $0 != "─" }
        #expect(letters.count <= written.count)
        #expect(Set(letters).isSubset(of: Set(written)))
      }
    }
    #expect(broken < 60, "\(broken)")
  }

  @Test("Sentences are broken between words, addresses stay whole")
  func sentences() {
    var report = Report(schema: "test", title: "T")
    report.say("See https://example.org/a/very/long/address for the number.")
    #expect(
      report.text(.table, nil, width: 20) == "T\nSee\nhttps://example.org/a/very/long/address\nfor the number.\n")
    #expect(report.text(.table, nil).split(separator: "\n").count == 2)
  }

  @Test("Bold is the only thing that style adds")
  func style() {
    let plain = lines(small, width: 33)
    let styled = lines(small, width: 33, isStyled: true)
    #expect(styled != plain)
    #expect(
      styled.map { $0.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") } == plain)
  }

  @Test("No name moves the cursor, wherever it stands", arguments: HostileText.samples)
  func hostileNames(name: String) {
    var report = Report(schema: "test", title: name)
    report.sections.append(.heading(name))
    report.say(name)
    report.add(
      Table(title: name, columns: [.init("a", name), .init("b", "B")], rows: [[.text(name), .display(name, raw: "")]]))
    let envelope = Envelope(
      graphID: name, graphDigest: "0", graphTitle: name, asOf: name, unattributedPolicy: name)
    for width in [nil, 30] {
      let text = report.text(.table, envelope, width: width)
      for scalar in text.unicodeScalars { #expect(!HostileText.isDangerous(scalar), "\(scalar.value)") }
    }
    // One line each for title, heading, sentence, heading of the table, header, rule, row and foot, and three blanks.
    #expect(report.text(.table, envelope).unicodeScalars.count { $0 == "\n" } == 11)
  }
}
