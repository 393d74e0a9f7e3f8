public import Propagation
public import SupplyGraph

/// Daily simulation as defined, step by step, by name and without any cleverness: the reference for the engine.
///
/// It works in amounts, not in losses; pipes, conveyors and stocks are lists of amounts; the fixed point of the day is
/// found by sweeps from 1 until not one bit changes, so cycles on one day must leak noticeably.
public struct NaiveSimulation {
  /// A part of an entity's work in process that is lost on a day.
  public struct Scrap: Sendable {
    public var entity: Int
    public var day: Int
    public var share: Double

    public init(entity: Int, day: Int, share: Double) {
      self.entity = entity
      self.day = day
      self.share = share
    }
  }

  /// A supply that ships nothing from a day to before another.
  public struct Block: Sendable {
    public var supply: Int
    public var days: Range<Int>

    public init(supply: Int, days: Range<Int>) {
      self.supply = supply
      self.days = days
    }
  }

  /// What happened: loss of output and of starts by day and entity, stock by day and need, days caught up by entity.
  public struct Outcome: Sendable {
    public var loss: [[Double]] = []
    public var startLoss: [[Double]] = []
    public var stock: [[Double]] = []
    public var caughtUp: [Double] = []
  }

  public let graph: SupplyGraph
  public var kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
  public var unattributed = UnattributedPolicy.safe
  /// Capacity left by entity and day.
  public var capacity: (Int, Int) -> Double = { _, _ in 1 }
  public var scraps: [Scrap] = []
  public var blocks: [Block] = []
  /// D by entity.
  public var demand: [Double]
  public var targets: Set<Int> = []
  public var isByOrders = false

  public init(_ graph: SupplyGraph) {
    self.graph = graph
    demand = [Double](repeating: 1, count: graph.entities.count)
  }

  private struct Lot {
    var length: Double
    var amount: Double
  }

  /// Everything that is remembered from day to day.
  private struct World {
    var stock: [Int: Double] = [:]
    /// What is under way by supply, the next arrival first.
    var pipes: [Int: [Double]] = [:]
    /// The next lot to leave first.
    var lots: [Int: [Lot]] = [:]
    var output: [Int: Double] = [:]
    var lastOutput: [Int: [Double]] = [:]
    var shortDays: [Int: Int] = [:]
    var calmDays: [Int: Int] = [:]
    var switched: Set<Int> = []
    var debt: [Int: Double] = [:]
    var orders: [Int: Double] = [:]
    var nextOrders: [Int: Double] = [:]
    /// What was available to each need today.
    var morning: [Int: Double] = [:]
  }

  private static func whole(_ days: Double) -> Int { Int((days + 0.5).rounded(.down)) }
  private func transit(_ supply: Int, of need: Int) -> Int {
    graph.needs[need].isImplicit ? 0 : Self.whole(graph.supplies[supply].transitDays)
  }
  private func cycle(_ entity: Int) -> Int { Self.whole(graph.entities[entity].cycleDays) }

  /// Needs that count.
  private func needs(_ entity: Int) -> [Int] { tables.needs[entity] }
  private func suppliers(_ need: Int) -> [(supply: Int, weight: Double)] { tables.suppliers[need] }

  /// What the steps look up again and again.
  private struct Tables {
    var needs: [[Int]] = []
    var suppliers: [[(supply: Int, weight: Double)]] = []
    var fedByOwnLoop: Set<Int> = []
  }
  private var tables = Tables()

  private func countedNeeds(_ entity: Int) -> [Int] {
    graph.entities[entity].needs.filter { kinds.contains(graph.needs[$0].kind) && graph.needs[$0].criticality > 0 }
  }

  /// Supplies that deliver on a normal day, with their weight.
  private func weighedSuppliers(_ need: Int) -> [(supply: Int, weight: Double)] {
    let rows = graph.needs[need].supplies
    let sum = rows.reduce(0) { $0 + graph.supplies[$1].share }
    let spread = unattributed == .proportional && sum > 0 ? graph.needs[need].unattributed / sum : 0
    return rows.filter { graph.supplies[$0].share > 0 }.map { ($0, graph.supplies[$0].share * (1 + spread)) }
  }

  private func free(_ need: Int) -> Double {
    unattributed == .proportional && !suppliers(need).isEmpty ? 0 : graph.needs[need].unattributed
  }

