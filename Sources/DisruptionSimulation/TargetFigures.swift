/// The figures of the targets while a scenario runs.
struct TargetFigures {
  struct Figures {
    var position: Int32
    var slot: Int
    var days: [Double] = []
    var worstLoss = 0.0
    var worstDay: Int?
    var lostDays = 0.0
    var caughtUpDays = 0.0
    /// Loss not yet caught up, in days of baseline output.
    var debt = 0.0
    var firstHitDay: Int?
    var lastHitDay: Int?
    var defaultStockNeeds = 0
  }

  private(set) var figures: [Figures] = []
  private var slots: [Int32: Int] = [:]
  private var keepsDays = false
  private(set) var hasDebt = false

  mutating func reset(_ positions: [Int32], keepsDays: Bool) {
    figures = positions.enumerated().map { Figures(position: $0.element, slot: $0.offset) }
    slots = [:]
    // Named twice, a target still has one debt.
    for (slot, position) in positions.enumerated() where slots[position] == nil { slots[position] = slot }
    self.keepsDays = keepsDays
    hasDebt = false
  }

  /// Reads the day's losses.
  mutating func note(_ day: Int, _ state: SimulationState) {
    let base = (day & state.historyMask) * state.entityCount
    for slot in figures.indices {
      let position = Int(figures[slot].position)
      let loss = min(1, max(0, state.history[base + position]))
      if keepsDays { figures[slot].days.append(loss) }
      guard loss > 0 else { continue }
      figures[slot].lostDays += loss
      figures[slot].debt += loss * state.demand[position]
      hasDebt = true
      if loss > figures[slot].worstLoss {
        figures[slot].worstLoss = loss
        figures[slot].worstDay = day
      }
      if loss > TargetTrajectory.hitThreshold, figures[slot].firstHitDay == nil {
        figures[slot].firstHitDay = day
        figures[slot].defaultStockNeeds = Int(state.trail[base + position])
      }
      if loss > TargetTrajectory.recoveryThreshold { figures[slot].lastHitDay = day }
    }
  }

  /// The days after the run ended early are normal ones.
  mutating func fillUp(_ dayCount: Int) {
    guard keepsDays else { return }
    for slot in figures.indices where figures[slot].days.count < dayCount {
      figures[slot].days += [Double](repeating: 0, count: dayCount - figures[slot].days.count)
    }
  }

  /// Whether the same target stands earlier in the list.
  func isRepeated(_ figures: Figures) -> Bool {
    guard self.figures.count > slots.count, let slot = slots[figures.position] else { return false }
    return self.figures[slot].slot != figures.slot
  }

  func debt(of position: Int) -> Double {
    guard hasDebt, let slot = slots[Int32(truncatingIfNeeded: position)] else { return 0 }
    let debt = figures[slot].debt
    return debt > RefillWorkspace.smallestGap ? debt : 0
  }

  /// A part of a target's debt is made up for.
  mutating func catchUp(_ position: Int, _ part: Double) {
    guard let slot = slots[Int32(truncatingIfNeeded: position)] else { return }
    let amount = min(figures[slot].debt, debt(of: position) * part)
    figures[slot].debt -= amount
    for other in figures.indices where figures[other].position == figures[slot].position {
      figures[other].caughtUpDays += amount
    }
  }
}
