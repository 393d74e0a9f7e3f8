/// Sizes above which a skeleton is refused, because a running layout cannot be stopped.
public struct LayoutLimits: Sendable, Equatable {
  public var cards: Int
  public var edges: Int
  /// Limit of the summed lane distances of all edges.
  ///
  /// An edge that skips lanes costs the layout one invisible card a skipped lane, and those dominate its time.
  public var laneSteps: Int

  public init(cards: Int = 1500, edges: Int = 4000, laneSteps: Int = 8000) {
    self.cards = cards
    self.edges = edges
    self.laneSteps = laneSteps
  }

  func check(_ skeleton: LaneSkeleton) throws(DrawingError) {
    guard skeleton.cards.count <= cards else {
      throw .tooLarge(quantity: "cards", count: skeleton.cards.count, limit: cards)
    }
    guard skeleton.lanes.count <= cards else {
      throw .tooLarge(quantity: "lanes", count: skeleton.lanes.count, limit: cards)
    }
    guard skeleton.edges.count <= edges else {
      throw .tooLarge(quantity: "edges", count: skeleton.edges.count, limit: edges)
    }
    // At most 4000 edges of at most 1500 lanes by now; saturating, since the caller may have raised the limits.
    var steps = 0
    for edge in skeleton.edges {
      let (sum, overflow) = steps.addingReportingOverflow(abs(skeleton.span(of: edge)))
      steps = overflow ? .max : sum
    }
    guard steps <= laneSteps else {
      throw .tooLarge(quantity: "lane crossings", count: steps, limit: laneSteps)
    }
  }
}
