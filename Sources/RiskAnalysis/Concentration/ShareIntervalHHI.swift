/// The range of the Herfindahl–Hirschman index when shares are known only as intervals.
///
///     minimise and maximise Σ w_i²   subject to   low_i ≤ w_i ≤ high_i,  Σ w_i = 1
///
/// The minimum is exact (water filling). The maximum of a convex function lies at a vertex, where all shares
/// but at most one stand at an end of their interval. Vertices are searched completely, with pruning, for up
/// to 20 free shares (low < high); finding the best one is a knapsack problem, so with more free shares an
/// upper bound is given, and marked as one. Ends that miss a sum of 1 by at most 1e-9 count as rounding.
///
/// Worked by hand: [0.5, 0.7] and [0.2, 0.5]. The minimum is (0.5, 0.5) with 0.5, the maximum
/// (0.7, 0.3) with 0.58.
///
/// - SeeAlso: Patriksson, M. (2008), A survey on the continuous nonlinear resource allocation problem,
///   European Journal of Operational Research 185(1), 1–46, doi:10.1016/j.ejor.2006.12.006 (minimum).
public struct ShareIntervalHHI: Equatable, Sendable {
  /// The vector with the smallest HHI.
  public struct Minimum: Equatable, Sendable {
    /// The smallest HHI, 0–1.
    public let hhi: Double
    /// The shares that have it; there is only one such vector.
    public let shares: [Double]
  }

  /// The largest HHI, or a bound on it.
  public enum Maximum: Equatable, Sendable {
    /// The largest HHI, 0–1, and shares that have it.
    case exact(hhi: Double, shares: [Double])
    /// No vector within the intervals has a larger HHI, but perhaps none has this one.
    case upperBound(hhi: Double)

    /// The value, exact or a bound.
    public var hhi: Double {
      switch self {
      case .exact(let hhi, _), .upperBound(let hhi): hhi
      }
    }

    /// Whether a vector within the intervals has this value.
    public var isExact: Bool {
      switch self {
      case .exact: true
      case .upperBound: false
      }
    }
  }

  /// Up to this many free shares the maximum is exact.
  public static let largestExactSearch = 20
  /// By how much the sum of the lows may exceed 1, or that of the highs fall short of it.
  public static let tolerance = 1e-9

  /// The smallest HHI and where it is.
  public let minimum: Minimum
  /// The largest HHI, or a bound on it.
  public let maximum: Maximum

  /// Finds both ends of the range.
  ///
  /// - Throws: `ShareIntervalError` if an interval makes no sense, or no vector within the intervals sums
  ///   to 1.
  /// - Complexity: O(n log n) time for the minimum and for a bound; for f ≤ 20 free shares the maximum takes
  ///   O(f² 2^f) time at worst and usually little more than O(f²); O(n) space.
  public init(_ intervals: [ShareInterval]) throws(ShareIntervalError) {
    for (index, interval) in intervals.enumerated()
    where !(interval.low >= 0 && interval.low <= interval.high && interval.high <= 1) {
      throw .invalidInterval(index: index, low: interval.low, high: interval.high)
    }
    let lows = CompensatedSum(intervals.lazy.map(\.low)).value
    let highs = CompensatedSum(intervals.lazy.map(\.high)).value
    guard lows <= 1 + Self.tolerance, highs >= 1 - Self.tolerance else {
      throw .infeasible(sumOfLows: lows, sumOfHighs: highs)
    }
    // Where the ends leave no room there is one vector, freed from its rounding.
    if lows >= 1 || highs <= 1 {
      let shares = lows >= 1 ? intervals.map { $0.low / lows } : intervals.map { $0.high / highs }
      let hhi = ConcentrationIndices.sumOfSquares(shares)
      minimum = Minimum(hhi: hhi, shares: shares)
      maximum = .exact(hhi: hhi, shares: shares)
      return
    }
    let lowest = Self.waterFilling(intervals, sumOfLows: lows)
    minimum = Minimum(hhi: ConcentrationIndices.sumOfSquares(lowest), shares: lowest)
    maximum = Self.maximum(intervals, rest: 1 - lows)
  }

  private static func maximum(_ intervals: [ShareInterval], rest: Double) -> Maximum {
    var search = LargestHHISearch(intervals, rest: rest)
    if search.items.count <= largestExactSearch {
      search.run()
    } else if search.best.gain < search.relaxedGain {
      let bound = ConcentrationIndices.sumOfSquares(intervals.map(\.low)) + search.relaxedGain
      // Rounding must not push a bound below what it bounds.
      return .upperBound(hhi: min(1, bound * (1 + 1e-12)))
    }
    let shares = search.bestShares
    return .exact(hhi: ConcentrationIndices.sumOfSquares(shares), shares: shares)
  }
}
