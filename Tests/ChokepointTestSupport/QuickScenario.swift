public import Diagnostics
public import ScenarioModel
public import SupplyGraph

/// Says in few words what happens to a test graph, and knows by itself what that leaves on a day.
public struct QuickShock: Sendable {
  /// A selector of entities; nil for a block.
  public var select: String?
  /// Selectors of a block's suppliers and buyers, and its products.
  public var from: String?
  public var to: String?
  public var products: [String] = []
  public var capacity: Double?
  public var start = 0.0
  public var duration: Double?
  public var licenceDays: Double?
  /// Shape and days of the recovery.
  public var recovery: (shape: String, days: Double)?
  /// Days after the end and capacity reached, for a piecewise recovery.
  public var points: [(day: Double, capacity: Double)] = []

  /// Entities lose capacity.
  public static func hit(
    _ select: String, capacity: Double? = nil, start: Double = 0, duration: Double? = nil,
    recovery: (shape: String, days: Double)? = nil, points: [(day: Double, capacity: Double)] = []
  ) -> QuickShock {
    QuickShock(
      select: select, capacity: capacity, start: start, duration: duration, recovery: recovery, points: points)
  }

  /// Supplies are stopped.
  public static func block(
    from: String, to: String, products: [String] = [], start: Double = 0, duration: Double? = nil,
    licenceDays: Double? = nil
  ) -> QuickShock {
    QuickShock(
      from: from, to: to, products: products, start: start, duration: duration, licenceDays: licenceDays)
  }

  /// The part of capacity that is lost on a day, 0…1, by the definition.
  public func lost(onDay day: Double) -> Double {
    let low = select == nil ? 0 : capacity ?? 0
    guard day >= start else { return 0 }
    guard let length = licenceDays ?? duration, day >= start + length else { return 1 - low }
    let since = day - start - length
    switch recovery?.shape {
    case "linear": return max(0, (1 - low) * (1 - since / (recovery?.days ?? 1)))
    case "piecewise":
      // The line through the end of the shock and the points; whole behind the last.
      let line = [(day: 0.0, capacity: low)] + points
      for (a, b) in zip(line, line.dropFirst()) where since < b.day {
        return 1 - (a.capacity + (b.capacity - a.capacity) * (since - a.day) / (b.day - a.day))
      }
      return since > line[line.count - 1].day ? 0 : 1 - line[line.count - 1].capacity
    default: return 0
    }
  }

  var row: ShockRow {
    func text(_ value: String) -> SelectorSource { .text(Located(value)) }
    var row = ShockRow(spot: .none)
    row.select = select.map(text)
    if from != nil || to != nil {
      var block = BlockRow(spot: .none)
      block.from = from.map(text)
      block.to = to.map(text)
      block.products = products.map { Located($0) }
      row.block = block
    }
    row.capacity = capacity.map { Located($0) }
    row.start = Located(start)
    row.duration = duration.map { Located($0) }
    row.licenceDays = licenceDays.map { Located($0) }
    if let recovery {
      var written = RecoveryRow()
      written.shape = Located(recovery.shape)
      if recovery.shape != "piecewise" { written.days = Located(recovery.days) }
      written.points = points.map { RecoveryPointRow(day: Located($0.day), capacity: Located($0.capacity)) }
      row.recovery = written
    }
    return row
  }
}

/// A resolved scenario of these shocks.
///
/// - Throws: `FindingsError` where the scenario does not fit the graph.
public func quickScenario(
  _ id: String = "test", title: String = "A test", in graph: SupplyGraph, _ shocks: [QuickShock]
) throws(FindingsError) -> Scenario {
  var document = ScenarioDocument()
  document.schema = Located(ScenarioResolver.schema)
  document.id = Located(id)
  document.title = Located(title)
  document.shocks = shocks.map(\.row)
  let outcome = ScenarioResolver.resolve(document, in: graph)
  guard let scenario = outcome.scenario else { throw FindingsError(outcome.findings) }
  return scenario
}
