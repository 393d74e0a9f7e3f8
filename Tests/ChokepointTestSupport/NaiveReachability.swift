extension EdgeListGraph {
  /// Which nodes a directed path leads to from any start, by following all edges until nothing changes.
  ///
  /// A node can be taken out of the graph first.
  public func naiveReachable(from starts: [Int], without removed: Int? = nil) -> [Bool] {
    var reached = Array(repeating: false, count: nodeCount)
    for start in starts where start != removed { reached[start] = true }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for edge in edges where reached[edge.source] && !reached[edge.target] && edge.target != removed {
        reached[edge.target] = true
        hasChanged = true
      }
    }
    return reached
  }

  /// For every node those in its strongly connected component, by mutual reachability.
  public func naiveStrongComponents() -> [[Int]] {
    let reach = (0..<nodeCount).map { naiveReachable(from: [$0]) }
    return (0..<nodeCount).map { node in (0..<nodeCount).filter { reach[node][$0] && reach[$0][node] } }
  }

  /// Whether some node reaches itself by one edge or more.
  public var naiveHasCycle: Bool {
    edges.contains { naiveReachable(from: [$0.target])[$0.source] }
  }
}
