import ChokepointTestSupport
import RiskAnalysis
import Testing

@Suite struct ShareIntervalHHITests {
  private func intervals(_ box: NaiveHHIRange) -> [ShareInterval] {
    zip(box.low, box.high).map { ShareInterval(low: $0, high: $1) }
  }

  private func hhi(_ shares: [Double]) -> Double { shares.reduce(0) { $0 + $1 * $1 } }

  /// A certificate is a vector within the intervals that sums to 1 and has the value claimed.
  private func isCertified(_ shares: [Double], value: Double, _ box: NaiveHHIRange) -> Bool {
    shares.indices.allSatisfy { shares[$0] >= box.low[$0] - 1e-12 && shares[$0] <= box.high[$0] + 1e-12 }
      && abs(shares.reduce(0, +) - 1) < 1e-12 && abs(hhi(shares) - value) < 1e-12
  }

  /// At the minimum no share that could rise is below one that could fall.
  ///
  /// For a convex function this is sufficient: any exchange would raise the sum of squares.
  private func isMinimum(_ shares: [Double], _ box: NaiveHHIRange) -> Bool {
    shares.indices.allSatisfy { rising in
      shares.indices.allSatisfy { falling in
        shares[rising] >= box.high[rising] - 1e-12 || shares[falling] <= box.low[falling] + 1e-12
          || shares[falling] <= shares[rising] + 1e-12
      }
    }
  }

  /// Intervals around a random vector that sums to 1, some of them closed.
  private func randomBox(count: Int, width: Double, using generator: inout SplitMix64) -> NaiveHHIRange {
    let amounts = (0..<count).map { _ in generator.unit() }
    let total = amounts.reduce(0, +)
    var box = NaiveHHIRange(low: [], high: [])
    for share in amounts.map({ $0 / total }) {
      let isKnown = generator.below(5) == 0
      box.low.append(isKnown ? share : max(0, share - width * generator.unit()))
      box.high.append(isKnown ? share : min(1, share + width * generator.unit()))
    }
    return box
  }

  // MARK: Worked by hand

  @Test func twoIntervals() throws {
    let range = try ShareIntervalHHI([ShareInterval(low: 0.5, high: 0.7), ShareInterval(low: 0.2, high: 0.5)])
    #expect(range.minimum.shares == [0.5, 0.5])
    #expect(range.minimum.hhi == 0.5)
    #expect(range.maximum.isExact)
    #expect(abs(range.maximum.hhi - 0.58) < 1e-15)
  }

  @Test func nothingKnown() throws {
    let range = try ShareIntervalHHI(Array(repeating: ShareInterval(low: 0, high: 1), count: 8))
    #expect(abs(range.minimum.hhi - 0.125) < 1e-15)
    #expect(range.maximum.hhi == 1 && range.maximum.isExact)
  }

  @Test func allKnown() throws {
    let range = try ShareIntervalHHI([0.5, 0.3, 0.2].map { ShareInterval($0) })
    #expect(abs(range.minimum.hhi - 0.38) < 1e-15)
    #expect(range.maximum.hhi == range.minimum.hhi && range.maximum.isExact)
  }

