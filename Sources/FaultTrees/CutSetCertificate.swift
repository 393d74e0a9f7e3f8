extension FailurePasses {
  /// Which of some failure sets of one size are minimal cut sets.
  ///
  /// Each takes size + 1 bits: the set itself, which has to fail the top, and the set without each one of its events,
  /// which must not. Smaller parts then do not either, because more failures never mend anything.
  ///
  /// - Parameter sets: the nodes of the sets, one set after another.
  /// - Complexity: (size + 1)·sets/512 passes.
  func certify(_ sets: [Int32], size: Int) -> [Bool] {
    let count = sets.count / size
    let perPass = max(1, Self.width / (size + 1))
    var result = [Bool](repeating: false, count: count)
    guard size < Self.width else { return result }
    for start in stride(from: 0, to: count, by: perPass) {
      let end = min(count, start + perPass)
      let fails = topFails(count: (end - start) * (size + 1), always: EmptyCollection()) { fill in
        for set in start..<end {
          let bit = (set - start) * (size + 1)
          for index in 0..<size {
            let node = sets[set * size + index]
            fill(bit, node)
            for without in 0..<size where without != index { fill(bit + 1 + without, node) }
          }
        }
      }
      for set in start..<end {
        let bit = (set - start) * (size + 1)
        var isMinimal = fails[bit >> 6] >> UInt64(bit & 63) & 1 == 1
        for without in 1...size {
          let index = bit + without
          if fails[index >> 6] >> UInt64(index & 63) & 1 == 1 { isMinimal = false }
        }
        result[set] = isMinimal
      }
    }
    return result
  }
}

extension FaultGraph {
  /// Checks sets one by one: each fails the top, and without any one of its events it does not.
  ///
  /// - Returns: for every set whether it is a minimal cut set.
  /// - Throws: ``FaultGraphError`` where a node does not exist.
  /// - Complexity: O(nodes + members) for each 512/(size + 1) sets.
  public func areMinimalCutSets(_ sets: [[Int]], of top: Int) throws(FaultGraphError) -> [Bool] {
    let faults = try RelevantFaults(self, top: top)
    var position = [Int32](repeating: -1, count: nodeCount)
    for (index, node) in faults.original.enumerated() { position[Int(node)] = Int32(truncatingIfNeeded: index) }
    let passes = FailurePasses(faults)
    var result = [Bool](repeating: false, count: sets.count)
    for size in Set(sets.map(\.count)).sorted() {
      let chosen = sets.indices.filter { sets[$0].count == size }
      var nodes: [Int32] = []
      var kept: [Int] = []
      for index in chosen {
        for node in sets[index] where node < 0 || node >= nodeCount { throw .nodeOutOfRange(node) }
        // An event that cannot matter makes a set larger than need be.
        guard size > 0, Set(sets[index]).count == size, sets[index].allSatisfy({ position[$0] >= 0 }) else { continue }
        nodes += sets[index].map { position[$0] }
        kept.append(index)
      }
      if size == 0 {
        let fails = WorkingState(faults).topHasFailed
        for index in chosen { result[index] = fails }
      } else {
        for (index, isMinimal) in zip(kept, passes.certify(nodes, size: size)) { result[index] = isMinimal }
      }
    }
    return result
  }
}

extension FaultGraph {
  /// How many minimal cut sets a node has of each size, from 0, counted by a decision diagram.
  ///
  /// Another way than the search takes, so that it can show that no set is missing; nil where the diagrams do not fit
  /// the budget.
  ///
  /// - Throws: ``FaultGraphError/nodeOutOfRange(_:)``.
  /// - Complexity: O(budget) space and about as much time.
  public func minimalCutSetCounts(
    of top: Int, candidates: [Int], upTo size: Int, nodeBudget: Int = 1_000_000
  ) throws(FaultGraphError) -> [Int]? {
    let faults = try RelevantFaults(self, top: top)
    var isCandidate = [Bool](repeating: false, count: nodeCount)
    for node in candidates {
      guard node >= 0, node < nodeCount else { throw .nodeOutOfRange(node) }
      isCandidate[node] = true
    }
    let order = faults.eventOrder(faults.original.map { isCandidate[Int($0)] })
    guard order.count <= DecisionDiagram.largestLevelCount else { return nil }
    var levels = [Int32](repeating: -1, count: faults.graph.nodeCount)
    for (level, node) in order.enumerated() { levels[Int(node)] = Int32(truncatingIfNeeded: level) }
    var diagram = DecisionDiagram(levelCount: order.count, budget: nodeBudget)
    var solutions = MinimalSolutions(budget: nodeBudget)
    guard let root = try? diagram.topFunction(of: faults, levels: levels),
      let sets = try? solutions.minimal(root, in: diagram)
    else { return nil }
    return solutions.countsBySize(sets, upTo: max(0, size))
  }
}
