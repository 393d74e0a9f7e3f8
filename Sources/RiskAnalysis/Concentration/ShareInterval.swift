/// What a provider's share may be: any value from `low` to `high`.
///
/// Equal ends say that it is known.
public struct ShareInterval: Equatable, Sendable {
  /// The smallest possible share, 0–1.
  public let low: Double
  /// The largest possible share, 0–1.
  public let high: Double

  /// An interval with these ends; whether they make sense is checked where it is used.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// A share that is known.
  public init(_ share: Double) {
    self.init(low: share, high: share)
  }
}

/// Why no share vector lies within a list of intervals.
public enum ShareIntervalError: Error, Equatable, Sendable {
  /// Not 0 ≤ low ≤ high ≤ 1 at this position.
  case invalidInterval(index: Int, low: Double, high: Double)
  /// No vector within the intervals sums to 1: the lows sum to more, or the highs to less.
  case infeasible(sumOfLows: Double, sumOfHighs: Double)
}
