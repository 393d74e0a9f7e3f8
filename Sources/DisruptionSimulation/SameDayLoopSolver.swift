/// Memory for entities that depend on each other in a circle on the same day.
final class SameDayLoopSolver {
  /// Cause of each member: −1 for its own capacity, else a need.
  let choice: Cells<Int32>
  let row: Cells<Int32>
  let member: Cells<Int32>
  let matrix: Cells<Double>
  let exit: Cells<Double>
  let reward: Cells<Double>

  /// Sweeps before the system is solved; most days settle in a few.
  static let quickSweeps = 24
  /// Sweeps where it is not solved: loops above the limit, and allocation by orders.
  static let sweepLimit = 10_000

  init(_ model: SimulationModel) {
    let largest = model.sameDayLoops.map(\.count).filter { $0 <= SimulationModel.exactLoopLimit }.max() ?? 0
    choice = .cells(largest, -1)
    row = .cells(largest, -1)
    member = .cells(largest, 0)
    matrix = .cells(largest * largest, 0)
    exit = .cells(largest, 0)
    reward = .cells(largest, 0)
  }

  deinit {
    for cells in [choice, row, member] { cells.deallocate() }
    for cells in [matrix, exit, reward] { cells.deallocate() }
  }
}

/// Step (c) for entities that depend on each other in a circle on the same day: the least losses.
///
/// Starting from each member's own capacity, losses rise. A few sweeps settle most days; where one more sweep changes
/// not a bit, that is the least solution. Else policy iteration: each member takes the need that asks for the largest
/// loss; under these causes the losses are a linear system, solved by Grassmann–Taksar–Heyman elimination, whose pivots
/// are sums of positive numbers; repeated until no member would do worse by another need. Stocks enter as a cost, and
/// alternates as a bend: what they leave of a shortage is convex in it, so the piece in force is a choice like a need.
/// Every iterate stays below the least solution and rises, so the end is the least solution: a loop of gain 1 that
/// nothing outside has hit is never chosen round, for its costs are not negative.
///
/// - Complexity: O(supplies of the loop) a sweep; O(m³) a round for m members, few rounds. O(m²) space.
/// - Reference: Howard 1960; Grassmann, Taksar, Heyman 1985, doi:10.1287/opre.33.5.1107.
extension DisruptionSimulator {
  func solve(_ positions: Range<Int>) {
    let base = (day & state.historyMask) * state.entityCount
    for position in positions { state.history[base + position] = state.own[position] }
    if isByOrders {
      for position in positions { share(position, loss: state.own[position]) }
    }
    let isExact = positions.count <= SimulationModel.exactLoopLimit && !isByOrders
    let limit = isExact ? SameDayLoopSolver.quickSweeps : SameDayLoopSolver.sweepLimit
    var isSettled = false
    for _ in 0..<limit {
      isSettled = !sweep(positions, base)
      if isSettled { break }
    }
    if !isSettled {
      if isExact {
        iteratePolicies(positions, base)
      } else {
        hasIterated = max(hasIterated, positions.count)
      }
    }
    for position in positions {
      var binding: Int32 = state.own[position] > 0 ? -2 : -1
      var (largest, conditions) = (state.own[position], 0.0)
      for need in Int(state.needStart[position])..<Int(state.needStart[position + 1]) {
        let short = shortage(need)
        state.shortage[need] = short
        let asked = state.criticality[need] * (short - state.stock[need] * state.inverseDemand[position])
        // Rounding must not turn the cause from a need into nothing.
        if asked > largest { (largest, binding) = (asked, Int32(truncatingIfNeeded: need)) }
        if !state.isFlow[need], asked > conditions { conditions = asked }
      }
      state.conditionLoss[position] = conditions
      settle(position, loss: state.history[base + position], binding: binding)
    }
  }

  /// The largest loss that anything asks of a member, and the need that does, −1 for its own capacity.
  @inline(__always)
  private func image(of position: Int) -> (loss: Double, need: Int32) {
    var loss = state.own[position]
    var cause: Int32 = -1
    for need in Int(state.needStart[position])..<Int(state.needStart[position + 1]) {
      let asked = state.criticality[need] * (shortage(need) - state.stock[need] * state.inverseDemand[position])
      if asked > loss { (loss, cause) = (asked, Int32(truncatingIfNeeded: need)) }
    }
    return (min(1, loss), cause)
  }

  /// One Gauss–Seidel sweep; true where a loss rose.
  private func sweep(_ positions: Range<Int>, _ base: Int) -> Bool {
    var changed = false
    for position in positions {
      let next = image(of: position).loss
      guard next > state.history[base + position] else { continue }
      state.history[base + position] = next
      if isByOrders { share(position, loss: next) }
      changed = true
    }
    return changed
  }

  private func iteratePolicies(_ positions: Range<Int>, _ base: Int) {
    let first = positions.lowerBound
    for position in positions { loops.choice[position - first] = image(of: position).need }
    for _ in 0..<(2 * positions.count + 64) {
      eliminate(positions, base)
      guard improve(positions, base) else { break }
    }
  }

