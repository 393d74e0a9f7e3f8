/// Lays lane diagrams out with Graphviz's `dot` algorithm.
///
/// Graphviz gets sizes and shares only, never a text or an id of the caller's; what it gives back are positions.
public enum LaneLayoutEngine {
  /// Finds the places of cards and the lines of edges.
  ///
  /// Layered drawing after Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs", IEEE
  /// Transactions on Software Engineering 19(3), 1993, doi:10.1109/32.221135: one rank a lane, crossings reduced by the
  /// weighted median heuristic, coordinates by network simplex, edges as Bézier splines. Edges within a lane are arcs to
  /// the right of it; edges to the left run like those to the right, with the arrowhead at the other end.
  ///
  /// Equal skeletons give equal layouts, in any process and on any thread. The call blocks, and calls wait for each
  /// other: Graphviz keeps its state in global variables.
  ///
  /// - Parameters:
  ///   - skeleton: Lanes, cards and edges.
  ///   - metrics: Sizes of cards and lanes.
  ///   - limits: Sizes above which the skeleton is refused before Graphviz sees it.
  /// - Returns: Positions in points, y downwards, the first lane's top left corner at the origin.
  /// - Throws: `DrawingError.tooLarge` above the limits; `invalidSkeleton` for sizes out of range; `layoutEngineMissing`
  ///   where Graphviz has no plugins; `layoutFailed` when it reports an error.
  /// - Complexity: dot has no useful bound; measured about 30 ms for 72 cards and 167 edges over 12 lanes, and a few
  ///   seconds at the limits.
  public static func layout(
    _ skeleton: LaneSkeleton,
    metrics: LayoutMetrics = LayoutMetrics(),
    limits: LayoutLimits = LayoutLimits()
  ) throws(DrawingError) -> LaneLayout {
    try layout(skeleton, metrics: metrics, limits: limits, plugins: .dotOnly)
  }

  static func layout(
    _ skeleton: LaneSkeleton,
    metrics: LayoutMetrics,
    limits: LayoutLimits,
    plugins: GraphvizSession.Plugins
  ) throws(DrawingError) -> LaneLayout {
    guard metrics.isUsable else {
      throw .invalidSkeleton("sizes of cards and lanes must be between 1 and 10 000 points")
    }
    try limits.check(skeleton)
    let bundles = EdgeBundles(skeleton)
    let arrangement = LaneArrangement(skeleton: skeleton, bundles: bundles, metrics: metrics)
    guard !skeleton.cards.isEmpty else { return arrangement.withoutCards() }
    let geometry = try GraphvizSession.run(plugins: plugins) { session throws(DrawingError) in
      let graph = try GraphvizGraph(skeleton: skeleton, bundles: bundles, metrics: metrics)
      defer { graph.close() }
      try session.layout(graph.root)
      defer { session.freeLayout(graph.root) }
      return graph.readGeometry()
    }
    return try arrangement.arranged(geometry)
  }
}
