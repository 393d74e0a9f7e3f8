/// A calendar period: a year, half-year, quarter, month or day, or a span of two of them (`2025/2026`).
public struct Period: Hashable, Sendable, CustomStringConvertible {
  /// The text as written.
  public let description: String
  /// First and last day, as days of the proleptic Gregorian calendar counted from 2000-01-01.
  public let firstDay: Int
  public let lastDay: Int

  /// Parses `2025`, `2025-H1`, `2025-Q3`, `2025-10`, `2025-10-30` or a span `A/B`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let start = Self.days(of: first) else { return nil }
    var end = start.upperBound
    if parts.count == 2 {
      guard let last = Self.days(of: parts[1]), last.upperBound >= start.lowerBound else { return nil }
      end = last.upperBound
    }
    description = text
    firstDay = start.lowerBound
    lastDay = end
  }

  /// Years from the end of this period to the end of another.
  public func years(until other: Period) -> Double { Double(other.lastDay - lastDay) / 365.25 }

  private static func days(of text: Substring) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let year = digits(parts[0], count: 4), (1000...9999).contains(year) else {
      return nil
    }
    guard parts.count > 1 else { return day(year, 1, 1)...day(year, 12, 31) }
    let second = parts[1]
    if let mark = second.first, mark == "Q" || mark == "H" {
      guard parts.count == 2, let number = digits(second.dropFirst(), count: 1) else { return nil }
      let months = mark == "Q" ? 3 : 6
      guard (1...(12 / months)).contains(number) else { return nil }
      let first = (number - 1) * months + 1
      return day(year, first, 1)...(day(year, first + months, 1) - 1)
    }
    guard let month = digits(second, count: 2), (1...12).contains(month) else { return nil }
    guard parts.count == 3 else { return day(year, month, 1)...(day(year, month + 1, 1) - 1) }
    guard let dayOfMonth = digits(parts[2], count: 2), dayOfMonth >= 1 else { return nil }
    let date = day(year, month, dayOfMonth)
    guard date < day(year, month + 1, 1) else { return nil }
    return date...date
  }

  private static func digits(_ text: Substring, count: Int) -> Int? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// Days from 2000-01-01 in the proleptic Gregorian calendar; month 13 is January of the next year.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month > 12 ? year + 1 : year
    let m = month > 12 ? month - 12 : month
    let shifted = m > 2 ? y : y - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 730_425
  }
}
