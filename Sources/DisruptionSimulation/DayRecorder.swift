import SupplyGraph

/// Writes down everything of every day.
///
/// Arrivals, uses and contents are computed here from the definitions, not taken from the engine's bookkeeping, so that
/// the laws of conservation, tested on the record, test the engine.
final class DayRecorder {
  private(set) var record: DailyRecord?
  let isTooLarge: Bool
  private let rows: SimulationRows
  private var stockBefore: [Double]
  private let entityWidth: Int
  private let needWidth: Int
  private var day = -1

  init(_ model: SimulationModel, _ schedule: DisruptionSchedule) {
    rows = model.rows
    let (entities, needs) = (model.graph.entities.count, model.graph.needs.count)
    let supplies = model.graph.supplies.count
    (entityWidth, needWidth) = (entities, needs)
    let days = schedule.horizonDays
    let width = 7 * entities + 5 * needs + 2 * supplies
    isTooLarge = width > SimulationModel.memoryLimit / max(1, days)
    stockBefore = [Double](repeating: 0, count: model.rows.needCount)
    guard !isTooLarge else { return }
    func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: days * count) }
    record = DailyRecord(
      dayCount: days, entityCount: entities, needCount: needs, supplyCount: supplies, loss: zeros(entities),
      startLoss: zeros(entities), capacity: zeros(entities), workInProcess: zeros(entities),
      scrapped: zeros(entities), extra: zeros(entities),
      bindingNeed: [Int32](repeating: -1, count: days * entities), stock: zeros(needs), unattributed: zeros(needs),
      used: zeros(needs), usedForExtra: zeros(needs), refilled: zeros(needs), shipped: zeros(supplies),
      arrived: zeros(supplies), demand: [])
    guard !schedule.demand.isEmpty else { return }
    record?.demand = [Double](repeating: 1, count: entities)
    for (position, demand) in schedule.demand.enumerated() {
      let entity = Int(rows.entityAt[position])
      record?.demand[entity] = demand
    }
  }

  func begin(_ state: SimulationState) {
    day += 1
    for need in stockBefore.indices { stockBefore[need] = state.stock[need] }
  }

  func noteScrap(_ position: Int, _ lost: Double) {
    let cell = day * entityWidth + Int(rows.entityAt[position])
    record?.scrapped[cell] += lost
  }

  func noteRefill(_ need: Int, _ amount: Double) {
    let cell = day * needWidth + Int(rows.needIndex[need])
    record?.refilled[cell] += amount
  }

  func noteExtraUse(_ need: Int, _ amount: Double) {
    let cell = day * needWidth + Int(rows.needIndex[need])
    record?.usedForExtra[cell] += amount
  }

  func end(_ run: DisruptionSimulator, _ schedule: DisruptionSchedule) {
    guard record != nil else { return }
    for position in 0..<rows.entityCount {
      noteEntity(position, run)
      for need in rows.needs(position) { noteNeed(need, position, run, schedule) }
    }
  }

  private func noteEntity(_ position: Int, _ run: DisruptionSimulator) {
    let state = run.state
    let cell = day * entityWidth + Int(rows.entityAt[position])
    record?.loss[cell] = state.history[(day & state.historyMask) * state.entityCount + position]
    record?.startLoss[cell] = state.startLoss[position]
    record?.capacity[cell] = 1 - state.ownCapacity[position]
    let conveyor = Int(state.conveyorOf[position])
    record?.workInProcess[cell] = conveyor < 0 ? 0 : state.conveyors[conveyor].content * state.demand[position]
    record?.extra[cell] = run.refills.extra[position]
    let binding = state.binding[position]
    let need = binding < 0 ? binding : rows.needIndex[Int(binding)]
    record?.bindingNeed[cell] = need
  }

  private func noteNeed(
    _ need: Int, _ position: Int, _ run: DisruptionSimulator, _ schedule: DisruptionSchedule
  ) {
    guard let supplyWidth = record?.supplyCount else { return }
    let state = run.state
    let demand = state.demand[position]
    let cell = day * needWidth + Int(rows.needIndex[need])
    var unattributed = rows.unsupplied[need] * demand
    if let moves = schedule.moves, let slot = moves.needs.firstIndex(of: Int32(truncatingIfNeeded: need)) {
      unattributed = moves.unsupplied[day * moves.needs.count + slot] * demand
    }
    var arrived = 0.0
    for supply in rows.supplies(need) {
      let place = day * supplyWidth + Int(rows.supplyIndex[supply])
      let sent = day - Int(rows.lag[supply])
      let amount = demand * run.weight(supply, on: sent) * (1 - run.sentLoss(supply, schedule))
      record?.arrived[place] = amount
      arrived += amount
      let shipped = demand * run.weight(supply, on: day) * (1 - shippedLoss(supply, run, schedule))
      record?.shipped[place] = shipped
    }
    if rows.switchDays[need] >= 0, state.isSwitched[need] || rows.switchDays[need] > 0 {
      arrived += noteAlternates(need, run, schedule, demand, supplyWidth)
    }
    let available = stockBefore[need] + unattributed + arrived
    let isStocked = rows.isStocked[need]
    record?.unattributed[cell] = unattributed
    // A place, owner or hazard is there or not: what is not used is not kept.
    record?.used[cell] = isStocked ? min(demand * (1 - state.startLoss[position]), available) : available
    record?.stock[cell] = state.stock[need]
  }

  private func shippedLoss(_ supply: Int, _ run: DisruptionSimulator, _ schedule: DisruptionSchedule) -> Double {
    let state = run.state
    if run.isBlocked(supply, on: day, schedule) { return 1 }
    if run.model.options.allocation == .orders {
      return state.shipments[(day & state.historyMask) * rows.supplyCount + supply]
    }
    return state.history[(day & state.historyMask) * state.entityCount + Int(rows.supplier[supply])]
  }

  /// Alternates deliver within the day: what they ship arrives.
  private func noteAlternates(
    _ need: Int, _ run: DisruptionSimulator, _ schedule: DisruptionSchedule, _ demand: Double, _ width: Int
  ) -> Double {
    // The day's switch may have been thrown in the evening: what counts is whether anything was delivered.
    let delivered = run.state.rawShortage[need] - run.state.shortage[need]
    guard delivered > 0 else { return 0 }
    var rest = run.state.rawShortage[need]
    var sum = 0.0
    for alternate in rows.alternates(need) {
      let amount = run.delivery(of: alternate, missing: rest, schedule).amount
      rest = max(0, rest - amount)
      sum += amount * demand
      let cell = day * width + Int(rows.alternateIndex[alternate])
      record?.shipped[cell] = amount * demand
      record?.arrived[cell] = amount * demand
    }
    return sum
  }
}
