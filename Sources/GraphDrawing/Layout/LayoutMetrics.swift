/// Sizes of cards and lanes, in points (1/72 inch; one SVG user unit).
public struct LayoutMetrics: Sendable, Equatable {
  public var cardWidth: Double
  public var cardHeight: Double
  /// Least gap between two cards of a lane.
  public var cardGap: Double
  /// Gap between two edges that pass a lane side by side.
  public var lineGap: Double
  /// Gap between the cards of neighbouring lanes: the room edges have to fan out.
  public var laneGap: Double
  /// From a lane's border to its cards, at the sides.
  public var laneInset: Double
  /// From a lane's top border to its first card: room for the lane's headings.
  public var laneHead: Double
  /// From the last card to the lane's bottom border.
  public var laneFoot: Double
  /// Length of an arrowhead.
  public var arrowLength: Double

  public init(
    cardWidth: Double = 160,
    cardHeight: Double = 48,
    cardGap: Double = 14,
    lineGap: Double = 4,
    laneGap: Double = 90,
    laneInset: Double = 14,
    laneHead: Double = 58,
    laneFoot: Double = 18,
    arrowLength: Double = 6
  ) {
    self.cardWidth = cardWidth
    self.cardHeight = cardHeight
    self.cardGap = cardGap
    self.lineGap = lineGap
    self.laneGap = laneGap
    self.laneInset = laneInset
    self.laneHead = laneHead
    self.laneFoot = laneFoot
    self.arrowLength = arrowLength
  }

  /// Sizes that Graphviz and the picture can work with.
  var isUsable: Bool {
    let lengths = [cardWidth, cardHeight, laneGap, arrowLength]
    let gaps = [cardGap, lineGap, laneInset, laneHead, laneFoot]
    return lengths.allSatisfy { $0 >= 1 && $0 <= 10_000 } && gaps.allSatisfy { $0 >= 0 && $0 <= 10_000 }
  }
}
