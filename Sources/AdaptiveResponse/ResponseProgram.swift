import LinearProgramming
import Propagation
import SupplyGraph

/// The linear program of a network, in parts of what is normal, so that all numbers are near 1.
///
///     output        x_i / x⁰_i                 entities with a size
///     running       part of capacity_i that runs, 0…k_i
///     extra         output from one percent more capacity; 0 unless that percent is being measured
///     flow          y_ns / V_n                 deliveries
///     served        1 − loss_t                 targets
///     availability  0…1                        what places, owners, hazards and needs without volumes ask for
///     worst         largest loss               only for choosing among equally good answers
struct ResponseProgram {
  let network: ResponseNetwork
  let weights: [Double]
  /// The loss that each target may have at most.
  let mostLost: [Double]
  private(set) var program = LinearProgram()
  /// Columns by entity; −1 for none.
  private(set) var output: [Int]
  private(set) var running: [Int]
  private(set) var extra: [Int]
  private(set) var availability: [Int]
  /// Column by supply; −1 for none.
  private(set) var flow: [Int]
  private(set) var served: [Int] = []
  private(set) var worst = 0
  /// Rows in which an entity depends on what is no flow, with the need.
  private(set) var dependences: [(row: Int, need: Int)] = []
  /// Row served_t + worst ≥ 1 of each target; off until wanted.
  private(set) var worstRows: [Int] = []
  /// Row Σ ω_t · served_t ≥ …; off until wanted.
  private(set) var bestRow = 0

  private var graph: SupplyGraph { network.graph }

  init(_ network: ResponseNetwork, weights: [Double], mostLost: [Double]) {
    self.network = network
    self.weights = weights
    self.mostLost = mostLost
    output = [Int](repeating: -1, count: network.graph.entities.count)
    (running, extra, availability) = (output, output, output)
    flow = [Int](repeating: -1, count: network.graph.supplies.count)
    for (weight, loss) in zip(weights, mostLost) {
      served.append(program.addColumn(lower: 1 - loss, upper: 1, cost: -weight))
    }
    worst = program.addColumn()
    for entity in network.entities where network.baseline[entity] > 0 {
      addOutput(entity)
    }
    var sold = [[(column: Int, value: Double)]](repeating: [], count: output.count)
    for entity in network.entities where output[entity] >= 0 {
      for need in network.needs(of: entity) {
        if network.isFlow(need) { addFlows(need, &sold) } else { addDependence(need) }
      }
    }
    addBalances(&sold)
    worstRows = served.map { program.addRow([($0, 1), (worst, 1)]) }
    bestRow = program.addRow(zip(served, weights).map { ($0, $1) })
  }

  /// output_i ≤ stretch_i · running_i + extra_i ,  extra_i ≤ 0.01 · stretch_i · running_i
  private mutating func addOutput(_ entity: Int) {
    let stretch = network.stretch[entity]
    output[entity] = program.addColumn()
    running[entity] = program.addColumn(upper: network.capacityLeft[entity])
    extra[entity] = program.addColumn(upper: 0)
    program.addRow(upper: 0, [(output[entity], 1), (running[entity], -stretch), (extra[entity], -1)])
    program.addRow(upper: 0, [(extra[entity], 1), (running[entity], -0.01 * stretch)])
  }

  /// output_i ≤ (1 − c) + c (u + Σ flows), and the columns of the flows.
  private mutating func addFlows(_ need: Int, _ sold: inout [[(column: Int, value: Double)]]) {
    let row = graph.needs[need]
    var entries = [(column: output[row.entity.position], value: 1.0)]
    for index in row.supplies where network.delivers(index) {
      let supplier = graph.supplies[index].supplier.position
      if output[supplier] >= 0 {
        flow[index] = program.addColumn(upper: network.limit(ofSupply: index, of: need) ?? .infinity)
        sold[supplier].append((flow[index], network.normalVolume(need) / network.baseline[supplier]))
        entries.append((flow[index], -row.criticality))
      } else if graph.supplies[index].share > 0 {
        // Who supplies an idle alternate and nobody else has no size; it holds the alternate back by not being there.
        entries.append((available(supplier), -row.criticality * graph.supplies[index].share))
      }
    }
    program.addRow(upper: (1 - row.criticality) + row.criticality * row.unattributed, entries)
  }

  /// running_i ≤ (1 − c) + c (u + Σ share · availability)
  private mutating func addDependence(_ need: Int) {
    dependences.append((addLimit(on: running[graph.needs[need].entity.position], by: need), need))
  }

  private mutating func addLimit(on column: Int, by need: Int) -> Int {
    let row = graph.needs[need]
    var entries = [(column: column, value: 1.0)]
    for index in row.supplies where graph.supplies[index].share > 0 && !network.blockedSupplies.contains(index) {
      let share = row.criticality * graph.supplies[index].share
      entries.append((available(graph.supplies[index].supplier.position), -share))
    }
    return program.addRow(upper: (1 - row.criticality) + row.criticality * row.unattributed, entries)
  }

  /// The column of an entity's availability, made where it is first asked for.
  ///
  /// Who produces is as available as its output. Others are held back by what hits them and by their needs.
  private mutating func available(_ entity: Int) -> Int {
    if availability[entity] >= 0 { return availability[entity] }
    var open = [entity]
    addAvailability(entity)
    while let next = open.popLast() {
      if network.isProducing(next) {
        program.addRow(upper: 0, [(availability[next], 1), (output[next], -1)])
        continue
      }
      for need in network.needs(of: next) {
        for index in graph.needs[need].supplies
        where graph.supplies[index].share > 0 && !network.blockedSupplies.contains(index) {
          let supplier = graph.supplies[index].supplier.position
          guard availability[supplier] < 0 else { continue }
          addAvailability(supplier)
          open.append(supplier)
        }
        _ = addLimit(on: availability[next], by: need)
      }
    }
    return availability[entity]
  }

  private mutating func addAvailability(_ entity: Int) {
    availability[entity] = program.addColumn(upper: network.capacityLeft[entity])
  }

  /// Σ sales + what a target delivers ≤ output.
  private mutating func addBalances(_ sold: inout [[(column: Int, value: Double)]]) {
    for (target, column) in zip(network.targets, served) {
      let entity = target.position
      sold[entity].append((column, network.sizes.finalDemand[entity] / network.baseline[entity]))
    }
    for entity in network.entities where output[entity] >= 0 && !sold[entity].isEmpty {
      program.addRow(upper: 0, sold[entity] + [(output[entity], -1)])
    }
  }
}
