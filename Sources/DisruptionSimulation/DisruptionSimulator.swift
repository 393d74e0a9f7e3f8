public import SupplyGraph

/// Steps through the days of a scenario.
///
/// Each day, in order, in units of baseline output (1 = a normal day), with D = 1 without a demand change:
///
///     (a) on the first day of a shock with `scrap` σ all lots on the conveyor × (1 − σ)
///     (b) the conveyor advances by k_i; what leaves it is the output x_i (C = 0: x_i = b_i of the same day)
///     (c) starts b: greatest fixed point from 1 of
///         b_i = min(k_i·max(1, min(1 + spare_i, D_i)), D_i, min_n D_i[1 − c_n(1 − min(1, available_n / D_i))])
///         available_n = stock_n + u_n D_i + Σ w·D_i·x_s/D_s of what left the supplier s as many days ago as it travels
///     (d) use_n = min(b_i, available_n); stock_n = available_n − use_n
///     (e) b_i enters the conveyor over length k_i; w·D_i·x_s/D_s leaves towards each buyer
///     (f) output from spare capacity refills stocks (``refill(_:)``)
///
/// Days on which nothing reaches an entity are not computed for it: its loss is exactly 0 and its stocks stay as they
/// are. Once all is back to normal and nothing is ahead the run ends. Neither changes a bit of the result.
///
/// Assumptions: fixed recipes, nobody re-allocates or pays more, goods are never refused. Bias: losses too high where
/// buyers would improvise, too low for a second shock soon after a first (``SimulationResult/surplusDays``).
///
/// One workspace; use it for one run after the other, on one thread.
///
/// - Complexity: O(supplies downstream of what was hit) a day, plus O(r·m³) for m entities that depend on each other in a
///   circle on the same day where a few sweeps do not settle them. O(entities · longest delay + needs + supplies) space.
///   A run with ``RecordingLevel/summary`` allocates nothing a day.
public final class DisruptionSimulator {
  public let model: SimulationModel
  let rows: SimulationRows
  let state: SimulationState
  let loops: SameDayLoopSolver
  /// Computes every entity on every day to the horizon; for the test that skipping changes nothing.
  private let isPlain: Bool
  let isByOrders: Bool

  /// The schedule that runs, behind one reference: the inner loop reads it without counting its arrays.
  private var running: RunningSchedule?
  var schedule: DisruptionSchedule? { running?.schedule }
  private(set) var hasMoves = false
  var day = 0
  /// Last day on which anything was lost, missing on a conveyor, or made beyond the day's own.
  var lastBusyDay = -1
  var belowCount = 0
  var targets = TargetFigures()
  var refills: RefillWorkspace
  var recorder: DayRecorder?
  /// The loop of closed loops that each position belongs to, −1 for none.
  let closedLoopOf: Cells<Int32>
  /// Last day on which a member of each closed loop lost more than a trace.
  let lastLossInLoop: Cells<Int>
  let lostInLoop: Cells<Double>
  let blockedInLoop: Cells<Double>
  var hasIterated = 0

  public convenience init(_ model: SimulationModel) { self.init(model, isPlain: false) }

  init(_ model: SimulationModel, isPlain: Bool) {
    self.model = model
    self.isPlain = isPlain
    isByOrders = model.options.allocation == .orders
    rows = model.rows
    state = SimulationState(model)
    loops = SameDayLoopSolver(model)
    refills = RefillWorkspace(model)
    closedLoopOf = .cells(model.entityCount, -1)
    lastLossInLoop = .cells(model.closedLoops.count, -1)
    lostInLoop = .cells(model.closedLoops.count, 0)
    blockedInLoop = .cells(model.closedLoops.count, 0)
    for (index, members) in model.closedLoops.enumerated() {
      for member in members { closedLoopOf[Int(member)] = Int32(truncatingIfNeeded: index) }
    }
  }

