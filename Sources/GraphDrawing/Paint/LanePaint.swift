/// What a lane diagram says: texts, colours and figures over a skeleton.
///
/// All texts are plain: markup in them is shown as it stands.
public struct LanePaint: Sendable, Equatable {
  public var title: String
  public var subtitle: String
  /// The picture in a sentence or two, for those who do not see it.
  public var summary: String
  /// One a lane of the skeleton.
  public var lanes: [LaneHeading]
  /// One a card of the skeleton.
  public var cards: [CardPaint]
  /// One an edge of the skeleton.
  public var edges: [EdgePaint]
  public var legend: [LegendItem]
  /// Paragraphs below the picture: the date of the data, what it cannot tell, what was left out, credits.
  public var notes: [Note]

  public init(
    title: String,
    subtitle: String = "",
    summary: String = "",
    lanes: [LaneHeading],
    cards: [CardPaint],
    edges: [EdgePaint],
    legend: [LegendItem] = [],
    notes: [Note] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.summary = summary
    self.lanes = lanes
    self.cards = cards
    self.edges = edges
    self.legend = legend
    self.notes = notes
  }
}

/// The two lines at the top of a lane.
public struct LaneHeading: Sendable, Equatable {
  public var title: String
  public var subtitle: String

  public init(title: String, subtitle: String = "") {
    self.title = title
    self.subtitle = subtitle
  }
}

/// A paragraph below the picture.
public struct Note: Sendable, Equatable {
  /// What the paragraph is about, in bold before it; may be empty.
  public var label: String
  public var text: String

  public init(label: String = "", text: String) {
    self.label = label
    self.text = text
  }
}
