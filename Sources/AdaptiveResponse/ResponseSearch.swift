import LinearProgramming
import Propagation
import SupplyGraph

/// Finds the best answer, chooses among equally good ones, and measures what limits are worth.
struct ResponseSearch {
  private let response: ResponseProgram
  private let solver: LinearProgramSolver
  /// The first of the best points; its prices say which limits may be worth something.
  private let best: LinearProgramSolution
  let losses: [Double]
  let weightedLoss: Double

  /// Losses closer than this to 0 or to the loss without re-allocation differ from it by rounding.
  static let noise = 1e-7
  /// By how much a later step may spoil what an earlier one has reached.
  static let slack = 1e-9

  init(_ response: ResponseProgram) throws(LinearProgramError) {
    self.response = response
    solver = try LinearProgramSolver(response.program)
    best = try solver.solve()
    losses = try Self.fairest(response, solver, best)
    weightedLoss = zip(response.weights, losses).reduce(0) { $0 + $1.0 * $1.1 }
    reset()
  }

  private static func cleaned(_ loss: Double, atMost most: Double) -> Double {
    loss < noise ? 0 : abs(most - loss) < noise ? most : min(1, loss)
  }

  // MARK: - One of the best answers

  /// The losses whose largest is smallest, then the second largest, and so on, among those of least weighted sum.
  ///
  /// The largest loss is pressed down; targets that hold it up (their row has a price) stay there; the others go on.
  private static func fairest(
    _ response: ResponseProgram, _ solver: LinearProgramSolver, _ best: LinearProgramSolution
  ) throws(LinearProgramError) -> [Double] {
    var losses = zip(response.served, response.mostLost).map { cleaned(1 - best.values[$0], atMost: $1) }
    guard losses.contains(where: { $0 > 0 }), losses.count > 1 else { return losses }
    solver.setRow(response.bestRow, .init(-best.objective - slack, .infinity))
    for column in response.served { solver.setCost(column, 0) }
    solver.setCost(response.worst, 1)
    var open = Array(losses.indices)
    for target in open { solver.setRow(response.worstRows[target], .init(1, .infinity)) }
    while !open.isEmpty {
      let point = try solver.solve()
      let level = point.objective < noise ? 0 : point.objective
      let highest = open.map { point.duals[response.worstRows[$0]] }.max() ?? 0
      let held = level == 0 ? open : open.filter { point.duals[response.worstRows[$0]] >= max(1e-7, highest * 1e-3) }
      let settled = held.isEmpty ? open : held
      for target in settled {
        losses[target] = cleaned(level, atMost: response.mostLost[target])
        solver.setRow(response.worstRows[target], .init(-.infinity, .infinity))
        let least = min(1, max(1 - response.mostLost[target], 1 - level - slack))
        solver.setColumn(response.served[target], .init(least, 1))
      }
      open.removeAll { settled.contains($0) }
    }
    return losses
  }

  /// Back to the first question.
  private func reset() {
    solver.setRow(response.bestRow, .init(-.infinity, .infinity))
    solver.setCost(response.worst, 0)
    for (target, column) in response.served.enumerated() {
      solver.setRow(response.worstRows[target], .init(-.infinity, .infinity))
      solver.setColumn(column, .init(1 - response.mostLost[target], 1))
      solver.setCost(column, -response.weights[target])
    }
  }

  // MARK: - What limits are worth

  /// One percent more of a limit: which bounds move, and by how much.
  private struct Step {
    var columns: [(column: Int, amount: Double)] = []
    var rows: [(row: Int, amount: Double)] = []
    var limit: BindingLimit
  }

  /// Limits with a price, each measured by solving again with one percent more of it.
  func limits() throws(LinearProgramError) -> [BindingLimit] {
    guard weightedLoss > 0 else { return [] }
    var found: [BindingLimit] = []
    for var step in steps() {
      let (columns, rows) = (solver.program.columns, solver.program.rows)
      for (column, amount) in step.columns {
        solver.setColumn(column, .init(columns[column].lower, columns[column].upper + amount))
      }
      for (row, amount) in step.rows { solver.setRow(row, .init(rows[row].lower, rows[row].upper + amount)) }
      let objective = try solver.solve().objective
      for (column, _) in step.columns { solver.setColumn(column, columns[column]) }
      for (row, _) in step.rows { solver.setRow(row, rows[row]) }
      step.limit.saving = best.objective - objective
      if step.limit.saving > Self.slack { found.append(step.limit) }
    }
    return found.sorted {
      $0.saving != $1.saving ? $0.saving > $1.saving : $0.order.lexicographicallyPrecedes($1.order)
    }
  }

