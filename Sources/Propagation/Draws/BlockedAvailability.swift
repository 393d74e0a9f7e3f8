public import SupplyGraph

/// Availability under many draws of the shares at once: what ``AvailabilityEngine`` computes, for eight draws a pass.
///
/// One graph, one failure, and for each draw its own weights. A lane is a draw: the pass over the rows loads a supplier
/// once and multiplies eight weights with eight losses. Only what lies between the failure and the targets is visited
/// (`FailureCone`). Components with cycles are solved lane by lane by the same code as in the engine.
///
/// Use: give each slot its weights (``setShares(ofNeed:firstSupply:parts:unattributed:slot:)``), then for each failure
/// ``prepare(_:)`` once and ``evaluate(block:)`` for each block of ``lanes`` slots. Slots that were not given weights
/// have the recorded ones. One object serves one task.
///
/// The losses are those of the engine on a graph with the same weights: bit for bit on acyclic graphs, for sums are
/// taken in the same order.
///
/// - Complexity: O(size of the cone) a block; O(blocks · supplies) space.
public final class BlockedAvailability {
  /// Draws that are evaluated together.
  public static let lanes = 8

  public let graph: CompiledGraph
  public let blockCount: Int
  /// Draws that weights are held for.
  public var slotCount: Int { blockCount * Self.lanes }
  /// Bound on the error of any loss since the object was made.
  public private(set) var errorBound = 0.0

  private let supplyCount: Int
  private let needCount: Int
  /// Weight by block, supply and lane.
  private let weight: UnsafeMutablePointer<SIMD8<Double>>
  /// Leak by slot and need; only where there are cycles.
  private let leak: UnsafeMutablePointer<Double>?
  /// Loss by position and lane; one more, always 1, for stopped supplies.
  private let loss: UnsafeMutablePointer<SIMD8<Double>>
  private var cone: FailureCone
  private let isRelevant: [Bool]
  /// The compiled need of each need of the graph, −1 where it does not count.
  private let compiledNeed: [Int32]
  private var solver: ComponentLanes?

  /// - Parameters:
  ///   - targets: whose losses will be asked for; nil for anybody's.
  ///   - blockCount: blocks of eight draws that weights are held for.
  ///   - exactComponentLimit: as for ``AvailabilityEngine``.
  public init(
    _ graph: CompiledGraph, targets: [EntityIndex]? = nil, blockCount: Int = 1, exactComponentLimit: Int = 400
  ) {
    self.graph = graph
    self.blockCount = max(1, blockCount)
    supplyCount = graph.weight.count
    needCount = graph.criticality.count
    weight = .allocate(capacity: max(1, self.blockCount * supplyCount))
    for block in 0..<self.blockCount {
      for supply in 0..<supplyCount {
        (weight + block * supplyCount + supply).initialize(to: SIMD8(repeating: graph.weight[supply]))
      }
    }
    loss = .allocate(capacity: graph.entityCount + 1)
    loss.initialize(repeating: SIMD8(repeating: 0), count: graph.entityCount + 1)
    loss[graph.entityCount] = SIMD8(repeating: 1)
    cone = FailureCone(entityCount: graph.entityCount)
    isRelevant = graph.positions(upstreamOf: targets)
    compiledNeed = graph.compiledNeeds()
    if graph.cyclicComponents.isEmpty {
      leak = nil
      solver = nil
    } else {
      let slots = self.blockCount * Self.lanes
      let leak = UnsafeMutablePointer<Double>.allocate(capacity: max(1, slots * needCount))
      for slot in 0..<slots {
        for need in 0..<needCount { (leak + slot * needCount + need).initialize(to: graph.leak[need]) }
      }
      self.leak = leak
      solver = ComponentLanes(graph, exactComponentLimit: exactComponentLimit)
    }
  }

  deinit {
    weight.deallocate()
    loss.deallocate()
    leak?.deallocate()
  }

  /// Gives one draw its shares of one need.
  ///
  /// - Parameters:
  ///   - need: index into ``SupplyGraph/SupplyGraph/needs``; a need that does not count is passed over.
  ///   - firstSupply: index of the need's first supply in ``SupplyGraph/SupplyGraph/supplies``.
  ///   - parts: the share of each supply of the need, 0…1.
  ///   - unattributed: the part attributed to nobody, 0…1.
  ///   - slot: the draw, below ``slotCount``.
  /// - Complexity: O(supplies of the need).
  public func setShares(
    ofNeed need: Int, firstSupply: Int, parts: UnsafeBufferPointer<Double>, unattributed: Double, slot: Int
  ) {
    let row = Int(compiledNeed[need])
    guard row >= 0 else { return }
    var spread = 0.0
    if graph.options.unattributed == .proportional {
      var attributed = 0.0
      for part in parts { attributed += part }
      spread = attributed > 0 ? unattributed / attributed : 0
    }
    let block = weight + (slot / Self.lanes) * supplyCount
    let lane = slot % Self.lanes
    for supply in graph.supplies(of: row) {
      block[supply][lane] = parts[Int(graph.supplyIndex[supply]) - firstSupply] * (1 + spread)
    }
    if let leak {
      let stays = spread > 0 ? 0 : unattributed
      leak[slot * needCount + row] = (1 - graph.criticality[row]) + graph.criticality[row] * stays
    }
  }

