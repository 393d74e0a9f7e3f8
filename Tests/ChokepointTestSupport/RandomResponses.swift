import Diagnostics
public import Propagation
public import SupplyGraph

/// Seeded random graphs and shocks with all that re-allocation asks for: spare capacity, qualified alternates with
/// capacity or a largest share (some idle, some busy elsewhere, some with neither), weights, volumes, blocks.
public struct RandomResponse: Sendable {
  public var document: GraphDocument
  public var graph: SupplyGraph
  public var targets: [EntityIndex]
  public var weights: [Double]
  public var hits: [Hit]
  public var blocked: Set<Int>

  /// - Parameter trial: every second graph has cycles, every third no volumes.
  public init(_ trial: Int, using generator: inout SplitMix64) throws {
    var family = RandomGraphs.rich
    family.hasCycles = trial % 2 == 0
    family.entityCounts = 3...8
    var document = family.document(using: &generator)
    ValueGraphs.decorate(&document, using: &generator)
    if trial % 3 == 0 { for need in document.needs.indices { document.needs[need].volume = nil } }
    for row in document.entities.indices where generator.below(2) == 0 {
      document.entities[row].spare = Located(Double(generator.below(3)) / 4, at: document.entities[row].id.spot)
    }
    Self.addAlternates(to: &document, using: &generator)
    self.document = document
    graph = try GraphResolver.graph(of: document)
    let order = generator.permutation(graph.entities.count)
    targets = order.prefix(1 + generator.below(3)).map { EntityIndex($0) }
    weights = targets.map { _ in Double(1 + generator.below(4)) }
    let depths = [1, 0.75, 0.5, 0.25]
    hits = generator.permutation(graph.entities.count).prefix(1 + generator.below(3)).map {
      Hit(EntityIndex($0), ownLoss: depths[generator.below(4)])
    }
    blocked = []
    if generator.below(3) == 0, !graph.supplies.isEmpty { blocked.insert(generator.below(graph.supplies.count)) }
  }

  private static func addAlternates(to document: inout GraphDocument, using generator: inout SplitMix64) {
    let ids = document.entities.map(\.id.value)
    let hasIdle = generator.below(2) == 0
    for need in document.needs.indices where generator.below(2) == 0 {
      let row = document.needs[need]
      let from = hasIdle && generator.below(2) == 0 ? "idle" : ids[generator.below(ids.count)]
      let isTaken = document.supplies.contains {
        $0.entity.value == row.entity.value && $0.product.value == row.product.value && $0.from.value == from
      }
      guard from != row.entity.value, !isTaken else { continue }
      let spot = row.product.spot
      var supply = SupplyRow(entity: row.entity, product: row.product, from: Located(from, at: spot))
      supply.share = Located(0, at: spot)
      supply.qualified = Located(true, at: spot)
      if generator.below(3) > 0 { supply.maxShare = Located(Double(1 + generator.below(3)) / 4, at: spot) }
      if generator.below(3) == 0 { supply.capacity = Located(Double(1 + generator.below(6)) / 4, at: spot) }
      supply.evidence.source = Located("test", at: spot)
      document.supplies.append(supply)
    }
    guard document.supplies.contains(where: { $0.from.value == "idle" }) else { return }
    let spot = document.entities[0].id.spot
    document.entities.append(EntityRow(id: Located("idle", at: spot)))
    guard generator.below(2) == 0 else { return }
    document.needs.append(NeedRow(entity: Located("idle", at: spot), product: Located("input", at: spot)))
    let source = generator.below(2) == 0 ? "well" : ids[generator.below(ids.count)]
    if source == "well" { document.entities.append(EntityRow(id: Located("well", at: spot))) }
    var supply = SupplyRow(
      entity: Located("idle", at: spot), product: Located("input", at: spot), from: Located(source, at: spot))
    supply.share = Located(0.75, at: spot)
    supply.evidence.source = Located("test", at: spot)
    document.supplies.append(supply)
  }

  /// k by entity.
  public var capacityLeft: [Double] {
    var left = [Double](repeating: 1, count: graph.entities.count)
    for hit in hits { left[hit.entity.position] = min(left[hit.entity.position], 1 - hit.ownLoss) }
    return left
  }

  /// The loss of each target without re-allocation.
  public func rigidLosses(_ unattributed: UnattributedPolicy = .safe) throws -> [Double] {
    let engine = AvailabilityEngine(
      try CompiledGraph(graph, CompilationOptions(unattributed: unattributed, blockedSupplies: blocked)))
    engine.evaluate(hits)
    return targets.map { engine.loss(of: $0) }
  }
}
