import GraphAlgorithms

/// Loops whose members make all that they need of some essential input themselves.
///
/// Goods that such a loop loses come back from nowhere. A set S is closed if each member has a need with
/// c · Σ w over suppliers in S ≥ 0.999; the largest one is found by striking out who has none. Its strongly connected
/// parts with more than one member are the loops. One cycle of gain Π c·w ≥ 0.999, which `validate` warns of as
/// `essential-loop`, is the simplest case; A ← ½B + ½C, B ← A, C ← A is another that no single cycle shows.
///
/// - Complexity: O(rounds · supplies), rounds at most the number of entities.
enum ClosedLoops {
  static let gain = 0.999

  /// The loops as ascending positions.
  static func find(_ rows: SimulationRows) -> [[Int32]] {
    var isMember = [Bool](repeating: true, count: rows.entityCount)
    var changed = true
    while changed {
      changed = false
      for position in 0..<rows.entityCount where isMember[position] {
        if !rows.needs(position).contains(where: { isClosed($0, rows, isMember) }) {
          isMember[position] = false
          changed = true
        }
      }
    }
    var sources: [Int32] = []
    var targets: [Int32] = []
    for position in 0..<rows.entityCount where isMember[position] {
      for need in rows.needs(position) where isClosed(need, rows, isMember) {
        for supply in rows.supplies(need) where rows.weight[supply] > 0 && isMember[Int(rows.supplier[supply])] {
          sources.append(rows.supplier[supply])
          targets.append(Int32(truncatingIfNeeded: position))
        }
      }
    }
    guard !sources.isEmpty,
      let graph = try? CompactDigraph(nodeCount: rows.entityCount, sources: sources, targets: targets)
    else { return [] }
    let components = graph.stronglyConnectedComponents()
    return (0..<components.count).compactMap { component in
      let members = components.members(of: component)
      return members.count > 1 ? Array(members) : nil
    }
  }

  private static func isClosed(_ need: Int, _ rows: SimulationRows, _ isMember: [Bool]) -> Bool {
    var inside = 0.0
    for supply in rows.supplies(need) where isMember[Int(rows.supplier[supply])] { inside += rows.weight[supply] }
    return rows.criticality[need] * inside >= gain
  }
}
