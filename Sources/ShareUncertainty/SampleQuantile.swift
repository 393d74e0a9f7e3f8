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
  /// - Parameters:
  ///   - values: finite numbers.
  ///   - parts: ascending probabilities, 0…1.
  /// - Complexity: O(n) time for a few parts (O(n log n) at worst), O(n) space.
  public static func quantiles(_ values: ArraySlice<Double>, _ parts: [Double]) -> [Double]? {
    guard let first = values.first else { return nil }
    var isConstant = true
    for value in values where value != first {
      isConstant = false
      break
    }
    if isConstant { return parts.map { _ in first } }
    var values = Array(values)
    return values.withUnsafeMutableBufferPointer { buffer in
      var settled = 0
      return parts.map { part in
        let place = Double(buffer.count - 1) * min(1, max(0, part))
        let below = Int(place)
        select(below, in: buffer, from: settled)
        settled = below
        let above = min(buffer.count - 1, below + 1)
        if above > below { select(above, in: buffer, from: above) }
        return buffer[below] + (place - Double(below)) * (buffer[above] - buffer[below])
      }
    }
  }

  /// Brings the value of a rank to its place, smaller ones before and larger ones behind it.
  ///
  /// Hoare's selection with the middle of three as pivot; where that goes badly the rest is sorted.
  private static func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>, from start: Int) {
    var (low, high) = (start, values.count - 1)
    var rounds = 0
    while low < high {
      rounds += 1
      guard rounds < 64, high - low > 16 else {
        var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
        rest.sort()
        return
      }
      let middle = low + (high - low) / 2
      let (a, b, c) = (values[low], values[middle], values[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        guard left <= right else { break }
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return
      }
    }
  }
}
