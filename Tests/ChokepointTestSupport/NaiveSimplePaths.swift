extension EdgeListGraph {
  /// All simple paths between two nodes with their costs, as lists of edge numbers, by rising cost and then by edges.
  ///
  /// Costs that differ by rounding alone count as equal.
  public func naiveSimplePaths(from start: Int, to end: Int, costs: [Double]) -> [(edges: [Int], cost: Double)] {
    var found: [(edges: [Int], cost: Double)] = []
    func walk(_ node: Int, _ visited: Set<Int>, _ path: [Int]) {
      for (index, edge) in edges.enumerated()
      where edge.source == node && !visited.contains(edge.target) && costs[index].isFinite {
        if edge.target == end {
          found.append((path + [index], (path + [index]).reduce(0) { $0 + costs[$1] }))
        } else {
          walk(edge.target, visited.union([edge.target]), path + [index])
        }
      }
    }
    if start != end { walk(start, [start], []) }
    return found.sorted { a, b in
      abs(a.cost - b.cost) > 1e-9 ? a.cost < b.cost : a.edges.lexicographicallyPrecedes(b.edges)
    }
  }
}
