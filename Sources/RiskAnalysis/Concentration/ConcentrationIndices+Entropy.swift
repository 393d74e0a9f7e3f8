import RealModule

extension ConcentrationIndices {
  /// The Shannon entropy −Σ s ln s in nats: 0 for one provider, ln n for n equal ones.
  public var entropy: Double? {
    guard !shares.isEmpty else { return nil }
    return CompensatedSum(shares.lazy.filter { $0 > 0 }.map { $0 * -Double.log($0) }).value
  }

  /// Entropy as a fraction of the most that k providers with a share above 0 can have: H / ln k, 0–1.
  ///
  /// High is even. It is nil for a single provider, who is even and alone at once.
  public var normalisedEntropy: Double? {
    let count = shares.count { $0 > 0 }
    guard let entropy, count > 1 else { return nil }
    return min(1, entropy / Double.log(Double(count)))
  }

  /// The Hannah–Kay concentration of order α: (Σ s^α)^(1 / (α − 1)), 0–1.
  ///
  /// α = 0 is 1 / (number of providers), α → 1 is exp(−entropy), α = 2 is the HHI, α = ∞ is the largest
  /// share. Its reciprocal is the Hannah–Kay numbers equivalent. The larger α, the more the leaders count.
  ///
  /// - Returns: nil if nothing is attributed, or α is negative or not a number.
  /// - Complexity: O(n) time, O(1) space.
  public func hannahKay(_ alpha: Double) -> Double? {
    guard let largest = shares.first, alpha >= 0 else { return nil }
    if alpha == .infinity { return largest }
    let positive = shares.lazy.filter { $0 > 0 }
    if alpha == 1 { return entropy.map { Double.exp(-$0) } }
    if abs(alpha - 1) < 0.5 {
      // Near 1 both Σ s^α − 1 and α − 1 vanish; subtracting 1 afterwards would leave rounding noise.
      let excess = CompensatedSum(positive.map { $0 * Double.expMinusOne((alpha - 1) * Double.log($0)) }).value
      return Double.exp(Double.log(onePlus: excess) / (alpha - 1))
    }
    // Relative to the largest share no power underflows that matters.
    let sum = CompensatedSum(positive.map { Double.exp(alpha * Double.log($0 / largest)) }).value
    return Double.exp((Double.log(sum) + alpha * Double.log(largest)) / (alpha - 1))
  }
}
