/// Step (f): output from spare capacity.
///
///     e_i = min( (1 + spare_i)·min(k_i, conditions_i) − b_i,  G_i,  stock_n of every flow need of i )
///     G_i = Σ over customers' needs n of w_n·gap_n / W_i + debt_i,     W_i = Σ w_n over all customers' needs for goods
///     stock_n += w_n·gap_n·e_i/G_i of the customers;   stock_n −= e_i of i's own flow needs
///
/// gap_n is what a stock lacks of its buffer at day's end, w_n·gap_n the part that i is to fill, and dividing by W_i
/// turns days of customers' use into days of i's output (a day of one customer's need counts as much as a day of
/// another's). debt_i is a target's loss that was not yet caught up. Conditions are what upkeep, licences, places, owners
/// and hazards allow. All e_i follow from the same evening, so nothing cascades within a day; goods arrive in the same
/// night, whatever the way takes (a second shock soon after looks milder).
///
/// An entity that depends on itself through a closed loop (``ClosedLoops``) makes no extra output: it would use up the
/// goods that the loop lives on, which nothing replaces.
struct RefillWorkspace {
  /// Gaps below this many days count as filled: rounding is no reason to run a plant.
  static let smallestGap = 1e-9

  /// Whether a position may have capacity to spare.
  let isHelper: Cells<Bool>
  private(set) var hasHelpers = false
  private let spare: [Double]
  /// Needs that an entity's own closed loop feeds.
  let isLoopFed: Cells<Bool>
  let extra: Cells<Double>
  /// G while it is summed up.
  let wanted: Cells<Double>
  /// e/G by position.
  let ratio: Cells<Double>
  let change: Cells<Double>
  var touched: [Int32] = []
  var asked: [Int32] = []
  var working: [Int32] = []
  /// With orders: what today's shipments are shared by, and what today's uses ask for tomorrow.
  var orders: Cells<Double>
  var nextOrders: Cells<Double>

  init(_ model: SimulationModel) {
    let rows = model.rows
    isHelper = .cells(rows.entityCount, false)
    spare = rows.spare
    wanted = .cells(rows.entityCount, 0)
    isLoopFed = .cells(rows.needCount, false)
    extra = .cells(rows.entityCount, 0)
    ratio = .cells(rows.entityCount, 0)
    change = .cells(rows.needCount, 0)
    let isOrdering = model.options.allocation == .orders
    orders = .cells(isOrdering ? rows.needCount : 0, 1)
    nextOrders = .cells(isOrdering ? rows.needCount : 0, 1)
    touched.reserveCapacity(rows.needCount)
    asked.reserveCapacity(rows.entityCount)
    working.reserveCapacity(rows.entityCount)
    for members in model.closedLoops {
      let loop = Set(members)
      for member in members {
        for need in rows.needs(Int(member)) {
          isLoopFed[need] = rows.supplies(need).contains { loop.contains(rows.supplier[$0]) && rows.weight[$0] > 0 }
        }
      }
    }
  }

  /// What was asked for today is what tomorrow's shipments are shared by.
  mutating func passOrdersOn() { swap(&orders, &nextOrders) }

  func deallocate() {
    isLoopFed.deallocate()
    isHelper.deallocate()
    for cells in [extra, wanted, ratio, change, orders, nextOrders] { cells.deallocate() }
  }

  /// Without a demand change only spare capacity can make more than the day's own: starts below capacity are held back
  /// by a need, which has nothing left then.
  mutating func reset(_ schedule: DisruptionSchedule) {
    hasHelpers = false
    for position in spare.indices {
      isHelper[position] = spare[position] > 0 || !schedule.demand.isEmpty
      hasHelpers = hasHelpers || isHelper[position]
    }
    for position in working { extra[Int(position)] = 0 }
    working.removeAll(keepingCapacity: true)
  }
}

