/// Edges between the same two cards of different lanes, in either direction.
///
/// A bundle is laid out as one edge, from left to right, and drawn as parallel lines: the graph that Graphviz sees is
/// acyclic and has no multiple edges, and no line of a bundle hides another.
struct EdgeBundles {
  struct Bundle: Sendable, Equatable {
    /// The card in the left lane.
    var left: Int
    var right: Int
    /// The largest share in the bundle.
    var share: Double
    /// Whether all edges are minor.
    var isMinor: Bool
    /// Number of edges.
    var count: Int
  }

  /// Where an edge is drawn.
  struct Place: Sendable, Equatable {
    var bundle: Int
    /// From top to bottom, 0 ..< count.
    var position: Int
  }

  private(set) var bundles: [Bundle] = []
  /// One an edge; nil for an edge within a lane.
  private(set) var places: [Place?] = []

  private struct Ends: Hashable {
    var left: Int
    var right: Int
  }

  init(_ skeleton: LaneSkeleton) {
    var indices: [Ends: Int] = [:]
    places.reserveCapacity(skeleton.edges.count)
    for edge in skeleton.edges {
      let span = skeleton.span(of: edge)
      guard span != 0 else {
        places.append(nil)
        continue
      }
      let ends = span > 0 ? Ends(left: edge.from, right: edge.to) : Ends(left: edge.to, right: edge.from)
      guard let index = indices[ends] else {
        indices[ends] = bundles.count
        places.append(Place(bundle: bundles.count, position: 0))
        let bundle = Bundle(left: ends.left, right: ends.right, share: edge.share, isMinor: edge.isMinor, count: 1)
        bundles.append(bundle)
        continue
      }
      places.append(Place(bundle: index, position: bundles[index].count))
      bundles[index].share = max(bundles[index].share, edge.share)
      bundles[index].isMinor = bundles[index].isMinor && edge.isMinor
      bundles[index].count += 1
    }
  }
}
