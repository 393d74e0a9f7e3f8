/// Everything that changes while a scenario runs, and the model's rows where the inner loop can read them.
///
/// All losses are relative to demand: λ = 1 − b/D of starts, 1 − x/D of output. They are computed as losses throughout,
/// so that what is untouched is exactly 0 and small losses keep their accuracy.
struct SimulationState {
  let entityCount: Int
  let needStart: Cells<Int32>
  let needOwner: Cells<Int32>
  let criticality: Cells<Double>
  let buffer: Cells<Double>
  let isStocked: Cells<Bool>
  let isFlow: Cells<Bool>
  let usesDefaultStock: Cells<Bool>
  let supplyStart: Cells<Int32>
  let supplier: Cells<Int32>
  let weight: Cells<Double>
  let lag: Cells<Int32>
  let supplyNeed: Cells<Int32>
  let supplyOwner: Cells<Int32>
  let customerStart: Cells<Int32>
  let customerSupply: Cells<Int32>
  let loopEnd: Cells<Int32>
  /// Conveyor of each position, −1 for none.
  let conveyorOf: Cells<Int32>
  let conveyors: Cells<Conveyor>
  let conveyorOwner: Cells<Int32>
  /// Needs whose shortage is more than Σ w · loss: blocks, moving shares, orders; and those with alternates.
  let isSpecial: Cells<Bool>
  let hasAlternates: Cells<Bool>

  /// Loss of capacity 1 − k, and the loss of starts that follows from it alone.
  let ownCapacity: Cells<Double>
  let own: Cells<Double>
  let demand: Cells<Double>
  let inverseDemand: Cells<Double>
  /// Loss of what was under way before day 0: 1 − 1/D of the buyer.
  let before: Cells<Double>
  let startLoss: Cells<Double>
  /// Largest loss that a need other than a flow need asks for today.
  let conditionLoss: Cells<Double>
  let binding: Cells<Int32>
  /// Day on which an entity was last computed.
  let stamp: Cells<Int32>
  /// Last day on which something may reach the entity from its suppliers.
  let activeUntil: Cells<Int32>
  let stock: Cells<Double>
  let shortage: Cells<Double>
  /// Shortage without the help of alternates.
  let rawShortage: Cells<Double>
  /// Needs with less than their buffer in stock, and the place of each need among them, −1 for none.
  let belowList: Cells<Int32>
  let belowPlace: Cells<Int32>
  let surplus: Cells<Double>
  let shortDays: Cells<Int32>
  let calmDays: Cells<Int32>
  let isSwitched: Cells<Bool>
  let switchStamp: Cells<Int32>
  /// First block of a supply or alternate in the schedule's list, −1 for none, and the next one of the same.
  let firstBlock: Cells<Int32>

  /// What is remembered of the last days; its size follows the schedule.
  private let memory: UnsafeMutablePointer<Memory>

  struct Memory {
    var history: Cells<Double> = .cells(0, 0)
    var trail: Cells<Int32> = .cells(0, 0)
    var shipments: Cells<Double> = .cells(0, 0)
    var mask = 0
  }

  /// Output losses of the last days: a row a day, over and over. A supply with its days under way reads one value.
  var history: Cells<Double> { memory.pointee.history }
  /// Needs with the default stock of 0 on the way of that loss.
  var trail: Cells<Int32> { memory.pointee.trail }
  /// With `orders`: loss of every shipment of the last days.
  var shipments: Cells<Double> { memory.pointee.shipments }
  var historyMask: Int { memory.pointee.mask }

