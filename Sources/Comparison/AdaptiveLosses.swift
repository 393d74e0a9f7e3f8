public import AdaptiveResponse
public import Propagation
public import ScenarioModel
public import SupplyGraph

/// What would be lost at each scenario's worst moments if everybody reallocated as well as possible.
///
///     adaptive_loss(t) = least loss of t at the capacities of the day on which its rigid loss is largest
///
/// The day is that of each target's own ``ScenarioOutcome/TargetOutcome/worstDay``, so the loss stands beside the rigid
/// one of the same day, and is not above it unless the mode is free.
public struct AdaptiveLosses: Sendable {
  /// Whether a target may be made worse off than without reallocation, for the good of the others.
  public enum Mode: String, Sendable, CaseIterable {
    /// No target loses more than by the rigid answer.
    case constrained
    /// Least loss of all targets together, whoever bears it.
    case free
  }

  /// The answers for one scenario.
  public struct Outcome: Sendable {
    /// By target; nil where there is no answer.
    public var losses: [Double?]
    /// Why there is no answer; nil where there is.
    public var fault: AdaptiveAnswerError?
    /// What one percent more of something would save on the day that most targets have as their worst, largest first;
    /// empty where it was not to be measured.
    public var limits: [BindingLimit]
    /// That day; nil where nothing is lost.
    public var day: Double?
  }

  public let mode: Mode
  /// One for each outcome of the comparison.
  public let outcomes: [Outcome]

  /// Finds the best answer for every scenario of a comparison.
  ///
  /// - Parameter measuresLimits: whether to find what limits are worth, which takes one more solution for each.
  /// - Throws: `CompilationError` where a graph is too large for 32-bit indices.
  /// - Complexity: one linear program for each scenario and each day that is some target's worst, with the targets'
  ///   refinements of `AdaptiveAnswer`.
  public init(
    _ comparison: ScenarioComparison, mode: Mode, options: CompilationOptions = CompilationOptions(),
    measuresLimits: Bool = true
  ) throws(CompilationError) {
    self.mode = mode
    var outcomes: [Outcome] = []
    for outcome in comparison.outcomes {
      outcomes.append(try Self.outcome(outcome, comparison.targets, mode, options, measuresLimits))
    }
    self.outcomes = outcomes
  }

  private static func outcome(
    _ outcome: ScenarioOutcome, _ targets: [EntityIndex], _ mode: Mode, _ options: CompilationOptions,
    _ measuresLimits: Bool
  ) throws(CompilationError) -> Outcome {
    var result = Outcome(losses: targets.map { _ in 0 }, fault: nil, limits: [], day: nil)
    guard let own = outcome.scenarioCase else { return result }
    let counts = Dictionary(grouping: outcome.targets.compactMap(\.worstDay)) { $0 }.mapValues(\.count)
    let days = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    result.day = days.first
    for day in days {
      let hits = own.scenario.hits(onDay: day)
      let shocks = hits.entities.map { Hit($0.entity, ownLoss: $0.ownLoss) }
      var compilation = options
      compilation.blockedSupplies.formUnion(hits.supplies)
      let engine = AvailabilityEngine(try CompiledGraph(own.graph, compilation))
      engine.evaluate(shocks)
      do {
        let answer = try AdaptiveAnswer(
          own.graph, targets: targets, weights: targets.map { _ in 1 }, ownLosses: shocks,
          blockedSupplies: hits.supplies, rigidLosses: targets.map { engine.loss(of: $0) },
          options: AdaptiveOptions(
            isFree: mode == .free, kinds: options.kinds, measuresLimits: measuresLimits && day == result.day))
        for index in targets.indices where outcome.targets[index].worstDay == day {
          result.losses[index] = answer.losses[index]
        }
        if day == result.day { result.limits = answer.limits }
      } catch let error {
        result.losses = targets.map { _ in nil }
        result.fault = error
        return result
      }
    }
    return result
  }
}
