/// Extremes of Σ w² over share vectors within low…high that sum to 1, by trying them.
public struct NaiveHHIRange: Sendable {
  /// The lows, in the order of the shares.
  public var low: [Double]
  /// The highs, in the order of the shares.
  public var high: [Double]

  /// A box of shares.
  public init(low: [Double], high: [Double]) {
    self.low = low
    self.high = high
  }

  /// The largest value over all vertices: every share but one at an end, that one takes what is left.
  ///
  /// - Returns: nil if no vertex lies within the box.
  /// - Complexity: O(n² 2^(n − 1)) time.
  public func largestAtVertices() -> Double? {
    var largest: Double?
    for free in low.indices {
      let others = low.indices.filter { $0 != free }
      for bits in 0..<(1 << others.count) {
        var shares = low
        for (position, index) in others.enumerated() where bits & (1 << position) != 0 { shares[index] = high[index] }
        shares[free] = 0
        shares[free] = 1 - shares.reduce(0, +)
        // One rounding error of a sum may not hide a vertex.
        guard shares[free] >= low[free] - 1e-12, shares[free] <= high[free] + 1e-12 else { continue }
        let value = shares.reduce(0) { $0 + $1 * $1 }
        largest = max(largest ?? value, value)
      }
    }
    return largest
  }

  /// The values at all points of a grid of three shares with the given number of steps a unit.
  public func valuesOnGrid(steps: Int) -> [Double] {
    precondition(low.count == 3, "a grid of three shares")
    var values: [Double] = []
    for first in 0...steps {
      for second in 0...(steps - first) {
        let shares = [first, second, steps - first - second].map { Double($0) / Double(steps) }
        if shares.indices.allSatisfy({ shares[$0] >= low[$0] && shares[$0] <= high[$0] }) {
          values.append(shares.reduce(0) { $0 + $1 * $1 })
        }
      }
    }
    return values
  }
}
