/// Leaves points out of a line where nobody would see it.
enum LineThinning {
  /// Indices to keep of values at even distances: the line through them misses no value by more than the tolerance.
  ///
  /// Sleeve algorithm: a piece grows as long as one straight line from its start passes within the tolerance of all of
  /// its values and ends in one of them.
  ///
  /// - Complexity: O(n) pieces of work for smooth lines, time and space.
  static func kept(_ values: [Double], tolerance: Double) -> [Int] {
    guard values.count > 2 else { return Array(values.indices) }
    var kept = [0]
    var start = 0
    var (least, most) = (-Double.infinity, Double.infinity)
    var index = 1
    while index < values.count {
      let run = Double(index - start)
      let slope = (values[index] - values[start]) / run
      if slope < least || slope > most {
        start = index - 1
        kept.append(start)
        (least, most) = (-Double.infinity, Double.infinity)
        continue
      }
      least = max(least, slope - tolerance / run)
      most = min(most, slope + tolerance / run)
      index += 1
    }
    kept.append(values.count - 1)
    return kept
  }
}
