/// Lines that Graphviz does not draw.
///
/// dot's own edges within a rank ignore or abuse fixed ports, so these are arcs in the gutter to the right of the lane:
/// out of the supplier's right side and back into the customer's, away from the middle where the main stream leaves.
struct LaneArcs {
  let metrics: LayoutMetrics

  private struct Ends: Hashable {
    var from: Int
    var to: Int
  }

  /// How many arcs each pair of cards has so far; later ones bulge further.
  private var drawn: [Ends: Int] = [:]

  init(metrics: LayoutMetrics) {
    self.metrics = metrics
  }

  /// An arc between two cards of one lane, or from a card to itself.
  mutating func arc(_ edge: LaneSkeleton.Edge, from: Box, to: Box) -> EdgePath {
    let quarter = metrics.cardHeight / 4
    let isDownwards = edge.from == edge.to || from.y < to.y
    // A loop leaves above the middle and returns below it; other arcs leave and arrive on the near sides.
    let toward = (isDownwards ? quarter : -quarter) * (edge.from == edge.to ? -1 : 1)
    let start = Point(x: from.maxX, y: from.midY + toward)
    let tip = Point(x: to.maxX, y: to.midY - toward)
    let base = Point(x: edge.isMinor ? tip.x : tip.x + metrics.arrowLength, y: tip.y)

    let ends = Ends(from: edge.from, to: edge.to)
    let earlier = drawn[ends, default: 0]
    drawn[ends] = earlier + 1
    let reach = 14 + 0.12 * abs(tip.y - start.y) + 7 * Double(earlier)
    // A cubic whose two inner points are a from the chord bulges 3a/4.
    let pull = min(reach, 0.45 * metrics.laneGap) / 0.75
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

  /// A plain S-shaped line between lanes, should Graphviz have lost an edge.
  func sweep(_ edge: LaneSkeleton.Edge, from: Box, to: Box) -> EdgePath {
    let isForward = from.x < to.x
    let start = Point(x: isForward ? from.maxX : from.x, y: from.midY)
    let tip = Point(x: isForward ? to.x : to.maxX, y: to.midY)
    let hasTip = !edge.isMinor || !isForward
    let base = Point(x: tip.x + (hasTip ? (isForward ? -1 : 1) * metrics.arrowLength : 0), y: tip.y)
    let middle = (start.x + base.x) / 2
    return EdgePath(
      points: [start, Point(x: middle, y: start.y), Point(x: middle, y: base.y), base],
      tip: hasTip ? tip : nil
    )
  }
}
