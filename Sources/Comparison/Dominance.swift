/// Which of several cases are worse than which others whatever is looked at.
public struct Dominance: Sendable, Equatable {
  /// One finding.
  public struct Pair: Sendable, Hashable {
    /// Index of the worse case.
    public var worse: Int
    /// Index of the better one.
    public var better: Int

    public init(worse: Int, better: Int) {
      self.worse = worse
      self.better = better
    }
  }

  /// All pairs, by the worse case and then the better one.
  public let pairs: [Pair]

  /// Compares cases by their measures.
  ///
  /// One dominates another if none of its measures is better and at least one is worse. Differences below 10⁻⁹ count as
  /// none. A measure that is not known on either side (NaN) is left out for that pair.
  ///
  /// - Parameter measures: for each case the same measures in the same order; larger is worse, infinity is the worst.
  /// - Complexity: O(cases² · measures) time.
  public init(_ measures: [[Double]]) {
    var pairs: [Pair] = []
    for worse in measures.indices {
      for better in measures.indices where worse != better {
        if Self.dominates(measures[worse], measures[better]) { pairs.append(Pair(worse: worse, better: better)) }
      }
    }
    self.pairs = pairs
  }

  private static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isWorse = false
    for (own, other) in zip(a, b) where !own.isNaN && !other.isNaN && own != other {
      if own < other - 1e-9 { return false }
      if own > other + 1e-9 { isWorse = true }
    }
    return isWorse
  }

  /// The cases that a case dominates, in order.
  public func dominated(by index: Int) -> [Int] { pairs.filter { $0.worse == index }.map(\.better) }
}