  /// Moves members to causes that ask for strictly more; false where there are none.
  private func improve(_ positions: Range<Int>, _ base: Int) -> Bool {
    var changed = false
    for position in positions {
      let present = state.history[base + position]
      var best = present * 0x1p-50
      var cause: Int32?
      if state.own[position] - present > best {
        best = state.own[position] - present
        cause = -1
      }
      for need in Int(state.needStart[position])..<Int(state.needStart[position + 1]) {
        let terms = terms(of: need, position, positions, base, present)
        // A stock is subtracted from a shortage; what rounding leaves of that is no advantage.
        if terms.advantage > best + terms.noise {
          best = terms.advantage
          cause = Int32(truncatingIfNeeded: need)
        }
      }
      if let cause {
        loops.choice[position - positions.lowerBound] = cause
        changed = true
      }
    }
    return changed
  }

  /// How much more than the present loss a need asks for, as a sum of differences: c·α·Σ w(ℓ_s − v) − leak·v − costs.
  private func terms(
    of need: Int, _ position: Int, _ positions: Range<Int>, _ base: Int, _ present: Double
  ) -> (advantage: Double, noise: Double) {
    let (slope, cost) = piece(of: need, position)
    let gain = state.criticality[need] * slope
    var advantage = -state.criticality[need] * cost
    var (leak, whole) = (1 - gain, 0.0)
    for supply in rows.supplies(need) {
      let weight = sentWeight(supply)
      whole += weight
      advantage += gain * weight * (sentLossToday(supply) - present)
    }
    leak += gain * max(0, missingWeight(need, whole))
    return (advantage - leak * present, cost > 0 ? (cost + 1) * 0x1p-50 : 0)
  }

  /// Slope of what alternates leave, and what stock and alternates take off the shortage.
  private func piece(of need: Int, _ position: Int) -> (slope: Double, cost: Double) {
    let stock = state.stock[need] * state.inverseDemand[position]
    guard rows.switchDays[need] >= 0, state.isSwitched[need], let schedule else { return (1, stock) }
    _ = shortage(need)
    let left = relieved(need, state.rawShortage[need], schedule)
    return (left.slope, stock + left.relief)
  }

  /// Part of a need that no supply meets: what always comes in, exactly as in the rows where shares do not move.
  private func missingWeight(_ need: Int, _ whole: Double) -> Double {
    schedule?.moves == nil ? rows.unsupplied[need] : 1 - whole
  }

  private func sentWeight(_ supply: Int) -> Double { weight(supply, on: day - Int(state.lag[supply])) }

  private func sentLossToday(_ supply: Int) -> Double {
    guard let schedule else { return 0 }
    return sentLoss(supply, schedule)
  }

  /// Whether a supply's loss is one of the unknowns.
  private func column(of supply: Int, _ positions: Range<Int>) -> Int32 {
    let supplier = Int(state.supplier[supply])
    guard positions.contains(supplier), state.lag[supply] == 0, let schedule,
      !isBlocked(supply, on: day, schedule)
    else { return -1 }
    return loops.row[supplier - positions.lowerBound]
  }

  /// Solves for the losses under the present causes; none falls.
  private func eliminate(_ positions: Range<Int>, _ base: Int) {
    let first = positions.lowerBound
    var count = 0
    for position in positions {
      let local = position - first
      loops.row[local] = -1
      if loops.choice[local] < 0 {
        state.history[base + position] = max(state.history[base + position], state.own[position])
      } else {
        loops.row[local] = Int32(truncatingIfNeeded: count)
        loops.member[count] = Int32(truncatingIfNeeded: position)
        count += 1
      }
    }
    for index in 0..<(count * count) { loops.matrix[index] = 0 }
    for index in 0..<count { fill(index, count, positions) }
    for pivot in (0..<count).reversed() {
      let sum = pivotSum(pivot, count)
      guard sum > 0 else { continue }
      for index in 0..<pivot {
        let factor = loops.matrix[index * count + pivot] / sum
        guard factor > 0 else { continue }
        for column in 0..<pivot { loops.matrix[index * count + column] += factor * loops.matrix[pivot * count + column] }
        loops.exit[index] += factor * loops.exit[pivot]
        loops.reward[index] += factor * loops.reward[pivot]
      }
    }
    for index in 0..<count {
      let sum = pivotSum(index, count)
      var total = loops.reward[index]
      for column in 0..<index {
        total += loops.matrix[index * count + column] * state.history[base + Int(loops.member[column])]
      }
      let cell = base + Int(loops.member[index])
      if sum > 0 { state.history[cell] = min(1, max(state.history[cell], total / sum)) }
    }
  }

  /// What leaves a row towards the rows before it and towards known losses.
  private func pivotSum(_ index: Int, _ count: Int) -> Double {
    var sum = loops.exit[index]
    for column in 0..<index { sum += loops.matrix[index * count + column] }
    return sum
  }

  private func fill(_ index: Int, _ count: Int, _ positions: Range<Int>) {
    let position = Int(loops.member[index])
    let need = Int(loops.choice[position - positions.lowerBound])
    let (slope, cost) = piece(of: need, position)
    let gain = state.criticality[need] * slope
    var whole = 0.0
    loops.exit[index] = 1 - gain
    loops.reward[index] = -state.criticality[need] * cost
    for supply in rows.supplies(need) {
      let weight = sentWeight(supply)
      whole += weight
      let column = column(of: supply, positions)
      if column >= 0 {
        loops.matrix[index * count + Int(column)] += gain * weight
      } else {
        loops.exit[index] += gain * weight
        loops.reward[index] += gain * weight * sentLossToday(supply)
      }
    }
    loops.exit[index] += gain * max(0, missingWeight(need, whole))
  }
}
