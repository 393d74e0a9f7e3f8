/// Bounds on the probability that the top fails, that is that all events of some cut set occur, from the cut sets up to an order.
///
///     lower = P(all of some listed set has occurred)
///     upper = 1 − Π over listed sets (1 − P(set)) + P(more than k events occur)
///
/// The product is at least the probability of the union because events that help one set help others (Esary & Proschan
/// 1963). Minimal sets above the order k need more than k events. Where the diagram of all listed sets is too large,
/// `lower` takes the likeliest that fit.
struct CutSetUnion {
  let probability: FailureProbability

  /// - Parameters:
  ///   - completeOrder: all minimal sets up to this size are listed.
  init(
    _ sets: [[Int]], completeOrder: Int, _ probabilities: [(node: Int, probability: Double)], nodeBudget: Int
  ) {
    let chance = Dictionary(probabilities.map { ($0.node, $0.probability) }) { first, _ in first }
    let likely = sets.map { set in (set: set, value: set.reduce(1.0) { $0 * (chance[$1] ?? 0) }) }
      .enumerated().sorted { a, b in
        a.element.value != b.element.value ? a.element.value > b.element.value : a.offset < b.offset
      }
      .map(\.element)
    var levels: [Int: Int32] = [:]
    for entry in likely {
      for node in entry.set where levels[node] == nil { levels[node] = Int32(truncatingIfNeeded: levels.count) }
    }
    let events = probabilities.map { event in
      DiagramImportance.Event(
        node: event.node, probability: event.probability, level: levels[event.node].map(Int.init) ?? -1)
    }
    let inner = Self.largestUnion(likely.map { $0.set.map { levels[$0] ?? 0 } }, levels.count, events, nodeBudget)
    var noSet = 1.0
    for entry in likely { noSet *= 1 - entry.value }
    let tail = Self.moreThan(completeOrder, of: probabilities.map(\.probability))
    let listed = inner.isWhole ? inner.value : max(inner.value, 1 - noSet)
    probability = FailureProbability(
      method: .bounds, value: inner.value, lower: inner.value, upper: min(1, listed + tail),
      importance: inner.importance, omitsImpossibleEvents: false)
  }

  /// The diagram of as many sets as fit: half as many again and again.
  private static func largestUnion(
    _ sets: [[Int32]], _ levelCount: Int, _ events: [DiagramImportance.Event], _ nodeBudget: Int
  ) -> (value: Double, importance: [EventImportance], isWhole: Bool) {
    var count = sets.count
    while true {
      var diagram = DecisionDiagram(levelCount: levelCount, budget: nodeBudget)
      // Levels are numbered by first use, so few sets have few levels.
      let deepest = Int(sets.prefix(count).lazy.joined().max() ?? 0)
      if deepest < DecisionDiagram.largestLevelCount,
        let root = try? diagram.union(of: sets.prefix(count))
      {
        var importance = DiagramImportance(diagram, root: root, events: events, nodeBudget: nodeBudget)
        return (importance.value, importance.rows(), count == sets.count)
      }
      count /= 2
    }
  }

  /// The probability that more than `count` independent events occur.
  private static func moreThan(_ count: Int, of probabilities: [Double]) -> Double {
    guard count < probabilities.count else { return 0 }
    var exactly = [Double](repeating: 0, count: count + 1)
    exactly[0] = 1
    var more = 0.0
    for probability in probabilities {
      more += exactly[count] * probability
      for number in (0...count).reversed() {
        exactly[number] = exactly[number] * (1 - probability) + (number > 0 ? exactly[number - 1] * probability : 0)
      }
    }
    return more
  }
}

extension FailureProbability {
  /// Bounds from cut sets alone, for systems that are given by nothing else.
  ///
  ///     lower = P(all of some listed set has occurred)
  ///     upper = 1 − Π over listed sets (1 − P(set)) + P(more events than the complete order occur)
  ///
  /// - Complexity: O(nodeBudget) at most, and O(events · order).
  public init(
    boundsFrom cutSets: MinimalCutSets, _ probabilities: [(node: Int, probability: Double)],
    nodeBudget: Int = 1_000_000
  ) {
    self =
      CutSetUnion(cutSets.sets, completeOrder: cutSets.completeOrder, probabilities, nodeBudget: nodeBudget).probability
  }
}