  private func steps() -> [Step] {
    let network = response.network
    var steps: [Step] = []
    func add(_ step: Step) {
      var step = step
      step.limit.price =
        step.columns.reduce(0) { $0 - best.reducedCosts[$1.column] * $1.amount }
        + step.rows.reduce(0) { $0 - best.duals[$1.row] * $1.amount }
      if step.limit.price > Self.slack { steps.append(step) }
    }
    for entity in network.entities {
      let isSized = response.output[entity] >= 0
      var step = Step(limit: BindingLimit(isSized ? .capacity : .availability, EntityIndex(entity)))
      let left = network.capacityLeft[entity]
      if isSized {
        step.columns.append(
          left < 1
            ? (response.running[entity], min(0.01, 1 - left)) : (response.extra[entity], 0.01 * network.stretch[entity])
        )
      }
      // Nothing is more than whole, so only what is hit can be made more available.
      if response.availability[entity] >= 0, left < 1 {
        step.columns.append((response.availability[entity], min(0.01, 1 - left)))
      }
      add(step)
    }
    for (row, need) in response.dependences {
      let entity = network.graph.needs[need].entity
      add(
        Step(
          rows: [(row, 0.01)],
          limit: BindingLimit(.dependence, entity, product: network.graph.needs[need].product, need: need)))
    }
    for entity in network.entities {
      for need in network.needs(of: entity) {
        for index in network.graph.needs[need].supplies where response.flow[index] >= 0 {
          guard let limit = network.limit(ofSupply: index, of: need) else { continue }
          let supplier = network.graph.supplies[index].supplier
          var step = Step(
            columns: [(response.flow[index], 0.01 * limit)],
            limit: BindingLimit(
              .supply, supplier, product: network.graph.needs[need].product, need: need, supply: index))
          // Where the share is all that is known of a supplier, its capacity goes up with it.
          if network.isSizedByShares[supplier.position], network.capacityLeft[supplier.position] == 1 {
            let part = limit * network.normalVolume(need) / network.baseline[supplier.position]
            step.columns.append((response.extra[supplier.position], 0.01 * part))
          }
          add(step)
        }
      }
    }
    return steps
  }

  // MARK: - How it is done

  struct Flows {
    var output: [Double]
    var capacityLeft: [Double]
    var atCapacity: [EntityIndex] = []
    var alternates: [AlternateUse] = []
  }

  /// The flows behind the losses, with as little from alternates as they allow, then as little as possible at all.
  func leanestFlows() throws(LinearProgramError) -> Flows {
    let network = response.network
    let whole = network.targets.reduce(0) { $0 + network.sizes.finalDemand[$1.position] }
    for column in response.served { solver.setCost(column, 0) }
    for entity in network.entities {
      // Places and owners without a size are shown as available as they are.
      let available = response.availability[entity]
      if available >= 0, !network.isProducing(entity) { solver.setCost(available, -1e-3) }
      for need in network.needs(of: entity) {
        for index in network.graph.needs[need].supplies where response.flow[index] >= 0 {
          let part = network.normalVolume(need) / whole
          solver.setCost(response.flow[index], network.graph.supplies[index].share > 0 ? part * 1e-3 : part)
        }
      }
    }
    // Losses come from steps that each gave way a little; where all together are too strict, flows give way too.
    for margin in [0, 10 * Self.slack, 1000 * Self.slack] {
      for (target, column) in response.served.enumerated() {
        solver.setColumn(column, .init(max(0, 1 - losses[target] - margin), 1))
      }
      do { return read(try solver.solve()) } catch LinearProgramError.infeasible {}
    }
    throw .infeasible
  }

  private func read(_ point: LinearProgramSolution) -> Flows {
    let network = response.network
    let count = network.graph.entities.count
    var flows = Flows(
      output: [Double](repeating: 0, count: count), capacityLeft: [Double](repeating: 0, count: count))
    for (target, loss) in zip(network.targets, losses) {
      flows.output[target.position] += network.sizes.finalDemand[target.position] * (1 - loss)
    }
    for entity in network.entities where response.output[entity] >= 0 {
      var left = network.capacityLeft[entity] * network.stretch[entity]
      for need in network.needs(of: entity) {
        if !network.isFlow(need) { left = min(left, network.stretch[entity] * met(need, point)) }
        addFlows(need, point, to: &flows)
      }
      flows.capacityLeft[entity] = left * network.baseline[entity]
    }
    for entity in network.entities where response.output[entity] >= 0 {
      if flows.output[entity] >= flows.capacityLeft[entity] * (1 - 1e-6), flows.output[entity] > 0 {
        flows.atCapacity.append(EntityIndex(entity))
      }
    }
    flows.alternates.sort { $0.supply < $1.supply }
    return flows
  }

  /// 1 − c (1 − q) of a need that is no flow.
  private func met(_ need: Int, _ point: LinearProgramSolution) -> Double {
    let row = response.network.graph.needs[need]
    var part = row.unattributed
    for index in row.supplies where !response.network.blockedSupplies.contains(index) {
      let supply = response.network.graph.supplies[index]
      let column = response.availability[supply.supplier.position]
      if supply.share > 0, column >= 0 { part += supply.share * point.values[column] }
    }
    return (1 - row.criticality) + row.criticality * part
  }

  private func addFlows(_ need: Int, _ point: LinearProgramSolution, to flows: inout Flows) {
    let network = response.network
    for index in network.graph.needs[need].supplies where response.flow[index] >= 0 {
      let supply = network.graph.supplies[index]
      let share = max(0, point.values[response.flow[index]])
      let delivered = share * network.normalVolume(need)
      flows.output[supply.supplier.position] += delivered
      guard supply.isQualified else { continue }
      flows.alternates.append(
        AlternateUse(
          supply: index, delivered: share < Self.noise ? 0 : delivered, normalShare: supply.share,
          share: share < Self.noise ? 0 : share, limit: network.limit(ofSupply: index, of: need)))
    }
  }
}

extension BindingLimit {
  fileprivate init(
    _ kind: Kind, _ entity: EntityIndex, product: String? = nil, need: Int? = nil, supply: Int? = nil
  ) {
    self.init(kind: kind, entity: entity, product: product, need: need, supply: supply, saving: 0, price: 0)
  }

  /// For equal savings: kind, then file order.
  fileprivate var order: [Int] {
    let number =
      switch kind {
      case .capacity: 0
      case .availability: 1
      case .dependence: 2
      case .supply: 3
      }
    return [number, entity.position, need ?? 0, supply ?? 0]
  }
}
