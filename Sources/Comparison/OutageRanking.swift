public import DisruptionSimulation
public import Propagation
public import RiskAnalysis
public import SupplyGraph

/// What one entity's outage does to the targets over time, beside what it would do if it never came back.
public struct OutageRisk: Sendable {
  /// The structural answer: loss if it never came back, marks, dominators.
  public var chokepoint: Chokepoint
  /// Days of target output lost per day of outage, 0…1.
  public var impact: Double
  /// First day on which any target loses, counted from the start of the outage; nil where none ever does.
  public var timeToSurvive: Int?
  /// Targets that get through the entity's own outage (90 days where it states none) without a loss.
  public var survivableFor: [EntityIndex]

  public var entity: EntityIndex { chokepoint.entity }
}

/// Every entity ranked by the output that its outage costs, with stocks, goods under way, work in process and switching.
///
///     impact(j) = Σ_t ω_t · lost_days_t / (D · Σ_t ω_t)        j out for D = 90 days and nothing else, at most 1
///
/// in days of target output lost per day of outage. It can stay at 0 although `impactRigid` is 1: a service that nobody
/// misses for half a year stops everything one day, but not within 90 days.
///
/// Example by hand: `Docs/Methods/Chokepoints.md`.
public struct OutageRanking: Sendable {
  /// Length of the outage that is tried, in days.
  public static let standardDays = 90
  /// Days that are simulated.
  public static let horizonDays = 730

  /// By falling impact, then falling rigid impact, then entity order.
  public let risks: [OutageRisk]
  public let targets: [EntityIndex]
  public let weighting: TargetWeighting
  /// Length of the outage behind `impact`, in days.
  public let days: Int
  /// Bound on the numerical error of every rigid loss.
  public let errorBound: Double

  /// Tries every entity as the only outage.
  ///
  /// - Parameters:
  ///   - weighting: how much each target counts.
  ///   - days: length of the outage behind `impact`, 1…``horizonDays``.
  ///   - wantsSurvivable: whether to try each entity's own outage too; pictures do without.
  /// - Throws: ``OutageRankingError``.
  /// - Complexity: O(V·E) for the rigid part, O(V·days·E) at worst for the simulation.
  public init(
    _ graph: SupplyGraph, targets: [EntityIndex], weighting: TargetWeighting = .equal,
    options: CompilationOptions = CompilationOptions(), days: Int = OutageRanking.standardDays,
    wantsSurvivable: Bool = true
  ) throws(OutageRankingError) {
    self.targets = targets
    self.weighting = weighting
    self.days = days
    let trial = try OutageTrial(graph, targets: targets, weighting: weighting, options: options)
    let structure = try OutageRankingError.catching { () throws(CompilationError) in
      try ChokepointAnalysis(graph, targets: targets, weights: trial.weights, options: options)
    }
    errorBound = structure.errorBound
    let entities = Array(graph.entityIndices)
    let results = try trial.results(entities.map { .init(entity: $0, days: days) })
    var own = results
    if wantsSurvivable {
      let other = entities.filter { trial.ownDays($0) != days }
      for (entity, result) in zip(other, try trial.results(other.map { .init(entity: $0, days: trial.ownDays($0)) })) {
        own[entity.position] = result
      }
    }
    risks = structure.chokepoints.map { chokepoint in
      let entity = chokepoint.entity
      let result = results[entity.position]
      return OutageRisk(
        chokepoint: chokepoint,
        impact: min(1, trial.mean(result, without: entity, \.lostDays) / Double(days)),
        timeToSurvive: OutageTrial.firstLoss(result, without: entity),
        survivableFor: wantsSurvivable
          ? own[entity.position].targets.filter { $0.timeToSurvive == nil && $0.target != entity }.map(\.target) : [])
    }.sorted { a, b in
      if a.impact != b.impact { return a.impact > b.impact }
      if a.chokepoint.impactRigid != b.chokepoint.impactRigid {
        return a.chokepoint.impactRigid > b.chokepoint.impactRigid
      }
      return a.entity < b.entity
    }
  }
}

/// Why entities could not be ranked.
public enum OutageRankingError: Error, Sendable, Equatable {
  case compilation(CompilationError)
  case simulation(SimulationError)
  case weights(MissingTargetVolumes)

  static func catching<T>(_ body: () throws(CompilationError) -> T) throws(OutageRankingError) -> T {
    do { return try body() } catch { throw .compilation(error) }
  }

  static func catching<T>(_ body: () throws(SimulationError) -> T) throws(OutageRankingError) -> T {
    do { return try body() } catch { throw .simulation(error) }
  }
}
