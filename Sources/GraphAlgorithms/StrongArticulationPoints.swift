extension CompactDigraph {
  /// The nodes whose removal leaves their strongly connected component in more than one, ascending.
  ///
  /// With a node s of a component C as root, a node v ≠ s is one if and only if it dominates another node of C on the
  /// ways from s, or on the ways to s; s itself is one if and only if C without s is not strongly connected. All
  /// components are looked at together, each from a root of its own, along the edges inside components. Parallel edges
  /// and self-loops do not matter. Nothing recurses.
  /// Example: of the rings 0 → 1 → 2 → 0 and 2 → 3 → 2 every node but 3 is one; of 0 ⇄ 1 none.
  ///
  /// - Complexity: that of two dominator trees, O(m log n) at worst and near linear in practice; O(n + m) space.
  /// - SeeAlso: Italiano, G. F., Laura, L. and Santaroni, F. (2012), Finding strong bridges and strong articulation
  ///   points in linear time, Theoretical Computer Science 447, 74–84, doi:10.1016/j.tcs.2011.11.011.
  public func strongArticulationPoints() -> [Int32] {
    let components = stronglyConnectedComponents()
    let inner = keepingEdges { components.component[$0] == components.component[$1] }
    let roots = (0..<components.count).compactMap { component -> Int? in
      let members = components.members(of: component)
      return members.count > 1 ? members.first.map { Int($0) } : nil
    }
    var isRoot = [Bool](repeating: false, count: nodeCount)
    for root in roots { isRoot[root] = true }
    var isPoint = [Bool](repeating: false, count: nodeCount)
    for graph in [inner, inner.reversed()] {
      guard let tree = try? graph.dominatorTree(from: roots) else { continue }
      for dominator in tree.immediateDominator where dominator >= 0 && !isRoot[Int(dominator)] {
        isPoint[Int(dominator)] = true
      }
    }
    // Without the roots: a component stays one piece unless its root held it together.
    let rest = inner.keepingEdges { !isRoot[$0] && !isRoot[$1] }.stronglyConnectedComponents()
    for root in roots {
      let others = components.members(of: Int(components.component[root])).filter { Int($0) != root }
      guard let first = others.first else { continue }
      if others.contains(where: { rest.component[Int($0)] != rest.component[Int(first)] }) { isPoint[root] = true }
    }
    return isPoint.indices.filter { isPoint[$0] }.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The graph with the edges (source, target) for which a condition holds, in their order.
  func keepingEdges(_ isKept: (Int, Int) -> Bool) -> CompactDigraph {
    var start: [Int32] = [0]
    var column: [Int32] = []
    start.reserveCapacity(nodeCount + 1)
    column.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      for target in successors(of: node) where isKept(node, Int(target)) { column.append(target) }
      start.append(Int32(truncatingIfNeeded: column.count))
    }
    return CompactDigraph(uncheckedRowStart: start, column: column)
  }
}
