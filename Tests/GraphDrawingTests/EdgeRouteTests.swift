import GraphDrawingTestSupport
import Testing

@testable import GraphDrawing

@Suite("Edge routes")
struct EdgeRouteTests {
  private static func samples(_ points: [Point]) -> [Point] {
    stride(from: 0, to: points.count - 1, by: 3).flatMap { start in
      (0...40).map { step in
        var row = Array(points[start...start + 3])
        let t = Double(step) / 40
        while row.count > 1 {
          row = zip(row, row.dropFirst()).map { Point(x: $0.x + ($1.x - $0.x) * t, y: $0.y + ($1.y - $0.y) * t) }
        }
        return row[0]
      }
    }
  }

  @Test("In the sample no edge runs through a card")
  func clearOfCards() throws {
    let layout = try LaneLayoutEngine.layout(SampleNetwork().skeleton)
    for (index, path) in layout.edges.enumerated() {
      for point in Self.samples(path.points) {
        for (card, box) in layout.cards.enumerated()
        where point.x > box.x + 1 && point.x < box.maxX - 1 && point.y > box.y + 1 && point.y < box.maxY - 1 {
          let edge = layout.skeleton.edges[index]
          Issue.record("edge \(edge.from)→\(edge.to) runs through card \(card) at \(point)")
        }
      }
    }
  }

  @Test("An edge that Graphviz lost is drawn all the same")
  func lostEdge() throws {
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "a"), .init(id: "b")],
      cards: [.init(id: "x", lane: 0), .init(id: "y", lane: 1)],
      edges: [.init(id: "", from: 0, to: 1, share: 1), .init(id: "", from: 1, to: 0, share: 1)]
    )
    let arrangement = LaneArrangement(
      skeleton: skeleton, bundles: EdgeBundles(skeleton), metrics: LayoutMetrics())
    let layout = try arrangement.arranged(
      GraphvizGraph.Geometry(cards: [Point(x: 0, y: 0), Point(x: 250, y: 90)], lanes: [0, 250], bundles: [nil]))
    checkLayout(layout)
    #expect(layout.edges.allSatisfy { $0.points.count == 4 })
  }

  @Test(
    "Positions that make no picture are refused",
    arguments: [
      ([Point(x: .nan, y: 0), Point(x: 250, y: 0)], [0.0, 250]),
      ([Point(x: 0, y: 0), Point(x: 250, y: .infinity)], [0, 250]),
      ([Point(x: 0, y: 0), Point(x: 200, y: 0)], [0, 250]), ([Point(x: 0, y: 0), Point(x: 0, y: 90)], [0, 0]),
      ([Point(x: 250, y: 0), Point(x: 0, y: 0)], [250, 0]),
    ]
  )
  func nonsense(cards: [Point], lanes: [Double]) throws {
    let skeleton = try LaneSkeleton(
      lanes: [.init(id: "a"), .init(id: "b")],
      cards: [.init(id: "x", lane: 0), .init(id: "y", lane: 1)],
      edges: []
    )
    let arrangement = LaneArrangement(
      skeleton: skeleton, bundles: EdgeBundles(skeleton), metrics: LayoutMetrics())
    #expect(throws: DrawingError.self) {
      try arrangement.arranged(GraphvizGraph.Geometry(cards: cards, lanes: lanes, bundles: []))
    }
  }
}
