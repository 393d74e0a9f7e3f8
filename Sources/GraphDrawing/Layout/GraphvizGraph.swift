import CGraphviz

/// A skeleton inside Graphviz: built, and read out after the layout.
///
/// Use within `GraphvizSession.run` only. Nodes have neither names nor labels; Graphviz measures no text and sees nothing
/// the user wrote.
struct GraphvizGraph {
  /// Positions as Graphviz gives them, y upwards.
  struct Geometry: Sendable {
    /// Centre of every card.
    var cards: [Point]
    /// Centre x of every lane.
    var lanes: [Double]
    /// Control points of every bundle's line, from left to right; nil where Graphviz drew none.
    var bundles: [[Point]?]
  }

  let root: UnsafeMutablePointer<Agraph_t>
  private let cards: [UnsafeMutablePointer<Agnode_t>]
  /// One node a lane that stands in it: its first card, or a placeholder.
  private let laneNodes: [UnsafeMutablePointer<Agnode_t>]
  private let edges: [UnsafeMutablePointer<Agedge_t>]

  init(skeleton: LaneSkeleton, bundles: EdgeBundles, metrics: LayoutMetrics) throws(DrawingError) {
    guard let root = cgv_open() else { throw .layoutFailed("it could not open a graph") }
    do {
      let attributes = try GraphvizAttributes(root, skeleton: skeleton, metrics: metrics)
      (cards, laneNodes) = try Self.addCards(of: skeleton, to: root, attributes)
      edges = try Self.addEdges(bundles, between: cards, to: root, attributes)
      try Self.orderLanes(of: skeleton, laneNodes, in: root, attributes)
    } catch {
      agclose(root)
      throw error
    }
    self.root = root
  }

  func close() {
    agclose(root)
  }

  private typealias Node = UnsafeMutablePointer<Agnode_t>
  private typealias Root = UnsafeMutablePointer<Agraph_t>

  /// Nodes in the caller's order first, then one group of equal rank a lane.
  private static func addCards(
    of skeleton: LaneSkeleton,
    to root: Root,
    _ attributes: GraphvizAttributes
  ) throws(DrawingError) -> (cards: [Node], laneNodes: [Node]) {
    func add() throws(DrawingError) -> Node {
      guard let node = cgv_node(root) else { throw .layoutFailed("it could not add a card") }
      return node
    }
    var cards: [Node] = []
    cards.reserveCapacity(skeleton.cards.count)
    var firstCards: [Node?] = Array(repeating: nil, count: skeleton.lanes.count)
    for card in skeleton.cards {
      let node = try add()
      cards.append(node)
      if firstCards[card.lane] == nil { firstCards[card.lane] = node }
    }
    var laneNodes: [Node] = []
    var groups: [Root] = []
    for first in firstCards {
      guard let group = cgv_subgraph(root) else { throw .layoutFailed("it could not add a lane") }
      attributes.setSameRank(group)
      groups.append(group)
      let node = if let first { first } else { try add() }
      _ = cgv_add(group, node)
      laneNodes.append(node)
    }
    for (index, card) in skeleton.cards.enumerated() {
      _ = cgv_add(groups[card.lane], cards[index])
    }
    return (cards, laneNodes)
  }

  private static func addEdges(
    _ bundles: EdgeBundles,
    between cards: [Node],
    to root: Root,
    _ attributes: GraphvizAttributes
  ) throws(DrawingError) -> [UnsafeMutablePointer<Agedge_t>] {
    var edges: [UnsafeMutablePointer<Agedge_t>] = []
    edges.reserveCapacity(bundles.bundles.count)
    for bundle in bundles.bundles {
      guard let edge = cgv_edge(root, cards[bundle.left], cards[bundle.right]) else {
        throw .layoutFailed("it could not add an edge")
      }
      attributes.setWeight(of: edge, share: bundle.share, isMinor: bundle.isMinor)
      edges.append(edge)
    }
    return edges
  }

  /// Joins neighbouring lanes that no edge joins, so that the lanes keep their order.
  ///
  /// A lane that edges tie to its neighbour needs no such helper, and the helper would pull at the cards.
  private static func orderLanes(
    of skeleton: LaneSkeleton,
    _ laneNodes: [Node],
    in root: Root,
    _ attributes: GraphvizAttributes
  ) throws(DrawingError) {
    var isJoined = Array(repeating: false, count: skeleton.lanes.count)
    for edge in skeleton.edges where abs(skeleton.span(of: edge)) == 1 {
      isJoined[min(skeleton.cards[edge.from].lane, skeleton.cards[edge.to].lane)] = true
    }
    for (lane, node) in laneNodes.enumerated().dropLast() where !isJoined[lane] {
      guard let helper = cgv_edge(root, node, laneNodes[lane + 1]) else {
        throw .layoutFailed("it could not order the lanes")
      }
      attributes.setHelper(helper)
    }
  }

  /// Copies the positions out; call between layout and `freeLayout`.
  func readGeometry() -> Geometry {
    Geometry(
      cards: cards.map { Point(x: cgv_node_x($0), y: cgv_node_y($0)) },
      lanes: laneNodes.map { cgv_node_x($0) },
      bundles: edges.map(Self.line)
    )
  }

  private static func line(of edge: UnsafeMutablePointer<Agedge_t>) -> [Point]? {
    guard cgv_piece_count(edge) == 1 else { return nil }
    let count = cgv_point_count(edge)
    guard count >= 4, count % 3 == 1 else { return nil }
    return (0..<count).map { Point(x: cgv_point_x(edge, $0), y: cgv_point_y(edge, $0)) }
  }
}