  private func alternates(_ need: Int) -> [(supply: Int, limit: Double)] {
    graph.needs[need].supplies.compactMap { row in
      let supply = graph.supplies[row]
      guard supply.share == 0, supply.isQualified, let limit = supply.maxShare else { return nil }
      return (row, limit)
    }
  }

  private func isBlocked(_ supply: Int, _ day: Int) -> Bool {
    blocks.contains { $0.supply == supply && $0.days.contains(day) }
  }

  public func run(days: Int) -> Outcome {
    var prepared = self
    prepared.tables.needs = graph.entities.indices.map(countedNeeds)
    prepared.tables.suppliers = graph.needs.indices.map(weighedSuppliers)
    prepared.tables.fedByOwnLoop = prepared.needsFedByOwnLoop()
    return prepared.simulate(days)
  }

  private func simulate(_ days: Int) -> Outcome {
    var world = World()
    let everybody = Array(graph.entities.indices)
    for entity in everybody {
      world.lots[entity] = (0..<cycle(entity)).map { _ in Lot(length: 1, amount: 1) }
      for need in needs(entity) {
        world.stock[need] = graph.needs[need].isImplicit ? 0 : graph.needs[need].bufferDays
        world.orders[need] = 1
        for (supply, weight) in suppliers(need) {
          world.pipes[supply] = [Double](repeating: weight, count: transit(supply, of: need))
        }
        if graph.needs[need].switchDays.map(Self.whole) == 0, !alternates(need).isEmpty { world.switched.insert(need) }
      }
    }
    var outcome = Outcome()
    outcome.caughtUp = everybody.map { _ in 0 }
    for day in 0..<days { step(day, &world, &outcome) }
    return outcome
  }

  private func step(_ day: Int, _ world: inout World, _ outcome: inout Outcome) {
    let everybody = Array(graph.entities.indices)
    // (a) scrap
    for scrap in scraps where scrap.day == day {
      for index in (world.lots[scrap.entity] ?? []).indices { world.lots[scrap.entity]?[index].amount *= 1 - scrap.share }
    }
    // (b) the conveyor advances
    var output: [Int: Double] = [:]
    for entity in everybody where cycle(entity) > 0 {
      var rest = capacity(entity, day)
      var out = 0.0
      while rest > 0, let first = world.lots[entity]?.first {
        if first.length <= rest + 1e-12 {
          out += first.amount
          rest -= first.length
          world.lots[entity]?.removeFirst()
        } else {
          let part = first.amount * (rest / first.length)
          out += part
          world.lots[entity]?[0] = Lot(length: first.length - rest, amount: first.amount - part)
          rest = 0
        }
      }
      output[entity] = out
    }
    // (c) starts: the greatest fixed point, from 1
    var starts = everybody.map { demand[$0] }
    for entity in everybody where cycle(entity) == 0 { output[entity] = starts[entity] }
    for _ in 0..<1_000_000 {
      var changed = false
      for entity in everybody {
        let next = min(starts[entity], startable(entity, day, world, output))
        if next < starts[entity] {
          starts[entity] = next
          if cycle(entity) == 0 { output[entity] = next }
          changed = true
        }
      }
      if !changed { break }
    }
    // (d) use and stocks
    var stock = world.stock
    for entity in everybody {
      for need in needs(entity) {
        world.nextOrders[need] = order(need, of: entity, day, world, output)
        let available = self.available(need, of: entity, day, world, output)
        world.morning[need] = available.all
        count(need, isShort: (available.all - available.help - (world.stock[need] ?? 0)) / demand[entity] < 0.999, &world)
        if !graph.needs[need].isImplicit { stock[need] = max(0, available.all - min(starts[entity], available.all)) }
      }
    }
    // (e) lots and shipments
    for entity in everybody {
      let time = capacity(entity, day)
      if cycle(entity) > 0, time > 0 { world.lots[entity]?.append(Lot(length: time, amount: starts[entity])) }
      for need in needs(entity) {
        for (supply, weight) in suppliers(need) where transit(supply, of: need) > 0 {
          let sent = shipment(supply, weight, need, of: entity, day, world, output)
          world.pipes[supply]?.removeFirst()
          world.pipes[supply]?.append(sent)
        }
      }
    }
    world.stock = stock
    for entity in everybody { world.lastOutput[entity, default: []].append((output[entity] ?? 0) / demand[entity]) }
    // (f) output from spare capacity
    for target in targets { world.debt[target, default: 0] += max(0, demand[target] - (output[target] ?? 0)) }
    refill(day, starts, output, &world, &outcome)
    world.orders = world.nextOrders
    outcome.loss.append(everybody.map { 1 - (output[$0] ?? 0) / demand[$0] })
    outcome.startLoss.append(everybody.map { 1 - starts[$0] / demand[$0] })
    outcome.stock.append(graph.needs.indices.map { world.stock[$0] ?? 0 })
  }

