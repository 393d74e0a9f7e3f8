import CGraphviz

/// A skeleton inside Graphviz: built, and read out after the layout. Use within `GraphvizSession.run` only.
///
/// Nodes are called n0, n1, … and have no label; Graphviz measures no text and sees nothing the user wrote.
struct GraphvizGraph {
  /// Positions as Graphviz gives them, y upwards.
  struct Geometry: Sendable {
    /// Centre of every card.
    var cards: [Point]
    /// Centre x of every lane.
    var lanes: [Double]
    /// Lines of the edges that Graphviz routed, from supplier to customer; nil for edges within a lane.
    var edges: [EdgePath?]
  }

  let root: UnsafeMutablePointer<Agraph_t>
  private let cards: [UnsafeMutablePointer<Agnode_t>]
  /// One node a lane that stands in it: its first card, or a placeholder.
  private let laneNodes: [UnsafeMutablePointer<Agnode_t>]
  private let edges: [UnsafeMutablePointer<Agedge_t>?]
  private let isBackward: [Bool]

  init(skeleton: LaneSkeleton, metrics: LayoutMetrics) throws(DrawingError) {
    guard let root = cgv_open("lanes") else { throw .layoutFailed("it could not open a graph") }
    do {
      let attributes = try GraphvizAttributes(root, skeleton: skeleton, metrics: metrics)
      (cards, laneNodes) = try Self.addCards(of: skeleton, to: root, attributes)
      edges = try Self.addEdges(of: skeleton, between: cards, to: root, attributes)
      try Self.orderLanes(of: skeleton, laneNodes, in: root, attributes)
    } catch {
      agclose(root)
      throw error
    }
    isBackward = skeleton.edges.map { skeleton.span(of: $0) < 0 }
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
    func add(_ name: String) throws(DrawingError) -> Node {
      guard let node = cgv_node(root, name) else { throw .layoutFailed("it could not add a card") }
      return node
    }
    var cards: [Node] = []
    cards.reserveCapacity(skeleton.cards.count)
    var laneNodes: [Node?] = Array(repeating: nil, count: skeleton.lanes.count)
    for (index, card) in skeleton.cards.enumerated() {
      let node = try add("n\(index)")
      cards.append(node)
      if laneNodes[card.lane] == nil { laneNodes[card.lane] = node }
    }
    var firstNodes: [Node] = []
    var groups: [Root] = []
    for lane in skeleton.lanes.indices {
      guard let group = cgv_subgraph(root, "l\(lane)") else { throw .layoutFailed("it could not add a lane") }
      attributes.setSameRank(group)
      groups.append(group)
      if let first = laneNodes[lane] {
        firstNodes.append(first)
      } else {
        let placeholder = try add("p\(lane)")
        _ = cgv_add(group, placeholder)
        firstNodes.append(placeholder)
      }
    }
    for (index, card) in skeleton.cards.enumerated() {
      _ = cgv_add(groups[card.lane], cards[index])
    }
    return (cards, firstNodes)
  }

  /// Edges that change lanes, all from left to right: the graph is acyclic and no line has to turn round a card.
  private static func addEdges(
    of skeleton: LaneSkeleton,
    between cards: [Node],
    to root: Root,
    _ attributes: GraphvizAttributes
  ) throws(DrawingError) -> [UnsafeMutablePointer<Agedge_t>?] {
    var edges: [UnsafeMutablePointer<Agedge_t>?] = []
    edges.reserveCapacity(skeleton.edges.count)
    for edge in skeleton.edges {
      let span = skeleton.span(of: edge)
      guard span != 0 else {
        edges.append(nil)
        continue
      }
      let (left, right) = span > 0 ? (edge.from, edge.to) : (edge.to, edge.from)
      guard let added = cgv_edge(root, cards[left], cards[right]) else {
        throw .layoutFailed("it could not add an edge")
      }
      attributes.set(added, share: edge.share, isBackward: span < 0, isMinor: edge.isMinor)
      edges.append(added)
    }
    return edges
  }

  /// Joins neighbouring lanes that no edge joins, so that the lanes keep their order. A lane that edges tie to its
  /// neighbour needs no such helper, and the helper would pull at the cards.
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
      edges: zip(edges, isBackward).map { edge, isBackward in
        edge.flatMap { Self.path(of: $0, isBackward: isBackward) }
      }
    )
  }

  private static func path(of edge: UnsafeMutablePointer<Agedge_t>, isBackward: Bool) -> EdgePath? {
    guard cgv_piece_count(edge) == 1 else { return nil }
    let count = cgv_point_count(edge)
    guard count >= 4, count % 3 == 1 else { return nil }
    var points = (0..<count).map { Point(x: cgv_point_x(edge, $0), y: cgv_point_y(edge, $0)) }
    var tip: Point?
    if isBackward {
      points.reverse()
      if cgv_has_tail_tip(edge) != 0 { tip = Point(x: cgv_tail_tip_x(edge), y: cgv_tail_tip_y(edge)) }
    } else if cgv_has_head_tip(edge) != 0 {
      tip = Point(x: cgv_head_tip_x(edge), y: cgv_head_tip_y(edge))
    }
    return EdgePath(points: points, tip: tip)
  }
}
