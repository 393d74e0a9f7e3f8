import GraphAlgorithms
public import SupplyGraph

/// How the part of a need that is attributed to nobody behaves in a disruption.
public enum UnattributedPolicy: String, Sendable, CaseIterable {
  /// It is never lost (ū = 1): the least loss that the data allow.
  case safe
  /// It does as the attributed part does on average.
  case proportional
}

/// Which needs count, how unattributed supply behaves, and which supplies are stopped.
public struct CompilationOptions: Sendable, Equatable {
  /// Kinds of need that enter availability; `capital` never does.
  public var kinds: Set<NeedKind> { didSet { kinds.remove(.capital) } }
  public var unattributed: UnattributedPolicy
  /// Supplies that deliver nothing, as indices into ``SupplyGraph/SupplyGraph/supplies``.
  public var blockedSupplies: Set<Int>
  /// Whether a supply whose share is 0, but whose range reaches above it, has a row: draws may give it a share.
  public var keepsPossibleSupplies = false

  public init(
    kinds: Set<NeedKind> = [.flow, .upkeep, .licence], unattributed: UnattributedPolicy = .safe,
    blockedSupplies: Set<Int> = []
  ) {
    self.kinds = kinds.subtracting([.capital])
    self.unattributed = unattributed
    self.blockedSupplies = blockedSupplies
  }
}

/// A supply graph ready for computing: dense 32-bit indices, compressed rows, components in topological order.
///
/// Entities are renumbered so that suppliers come before buyers; the entities of one strongly connected component
/// stand side by side. One pass over the positions reads memory forwards. Row p holds the needs of the entity at
/// position p, row n of the supplies those of need n:
///
///     needStart      entityCount + 1     first need of each position
///     criticality    needCount           c, 0…1
///     leak           needCount           1 − c + c·u: the part that stays whatever the suppliers do
///     supplyStart    needCount + 1       first supply of each need
///     supplier       supplyCount         position of the supplier, or `entityCount` for a stopped supply
///     weight         supplyCount         share of the need, 0…1
///
/// Supplies with share 0 are left out: qualified alternates deliver nothing today. Where draws may give them a share
/// (``CompilationOptions/keepsPossibleSupplies``) they have a row of weight 0.
///
/// - Complexity: O(entities + needs + supplies) time and space to build.
public struct CompiledGraph: Sendable {
  public let entityCount: Int
  /// The entity at each position.
  public let entityAt: [Int32]
  /// The position of each entity.
  public let positionOf: [Int32]
  let needStart: [Int32]
  let criticality: [Double]
  var leak: [Double]
  let needIndex: [Int32]
  let supplyStart: [Int32]
  let supplier: [Int32]
  var weight: [Double]
  let supplyIndex: [Int32]
  /// Ranges of positions that form a component with a cycle, in order.
  public let cyclicComponents: [Range<Int>]
  /// The most components with a cycle that stand on one path of supplies: so often may an error be handed on.
  let cyclicDepth: Int
  public let options: CompilationOptions
  /// How many needs the graph has, those that do not count included.
  let graphNeedCount: Int

