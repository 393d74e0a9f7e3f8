extension EdgeListGraph {
  /// The number of strongly connected components once a node is gone, by reaching from every node.
  private func strongParts(without removed: Int?) -> Int {
    let nodes = (0..<nodeCount).filter { $0 != removed }
    let reached = nodes.reduce(into: [Int: [Bool]]()) { $0[$1] = naiveReachable(from: [$1], without: removed) }
    return nodes.count { node in
      // The first of its component stands for it.
      !nodes.contains { $0 < node && reached[node]?[$0] == true && reached[$0]?[node] == true }
    }
  }

  /// The strong articulation points, ascending: nodes whose removal leaves more strongly connected components.
  public func naiveStrongArticulationPoints() -> [Int] {
    let whole = strongParts(without: nil)
    return (0..<nodeCount).filter { strongParts(without: $0) > whole }
  }
}
