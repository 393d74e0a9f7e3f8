public import DisruptionSimulation
import ScenarioModel
import ShareUncertainty
public import SupplyGraph

/// How far the answers of a comparison over time move when every share is drawn from its range.
///
/// Each draw is one graph, on which every scenario is simulated, so scenarios are compared under the same shares.
/// Quantiles are of type 7. A target that never loses in a draw has no time to survive there; such draws count as later
/// than all others, and a quantile that falls on them is nil.
///
/// Assumptions: shares only, drawn independently of each other between needs; stocks, transit and the scenario stay.
/// Bias: too narrow where those are uncertain too.
///
/// - Complexity: O(draws · scenarios · days · E) time at worst, O(draws · scenarios · targets) space.
public struct TrajectoryRanges: Sendable {
  /// What 5 % and 95 % of draws stay below.
  public struct Interval: Sendable, Equatable {
    public var p05: Double
    public var p95: Double
  }

  /// The ranges of one target under one scenario.
  public struct TargetRanges: Sendable, Equatable {
    public var worstLoss: Interval
    public var lostDays: Interval
    /// Earliest and latest first loss in nine draws of ten; nil where the target does not lose in that draw.
    public var timeToSurvive: (p05: Double?, p95: Double?)
    /// Part of the draws in which the target loses.
    public var hitShare: Double

    public static func == (a: Self, b: Self) -> Bool {
      a.worstLoss == b.worstLoss && a.lostDays == b.lostDays && a.timeToSurvive == b.timeToSurvive
        && a.hitShare == b.hitShare
    }
  }

  /// One for each of the comparison's outcomes, by target; nil for a scenario that adds capacity, because its shares move.
  public let outcomes: [[TargetRanges]?]
  public let drawCount: Int
  public let seed: UInt64
  /// Shares that have a range.
  public let uncertainShares: Int

  /// Most draws of one comparison, over all scenarios.
  public static let drawLimit = 1_000_000

  /// Draws the shares and simulates every scenario that stays on the comparison's graph.
  ///
  /// - Parameter count: 1…``drawLimit``.
  /// - Throws: `SimulationError` as the comparison itself would.
  public init(_ timed: TimedComparison, draws count: Int, seed: UInt64) throws(SimulationError) {
    let comparison = timed.rigid
    let draws = ShareDraws(comparison.graph, seed: seed)
    drawCount = count
    self.seed = seed
    uncertainShares = draws.needs.reduce(0) { $0 + $1.laws.count { !$0.isPoint } }
    let scenarios = comparison.outcomes.map { outcome in
      outcome.scenarioCase.flatMap { $0.graph == comparison.graph ? $0.scenario : nil }
    }
    let samples = parallelMap(count, workerCount: nil) {
      { Self.sample(draw: $0, draws, scenarios, comparison, timed.options) }
    }
    var outcomes: [[TargetRanges]?] = []
    for place in scenarios.indices {
      guard scenarios[place] != nil else {
        outcomes.append(nil)
        continue
      }
      var ranges: [TargetRanges] = []
      for target in comparison.targets.indices {
        var own: [Sample] = []
        own.reserveCapacity(count)
        for sample in samples { own.append(try sample.get()[place][target]) }
        ranges.append(Self.ranges(of: own))
      }
      outcomes.append(ranges)
    }
    self.outcomes = outcomes
  }

  /// What one draw makes of one target.
  private struct Sample {
    var worstLoss: Double
    var lostDays: Double
    var timeToSurvive: Int?
  }

  private static func sample(
    draw: Int, _ draws: ShareDraws, _ scenarios: [Scenario?], _ comparison: ScenarioComparison,
    _ options: SimulationOptions
  ) -> Result<[[Sample]], SimulationError> {
    do throws(SimulationError) {
      let graph: SupplyGraph
      do { graph = try draws.graph(comparison.graph, draw: draw) } catch { throw .additionsDoNotFit(error) }
      let model = try SimulationModel(graph, options: options)
      let simulator = DisruptionSimulator(model)
      var samples: [[Sample]] = []
      for scenario in scenarios {
        guard let scenario else {
          samples.append([])
          continue
        }
        let schedule = try DisruptionSchedule(scenario, for: model, targets: comparison.targets)
        samples.append(
          simulator.run(schedule, targets: comparison.targets, recording: .summary).targets.map {
            Sample(worstLoss: $0.worstLoss, lostDays: $0.lostDays, timeToSurvive: $0.timeToSurvive)
          })
      }
      return .success(samples)
    } catch {
      return .failure(error)
    }
  }

  private static func ranges(of samples: [Sample]) -> TargetRanges {
    func interval(_ values: [Double]) -> Interval {
      let parts = SampleQuantile.quantiles(values.sorted()[...], [0.05, 0.95]) ?? [0, 0]
      return Interval(p05: parts[0], p95: parts[1])
    }
    let days = samples.map { $0.timeToSurvive.map { Double($0) } ?? .infinity }
    let first = interval(days)
    return TargetRanges(
      worstLoss: interval(samples.map(\.worstLoss)), lostDays: interval(samples.map(\.lostDays)),
      timeToSurvive: (first.p05.isFinite ? first.p05 : nil, first.p95.isFinite ? first.p95 : nil),
      hitShare: Double(samples.count { $0.timeToSurvive != nil }) / Double(samples.count))
  }
}
