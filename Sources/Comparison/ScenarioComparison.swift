public import Propagation
public import ScenarioModel
public import SupplyGraph
public import TradeAnalysis

/// What a scenario does at its worst moment, by the rigid answer: no stocks, no substitution, no waiting.
public struct ScenarioOutcome: Sendable {
  /// The worst of one target.
  public struct TargetOutcome: Sendable {
    public var target: EntityIndex
    /// Largest loss over the scenario's days.
    public var rigidLoss: Double
    /// First day on which it is reached; nil where nothing is lost.
    public var worstDay: Double?
  }

  /// nil for the baseline.
  public var scenario: Scenario?
  /// The scenario with the graph its shocks hit; nil for the baseline.
  public var scenarioCase: ScenarioCase?
  public var targets: [TargetOutcome]
  /// Largest loss of every entity over the scenario's days, by entity index.
  public var losses: [Double]
  /// Own part of it: what the shocks take directly.
  public var ownLosses: [Double]
  /// Supplies that some shock stops, as indices into the supplies of the comparison's graph; supplies that only a
  /// scenario's own additions made are not among them.
  public var stoppedSupplies: Set<Int>
  /// How many supplies some shock stops, added ones included.
  public var stoppedCount = 0
  public var errorBound: Double
  /// Imports of the comparison's reporters under the scenario's measures; nil where the graph values none.
  public var trade: TradeTotals?
}

/// Scenarios side by side against the baseline, at their worst moments.
///
///     rigid_loss(t) = max over days d of ℓ_t under the capacities of day d
///
/// Capacities only recover between the starts of shocks and losses never rise when capacities do, so looking at the
/// starts is exact.
///
/// - Complexity: O(Σ shocks · E).
public struct ScenarioComparison: Sendable {
  public let graph: SupplyGraph
  public let targets: [EntityIndex]
  /// No shock at all, for the baseline's picture and row.
  public let baseline: ScenarioOutcome
  public let outcomes: [ScenarioOutcome]

  /// Scenarios that hit the graph as it is.
  ///
  /// - Parameter reporters: countries whose imports are compared, ISO 3166 codes.
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  public init(
    _ graph: SupplyGraph, scenarios: [Scenario], targets: [EntityIndex],
    options: CompilationOptions = CompilationOptions(), reporters: [String] = ["USA"]
  ) throws(CompilationError) {
    try self.init(
      graph, cases: scenarios.map { ScenarioCase($0, in: graph) }, targets: targets, options: options,
      reporters: reporters)
  }

  /// Scenarios that each hit a graph of their own, made from the comparison's graph by other supplies.
  ///
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  public init(
    _ graph: SupplyGraph, cases: [ScenarioCase], targets: [EntityIndex],
    options: CompilationOptions = CompilationOptions(), reporters: [String] = ["USA"]
  ) throws(CompilationError) {
    self.graph = graph
    self.targets = targets
    let engine = AvailabilityEngine(try CompiledGraph(graph, options))
    var baseline = try Self.outcome(nil, graph, targets, options, engine)
    let trade = TradeAnalysis(graph)
    let isValued = trade.flows.flows.contains { reporters.contains($0.destination) }
    if isValued { baseline.trade = trade.result(reporters: reporters).totals }
    var outcomes: [ScenarioOutcome] = []
    for own in cases {
      let isBase = own.graph == graph
      let ownEngine = isBase ? engine : AvailabilityEngine(try CompiledGraph(own.graph, options))
      var outcome = try Self.outcome(own.scenario, own.graph, targets, options, ownEngine)
      if !isBase { outcome.stoppedSupplies = own.supplies(outcome.stoppedSupplies, in: graph) }
      outcome.scenarioCase = own
      if isValued {
        // Added plants ship from where they stand.
        let ownTrade = isBase ? trade : TradeAnalysis(own.graph)
        outcome.trade = ownTrade.result(reporters: reporters, measures: own.scenario.trade).totals
      }
      outcomes.append(outcome)
    }
    self.baseline = baseline
    self.outcomes = outcomes
  }

  private static func outcome(
    _ scenario: Scenario?, _ graph: SupplyGraph, _ targets: [EntityIndex], _ options: CompilationOptions,
    _ unblocked: AvailabilityEngine
  ) throws(CompilationError) -> ScenarioOutcome {
    var outcome = ScenarioOutcome(
      scenario: scenario, targets: targets.map { .init(target: $0, rigidLoss: 0, worstDay: nil) },
      losses: [Double](repeating: 0, count: graph.entities.count),
      ownLosses: [Double](repeating: 0, count: graph.entities.count), stoppedSupplies: [], errorBound: 0)
    for day in scenario?.worstMoments ?? [] {
      guard let hits = scenario?.hits(onDay: day) else { continue }
      var engine = unblocked
      if !hits.supplies.isEmpty {
        var blocked = options
        blocked.blockedSupplies.formUnion(hits.supplies)
        engine = AvailabilityEngine(try CompiledGraph(graph, blocked))
      }
      engine.evaluate(hits.entities.map { Hit($0.entity, ownLoss: $0.ownLoss) })
      let losses = engine.lossesByEntity()
      for index in losses.indices { outcome.losses[index] = max(outcome.losses[index], losses[index]) }
      for hit in hits.entities {
        outcome.ownLosses[hit.entity.position] = max(outcome.ownLosses[hit.entity.position], hit.ownLoss)
      }
      outcome.stoppedSupplies.formUnion(hits.supplies)
      outcome.stoppedCount = outcome.stoppedSupplies.count
      outcome.errorBound = max(outcome.errorBound, engine.errorBound)
      for index in outcome.targets.indices {
        let loss = losses[outcome.targets[index].target.position]
        guard loss > outcome.targets[index].rigidLoss else { continue }
        outcome.targets[index].rigidLoss = loss
        outcome.targets[index].worstDay = day
      }
    }
    return outcome
  }
}
