import Diagnostics
import GraphAlgorithms

extension Resolution {
  /// Ownership has no cycles: an entity cannot own itself through others.
  ///
  /// - Complexity: O(entities + owners).
  mutating func checkOwnershipCycles() {
    var edges: [(source: Int, target: Int)] = []
    for position in entities.indices {
      for owner in entities[position].owners { edges.append((source: owner.owner.position, target: position)) }
    }
    guard !edges.isEmpty else { return }
    guard let digraph = try? CompactDigraph(nodeCount: entities.count, edges: edges) else { return }
    let components = digraph.stronglyConnectedComponents()
    for component in 0..<components.count {
      let members = components.members(of: component)
      guard members.count > 1, let first = members.first else { continue }
      let names = members.map { "'\(entities[Int($0)].id)'" }.joined(separator: ", ")
      let row = document.entities[rowOfEntity[Int(first)]]
      findings.add(
        "ownership-cycle", at: row.owners.first?.owner.spot ?? row.id.spot, "\(names) own each other in a circle")
    }
  }
}