  /// Compiles a graph.
  ///
  /// - Throws: ``CompilationError`` where a count does not fit 32 bits.
  public init(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) throws(CompilationError) {
    let digraph: CompactDigraph
    do {
      digraph = try graph.dependencyDigraph(
        kinds: options.kinds, includingPossible: options.keepsPossibleSupplies, where: { $0.criticality > 0 })
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
    var rows = Rows()
    rows.reserve(entities: entityCount, needs: graph.needs.count, supplies: graph.supplies.count)
    for entity in entityAt {
      for need in graph.entities[Int(entity)].needs where options.kinds.contains(graph.needs[need].kind) {
        rows.append(need, of: graph, options, positionOf, sentinel: entityCount)
      }
      rows.needStart.append(Int32(truncatingIfNeeded: rows.criticality.count))
    }
    needStart = rows.needStart
    criticality = rows.criticality
    leak = rows.leak
    needIndex = rows.needIndex
    supplyStart = rows.supplyStart
    supplier = rows.supplier
    weight = rows.weight
    supplyIndex = rows.supplyIndex
    self.options = options
    graphNeedCount = graph.needs.count
    cyclicDepth = rows.depth(of: cyclicComponents, entityCount: entityCount)
  }

  /// The needs of the entity at a position that enter availability.
  func needs(at position: Int) -> Range<Int> { Int(needStart[position])..<Int(needStart[position + 1]) }

  /// The supplies of a compiled need.
  func supplies(of need: Int) -> Range<Int> { Int(supplyStart[need])..<Int(supplyStart[need + 1]) }

  /// Whether eight draws' weights of eight blocks exceed what a core keeps near.
  public var isLarge: Bool { weight.count > 20_000 }

  /// Position of an entity.
  public func position(_ entity: EntityIndex) -> Int { Int(positionOf[entity.position]) }

  /// Entity at a position.
  public func entity(at position: Int) -> EntityIndex { EntityIndex(rawValue: entityAt[position]) }
}

/// Why a graph could not be compiled.
public enum CompilationError: Error, Sendable, Equatable {
  /// More entities or supplies than 32-bit indices can number.
  case tooLarge(entities: Int, supplies: Int)
}

/// The rows while they grow.
private struct Rows {
  var needStart: [Int32] = [0]
  var criticality: [Double] = []
  var leak: [Double] = []
  var needIndex: [Int32] = []
  var supplyStart: [Int32] = [0]
  var supplier: [Int32] = []
  var weight: [Double] = []
  var supplyIndex: [Int32] = []

  mutating func reserve(entities: Int, needs: Int, supplies: Int) {
    needStart.reserveCapacity(entities + 1)
    criticality.reserveCapacity(needs)
    leak.reserveCapacity(needs)
    needIndex.reserveCapacity(needs)
    supplyStart.reserveCapacity(needs + 1)
    supplier.reserveCapacity(supplies)
    weight.reserveCapacity(supplies)
    supplyIndex.reserveCapacity(supplies)
  }

  /// The most of these components on one path of supplies.
  func depth(of components: [Range<Int>], entityCount: Int) -> Int {
    guard components.count > 1 else { return components.count }
    var depth = [Int](repeating: 0, count: entityCount + 1)
    func deepestSupplier(of positions: Range<Int>) -> Int {
      let supplies =
        Int(supplyStart[Int(needStart[positions.lowerBound])])..<Int(supplyStart[Int(needStart[positions.upperBound])])
      return supplies.reduce(0) { max($0, depth[Int(supplier[$1])]) }
    }
    var next = 0
    for component in components {
      for position in next..<component.lowerBound { depth[position] = deepestSupplier(of: position..<position + 1) }
      let reached = deepestSupplier(of: component) + 1
      for position in component { depth[position] = reached }
      next = component.upperBound
    }
    return depth.max() ?? 0
  }

  mutating func append(
    _ index: Int, of graph: SupplyGraph, _ options: CompilationOptions, _ positionOf: [Int32], sentinel: Int
  ) {
    let need = graph.needs[index]
    guard need.criticality > 0 else { return }
    var attributed = 0.0
    for supply in graph.supplies[need.supplies] { attributed += supply.share }
    // `proportional` hands the unattributed part to the suppliers in proportion; without any, nothing is lost.
    let spread = options.unattributed == .proportional && attributed > 0 ? need.unattributed / attributed : 0
    let unmetBySuppliers = spread > 0 ? 0 : need.unattributed
    for position in need.supplies {
      let supply = graph.supplies[position]
      guard supply.share > 0 || options.keepsPossibleSupplies && supply.isPossible else { continue }
      let isBlocked = options.blockedSupplies.contains(position)
      supplier.append(isBlocked ? Int32(truncatingIfNeeded: sentinel) : positionOf[supply.supplier.position])
      weight.append(supply.share * (1 + spread))
      supplyIndex.append(Int32(truncatingIfNeeded: position))
    }
    criticality.append(need.criticality)
    leak.append((1 - need.criticality) + need.criticality * unmetBySuppliers)
    needIndex.append(Int32(truncatingIfNeeded: index))
    supplyStart.append(Int32(truncatingIfNeeded: supplier.count))
  }
}
