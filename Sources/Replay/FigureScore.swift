public import ScenarioModel

/// A prediction held against an observation.
///
/// Fixed before the first run, the same for all events. A prediction is a hit
///
///     negative control:  predicted < 0.01
///     with a range:      low ≤ predicted ≤ high
///     a share, lost days without a range:   |predicted − observed| ≤ 0.25 · observed
///     a day without a range:                |predicted − observed| ≤ min(30, 0.5 · observed)
///
/// and "never" is a miss where something was observed. A range decides alone, so it should be no wider than what was
/// published; rounding of 1e-9 is forgiven at its ends.
public struct FigureScore: Sendable, Equatable {
  public var observed: ObservedFigure
  /// nil for "never".
  public var predicted: Double?
  public var isHit: Bool

  /// Loss from which a negative control counts as broken.
  public static let controlLimit = 0.01
  static let relativeTolerance = 0.25
  static let dayTolerance = 30.0
  static let dayShare = 0.5
  static let rounding = 1e-9

  public init(_ observed: ObservedFigure, predicted: Double?) {
    self.observed = observed
    self.predicted = predicted
    isHit = Self.isHit(observed, predicted)
  }

  /// Predicted minus observed; nil for "never".
  public var error: Double? { predicted.map { $0 - observed.value } }

  private static func isHit(_ observed: ObservedFigure, _ predicted: Double?) -> Bool {
    guard let predicted, predicted.isFinite else { return false }
    if observed.isControl { return predicted < controlLimit }
    if let range = observed.range {
      return range.lowerBound - rounding <= predicted && predicted <= range.upperBound + rounding
    }
    let tolerance =
      observed.measure.family == .day
      ? min(dayTolerance, dayShare * observed.value) : relativeTolerance * observed.value
    return abs(predicted - observed.value) <= tolerance + rounding
  }
}
