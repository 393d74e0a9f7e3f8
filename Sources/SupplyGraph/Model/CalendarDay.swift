/// A day of the proleptic Gregorian calendar, for dates that are computed rather than read.
public struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days from 2000-01-01, as in ``Period/firstDay``.
  public var number: Int

  public init(_ number: Int) { self.number = number }

  public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

  /// The day as `2030-12-31`; years outside 0…9999 keep all their digits.
  ///
  /// The inverse of the count of days in ``Period``: eras of 400 years that begin with March, so that the leap day is
  /// the last day of its year.
  public var description: String {
    let (shifted, overflow) = number.addingReportingOverflow(730_425)
    guard !overflow else { return String(number) }
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return "\(Self.padded(year, 4))-\(Self.padded(month < 10 ? month + 3 : month - 9, 2))-\(Self.padded(day, 2))"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
