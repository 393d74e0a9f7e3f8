/// A path that visits no node twice.
public struct SimplePath: Equatable, Sendable {
  /// Its edges from the first to the last, as positions in ``CompactDigraph/column``.
  public var edges: [Int32]
  /// The sum of their costs.
  public var cost: Double

  public init(edges: [Int32], cost: Double) {
    self.edges = edges
    self.cost = cost
  }
}

/// The cheapest simple paths between two nodes.
public struct SimplePathSearch: Equatable, Sendable {
  /// By rising cost; equal costs by edge positions, the first edge first.
  public var paths: [SimplePath]
  /// Whether there are no cheaper ones, nor more where fewer than asked for were found.
  public var isComplete: Bool
}

extension CompactDigraph {
  /// Costs that differ by no more than this (relative above 1) are equal.
  public static let costTie = 1e-12
  /// How many paths beyond the number asked for are looked at, to choose among equals by order.
  static let tiesLookedAt = 256

  /// The `count` cheapest simple paths from one node to another.
  ///
  /// Yen's method in Lawler's form: the paths not yet listed are split by where they leave the listed ones, and each
  /// part gives its cheapest path. Each search knows from every node the cheapest way to the end in the whole graph, a
  /// bound that holds whatever a part leaves out, so it looks at little more than the path it finds. Parallel edges make
  /// different paths.
  /// Example: edges 0 → 1, 0 → 2, 1 → 2, 2 → 3 with costs 1, 3, 1, 1: 0-1-2-3 at 3, then 0-2-3 at 4.
  ///
  /// - Parameter costs: at least 0, by edge; infinite for an edge that is not to be used.
  /// - Parameter workLimit: edges looked at before the search gives up with what it has.
  /// - Throws: `GraphError` if a node does not exist or the costs are not one an edge.
  /// - Complexity: O(k · d · m log n) time for k paths of d edges at worst, near O(m log n) in practice; O(n + m + k d²)
  ///   space.
  /// - SeeAlso: Yen, J. Y. (1971), Finding the K shortest loopless paths in a network, Management Science 17(11),
  ///   712–716, doi:10.1287/mnsc.17.11.712; Lawler, E. L. (1972), Management Science 18(7), 401–405,
  ///   doi:10.1287/mnsc.18.7.401.
  public func shortestSimplePaths(
    from start: Int, to end: Int, count: Int, costs: [Double], workLimit: Int = 50_000_000
  ) throws(GraphError) -> SimplePathSearch {
    try check([start, end])
    guard costs.count == edgeCount else {
      throw .unequalEndpointCounts(sources: costs.count, targets: edgeCount)
    }
    guard start != end, count > 0 else { return SimplePathSearch(paths: [], isComplete: true) }
    var search = DeviationSearch(self, costs: costs, from: start, to: end, workLimit: workLimit)
    var found: [SimplePath] = []
    var isComplete = true
    while found.count < count + Self.tiesLookedAt {
      guard let path = search.next() else {
        isComplete = !search.gaveUp
        break
      }
      if found.count >= count, !Self.areTied(found[count - 1].cost, path.cost) { break }
      found.append(path)
    }
    // The paths asked for are certain even if the search gave up among their equals.
    if found.count >= count { isComplete = true }
    return SimplePathSearch(paths: Array(Self.orderingTies(found).prefix(count)), isComplete: isComplete)
  }

  private static func areTied(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= costTie * max(1, abs(a)) }

  /// Paths by rising cost, and by their edges among equals.
  private static func orderingTies(_ paths: [SimplePath]) -> [SimplePath] {
    let sorted = paths.sorted { $0.cost < $1.cost }
    var result: [SimplePath] = []
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, areTied(sorted[first].cost, sorted[end].cost) { end += 1 }
      result += sorted[first..<end].sorted { $0.edges.lexicographicallyPrecedes($1.edges) }
      first = end
    }
    return result
  }
}

/// The parts into which the paths not yet listed fall, each with its cheapest path.
private struct DeviationSearch {
  /// Paths that begin with `path.edges[..<prefix]` and then take none of `banned`.
  struct Part {
    var path: SimplePath
    var prefix: Int
    var banned: [Int32]
  }

  private let graph: CompactDigraph
  private let costs: [Double]
  private let start: Int
  private var search: GuidedSearch
  private var parts = MinimumHeap<Part>()
  /// The part whose path was given last; it is split when another path is wanted.
  private var last: Part?
  /// Whether a part was not looked at to its end, so that the next path is not certain.
  var gaveUp: Bool { search.isExhausted }

  init(_ graph: CompactDigraph, costs: [Double], from start: Int, to end: Int, workLimit: Int) {
    self.graph = graph
    self.costs = costs
    self.start = start
    search = GuidedSearch(graph, costs: costs, to: end, workLimit: workLimit)
    if let edges = search.cheapest(from: start, banned: []) { add(edges, prefix: 0, banned: []) }
  }

