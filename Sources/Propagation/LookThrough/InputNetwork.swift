import GraphAlgorithms
public import SupplyGraph

/// Who gets an entity's input spend, as sparse rows in topological order.
///
/// Row i holds, for every supplier s that i buys from, part_is = Σ_n weight_n · share_ns over its explicit needs
/// (``InputWeights``), with one entry a supplier. What is left of 1 is the leak: unattributed supply and the needs at
/// which a walk stops. So Σ_s part_is + leak_i = 1.
///
/// Entities are renumbered so that suppliers come before buyers and the entities of one cycle stand side by side:
///
///     rowStart       entityCount + 1    first supplier of each position
///     supplier       edges              position of the supplier
///     part           edges              part of the buyer's input spend, 0…1
///     leak           entityCount        1 − Σ part, from its causes and not by subtraction
///     unattributed   entityCount        the leak's part that is attributed to nobody
///     hasInputs      entityCount        whether any explicit need counts
///
/// - Complexity: O(entities + needs + supplies) time and space to build; no look-up by name.
public struct InputNetwork: Sendable {
  public let entityCount: Int
  /// The entity at each position.
  public let entityAt: [Int32]
  /// The position of each entity.
  public let positionOf: [Int32]
  let rowStart: [Int32]
  let supplier: [Int32]
  let part: [Double]
  let leak: [Double]
  let unattributed: [Double]
  let hasInputs: [Bool]
  /// Ranges of positions that form a component with a cycle, in order.
  let cyclicComponents: [Range<Int>]

  /// Builds the rows of a graph.
  ///
  /// - Parameter stop: a product whose needs end a walk: their weight is leak.
  /// - Throws: ``CompilationError`` where a count does not fit 32 bits.
  public init(
    _ graph: SupplyGraph, _ weights: InputWeights, stoppingAt stop: String? = nil
  ) throws(CompilationError) {
    var sources: [Int32] = []
    var targets: [Int32] = []
    for need in graph.needs.indices where weights.byNeed[need] > 0 && graph.needs[need].product != stop {
      let buyer = graph.needs[need].entity.rawValue
      for supply in graph.needs[need].supplies where graph.supplies[supply].share > 0 {
        sources.append(graph.supplies[supply].supplier.rawValue)
        targets.append(buyer)
      }
    }
    let digraph: CompactDigraph
    do {
      digraph = try CompactDigraph(nodeCount: graph.entities.count, sources: sources, targets: targets)
    } catch {
      throw .tooLarge(entities: graph.entities.count, supplies: graph.supplies.count)
    }
    let components = digraph.stronglyConnectedComponents()
    entityCount = graph.entities.count
    // Components too large to eliminate are swept, in an order that needs few sweeps.
    entityAt = digraph.sweepOrder(components, above: 400)
    var positionOf = [Int32](repeating: 0, count: entityCount)
    for (position, entity) in entityAt.enumerated() { positionOf[Int(entity)] = Int32(truncatingIfNeeded: position) }
    self.positionOf = positionOf
    cyclicComponents = (0..<components.count).compactMap { component in
      let range = Int(components.memberStart[component])..<Int(components.memberStart[component + 1])
      return range.count > 1 ? range : nil
    }
    var rows = InputRows(entityCount: entityCount, edgeLimit: sources.count)
    for entity in entityAt { rows.append(graph.entities[Int(entity)].needs, graph, weights, positionOf, stop: stop) }
    rowStart = rows.rowStart
    supplier = rows.supplier
    part = rows.part
    leak = rows.leak
    unattributed = rows.unattributed
    hasInputs = rows.hasInputs
  }

  /// Position of an entity.
  public func position(_ entity: EntityIndex) -> Int { Int(positionOf[entity.position]) }

  /// v for walks on which nobody adds anything: 1 where no need counts, else 0. By position.
  public var ownPartWithoutInputs: [Double] { hasInputs.map { $0 ? 0 : 1 } }

  /// The suppliers of a position as a range of edges.
  func row(_ position: Int) -> Range<Int> { Int(rowStart[position])..<Int(rowStart[position + 1]) }

  /// The component with a cycle that a position is in.
  func cyclicComponent(of position: Int) -> Range<Int>? {
    var low = 0
    var high = cyclicComponents.count
    while low < high {
      let middle = (low + high) / 2
      if cyclicComponents[middle].upperBound <= position { low = middle + 1 } else { high = middle }
    }
    guard low < cyclicComponents.count, cyclicComponents[low].contains(position) else { return nil }
    return cyclicComponents[low]
  }
}

/// The rows while they grow.
private struct InputRows {
  var rowStart: [Int32] = [0]
  var supplier: [Int32] = []
  var part: [Double] = []
  var leak: [Double] = []
  var unattributed: [Double] = []
  var hasInputs: [Bool] = []
  /// The edge of each supplier in the present row; older rows leave smaller numbers behind.
  private var edgeOf: [Int32]

  init(entityCount: Int, edgeLimit: Int) {
    edgeOf = [Int32](repeating: -1, count: entityCount)
    rowStart.reserveCapacity(entityCount + 1)
    supplier.reserveCapacity(edgeLimit)
    part.reserveCapacity(edgeLimit)
    leak.reserveCapacity(entityCount)
    unattributed.reserveCapacity(entityCount)
    hasInputs.reserveCapacity(entityCount)
  }

  mutating func append(
    _ needs: Range<Int>, _ graph: SupplyGraph, _ weights: InputWeights, _ positionOf: [Int32], stop: String?
  ) {
    let first = supplier.count
    var open = 0.0
    var stopped = 0.0
    var counts = false
    for need in needs where weights.byNeed[need] > 0 {
      counts = true
      let weight = weights.byNeed[need]
      if let stop, graph.needs[need].product == stop {
        stopped += weight
        continue
      }
      open += weight * graph.needs[need].unattributed
      for supply in graph.needs[need].supplies where graph.supplies[supply].share > 0 {
        let supplier = graph.supplies[supply].supplier.position
        add(weight * graph.supplies[supply].share, from: Int(positionOf[supplier]), first)
      }
    }
    // Who adds less than everything and names no input has bought the rest from nobody in particular.
    unattributed.append(counts ? open : 1)
    leak.append(counts ? open + stopped : 1)
    hasInputs.append(counts)
    rowStart.append(Int32(truncatingIfNeeded: supplier.count))
  }

  private mutating func add(_ value: Double, from position: Int, _ first: Int) {
    let edge = Int(edgeOf[position])
    if edge >= first {
      part[edge] += value
    } else {
      edgeOf[position] = Int32(truncatingIfNeeded: supplier.count)
      supplier.append(Int32(truncatingIfNeeded: position))
      part.append(value)
    }
  }
}