  /// b as its own capacity and its needs allow.
  private func startable(_ entity: Int, _ day: Int, _ world: World, _ output: [Int: Double]) -> Double {
    let wanted = demand[entity]
    var most = min(capacity(entity, day) * max(1, min(1 + graph.entities[entity].spare, wanted)), wanted)
    for need in needs(entity) {
      let share = available(need, of: entity, day, world, output).all / wanted
      most = min(most, wanted * (1 - graph.needs[need].criticality * (1 - min(1, share))))
    }
    return max(0, most)
  }

  /// stock + unattributed + arrivals, with what alternates help apart.
  private func available(
    _ need: Int, of entity: Int, _ day: Int, _ world: World, _ output: [Int: Double]
  ) -> (all: Double, help: Double) {
    var came = free(need) * demand[entity]
    for (supply, weight) in suppliers(need) {
      came += world.pipes[supply]?.first ?? shipment(supply, weight, need, of: entity, day, world, output)
    }
    var help = 0.0
    if world.switched.contains(need) {
      var missing = 1 - came / demand[entity]
      for (supply, limit) in alternates(need) where missing > 0 {
        let sent = day - max(1, transit(supply, of: need))
        let supplier = graph.supplies[supply].supplier.position
        var made = sent < 0 ? 1 : min(1, max(0, world.lastOutput[supplier]?[sent] ?? 1))
        if isBlocked(supply, max(0, sent)) { made = 0 }
        let part = min(missing, limit) * made
        help += part * demand[entity]
        missing -= part
      }
    }
    return ((world.stock[need] ?? 0) + came + help, help)
  }

  /// What leaves a supplier for a need today.
  private func shipment(
    _ supply: Int, _ weight: Double, _ need: Int, of entity: Int, _ day: Int, _ world: World, _ output: [Int: Double]
  ) -> Double {
    guard !isBlocked(supply, day) else { return 0 }
    let supplier = graph.supplies[supply].supplier.position
    let made = (output[supplier] ?? 0) / demand[supplier]
    guard isByOrders, !graph.needs[need].isImplicit, made < 1 else { return weight * demand[entity] * made }
    // Everybody who buys goods from this supplier, with what each ordered.
    var (whole, open, ordered) = (0.0, 0.0, 0.0)
    for buyer in graph.entities.indices {
      for other in needs(buyer) where !graph.needs[other].isImplicit {
        for (row, share) in suppliers(other) where graph.supplies[row].supplier.position == supplier {
          whole += share
          if isBlocked(row, day) { continue }
          open += share
          ordered += share * (world.orders[other] ?? 1)
        }
      }
    }
    let total = made * whole
    guard total < open else { return weight * demand[entity] }
    let order = world.orders[need] ?? 1
    if total <= 0 { return 0 }
    let part = ordered >= total ? order * total / ordered : order + (1 - order) * (total - ordered) / (open - ordered)
    return weight * demand[entity] * part
  }

  /// What a need will be ordered for tomorrow: what the entity could use if it were met.
  private func order(
    _ need: Int, of entity: Int, _ day: Int, _ world: World, _ output: [Int: Double]
  ) -> Double {
    guard isByOrders else { return 1 }
    let spare = graph.entities[entity].spare
    var most = min(1, capacity(entity, day) * max(1, min(1 + spare, demand[entity])) / demand[entity])
    for other in needs(entity) where other != need {
      let share = available(other, of: entity, day, world, output).all / demand[entity]
      most = min(most, 1 - graph.needs[other].criticality * (1 - min(1, share)))
    }
    return max(0, most)
  }

