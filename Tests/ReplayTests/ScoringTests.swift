import Replay
import ScenarioModel
import SupplyGraph
import Testing

/// Hits and misses by hand.
struct ScoringTests {
  private static let target = EntityIndex(rawValue: 0)

  private static func figure(
    _ measure: DisruptionMeasure, _ value: Double, _ range: ClosedRange<Double>? = nil, isControl: Bool = false
  ) -> ObservedFigure {
    ObservedFigure(target: target, measure: measure, value: value, range: range, isControl: isControl)
  }

  private static func isHit(_ figure: ObservedFigure, _ predicted: Double?) -> Bool {
    FigureScore(figure, predicted: predicted).isHit
  }

  @Test func aRangeDecidesAlone() {
    let figure = Self.figure(.worstLoss, 0.12, 0.1...0.15)
    #expect(Self.isHit(figure, 0.1))
    #expect(Self.isHit(figure, 0.15))
    #expect(!Self.isHit(figure, 0.0999))
    #expect(!Self.isHit(figure, 0.1501))
    #expect(!Self.isHit(figure, nil))
    #expect(!Self.isHit(figure, .nan))
  }

  @Test func roundingAtTheEndOfARangeIsForgiven() {
    // 0.1 + 0.2 is a little more than 0.3.
    #expect(Self.isHit(Self.figure(.meanLoss, 0.3, 0.3...0.3), 0.1 + 0.2))
  }

  @Test func withoutARangeAQuarterOfAShareCounts() {
    for measure in [DisruptionMeasure.worstLoss, .meanLoss, .lostDays] {
      let figure = Self.figure(measure, 0.4)
      #expect(Self.isHit(figure, 0.3) && Self.isHit(figure, 0.5), "\(measure)")
      #expect(!Self.isHit(figure, 0.299) && !Self.isHit(figure, 0.501), "\(measure)")
    }
  }

  @Test func withoutARangeThirtyDaysOrHalfCounts() {
    for measure in [DisruptionMeasure.firstLossDay, .worstDay, .recoveryDay] {
      let long = Self.figure(measure, 100)
      #expect(Self.isHit(long, 70) && Self.isHit(long, 130), "\(measure)")
      #expect(!Self.isHit(long, 69) && !Self.isHit(long, 131), "\(measure)")
      let short = Self.figure(measure, 10)
      #expect(Self.isHit(short, 5) && Self.isHit(short, 15), "\(measure)")
      #expect(!Self.isHit(short, 4) && !Self.isHit(short, 16), "\(measure)")
    }
  }

  @Test func aControlHoldsBelowOnePerCentWhateverItsRange() {
    let control = Self.figure(.worstLoss, 0, 0...0.5, isControl: true)
    #expect(Self.isHit(control, 0) && Self.isHit(control, 0.009_999))
    #expect(!Self.isHit(control, 0.01))
    #expect(!Self.isHit(control, nil))
  }

  /// Ten days: nothing on days 0 and 1, then 0.5, 0.25, 0.25, and nothing again.
  private let course = PredictedCourse(
    loss: [0, 0, 0.5, 0.25, 0.25, 0, 0, 0, 0, 0], worstLoss: 0.5, worstDay: 2, lostDays: 1, firstLossDay: 2,
    recoveryDay: 5)

  @Test func figuresOfACourse() {
    #expect(course.figure(.worstLoss) == 0.5)
    #expect(course.figure(.worstDay) == 2)
    #expect(course.figure(.lostDays) == 1)
    #expect(course.figure(.firstLossDay) == 2)
    #expect(course.figure(.recoveryDay) == 5)
    #expect(course.figure(.meanLoss, window: 0..<4) == 0.1875)
    #expect(course.figure(.meanLoss, window: 2..<3) == 0.5)
    #expect(course.figure(.meanLoss, window: 0..<10) == 0.1)
  }

  @Test func aMeanNeedsDaysThatWereSimulated() {
    #expect(course.figure(.meanLoss) == nil)
    #expect(course.figure(.meanLoss, window: 8..<11) == nil)
    #expect(course.figure(.meanLoss, window: -1..<2) == nil)
    #expect(course.figure(.meanLoss, window: 3..<3) == nil)
  }

  @Test func neverIsNil() {
    let untouched = PredictedCourse(
      loss: [0, 0], worstLoss: 0, worstDay: nil, lostDays: 0, firstLossDay: nil, recoveryDay: 0)
    #expect(untouched.figure(.firstLossDay) == nil && untouched.figure(.worstDay) == nil)
    #expect(untouched.figure(.recoveryDay) == 0 && untouched.figure(.worstLoss) == 0)
    let down = PredictedCourse(
      loss: [1, 1], worstLoss: 1, worstDay: 0, lostDays: 2, firstLossDay: 0, recoveryDay: nil)
    #expect(down.figure(.recoveryDay) == nil)
  }

  /// Four figures and two controls by hand:
  /// shares 0.30 for 0.20…0.40 (hit) and 0.60 for 0.50 without a range (hit, 0.125 allowed); days 100 for 60 (miss) and
  /// never for 50 (miss); controls 0 and 0.02.
  @Test func aScoreByHand() throws {
    let score = ReplayScore([
      FigureScore(Self.figure(.worstLoss, 0.35, 0.2...0.4), predicted: 0.3),
      FigureScore(Self.figure(.meanLoss, 0.5), predicted: 0.6),
      FigureScore(Self.figure(.recoveryDay, 60), predicted: 100),
      FigureScore(Self.figure(.firstLossDay, 50), predicted: nil),
      FigureScore(Self.figure(.worstLoss, 0, isControl: true), predicted: 0),
      FigureScore(Self.figure(.worstLoss, 0, isControl: true), predicted: 0.02),
    ])
    #expect(score.figures == .init(hits: 2, count: 4))
    #expect(score.controls == .init(hits: 1, count: 2))
    #expect(score.all == .init(hits: 3, count: 6))
    #expect(score.families.map(\.family) == [.share, .day])
    let share = score.families[0]
    #expect(share.tally == .init(hits: 2, count: 2) && share.never == 0)
    // |0.30 − 0.35| and |0.60 − 0.50|: mean 0.075; signed −0.05 and 0.10: mean 0.025.
    #expect(abs(try #require(share.meanAbsoluteError) - 0.075) < 1e-12)
    #expect(abs(try #require(share.meanError) - 0.025) < 1e-12)
    let day = score.families[1]
    #expect(day.tally == .init(hits: 0, count: 2) && day.never == 1)
    #expect(day.meanAbsoluteError == 40 && day.meanError == 40)
  }

  @Test func nothingToScore() {
    let score = ReplayScore([])
    #expect(score.all == .init(hits: 0, count: 0) && score.families.isEmpty)
  }
}
