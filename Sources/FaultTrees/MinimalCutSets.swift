/// How far a search for cut sets may go. Work is counted, not timed: the same question always ends at the same place.
public struct CutSetLimits: Sendable, Equatable {
  /// Sets of events to report at most.
  public var sets: Int
  /// Elementary steps (members of conditions looked at) at most; about 10⁹ a second.
  public var work: Int

  public init(sets: Int = 1_000_000, work: Int = 10_000_000_000) {
    self.sets = sets
    self.work = work
  }
}

/// All inclusion-minimal sets of events, up to an order, that make the top of a fault graph fail.
public struct MinimalCutSets: Sendable, Equatable {
  /// Why sets may be missing.
  public enum Incompleteness: Sendable, Equatable {
    case setLimit
    case workLimit
  }

  /// The sets by size, then by node; nodes ascend within a set.
  public let sets: [[Int]]
  /// The order asked for.
  public let order: Int
  /// All sets up to this size are there.
  public let completeOrder: Int
  public let incompleteness: Incompleteness?
  /// Elementary steps taken.
  public let work: Int

  public init(
    sets: [[Int]], order: Int, completeOrder: Int, incompleteness: Incompleteness? = nil, work: Int = 0
  ) {
    self.sets = sets
    self.order = order
    self.completeOrder = completeOrder
    self.incompleteness = incompleteness
    self.work = work
  }

  public var isComplete: Bool { incompleteness == nil }
}
