import GraphAlgorithms
import Propagation
import SupplyGraph

/// The compressed rows of a simulation model.
struct SimulationRows: Sendable {
  var entityAt: [Int32] = []
  var positionOf: [Int32] = []
  /// End of the same-day loop that begins at a position; 0 for none.
  var loopEnd: [Int32] = []
  var cycleDays: [Double] = []
  var spare: [Double] = []

  var needStart: [Int32] = [0]
  var needOwner: [Int32] = []
  var needIndex: [Int32] = []
  var criticality: [Double] = []
  /// Part of the need that no supplier meets and that always comes in.
  var unsupplied: [Double] = []
  var buffer: [Double] = []
  /// Goods: they can be stocked. Places, owners and hazards cannot.
  var isStocked: [Bool] = []
  /// Explicit flow needs: output from spare capacity uses them up.
  var isFlow: [Bool] = []
  var usesDefaultStock: [Bool] = []
  /// Days until alternates deliver; −1 for never, or where there is none that could.
  var switchDays: [Int32] = []

  var supplyStart: [Int32] = [0]
  var supplier: [Int32] = []
  var weight: [Double] = []
  var lag: [Int32] = []
  var supplyIndex: [Int32] = []
  var supplyNeed: [Int32] = []

  var alternateStart: [Int32] = [0]
  var alternateSupplier: [Int32] = []
  var alternateLimit: [Double] = []
  var alternateLag: [Int32] = []
  var alternateIndex: [Int32] = []

  var customerStart: [Int32] = [0]
  var customerSupply: [Int32] = []
  /// Σ of the shares of needs for goods that a position meets: days of its customers' use in a day of its output.
  var shippedShares: [Double] = []

  var entityCount: Int { entityAt.count }
  var needCount: Int { criticality.count }
  var supplyCount: Int { supplier.count }

  func needs(_ position: Int) -> Range<Int> { Int(needStart[position])..<Int(needStart[position + 1]) }
  func supplies(_ need: Int) -> Range<Int> { Int(supplyStart[need])..<Int(supplyStart[need + 1]) }
  func alternates(_ need: Int) -> Range<Int> { Int(alternateStart[need])..<Int(alternateStart[need + 1]) }
  func customers(_ position: Int) -> Range<Int> { Int(customerStart[position])..<Int(customerStart[position + 1]) }

  /// A qualified alternate is no supplier until it is asked. A row with share 0 that is none keeps its place: an
  /// addition may have taken its share.
  static func takesPart(_ supply: Supply) -> Bool { supply.share > 0 || !supply.isQualified }

  static func build(
    _ graph: SupplyGraph, _ options: SimulationOptions, _ order: StronglyConnectedComponents
  ) -> (rows: SimulationRows, warnings: [SimulationWarning]) {
    var rows = SimulationRows()
    var warnings: [SimulationWarning] = []
    rows.entityAt = order.nodes
    rows.positionOf = [Int32](repeating: 0, count: order.nodes.count)
    for (position, entity) in order.nodes.enumerated() {
      rows.positionOf[Int(entity)] = Int32(truncatingIfNeeded: position)
    }
    rows.loopEnd = [Int32](repeating: 0, count: order.nodes.count)
    for component in 0..<order.count where order.memberStart[component + 1] - order.memberStart[component] > 1 {
      rows.loopEnd[Int(order.memberStart[component])] = order.memberStart[component + 1]
    }
    for (position, index) in order.nodes.enumerated() {
      let entity = graph.entities[Int(index)]
      rows.cycleDays.append((entity.cycleDays + 0.5).rounded(.down))
      rows.spare.append(entity.spare)
      for need in entity.needs where options.kinds.contains(graph.needs[need].kind) {
        rows.append(need, at: position, graph, options, &warnings)
      }
      rows.needStart.append(Int32(truncatingIfNeeded: rows.needCount))
    }
    rows.turnRound()
    return (rows, warnings)
  }

  private mutating func append(
    _ index: Int, at position: Int, _ graph: SupplyGraph, _ options: SimulationOptions,
    _ warnings: inout [SimulationWarning]
  ) {
    let need = graph.needs[index]
    guard need.criticality > 0 else { return }
    let attributed = graph.supplies[need.supplies].reduce(0) { $0 + $1.share }
    // `proportional` hands the unattributed part to the suppliers in proportion; without any, nothing is lost.
    let spread = options.unattributed == .proportional && attributed > 0 ? need.unattributed / attributed : 0
    for row in need.supplies {
      let supply = graph.supplies[row]
      let lag = Int32(truncatingIfNeeded: need.isImplicit ? 0 : SimulationModel.wholeDays(supply.transitDays))
      if Self.takesPart(supply) {
        supplier.append(positionOf[supply.supplier.position])
        weight.append(supply.share * (1 + spread))
        self.lag.append(lag)
        supplyIndex.append(Int32(truncatingIfNeeded: row))
        supplyNeed.append(Int32(truncatingIfNeeded: needCount))
      } else if let limit = Self.limit(of: supply, volume: need.volume) {
        alternateSupplier.append(positionOf[supply.supplier.position])
        alternateLimit.append(limit)
        // An alternate is asked when the shortage is seen, so it delivers what it made the day before at the latest.
        alternateLag.append(max(1, lag))
        alternateIndex.append(Int32(truncatingIfNeeded: row))
      } else {
        warnings.append(.alternateWithoutLimit(supply: row))
      }
    }
    let canSwitch = alternateSupplier.count > Int(alternateStart[needCount])
    switchDays.append(
      canSwitch ? need.switchDays.map { Int32(truncatingIfNeeded: SimulationModel.wholeDays($0)) } ?? -1 : -1)
    supplyStart.append(Int32(truncatingIfNeeded: supplier.count))
    alternateStart.append(Int32(truncatingIfNeeded: alternateSupplier.count))
    needOwner.append(Int32(truncatingIfNeeded: position))
    needIndex.append(Int32(truncatingIfNeeded: index))
    criticality.append(need.criticality)
    unsupplied.append(spread > 0 ? 0 : need.unattributed)
    isStocked.append(!need.isImplicit)
    buffer.append(need.isImplicit ? 0 : max(0, need.bufferDays))
    isFlow.append(need.kind == .flow && !need.isImplicit)
    usesDefaultStock.append(need.usesDefaultBuffer && need.bufferDays == 0 && !need.isImplicit)
  }

  /// What an alternate can deliver of the need at most.
  private static func limit(of supply: Supply, volume: Double?) -> Double? {
    var limit = supply.maxShare
    if let capacity = supply.capacity, let volume, volume > 0 { limit = min(limit ?? 1, capacity / volume) }
    return limit.map { min(1, max(0, $0)) }
  }

  /// Lists the supplies by supplier.
  private mutating func turnRound() {
    var count = [Int32](repeating: 0, count: entityCount + 1)
    for position in supplier { count[Int(position) + 1] += 1 }
    for position in 0..<entityCount { count[position + 1] += count[position] }
    customerStart = count
    customerSupply = [Int32](repeating: 0, count: supplyCount)
    shippedShares = [Double](repeating: 0, count: entityCount)
    for supply in 0..<supplyCount {
      let position = Int(supplier[supply])
      customerSupply[Int(count[position])] = Int32(truncatingIfNeeded: supply)
      count[position] += 1
      if isStocked[Int(supplyNeed[supply])] { shippedShares[position] += weight[supply] }
    }
  }
}