  /// Of 0.15 to be handed out the interval with the largest low + high would make 0.15 · 0.35 = 0.0525, the
  /// other one, filled up, 0.15 · 0.55 = 0.0825.
  @Test func theBestVertexIsNotTheGreedyOne() throws {
    let range = try ShareIntervalHHI([
      ShareInterval(low: 0.1, high: 0.5), ShareInterval(low: 0.2, high: 0.35), ShareInterval(0.55),
    ])
    guard case .exact(let value, let shares) = range.maximum else {
      Issue.record("two free shares are searched completely")
      return
    }
    #expect(abs(value - 0.435) < 1e-15)
    #expect(zip(shares, [0.1, 0.35, 0.55]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  // MARK: Against trying everything

  @Test func maximumEqualsTheBestVertex() throws {
    var generator = SplitMix64(seed: 31)
    for round in 0..<400 {
      let box = randomBox(count: 2 + round % 7, width: [0.02, 0.1, 0.3, 1][round % 4], using: &generator)
      let range = try ShareIntervalHHI(intervals(box))
      let largest = try #require(box.largestAtVertices())
      #expect(abs(range.maximum.hhi - largest) < 1e-12, "\(box)")
      guard case .exact(let value, let shares) = range.maximum else {
        Issue.record("eight free shares are searched completely")
        continue
      }
      #expect(isCertified(shares, value: value, box), "\(box)")
    }
  }

  @Test func minimumSatisfiesItsConditions() throws {
    var generator = SplitMix64(seed: 32)
    for round in 0..<400 {
      let box = randomBox(count: 2 + round % 20, width: [0.02, 0.1, 0.3, 1][round % 4], using: &generator)
      let minimum = try ShareIntervalHHI(intervals(box)).minimum
      #expect(isCertified(minimum.shares, value: minimum.hhi, box), "\(box)")
      #expect(isMinimum(minimum.shares, box), "\(box)")
    }
  }

  @Test func everyGridPointLiesBetween() throws {
    var generator = SplitMix64(seed: 33)
    for _ in 0..<60 {
      let box = randomBox(count: 3, width: 0.4, using: &generator)
      let range = try ShareIntervalHHI(intervals(box))
      let values = box.valuesOnGrid(steps: 200)
      guard let least = values.min(), let most = values.max() else { continue }
      #expect(range.minimum.hhi <= least + 1e-12 && most <= range.maximum.hhi + 1e-12, "\(box)")
      // Some grid point is within a step of each extreme unless the feasible set is thinner than the grid.
      if values.count > 500 {
        #expect(least - range.minimum.hhi < 0.03 && range.maximum.hhi - most < 0.03, "\(box)")
      }
    }
  }

  // MARK: Many shares

  /// Twenty equal intervals: every order of them is a tie.
  @Test func twentyEqualIntervals() throws {
    let range = try ShareIntervalHHI(Array(repeating: ShareInterval(low: 0.01, high: 0.1), count: 20))
    // Rest 0.8 = 8 whole widths of 0.09 and 0.08: 8 · 0.1² + 0.09² + 11 · 0.01².
    #expect(range.maximum.isExact)
    #expect(abs(range.maximum.hhi - (0.08 + 0.0081 + 0.0011)) < 1e-14)
  }

  /// Nearly equal intervals, and intervals around nearly one centre: many vertices within a hair of each other.
  @Test(arguments: [false, true]) func nearTiesAreSearchedCompletely(haveOneCentre: Bool) throws {
    var generator = SplitMix64(seed: 34)
    for _ in 0..<10 {
      var box = NaiveHHIRange(low: [], high: [])
      for _ in 0..<10 {
        let (left, right) = (0.05 + 0.04 * generator.unit(), 0.05 + 0.001 * generator.unit())
        box.low.append(0.101 - left)
        box.high.append(0.101 + (haveOneCentre ? left : right))
      }
      let maximum = try ShareIntervalHHI(intervals(box)).maximum
      #expect(maximum.isExact)
      #expect(abs(maximum.hhi - (try #require(box.largestAtVertices()))) < 1e-13, "\(box)")
    }
  }

  @Test func beyondTwentyFreeSharesABoundIsMarked() throws {
    var generator = SplitMix64(seed: 35)
    var marked = 0
    for round in 0..<30 {
      let box = randomBox(count: 26, width: 0.05 + 0.01 * Double(round % 5), using: &generator)
      let free = box.low.indices.filter { box.low[$0] < box.high[$0] }
      let range = try ShareIntervalHHI(intervals(box))
      if !range.maximum.isExact {
        marked += 1
        #expect(free.count > ShareIntervalHHI.largestExactSearch)
      }
      #expect(range.minimum.hhi <= range.maximum.hhi)
      // Random vertices never pass it.
      for _ in 0..<200 {
        var shares = box.low
        var rest = 1 - shares.reduce(0, +)
        for position in generator.permutation(free.count) {
          let index = free[position]
          let step = min(rest, box.high[index] - box.low[index])
          shares[index] += step
          rest -= step
        }
        #expect(hhi(shares) <= range.maximum.hhi)
      }
    }
    #expect(marked > 0)
  }

  @Test func aBoundThatIsReachedIsExact() throws {
    // Thirty shares of which the rest fills ten exactly.
    let range = try ShareIntervalHHI(Array(repeating: ShareInterval(low: 0, high: 0.125), count: 30))
    #expect(range.maximum.isExact)
    #expect(range.maximum.hhi == 0.125)
  }

  // MARK: Laws

  @Test func orderDoesNotMatter() throws {
    var generator = SplitMix64(seed: 36)
    for _ in 0..<50 {
      let box = randomBox(count: 7, width: 0.2, using: &generator)
      let range = try ShareIntervalHHI(intervals(box))
      let order = generator.permutation(7)
      let other = try ShareIntervalHHI(order.map { ShareInterval(low: box.low[$0], high: box.high[$0]) })
      #expect(abs(range.minimum.hhi - other.minimum.hhi) < 1e-14)
      #expect(abs(range.maximum.hhi - other.maximum.hhi) < 1e-14)
    }
  }

  @Test func widerIntervalsWidenTheRange() throws {
    var generator = SplitMix64(seed: 37)
    for _ in 0..<50 {
      let box = randomBox(count: 7, width: 0.2, using: &generator)
      let range = try ShareIntervalHHI(intervals(box))
      let wide = try ShareIntervalHHI(
        zip(box.low, box.high).map { ShareInterval(low: max(0, $0 - 0.02), high: min(1, $1 + 0.02)) })
      #expect(wide.minimum.hhi <= range.minimum.hhi + 1e-14)
      #expect(wide.maximum.hhi >= range.maximum.hhi - 1e-14)
    }
  }

  // MARK: Bad input

  @Test func refusesIntervalsWithoutAVector() {
    #expect(throws: ShareIntervalError.infeasible(sumOfLows: 1.25, sumOfHighs: 1.5)) {
      try ShareIntervalHHI([ShareInterval(low: 0.75, high: 0.75), ShareInterval(low: 0.5, high: 0.75)])
    }
    #expect(throws: ShareIntervalError.infeasible(sumOfLows: 0.25, sumOfHighs: 0.5)) {
      try ShareIntervalHHI([ShareInterval(low: 0.25, high: 0.5)])
    }
    #expect(throws: ShareIntervalError.infeasible(sumOfLows: 0, sumOfHighs: 0)) { try ShareIntervalHHI([]) }
  }

  @Test(arguments: [(-0.1, 0.5), (0.5, 0.4), (0.5, 1.1), (-.infinity, 0.5), (0, .infinity)])
  func refusesIntervalsThatAreNone(low: Double, high: Double) {
    #expect(throws: ShareIntervalError.invalidInterval(index: 1, low: low, high: high)) {
      try ShareIntervalHHI([ShareInterval(1), ShareInterval(low: low, high: high)])
    }
  }

  @Test(arguments: [(Double.nan, 0.5), (0.5, Double.nan)]) func refusesNotANumber(low: Double, high: Double) {
    #expect(throws: ShareIntervalError.self) { try ShareIntervalHHI([ShareInterval(low: low, high: high)]) }
  }

  @Test func sumsThatMissOneByRoundingCount() throws {
    let above = try ShareIntervalHHI([ShareInterval(0.5 + 5e-10), ShareInterval(0.5)])
    #expect(abs(above.minimum.shares.reduce(0, +) - 1) < 1e-15)
    let below = try ShareIntervalHHI([ShareInterval(0.5 - 5e-10), ShareInterval(0.5)])
    #expect(abs(below.maximum.hhi - 0.5) < 1e-9)
    #expect(throws: ShareIntervalError.self) { try ShareIntervalHHI([ShareInterval(0.5 + 2e-9), ShareInterval(0.5)]) }
  }
}
