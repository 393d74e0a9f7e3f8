extension EdgeListGraph {
  /// For every node its strict dominators, ascending; nil where the roots do not reach it.
  ///
  /// By the definition: d dominates v if v is not reached any more once d is gone.
  public func naiveStrictDominators(roots: [Int]) -> [[Int]?] {
    let reached = naiveReachable(from: roots)
    let without = (0..<nodeCount).map { naiveReachable(from: roots, without: $0) }
    return (0..<nodeCount).map { node in
      reached[node] ? (0..<nodeCount).filter { $0 != node && reached[$0] && !without[$0][node] } : nil
    }
  }
}
