import GraphAlgorithms

extension Resolution {
  /// Gives every entity its tier: known kinds by the vocabulary, others from the graph.
  ///
  /// An entity of unknown kind stands below the lowest known tier it reaches by supplying and above the highest known
  /// tier that reaches it; where both are known, half-way. Where neither is known, it stands by the longest chain of
  /// suppliers behind it, counted from tier 1. One that supplies nothing and only owns others stands with the places.
  ///
  /// - Complexity: O(entities + supplies).
  mutating func assignTiers() {
    var edges: [(source: Int, target: Int)] = []
    var supplies = [Bool](repeating: false, count: entities.count)
    var owns = supplies
    for need in needs where need.kind != .capital {
      for supply in self.supplies[need.supplies] where supply.share > 0 {
        edges.append((source: supply.supplier.position, target: need.entity.position))
        if need.origin == .ownership {
          owns[supply.supplier.position] = true
        } else {
          supplies[supply.supplier.position] = true
        }
      }
    }
    guard let digraph = try? CompactDigraph(nodeCount: entities.count, edges: edges) else { return }
    let components = digraph.stronglyConnectedComponents()
    let known = entities.map(\.kind.tier)
    let suppliers = digraph.reversed()
    // Per component: highest known tier among what feeds it (places say nothing), its depth, and lowest known tier fed.
    var below = [Int](repeating: -1, count: components.count)
    var depth = [Int](repeating: 0, count: components.count)
    var above = [Int](repeating: Int.max, count: components.count)
    for component in 0..<components.count {
      for node in components.members(of: component) {
        for supplier in suppliers.successors(of: Int(node)) {
          let from = Int(components.component[Int(supplier)])
          if entities[Int(supplier)].kind.isPlace { continue }
          if from != component { depth[component] = max(depth[component], depth[from] + 1) }
          below[component] = max(below[component], known[Int(supplier)] ?? (from == component ? -1 : below[from]))
        }
      }
    }
    for component in (0..<components.count).reversed() {
      for node in components.members(of: component) {
        for buyer in digraph.successors(of: Int(node)) {
          let to = Int(components.component[Int(buyer)])
          above[component] = min(above[component], known[Int(buyer)] ?? (to == component ? Int.max : above[to]))
        }
      }
    }
    for position in entities.indices {
      if let tier = known[position] {
        entities[position].tier = tier
        continue
      }
      if owns[position], !supplies[position] {
        entities[position].tier = 0
        continue
      }
      let component = Int(components.component[position])
      switch (below[component], above[component]) {
      case (-1, Int.max): entities[position].tier = 1 + depth[component]
      case (-1, let high): entities[position].tier = max(1, high - 1)
      case (let low, Int.max): entities[position].tier = low + 1
      case (let low, let high): entities[position].tier = max(1, (low + high) / 2)
      }
    }
  }
}
