import RealModule
public import SupplyGraph

/// A disruption as meant, for one graph: what is hit, how hard, from when, for how long, and how it comes back.
public struct Scenario: Sendable, Hashable {
  public internal(set) var id: String
  public internal(set) var title: String
  public internal(set) var rationale: String?
  public internal(set) var sources: [String]
  public internal(set) var horizonDays: Int
  public internal(set) var shocks: [Shock]
  /// Supply that somebody adds at a date; what shocks hit is the graph with the additions of the scenario's end.
  public internal(set) var additions: [CapacityAddition] = []
  public internal(set) var trade: TradeMeasures
}

/// One shock of a scenario.
public struct Shock: Sendable, Hashable {
  /// What a shock hits.
  public enum Subject: Sendable, Hashable {
    /// Entities, each with the part of it that is hit.
    case entities([Selector.Choice])
    /// Supplies that deliver nothing, as indices into the graph's supplies.
    case supplies([Int])
  }

  public internal(set) var subject: Subject
  /// The selector as it was resolved, in its own language.
  public internal(set) var selection: String
  /// Capacity left while the shock lasts, 0…1; 0 for a block.
  public internal(set) var capacity: Double
  /// First day.
  public internal(set) var start: Double
  /// Days at `capacity`; nil to the horizon.
  public internal(set) var duration: Double?
  public internal(set) var recovery: Recovery
  /// Share of work in process that is lost on the first day.
  public internal(set) var scrap: Double

  /// Capacity left on a day: 1 before the start, then `capacity`, then along the recovery.
  public func capacity(onDay day: Double) -> Double {
    guard day >= start else { return 1 }
    guard let duration, day >= start + duration else { return capacity }
    return recovery.capacity(from: capacity, after: day - start - duration)
  }
}

/// How capacity comes back after a shock.
public enum Recovery: Sendable, Hashable {
  case step
  /// Evenly over some days.
  case linear(days: Double)
  /// Towards full, with 95 % of the loss made good after some days.
  case exponential(days: Double)
  /// Through points (days after the end, capacity); full after the last.
  case piecewise([Point])

  /// A point of a piecewise recovery.
  public struct Point: Sendable, Hashable {
    public var day: Double
    public var capacity: Double
  }

  /// Capacity some days after the shock's end, from the capacity it left.
  public func capacity(from low: Double, after days: Double) -> Double {
    switch self {
    case .step: return 1
    case .linear(let length):
      return length <= 0 || days >= length ? 1 : low + (1 - low) * (days / length)
    case .exponential(let length):
      // Twenty to the power −x: 5 % of the loss is left after `length` days.
      // Added to `low`, so that rounding never takes it below.
      return length <= 0 ? 1 : min(1, low + (1 - low) * (1 - Double.pow(0.05, days / length)))
    case .piecewise(let points):
      var last = Point(day: 0, capacity: low)
      for point in points {
        if days < point.day {
          let span = point.day - last.day
          return last.capacity + (point.capacity - last.capacity) * (span > 0 ? (days - last.day) / span : 1)
        }
        last = point
      }
      return points.isEmpty ? 1 : days > last.day ? 1 : last.capacity
    }
  }
}

extension Scenario {
  /// The days on which some capacity changes for the worse: only then can a loss be at its worst.
  ///
  /// Between them every capacity only recovers, and losses never rise when capacities do.
  public var worstMoments: [Double] { Array(Set(shocks.map(\.start))).sorted() }

  /// Own losses by entity and stopped supplies on a day; several shocks on one entity count as the worst.
  public func hits(onDay day: Double) -> (entities: [(entity: EntityIndex, ownLoss: Double)], supplies: Set<Int>) {
    var losses: [EntityIndex: Double] = [:]
    var supplies: Set<Int> = []
    for shock in shocks {
      let loss = 1 - shock.capacity(onDay: day)
      guard loss > 0 else { continue }
      switch shock.subject {
      case .entities(let choices):
        for choice in choices { losses[choice.entity] = max(losses[choice.entity] ?? 0, choice.share * loss) }
      case .supplies(let indices):
        // A block is on or off; it has no recovery.
        supplies.formUnion(indices)
      }
    }
    return (losses.sorted { $0.key < $1.key }.map { (entity: $0.key, ownLoss: $0.value) }, supplies)
  }
}