  init(_ model: SimulationModel) {
    let rows = model.rows
    entityCount = rows.entityCount
    needStart = .cells(rows.needStart)
    needOwner = .cells(rows.needOwner)
    criticality = .cells(rows.criticality)
    buffer = .cells(rows.buffer)
    isStocked = .cells(rows.isStocked)
    isFlow = .cells(rows.isFlow)
    usesDefaultStock = .cells(rows.usesDefaultStock)
    supplyStart = .cells(rows.supplyStart)
    supplier = .cells(rows.supplier)
    weight = .cells(rows.weight)
    lag = .cells(rows.lag)
    supplyNeed = .cells(rows.supplyNeed)
    supplyOwner = .cells(rows.supplyNeed.map { rows.needOwner[Int($0)] })
    customerStart = .cells(rows.customerStart)
    customerSupply = .cells(rows.customerSupply)
    loopEnd = .cells(rows.loopEnd)
    let withConveyor = rows.cycleDays.indices.filter { rows.cycleDays[$0] > 0 }
    var conveyorOf = [Int32](repeating: -1, count: rows.entityCount)
    for (index, position) in withConveyor.enumerated() { conveyorOf[position] = Int32(truncatingIfNeeded: index) }
    self.conveyorOf = .cells(conveyorOf)
    conveyors = .cells(withConveyor.map { Conveyor(days: rows.cycleDays[$0]) })
    conveyorOwner = .cells(withConveyor.map { Int32(truncatingIfNeeded: $0) })
    isSpecial = .cells(rows.needCount, false)
    hasAlternates = .cells(rows.switchDays.map { $0 >= 0 })
    ownCapacity = .cells(rows.entityCount, 0)
    own = .cells(rows.entityCount, 0)
    demand = .cells(rows.entityCount, 1)
    inverseDemand = .cells(rows.entityCount, 1)
    before = .cells(rows.entityCount, 0)
    startLoss = .cells(rows.entityCount, 0)
    conditionLoss = .cells(rows.entityCount, 0)
    binding = .cells(rows.entityCount, -1)
    stamp = .cells(rows.entityCount, -1)
    activeUntil = .cells(rows.entityCount, -1)
    stock = .cells(rows.needCount, 0)
    shortage = .cells(rows.needCount, 0)
    rawShortage = .cells(rows.needCount, 0)
    surplus = .cells(rows.needCount, 0)
    shortDays = .cells(rows.needCount, 0)
    calmDays = .cells(rows.needCount, 0)
    isSwitched = .cells(rows.needCount, false)
    switchStamp = .cells(rows.needCount, -1)
    firstBlock = .cells(rows.supplyCount + rows.alternateSupplier.count, -1)
    belowList = .cells(rows.needCount, 0)
    belowPlace = .cells(rows.needCount, -1)
    memory = .allocate(capacity: 1)
    memory.initialize(to: Memory())
  }

  func deallocate() {
    for cells in [needStart, needOwner, supplyStart, supplier, lag, supplyNeed, supplyOwner] { cells.deallocate() }
    for cells in [customerStart, customerSupply, loopEnd, conveyorOf, conveyorOwner, firstBlock] { cells.deallocate() }
    for cells in [binding, stamp, activeUntil, shortDays, calmDays, switchStamp, trail, belowList, belowPlace] {
      cells.deallocate()
    }
    for cells in [criticality, buffer, weight, ownCapacity, own, demand, inverseDemand, before] { cells.deallocate() }
    for cells in [startLoss, conditionLoss, stock, shortage, rawShortage, surplus] { cells.deallocate() }
    for cells in [history, shipments] { cells.deallocate() }
    for cells in [isStocked, isFlow, usesDefaultStock, isSpecial, hasAlternates, isSwitched] { cells.deallocate() }
    memory.deallocate()
    for conveyor in conveyors { conveyor.deallocate() }
    conveyors.deallocate()
  }

  /// Everything as on a normal day, with room for the delays of this schedule.
  func reset(_ model: SimulationModel, _ schedule: DisruptionSchedule) {
    let rows = model.rows
    var longest = 0
    for lag in rows.lag where Int(lag) < schedule.horizonDays { longest = max(longest, Int(lag)) }
    for lag in rows.alternateLag where Int(lag) < schedule.horizonDays { longest = max(longest, Int(lag)) }
    let days = DisruptionSchedule.historyDays(longest: longest)
    memory.pointee.mask = days - 1
    if history.count < days * entityCount {
      history.deallocate()
      trail.deallocate()
      memory.pointee.history = .cells(days * entityCount, 0)
      memory.pointee.trail = .cells(days * entityCount, 0)
    }
    if model.options.allocation == .orders, shipments.count < days * rows.supplyCount {
      shipments.deallocate()
      memory.pointee.shipments = .cells(days * rows.supplyCount, 0)
    }
    for position in 0..<entityCount {
      let multiple = schedule.demand.isEmpty ? 1 : schedule.demand[position]
      demand[position] = multiple
      inverseDemand[position] = multiple > 0 ? 1 / multiple : 1
      before[position] = multiple > 0 ? 1 - 1 / multiple : 0
      ownCapacity[position] = 0
      own[position] = 0
      startLoss[position] = 0
      conditionLoss[position] = 0
      binding[position] = -1
      stamp[position] = -1
      activeUntil[position] = -1
    }
    for index in conveyors.indices {
      let position = Int(conveyorOwner[index])
      conveyors[index].reset(missing: rows.cycleDays[position] * before[position])
    }
    let isAllSpecial = model.options.allocation == .orders
    for need in stock.indices {
      stock[need] = buffer[need]
      shortage[need] = 0
      rawShortage[need] = 0
      belowPlace[need] = -1
      surplus[need] = 0
      shortDays[need] = 0
      calmDays[need] = 0
      isSwitched[need] = rows.switchDays[need] == 0
      switchStamp[need] = -1
      isSpecial[need] = isAllSpecial
    }
    for need in schedule.moves?.needs ?? [] { isSpecial[Int(need)] = true }
    for supply in firstBlock.indices { firstBlock[supply] = -1 }
  }
}