  private func count(_ need: Int, isShort: Bool, _ world: inout World) {
    guard let days = graph.needs[need].switchDays.map(Self.whole), days > 0, !alternates(need).isEmpty else { return }
    world.shortDays[need] = isShort ? (world.shortDays[need] ?? 0) + 1 : 0
    world.calmDays[need] = isShort ? 0 : (world.calmDays[need] ?? 0) + 1
    if world.shortDays[need] ?? 0 >= days { world.switched.insert(need) }
    if world.calmDays[need] ?? 0 >= days { world.switched.remove(need) }
  }

  private func refill(
    _ day: Int, _ starts: [Double], _ output: [Int: Double], _ world: inout World, _ outcome: inout Outcome
  ) {
    let evening = world.stock
    func gap(_ need: Int) -> Double {
      let gap = graph.needs[need].isImplicit ? 0 : graph.needs[need].bufferDays - (evening[need] ?? 0)
      return gap > 1e-9 ? gap : 0
    }
    for helper in graph.entities.indices {
      var parts: [(need: Int, share: Double, gap: Double)] = []
      var whole = 0.0
      for buyer in graph.entities.indices {
        for need in needs(buyer) where !graph.needs[need].isImplicit {
          for (row, share) in suppliers(need) where graph.supplies[row].supplier.position == helper {
            whole += share
            if !isBlocked(row, day) { parts.append((need, share, gap(need))) }
          }
        }
      }
      var debt = world.debt[helper] ?? 0
      if debt <= 1e-9 { debt = 0 }
      let wanted = (whole > 0 ? parts.reduce(0) { $0 + $1.share * $1.gap } / whole : 0) + debt
      var most = capacity(helper, day)
      for need in needs(helper) where graph.needs[need].isImplicit || graph.needs[need].kind != .flow {
        let share = (world.morning[need] ?? 0) / demand[helper]
        most = min(most, 1 - graph.needs[need].criticality * (1 - min(1, share)))
      }
      var extra = min((1 + graph.entities[helper].spare) * most - starts[helper], wanted)
      for need in needs(helper) where !graph.needs[need].isImplicit && graph.needs[need].kind == .flow {
        extra = min(extra, tables.fedByOwnLoop.contains(need) ? 0 : evening[need] ?? 0)
      }
      guard extra > 1e-9 else { continue }
      for part in parts { world.stock[part.need, default: 0] += part.share * part.gap * extra / wanted }
      for need in needs(helper) where !graph.needs[need].isImplicit && graph.needs[need].kind == .flow {
        world.stock[need, default: 0] -= extra
      }
      world.debt[helper] = (world.debt[helper] ?? 0) - debt * extra / wanted
      outcome.caughtUp[helper] += debt * extra / wanted
    }
    for need in world.stock.keys { world.stock[need] = max(0, world.stock[need] ?? 0) }
  }

  /// Needs that a closed loop through their own entity feeds.
  private func needsFedByOwnLoop() -> Set<Int> {
    var members = Set(graph.entities.indices)
    func feeds(_ need: Int) -> Bool {
      let inside = suppliers(need).reduce(0) {
        $0 + (members.contains(graph.supplies[$1.supply].supplier.position) ? $1.weight : 0)
      }
      return graph.needs[need].criticality * inside >= 0.999
    }
    while let outsider = members.first(where: { !needs($0).contains(where: feeds) }) { members.remove(outsider) }
    func inputs(_ entity: Int) -> Set<Int> {
      Set(
        needs(entity).filter(feeds).flatMap { suppliers($0).map { graph.supplies[$0.supply].supplier.position } }
          .filter(members.contains))
    }
    var reach: [Int: Set<Int>] = [:]
    for member in members {
      var known = inputs(member)
      while true {
        let next = known.union(known.flatMap(inputs))
        if next == known { break }
        known = next
      }
      reach[member] = known
    }
    var result: Set<Int> = []
    for member in members where reach[member]?.contains(member) == true {
      for need in needs(member) {
        let isFed = suppliers(need).contains { supply, _ in
          let supplier = graph.supplies[supply].supplier.position
          return reach[member]?.contains(supplier) == true && reach[supplier]?.contains(member) == true
        }
        if isFed { result.insert(need) }
      }
    }
    return result
  }
}
