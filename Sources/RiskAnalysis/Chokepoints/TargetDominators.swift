import GraphAlgorithms
import SupplyGraph

/// Which entities every path from raw inputs to a target runs through.
///
/// Raw inputs are entities without explicit needs of the kinds looked at. Only explicit supplies count: places would
/// give every plant a path of its own. A closed loop that no raw input reaches has no dominators.
struct TargetDominators {
  private var targetsByDominator: [Int32: [EntityIndex]] = [:]

  /// - Complexity: near O(V + E).
  init(_ graph: SupplyGraph, targets: [EntityIndex], kinds: Set<NeedKind>) {
    guard let digraph = try? graph.dependencyDigraph(kinds: kinds, where: { !$0.isImplicit }) else { return }
    let reversed = digraph.reversed()
    let roots = (0..<digraph.nodeCount).filter { reversed.edges(from: $0).isEmpty }
    guard let tree = try? digraph.dominatorTree(from: roots) else { return }
    for target in targets {
      for dominator in tree.strictDominators(of: target.position) {
        targetsByDominator[dominator, default: []].append(target)
      }
    }
  }

  func dominated(by entity: EntityIndex) -> [EntityIndex] { targetsByDominator[entity.rawValue] ?? [] }
}
