public import GraphDrawing

/// A made-up accelerator supply chain of twelve lanes in the size of a default picture.
///
/// All figures are illustrative.
public struct SampleNetwork: Sendable {
  public let skeleton: LaneSkeleton
  public let baseline: LaneDiagram
  public let scenario: LaneDiagram

  struct Entry {
    var id: String
    var lane: Int
    var name: String
    var subtitle: String
    var share: Double
    var risk: Int
  }

  public init() throws(DrawingError) {
    let entries = SampleFigures.entries
    var position: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { position[entry.id] = index }
    var edges: [LaneSkeleton.Edge] = []
    for (from, to, share) in SampleFigures.flows {
      guard let from = position[from], let to = position[to] else { throw .invalidSkeleton("\(from) or \(to)") }
      let isMinor = entries[from].lane <= 1
      edges.append(LaneSkeleton.Edge(id: "s\(edges.count)", from: from, to: to, share: share, isMinor: isMinor))
    }
    let skeleton = try LaneSkeleton(
      lanes: SampleFigures.lanes.map { LaneSkeleton.Lane(id: $0.id) },
      cards: entries.map { LaneSkeleton.Card(id: $0.id, lane: $0.lane) },
      edges: edges
    )
    self.skeleton = skeleton
    baseline = try LaneDiagram(skeleton: skeleton, paint: Self.riskPaint(skeleton))
    scenario = try LaneDiagram(skeleton: skeleton, paint: Self.lossPaint(skeleton))
  }

  private static let headings = SampleFigures.lanes.map { LaneHeading(title: $0.title, subtitle: $0.subtitle) }

  private static let notes = [
    Note(
      label: "Data as of",
      text: "1 July 2025; \(SampleFigures.entries.count) entities, \(SampleFigures.flows.count) supplies."
    ),
    Note(
      label: "What this cannot tell you",
      text: "Shares are of revenue or capacity, not of physical units. Stocks, contracts and the time a second source "
        + "needs to qualify are not in the picture. A supply that nobody published is missing, which makes every "
        + "dependence look smaller than it is."
    ),
    Note(label: "Left out", text: "38 supplies below 2 % of the customer’s need."),
  ]

  private static func riskPaint(_ skeleton: LaneSkeleton) -> LanePaint {
    let entries = SampleFigures.entries
    return LanePaint(
      title: "AI accelerator supply chain — risk by stage",
      subtitle: "Stripe and number: risk score. Bar: world market share. Edge width: share of the customer’s need; "
        + "strong colour: at least 90 % from a supplier with risk 80 or more. Illustrative figures.",
      summary:
        "Twelve stages from hazards and countries to AI labs. The highest risks are Taiwan, ASML, TSMC and CoWoS.",
      lanes: headings,
      cards: entries.map { entry in
        CardPaint(
          name: entry.name,
          subtitle: entry.subtitle,
          value: "\(entry.risk)",
          stripe: .risk(entry.risk / 20),
          bar: Bar(kind: .share, fraction: entry.share),
          tooltip: ["market share \(Int(entry.share * 100)) %", "risk \(entry.risk) of 100", "source: illustration"]
        )
      },
      edges: skeleton.edges.map { edge in
        let isCritical = !edge.isMinor && edge.share >= 0.9 && entries[edge.from].risk >= 80
        return EdgePaint(
          style: isCritical ? .critical : edge.isMinor ? .minor : .normal,
          tooltip: ["\(Int((edge.share * 100).rounded())) % of the need"]
        )
      },
      legend: [
        LegendItem(.stripe(.risk(0)), "risk 0–19"), LegendItem(.stripe(.risk(1)), "20–39"),
        LegendItem(.stripe(.risk(2)), "40–59"), LegendItem(.stripe(.risk(3)), "60–79"),
        LegendItem(.stripe(.risk(4)), "80–100"), LegendItem(.bar(.share), "market share"),
        LegendItem(.edge(.normal), "supply"), LegendItem(.edge(.critical), "hardly replaceable supply"),
        LegendItem(.edge(.minor), "location, hazard"),
      ],
      notes: notes
    )
  }

  private static func lossPaint(_ skeleton: LaneSkeleton) -> LanePaint {
    let losses = losses(skeleton)
    func step(_ loss: Double) -> Int {
      loss < 0.01 ? 0 : loss < 0.2 ? 1 : loss < 0.4 ? 2 : loss < 0.5 ? 3 : 4
    }
    return LanePaint(
      title: "AI accelerator supply chain — scenario “Taiwan −60 %”",
      subtitle:
        "Stripe, number and border: loss of deliverable volume against the baseline. Bar: volume left. Dashed: the "
        + "supplier lost at least half. Illustrative figures.",
      summary:
        "Taiwan loses 60 percent of its output; most accelerators, servers and clouds lose about half of theirs.",
      lanes: headings,
      cards: zip(SampleFigures.entries, losses).map { entry, loss in
        CardPaint(
          name: entry.name,
          subtitle: entry.subtitle,
          value: loss < 0.01 ? "±0" : "−\(Int((loss * 100).rounded())) %",
          stripe: .loss(step(loss)),
          isEmphasised: loss >= 0.5,
          bar: Bar(kind: .left, fraction: 1 - loss),
          tooltip: ["volume left \(Int(((1 - loss) * 100).rounded())) %"]
        )
      },
      edges: skeleton.edges.map { edge in
        let loss = losses[edge.from]
        return EdgePaint(style: loss >= 0.5 ? .lost : loss >= 0.01 ? .slightlyLost : .pale)
      },
      legend: [
        LegendItem(.stripe(.loss(0)), "no loss"), LegendItem(.stripe(.loss(1)), "under 20 %"),
        LegendItem(.stripe(.loss(2)), "20–40 %"), LegendItem(.stripe(.loss(3)), "40–50 %"),
        LegendItem(.stripe(.loss(4)), "50 % and more"), LegendItem(.emphasis(.loss(4)), "lost half or more"),
        LegendItem(.bar(.left), "volume left"), LegendItem(.edge(.lost), "supplier lost half or more"),
        LegendItem(.edge(.slightlyLost), "supplier lost less"), LegendItem(.edge(.pale), "untouched"),
      ],
      notes: notes
    )
  }

  /// A crude cascade for show: a card loses the largest share-weighted loss of its suppliers; repeated to a fixed point.
  private static func losses(_ skeleton: LaneSkeleton) -> [Double] {
    var losses = SampleFigures.entries.map { $0.id == "tw" ? 0.6 : 0 }
    for _ in skeleton.lanes {
      for edge in skeleton.edges where losses[edge.from] * edge.share > losses[edge.to] {
        losses[edge.to] = losses[edge.from] * edge.share
      }
    }
    return losses
  }
}
