public import DisruptionSimulation
public import ScenarioModel
public import SupplyGraph

/// The scenarios of a comparison day by day: what stocks, goods under way, work in process and recovery make of the
/// rigid answer.
public struct TimedComparison: Sendable {
  /// The rigid answer, which the days are shown beside.
  public let rigid: ScenarioComparison
  /// One for each of the comparison's outcomes, with the daily losses of its targets.
  public let results: [SimulationResult]
  public let options: SimulationOptions

  /// Simulates every scenario of a comparison on its own graph.
  ///
  /// - Throws: `SimulationError` where a graph or scenario cannot be simulated.
  /// - Complexity: O(Σ scenarios · days · E) time.
  public init(_ rigid: ScenarioComparison, options: SimulationOptions = SimulationOptions()) throws(SimulationError) {
    self.rigid = rigid
    self.options = options
    let base = try SimulationModel(rigid.graph, options: options)
    var results = [SimulationResult?](repeating: nil, count: rigid.outcomes.count)
    // Scenarios on the common graph go together, over all cores.
    var places: [Int] = []
    var schedules: [DisruptionSchedule] = []
    for (index, outcome) in rigid.outcomes.enumerated() {
      guard let own = outcome.scenarioCase else { continue }
      guard own.graph == rigid.graph else {
        let model = try SimulationModel(own.graph, options: options)
        let schedule = try DisruptionSchedule(
          own.scenario, for: model, undated: own.additionsOf == nil ? rigid.graph : nil, targets: rigid.targets)
        results[index] = DisruptionSimulator(model).run(schedule, targets: rigid.targets, recording: .targets)
        continue
      }
      places.append(index)
      schedules.append(try DisruptionSchedule(own.scenario, for: base, targets: rigid.targets))
    }
    for (place, result) in zip(places, simulateAll(schedules, base, targets: rigid.targets, recording: .targets)) {
      results[place] = result
    }
    self.results = results.compactMap { $0 }
  }

  /// What of each scenario counts when one is asked to be worse than another in everything: for each target the worst
  /// loss, the days lost, how early, how late, and the rigid loss.
  public var measures: [[Double]] {
    zip(rigid.outcomes, results).map { outcome, result in
      zip(outcome.targets, result.targets).flatMap { own, time -> [Double] in
        [
          time.worstLoss, time.lostDays, time.timeToSurvive.map { -Double($0) } ?? -.infinity,
          time.timeToRecover.map { Double($0) } ?? .infinity, own.rigidLoss,
        ]
      }
    }
  }
}

/// Which days of a simulation are worth looking at.
public enum TrajectorySpan {
  /// The last day of a picture of some simulations: when the last shock and the last loss are over, with some air
  /// behind, up to a round day; never beyond the longest horizon.
  public static func lastDay(_ results: [SimulationResult], _ scenarios: [Scenario]) -> Int {
    let horizon = results.map(\.horizonDays).max() ?? 0
    var last = 20.0
    for target in results.flatMap(\.targets) {
      if let day = target.loss.lastIndex(where: { $0 > TargetTrajectory.hitThreshold }) {
        last = max(last, Double(day + 1))
      }
    }
    for shock in scenarios.flatMap(\.shocks) {
      guard let duration = shock.duration else { continue }
      last = max(last, shock.start + duration + shock.recovery.length)
    }
    let wanted = min(last * 1.06 + 3, Double(max(1, horizon)))
    let step = wanted <= 60 ? 10.0 : wanted <= 200 ? 20.0 : 30.0
    return min(Int((wanted / step).rounded(.up) * step), max(1, horizon - 1))
  }
}

extension Recovery {
  /// Days until capacity is back, for an exponential recovery to 95 %.
  fileprivate var length: Double {
    switch self {
    case .step: 0
    case .linear(let days), .exponential(let days): max(0, days)
    case .piecewise(let points): points.last?.day ?? 0
    }
  }
}
