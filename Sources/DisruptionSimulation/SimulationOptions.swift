public import Propagation
public import SupplyGraph

/// Who gets a supplier's output when it is short.
public enum AllocationRule: String, CaseIterable, Sendable {
  /// A customer is entitled to its baseline part; what it cannot use is not handed on.
  case fixed
  /// Pro rata to what customers could use today. Labelled, and without the promise that more failure means more loss.
  case orders
}

/// How a graph is simulated.
public struct SimulationOptions: Sendable, Equatable {
  /// Kinds of need that stop output; `capital` never does.
  public var kinds: Set<NeedKind>
  /// How the part of a need that is attributed to nobody behaves.
  public var unattributed: UnattributedPolicy
  public var allocation: AllocationRule
  /// Days that are simulated; nil for the scenario's own.
  public var horizonDays: Int?

  public init(
    kinds: Set<NeedKind> = [.flow, .upkeep, .licence], unattributed: UnattributedPolicy = .safe,
    allocation: AllocationRule = .fixed, horizonDays: Int? = nil
  ) {
    self.kinds = kinds
    self.unattributed = unattributed
    self.allocation = allocation
    self.horizonDays = horizonDays
  }

  /// The longest horizon: a hundred years of 365 days.
  public static let longestHorizonDays = 36_500
  /// Days that are simulated where nobody says.
  public static let defaultHorizonDays = 730
}

/// Why something cannot be simulated.
public enum SimulationError: Error, Sendable, Equatable {
  /// A horizon is not from 1 to ``SimulationOptions/longestHorizonDays`` days.
  case horizonOutOfRange(Int)
  /// An outage has a negative length, or one beyond ``SimulationOptions/longestHorizonDays``.
  case outageDaysOutOfRange(Int)
  /// More entities or supplies than 32-bit indices can number.
  case tooLarge(entities: Int, supplies: Int)
  /// The days under way of this need, together with the number of entities, would take more memory than
  /// ``SimulationModel/memoryLimit`` values.
  case transitTooLong(need: Int, days: Int)
  /// Shocks and days of the schedule would take more memory than ``SimulationModel/memoryLimit`` values.
  case scheduleTooLarge(shocks: Int, days: Int)
  /// The scenario names an entity that the model's graph does not have: it was resolved for another graph.
  case unknownEntity(EntityIndex)
  /// The scenario names a supply that the model's graph does not have: it was resolved for another graph.
  case unknownSupply(Int)
  /// The scenario's capacity additions do not fit the graph they are to move.
  case additionsDoNotFit(GraphEditError)
  /// A demand change asks for the size of every entity, and there are none.
  case sizes(ProductionSizesError)
}

/// How much a run writes down.
public enum RecordingLevel: Sendable, CaseIterable {
  /// Figures of the targets only, no daily values.
  case summary
  /// The daily loss of every target.
  case targets
  /// Every entity, need and supply on every day: for explanations and invariants.
  case everything
}
