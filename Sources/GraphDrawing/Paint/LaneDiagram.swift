/// A skeleton with paint that fits it.
public struct LaneDiagram: Sendable, Equatable {
  public let skeleton: LaneSkeleton
  public let paint: LanePaint

  /// Joins the two.
  ///
  /// - Parameters:
  ///   - skeleton: Lanes, cards and edges.
  ///   - paint: Heading of every lane, paint of every card and edge, in the skeleton's order.
  /// - Throws: `DrawingError.mismatch` when the counts differ.
  /// - Complexity: O(1).
  public init(skeleton: LaneSkeleton, paint: LanePaint) throws(DrawingError) {
    for (what, painted, count) in [
      ("lanes", paint.lanes.count, skeleton.lanes.count),
      ("cards", paint.cards.count, skeleton.cards.count),
      ("edges", paint.edges.count, skeleton.edges.count),
    ] {
      guard painted == count else { throw .mismatch("\(count) \(what), but paint for \(painted)") }
    }
    self.skeleton = skeleton
    self.paint = paint
  }
}
