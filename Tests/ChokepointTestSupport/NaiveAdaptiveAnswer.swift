public import Propagation
public import SupplyGraph

/// The adaptive answer as its definition reads: amounts in money, every entity and supply a variable, solved by a
/// dense simplex method of our own.
public struct NaiveAdaptiveAnswer {
  public let graph: SupplyGraph
  public let targets: [EntityIndex]
  let size: [Double]
  let volume: [Double]
  let demand: [Double]
  let perOutput: [Double]
  private var reached: Set<Int> = []
  /// x⁰ and capacity by entity.
  private var normal: [Double] = []
  private var capacity: [Double] = []
  private let blocked: Set<Int>

  public init(_ graph: SupplyGraph, targets: [EntityIndex], blockedSupplies: Set<Int> = []) {
    self.graph = graph
    self.targets = targets
    blocked = blockedSupplies
    let sizes = NaiveProductionSizes(graph, targets: targets)
    let solution = sizes.solution()
    size = solution.size.map { abs($0) < 1e-12 ? 0 : $0 }
    volume = solution.volume
    demand = sizes.finalDemand
    let weights = NaiveLookThrough(graph).weights
    perOutput = graph.needs.indices.map { [size] need in
      let entity = graph.needs[need].entity
      if size[entity.position] > 0 { return solution.volume[need] / size[entity.position] }
      let own = graph[entity].valueAddedShare ?? (targets.contains(entity) ? 0 : 0.4)
      return weights[need] * (1 - own)
    }
    setReached()
    setCapacity()
  }

  private func counted(_ entity: Int) -> [Int] {
    graph.entities[entity].needs.filter { graph.needs[$0].kind != .capital && graph.needs[$0].criticality > 0 }
  }

  private func canDeliver(_ supply: Int) -> Bool {
    let row = graph.supplies[supply]
    return !blocked.contains(supply)
      && (row.share > 0 || (row.isQualified && ((row.capacity ?? 0) > 0 || (row.maxShare ?? 0) > 0)))
  }

  private mutating func setReached() {
    reached = Set(targets.map(\.position))
    for _ in graph.entities {
      for entity in reached {
        for need in counted(entity) {
          for supply in graph.needs[need].supplies where canDeliver(supply) {
            reached.insert(graph.supplies[supply].supplier.position)
          }
        }
      }
    }
  }

  private mutating func setCapacity() {
    for entity in graph.entities.indices {
      let rows = reached.flatMap { counted($0) }.flatMap { graph.needs[$0].supplies }
        .filter { canDeliver($0) && graph.supplies[$0].supplier.position == entity }
      let stated = rows.compactMap { graph.supplies[$0].capacity }.max() ?? 0
      if size[entity] > 0 {
        normal.append(size[entity])
        capacity.append(stated >= size[entity] ? stated : size[entity] * (1 + graph.entities[entity].spare))
      } else {
        let shares = reached.sorted().flatMap { counted($0) }.filter { size[graph.needs[$0].entity.position] > 0 }
          .reduce(0.0) { sum, need in
            sum
              + graph.needs[need].supplies.filter { rows.contains($0) && graph.supplies[$0].capacity == nil }
              .reduce(0.0) { $0 + (graph.supplies[$1].maxShare ?? 0) * volume[need] }
          }
        normal.append(reached.contains(entity) ? (stated > 0 ? stated : shares) : 0)
        capacity.append(normal[entity])
      }
    }
  }

