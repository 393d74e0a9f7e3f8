public import FaultTrees
public import SupplyGraph

/// What the probability of an entity's own failure means.
public enum ProbabilityKind: String, Sendable, CaseIterable {
  /// At least one outage within a year: p = per_year. Members of a set fail within one year, not necessarily together,
  /// so for sets of two and more it is an upper bound on failing together.
  case year
  /// Out at a random moment: p = per_year · days / 365.
  case moment

  /// The probability, 0…1.
  public func probability(_ outage: Outage) -> Double {
    switch self {
    case .year: outage.perYear
    case .moment: min(1, outage.perYear * (outage.days / 365))
    }
  }
}

/// How likely the targets are down, and which entity matters for that.
///
/// For `boolean` exact while a decision diagram fits the node budget. Otherwise, and always for `weighted`, bounds from
/// the cut sets found.
///
/// Assumption: entities fail independently but for what the graph says (a country, an owner or a hazard takes all of
/// its own down). Bias: too low where causes are shared that the graph does not know, and where outages are not stated.
public struct CutSetProbability: Sendable {
  public let kind: ProbabilityKind
  public let method: FailureProbability.Method
  /// The exact probability, nil with bounds.
  public let value: Double?
  public let lower: Double
  public let upper: Double
  /// By falling criticality, then Birnbaum, then entity order; `node` is the position of the entity.
  public let importance: [EventImportance]
  /// Candidates without an outage: they count as never failing by themselves.
  public let withoutOutage: Int
  /// Whether those were also left out of the importance, for room.
  public let omitsImpossible: Bool

  /// - Throws: ``CutSetError/tooLarge``.
  /// - Complexity: see ``FaultTrees/FaultGraph/failureProbability(of:_:cutSets:nodeBudget:)``.
  public init(
    _ graph: SupplyGraph, _ analysis: CutSetAnalysis, kind: ProbabilityKind, nodeBudget: Int = 1_000_000
  ) throws(CutSetError) {
    let candidates = UpstreamPart(graph, analysis.question).candidates
    let events = candidates.map { entity in
      (node: entity.position, probability: graph[entity].outage.map(kind.probability) ?? 0)
    }
    let sets = MinimalCutSets(
      sets: analysis.cutSets.map { $0.entities.map(\.position) }, order: analysis.question.order,
      completeOrder: analysis.completeOrder)
    let result: FailureProbability
    switch analysis.question.structure {
    case .weighted:
      result = FailureProbability(boundsFrom: sets, events, nodeBudget: nodeBudget)
    case .boolean:
      do {
        let faults = try SupplyFaults(graph, analysis.question)
        result = try faults.graph.failureProbability(of: faults.top, events, cutSets: sets, nodeBudget: nodeBudget)
      } catch { throw .tooLarge }
    }
    self.kind = kind
    method = result.method
    value = result.method == .exact ? result.value : nil
    lower = result.lower
    upper = result.upper
    // Rounding must not decide between equals.
    func rank(_ value: Double?) -> Double { ((value ?? 0) * 1e12).rounded() }
    importance = result.importance.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if rank(left.criticality) != rank(right.criticality) { return rank(left.criticality) > rank(right.criticality) }
      if rank(left.birnbaum) != rank(right.birnbaum) { return rank(left.birnbaum) > rank(right.birnbaum) }
      return a.offset < b.offset
    }.map(\.element)
    withoutOutage = candidates.count { graph[$0].outage == nil }
    omitsImpossible = result.omitsImpossibleEvents
  }
}