  /// The cheapest path not given yet; nil if there is none, or the search gave up.
  mutating func next() -> SimplePath? {
    if let last { split(last) }
    last = nil
    guard !gaveUp, let part = parts.pop() else { return nil }
    last = part
    return part.path
  }

  /// Looks for the cheapest paths that leave a path at each of its nodes.
  private mutating func split(_ part: Part) {
    let edges = part.path.edges
    search.openAll()
    var node = start
    for position in edges.indices {
      if position >= part.prefix {
        let banned = (position == part.prefix ? part.banned : []) + [edges[position]]
        if let rest = search.cheapest(from: node, banned: banned) {
          add(edges[..<position] + rest, prefix: position, banned: banned)
        }
        if gaveUp { return }
      }
      search.close(node)
      node = Int(graph.column[Int(edges[position])])
    }
  }

  private mutating func add(_ edges: some Collection<Int32>, prefix: Int, banned: [Int32]) {
    let cost = edges.reduce(0) { $0 + costs[Int($1)] }
    search.count(edges.count)
    parts.push(cost, Part(path: SimplePath(edges: Array(edges), cost: cost), prefix: prefix, banned: banned))
  }
}

/// Cheapest ways to one end around closed nodes, guided by the cheapest ways without any.
private struct GuidedSearch {
  private let graph: CompactDigraph
  private let costs: [Double]
  private let end: Int
  /// Cost from every node to the end in the whole graph; infinite where there is no way.
  private let toEnd: [Double]
  private var reached: [Double]
  private var arrival: [Int32]
  private var origin: [Int32]
  /// Nodes whose entries are not those of the present search carry another number.
  private var stamp: [Int]
  private var number = 0
  private var closed: [Int]
  private var closing = 1
  private var workLeft: Int
  private var queue = MinimumHeap<Int32>()

  var isExhausted: Bool { workLeft <= 0 }

  init(_ graph: CompactDigraph, costs: [Double], to end: Int, workLimit: Int) {
    self.graph = graph
    self.costs = costs
    self.end = end
    workLeft = max(1, workLimit)
    toEnd = Self.costs(to: end, graph, costs)
    reached = Array(repeating: 0, count: graph.nodeCount)
    arrival = Array(repeating: -1, count: graph.nodeCount)
    origin = arrival
    stamp = Array(repeating: 0, count: graph.nodeCount)
    closed = stamp
  }

  /// Dijkstra's method on the reversed graph.
  private static func costs(to end: Int, _ graph: CompactDigraph, _ costs: [Double]) -> [Double] {
    let (reversed, order) = graph.reversedWithEdgeOrder()
    var result = [Double](repeating: .infinity, count: graph.nodeCount)
    var queue = MinimumHeap<Int32>()
    result[end] = 0
    queue.push(0, Int32(truncatingIfNeeded: end))
    while let (cost, node) = queue.popWithKey() {
      guard cost <= result[Int(node)] else { continue }
      for edge in reversed.edges(from: Int(node)) {
        let next = Int(reversed.column[edge])
        let total = cost + costs[Int(order[edge])]
        guard total < result[next] else { continue }
        result[next] = total
        queue.push(total, Int32(truncatingIfNeeded: next))
      }
    }
    return result
  }

  mutating func openAll() { closing += 1 }

  mutating func close(_ node: Int) { closed[node] = closing }

  /// Adds to the work done.
  mutating func count(_ work: Int) { workLeft -= work }

  /// The edges of the cheapest way from a node to the end that visits no closed node and begins with no banned edge.
  mutating func cheapest(from start: Int, banned: [Int32]) -> [Int32]? {
    guard toEnd[start].isFinite else { return nil }
    queue.removeAll()
    number += 1
    reach(start, cost: 0, by: -1, from: -1)
    while let (key, node) = queue.popWithKey() {
      let node = Int(node)
      if node == end { return edges(backFrom: node) }
      let cost = reached[node]
      guard key <= cost + toEnd[node] else { continue }
      let edges = graph.edges(from: node)
      workLeft -= edges.count + 1
      guard workLeft > 0 else { return nil }
      for edge in edges {
        let next = Int(graph.column[edge])
        let total = cost + costs[edge]
        guard closed[next] != closing, (total + toEnd[next]).isFinite, next != start else { continue }
        if stamp[next] == number, reached[next] <= total { continue }
        if node == start, banned.contains(Int32(truncatingIfNeeded: edge)) { continue }
        reach(next, cost: total, by: Int32(truncatingIfNeeded: edge), from: node)
      }
    }
    return nil
  }

  private mutating func reach(_ node: Int, cost: Double, by edge: Int32, from: Int) {
    stamp[node] = number
    reached[node] = cost
    arrival[node] = edge
    origin[node] = Int32(truncatingIfNeeded: from)
    queue.push(cost + toEnd[node], Int32(truncatingIfNeeded: node))
  }

  private func edges(backFrom end: Int) -> [Int32] {
    var result: [Int32] = []
    var node = end
    while arrival[node] >= 0 {
      result.append(arrival[node])
      node = Int(origin[node])
    }
    return result.reversed()
  }
}
