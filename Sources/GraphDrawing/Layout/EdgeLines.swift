/// Makes the lines of edges: strands of bundles that Graphviz routed, arcs within a lane, arrowheads.
struct EdgeLines {
  let metrics: LayoutMetrics

  private struct Ends: Hashable {
    var from: Int
    var to: Int
  }

  /// How many arcs each pair of cards has so far; later ones bulge further.
  private var drawnArcs: [Ends: Int] = [:]

  init(metrics: LayoutMetrics) {
    self.metrics = metrics
  }

  /// One strand of a bundle.
  ///
  /// - Parameters:
  ///   - line: The bundle's control points from left to right, y downwards.
  ///   - position: Which strand, from the top.
  ///   - count: How many strands there are.
  ///   - isBackward: Whether the edge goes from right to left; it then has an arrowhead even when it is minor, because
  ///     against the stream the direction is the message.
  ///   - isMinor: Whether the edge is background.
  /// - Returns: The line from supplier to customer, its ends on the cards' sides.
  func strand(of line: [Point], position: Int, count: Int, isBackward: Bool, isMinor: Bool) -> EdgePath {
    // At most seven points apart, and all on the card.
    let step = count > 1 ? min(7, (metrics.cardHeight - 16) / Double(count - 1)) : 0
    let shift = (Double(position) - Double(count - 1) / 2) * step
    var points = line.map { Point(x: $0.x, y: $0.y + shift) }
    if isBackward { points.reverse() }
    guard isBackward || !isMinor, let tip = points.last else { return EdgePath(points: points, tip: nil) }
    // Lines meet the cards at a right angle, so that moving the last two points keeps the curve smooth.
    let back = isBackward ? metrics.arrowLength : -metrics.arrowLength
    points[points.count - 1].x += back
    points[points.count - 2].x += back
    return EdgePath(points: points, tip: tip)
  }

  /// A plain S-shaped line from left to right, should Graphviz have lost an edge.
  func sweep(from left: Box, to right: Box) -> [Point] {
    let middle = (left.maxX + right.x) / 2
    return [
      Point(x: left.maxX, y: left.midY),
      Point(x: middle, y: left.midY),
      Point(x: middle, y: right.midY),
      Point(x: right.x, y: right.midY),
    ]
  }

  /// An arc between two cards of one lane, or from a card to itself.
  ///
  /// Graphviz's own edges within a rank abuse fixed ports, so these run in the gutter to the right of the lane: out of
  /// the supplier's right side and back into the customer's, away from the middle where the main stream leaves.
  mutating func arc(_ edge: LaneSkeleton.Edge, from: Box, to: Box) -> EdgePath {
    let quarter = metrics.cardHeight / 4
    let isDownwards = edge.from == edge.to || from.y < to.y
    // A loop leaves above the middle and returns below it; other arcs leave and arrive on the near sides.
    let toward = (isDownwards ? quarter : -quarter) * (edge.from == edge.to ? -1 : 1)
    let start = Point(x: from.maxX, y: from.midY + toward)
    let tip = Point(x: to.maxX, y: to.midY - toward)
    let base = Point(x: edge.isMinor ? tip.x : tip.x + metrics.arrowLength, y: tip.y)

    let ends = Ends(from: edge.from, to: edge.to)
    let earlier = drawnArcs[ends, default: 0]
    drawnArcs[ends] = earlier + 1
    let reach = 14 + 0.12 * abs(tip.y - start.y)
    // A cubic whose two inner points are a from the chord bulges 3a/4.
    let pull = (min(reach, 0.4 * metrics.laneGap) + min(7 * Double(earlier), 0.3 * metrics.laneGap)) / 0.75
    return EdgePath(
      points: [
        start,
        Point(x: start.x + pull, y: start.y),
        Point(x: base.x + pull, y: base.y),
        base,
      ],
      tip: edge.isMinor ? nil : tip
    )
  }
}
