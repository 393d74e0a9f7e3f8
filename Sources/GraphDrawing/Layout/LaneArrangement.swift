/// Turns Graphviz's positions into the picture's: y downwards, lanes as rectangles, arcs within lanes.
struct LaneArrangement {
  let skeleton: LaneSkeleton
  let bundles: EdgeBundles
  let metrics: LayoutMetrics

  /// Lanes side by side, empty.
  func withoutCards() -> LaneLayout {
    let width = metrics.cardWidth + 2 * metrics.laneInset
    let pitch = metrics.cardWidth + metrics.laneGap
    let lanes = skeleton.lanes.indices.map { lane in
      Box(x: Double(lane) * pitch, y: 0, width: width, height: metrics.laneHead + metrics.laneFoot)
    }
    let bounds = Box(x: 0, y: 0, width: lanes.last?.maxX ?? 0, height: lanes.first?.height ?? 0)
    return LaneLayout(skeleton: skeleton, metrics: metrics, lanes: lanes, cards: [], edges: [], bounds: bounds)
  }

  func arranged(_ geometry: GraphvizGraph.Geometry) throws(DrawingError) -> LaneLayout {
    try check(geometry)
    // Graphviz's coordinates with y turned downwards; moved to the origin once the extent is known.
    let cards = geometry.cards.map { centre in
      Box(
        x: centre.x - metrics.cardWidth / 2,
        y: -centre.y - metrics.cardHeight / 2,
        width: metrics.cardWidth,
        height: metrics.cardHeight
      )
    }
    let edges = edges(geometry, cards: cards)
    // Edges may pass above the first card and below the last; lanes are tall enough for them.
    let extents = edges.compactMap(\.extent)
    let top = min(cards.map(\.y).min() ?? 0, extents.map(\.y).min() ?? .infinity) - metrics.laneHead
    let bottom = max(cards.map(\.maxY).max() ?? 0, extents.map(\.maxY).max() ?? -.infinity) + metrics.laneFoot
    let laneWidth = metrics.cardWidth + 2 * metrics.laneInset
    let left = (geometry.lanes.first ?? 0) - laneWidth / 2

    let lanes = geometry.lanes.map { Box(x: $0 - laneWidth / 2 - left, y: 0, width: laneWidth, height: bottom - top) }
    var bounds = Box(x: 0, y: 0, width: lanes.last?.maxX ?? 0, height: bottom - top)
    for extent in extents {
      bounds = bounds.including(Point(x: extent.x - left, y: extent.y - top))
      bounds = bounds.including(Point(x: extent.maxX - left, y: extent.maxY - top))
    }
    return LaneLayout(
      skeleton: skeleton,
      metrics: metrics,
      lanes: lanes,
      cards: cards.map { Box(x: $0.x - left, y: $0.y - top, width: $0.width, height: $0.height) },
      edges: edges.map { $0.mapped { Point(x: $0.x - left, y: $0.y - top) } },
      bounds: bounds
    )
  }

  private func edges(_ geometry: GraphvizGraph.Geometry, cards: [Box]) -> [EdgePath] {
    var lines = EdgeLines(metrics: metrics)
    let routes = zip(bundles.bundles, geometry.bundles).map { bundle, line in
      line?.map { Point(x: $0.x, y: -$0.y) } ?? lines.sweep(from: cards[bundle.left], to: cards[bundle.right])
    }
    return zip(skeleton.edges, bundles.places).map { edge, place in
      guard let place else { return lines.arc(edge, from: cards[edge.from], to: cards[edge.to]) }
      return lines.strand(
        of: routes[place.bundle],
        position: place.position,
        count: bundles.bundles[place.bundle].count,
        isBackward: skeleton.span(of: edge) < 0,
        isMinor: edge.isMinor
      )
    }
  }

  /// What the picture relies on: finite numbers, one x a lane, lanes from left to right without overlap.
  private func check(_ geometry: GraphvizGraph.Geometry) throws(DrawingError) {
    let isFinite =
      geometry.cards.allSatisfy { $0.x.isFinite && $0.y.isFinite } && geometry.lanes.allSatisfy(\.isFinite)
      && geometry.bundles.allSatisfy { line in (line ?? []).allSatisfy { $0.x.isFinite && $0.y.isFinite } }
    guard isFinite else { throw .layoutFailed("it gave positions that are not numbers") }
    let isAligned = zip(skeleton.cards, geometry.cards).allSatisfy { card, centre in
      abs(centre.x - geometry.lanes[card.lane]) < 1
    }
    let isOrdered = zip(geometry.lanes, geometry.lanes.dropFirst()).allSatisfy { $1 - $0 >= metrics.cardWidth }
    guard isAligned, isOrdered else { throw .layoutFailed("it did not keep the lanes") }
  }
}

extension EdgePath {
  fileprivate func mapped(_ transform: (Point) -> Point) -> EdgePath {
    EdgePath(points: points.map(transform), tip: tip.map(transform))
  }
}
