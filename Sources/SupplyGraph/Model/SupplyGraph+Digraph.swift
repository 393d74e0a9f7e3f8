public import GraphAlgorithms

extension SupplyGraph {
  /// The dependency graph: an edge from every supplier with a positive share to its buyer, for needs of these kinds.
  ///
  /// Node v is the entity at position v; edges stand in the order of suppliers, then of supplies. "u → v" reads
  /// "u comes before v".
  ///
  /// - Parameter includingPossible: whether a supply counts whose share is 0 but whose range reaches above it.
  /// - Complexity: O(entities + supplies) time and space.
  /// - Throws: `GraphError` where a count does not fit 32 bits.
  public func dependencyDigraph(
    kinds: Set<NeedKind> = [.flow, .upkeep, .licence], includingPossible: Bool = false,
    where include: (Need) -> Bool = { _ in true }
  ) throws(GraphError) -> CompactDigraph {
    var sources: [Int32] = []
    var targets: [Int32] = []
    for need in needs where kinds.contains(need.kind) && include(need) {
      for supply in supplies[need.supplies] where supply.share > 0 || includingPossible && supply.isPossible {
        sources.append(supply.supplier.rawValue)
        targets.append(need.entity.rawValue)
      }
    }
    return try CompactDigraph(nodeCount: entities.count, sources: sources, targets: targets)
  }
}

extension Supply {
  /// Whether its share, whatever is recorded, may be above 0.
  public var isPossible: Bool { share > 0 || (high ?? 0) > 0 }
}
