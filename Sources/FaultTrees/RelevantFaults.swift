import GraphAlgorithms

/// The part of a fault graph that can make one node fail, renumbered so that members come before what they fail.
///
/// The nodes of one strongly connected component stand side by side, so a pass reads forwards and repeats only inside
/// cycles. The top is among the nodes of the last component.
struct RelevantFaults {
  let graph: FaultGraph
  /// The node of the whole graph behind each one here.
  let original: [Int32]
  let top: Int
  /// Components with a cycle, in order.
  let cycles: [Range<Int>]

  /// - Complexity: O(nodes + members).
  init(_ whole: FaultGraph, top: Int) throws(FaultGraphError) {
    guard top >= 0, top < whole.nodeCount else { throw .nodeOutOfRange(top) }
    var isRelevant = [Bool](repeating: false, count: whole.nodeCount)
    isRelevant[top] = true
    var queue = [top]
    var next = 0
    while next < queue.count {
      for condition in whole.conditions(of: queue[next]) {
        for member in whole.members(of: condition) where !isRelevant[Int(member)] {
          isRelevant[Int(member)] = true
          queue.append(Int(member))
        }
      }
      next += 1
    }
    queue.sort()
    var dense = [Int32](repeating: -1, count: whole.nodeCount)
    for (index, node) in queue.enumerated() { dense[node] = Int32(truncatingIfNeeded: index) }
    var sources: [Int32] = []
    var targets: [Int32] = []
    for (index, node) in queue.enumerated() {
      for condition in whole.conditions(of: node) {
        for member in whole.members(of: condition) {
          sources.append(dense[Int(member)])
          targets.append(Int32(truncatingIfNeeded: index))
        }
      }
    }
    let components: StronglyConnectedComponents
    let digraph: CompactDigraph
    do {
      digraph = try CompactDigraph(nodeCount: queue.count, sources: sources, targets: targets)
      components = digraph.stronglyConnectedComponents()
    } catch {
      throw .tooLarge
    }
    var position = [Int](repeating: -1, count: whole.nodeCount)
    for (index, node) in components.nodes.enumerated() { position[queue[Int(node)]] = index }
    var builder = FaultGraph.Builder()
    for node in components.nodes {
      _ = builder.addNode()
      for condition in whole.conditions(of: queue[Int(node)]) {
        builder.addCondition(whole.members(of: condition).lazy.map { position[Int($0)] })
      }
    }
    graph = try builder.build()
    original = components.nodes.map { Int32(truncatingIfNeeded: queue[Int($0)]) }
    self.top = position[top]
    cycles = (0..<components.count).compactMap { component in
      let range = Int(components.memberStart[component])..<Int(components.memberStart[component + 1])
      if range.count > 1 { return range }
      let node = Int(components.nodes[range.lowerBound])
      return digraph.successors(of: node).contains(Int32(truncatingIfNeeded: node)) ? range : nil
    }
  }
}
