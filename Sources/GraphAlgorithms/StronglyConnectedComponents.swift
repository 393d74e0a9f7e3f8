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
    let search = TarjanSearch(nodeCount: nodeCount)
    defer { search.deallocate() }
    let count = withRows { search.run($0) }

    // Tarjan completes a component after all that it leads to, so the numbers are turned round.
    let component = search.component
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
}

/// The depth-first search with low-links.
private struct TarjanSearch {
  /// A node whose edges are still being looked at.
  struct Frame {
    var node: Int
    /// The next position in the columns.
    var next: Int
    /// The smallest number found from the node's subtree, among nodes whose component is not complete.
    var low: Int32
  }

  /// In `found`, of nodes in complete components: so large that it never lowers a low-link.
  static let completed = Int32.max

  /// The component of every node in the order of completion, sinks first.
  let component: ScratchBuffer
  /// The discovery number of every node from 1, 0 = not seen, or `completed`.
  private let found: ScratchBuffer
  /// The nodes seen whose component is not complete.
  private let waiting: ScratchBuffer
  private let frames: UnsafeMutableBufferPointer<Frame>

  init(nodeCount: Int) {
    component = ScratchBuffer(count: nodeCount, filledWith: 0)
    found = ScratchBuffer(count: nodeCount, filledWith: 0)
    waiting = ScratchBuffer(count: nodeCount)
    frames = .allocate(capacity: nodeCount)
  }

  func deallocate() {
    component.deallocate()
    found.deallocate()
    waiting.deallocate()
    frames.deallocate()
  }

  /// Fills `component`; returns the number of components.
  func run(_ rows: RowBuffers) -> Int32 {
    var clock: Int32 = 0
    var waitingCount = 0
    var componentCount: Int32 = 0
    for root in component.indices where found[root] == 0 {
      var depth = 0
      var entering: Int? = root
      while let node = entering {
        clock += 1
        found[node] = clock
        waiting[waitingCount] = Int32(truncatingIfNeeded: node)
        waitingCount += 1
        var frame = Frame(node: node, next: rows.range(node).lowerBound, low: clock)
        entering = nextUnseen(rows, &frame)
        while entering == nil {
          if frame.low == found[frame.node] {
            complete(frame.node, as: componentCount, &waitingCount)
            componentCount += 1
          }
          guard depth > 0 else { break }
          depth -= 1
          let low = frame.low
          frame = frames[depth]
          // The low-link of a child that completed its component is its own number, above its parent's.
          frame.low = min(frame.low, low)
          entering = nextUnseen(rows, &frame)
        }
        if entering != nil {
          frames[depth] = frame
          depth += 1
        }
      }
    }
    return componentCount
  }

  /// Reads on until an edge leads to a node not seen yet; nil when the node is done.
  @inline(__always)
  private func nextUnseen(_ rows: RowBuffers, _ frame: inout Frame) -> Int? {
    let end = rows.range(frame.node).upperBound
    while frame.next < end {
      let target = Int(rows.column[frame.next])
      frame.next += 1
      let seen = found[target]
      if seen == 0 { return target }
      if seen < frame.low { frame.low = seen }
    }
    return nil
  }

  /// Takes a component off the waiting nodes, down to the one that was seen first.
  private func complete(_ first: Int, as number: Int32, _ waitingCount: inout Int) {
    var member: Int
    repeat {
      waitingCount -= 1
      member = Int(waiting[waitingCount])
      found[member] = Self.completed
      component[member] = number
    } while member != first
  }
}
