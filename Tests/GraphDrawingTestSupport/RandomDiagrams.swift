public import GraphDrawing

/// Skeletons and paints for property tests.
public enum RandomDiagrams {
  /// A skeleton with any mixture of forward, backward, parallel and in-lane edges, loops, empty lanes and lone cards.
  public static func skeleton(
    using generator: inout SeededGenerator,
    lanes: Int = 5,
    cards: Int = 14,
    edges: Int = 24
  ) throws(DrawingError) -> LaneSkeleton {
    let laneCount = Int.random(in: 1...lanes, using: &generator)
    let cardCount = Int.random(in: 1...cards, using: &generator)
    let edgeCount = Int.random(in: 0...edges, using: &generator)
    return try LaneSkeleton(
      lanes: (0..<laneCount).map { LaneSkeleton.Lane(id: "lane\($0)") },
      cards: (0..<cardCount).map { index in
        LaneSkeleton.Card(id: "card\(index)", lane: Int.random(in: 0..<laneCount, using: &generator))
      },
      edges: (0..<edgeCount).map { index in
        LaneSkeleton.Edge(
          id: "edge\(index)",
          from: Int.random(in: 0..<cardCount, using: &generator),
          to: Int.random(in: 0..<cardCount, using: &generator),
          share: Double.random(in: 0...1, using: &generator),
          isMinor: Bool.random(using: &generator)
        )
      }
    )
  }

  /// A paint in which every text field is the given text.
  public static func paint(of skeleton: LaneSkeleton, text: String) -> LanePaint {
    let styles = EdgePaint.Style.allCases
    return LanePaint(
      title: text,
      subtitle: text,
      summary: text,
      lanes: skeleton.lanes.map { _ in LaneHeading(title: text, subtitle: text) },
      cards: skeleton.cards.indices.map { index in
        CardPaint(
          name: text,
          subtitle: text,
          value: text,
          stripe: [.none, .risk(index % 5), .loss(index % 5), .category(index)][index % 4],
          isEmphasised: index % 3 == 0,
          bar: [nil, Bar(kind: .share, fraction: 0.4), Bar(kind: .left, fraction: 0)][index % 3],
          tooltip: [text, text]
        )
      },
      edges: skeleton.edges.indices.map { EdgePaint(style: styles[$0 % styles.count], tooltip: [text]) },
      legend: [
        LegendItem(.stripe(.risk(2)), text), LegendItem(.stripe(.none), text), LegendItem(.stripe(.category(3)), text),
        LegendItem(.bar(.left), text), LegendItem(.edge(.lost), text), LegendItem(.emphasis(.loss(4)), text),
      ],
      notes: [Note(label: text, text: text), Note(text: text)]
    )
  }

  /// Everything that has broken a drawing program before, in one string.
  public static let hostileText =
    "< & \" ' \\ \u{0} \n \u{FFFE} \u{FFFF} \u{202E}rtl\u{2066} עברית العربية 🏭👩‍🔬 ]]> --> \\N \\G &bogus; &lt; red; : "
    + "</text><script>alert(1)</script> \u{1B}[31m \u{85} \u{2028} e\u{301}\\"
}
