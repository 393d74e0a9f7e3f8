public import SupplyGraph

/// What an outage of each entity, and nothing else, costs the targets: days of target output lost per day of outage.
///
///     impact(j) = Σ_t ω_t · lost_days_t / (D · Σ_t ω_t)         over targets t ≠ j, at most 1; D = 90 days
///
/// An entity that is a target is left out of its own average; where it is the only one, its impact is 0.
///
/// - Complexity: one run an entity (``DisruptionSimulator``), each limited to what lies downstream of it and to the days
///   until all is back to normal; on all cores.
public struct OutageImpacts: Sendable {
  /// What the outage of one entity costs.
  public struct Impact: Sendable, Equatable {
    public internal(set) var entity: EntityIndex
    /// Days of target output lost per day of outage, 0…1.
    public internal(set) var impact: Double
    /// First day on which any target other than the entity loses more than 0.001; nil for never.
    public internal(set) var timeToSurvive: Int?
    /// Needs with the default stock of 0 on the way of that loss.
    public internal(set) var defaultStockNeeds: Int
    /// The target other than the entity that loses most on one day; nil where none loses.
    public internal(set) var worstTarget: EntityIndex?
    public internal(set) var worstLoss: Double
    /// By target, in the order of ``OutageImpacts/targets``; its own is in it where the entity is a target.
    public internal(set) var lostDays: [Double]
    public internal(set) var caughtUpDays: [Double]
    /// USD billion over the targets other than the entity whose volumes are known; nil where none is.
    public internal(set) var lostValue: Double?
    /// Whether no other target ever loses more than 0.001.
    public var isSurvivable: Bool { timeToSurvive == nil }
  }

  public let targets: [EntityIndex]
  /// D: days that each entity is out.
  public let days: Int
  public let horizonDays: Int
  /// In the order of the entities asked for.
  public let impacts: [Impact]

  /// - Parameter weights: ω by target; equal where empty.
  /// - Throws: ``SimulationError`` for days out of range or an unknown entity.
  public init(
    _ model: SimulationModel, entities: [EntityIndex], targets: [EntityIndex], weights: [Double] = [], days: Int = 90,
    horizonDays: Int = SimulationOptions.defaultHorizonDays, workerCount: Int? = nil
  ) throws(SimulationError) {
    for target in targets where !model.graph.entities.indices.contains(target.position) {
      throw .unknownEntity(target)
    }
    for entity in entities where !model.graph.entities.indices.contains(entity.position) {
      throw .unknownEntity(entity)
    }
    // The schedules differ in nothing else that could be wrong.
    if let first = entities.first {
      _ = try DisruptionSchedule.outage(of: first, days: days, horizonDays: horizonDays, in: model)
    }
    self.targets = targets
    self.days = days
    self.horizonDays = horizonDays
    let weights = targets.indices.map { weights.indices.contains($0) ? weights[$0] : 1 }
    impacts = parallelMap(entities.count, workerCount: workerCount) {
      let simulator = DisruptionSimulator(model)
      return { index in
        let schedule = try? DisruptionSchedule.outage(
          of: entities[index], days: days, horizonDays: horizonDays, in: model)
        let result = schedule.map { simulator.run($0, targets: targets, recording: .summary) }
        return Self.impact(of: entities[index], result, weights, days: days)
      }
    }
  }

  private static func impact(
    of entity: EntityIndex, _ result: SimulationResult?, _ weights: [Double], days: Int
  ) -> Impact {
    var impact = Impact(
      entity: entity, impact: 0, timeToSurvive: nil, defaultStockNeeds: 0, worstTarget: nil, worstLoss: 0,
      lostDays: [], caughtUpDays: [], lostValue: nil)
    var (lost, whole) = (0.0, 0.0)
    for (weight, target) in zip(weights, result?.targets ?? []) {
      impact.lostDays.append(target.lostDays)
      impact.caughtUpDays.append(target.caughtUpDays)
      guard target.target != entity else { continue }
      lost += weight * target.lostDays
      whole += weight
      if let value = target.lostValue { impact.lostValue = (impact.lostValue ?? 0) + value }
      if target.worstLoss > impact.worstLoss { (impact.worstTarget, impact.worstLoss) = (target.target, target.worstLoss) }
      if let first = target.timeToSurvive, impact.timeToSurvive.map({ first < $0 }) ?? true {
        impact.timeToSurvive = first
        impact.defaultStockNeeds = target.defaultStockNeeds
      }
    }
    impact.impact = whole > 0 && days > 0 ? min(1, lost / (Double(days) * whole)) : 0
    return impact
  }
}
