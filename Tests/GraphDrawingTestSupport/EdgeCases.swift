public import GraphDrawing

/// A small picture with every kind of edge and stripe, and with the given text wherever text can be.
public enum EdgeCases {
  public static func diagram(text: String) throws(DrawingError) -> LaneDiagram {
    let lanes = [0, 0, 0, 0, 1, 1, 1, 3, 3, 4, 4, 4]
    let ends = [
      (0, 4), (0, 4), (0, 4), (1, 4), (2, 5), (3, 6), (4, 7), (5, 8), (7, 9), (8, 10), (6, 11), (0, 10),
      // Within a lane, to itself, and against the stream.
      (0, 1), (0, 3), (2, 1), (9, 11), (9, 11), (5, 5), (9, 4), (10, 0), (7, 5),
    ]
    let skeleton = try LaneSkeleton(
      lanes: (0..<5).map { LaneSkeleton.Lane(id: "lane \($0)") },
      cards: lanes.enumerated().map { LaneSkeleton.Card(id: "card \($0)", lane: $1) },
      edges: ends.enumerated().map { index, ends in
        let share = Double(index % 5 + 1) / 5
        return LaneSkeleton.Edge(id: "edge \(index)", from: ends.0, to: ends.1, share: share, isMinor: index % 6 == 5)
      }
    )
    var paint = RandomDiagrams.paint(of: skeleton, text: text)
    for index in paint.cards.indices where index < 9 { paint.cards[index].stripe = .category(index) }
    paint.legend += (0..<9).map { LegendItem(.stripe(.category($0)), "kind \($0)") }
    paint.legend += EdgePaint.Style.allCases.map { LegendItem(.edge($0), "\($0)") }
    return try LaneDiagram(skeleton: skeleton, paint: paint)
  }
}
