/// An edge without direction, its ends in ascending order.
public struct Bridge: Equatable, Hashable, Sendable {
  /// The end with the smaller index.
  public let lower: Int32
  /// The end with the larger index.
  public let upper: Int32

  /// The edge between two nodes, given in either order.
  public init(_ one: Int32, _ other: Int32) {
    lower = min(one, other)
    upper = max(one, other)
  }
}

extension Bridge: Comparable {
  /// Orders by the smaller end, then by the larger one.
  public static func < (left: Bridge, right: Bridge) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}

extension CompactDigraph {
  /// The edges whose removal leaves their connected part of the graph in two pieces, ascending.
  ///
  /// Edges are taken without direction. Two edges between the same nodes, in the same or in opposite
  /// directions, stand in for each other, so neither is a bridge. Self-loops are ignored.
  /// Example: in the path 0 – 1 – 2 both edges are bridges; a triangle has none.
  /// Who also wants articulation points calls `undirectedCuts()` and pays once.
  ///
  /// - Complexity: O((n + m) log n) time at worst and near linear in practice; O(n + m) space.
  /// - SeeAlso: `undirectedCuts()` for the method and its reference.
  public func bridges() -> [Bridge] {
    undirectedCuts().bridges
  }
}
