/// The strongly connected components of a graph, numbered so that edges never lead to a smaller number.
///
/// Two nodes are in one component if each reaches the other. The components are in **topological order**:
/// for every edge u → v, `component[u]` ≤ `component[v]`. Read u → v as "u before v" (v depends on u), then
/// what a component depends on has smaller numbers.
public struct StronglyConnectedComponents: Equatable, Sendable {
  /// The component of every node.
  public let component: [Int32]
  /// Where each component begins in `nodes`; `count` + 1 values.
  public let memberStart: [Int32]
  /// All nodes, component after component, ascending within one.
  public let nodes: [Int32]

  /// The number of components.
  public var count: Int { memberStart.count - 1 }

  /// The nodes of a component, ascending.
  ///
  /// - Precondition: `component` is in `0 ..< count`.
  /// - Complexity: O(1) time and space.
  public func members(of component: Int) -> ArraySlice<Int32> {
    nodes[Int(memberStart[component])..<Int(memberStart[component + 1])]
  }
}

extension CompactDigraph {
  /// The strongly connected components in topological order, dependencies first.
  ///
  /// Tarjan's algorithm with an explicit stack, so depth is limited by memory alone.
  /// Example: edges (0, 1), (1, 0), (2, 0) give the components {2}, {0, 1}.
  ///
  /// - Complexity: O(n + m) time, O(n) space.
  /// - SeeAlso: Tarjan, R. (1972), Depth-first search and linear graph algorithms, SIAM Journal on
  ///   Computing 1(2), 146–160, doi:10.1137/0201010.
  public func stronglyConnectedComponents() -> StronglyConnectedComponents {
    let component = ScratchBuffer(count: nodeCount, filledWith: 0)
    defer { component.deallocate() }
    let count = withRows { Self.assignComponents($0, nodeCount: nodeCount, to: component) }

    // Tarjan completes a component after all that it leads to.
    let start = ScratchBuffer(count: Int(count) + 1, filledWith: 0)
    let nodes = ScratchBuffer(count: nodeCount)
    defer {
      start.deallocate()
      nodes.deallocate()
    }
    for node in 0..<nodeCount {
      component[node] = count - 1 - component[node]
      start[Int(component[node])] += 1
    }
    Self.accumulate(start)
    for node in (0..<nodeCount).reversed() {
      let own = Int(component[node])
      start[own] -= 1
      nodes[Int(start[own])] = Int32(truncatingIfNeeded: node)
    }
    return StronglyConnectedComponents(
      component: Array(component), memberStart: Array(start), nodes: Array(nodes))
  }

  /// Numbers components in the order in which they complete, sinks first; returns how many there are.
  private static func assignComponents(
    _ rows: RowBuffers, nodeCount: Int, to component: ScratchBuffer
  ) -> Int32 {
    /// The state of a node whose edges are still being looked at.
    struct Frame {
      var node: Int32
      var next: Int32
      var low: Int32
    }
    // Discovery number from 1; 0 = not seen. A completed node gets the largest number, so that edges to it
    // never lower a low-link and no separate mark for "on the stack" is needed.
    let completed = Int32.max
    let found = ScratchBuffer(count: nodeCount, filledWith: 0)
    let waiting = ScratchBuffer(count: nodeCount)
    let frames = UnsafeMutableBufferPointer<Frame>.allocate(capacity: nodeCount)
    defer {
      found.deallocate()
      waiting.deallocate()
      frames.deallocate()
    }
    var clock: Int32 = 0
    var waitingCount = 0
    var componentCount: Int32 = 0

    for root in 0..<nodeCount where found[root] == 0 {
      var depth = 0
      var entering = root
      while true {
        clock += 1
        found[entering] = clock
        waiting[waitingCount] = Int32(truncatingIfNeeded: entering)
        waitingCount += 1
        var frame = Frame(node: Int32(truncatingIfNeeded: entering), next: rows.start[entering], low: clock)

        var child = -1
        scan: while true {
          let end = rows.start[Int(frame.node) + 1]
          while frame.next < end {
            let target = Int(rows.column[Int(frame.next)])
            frame.next += 1
            let seen = found[target]
            if seen == 0 {
              child = target
              break scan
            }
            if seen < frame.low { frame.low = seen }
          }
          let node = Int(frame.node)
          if frame.low == found[node] {
            var member: Int
            repeat {
              waitingCount -= 1
              member = Int(waiting[waitingCount])
              found[member] = completed
              component[member] = componentCount
            } while member != node
            componentCount += 1
          }
          guard depth > 0 else { break }
          depth -= 1
          let low = frame.low
          frame = frames[depth]
          // A completed child's low-link is its own number, which is above its parent's.
          if low < frame.low { frame.low = low }
        }
        guard child >= 0 else { break }
        frames[depth] = frame
        depth += 1
        entering = child
      }
    }
    return componentCount
  }
}
