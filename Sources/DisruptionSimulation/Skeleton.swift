public import ScenarioModel
public import SupplyGraph

public struct SimulationModel: Sendable {
  public let graph: SupplyGraph
  public let options: SimulationOptions
  public static let memoryLimit = 1 << 27
  public init(_ graph: SupplyGraph, options: SimulationOptions = SimulationOptions()) throws(SimulationError) {
    self.graph = graph
    self.options = options
  }
}

public struct DisruptionSchedule: Sendable {
  public let horizonDays: Int
  public let firstShockDay: Int
  public init(
    _ scenario: Scenario, for model: SimulationModel, undated: SupplyGraph? = nil, targets: [EntityIndex] = []
  ) throws(SimulationError) {
    horizonDays = model.options.horizonDays ?? scenario.horizonDays
    firstShockDay = 0
  }
  private init(horizonDays: Int) {
    self.horizonDays = horizonDays
    firstShockDay = 0
  }
  public static func outage(
    of entity: EntityIndex, days: Int, horizonDays: Int? = nil, in model: SimulationModel
  ) throws(SimulationError) -> DisruptionSchedule { DisruptionSchedule(horizonDays: horizonDays ?? 730) }
}

public final class DisruptionSimulator {
  public let model: SimulationModel
  public init(_ model: SimulationModel) { self.model = model }
  public func run(
    _ schedule: DisruptionSchedule, targets: [EntityIndex], recording: RecordingLevel = .targets
  ) -> SimulationResult {
    SimulationResult(
      horizonDays: schedule.horizonDays, firstShockDay: 0, allocation: model.options.allocation, targets: [],
      surplusDays: [], missingGoods: [], record: nil, warnings: [])
  }
}

public func simulateAll(
  _ schedules: [DisruptionSchedule], _ model: SimulationModel, targets: [EntityIndex],
  recording: RecordingLevel = .targets, workerCount: Int? = nil
) -> [SimulationResult] { [] }

/// What a 90-day outage of each entity costs the targets.
public struct OutageImpacts: Sendable {
  public struct Impact: Sendable, Equatable {
    public var entity: EntityIndex
    /// Σ_t ω_t·lost_days_t / (D·Σ ω_t), the entity itself left out, capped at 1; 0 where it is the only target.
    public var impact: Double
    /// First day on which any target (other than the entity itself) loses more than 0.001; nil for never.
    public var timeToSurvive: Int?
    /// The target that loses most at one time; nil where none loses.
    public var worstTarget: EntityIndex?
    public var worstLoss: Double
    /// By target, in the order of ``OutageImpacts/targets``.
    public var lostDays: [Double]
    public var caughtUpDays: [Double]
    /// Whether no target ever loses more than 0.001.
    public var isSurvivable: Bool { timeToSurvive == nil }
  }
  public let targets: [EntityIndex]
  public let days: Int
  public let impacts: [Impact]
  public init(
    _ model: SimulationModel, entities: [EntityIndex], targets: [EntityIndex], weights: [Double], days: Int = 90,
    horizonDays: Int = 730, workerCount: Int? = nil
  ) throws(SimulationError) {
    self.targets = targets
    self.days = days
    impacts = []
  }
}

/// Why a target loses on a day, back to what was hit.
public struct BindingExplanation: Sendable, Equatable {
  public enum Cause: Sendable, Equatable {
    /// The need holds it back.
    case need(Int)
    /// Its own capacity is hit.
    case capacity
    /// Nothing holds it back any more: lots that were scrapped are missing on its conveyor.
    case scrap
    /// Demand is larger than goods under way or capacity.
    case demand
  }
  public struct Contribution: Sendable, Equatable {
    public var supplier: EntityIndex
    /// Part of the need that is missing because of this supplier.
    public var missing: Double
    public var isBlocked: Bool
    /// Day on which what is missing would have left the supplier.
    public var shippedOn: Int
  }
  public struct Step: Sendable, Equatable {
    public var entity: EntityIndex
    /// Day on which the entity loses; for work in process the day on which the lots were to be started.
    public var day: Int
    public var loss: Double
    public var cause: Cause
    /// Day on which the need's stock ran out; nil where there was none or the cause is no need.
    public var stockRanOut: Int?
    /// Whether that stock is the default of 0.
    public var usesDefaultStock: Bool
    /// Suppliers of the binding need, the largest missing part first; the chain goes on with the first.
    public var contributions: [Contribution]
  }
  public let target: EntityIndex
  public let day: Int
  public let steps: [Step]
  public init(_ record: DailyRecord, _ model: SimulationModel, target: EntityIndex, day: Int) {
    self.target = target
    self.day = day
    steps = []
  }
}
