public import SupplyGraph

/// Everything that happened, day by day: the basis of explanations and of the laws of conservation.
///
/// Arrays are day-major. Entities are indexed as in the graph; needs and supplies as in the graph too, with 0 for those
/// that do not take part. Amounts of an entity are in days of its normal output, of a need in days of its normal use.
///
///     loss, startLoss, capacity, workInProcess, scrapped, extra, bindingNeed      days × entities
///     stock, unattributed, used, usedForExtra, refilled                           days × needs
///     shipped, arrived                                                            days × supplies
public struct DailyRecord: Sendable, Equatable {
  public internal(set) var dayCount: Int
  public internal(set) var entityCount: Int
  public internal(set) var needCount: Int
  public internal(set) var supplyCount: Int
  /// 1 − x: what does not leave the entity.
  public internal(set) var loss: [Double]
  /// 1 − b: what is not started.
  public internal(set) var startLoss: [Double]
  /// k: capacity left by what hits the entity itself.
  public internal(set) var capacity: [Double]
  /// Lots on the conveyor at the day's end.
  public internal(set) var workInProcess: [Double]
  public internal(set) var scrapped: [Double]
  /// Output beyond the day's own, from spare capacity.
  public internal(set) var extra: [Double]
  /// The need that holds starts back, as an index into the graph's needs; −1 for nothing, −2 for the own capacity.
  public internal(set) var bindingNeed: [Int32]
  /// Stock at the day's end.
  public internal(set) var stock: [Double]
  /// Supply attributed to nobody that came in.
  public internal(set) var unattributed: [Double]
  public internal(set) var used: [Double]
  /// Used for output from spare capacity.
  public internal(set) var usedForExtra: [Double]
  /// Received from suppliers' spare capacity.
  public internal(set) var refilled: [Double]
  /// What left the supplier for this need.
  public internal(set) var shipped: [Double]
  /// What came in.
  public internal(set) var arrived: [Double]
  /// Demand D of every entity as a multiple of the baseline; empty where it is 1.
  public internal(set) var demand: [Double]

  /// The row of an entity on a day in the arrays of entities.
  public func row(_ day: Int, _ entity: EntityIndex) -> Int { day * entityCount + entity.position }
  /// The row of a need on a day in the arrays of needs.
  public func row(_ day: Int, need: Int) -> Int { day * needCount + need }
  /// The row of a supply on a day in the arrays of supplies.
  public func row(_ day: Int, supply: Int) -> Int { day * supplyCount + supply }
}
