import DisruptionSimulation
import Propagation
import RiskAnalysis
import SupplyGraph

/// Simulates outages of single entities for a set of targets.
struct OutageTrial {
  let model: SimulationModel
  let targets: [EntityIndex]
  let weights: TargetWeights

  init(
    _ graph: SupplyGraph, targets: [EntityIndex], weighting: TargetWeighting, options: CompilationOptions
  ) throws(OutageRankingError) {
    do { weights = try TargetWeights(weighting, of: targets, in: graph) } catch { throw .weights(error) }
    self.targets = targets
    model = try OutageRankingError.catching { () throws(SimulationError) in
      try SimulationModel(graph, options: SimulationOptions(kinds: options.kinds, unattributed: options.unattributed))
    }
  }

  /// An entity and how long it is out.
  struct Outage {
    var entity: EntityIndex
    var days: Int
  }

  /// What outages do to the targets, in the order of the outages.
  func results(_ outages: [Outage]) throws(OutageRankingError) -> [SimulationResult] {
    var schedules: [DisruptionSchedule] = []
    schedules.reserveCapacity(outages.count)
    for outage in outages {
      schedules.append(
        try OutageRankingError.catching { () throws(SimulationError) in
          try .outage(of: outage.entity, days: outage.days, horizonDays: OutageRanking.horizonDays, in: model)
        })
    }
    return simulateAll(schedules, model, targets: targets, recording: .summary)
  }

  /// Weighted mean over the targets other than the entity itself; 0 where there are none.
  func mean(_ result: SimulationResult, without entity: EntityIndex, _ figure: (TargetTrajectory) -> Double) -> Double {
    var (sum, total) = (0.0, 0.0)
    for (trajectory, weight) in zip(result.targets, weights.values) where trajectory.target != entity {
      sum += weight * figure(trajectory)
      total += weight
    }
    return total > 0 ? sum / total : 0
  }

  /// The first day on which a target other than the entity itself loses.
  static func firstLoss(_ result: SimulationResult, without entity: EntityIndex) -> Int? {
    result.targets.filter { $0.target != entity }.compactMap(\.timeToSurvive).min()
  }

  /// How long an entity is out by its own statement in whole days, else the standard.
  func ownDays(_ entity: EntityIndex) -> Int {
    guard let outage = model.graph[entity].outage else { return OutageRanking.standardDays }
    return Int(max(1, min(outage.days.rounded(), Double(OutageRanking.horizonDays))))
  }
}
