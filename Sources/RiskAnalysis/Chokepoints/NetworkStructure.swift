import GraphAlgorithms
public import SupplyGraph

/// The shape of the supply network: what everything must pass, what holds it together, who depends on one another.
///
/// Supplies with a positive share count, of all kinds but capital. Sizes of shares do not.
public struct NetworkStructure: Sendable {
  /// What all ways from raw inputs to one target have in common.
  public struct Dominators: Sendable {
    public var target: EntityIndex
    /// Nearest to the target first.
    public var dominators: [EntityIndex]
    /// Whether raw inputs reach the target at all; in or behind a closed loop they do not, and nothing dominates it.
    public var isFed: Bool
  }

  /// In the order of the targets. Only explicit supplies count.
  public let dominators: [Dominators]
  public let cuts: StructuralCuts
  /// Groups of two and more entities that depend on one another in circles, implicit needs included, in entity order.
  public let circles: [[EntityIndex]]
  /// Circles that no raw input reaches, each member fed by others of them.
  public let closedLoops: [[EntityIndex]]
  /// Entities outside such circles that are fed from them alone.
  public let fedByLoopsAlone: [EntityIndex]
  /// Strongly connected components, single entities included.
  public let componentCount: Int

  /// - Complexity: near O(V + E), and O(targets · dominators of each).
  public init(_ graph: SupplyGraph, targets: [EntityIndex]) {
    cuts = StructuralCuts(graph)
    let all = try? graph.dependencyDigraph()
    let explicit = try? graph.dependencyDigraph(where: { !$0.isImplicit })
    let components = all?.stronglyConnectedComponents()
    componentCount = components?.count ?? 0
    circles = components.map(Self.circles) ?? []
    guard let explicit else {
      (dominators, closedLoops, fedByLoopsAlone) = ([], [], [])
      return
    }
    let reversed = explicit.reversed()
    let roots = (0..<explicit.nodeCount).filter { reversed.edges(from: $0).isEmpty }
    guard let tree = try? explicit.dominatorTree(from: roots) else {
      (dominators, closedLoops, fedByLoopsAlone) = ([], [], [])
      return
    }
    dominators = targets.map { target in
      Dominators(
        target: target,
        dominators: tree.strictDominators(of: target.position).map { EntityIndex(rawValue: $0) },
        isFed: tree.parent(of: target.position) != .unreachable)
    }
    func isUnfed(_ entity: EntityIndex) -> Bool { tree.parent(of: entity.position) == .unreachable }
    closedLoops = Self.circles(explicit.stronglyConnectedComponents()).filter { $0.first.map(isUnfed) ?? false }
    let inLoops = Set(closedLoops.joined())
    fedByLoopsAlone = graph.entityIndices.filter { isUnfed($0) && !inLoops.contains($0) }
  }

  private static func circles(_ components: StronglyConnectedComponents) -> [[EntityIndex]] {
    (0..<components.count).map { components.members(of: $0) }.filter { $0.count > 1 }
      .map { $0.map { EntityIndex(rawValue: $0) } }
      .sorted { ($0.first?.rawValue ?? 0) < ($1.first?.rawValue ?? 0) }
  }
}
