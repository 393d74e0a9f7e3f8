/// The shape of a lane diagram: what the layout needs, and nothing else.
///
/// Cards stand in lanes, lanes run from left to right, edges join cards. Names, colours and figures are paint
/// (`LanePaint`): one layout of one skeleton serves the baseline and every scenario drawn over it.
public struct LaneSkeleton: Sendable, Equatable {
  /// A column of cards.
  public struct Lane: Sendable, Equatable {
    public var id: String

    public init(id: String) {
      self.id = id
    }
  }

  /// A box in a lane.
  public struct Card: Sendable, Equatable {
    public var id: String
    /// Index into `lanes`.
    public var lane: Int

    public init(id: String, lane: Int) {
      self.id = id
      self.lane = lane
    }
  }

  /// An arrow from a supplier's card to a customer's.
  public struct Edge: Sendable, Equatable {
    /// The caller's name for the edge; need not be unique (an edge is identified by its index) and may be empty.
    public var id: String
    /// Index into `cards` of the supplier.
    public var from: Int
    /// Index into `cards` of the customer.
    public var to: Int
    /// Share of the customer's need, 0…1: heavier edges are thicker, and laid out straighter.
    public var share: Double
    /// Whether this is background, such as the country of a company: thin and without an arrowhead.
    public var isMinor: Bool

    public init(id: String, from: Int, to: Int, share: Double, isMinor: Bool = false) {
      self.id = id
      self.from = from
      self.to = to
      self.share = share
      self.isMinor = isMinor
    }
  }

  /// Lanes from left to right.
  public let lanes: [Lane]
  /// Cards in the caller's order, which decides where the layout has no preference.
  public let cards: [Card]
  public let edges: [Edge]

  /// Checks and stores the shape.
  ///
  /// Shares outside 0…1 are clamped; a share that is not a number counts as 0.
  ///
  /// - Parameters:
  ///   - lanes: Lanes from left to right, with distinct ids.
  ///   - cards: Cards with distinct ids, each in one of the lanes.
  ///   - edges: Edges between the cards. Loops, parallel edges, edges within a lane and edges to the left are allowed.
  /// - Throws: `DrawingError.invalidSkeleton` for a repeated id or an index out of range.
  /// - Complexity: O(lanes + cards + edges) time and space.
  public init(lanes: [Lane], cards: [Card], edges: [Edge]) throws(DrawingError) {
    var seen: Set<String> = []
    for lane in lanes where !seen.insert(lane.id).inserted {
      throw .invalidSkeleton("the lane id \"\(lane.id)\" occurs twice")
    }
    seen.removeAll(keepingCapacity: true)
    for card in cards {
      guard seen.insert(card.id).inserted else { throw .invalidSkeleton("the card id \"\(card.id)\" occurs twice") }
      guard lanes.indices.contains(card.lane) else {
        throw .invalidSkeleton("the card \"\(card.id)\" is in lane \(card.lane) of \(lanes.count)")
      }
    }
    var checked = edges
    for (index, edge) in edges.enumerated() {
      guard cards.indices.contains(edge.from), cards.indices.contains(edge.to) else {
        throw .invalidSkeleton("edge \(index) joins cards \(edge.from) and \(edge.to) of \(cards.count)")
      }
      checked[index].share = edge.share > 0 ? min(edge.share, 1) : 0
    }
    self.lanes = lanes
    self.cards = cards
    self.edges = checked
  }

  /// How many lanes an edge advances: negative to the left, 0 within a lane.
  func span(of edge: Edge) -> Int {
    cards[edge.to].lane - cards[edge.from].lane
  }
}
