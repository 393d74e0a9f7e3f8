public import SupplyGraph

/// Supply that somebody adds from a date on, as meant for one graph.
///
/// `share` is what the supplier **adds** of each such buyer's need, on top of what it supplies already; after the ramp
/// its share has risen by exactly this. On the way it grows in a straight line:
///
///     strength(day) = 0 before the start, min(1, (day − start) / ramp_days), 1 from the start on without a ramp
public struct CapacityAddition: Sendable, Hashable {
  /// Whose share becomes smaller.
  public enum Origin: Sendable, Hashable {
    /// All that do not add themselves, and the unattributed part, in proportion to what they have.
    case proportional
    /// These, by so much of the buyer's need each.
    case suppliers([Taken])
  }

  /// What is taken from one supplier, or from the unattributed part.
  public struct Taken: Sendable, Hashable {
    /// nil for the unattributed part.
    public var supplier: EntityIndex?
    /// Fraction of the buyer's need, 0…1.
    public var share: Double
  }

  public internal(set) var entity: EntityIndex
  public internal(set) var product: String
  /// Fraction of each buyer's need that is added after the ramp, 0…1.
  public internal(set) var share: Double
  public internal(set) var takesFrom: Origin
  public internal(set) var start: Period
  public internal(set) var rampDays: Double
  /// Whose needs, in the language of selectors; nil for everybody who needs the product.
  public internal(set) var buyers: String?
  /// Those needs, as indices into the graph's needs.
  public internal(set) var needs: [Int]
  /// Id of the source; it need not be in the graph's list.
  public internal(set) var source: String?
  /// What the added supply rests on; its source is set when the addition enters a graph.
  public internal(set) var evidence: Evidence

  /// The part of the addition in place on a day, 0…1.
  public func strength(on day: CalendarDay) -> Double {
    guard day.number >= start.firstDay else { return 0 }
    guard rampDays > 0 else { return 1 }
    return min(1, Double(day.number - start.firstDay) / rampDays)
  }
}
