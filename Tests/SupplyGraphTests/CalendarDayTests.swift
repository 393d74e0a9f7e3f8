import SupplyGraph
import Testing

/// Days written out are days read back.
struct CalendarDayTests {
  @Test func everyDayReadsBackAsItself() throws {
    let first = try #require(Period("1000-01-01")).firstDay
    let last = try #require(Period("9999-12-31")).firstDay
    #expect(CalendarDay(first).description == "1000-01-01")
    #expect(CalendarDay(last).description == "9999-12-31")
    for number in stride(from: first, through: last, by: 97) {
      #expect(Period(CalendarDay(number).description)?.firstDay == number)
    }
    // Every day of the years where the rules meet: leap years of centuries, and others.
    for year in [1600, 1900, 1999, 2000, 2024, 2025, 2100] {
      let period = try #require(Period(String(year)))
      for number in period.firstDay...period.lastDay {
        #expect(Period(CalendarDay(number).description)?.firstDay == number)
      }
    }
  }

  @Test func knownDays() {
    #expect(CalendarDay(0).description == "2000-01-01")
    #expect(CalendarDay(59).description == "2000-02-29")
    #expect(CalendarDay(-1).description == "1999-12-31")
    #expect(CalendarDay(Int.max).description == String(Int.max))
    #expect(CalendarDay(1) < CalendarDay(2))
  }
}
