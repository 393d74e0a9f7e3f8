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

  /// Positions that may have capacity to spare.
  private(set) var helpers: [Int32] = []
  private let withSpare: [Int32]
  /// Needs that an entity's own closed loop feeds.
  let isLoopFed: Cells<Bool>
  let extra: Cells<Double>
  /// e/G by position.
  let ratio: Cells<Double>
  let change: Cells<Double>
  var touched: [Int32] = []
  var working: [Int32] = []
  /// With orders: what today's shipments are shared by, and what today's uses ask for tomorrow.
  var orders: Cells<Double>
  var nextOrders: Cells<Double>

  init(_ model: SimulationModel) {
    let rows = model.rows
    withSpare = (0..<rows.entityCount).filter { rows.spare[$0] > 0 }.map { Int32(truncatingIfNeeded: $0) }
    isLoopFed = .cells(rows.needCount, false)
    extra = .cells(rows.entityCount, 0)
    ratio = .cells(rows.entityCount, 0)
    change = .cells(rows.needCount, 0)
    let isOrdering = model.options.allocation == .orders
    orders = .cells(isOrdering ? rows.needCount : 0, 1)
    nextOrders = .cells(isOrdering ? rows.needCount : 0, 1)
    touched.reserveCapacity(rows.needCount)
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

  func deallocate() {
    isLoopFed.deallocate()
    for cells in [extra, ratio, change, orders, nextOrders] { cells.deallocate() }
  }

  /// Without a demand change only spare capacity can make more than the day's own: starts below capacity are held back
  /// by a need, which has nothing left then.
  mutating func reset(_ schedule: DisruptionSchedule, _ rows: SimulationRows) {
    let all = schedule.demand.isEmpty ? [] : (0..<rows.entityCount).map { Int32(truncatingIfNeeded: $0) }
    helpers = schedule.demand.isEmpty ? withSpare : all
    for position in working { extra[Int(position)] = 0 }
    working.removeAll(keepingCapacity: true)
  }
}

extension DisruptionSimulator {
  func refill(_ schedule: DisruptionSchedule) {
    if model.options.allocation == .orders { swap(&refills.orders, &refills.nextOrders) }
    for position in refills.working { refills.extra[Int(position)] = 0 }
    refills.working.removeAll(keepingCapacity: true)
    guard !refills.helpers.isEmpty, belowCount > 0 || targets.hasDebt else { return }
    for position in refills.helpers { plan(Int(position), schedule) }
    guard !refills.working.isEmpty else { return }
    lastBusyDay = day
    for position in refills.working { carryOut(Int(position), schedule) }
    for need in refills.touched {
      store(Int(need), state.stock[Int(need)] + refills.change[Int(need)])
      refills.change[Int(need)] = 0
    }
    refills.touched.removeAll(keepingCapacity: true)
  }

  /// How much an entity can make beyond its day's output, and has a use for.
  private func plan(_ position: Int, _ schedule: DisruptionSchedule) {
    let wanted = wantedExtra(position, schedule)
    guard wanted > 0 else { return }
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

  /// G: the part of customers' gaps that is this entity's to fill, in days of its output, and its own debt.
  private func wantedExtra(_ position: Int, _ schedule: DisruptionSchedule) -> Double {
    var sum = 0.0
    if belowCount > 0, rows.shippedShares[position] > 0 {
      for index in rows.customers(position) { sum += gapPart(Int(rows.customerSupply[index]), schedule) }
      sum /= rows.shippedShares[position]
    }
    return sum + targets.debt(of: position)
  }

  private func gapPart(_ supply: Int, _ schedule: DisruptionSchedule) -> Double {
    let need = Int(rows.supplyNeed[supply])
    guard state.isBelow[need], !isBlocked(supply, on: day, schedule) else { return 0 }
    return weight(supply, on: day) * (rows.buffer[need] - state.stock[need])
  }

  private func carryOut(_ position: Int, _ schedule: DisruptionSchedule) {
    let ratio = refills.ratio[position]
    for index in rows.customers(position) {
      let supply = Int(rows.customerSupply[index])
      let part = gapPart(supply, schedule) * ratio
      guard part > 0 else { continue }
      let need = Int(rows.supplyNeed[supply])
      add(part, to: need)
      recorder?.noteRefill(need, part)
    }
    for need in rows.needs(position) where rows.isFlow[need] {
      add(-refills.extra[position], to: need)
      recorder?.noteExtraUse(need, refills.extra[position])
    }
    targets.catchUp(position, ratio)
  }

  private func add(_ amount: Double, to need: Int) {
    if refills.change[need] == 0 { refills.touched.append(Int32(truncatingIfNeeded: need)) }
    refills.change[need] += amount
    // A change that cancels to nothing stays on the list; it does no harm.
  }
}
