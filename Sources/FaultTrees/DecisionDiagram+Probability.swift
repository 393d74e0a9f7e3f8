extension DecisionDiagram {
  /// The probability of a function when events occur independently.
  ///
  ///     P(node) = p·P(high) + (1 − p)·P(low)
  ///
  /// Nothing is subtracted but p from 1, so small probabilities keep their accuracy.
  ///
  /// - Parameters:
  ///   - nodes: what ``nodes(of:)`` gives for the root.
  ///   - values: room for a value for every node of the store.
  /// - Complexity: O(nodes).
  func probability(of root: Int32, _ nodes: [Int32], _ probability: [Double], _ values: inout [Double]) -> Double {
    if values.count < count { values = [Double](repeating: 0, count: count) }
    values[0] = 0
    values[1] = 1
    for node in nodes {
      let chance = probability[Int(level[Int(node)])]
      values[Int(node)] = chance * values[Int(high[Int(node)])] + (1 - chance) * values[Int(low[Int(node)])]
    }
    return values[Int(root)]
  }
}
