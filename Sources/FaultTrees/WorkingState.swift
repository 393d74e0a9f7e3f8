/// Which nodes have failed under a failure set that grows and shrinks one event at a time.
///
/// Every condition counts the members that still work. Failing an event fails what follows from it; undoing takes
/// exactly that back. Both cost no more than the consequences.
final class WorkingState {
  let faults: RelevantFaults
  private let uses: ConditionUses
  private let failed: UnsafeMutableBufferPointer<Bool>
  private let working: UnsafeMutableBufferPointer<Int32>
  /// Nodes in the order in which they failed.
  private var trail: [Int32] = []
  /// Elementary steps so far.
  private(set) var work = 0
  private let mark: UnsafeMutableBufferPointer<Int32>
  private var round: Int32 = 0

  init(_ faults: RelevantFaults) {
    self.faults = faults
    let graph = faults.graph
    uses = ConditionUses(graph)
    failed = .allocate(capacity: graph.nodeCount)
    failed.initialize(repeating: false)
    working = .allocate(capacity: graph.conditionCount)
    for condition in 0..<graph.conditionCount {
      working.initializeElement(at: condition, to: Int32(truncatingIfNeeded: graph.members(of: condition).count))
    }
    mark = .allocate(capacity: graph.nodeCount)
    mark.initialize(repeating: 0)
    for node in 0..<graph.nodeCount where !failed[node] {
      if graph.conditions(of: node).contains(where: { graph.members(of: $0).isEmpty }) {
        _ = fail(Int32(truncatingIfNeeded: node))
      }
    }
  }

  deinit {
    failed.deallocate()
    working.deallocate()
    mark.deallocate()
  }

  var topHasFailed: Bool { failed[faults.top] }

  /// Lets an event occur; returns what ``undo(to:)`` needs to take it back.
  func fail(_ node: Int32) -> Int {
    let before = trail.count
    guard !failed[Int(node)] else { return before }
    failed[Int(node)] = true
    trail.append(node)
    var next = before
    while next < trail.count {
      let start = Int(uses.start[Int(trail[next])])
      let end = Int(uses.start[Int(trail[next]) + 1])
      work += end - start + 1
      for index in start..<end {
        let condition = Int(uses.condition[index])
        working[condition] -= 1
        let owner = uses.node[condition]
        if working[condition] == 0, !failed[Int(owner)] {
          failed[Int(owner)] = true
          trail.append(owner)
        }
      }
      next += 1
    }
    return before
  }

  func undo(to length: Int) {
    while trail.count > length {
      let node = Int(trail.removeLast())
      failed[node] = false
      for index in Int(uses.start[node])..<Int(uses.start[node + 1]) { working[Int(uses.condition[index])] += 1 }
    }
  }

  /// Nodes that keep the top up whatever else fails: for each of them, every condition has a member among them.
  ///
  /// Cycles may carry themselves here: what works is the greatest solution, what fails the least. So every failure set
  /// that fails the top contains one of these nodes.
  ///
  /// - Parameter prefers: which of the members that work to rely on, where none is relied on already.
  /// - Precondition: the top works.
  /// - Complexity: O(members of the nodes returned).
  func certificate(_ nodes: inout [Int32], prefers: (Int32) -> Bool) {
    round &+= 1
    nodes.removeAll(keepingCapacity: true)
    nodes.append(Int32(truncatingIfNeeded: faults.top))
    mark[faults.top] = round
    let graph = faults.graph
    var next = 0
    while next < nodes.count {
      let node = Int(nodes[next])
      next += 1
      for condition in graph.conditions(of: node) {
        var chosen: Int32 = -1
        var isPreferred = false
        for index in Int(graph.memberStart[condition])..<Int(graph.memberStart[condition + 1]) {
          let member = graph.member[index]
          work += 1
          if failed[Int(member)] { continue }
          if mark[Int(member)] == round {
            chosen = -1
            break
          }
          if chosen < 0 || (!isPreferred && prefers(member)) {
            chosen = member
            isPreferred = prefers(member)
          }
        }
        if chosen >= 0 {
          mark[Int(chosen)] = round
          nodes.append(chosen)
        }
      }
    }
  }

  /// Whether a node is in the certificate found last.
  func isInCertificate(_ node: Int32) -> Bool { mark[Int(node)] == round }
}