  deinit {
    state.deallocate()
    refills.deallocate()
    closedLoopOf.deallocate()
    lastLossInLoop.deallocate()
    lostInLoop.deallocate()
    blockedInLoop.deallocate()
  }

  /// Runs a schedule that was made for this model.
  ///
  /// Loss of a target counts as debt that its own spare capacity makes up for, so who is a target is part of the
  /// question; without spare capacity it changes nothing.
  public func run(
    _ schedule: DisruptionSchedule, targets entities: [EntityIndex], recording: RecordingLevel = .targets
  ) -> SimulationResult {
    prepare(schedule, entities, recording)
    let isFull = isPlain || recorder != nil
    let scope = isFull ? (0..<rows.entityCount).map { Int32(truncatingIfNeeded: $0) } : schedule.scope
    let alwaysActive = isFull || isByOrders
    var longestDelay = state.historyMask
    if !model.rows.alternateLag.isEmpty { longestDelay = max(longestDelay, 1) }
    day = 0
    while day < schedule.horizonDays {
      if !isFull, day > schedule.lastEventDay, day - lastBusyDay > longestDelay + 1 { break }
      step(schedule, scope, alwaysActive: alwaysActive)
      day += 1
    }
    targets.fillUp(schedule.horizonDays)
    return result(schedule, entities)
  }

  private func prepare(_ schedule: DisruptionSchedule, _ entities: [EntityIndex], _ recording: RecordingLevel) {
    running = RunningSchedule(schedule)
    hasMoves = schedule.moves != nil
    state.reset(model, schedule)
    for (index, block) in schedule.blocks.enumerated() where state.firstBlock[Int(block.supply)] < 0 {
      state.firstBlock[Int(block.supply)] = Int32(truncatingIfNeeded: index)
      if Int(block.supply) < rows.supplyCount { state.isSpecial[Int(rows.supplyNeed[Int(block.supply)])] = true }
    }
    for loop in lostInLoop.indices {
      lastLossInLoop[loop] = -1
      lostInLoop[loop] = 0
      blockedInLoop[loop] = 0
    }
    lastBusyDay = -1
    belowCount = 0
    hasIterated = 0
    refills.reset(schedule)
    targets.reset(entities.map { rows.positionOf[$0.position] }, keepsDays: recording != .summary)
    recorder = recording == .everything ? DayRecorder(model, schedule) : nil
    if model.options.allocation == .orders { forgetOrders() }
    if !schedule.demand.isEmpty {
      for position in 0..<rows.entityCount { applyCapacity(position) }
      // What was under way before day 0 was sent for the old demand.
      for supply in 0..<rows.supplyCount where state.before[Int(state.supplyOwner[supply])] != 0 {
        let owner = Int(state.supplyOwner[supply])
        state.activeUntil[owner] = max(state.activeUntil[owner], state.lag[supply])
      }
    }
    if let moves = schedule.moves {
      for need in moves.needs { state.activeUntil[Int(rows.needOwner[Int(need)])] = Int32.max }
    }
  }

  private func step(_ schedule: DisruptionSchedule, _ scope: [Int32], alwaysActive: Bool) {
    recorder?.begin(state)
    let row = state.history.baseAddress.map { $0 + (day & state.historyMask) * state.entityCount }
    row?.update(repeating: 0, count: state.entityCount)
    applyShocks(schedule)
    applyScrap(schedule)
    applyBlocks(schedule)
    advanceConveyors()
    let today = Int32(truncatingIfNeeded: day)
    var place = 0
    while place < scope.count {
      let position = Int(scope[place])
      let end = Int(state.loopEnd[position])
      if end > 0 {
        if alwaysActive || isAnyActive(position..<end, today) { solve(position..<end) }
        place += end - position
      } else {
        if alwaysActive || state.own[position] != 0 || state.activeUntil[position] >= today { compute(position) }
        place += 1
      }
    }
    targets.note(day, state)
    refill(schedule)
    recorder?.end(self, schedule)
  }

