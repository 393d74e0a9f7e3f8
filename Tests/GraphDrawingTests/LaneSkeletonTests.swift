import GraphDrawing
import Testing

@Suite("Skeletons are checked")
struct LaneSkeletonTests {
  private let lanes = [LaneSkeleton.Lane(id: "a"), LaneSkeleton.Lane(id: "b")]
  private let cards = [LaneSkeleton.Card(id: "x", lane: 0), LaneSkeleton.Card(id: "y", lane: 1)]

  @Test("Repeated ids are refused, and the message names them")
  func repeatedIds() {
    let twice = LaneSkeleton.Lane(id: "a")
    let error = #expect(throws: DrawingError.self) { try LaneSkeleton(lanes: lanes + [twice], cards: [], edges: []) }
    #expect(error == .invalidSkeleton("the lane id \"a\" occurs twice"))
    let again = LaneSkeleton.Card(id: "x", lane: 1)
    let other = #expect(throws: DrawingError.self) {
      try LaneSkeleton(lanes: lanes, cards: cards + [again], edges: [])
    }
    #expect(other == .invalidSkeleton("the card id \"x\" occurs twice"))
  }

  @Test("Indices out of range are refused", arguments: [-1, 2, Int.max, Int.min])
  func outOfRange(index: Int) {
    #expect(throws: DrawingError.self) {
      try LaneSkeleton(lanes: lanes, cards: [LaneSkeleton.Card(id: "x", lane: index)], edges: [])
    }
    #expect(throws: DrawingError.self) {
      try LaneSkeleton(lanes: lanes, cards: cards, edges: [.init(id: "", from: index, to: 0, share: 1)])
    }
    #expect(throws: DrawingError.self) {
      try LaneSkeleton(lanes: lanes, cards: cards, edges: [.init(id: "", from: 0, to: index, share: 1)])
    }
  }

  @Test(
    "Shares are clamped",
    arguments: [(-1.0, 0.0), (0.25, 0.25), (7, 1), (.nan, 0), (.infinity, 1), (-.infinity, 0)]
  )
  func shares(given: Double, kept: Double) throws {
    let edge = LaneSkeleton.Edge(id: "", from: 0, to: 1, share: given)
    let skeleton = try LaneSkeleton(lanes: lanes, cards: cards, edges: [edge])
    #expect(skeleton.edges[0].share == kept)
  }

  @Test("Paint of other counts is refused")
  func paintCounts() throws {
    let skeleton = try LaneSkeleton(lanes: lanes, cards: cards, edges: [])
    let headings = [LaneHeading(title: "a"), LaneHeading(title: "b")]
    let paints = [CardPaint(name: "x"), CardPaint(name: "y")]
    #expect(throws: Never.self) {
      try LaneDiagram(skeleton: skeleton, paint: LanePaint(title: "", lanes: headings, cards: paints, edges: []))
    }
    for paint in [
      LanePaint(title: "", lanes: [], cards: paints, edges: []),
      LanePaint(title: "", lanes: headings, cards: [], edges: []),
      LanePaint(title: "", lanes: headings, cards: paints, edges: [EdgePaint()]),
    ] {
      #expect(throws: DrawingError.self) { try LaneDiagram(skeleton: skeleton, paint: paint) }
    }
  }
}
