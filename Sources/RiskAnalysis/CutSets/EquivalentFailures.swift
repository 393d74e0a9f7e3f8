import Propagation
import SupplyGraph

/// Entities whose failure has the same effect on everything but themselves.
///
/// Where all that an entity supplies are whole essential needs (criticality 1, share 1), losing it is losing its
/// customers. With one customer it is equivalent to that customer, unless that is a target; with several to every other
/// entity that supplies exactly those in the same way: a hazard, an owner and a place of one plant.
struct EquivalentFailures {
  private var leader: [Int]

  /// - Complexity: O(entities + supplies · log).
  init(_ graph: SupplyGraph, _ question: CutSetQuestion) {
    var customers = [[Int]?](repeating: [], count: graph.entities.count)
    for need in graph.needs where question.options.kinds.contains(need.kind) && need.criticality > 0 {
      for supply in graph.supplies[need.supplies] where supply.share > 0 {
        let isWhole = need.criticality == 1 && supply.share == 1
        let supplier = supply.supplier.position
        if isWhole { customers[supplier]?.append(need.entity.position) } else { customers[supplier] = nil }
      }
    }
    var leader = Array(graph.entities.indices)
    let isTarget = Set(question.targets.map(\.position))
    func root(_ entity: Int) -> Int {
      var entity = entity
      while leader[entity] != entity { entity = leader[entity] }
      return entity
    }
    var changed = true
    var firstWith: [[Int]: Int] = [:]
    // Every round joins at least two classes; a few suffice, as chains are short.
    for _ in 0..<16 where changed {
      changed = false
      firstWith.removeAll(keepingCapacity: true)
      for entity in graph.entities.indices where !isTarget.contains(entity) {
        guard let own = customers[entity], !own.isEmpty else { continue }
        let roots = Set(own.map(root)).sorted()
        let other: Int
        if roots.count == 1, !isTarget.contains(own[0]) {
          other = own[0]
        } else {
          other = firstWith[roots] ?? entity
          firstWith[roots] = other
        }
        let (a, b) = (root(entity), root(other))
        guard a != b else { continue }
        leader[max(a, b)] = min(a, b)
        changed = true
      }
    }
    self.leader = leader.indices.map(root)
  }

  /// The candidates, those with the same effect together, in order of the first of each class.
  func classes(of candidates: [EntityIndex]) -> [[EntityIndex]] {
    var place: [Int: Int] = [:]
    var classes: [[EntityIndex]] = []
    for candidate in candidates {
      let leader = leader[candidate.position]
      if let known = place[leader] {
        classes[known].append(candidate)
      } else {
        place[leader] = classes.count
        classes.append([candidate])
      }
    }
    return classes
  }
}
