public import SupplyGraph

/// What a scenario does to the targets over time.
public struct SimulationResult: Sendable, Equatable {
  /// Days that were simulated: 0 ..< `horizonDays`.
  public internal(set) var horizonDays: Int
  /// First day of the first shock; 0 where there is none. Times to survive and recover count from it.
  public internal(set) var firstShockDay: Int
  public internal(set) var allocation: AllocationRule
  /// In the order that was asked for.
  public internal(set) var targets: [TargetTrajectory]
  /// Stocks above their buffer: goods that arrived while their buyer could not use them. Goods are never refused, so a
  /// second shock looks milder by so many days (a stated bias). Needs in file order, only those with a surplus.
  public internal(set) var surplusDays: [StockSurplus]
  /// Closed loops that still lack goods at the horizon although no shock is in force any more.
  public internal(set) var missingGoods: [MissingGoods]
  /// Every entity, need and supply on every day; only with ``RecordingLevel/everything``.
  public internal(set) var record: DailyRecord?
  public internal(set) var warnings: [SimulationWarning]
}

/// A target's loss over time.
public struct TargetTrajectory: Sendable, Equatable {
  public internal(set) var target: EntityIndex
  /// Loss 1 − x (with a demand change 1 − x/D, not below 0) by day, 0…1; empty with ``RecordingLevel/summary``.
  public internal(set) var loss: [Double]
  public internal(set) var worstLoss: Double
  /// First day of the worst loss; nil where nothing is lost.
  public internal(set) var worstDay: Int?
  /// Σ loss: days of normal output that were not made on time.
  public internal(set) var lostDays: Double
  /// Days of them that spare capacity made up for later; not subtracted from `lostDays`.
  public internal(set) var caughtUpDays: Double
  /// First day with a loss above 0.001, counted from the first shock's start; nil where there is none.
  public internal(set) var timeToSurvive: Int?
  /// Last day with a loss above 0.01, plus one, counted from the first shock's start; 0 where there is none, nil where
  /// the loss lasts to the horizon.
  public internal(set) var timeToRecover: Int?
  /// USD billion: lost days / 365 × demand × Σ net volume of the target's needs; nil where no volume is known.
  public internal(set) var lostValue: Double?
  /// Needs on the way of the first loss that use the default stock of 0.
  public internal(set) var defaultStockNeeds: Int

  /// Loss above which a target counts as hit.
  public static let hitThreshold = 0.001
  /// Loss above which a target counts as not recovered.
  public static let recoveryThreshold = 0.01
}

/// A stock above its buffer.
public struct StockSurplus: Sendable, Equatable {
  /// Index into the graph's needs.
  public internal(set) var need: Int
  /// Days above the buffer at the horizon.
  public internal(set) var atHorizon: Double
  /// Days above the buffer at most.
  public internal(set) var atMost: Double
}

/// A closed loop that lost goods and cannot replace them: everything its entities make, they need themselves.
public struct MissingGoods: Sendable, Equatable {
  /// The entities of the loop; some of them still lose output in its last round before the horizon.
  public internal(set) var entities: [EntityIndex]
  /// Days of output that were scrapped inside the loop, over all its entities.
  public internal(set) var scrappedDays: Double
  /// Days of deliveries inside the loop that a block stopped.
  public internal(set) var blockedDays: Double
}

/// What a reader of the result has to know.
public enum SimulationWarning: Sendable, Hashable {
  /// A demand change names an entity without final demand of its own: it is no target.
  case demandChangeWithoutEffect(EntityIndex)
  /// A qualified alternate has neither `max_share` nor a `capacity` that can be related to the need's volume.
  case alternateWithoutLimit(supply: Int)
  /// Same-day dependencies of so many entities were iterated, not solved; their loss may be too low by rounding.
  case iteratedComponent(entities: Int)
  /// Shares follow the scenario's end from the first day on, because the graph has no date for day 0.
  case additionsWithoutDate
  /// The record would have been larger than the memory limit and was left out.
  case recordTooLarge
}
