import GraphDrawing
import Testing

/// What must hold of every layout.
func checkLayout(_ layout: LaneLayout, sourceLocation: SourceLocation = #_sourceLocation) {
  let skeleton = layout.skeleton
  let metrics = layout.metrics
  #expect(layout.lanes.count == skeleton.lanes.count, sourceLocation: sourceLocation)
  #expect(layout.cards.count == skeleton.cards.count, sourceLocation: sourceLocation)
  #expect(layout.edges.count == skeleton.edges.count, sourceLocation: sourceLocation)
  if let first = layout.lanes.first {
    #expect(first.x == 0 && first.y == 0, "the first lane is the origin", sourceLocation: sourceLocation)
  }
  for (left, right) in zip(layout.lanes, layout.lanes.dropFirst()) {
    #expect(left.maxX < right.x, "lanes run from left to right", sourceLocation: sourceLocation)
    #expect(left.height == right.height, sourceLocation: sourceLocation)
  }
  for (card, box) in zip(skeleton.cards, layout.cards) {
    let lane = layout.lanes[card.lane]
    #expect(abs(box.midX - lane.midX) < 1, "cards stand in the middle of their lane", sourceLocation: sourceLocation)
    #expect(
      box.y >= metrics.laneHead - 0.01 && box.maxY <= lane.maxY - metrics.laneFoot + 0.01,
      "cards keep off the headings",
      sourceLocation: sourceLocation
    )
  }
  for lane in skeleton.lanes.indices {
    let boxes = zip(skeleton.cards, layout.cards).filter { $0.0.lane == lane }.map(\.1).sorted { $0.y < $1.y }
    for (upper, lower) in zip(boxes, boxes.dropFirst()) {
      #expect(lower.y - upper.maxY >= metrics.cardGap - 1, "cards keep apart", sourceLocation: sourceLocation)
    }
  }
  for (edge, path) in zip(skeleton.edges, layout.edges) {
    checkEnds(of: edge, path, in: layout, sourceLocation: sourceLocation)
  }
}

/// Edges leave and reach their cards where they should: at the middle of the facing sides, or, within a lane, off the
/// middle of the right sides.
private func checkEnds(
  of edge: LaneSkeleton.Edge,
  _ path: EdgePath,
  in layout: LaneLayout,
  sourceLocation: SourceLocation
) {
  let (from, to) = (layout.cards[edge.from], layout.cards[edge.to])
  let span = layout.skeleton.cards[edge.to].lane - layout.skeleton.cards[edge.from].lane
  #expect(path.points.count >= 4 && path.points.count % 3 == 1, sourceLocation: sourceLocation)
  #expect((path.tip != nil) == (span < 0 || !edge.isMinor), "arrowheads", sourceLocation: sourceLocation)
  guard let start = path.points.first, let end = path.tip ?? path.points.last else { return }
  let startX = span >= 0 ? from.maxX : from.x
  let endX = span > 0 ? to.x : to.maxX
  #expect(abs(start.x - startX) < 1, "leaves its card", sourceLocation: sourceLocation)
  #expect(abs(end.x - endX) < 1, "reaches its card", sourceLocation: sourceLocation)
  let isAlone =
    layout.skeleton.edges.count {
      [$0.from, $0.to] == [edge.from, edge.to] || [$0.from, $0.to] == [edge.to, edge.from]
    }
    == 1
  let slack = span == 0 ? layout.metrics.cardHeight / 4 + 0.01 : isAlone ? 1 : layout.metrics.cardHeight / 2 - 7
  #expect(abs(start.y - from.midY) <= slack, sourceLocation: sourceLocation)
  #expect(abs(end.y - to.midY) <= slack, sourceLocation: sourceLocation)
  if let tip = path.tip, let base = path.points.last {
    #expect(abs(abs(tip.x - base.x) - layout.metrics.arrowLength) < 1e-9, sourceLocation: sourceLocation)
    #expect((tip.x > base.x) == (span > 0), "arrowheads point into the card", sourceLocation: sourceLocation)
    #expect(tip.y == base.y, sourceLocation: sourceLocation)
  }
  let extent = [start, end]
  #expect(
    extent.allSatisfy { layout.bounds.x - 0.01 <= $0.x && $0.x <= layout.bounds.maxX + 0.01 },
    sourceLocation: sourceLocation
  )
}
