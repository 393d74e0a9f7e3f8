public import SupplyGraph

/// What is measured of a disruption, observed and predicted alike.
public enum DisruptionMeasure: String, Sendable, CaseIterable {
  /// Largest daily loss, as a share of normal output.
  case worstLoss = "worst_loss"
  /// Mean daily loss over some days, as a share of normal output.
  case meanLoss = "mean_loss"
  /// Sum of daily losses, in days of normal output.
  case lostDays = "lost_days"
  /// First day with a loss above 0.001.
  case firstLossDay = "first_loss_day"
  /// First day of the largest loss.
  case worstDay = "worst_day"
  /// Last day with a loss above 0.01, plus one.
  case recoveryDay = "recovery_day"

  /// Kinds of figures whose errors can be averaged.
  public enum Family: String, Sendable, CaseIterable {
    /// Losses as shares of normal output, 0…1.
    case share
    /// Days of normal output.
    case lostDays = "lost_days"
    /// Days since the first shock's start.
    case day
  }

  public var family: Family {
    switch self {
    case .worstLoss, .meanLoss: .share
    case .lostDays: .lostDays
    case .firstLossDay, .worstDay, .recoveryDay: .day
    }
  }

  /// How its values are written in a file: `share` or `days`.
  public var unit: String { family == .share ? "share" : "days" }
}

/// One figure that was observed of a past disruption, for one graph.
///
/// Days count from the start of the first shock.
public struct ObservedFigure: Sendable, Hashable {
  public var target: EntityIndex
  public var measure: DisruptionMeasure
  /// The days that a mean is over; nil for other measures.
  public var window: Range<Int>?
  public var value: Double
  /// Where the truth may lie; nil where no range is given.
  public var range: ClosedRange<Double>?
  /// A negative control: much supply was lost and no output.
  public var isControl: Bool
  public var asOf: String?
  /// Index into the graph's sources.
  public var source: Int?
  public var note: String?

  public init(
    target: EntityIndex, measure: DisruptionMeasure, window: Range<Int>? = nil, value: Double,
    range: ClosedRange<Double>? = nil, isControl: Bool = false, asOf: String? = nil, source: Int? = nil,
    note: String? = nil
  ) {
    self.target = target
    self.measure = measure
    self.window = window
    self.value = value
    self.range = range
    self.isControl = isControl
    self.asOf = asOf
    self.source = source
    self.note = note
  }
}
