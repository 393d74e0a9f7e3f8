/// How likely the top of a fault graph fails when events occur independently.
public struct FailureProbability: Sendable, Equatable {
  /// Where a number comes from and to which side it may err.
  public enum Method: Sendable, Equatable {
    /// A decision diagram of the whole function: exact up to rounding.
    case exact
    /// From cut sets up to an order. `lower` leaves out larger sets; `upper` counts every occurrence of more events
    /// than the order as a failure.
    case bounds
  }

  public var method: Method
  /// The exact value, or the lower bound.
  public var value: Double
  public var lower: Double
  public var upper: Double
  /// In the order of the events; with bounds it looks at the cut sets counted in `lower` alone.
  public var importance: [EventImportance]
  /// Whether events of probability 0 were left out because the diagram would have been too large with them.
  public var omitsImpossibleEvents: Bool
}

extension FaultGraph {
  /// The probability that a node fails, with the importance of every event.
  ///
  /// Tries a decision diagram of the whole function, first of all events, then of those with a probability above 0.
  /// Where neither fits the budget, minimal cut sets up to an order give bounds (`init(boundsFrom:_:nodeBudget:)`).
  ///
  /// Assumption: events are independent. Bias: what fails together for a cause that is no event here makes the answer
  /// too low for sets of two and more.
  ///
  /// Example: top ← x ∧ y with probabilities 0.1 and 0.2: P = 0.02, Birnbaum of x 0.2, RAW of x 10, RRW infinite.
  ///
  /// - Parameters:
  ///   - probabilities: node and probability of each event, 0…1; other events never occur.
  ///   - cutSets: what the bounds may use.
  ///   - nodeBudget: nodes of all diagrams together.
  /// - Throws: ``FaultGraphError/nodeOutOfRange(_:)``.
  /// - Complexity: O(budget) space; time O(budget) for the diagram and O(events · its nodes) for importance.
  public func failureProbability(
    of top: Int, _ probabilities: [(node: Int, probability: Double)], cutSets: MinimalCutSets,
    nodeBudget: Int = 1_000_000
  ) throws(FaultGraphError) -> FailureProbability {
    for event in probabilities where event.node < 0 || event.node >= nodeCount { throw .nodeOutOfRange(event.node) }
    let faults = try RelevantFaults(self, top: top)
    for omits in [false, true] {
      let events = omits ? probabilities.filter { $0.probability > 0 } : probabilities
      if omits, events.count == probabilities.count { break }
      if let exact = exactProbability(faults, events, nodeBudget) {
        return FailureProbability(
          method: .exact, value: exact.value, lower: exact.value, upper: exact.value, importance: exact.importance,
          omitsImpossibleEvents: omits)
      }
    }
    return FailureProbability(boundsFrom: cutSets, probabilities, nodeBudget: nodeBudget)
  }

  private func exactProbability(
    _ faults: RelevantFaults, _ events: [(node: Int, probability: Double)], _ nodeBudget: Int
  ) -> (value: Double, importance: [EventImportance])? {
    var position = [Int: Int](minimumCapacity: faults.original.count)
    for (index, node) in faults.original.enumerated() { position[Int(node)] = index }
    var isEvent = [Bool](repeating: false, count: faults.graph.nodeCount)
    for event in events { if let index = position[event.node] { isEvent[index] = true } }
    let order = faults.eventOrder(isEvent)
    guard order.count <= DecisionDiagram.largestLevelCount else { return nil }
    var levels = [Int32](repeating: -1, count: faults.graph.nodeCount)
    for (level, node) in order.enumerated() { levels[Int(node)] = Int32(truncatingIfNeeded: level) }
    var diagram = DecisionDiagram(levelCount: order.count, budget: nodeBudget)
    guard let root = try? diagram.topFunction(of: faults, levels: levels) else { return nil }
    let chances = events.map { event in
      DiagramImportance.Event(
        node: event.node, probability: event.probability, level: position[event.node].map { Int(levels[$0]) } ?? -1)
    }
    var importance = DiagramImportance(diagram, root: root, events: chances, nodeBudget: nodeBudget)
    return (importance.value, importance.rows())
  }
}