  private func isAnyActive(_ positions: Range<Int>, _ today: Int32) -> Bool {
    for position in positions where state.own[position] != 0 || state.activeUntil[position] >= today { return true }
    return false
  }

  private func applyShocks(_ schedule: DisruptionSchedule) {
    for hit in schedule.hits { state.ownCapacity[Int(hit.position)] = 0 }
    for hit in schedule.hits {
      let curve = schedule.curves[Int(hit.curve)]
      guard day < curve.count else { continue }
      let position = Int(hit.position)
      state.ownCapacity[position] = max(state.ownCapacity[position], hit.share * curve[day])
    }
    for hit in schedule.hits { applyCapacity(Int(hit.position)) }
  }

  /// The loss of starts that follows from an entity's own capacity and its demand.
  private func applyCapacity(_ position: Int) {
    let lost = state.ownCapacity[position]
    let demand = state.demand[position]
    guard demand != 1 else {
      state.own[position] = lost
      return
    }
    let most = (1 - lost) * max(1, min(1 + rows.spare[position], demand))
    state.own[position] = demand > 0 ? max(0, 1 - most / demand) : 0
  }

  private func applyScrap(_ schedule: DisruptionSchedule) {
    for scrap in schedule.scraps where Int(scrap.day) == day {
      let position = Int(scrap.position)
      let conveyor = Int(state.conveyorOf[position])
      guard conveyor >= 0 else { continue }
      let lost = state.conveyors[conveyor].scrap(scrap.share) * state.demand[position]
      if closedLoopOf[position] >= 0 { lostInLoop[Int(closedLoopOf[position])] += lost }
      recorder?.noteScrap(position, lost)
    }
  }

  /// Wakes the buyers of blocked supplies for the days on which nothing arrives, and books what stays away.
  private func applyBlocks(_ schedule: DisruptionSchedule) {
    for block in schedule.blocks where Int(block.from) <= day && day < Int(block.until) {
      let supply = Int(block.supply)
      guard supply < rows.supplyCount else { continue }
      let owner = Int(state.supplyOwner[supply])
      lastBusyDay = day
      state.activeUntil[owner] = max(state.activeUntil[owner], Int32(truncatingIfNeeded: day) &+ state.lag[supply])
      let loop = closedLoopOf[owner]
      if loop >= 0, closedLoopOf[Int(state.supplier[supply])] == loop {
        blockedInLoop[Int(loop)] += state.weight[supply]
      }
    }
  }

  private func advanceConveyors() {
    for index in state.conveyors.indices {
      let position = Int(state.conveyorOwner[index])
      let lost = state.ownCapacity[position]
      var missing = 0.0
      var reason: Int32 = 0
      if !state.conveyors[index].isEven {
        (missing, reason) = state.conveyors[index].advance(by: 1 - lost)
        lastBusyDay = day
        state.activeUntil[position] = max(state.activeUntil[position], Int32(truncatingIfNeeded: day))
      }
      publish(position, loss: lost + missing, trail: lost > missing ? 0 : reason)
    }
  }

  /// Makes an entity's output loss known to its buyers.
  @inline(__always)
  func publish(_ position: Int, loss: Double, trail: Int32) {
    if isByOrders {
      state.history[(day & state.historyMask) * state.entityCount + position] = loss
      share(position, loss: loss)
    }
    guard loss != 0 else { return }
    let cell = (day & state.historyMask) * state.entityCount + position
    state.history[cell] = loss
    state.trail[cell] = trail
    lastBusyDay = day
    let today = Int32(truncatingIfNeeded: day)
    for index in Int(state.customerStart[position])..<Int(state.customerStart[position + 1]) {
      let supply = Int(state.customerSupply[index])
      let owner = Int(state.supplyOwner[supply])
      let until = today &+ state.lag[supply]
      if state.activeUntil[owner] < until { state.activeUntil[owner] = until }
    }
  }
}

private final class RunningSchedule {
  let schedule: DisruptionSchedule
  init(_ schedule: DisruptionSchedule) { self.schedule = schedule }
}
