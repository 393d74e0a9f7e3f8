extension DecisionDiagram {
  /// The function "the top fails" of the events that have a level.
  ///
  /// Members come before what they fail; in a cycle the functions start as "never" and are replaced until none
  /// changes, at most once for each node of the cycle and once more. That is the least solution.
  ///
  /// - Parameter levels: the level of every relevant node's event; −1 for events that never occur.
  mutating func topFunction(of faults: RelevantFaults, levels: [Int32]) throws(OverBudget) -> Int32 {
    var function = [Int32](repeating: 0, count: faults.graph.nodeCount)
    var position = 0
    for cycle in faults.cycles {
      for node in position..<cycle.lowerBound { function[node] = try image(of: node, faults, levels, function) }
      var changed = true
      while changed {
        changed = false
        for node in cycle {
          let next = try image(of: node, faults, levels, function)
          if next != function[node] {
            function[node] = next
            changed = true
          }
        }
      }
      position = cycle.upperBound
    }
    for node in position..<faults.graph.nodeCount { function[node] = try image(of: node, faults, levels, function) }
    return function[faults.top]
  }

  private mutating func image(
    of node: Int, _ faults: RelevantFaults, _ levels: [Int32], _ function: [Int32]
  ) throws(OverBudget) -> Int32 {
    var result = levels[node] < 0 ? 0 : try variable(Int(levels[node]))
    for condition in faults.graph.conditions(of: node) {
      var all: Int32 = 1
      for member in faults.graph.members(of: condition) { all = try and(all, function[Int(member)]) }
      result = try or(result, all)
    }
    return result
  }

  /// The function "all events of some set have occurred".
  mutating func union(of sets: some Sequence<[Int32]>) throws(OverBudget) -> Int32 {
    var result: Int32 = 0
    for set in sets {
      var all: Int32 = 1
      for level in set.sorted(by: >) { all = try node(level, high: all, low: 0) }
      result = try or(result, all)
    }
    return result
  }
}

extension RelevantFaults {
  /// The chosen events in the order in which a walk from the top meets them: what belongs together stays together.
  func eventOrder(_ isChosen: [Bool]) -> [Int32] {
    var isSeen = [Bool](repeating: false, count: graph.nodeCount)
    var order: [Int32] = []
    var stack = [Int32(truncatingIfNeeded: top)]
    while let node = stack.popLast() {
      if isSeen[Int(node)] { continue }
      isSeen[Int(node)] = true
      if isChosen[Int(node)] { order.append(node) }
      for condition in graph.conditions(of: Int(node)).reversed() {
        for member in graph.members(of: condition).reversed() where !isSeen[Int(member)] { stack.append(member) }
      }
    }
    return order
  }
}
