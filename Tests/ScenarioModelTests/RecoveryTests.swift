import ChokepointTestSupport
import Diagnostics
import ScenarioModel
import SupplyGraph
import Testing

/// How capacity comes back.
@Suite struct RecoveryTests {
  /// The shock of a scenario with this recovery.
  private func shock(
    _ shape: String?, days: Double? = nil, points: [(Double, Double)] = [], capacity: Double = 0.2, start: Double = 10,
    duration: Double? = 30
  ) throws -> Shock {
    var document = ScenarioDocument()
    document.schema = Located("chokepoint-scenario/1")
    document.id = Located("s")
    document.title = Located("S")
    var row = ShockRow(spot: .none)
    row.select = .text(Located("a"))
    row.capacity = Located(capacity)
    row.start = Located(start)
    row.duration = duration.map { Located($0) }
    if let shape {
      row.recovery = RecoveryRow()
      row.recovery?.shape = Located(shape)
      row.recovery?.days = days.map { Located($0) }
      row.recovery?.points = points.map { RecoveryPointRow(day: Located($0.0), capacity: Located($0.1)) }
    }
    document.shocks = [row]
    let outcome = ScenarioResolver.resolve(document, in: try GraphBuilder.graph(entity("a")))
    return try #require(outcome.scenario?.shocks.first, "\(outcome.findings.map(\.text))")
  }

  @Test func beforeAndDuringAShock() throws {
    for shape in [nil, "step", "linear", "exponential"] {
      let shock = try shock(shape, days: 20)
      for day in [0, 5, 9.999] { #expect(shock.capacity(onDay: day) == 1) }
      for day in [10, 25, 39.999] { #expect(shock.capacity(onDay: day) == 0.2) }
    }
  }

  @Test func withoutDurationAShockStays() throws {
    let shock = try shock("linear", days: 20, duration: nil)
    #expect(shock.capacity(onDay: 36_500) == 0.2)
  }

  @Test func aStepIsFullAtOnce() throws {
    for shape in [nil, "step"] { #expect(try shock(shape).capacity(onDay: 40) == 1) }
  }

  @Test func aLineIsEven() throws {
    let shock = try shock("linear", days: 20)
    #expect(shock.capacity(onDay: 40) == 0.2)
    #expect(abs(shock.capacity(onDay: 45) - 0.4) < 1e-15)
    #expect(abs(shock.capacity(onDay: 50) - 0.6) < 1e-15)
    #expect(shock.capacity(onDay: 60) == 1)
    #expect(try self.shock("linear", days: 0).capacity(onDay: 40) == 1)
  }

  @Test func anExponentialHasMadeGood95PercentAfterItsDays() throws {
    let shock = try shock("exponential", days: 20)
    #expect(abs(shock.capacity(onDay: 40) - 0.2) < 1e-15)
    #expect(abs(shock.capacity(onDay: 60) - (1 - 0.8 * 0.05)) < 1e-15)
    #expect(abs(shock.capacity(onDay: 80) - (1 - 0.8 * 0.0025)) < 1e-15)
    #expect(try self.shock("exponential", days: 0).capacity(onDay: 40) == 1)
  }

  @Test func aPiecewiseCurveGoesThroughItsPoints() throws {
    let shock = try shock("piecewise", points: [(10, 0.2), (20, 0.6), (20, 0.7), (40, 0.9)])
    for (day, capacity) in [(40, 0.2), (50, 0.2), (55, 0.4), (60, 0.7), (70, 0.8), (80, 0.9), (80.001, 1)] {
      #expect(abs(shock.capacity(onDay: day) - capacity) < 1e-12, "day \(day)")
    }
    let jump = try self.shock("piecewise", points: [(0, 0.5), (10, 1)])
    #expect(jump.capacity(onDay: 40) == 0.5)
    #expect(jump.capacity(onDay: 45) == 0.75)
  }

  @Test func everyCurveRisesFromItsLowToFull() throws {
    var generator = SplitMix64(seed: 9)
    for round in 0..<200 {
      let capacity = Double(generator.below(11)) / 10
      let days = Double(generator.below(60))
      var point = (day: 0.0, capacity: capacity)
      let points = (0..<(1 + generator.below(4))).map { _ in
        point = (point.day + Double(generator.below(20)), point.capacity + (1 - point.capacity) * generator.unit())
        return (point.day, point.capacity)
      }
      let shape = ["step", "linear", "exponential", "piecewise"][round % 4]
      let shock = try shock(
        shape, days: days, points: shape == "piecewise" ? points : [], capacity: capacity,
        start: Double(generator.below(20)), duration: Double(generator.below(40)))
      var last = 0.0
      for quarter in 0..<800 where Double(quarter) / 4 >= shock.start {
        let now = shock.capacity(onDay: Double(quarter) / 4)
        #expect(now >= last && now >= capacity && now <= 1, "\(shape), day \(Double(quarter) / 4)")
        last = now
      }
      #expect(shock.capacity(onDay: 100_000) > 1 - 1e-9)
    }
  }
}
