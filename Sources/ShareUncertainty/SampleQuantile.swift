/// Quantiles of samples by linear interpolation between order statistics, "type 7".
///
///     h = (n − 1)·p,   Q(p) = x₍ₖ₎ + (h − ⌊h⌋)·(x₍ₖ₊₁₎ − x₍ₖ₎)   with k = ⌊h⌋ counted from 0
///
/// The default of R, NumPy and spreadsheets (`PERCENTILE.INC`), so anybody can check it.
///
/// Example: 1, 2, 3, 4 has Q(0.05) = 1.15.
///
/// - Reference: Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566, definition 7.
public enum SampleQuantile {
  /// The quantiles of values that need not be sorted; nil without values.
  ///
  /// - Parameter parts: probabilities, 0…1.
  /// - Complexity: O(n log n) time, O(n) space; O(n) where all values are the same.
  public static func quantiles(_ values: some Collection<Double>, _ parts: [Double]) -> [Double]? {
    guard let first = values.first else { return nil }
    if values.allSatisfy({ $0 == first }) { return parts.map { _ in first } }
    let sorted = values.sorted()
    return parts.map { quantile(ofSorted: sorted, $0) }
  }

  /// The quantile of ascending values.
  ///
  /// - Precondition: there is a value.
  public static func quantile(ofSorted sorted: [Double], _ part: Double) -> Double {
    let place = Double(sorted.count - 1) * min(1, max(0, part))
    let below = Int(place)
    let above = min(sorted.count - 1, below + 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
