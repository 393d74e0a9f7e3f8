public import ScenarioModel
public import SupplyGraph

/// A scenario laid out on days for one model; built once, run as often as you like.
///
/// Day d is sampled at its beginning. Starts and durations are rounded to whole days, halves up; a shock that lasts at
/// all lasts one day at least. With whole days capacity is `Shock.capacity(onDay: d)`, the capacity of the static 3.1.
/// Several shocks on one entity count as the least capacity left; what they scrap adds up lot by lot.
///
/// - Complexity: O(shocks · days + hits + entities + supplies) time and space.
public struct DisruptionSchedule: Sendable {
  public let horizonDays: Int
  /// First day of the first shock; 0 where there is none.
  public let firstShockDay: Int
  public private(set) var warnings: [SimulationWarning] = []

  /// Loss of capacity by shock and day, 0 where a shock hits no entity.
  private(set) var curves: [[Double]] = []
  private(set) var hits: [Hit] = []
  /// In order of days.
  private(set) var scraps: [Scrap] = []
  private(set) var blocks: [Block] = []
  /// D by position; empty where demand does not change.
  private(set) var demand: [Double] = []
  private(set) var moves: ShareMoves?
  /// Last day on which something from outside acts; nothing does where it is negative.
  private(set) var lastEventDay = -1
  /// Positions that can lose anything, ascending.
  private(set) var scope: [Int32] = []

  /// An entity hit by a shock, as position, with the part of it that is hit.
  struct Hit: Sendable {
    var position: Int32
    var curve: Int32
    var share: Double
  }

  /// A part of the work in process that is lost on a day.
  struct Scrap: Sendable {
    var day: Int32
    var position: Int32
    var share: Double
  }

  /// A supply that ships nothing from one day to before another. Alternates are numbered after the supplies.
  struct Block: Sendable {
    var supply: Int32
    var from: Int32
    var until: Int32
  }

  /// - Parameter scenario: resolved for the model's graph.
  /// - Parameter undated: the graph before the scenario's capacity additions; with it shares move along their ramps,
  ///   from the day after the period that the graph describes. Without it the shares of the model's graph, which
  ///   `ScenarioResolver` gives as those of the scenario's end, hold from the first day on.
  /// - Parameter targets: whose purchases set the sizes that a demand change needs; those whose demand changes where
  ///   empty.
  /// - Throws: ``SimulationError``
  public init(
    _ scenario: Scenario, for model: SimulationModel, undated: SupplyGraph? = nil, targets: [EntityIndex] = []
  ) throws(SimulationError) {
    let horizon = model.options.horizonDays ?? scenario.horizonDays
    try Self.check(horizon, shocks: scenario.shocks.count, model)
    horizonDays = horizon
    firstShockDay = scenario.shocks.map { SimulationModel.wholeDays($0.start) }.min() ?? 0
    let supplyOfRow = Self.compiledSupplies(model)
    for shock in scenario.shocks { try add(shock, model, supplyOfRow) }
    scraps.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    if !scenario.trade.demand.isEmpty {
      let result = try DemandMultipliers(scenario.trade.demand, model, targets: targets)
      demand = result.byPosition
      warnings += result.warnings
    }
    if !scenario.additions.isEmpty, let undated {
      moves = try ShareMoves(scenario.additions, from: undated, to: model, days: horizon)
      if undated.asOf == nil { warnings.append(.additionsWithoutDate) }
    }
    finish(model)
  }

  /// One entity is out from day 0 on, and nothing else happens.
  public static func outage(
    of entity: EntityIndex, days: Int, horizonDays: Int? = nil, in model: SimulationModel
  ) throws(SimulationError) -> DisruptionSchedule {
    try DisruptionSchedule(outage: entity, days: days, horizonDays, model)
  }

  private init(
    outage entity: EntityIndex, days: Int, _ horizonDays: Int?, _ model: SimulationModel
  ) throws(SimulationError) {
    let horizon = horizonDays ?? model.options.horizonDays ?? SimulationOptions.defaultHorizonDays
    try Self.check(horizon, shocks: 1, model)
    guard (0...SimulationOptions.longestHorizonDays).contains(days) else { throw .outageDaysOutOfRange(days) }
    guard (0..<model.entityCount).contains(entity.position) else { throw .unknownEntity(entity) }
    self.horizonDays = horizon
    firstShockDay = 0
    curves = [[Double](repeating: 1, count: min(days, horizon))]
    hits = [Hit(position: model.rows.positionOf[entity.position], curve: 0, share: 1)]
    finish(model)
  }

