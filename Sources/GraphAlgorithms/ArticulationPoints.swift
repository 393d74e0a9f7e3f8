extension CompactDigraph {
  /// The nodes whose removal leaves their connected part of the graph in more than one piece, ascending.
  ///
  /// Edges are taken without direction; parallel edges and self-loops do not matter.
  /// Example: in the path 0 – 1 – 2 node 1 is the only one; a triangle has none.
  /// Who also wants bridges calls `undirectedCuts()` and pays once.
  ///
  /// - Complexity: O((n + m) log n) time at worst and near linear in practice; O(n + m) space.
  /// - SeeAlso: `undirectedCuts()` for the method and its reference.
  public func articulationPoints() -> [Int32] {
    undirectedCuts().articulationPoints
  }
}
