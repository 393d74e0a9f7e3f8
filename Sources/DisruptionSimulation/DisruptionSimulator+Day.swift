/// Steps (c), (d) and (e) of one entity.
extension DisruptionSimulator {
  /// What an entity starts, uses, keeps and ships today, its suppliers of the same day being known.
  @inline(__always)
  func compute(_ position: Int) {
    var loss = state.own[position]
    var binding: Int32 = loss > 0 ? -2 : -1
    var conditions = 0.0
    for need in Int(state.needStart[position])..<Int(state.needStart[position + 1]) {
      let short = shortage(need)
      state.shortage[need] = short
      guard short > 0 else { continue }
      let asked = state.criticality[need] * (short - state.stock[need] * state.inverseDemand[position])
      if asked > loss {
        loss = asked
        binding = Int32(truncatingIfNeeded: need)
      }
      if !state.isFlow[need], asked > conditions { conditions = asked }
    }
    state.conditionLoss[position] = conditions
    settle(position, loss: min(1, loss), binding: binding)
  }

  /// Part of a need that neither suppliers nor unattributed supply meet today.
  @inline(__always)
  func shortage(_ need: Int) -> Double {
    guard !state.isSpecial[need] else { return specialShortage(need) }
    let short = plainShortage(need)
    return state.hasAlternates[need] ? helped(need, short) : short
  }

  /// Σ w · loss of what left as many days ago as it travels.
  @inline(__always)
  private func plainShortage(_ need: Int) -> Double {
    var short = 0.0
    for supply in Int(state.supplyStart[need])..<Int(state.supplyStart[need + 1]) {
      let sent = day - Int(state.lag[supply])
      guard sent >= 0 else {
        // Sent before day 0, for the old demand: nothing is missing where demand does not change.
        short += state.weight[supply] * state.before[Int(state.needOwner[need])]
        continue
      }
      let cell = (sent & state.historyMask) * state.entityCount + Int(state.supplier[supply])
      short += state.weight[supply] * state.history[cell]
    }
    return short
  }

  /// The same for needs with blocks, moving shares, or orders.
  func specialShortage(_ need: Int) -> Double {
    guard let schedule else { return 0 }
    var short = 0.0
    if hasMoves, let moves = schedule.moves, let slot = movingSlot(need, moves) {
      short = 1 - moves.unsupplied[min(day, schedule.horizonDays - 1) * moves.needs.count + slot]
      for supply in rows.supplies(need) {
        let weight = weight(supply, on: day - Int(state.lag[supply]))
        short += weight * sentLoss(supply, schedule) - weight
      }
      if abs(short) < 1e-12 { short = 0 }
    } else {
      for supply in Int(state.supplyStart[need])..<Int(state.supplyStart[need + 1]) {
        short += state.weight[supply] * sentLoss(supply, schedule)
      }
    }
    return state.hasAlternates[need] ? helped(need, short) : short
  }

  /// What alternates leave of a shortage, if they were switched to.
  private func helped(_ need: Int, _ short: Double) -> Double {
    catchUpSwitching(need)
    state.rawShortage[need] = short
    guard state.isSwitched[need], short > 0, let schedule else { return short }
    return relieved(need, short, schedule).shortage
  }

  private func movingSlot(_ need: Int, _ moves: ShareMoves) -> Int? {
    moves.needs.firstIndex(of: Int32(truncatingIfNeeded: need))
  }

  /// The share of a supply in what leaves on a day.
  func weight(_ supply: Int, on day: Int) -> Double {
    guard hasMoves, let moves = schedule?.moves, moves.place[supply] >= 0 else { return state.weight[supply] }
    return moves.weight[max(0, day) * moves.width + Int(moves.place[supply])]
  }

  /// Loss of what arrives today of a supply.
  func sentLoss(_ supply: Int, _ schedule: DisruptionSchedule) -> Double {
    let sent = day - Int(state.lag[supply])
    guard sent >= 0 else { return state.before[Int(state.supplyOwner[supply])] }
    if isBlocked(supply, on: sent, schedule) { return 1 }
    if isByOrders {
      return state.shipments[(sent & state.historyMask) * rows.supplyCount + supply]
    }
    return state.history[(sent & state.historyMask) * state.entityCount + Int(state.supplier[supply])]
  }

  /// Whether a supply (or alternate, numbered after them) ships nothing on a day.
  func isBlocked(_ supply: Int, on day: Int, _ schedule: DisruptionSchedule) -> Bool {
    var index = Int(state.firstBlock[supply])
    guard index >= 0 else { return false }
    while index < schedule.blocks.count {
      let block = schedule.blocks[index]
      if Int(block.supply) == supply, Int(block.from) <= day, day < Int(block.until) { return true }
      index += 1
    }
    return false
  }

  /// What alternates leave of a shortage: each, in file order, delivers min(missing, limit)·x. The result is
  /// `slope` · shortage − `relief` for shortages near this one.
  func relieved(
    _ need: Int, _ short: Double, _ schedule: DisruptionSchedule
  ) -> (shortage: Double, slope: Double, relief: Double) {
    var (rest, slope, relief) = (short, 1.0, 0.0)
    for alternate in rows.alternates(need) {
      guard rest > 0 else { break }
      let delivery = delivery(of: alternate, missing: rest, schedule)
      if rest <= rows.alternateLimit[alternate] {
        slope *= 1 - delivery.output
        relief *= 1 - delivery.output
      } else {
        relief += delivery.amount
      }
      rest -= delivery.amount
      rest = max(0, rest)
    }
    return (rest, slope, relief)
  }

