import SupplyGraph
import Testing

/// Calendar periods, against a calendar that counts day by day.
@Suite struct PeriodTests {
  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func length(_ year: Int, _ month: Int) -> Int {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days from 2000-01-01, counted year by year and month by month.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    var count = day - 1
    for earlier in 1..<month { count += length(year, earlier) }
    if year >= 2000 {
      for earlier in 2000..<year { count += isLeap(earlier) ? 366 : 365 }
    } else {
      for later in year..<2000 { count -= isLeap(later) ? 366 : 365 }
    }
    return count
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A text with its first and last day as (year, month, day).
  struct Case: Sendable {
    var text: String
    var first: [Int]
    var last: [Int]

    init(_ text: String, _ first: [Int], _ last: [Int]) {
      self.text = text
      self.first = first
      self.last = last
    }
  }

  static let cases = [
    Case("2025", [2025, 1, 1], [2025, 12, 31]), Case("2000", [2000, 1, 1], [2000, 12, 31]),
    Case("1000", [1000, 1, 1], [1000, 12, 31]), Case("9999", [9999, 1, 1], [9999, 12, 31]),
    Case("2025-H1", [2025, 1, 1], [2025, 6, 30]), Case("2025-H2", [2025, 7, 1], [2025, 12, 31]),
    Case("2025-Q1", [2025, 1, 1], [2025, 3, 31]), Case("2024-Q1", [2024, 1, 1], [2024, 3, 31]),
    Case("2025-Q2", [2025, 4, 1], [2025, 6, 30]), Case("2025-Q3", [2025, 7, 1], [2025, 9, 30]),
    Case("2025-Q4", [2025, 10, 1], [2025, 12, 31]), Case("9999-Q4", [9999, 10, 1], [9999, 12, 31]),
    Case("2025-12", [2025, 12, 1], [2025, 12, 31]), Case("2025-02", [2025, 2, 1], [2025, 2, 28]),
    Case("2024-02", [2024, 2, 1], [2024, 2, 29]), Case("2000-02", [2000, 2, 1], [2000, 2, 29]),
    Case("1900-02", [1900, 2, 1], [1900, 2, 28]), Case("2100-02", [2100, 2, 1], [2100, 2, 28]),
    Case("2024-02-29", [2024, 2, 29], [2024, 2, 29]), Case("1999-12-31", [1999, 12, 31], [1999, 12, 31]),
    Case("2024/2025", [2024, 1, 1], [2025, 12, 31]), Case("2024-Q4/2025-Q1", [2024, 10, 1], [2025, 3, 31]),
    Case("2025-03/2025-03-15", [2025, 3, 1], [2025, 3, 15]), Case("2025-10-30/2026", [2025, 10, 30], [2026, 12, 31]),
    Case("2025/2025", [2025, 1, 1], [2025, 12, 31]),
  ]

  @Test(arguments: cases) func textsHaveAFirstAndALastDay(_ given: Case) throws {
    let period = try #require(Period(given.text))
    #expect(period.firstDay == Self.day(given.first[0], given.first[1], given.first[2]))
    #expect(period.lastDay == Self.day(given.last[0], given.last[1], given.last[2]))
    #expect(period.description == given.text)
  }

  @Test func dayZeroIsTheFirstOf2000() throws {
    #expect(try #require(Period("2000-01-01")).firstDay == 0)
    #expect(try #require(Period("1970-01-01")).firstDay == -10_957)
  }

  @Test func everyDayOfTwoCenturiesFollowsTheOneBefore() throws {
    var expected = Self.day(1899, 1, 1)
    for year in 1899...2101 {
      for month in 1...12 {
        for day in 1...31 {
          let text = "\(year)-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
          guard day <= Self.length(year, month) else {
            #expect(Period(text) == nil, "\(text)")
            continue
          }
          let period = try #require(Period(text))
          if period.firstDay != expected || period.lastDay != expected { Issue.record("\(text)") }
          expected += 1
        }
      }
    }
  }

  @Test(arguments: [
    "", " ", "25", "999", "0999", "02025", "10000", "-2025", "2025-", "2025-1", "2025-00", "2025-13", "2025-001",
    "2025-Q0",
    "2025-Q5", "2025-Q", "2025-Q33", "2025-q3", "2025-H0", "2025-H3", "2025-Q1-01", "2025-10-00", "2025-10-32",
    "2025-10-1", "2025-04-31", "2023-02-29", "1900-02-29", "2025-10-30-", "2025-10-30T00:00", "2025/", "/2025", "/",
    "2025/2024", "2025-03/2025-02", "2024/2025/2026", " 2025", "2025 ", "2025 /2026", "+2025", "2O25", "２０２５",
    "2025-1０", "30.10.2025", "10/30/2025", "Q3 2025", "2025-W10", "NaN", "2025\u{0}",
  ]) func anythingElseIsNoDate(_ text: String) {
    #expect(Period(text) == nil)
  }

  @Test func yearsAreCountedFromEndToEnd() throws {
    let figure = try #require(Period("2021"))
    let graph = try #require(Period("2025"))
    #expect(abs(figure.years(until: graph) - 4) < 0.01)
    #expect(abs(graph.years(until: figure) + 4) < 0.01)
    #expect(figure.years(until: figure) == 0)
  }
}