extension DisruptionSimulator {
  func refill(_ schedule: DisruptionSchedule) {
    if isByOrders { refills.passOrdersOn() }
    for position in refills.working { refills.extra[Int(position)] = 0 }
    refills.working.removeAll(keepingCapacity: true)
    guard refills.hasHelpers, belowCount > 0 || targets.hasDebt else { return }
    ask(schedule)
    for position in refills.asked {
      plan(Int(position))
      refills.wanted[Int(position)] = 0
    }
    refills.asked.removeAll(keepingCapacity: true)
    guard !refills.working.isEmpty else { return }
    lastBusyDay = day
    deliver(schedule)
    for position in refills.working { useInputs(Int(position)) }
    for need in refills.touched {
      store(Int(need), state.stock[Int(need)] + refills.change[Int(need)])
      refills.change[Int(need)] = 0
    }
    refills.touched.removeAll(keepingCapacity: true)
  }

  /// Sums up what is wanted of whom: gaps by supplier, and the targets' own debts.
  private func ask(_ schedule: DisruptionSchedule) {
    for index in 0..<belowCount {
      let need = Int(state.belowList[index])
      let gap = state.buffer[need] - state.stock[need]
      for supply in Int(state.supplyStart[need])..<Int(state.supplyStart[need + 1]) {
        let position = Int(state.supplier[supply])
        guard refills.isHelper[position], !isBlocked(supply, on: day, schedule) else { continue }
        want(weight(supply, on: day) * gap / rows.shippedShares[position], of: position)
      }
    }
    for figures in targets.figures where refills.isHelper[Int(figures.position)] {
      let position = Int(figures.position)
      if !targets.isRepeated(figures) { want(targets.debt(of: position), of: position) }
    }
  }

  private func want(_ amount: Double, of position: Int) {
    guard amount > 0 else { return }
    if refills.wanted[position] == 0 { refills.asked.append(Int32(truncatingIfNeeded: position)) }
    refills.wanted[position] += amount
  }

  /// How much an entity can make beyond its day's output of what is wanted of it.
  private func plan(_ position: Int) {
    let wanted = refills.wanted[position]
    let isToday = Int(state.stamp[position]) == day
    let loss = isToday ? state.startLoss[position] : 0
    let conditions = isToday ? state.conditionLoss[position] : 0
    let most = (1 + rows.spare[position]) * min(1 - state.ownCapacity[position], 1 - conditions)
    var extra = min(most - state.demand[position] * (1 - loss), wanted)
    for need in rows.needs(position) where rows.isFlow[need] {
      extra = refills.isLoopFed[need] ? 0 : min(extra, state.stock[need])
    }
    guard extra > RefillWorkspace.smallestGap else { return }
    refills.extra[position] = extra
    refills.ratio[position] = extra / wanted
    refills.working.append(Int32(truncatingIfNeeded: position))
  }

  /// Credits the customers; stocks change only when all is booked.
  private func deliver(_ schedule: DisruptionSchedule) {
    for index in 0..<belowCount {
      let need = Int(state.belowList[index])
      let gap = state.buffer[need] - state.stock[need]
      for supply in Int(state.supplyStart[need])..<Int(state.supplyStart[need + 1]) {
        let position = Int(state.supplier[supply])
        guard refills.extra[position] > 0, !isBlocked(supply, on: day, schedule) else { continue }
        let part = weight(supply, on: day) * gap * refills.ratio[position]
        guard part > 0 else { continue }
        book(part, to: need)
        recorder?.noteRefill(need, part)
      }
    }
  }

  private func useInputs(_ position: Int) {
    for need in rows.needs(position) where rows.isFlow[need] {
      book(-refills.extra[position], to: need)
      recorder?.noteExtraUse(need, refills.extra[position])
    }
    targets.catchUp(position, refills.ratio[position])
  }

  private func book(_ amount: Double, to need: Int) {
    // A change that cancels to nothing may put a need on the list twice; it does no harm.
    if refills.change[need] == 0 { refills.touched.append(Int32(truncatingIfNeeded: need)) }
    refills.change[need] += amount
  }
}