  /// What an alternate that was switched to delivers today.
  func delivery(
    of alternate: Int, missing: Double, _ schedule: DisruptionSchedule
  ) -> (amount: Double, output: Double) {
    let sent = day - Int(rows.alternateLag[alternate])
    var output = 1.0
    if sent >= 0 {
      let cell = (sent & state.historyMask) * state.entityCount + Int(rows.alternateSupplier[alternate])
      output = min(1, max(0, 1 - state.history[cell]))
    }
    if isBlocked(rows.supplyCount + alternate, on: max(0, sent), schedule) { output = 0 }
    return (min(missing, rows.alternateLimit[alternate]) * output, output)
  }

  /// Days on which the entity was not computed were days without shortage.
  private func catchUpSwitching(_ need: Int) {
    let missed = day - 1 - Int(state.switchStamp[need])
    guard missed > 0 else { return }
    state.shortDays[need] = 0
    state.calmDays[need] += Int32(truncatingIfNeeded: missed)
    state.switchStamp[need] = Int32(truncatingIfNeeded: day - 1)
    if state.calmDays[need] >= rows.switchDays[need], rows.switchDays[need] > 0 { state.isSwitched[need] = false }
  }

  /// Counts running days of shortage (arrivals and unattributed supply below 0.999) and of calm.
  private func countForSwitching(_ need: Int) {
    catchUpSwitching(need)
    if state.rawShortage[need] > 0.001 {
      state.shortDays[need] += 1
      state.calmDays[need] = 0
      if state.shortDays[need] >= rows.switchDays[need] { state.isSwitched[need] = true }
    } else {
      state.shortDays[need] = 0
      state.calmDays[need] += 1
      if state.calmDays[need] >= rows.switchDays[need], rows.switchDays[need] > 0 { state.isSwitched[need] = false }
    }
    state.switchStamp[need] = Int32(truncatingIfNeeded: day)
  }

  /// Books an entity's day once its loss of starts is known: stocks, conveyor, deliveries.
  @inline(__always)
  func settle(_ position: Int, loss: Double, binding: Int32) {
    state.startLoss[position] = loss
    state.binding[position] = binding
    state.stamp[position] = Int32(truncatingIfNeeded: day)
    let trail = loss > 0 && binding >= 0 ? trail(of: Int(binding)) : 0
    if loss > TargetTrajectory.hitThreshold, closedLoopOf[position] >= 0 {
      lastLossInLoop[Int(closedLoopOf[position])] = day
    }
    if isByOrders { noteOrders(position) }
    for need in Int(state.needStart[position])..<Int(state.needStart[position + 1]) where state.isStocked[need] {
      let change = loss - state.shortage[need]
      if change != 0 { store(need, state.stock[need] + state.demand[position] * change) }
      if rows.switchDays[need] > 0 { countForSwitching(need) }
    }
    let conveyor = Int(state.conveyorOf[position])
    guard conveyor >= 0 else {
      publish(position, loss: loss, trail: trail)
      return
    }
    let lost = state.ownCapacity[position]
    state.conveyors[conveyor].enter(1 - lost, missing: loss - lost, trail: trail)
    if !state.conveyors[conveyor].isEven { lastBusyDay = day }
  }

  /// Sets a stock and keeps count of those below their buffer.
  @inline(__always)
  func store(_ need: Int, _ amount: Double) {
    let stock = max(0, amount)
    state.stock[need] = stock
    let gap = state.buffer[need] - stock
    let place = Int(state.belowPlace[need])
    if gap > RefillWorkspace.smallestGap {
      if place < 0 {
        state.belowPlace[need] = Int32(truncatingIfNeeded: belowCount)
        state.belowList[belowCount] = Int32(truncatingIfNeeded: need)
        belowCount += 1
      }
    } else if place >= 0 {
      belowCount -= 1
      let last = state.belowList[belowCount]
      state.belowList[place] = last
      state.belowPlace[Int(last)] = Int32(truncatingIfNeeded: place)
      state.belowPlace[need] = -1
    }
    if -gap > state.surplus[need] { state.surplus[need] = -gap }
  }

  /// Needs with the default stock of 0 on the way of the largest part of a shortage.
  private func trail(of need: Int) -> Int32 {
    var (largest, result) = (0.0, Int32(0))
    for supply in Int(state.supplyStart[need])..<Int(state.supplyStart[need + 1]) {
      let sent = day - Int(state.lag[supply])
      guard sent >= 0 else { continue }
      let cell = (sent & state.historyMask) * state.entityCount + Int(state.supplier[supply])
      let part = state.weight[supply] * state.history[cell]
      if part > largest { (largest, result) = (part, state.trail[cell]) }
    }
    return result &+ (state.usesDefaultStock[need] ? 1 : 0)
  }
}
