/// Probability and importance of the events of one decision diagram.
struct DiagramImportance {
  struct Event {
    var node: Int
    var probability: Double
    /// −1 where the event has no influence.
    var level: Int
  }

  private var diagram: DecisionDiagram
  private let root: Int32
  private let nodes: [Int32]
  private let events: [Event]
  private let nodeBudget: Int
  private var chances: [Double]
  private var values: [Double] = []
  let value: Double

  init(_ diagram: DecisionDiagram, root: Int32, events: [Event], nodeBudget: Int) {
    self.diagram = diagram
    self.root = root
    self.events = events
    self.nodeBudget = nodeBudget
    nodes = diagram.nodes(of: root)
    chances = [Double](repeating: 0, count: diagram.levelCount)
    for event in events where event.level >= 0 { chances[event.level] = event.probability }
    value = diagram.probability(of: root, nodes, chances, &values)
  }

  mutating func rows() -> [EventImportance] {
    let vesely = fussellVesely()
    return events.enumerated().map { index, event in
      let (certain, impossible) = (value(of: event, 1), value(of: event, 0))
      let birnbaum = certain - impossible
      return EventImportance(
        node: event.node, probability: event.probability, birnbaum: birnbaum,
        criticality: value > 0 ? event.probability * birnbaum / value : nil,
        fussellVesely: value > 0 ? vesely?[index] : nil,
        riskAchievementWorth: value > 0 ? certain / value : nil,
        riskReductionWorth: value > 0 ? value / impossible : nil)
    }
  }

  /// The probability of the top with another probability of one event.
  private mutating func value(of event: Event, _ probability: Double) -> Double {
    guard event.level >= 0 else { return value }
    let own = chances[event.level]
    chances[event.level] = probability
    defer { chances[event.level] = own }
    return diagram.probability(of: root, nodes, chances, &values)
  }

  /// P(all of some minimal set with the event has occurred)/P for every event; nil where the sets do not fit.
  private mutating func fussellVesely() -> [Double]? {
    var diagram = diagram
    var solutions = MinimalSolutions(budget: nodeBudget)
    guard value > 0, let sets = try? solutions.minimal(root, in: diagram) else { return nil }
    var known: [Int32: Int32] = [:]
    var result: [Double] = []
    for event in events {
      guard event.level >= 0, event.probability > 0 else {
        result.append(0)
        continue
      }
      guard let own = try? solutions.containing(Int32(truncatingIfNeeded: event.level), in: sets),
        let union = try? solutions.union(own, in: &diagram, &known)
      else { return nil }
      result.append(diagram.probability(of: union, diagram.nodes(of: union), chances, &values) / value)
    }
    return result
  }
}
