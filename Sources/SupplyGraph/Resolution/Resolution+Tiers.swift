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
    var sources: [Int32] = []
    var targets: [Int32] = []
    sources.reserveCapacity(self.supplies.count)
    targets.reserveCapacity(self.supplies.count)
    var supplies = [Bool](repeating: false, count: entities.count)
    var owns = supplies
    needs.withUnsafeBufferPointer { needs in
      self.supplies.withUnsafeBufferPointer { rows in
        for need in needs.indices where needs[need].kind != .capital {
          let isOwnership = needs[need].origin == .ownership
          for supply in needs[need].supplies where rows[supply].share > 0 {
            let supplier = rows[supply].supplier
            sources.append(supplier.rawValue)
            targets.append(needs[need].entity.rawValue)
            if isOwnership { owns[supplier.position] = true } else { supplies[supplier.position] = true }
          }
        }
      }
    }
    guard let digraph = try? CompactDigraph(nodeCount: entities.count, sources: sources, targets: targets) else {
      return
    }
    let components = digraph.stronglyConnectedComponents()
    // A kind that many share is looked up once.
    var tiers: [EntityKind: Int?] = [:]
    var known: [Int?] = []
    var isPlace: [Bool] = []
    known.reserveCapacity(entities.count)
    isPlace.reserveCapacity(entities.count)
    for position in entities.indices {
      let kind = entities[position].kind
      let tier: Int?
      if let found = tiers[kind] { tier = found } else { tier = kind.tier }
      if tiers.count < 1_000 { tiers[kind] = .some(tier) }
      known.append(tier)
      isPlace.append(kind.isPlace)
    }
    let suppliers = digraph.reversed()
    // Per component: highest known tier among what feeds it (places say nothing), its depth, and lowest known tier fed.
    var below = [Int](repeating: -1, count: components.count)
    var depth = [Int](repeating: 0, count: components.count)
    var above = [Int](repeating: Int.max, count: components.count)
    for component in 0..<components.count {
      for node in components.members(of: component) {
        for supplier in suppliers.successors(of: Int(node)) {
          let from = Int(components.component[Int(supplier)])
          if isPlace[Int(supplier)] { continue }
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
