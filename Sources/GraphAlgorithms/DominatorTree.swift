/// Which nodes lie on every path from the roots to a node.
///
/// u dominates v if every directed path from any root to v runs through u; every reachable node dominates
/// itself. With several roots a virtual root above all of them is the last common dominator.
public struct DominatorTree: Equatable, Sendable {
  /// What stands directly above a node.
  public enum Parent: Equatable, Sendable {
    /// The closest node, other than itself, that every path from the roots runs through.
    case node(Int)
    /// No single node: the node is a root, or paths from the roots share none.
    case virtualRoot
    /// No path from the roots leads to the node.
    case unreachable
  }

  /// In `immediateDominator`: directly below the virtual root.
  public static let virtualRoot: Int32 = -1
  /// In `immediateDominator`: not reachable from the roots.
  public static let unreachable: Int32 = -2

  /// The immediate dominator of every node, or `virtualRoot`, or `unreachable`.
  public let immediateDominator: [Int32]
  /// The reachable nodes, each after its immediate dominator.
  public let preorder: [Int32]

  /// What stands directly above a node.
  ///
  /// - Precondition: `node` exists.
  /// - Complexity: O(1) time and space.
  public func parent(of node: Int) -> Parent {
    switch immediateDominator[node] {
    case Self.virtualRoot: .virtualRoot
    case Self.unreachable: .unreachable
    case let dominator: .node(Int(dominator))
    }
  }

  /// The nodes other than itself that every path from the roots to a node runs through, nearest first.
  ///
  /// - Precondition: `node` exists.
  /// - Complexity: O(depth in the tree) time.
  public func strictDominators(of node: Int) -> [Int32] {
    var chain: [Int32] = []
    var next = immediateDominator[node]
    while next >= 0 {
      chain.append(next)
      next = immediateDominator[Int(next)]
    }
    return chain
  }

  /// For every node the number of other nodes that it dominates: those that no root reaches without it.
  ///
  /// - Complexity: O(n) time and space.
  public func dominatedCounts() -> [Int32] {
    var counts = [Int32](repeating: 0, count: immediateDominator.count)
    for node in preorder.reversed() {
      let dominator = immediateDominator[Int(node)]
      if dominator >= 0 { counts[Int(dominator)] += counts[Int(node)] + 1 }
    }
    return counts
  }
}
