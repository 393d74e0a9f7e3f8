/// The triangular law on low…high with its peak at the recorded value: the least that a value with a range says.
///
///     F(x) = (x − low)² / ((high − low)(mode − low))             low ≤ x ≤ mode
///     F(x) = 1 − (high − x)² / ((high − low)(high − mode))       mode ≤ x ≤ high
///
/// Units are those of the value. low = high is a point. Bias: the ends of a published range are seldom the least and
/// largest possible values; where they are quantiles, true spread is larger than drawn.
///
/// Example: low 0, mode 0.5, high 1: a quarter of probability lies where x < 0.3536, the mean is 0.5, the variance 1/24.
public struct TriangularLaw: Hashable, Sendable {
  public let low: Double
  public let mode: Double
  public let high: Double

  /// The law of a value with its range; an end on the wrong side of the value is moved to it.
  public init(low: Double, mode: Double, high: Double) {
    self.low = min(low, mode)
    self.mode = mode
    self.high = max(high, mode)
  }

  /// Whether only one value is possible.
  public var isPoint: Bool { !(low < high) }

  /// The value below which a part p of the probability lies, p in 0…1.
  ///
  /// The lower branch is computed from `low`, the upper one from `high`, so neither cancels near its end.
  public func quantile(_ p: Double) -> Double {
    let width = high - low
    guard width > 0 else { return mode }
    let left = mode - low
    let value =
      p * width <= left
      ? low + (p * width * left).squareRoot()
      : high - ((1 - p) * width * (high - mode)).squareRoot()
    return min(high, max(low, value))
  }

  /// The probability of a value up to x.
  public func probability(upTo x: Double) -> Double {
    guard x > low else { return isPoint && x >= mode ? 1 : 0 }
    guard x < high else { return 1 }
    return x <= mode
      ? (x - low) * (x - low) / ((high - low) * (mode - low))
      : 1 - (high - x) * (high - x) / ((high - low) * (high - mode))
  }

  public var mean: Double { (low + mode + high) / 3 }

  public var variance: Double {
    let (a, b, c) = (mode - low, high - mode, high - low)
    return (a * a + b * b + c * c) / 36
  }
}
