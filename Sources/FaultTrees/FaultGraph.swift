/// A monotone system of failures over basic events, cycles allowed.
///
/// Every node carries one basic event and any number of **conditions**. A condition holds when all its members have
/// failed; a node fails when its event occurs or one of its conditions holds:
///
///     failed(v) = event(v) ∨ ⋁ over conditions C of v ⋀ over members m of C failed(m)
///
/// The answer is the **least** solution: a node has failed only if a derivation from events says so, and a derivation
/// may not use its own conclusion. Two nodes that carry each other stay up until something outside fails. A fault tree
/// in the usual sense is the special case without cycles.
///
///     var builder = FaultGraph.Builder()
///     let x = builder.addNode(), y = builder.addNode(), top = builder.addNode()
///     builder.addCondition([x, y])                    // of the node added last: top fails when x and y have failed
///     let graph = try builder.build()
///
/// Memory: 4 bytes a node, 4 a condition, 4 a member.
public struct FaultGraph: Sendable, Equatable {
  /// Where the conditions of each node begin; n + 1 values.
  let conditionStart: [Int32]
  /// Where the members of each condition begin; one more than there are conditions.
  let memberStart: [Int32]
  let member: [Int32]

  public var nodeCount: Int { conditionStart.count - 1 }
  public var conditionCount: Int { memberStart.count - 1 }

  func conditions(of node: Int) -> Range<Int> { Int(conditionStart[node])..<Int(conditionStart[node + 1]) }

  func members(of condition: Int) -> ArraySlice<Int32> {
    member[Int(memberStart[condition])..<Int(memberStart[condition + 1])]
  }

  /// Grows a graph node by node.
  public struct Builder {
    private var conditionStart: [Int32] = [0]
    private var memberStart: [Int32] = [0]
    private var member: [Int32] = []
    private var nodeCount = 0
    private var isTooLarge = false

    public init() {}

    /// Adds a node without conditions and returns its number, counted from 0.
    public mutating func addNode() -> Int {
      conditionStart.append(conditionStart[conditionStart.count - 1])
      nodeCount += 1
      return nodeCount - 1
    }

    /// Gives the node that was added last a condition; members may be nodes that are added later.
    ///
    /// A condition without members always holds.
    public mutating func addCondition(_ members: some Sequence<Int>) {
      for node in members {
        guard let index = Int32(exactly: node), member.count < Int(Int32.max) - 1 else {
          isTooLarge = true
          return
        }
        member.append(index)
      }
      memberStart.append(Int32(truncatingIfNeeded: member.count))
      conditionStart[conditionStart.count - 1] = Int32(truncatingIfNeeded: memberStart.count - 1)
    }

    /// The graph.
    ///
    /// - Throws: ``FaultGraphError`` where a member does not exist or a count does not fit 32 bits.
    /// - Complexity: O(members).
    public func build() throws(FaultGraphError) -> FaultGraph {
      guard !isTooLarge, nodeCount < Int(Int32.max), memberStart.count < Int(Int32.max) else { throw .tooLarge }
      for node in member where node < 0 || Int(node) >= nodeCount { throw .memberOutOfRange(Int(node)) }
      return FaultGraph(conditionStart: conditionStart, memberStart: memberStart, member: member)
    }
  }
}

/// Why there is no such graph or no such question.
public enum FaultGraphError: Error, Sendable, Equatable {
  case memberOutOfRange(Int)
  case nodeOutOfRange(Int)
  case tooLarge
  /// The order of cut sets must be 1 at least.
  case orderOutOfRange(Int)
}
