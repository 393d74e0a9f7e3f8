extension EdgeListGraph {
  /// The number of connected parts, edges taken without direction, once a node or an edge is gone.
  private func parts(withoutNode removedNode: Int? = nil, withoutEdge removedEdge: Int? = nil) -> Int {
    var label = Array(0..<nodeCount)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, edge) in edges.enumerated()
      where index != removedEdge && edge.source != removedNode && edge.target != removedNode {
        let least = min(label[edge.source], label[edge.target])
        if label[edge.source] != least || label[edge.target] != least {
          label[edge.source] = least
          label[edge.target] = least
          hasChanged = true
        }
      }
    }
    return (0..<nodeCount).count { $0 != removedNode && label[$0] == $0 }
  }

  /// The articulation points, ascending, by removing every node in turn.
  public func naiveArticulationPoints() -> [Int] {
    let whole = parts()
    return (0..<nodeCount).filter { node in
      // A lone node takes its own part with it.
      parts(withoutNode: node) > whole
    }
  }

  /// The bridges with their ends ascending, by removing every edge in turn.
  public func naiveBridges() -> [[Int]] {
    let whole = parts()
    return edges.indices.filter { parts(withoutEdge: $0) > whole }
      .map { [min(edges[$0].source, edges[$0].target), max(edges[$0].source, edges[$0].target)] }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }
}
