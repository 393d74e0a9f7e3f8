extension ShareIntervalHHI {
  /// The vector of least Σ w²: raise a common level λ from 0 and let w_i = λ held between low_i and high_i.
  ///
  /// The sum of the shares is piecewise linear in λ and changes slope at the lows and highs only, so one
  /// pass over the sorted ends finds the λ with sum 1. Needs Σ low < 1 < Σ high.
  static func waterFilling(_ intervals: [ShareInterval], sumOfLows: Double) -> [Double] {
    var ends: [(level: Double, slope: Double)] = []
    for interval in intervals where interval.low < interval.high {
      ends.append((interval.low, 1))
      ends.append((interval.high, -1))
    }
    ends.sort { $0.level < $1.level }

    var level = 0.0
    var slope = 0.0
    var sum = CompensatedSum([sumOfLows])
    for end in ends {
      let rise = slope * (end.level - level)
      if sum.value + rise >= 1 {
        level += (1 - sum.value) / slope
        break
      }
      sum.add(rise)
      level = end.level
      slope += end.slope
    }
    return intervals.map { min(max(level, $0.low), $0.high) }
  }
}
