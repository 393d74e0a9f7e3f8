import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("Layout")
struct LayoutTests {
  /// Two cards in one or two lanes with up to two edges for every ordered pair: everything small there is.
  @Test("Holds for all tiny skeletons")
  func allTiny() throws {
    for lanes in [[0, 0], [0, 1], [1, 0], [1, 1]] {
      for code in 0..<81 {
        var rest = code
        var edges: [LaneSkeleton.Edge] = []
        for (from, to) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
          for copy in 0..<(rest % 3) {
            edges.append(.init(id: "", from: from, to: to, share: 0.5, isMinor: copy == 1))
          }
          rest /= 3
        }
        let skeleton = try LaneSkeleton(
          lanes: [.init(id: "l"), .init(id: "r")],
          cards: [.init(id: "a", lane: lanes[0]), .init(id: "b", lane: lanes[1])],
          edges: edges
        )
        checkLayout(try LaneLayoutEngine.layout(skeleton))
      }
    }
  }

  @Test("Holds for random skeletons, twice the same", arguments: 0..<60)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let skeleton = try RandomDiagrams.skeleton(using: &generator)
    let layout = try LaneLayoutEngine.layout(skeleton)
    checkLayout(layout)
    #expect(try LaneLayoutEngine.layout(skeleton) == layout)
  }

  @Test("Holds for the sample network")
  func sample() throws {
    let layout = try LaneLayoutEngine.layout(SampleNetwork().skeleton)
    checkLayout(layout)
    #expect(layout.bounds.height < 2000, "seven cards a lane on average fit a screen or two")
  }

  @Test("Nothing, empty lanes and one card")
  func degenerate() throws {
    let nothing = try LaneLayoutEngine.layout(LaneSkeleton(lanes: [], cards: [], edges: []))
    #expect(nothing.bounds == Box(x: 0, y: 0, width: 0, height: 0))
    let empty = try LaneLayoutEngine.layout(
      LaneSkeleton(lanes: [.init(id: "a"), .init(id: "b")], cards: [], edges: []))
    checkLayout(empty)
    #expect(empty.lanes.count == 2 && empty.bounds.width == empty.lanes[1].maxX)
    let one = try LaneLayoutEngine.layout(
      LaneSkeleton(
        lanes: [.init(id: "a"), .init(id: "b"), .init(id: "c")],
        cards: [.init(id: "x", lane: 1)],
        edges: []
      )
    )
    checkLayout(one)
  }

  @Test("Lanes keep their order when no edge says so, or edges say otherwise")
  func laneOrder() throws {
    let lanes = (0..<6).map { LaneSkeleton.Lane(id: "\($0)") }
    let cards = [5, 2, 0, 3, 2].enumerated().map { LaneSkeleton.Card(id: "c\($0)", lane: $1) }
    for edges in [[], [(0, 1)], [(0, 2), (0, 3), (1, 2)], [(2, 0), (4, 0)]] as [[(Int, Int)]] {
      let skeleton = try LaneSkeleton(
        lanes: lanes,
        cards: cards,
        edges: edges.map { .init(id: "", from: $0, to: $1, share: 1) }
      )
      checkLayout(try LaneLayoutEngine.layout(skeleton))
    }
  }

  @Test("No edge lies on another between the same cards", arguments: [0, 1], [2, 5, 40])
  func parallel(lane: Int, count: Int) throws {
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "a"), .init(id: "b")],
      cards: [.init(id: "x", lane: 0), .init(id: "y", lane: lane)],
      edges: (0..<count).map { .init(id: "\($0)", from: $0 % 2, to: 1 - $0 % 2, share: 1, isMinor: true) }
    )
    let layout = try LaneLayoutEngine.layout(skeleton)
    checkLayout(layout)
    guard lane == 1 else {
      #expect(layout.edges[0] != layout.edges[1])
      return
    }
    let heights = layout.edges.compactMap { $0.points.first?.y }
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("Bundles join what runs between two cards, whatever its direction")
  func bundles() throws {
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "a"), .init(id: "b")],
      cards: [.init(id: "x", lane: 0), .init(id: "y", lane: 1), .init(id: "z", lane: 1)],
      edges: [
        .init(id: "", from: 1, to: 0, share: 0.2, isMinor: true), .init(id: "", from: 1, to: 2, share: 1),
        .init(id: "", from: 0, to: 1, share: 0.7), .init(id: "", from: 0, to: 2, share: 0.1, isMinor: true),
      ]
    )
    let bundles = EdgeBundles(skeleton)
    #expect(
      bundles.bundles == [
        .init(left: 0, right: 1, share: 0.7, isMinor: false, count: 2),
        .init(left: 0, right: 2, share: 0.1, isMinor: true, count: 1),
      ])
    #expect(
      bundles.places == [
        .init(bundle: 0, position: 0), nil, .init(bundle: 0, position: 1), .init(bundle: 1, position: 0),
      ])
  }

  @Test("A line's extent is that of its points, and no more", arguments: 0..<20)
  func extent(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = (0..<7).map { _ in
      Point(x: Double.random(in: -9...9, using: &generator), y: Double.random(in: -9...9, using: &generator))
    }
    let extent = try #require(EdgePath(points: points, tip: nil).extent)
    // De Casteljau's construction, finely sampled.
    var samples: [Point] = []
    for piece in [points[0...3], points[3...6]] {
      for step in 0...2000 {
        let t = Double(step) / 2000
        var row = Array(piece)
        while row.count > 1 {
          row = zip(row, row.dropFirst()).map { Point(x: $0.x + ($1.x - $0.x) * t, y: $0.y + ($1.y - $0.y) * t) }
        }
        samples += row
      }
    }
    for (value, expected) in [
      (extent.x, samples.map(\.x).min()), (extent.maxX, samples.map(\.x).max()), (extent.y, samples.map(\.y).min()),
      (extent.maxY, samples.map(\.y).max()),
    ] {
      #expect(abs(value - (expected ?? .nan)) < 1e-4)
    }
  }

  @Test("Ids never matter: Graphviz does not see them")
  func hostileIds() throws {
    let plain = try SampleNetwork().skeleton
    let hostile = try LaneSkeleton(
      lanes: plain.lanes.enumerated().map { .init(id: "\($0)\(RandomDiagrams.hostileText)") },
      cards: plain.cards.enumerated().map { .init(id: "\($0)\(RandomDiagrams.hostileText)", lane: $1.lane) },
      edges: plain.edges.map { edge in
        var edge = edge
        edge.id = RandomDiagrams.hostileText
        return edge
      }
    )
    let first = try LaneLayoutEngine.layout(plain)
    let second = try LaneLayoutEngine.layout(hostile)
    #expect(first.cards == second.cards)
    #expect(first.lanes == second.lanes)
    #expect(first.edges == second.edges)
  }

  @Test("Eight tasks at once get what one gets alone")
  func concurrent() async throws {
    let sample = try SampleNetwork()
    let alone = try LaneSVGWriter.svg(sample.baseline, layout: LaneLayoutEngine.layout(sample.skeleton))
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try LaneSVGWriter.svg(sample.baseline, layout: LaneLayoutEngine.layout(sample.skeleton))
        }
      }
      for try await svg in group { #expect(svg == alone) }
    }
  }

  @Test("Above the limits the picture is refused before Graphviz sees it")
  func limits() throws {
    let lanes = (0..<14).map { LaneSkeleton.Lane(id: "\($0)") }
    func skeleton(cards: Int, edges: Int, span: Int) throws -> LaneSkeleton {
      try LaneSkeleton(
        lanes: lanes,
        cards: (0..<cards).map { .init(id: "\($0)", lane: $0 % 14) },
        edges: (0..<edges).map { _ in .init(id: "", from: 0, to: span, share: 0.5) }
      )
    }
    let limits = LayoutLimits()
    for (cards, edges, span, quantity) in [
      (limits.cards + 1, 0, 1, "cards"), (20, limits.edges + 1, 1, "edges"),
      (20, limits.laneSteps / 13 + 1, 13, "lane crossings"),
    ] {
      let error = #expect(throws: DrawingError.self) {
        try LaneLayoutEngine.layout(skeleton(cards: cards, edges: edges, span: span))
      }
      guard case .tooLarge(let what, let count, let limit) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(what == quantity && count > limit)
      #expect("\(DrawingError.tooLarge(quantity: what, count: count, limit: limit))".contains(String(count)))
    }
    let tight = LayoutLimits(cards: 1, edges: 1, laneSteps: 1)
    #expect(throws: DrawingError.tooLarge(quantity: "lanes", count: 14, limit: 1)) {
      try LaneLayoutEngine.layout(skeleton(cards: 1, edges: 0, span: 0), limits: tight)
    }
  }

  @Test("Useless sizes are refused", arguments: [0, -1, 1e9, .nan, .infinity])
  func metrics(size: Double) throws {
    let skeleton = try LaneSkeleton(lanes: [.init(id: "a")], cards: [.init(id: "x", lane: 0)], edges: [])
    #expect(throws: DrawingError.self) {
      try LaneLayoutEngine.layout(skeleton, metrics: LayoutMetrics(cardWidth: size))
    }
    #expect(throws: DrawingError.self) {
      try LaneLayoutEngine.layout(skeleton, metrics: LayoutMetrics(laneGap: size))
    }
  }
}