  /// Losses by target of one best answer, and their weighted sum.
  ///
  /// - Parameter capacityLeft: k by entity; above 1 stands for more than there was.
  public func answer(
    weights: [Double], capacityLeft: [Double], rigidLosses: [Double], isFree: Bool
  ) -> (losses: [Double], weighted: Double)? {
    var simplex = DenseSimplex()
    let whole = weights.reduce(0, +)
    let made = graph.entities.map { _ in simplex.addVariable() }
    let available = graph.entities.map { _ in simplex.addVariable() }
    let sent = graph.supplies.map { _ in simplex.addVariable() }
    // What a target must get comes first, at a price that nothing else can pay.
    let must = targets.map { _ in simplex.addVariable(cost: 1e4) }
    let may = weights.map { simplex.addVariable(cost: $0 / whole) }
    var sales = [[(Int, Double)]](repeating: [], count: graph.entities.count)
    for entity in graph.entities.indices {
      simplex.addRow([(made[entity], 1)], atMost: capacityLeft[entity] * capacity[entity])
      let full = max(1, capacityLeft[entity]) * capacity[entity]
      simplex.addRow([(available[entity], 1)], atMost: min(1, capacityLeft[entity]))
      if size[entity] > 0 {
        simplex.addRow([(available[entity], size[entity]), (made[entity], -1)], atMost: 0)
      }
      for need in counted(entity) {
        addRows(need, entity, full, made, available, sent, &simplex)
        guard normal[entity] > 0, perOutput[need] > 0, !graph.needs[need].isImplicit, reached.contains(entity)
        else { continue }
        for supply in graph.needs[need].supplies {
          let supplier = graph.supplies[supply].supplier.position
          sales[supplier].append((sent[supply], 1))
          simplex.addRow([(sent[supply], 1)], atMost: most(supply, perOutput[need] * normal[entity]))
        }
      }
    }
    for (index, target) in targets.enumerated() {
      let least = isFree ? 0 : 1 - rigidLosses[index]
      simplex.addRow([(must[index], 1)], atMost: least)
      simplex.addRow([(may[index], 1)], atMost: 1 - least)
      sales[target.position] += [(must[index], demand[target.position]), (may[index], demand[target.position])]
    }
    for entity in graph.entities.indices { simplex.addRow(sales[entity] + [(made[entity], -1)], atMost: 0) }
    guard let point = simplex.maximum() else { return nil }
    let losses = targets.indices.map { 1 - point[must[$0]] - point[may[$0]] }
    return (losses, zip(losses, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole)
  }

  private func most(_ supply: Int, _ normalVolume: Double) -> Double {
    let row = graph.supplies[supply]
    guard canDeliver(supply), normal[row.supplier.position] > 0 else { return 0 }
    let most = min(row.maxShare.map { $0 * normalVolume } ?? .infinity, row.capacity ?? .infinity)
    return min(1e9, max(most, row.share * normalVolume))
  }

  private func addRows(
    _ need: Int, _ entity: Int, _ full: Double, _ made: [Int], _ available: [Int], _ sent: [Int],
    _ simplex: inout DenseSimplex
  ) {
    let row = graph.needs[need]
    let c = row.criticality
    let open = row.supplies.filter { !blocked.contains($0) && graph.supplies[$0].share > 0 }
    let shared = open.map { (available[graph.supplies[$0].supplier.position], -c * graph.supplies[$0].share) }
    if size[entity] == 0 {
      simplex.addRow([(available[entity], 1)] + shared, atMost: 1 - c + c * row.unattributed)
    }
    guard normal[entity] > 0 else { return }
    if row.isImplicit || perOutput[need] == 0 {
      simplex.addRow(
        [(made[entity], 1 / full)] + shared, atMost: 1 - c + c * row.unattributed)
    } else {
      let goods = row.supplies.filter { normal[graph.supplies[$0].supplier.position] > 0 }
        .map { (sent[$0], -c / perOutput[need]) }
      let sizeless = open.filter { normal[graph.supplies[$0].supplier.position] == 0 }.map {
        (available[graph.supplies[$0].supplier.position], -c * normal[entity] * graph.supplies[$0].share)
      }
      simplex.addRow(
        [(made[entity], 1)] + goods + sizeless, atMost: normal[entity] * (1 - c + c * row.unattributed))
    }
  }
}