  /// Prepares a failure, for every draw.
  public func prepare(_ hits: some Sequence<Hit>) { cone.build(hits, graph, isRelevant: isRelevant) }

  /// Whether an entity can pass a loss on to one of the targets, or is one.
  public func isUpstreamOfTargets(_ entity: EntityIndex) -> Bool { isRelevant[graph.position(entity)] }

  /// Whether the prepared failure can reach an entity, by shares that are possible.
  public func canReach(_ entity: EntityIndex) -> Bool { cone.reaches(graph.position(entity)) }

  /// The loss of a target in each draw of the block evaluated last, 0…1.
  public func loss(of entity: EntityIndex) -> SIMD8<Double> {
    let position = graph.position(entity)
    return cone.reaches(position) ? loss[position] : SIMD8(repeating: 0)
  }

  /// Evaluates the prepared failure under the draws of one block.
  ///
  /// - Precondition: `block` is below ``blockCount``.
  public func evaluate(block: Int) {
    let weight = weight + block * supplyCount
    let loss = loss
    let one = SIMD8<Double>(repeating: 1)
    cone.needStart.withUnsafeBufferPointer { needStart in
      cone.criticality.withUnsafeBufferPointer { criticality in
        cone.supplyStart.withUnsafeBufferPointer { supplyStart in
          cone.supply.withUnsafeBufferPointer { supply in
            cone.supplier.withUnsafeBufferPointer { supplier in
              for step in cone.position.indices {
                let position = Int(cone.position[step])
                guard cone.component[step] < 0 else {
                  solve(step, block: block)
                  continue
                }
                var result = SIMD8<Double>(repeating: cone.own[position])
                for need in Int(needStart[step])..<Int(needStart[step + 1]) {
                  var unmet = SIMD8<Double>(repeating: 0)
                  for index in Int(supplyStart[need])..<Int(supplyStart[need + 1]) {
                    unmet += weight[Int(supply[index])] * loss[Int(supplier[index])]
                  }
                  unmet *= SIMD8(repeating: criticality[need])
                  result.replace(with: unmet, where: unmet .> result)
                }
                result.replace(with: one, where: result .> one)
                loss[position] = result
              }
            }
          }
        }
      }
    }
  }

  private func solve(_ step: Int, block: Int) {
    guard let leak, solver != nil else { return }
    let members = graph.cyclicComponents[Int(cone.component[step])]
    for lane in 0..<Self.lanes {
      let bound = solver?.solve(
        members, lane: lane, cone: cone, weight: weight + block * supplyCount,
        leak: leak + (block * Self.lanes + lane) * needCount, loss: loss)
      errorBound = max(errorBound, (bound ?? 0) * Double(graph.cyclicDepth))
    }
  }
}

extension CompiledGraph {
  /// By position, whether an entity can pass something on to a target.
  fileprivate func positions(upstreamOf targets: [EntityIndex]?) -> [Bool] {
    guard let targets else { return Array(repeating: true, count: entityCount + 1) }
    var isRelevant = [Bool](repeating: false, count: entityCount + 1)
    for target in targets { isRelevant[position(target)] = true }
    func mark(_ position: Int) -> Bool {
      guard isRelevant[position] else { return false }
      var changed = false
      for need in needs(at: position) {
        for supply in supplies(of: need) where !isRelevant[Int(supplier[supply])] {
          isRelevant[Int(supplier[supply])] = true
          changed = true
        }
      }
      return changed
    }
    var last = entityCount
    for component in cyclicComponents.reversed() {
      for position in (component.upperBound..<last).reversed() { _ = mark(position) }
      while component.reduce(false, { mark($1) || $0 }) {}
      last = component.lowerBound
    }
    for position in (0..<last).reversed() { _ = mark(position) }
    return isRelevant
  }

  /// The compiled need of each need of the graph up to the last that counts; −1 where it does not count.
  fileprivate func compiledNeeds() -> [Int32] {
    var compiled = [Int32](repeating: -1, count: graphNeedCount)
    for (row, need) in needIndex.enumerated() { compiled[Int(need)] = Int32(truncatingIfNeeded: row) }
    return compiled
  }
}
