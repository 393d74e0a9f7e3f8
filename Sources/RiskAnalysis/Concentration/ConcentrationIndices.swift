/// Why concentration could not be computed from a share vector.
public enum ShareVectorError: Error, Equatable, Sendable {
  /// The amount at this position is negative, infinite or not a number.
  case invalidAmount(index: Int, value: Double)
  /// The unattributed amount is negative, infinite or not a number.
  case invalidUnattributed(Double)
}

/// How concentrated a market, a need or a stage is: indices of one share vector.
///
/// Input are non-negative amounts in any common unit (fractions, USD, wafers), one a provider, and the
/// unattributed amount whose providers are not known. With T = Σ amounts + unattributed:
///
///     w_i = amount_i / T      raw share of provider i
///     u   = unattributed / T  unattributed share
///     s_i = w_i / Σ w         attributed share, renormalised to 1
///
/// All indices but `hhiLow` and `hhiHigh` are computed from s. They describe the known part and assume that
/// the unknown part is split like it. Everything is dimensionless; entropies are in nats. If nothing is
/// attributed every index is nil: no provider is known, and a number would say otherwise.
///
/// Worked by hand: amounts 3 and 1 give s = (0.75, 0.25), HHI = 0.5625 + 0.0625 = 0.625,
/// effective number 1.6, Gini = ((2·1 − 3)·0.25 + (2·2 − 3)·0.75) / 2 = 0.25.
///
/// - SeeAlso: Hannah, L. and Kay, J. A. (1977), Concentration in Modern Industry, Macmillan,
///   doi:10.1007/978-1-349-02773-6; `Docs/Methods/Concentration.md`.
public struct ConcentrationIndices: Equatable, Sendable {
  /// The attributed shares s, renormalised to 1, largest first; empty if nothing is attributed.
  public let shares: [Double]
  /// The unattributed share u of the whole; 0 if there is neither an amount nor an unattributed part.
  public let unattributed: Double
  /// HHI if the unattributed part is split among countless providers: Σ w².
  ///
  /// A lower bound; 0–1.
  public let hhiLow: Double?
  /// HHI if the unattributed part all belongs to the leader: Σ w² + 2·w_max·u + u².
  ///
  /// An upper bound; 0–1.
  public let hhiHigh: Double?

  /// Computes the indices of amounts that are attributed to providers, and of an amount that is not.
  ///
  /// An amount of 0 is a provider who supplies nothing now. It counts in n of `gini` and nowhere else.
  ///
  /// - Throws: `ShareVectorError` if an amount is negative, infinite or not a number.
  /// - Complexity: O(n log n) time, O(n) space.
  public init(attributed amounts: [Double], unattributed: Double = 0) throws(ShareVectorError) {
    for (index, amount) in amounts.enumerated() where !(amount >= 0 && amount.isFinite) {
      throw .invalidAmount(index: index, value: amount)
    }
    guard unattributed >= 0, unattributed.isFinite else { throw .invalidUnattributed(unattributed) }

    // Amounts are first divided by the largest one: their sum could overflow.
    let scale = amounts.reduce(unattributed, max)
    let largest = amounts.max() ?? 0
    guard largest > 0 else {
      shares = []
      self.unattributed = scale > 0 ? 1 : 0
      hhiLow = nil
      hhiHigh = nil
      return
    }
    let attributedSum = CompensatedSum(amounts.lazy.map { $0 / largest }).value
    let shares = amounts.map { $0 / largest / attributedSum }.sorted(by: >)
    let known = CompensatedSum(amounts.lazy.map { $0 / scale }).value
    let unknown = unattributed / scale
    let u = unknown / (known + unknown)
    let attributedPart = known / (known + unknown)
    let squares = Self.sumOfSquares(shares) * attributedPart * attributedPart
    self.shares = shares
    self.unattributed = u
    hhiLow = squares
    hhiHigh = min(1, squares + 2 * shares[0] * attributedPart * u + u * u)
  }

  /// The Herfindahl–Hirschman index Σ s².
  ///
  /// 1 for one provider, 1/n for n equal ones; times 10 000 for points.
  public var hhi: Double? {
    shares.isEmpty ? nil : Self.sumOfSquares(shares)
  }

  /// The number of equal providers that would have the same HHI: 1 / HHI.
  public var effectiveNumber: Double? {
    hhi.map { 1 / $0 }
  }

  /// The share of the largest provider.
  public var cr1: Double? { concentrationRatio(1) }

  /// The share of the three largest providers together.
  public var cr3: Double? { concentrationRatio(3) }

  /// The share of the k largest providers together; all of them if there are fewer than k.
  ///
  /// - Returns: nil if nothing is attributed, or k is negative.
  public func concentrationRatio(_ k: Int) -> Double? {
    guard !shares.isEmpty, k >= 0 else { return nil }
    return min(1, CompensatedSum(shares.prefix(k)).value)
  }

  /// The Gini coefficient Σ (2i − n − 1)·s_i / n, shares ascending and i from 1.
  ///
  /// 0 for equal shares, at most 1 − 1/n. It measures inequality, not fewness: two equal providers have 0.
  public var gini: Double? {
    guard !shares.isEmpty else { return nil }
    let n = Double(shares.count)
    let terms = shares.enumerated().map { (n - 1 - 2 * Double($0.offset)) * $0.element }
    return max(0, CompensatedSum(terms).value / n)
  }

  /// The fewest providers that together have 75 % of the attributed part.
  public var providersFor75: Int? { providers(forShare: 0.75) }

  /// The fewest providers that together have a given share of the attributed part.
  ///
  /// A cumulative share less than 1e-12 below the threshold reaches it: three shares of 0.25 from rounded
  /// data are 75 %.
  ///
  /// - Returns: nil if nothing is attributed, or the share is not in 0…1.
  public func providers(forShare threshold: Double) -> Int? {
    guard !shares.isEmpty, (0...1).contains(threshold) else { return nil }
    var sum = CompensatedSum([])
    for (count, share) in shares.enumerated() {
      if sum.value >= threshold - 1e-12 { return count }
      sum.add(share)
    }
    return shares.count { $0 > 0 }
  }

  static func sumOfSquares(_ shares: [Double]) -> Double {
    CompensatedSum(shares.lazy.map { $0 * $0 }).value
  }
}
