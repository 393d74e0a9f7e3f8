import SupplyGraph

/// What one failure can reach, as a program: the entities between the failure and the targets in topological order,
/// each with the needs, and each of these with the supplies, that can pass something on.
///
/// What lies outside loses nothing whatever the shares are, so a program made once serves every draw. Leaving out
/// supplies of loss 0 changes no bit of a sum.
///
/// - Complexity: O(E) to build for E supplies downstream of the failure; its own size to run.
struct FailureCone {
  /// Positions of entities by themselves and first members of components, in order.
  private(set) var position: [Int32] = []
  /// The component of each step; −1 for an entity by itself.
  private(set) var component: [Int32] = []
  /// First need of each step, and one more.
  private(set) var needStart: [Int32] = [0]
  private(set) var criticality: [Double] = []
  /// First supply of each need, and one more.
  private(set) var supplyStart: [Int32] = [0]
  /// Compiled supply and position of its supplier.
  private(set) var supply: [Int32] = []
  private(set) var supplier: [Int32] = []
  /// Own loss by position, for the entities hit.
  private(set) var own: [Double]
  /// The run in which a position was last reached.
  private var reached: [UInt32]
  private var run: UInt32 = 1
  private var hits: [Int] = []

  init(entityCount: Int) {
    own = Array(repeating: 0, count: entityCount + 1)
    reached = Array(repeating: 0, count: entityCount + 1)
  }

  /// Whether the failure can reach a position; the one after the last stands for stopped supplies.
  func reaches(_ position: Int) -> Bool { reached[position] == run }

  /// Makes the program for a failure.
  ///
  /// - Parameter isRelevant: by position, whether anybody asks for what lies behind it.
  mutating func build(_ failure: some Sequence<Hit>, _ graph: CompiledGraph, isRelevant: [Bool]) {
    for position in hits { own[position] = 0 }
    hits.removeAll(keepingCapacity: true)
    position.removeAll(keepingCapacity: true)
    component.removeAll(keepingCapacity: true)
    needStart.removeLast(needStart.count - 1)
    criticality.removeAll(keepingCapacity: true)
    supplyStart.removeLast(supplyStart.count - 1)
    supply.removeAll(keepingCapacity: true)
    supplier.removeAll(keepingCapacity: true)
    run &+= 1
    if run == 0 {
      for index in reached.indices { reached[index] = 0 }
      run = 1
    }
    reached[graph.entityCount] = run
    var next = graph.options.blockedSupplies.isEmpty ? graph.entityCount : 0
    for hit in failure {
      let position = graph.position(hit.entity)
      own[position] = max(own[position], min(1, max(0, hit.ownLoss)))
      hits.append(position)
      next = min(next, position)
    }
    for (index, members) in graph.cyclicComponents.enumerated() where members.upperBound > next {
      for position in next..<max(next, members.lowerBound) { add(position, graph, isRelevant) }
      add(members, index: index, graph, isRelevant)
      next = members.upperBound
    }
    for position in next..<max(next, graph.entityCount) { add(position, graph, isRelevant) }
  }

  private mutating func add(_ position: Int, _ graph: CompiledGraph, _ isRelevant: [Bool]) {
    guard isRelevant[position] else { return }
    if own[position] < 1 {
      for need in graph.needs(at: position) {
        let before = supply.count
        for index in graph.supplies(of: need) where reached[Int(graph.supplier[index])] == run {
          supply.append(Int32(truncatingIfNeeded: index))
          supplier.append(graph.supplier[index])
        }
        guard supply.count > before else { continue }
        criticality.append(graph.criticality[need])
        supplyStart.append(Int32(truncatingIfNeeded: supply.count))
      }
    }
    guard own[position] > 0 || criticality.count > Int(needStart[needStart.count - 1]) else { return }
    append(position, component: -1)
  }

  private mutating func add(_ members: Range<Int>, index: Int, _ graph: CompiledGraph, _ isRelevant: [Bool]) {
    guard members.contains(where: { isRelevant[$0] }) else { return }
    let isReached = members.contains { position in
      own[position] > 0
        || graph.needs(at: position).contains { need in
          graph.supplies(of: need).contains { reached[Int(graph.supplier[$0])] == run }
        }
    }
    guard isReached else { return }
    for position in members { reached[position] = run }
    append(members.lowerBound, component: index)
  }

  private mutating func append(_ position: Int, component index: Int) {
    self.position.append(Int32(truncatingIfNeeded: position))
    component.append(Int32(truncatingIfNeeded: index))
    needStart.append(Int32(truncatingIfNeeded: criticality.count))
    reached[position] = run
  }
}
