extension CompactDigraph {
  /// The nodes component after component, those of a large component in an order in which few edges lead back.
  ///
  /// Whoever sweeps a component again and again until nothing changes needs about as many sweeps as edges lead back on
  /// one path. Small components keep their ascending order. For a large one that order is compared with the reverse
  /// postorder of a depth-first search inside it, from its smallest node, and the one with fewer edges back is taken
  /// (ascending where they are equal). In a ring whose edges lead from each node to the one before, 1 edge leads back
  /// instead of all but one.
  ///
  /// - Parameter limit: components up to this many nodes keep their order.
  /// - Complexity: O(n + m) time, O(n) space.
  public func sweepOrder(_ components: StronglyConnectedComponents, above limit: Int) -> [Int32] {
    var nodes = components.nodes
    // By node; components have no node in common, so both lists serve all of them.
    var next: [Int32] = []
    var place: [Int32] = []
    for component in 0..<components.count {
      let range = Int(components.memberStart[component])..<Int(components.memberStart[component + 1])
      guard range.count > max(1, limit) else { continue }
      if next.isEmpty {
        next = [Int32](repeating: -1, count: nodeCount)
        place = next
      }
      let members = Array(components.nodes[range])
      let order = reversePostorder(from: members[0], components, members.count, &next)
      if edgesBack(order, components, &place) < edgesBack(members, components, &place) {
        nodes.replaceSubrange(range, with: order)
      }
    }
    return nodes
  }

  /// The nodes of a component in the reverse order in which a depth-first search leaves them.
  private func reversePostorder(
    from root: Int32, _ components: StronglyConnectedComponents, _ count: Int, _ next: inout [Int32]
  ) -> [Int32] {
    let component = components.component[Int(root)]
    var stack = [root]
    var left: [Int32] = []
    left.reserveCapacity(count)
    next[Int(root)] = rowStart[Int(root)]
    while let node = stack.last {
      let end = rowStart[Int(node) + 1]
      var entered = false
      while next[Int(node)] < end {
        let target = column[Int(next[Int(node)])]
        next[Int(node)] += 1
        if next[Int(target)] < 0, components.component[Int(target)] == component {
          next[Int(target)] = rowStart[Int(target)]
          stack.append(target)
          entered = true
          break
        }
      }
      if !entered {
        left.append(node)
        stack.removeLast()
      }
    }
    return left.reversed()
  }

  /// Edges inside a component that lead from a node to one not behind it in an order.
  private func edgesBack(
    _ order: [Int32], _ components: StronglyConnectedComponents, _ place: inout [Int32]
  ) -> Int {
    guard let component = order.first.map({ components.component[Int($0)] }) else { return 0 }
    for (index, node) in order.enumerated() { place[Int(node)] = Int32(truncatingIfNeeded: index) }
    var count = 0
    for node in order {
      for target in successors(of: Int(node)) where components.component[Int(target)] == component {
        if place[Int(target)] <= place[Int(node)] { count += 1 }
      }
    }
    return count
  }
}