  private static func check(_ horizon: Int, shocks: Int, _ model: SimulationModel) throws(SimulationError) {
    guard (1...SimulationOptions.longestHorizonDays).contains(horizon) else { throw .horizonOutOfRange(horizon) }
    guard shocks <= SimulationModel.memoryLimit / horizon else {
      throw .scheduleTooLarge(shocks: shocks, days: horizon)
    }
    let rows = model.rows
    var longest: (days: Int, need: Int)?
    for (supply, lag) in rows.lag.enumerated() where Int(lag) < horizon && Int(lag) > longest?.days ?? -1 {
      longest = (Int(lag), Int(rows.supplyNeed[supply]))
    }
    for need in 0..<rows.needCount {
      for lag in rows.alternateLag[rows.alternates(need)] where Int(lag) < horizon && Int(lag) > longest?.days ?? -1 {
        longest = (Int(lag), need)
      }
    }
    guard let longest else { return }
    let width = max(model.entityCount, model.options.allocation == .orders ? rows.supplyCount : 0)
    guard historyDays(longest: longest.days) <= SimulationModel.memoryLimit / max(1, width) else {
      throw .transitTooLong(need: Int(rows.needIndex[longest.need]), days: longest.days)
    }
  }

  /// Days that are remembered: a power of two above the longest delay.
  static func historyDays(longest: Int) -> Int {
    var days = 1
    while days <= longest { days *= 2 }
    return days
  }

  /// The compiled supply of each row of the graph's supplies, alternates numbered after the others; −1 for none.
  private static func compiledSupplies(_ model: SimulationModel) -> [Int32] {
    var result = [Int32](repeating: -1, count: model.graph.supplies.count)
    for (supply, row) in model.rows.supplyIndex.enumerated() { result[Int(row)] = Int32(truncatingIfNeeded: supply) }
    for (alternate, row) in model.rows.alternateIndex.enumerated() {
      result[Int(row)] = Int32(truncatingIfNeeded: model.rows.supplyCount + alternate)
    }
    return result
  }

  private mutating func add(
    _ shock: Shock, _ model: SimulationModel, _ supplyOfRow: [Int32]
  ) throws(SimulationError) {
    let start = SimulationModel.wholeDays(shock.start)
    let length = shock.duration.map { $0 > 0 ? max(1, SimulationModel.wholeDays($0)) : 0 }
    guard start < horizonDays else { return }
    switch shock.subject {
    case .entities(let choices):
      var curve = [Double](repeating: 0, count: horizonDays)
      for day in start..<horizonDays {
        let since = length.map { day - start - $0 } ?? -1
        let capacity = since < 0 ? shock.capacity : shock.recovery.capacity(from: shock.capacity, after: Double(since))
        curve[day] = min(1, max(0, 1 - capacity))
      }
      while curve.last == 0 { curve.removeLast() }
      let index = Int32(truncatingIfNeeded: curves.count)
      curves.append(curve)
      for choice in choices {
        guard (0..<model.entityCount).contains(choice.entity.position) else { throw .unknownEntity(choice.entity) }
        let position = model.rows.positionOf[choice.entity.position]
        hits.append(Hit(position: position, curve: index, share: choice.share))
        if shock.scrap > 0 {
          scraps.append(
            Scrap(day: Int32(truncatingIfNeeded: start), position: position, share: shock.scrap * choice.share))
        }
      }
    case .supplies(let stopped):
      let until = min(horizonDays, length.map { start + $0 } ?? horizonDays)
      for row in stopped {
        guard supplyOfRow.indices.contains(row) else { throw .unknownSupply(row) }
        guard supplyOfRow[row] >= 0, until > start else { continue }
        blocks.append(
          Block(
            supply: supplyOfRow[row], from: Int32(truncatingIfNeeded: start), until: Int32(truncatingIfNeeded: until)))
      }
    }
  }

  /// Finds when the last thing happens, and whom anything can reach.
  private mutating func finish(_ model: SimulationModel) {
    let rows = model.rows
    lastEventDay = max(
      curves.map { $0.count - 1 }.max() ?? -1, scraps.last.map { Int($0.day) } ?? -1,
      blocks.map { Int($0.until) - 1 }.max() ?? -1)
    guard demand.isEmpty, model.options.allocation == .fixed else {
      lastEventDay = horizonDays
      scope = (0..<rows.entityCount).map { Int32(truncatingIfNeeded: $0) }
      return
    }
    if moves != nil { lastEventDay = horizonDays }
    var isReached = [Bool](repeating: false, count: rows.entityCount)
    var stack: [Int32] = []
    func reach(_ position: Int32) {
      guard !isReached[Int(position)] else { return }
      isReached[Int(position)] = true
      stack.append(position)
    }
    for hit in hits { reach(hit.position) }
    for block in blocks where Int(block.supply) < rows.supplyCount {
      reach(rows.needOwner[Int(rows.supplyNeed[Int(block.supply)])])
    }
    for need in moves?.needs ?? [] { reach(rows.needOwner[Int(need)]) }
    while let position = stack.popLast() {
      for index in rows.customers(Int(position)) {
        reach(rows.needOwner[Int(rows.supplyNeed[Int(rows.customerSupply[index])])])
      }
    }
    scope = isReached.indices.filter { isReached[$0] }.map { Int32(truncatingIfNeeded: $0) }
  }
}
