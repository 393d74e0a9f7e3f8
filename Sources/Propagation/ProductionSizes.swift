public import SupplyGraph

/// How much every entity produces on a normal day, worked back from what the targets buy.
///
///     z_i = d_i + Σ over customers' needs n, supplies (n, i) of share · V_n        baseline output
///     d_t = Σ net volumes of the target's needs;  without volumes the mean of the targets that have some, else 1
///     d_i = 0 for all others
///     V_n = stated volume net of what is embedded in it, else weight_n (1 − v_i) z_i        purchases for need n of i
///
/// z, d and V in USD billion a year; where no target states a volume the unit is "one target". v_i is the stated share
/// of value added; else 0 for targets, 1 for entities without inputs that count, and the default. Weights are those of
/// ``InputWeights``. Implicit needs (places, owners, hazards) and kinds that do not count have no volume.
///
/// The equations are linear, with a non-negative matrix whose rows sum to at most 1. The answer is the least
/// non-negative solution; none exists exactly where demand enters a closed cycle, in which nobody adds value and
/// everything is bought from each other at a share of the output (the condition of Hawkins and Simon). The error names
/// such a cycle. Cycles are solved by elimination without subtraction (``InputMass``).
///
/// Assumptions: what a supplier sells to others than the entities of the graph is not part of its size. Bias: sizes are
/// those of this chain, too small for suppliers that serve other industries, so spare goods there are not seen.
///
/// Example: t buys for 100; half from x, half from y; x adds 40 % itself and buys the rest from y:
/// z_t = 100, z_x = 50, z_y = 50 + 0.6 · 50 = 80.
///
/// - Complexity: O(entities + needs + supplies) time and space, plus O(c³) for a cycle of c entities and O(n²) for the n
///   needs of one entity.
/// - Reference: Hawkins, Simon 1949, doi:10.2307/1905526, for when such a system has a solution.
public struct ProductionSizes: Sendable {
  /// z: baseline output by entity.
  public let size: [Double]
  /// V: what is bought for each need; 0 for implicit needs and kinds that do not count.
  public let netVolume: [Double]
  /// d: what leaves the chain at each entity; 0 for all but targets.
  public let finalDemand: [Double]
  /// r: purchases for a need per unit of its entity's output, V_n / z_i, or weight_n (1 − v_i) where z_i = 0.
  public let inputPerOutput: [Double]

  /// - Parameter targets: entities whose output leaves the chain; naming one twice changes nothing.
  /// - Parameter kinds: kinds of need that count; capital never does.
  /// - Throws: ``ProductionSizesError``
  public init(
    _ graph: SupplyGraph, targets: [EntityIndex], kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
  ) throws(ProductionSizesError) {
    let kinds = kinds.subtracting([.capital])
    var isTarget = [Bool](repeating: false, count: graph.entities.count)
    for target in targets { isTarget[target.position] = true }
    let demand = Self.finalDemand(graph, isTarget, kinds)
    let weights = InputWeights(graph, kinds: kinds)
    let stated = graph.needs.indices.map { need in
      let counts = !graph.needs[need].isImplicit && kinds.contains(graph.needs[need].kind)
      return counts ? graph.netVolume(ofNeed: need) : nil
    }
    let recipe = Recipe(graph, weights, stated: stated, isTarget)
    let size = try Self.solve(graph, recipe, stated: stated, demand)
    var volume = [Double](repeating: 0, count: graph.needs.count)
    var perOutput = volume
    for (position, entity) in graph.entities.enumerated() {
      for need in entity.needs {
        let part = weights.byNeed[need] * recipe.passed[position]
        volume[need] = stated[need] ?? part * size[position]
        perOutput[need] = size[position] > 0 && stated[need] != nil ? volume[need] / size[position] : part
      }
    }
    self.size = size
    netVolume = volume
    finalDemand = demand
    inputPerOutput = perOutput
    guard size.allSatisfy(\.isFinite), perOutput.allSatisfy(\.isFinite) else { throw .tooLarge }
  }

  private static func finalDemand(
    _ graph: SupplyGraph, _ isTarget: [Bool], _ kinds: Set<NeedKind>
  ) -> [Double] {
    var demand = [Double](repeating: 0, count: graph.entities.count)
    var count = 0
    for target in graph.entityIndices where isTarget[target.position] {
      guard let volume = graph.netVolume(of: target, kinds: kinds), volume > 0 else { continue }
      demand[target.position] = volume
      count += 1
    }
    let mean = count > 0 ? demand.reduce(0, +) / Double(count) : 1
    for target in graph.entityIndices where isTarget[target.position] && demand[target.position] == 0 {
      demand[target.position] = mean
    }
    return demand
  }

  /// Least solution of z = d + Σ share · V.
  private static func solve(
    _ graph: SupplyGraph, _ recipe: Recipe, stated: [Double?], _ demand: [Double]
  ) throws(ProductionSizesError) -> [Double] {
    let network: InputNetwork
    do { network = try InputNetwork(graph, InputWeights(byNeed: recipe.weight)) } catch { throw .compilation(error) }
    var start = [Double](repeating: 0, count: graph.entities.count)
    for entity in start.indices { start[network.position(EntityIndex(entity))] = demand[entity] }
    for (need, volume) in stated.enumerated() {
      guard let volume, volume > 0 else { continue }
      for supply in graph.supplies[graph.needs[need].supplies] {
        start[network.position(supply.supplier)] += supply.share * volume
      }
    }
    // Solved for a whole next to 1, so that the bound on what is left in large cycles is relative; a power of two rounds
    // nothing.
    let sum = start.reduce(0, +)
    guard sum.isFinite else { throw .tooLarge }
    guard sum > 0 else { return start }
    let whole = sum.binade
    let kept = network.entityAt.map { recipe.kept[Int($0)] }
    let mass = InputMass(spreading: start.map { $0 / whole }, network, own: kept)
    if let trap = mass.trap { throw .closedCycle(network.cycle(in: trap).map { graph[$0].id }) }
    guard mass.errorBound <= 1e-9 else { throw .slowCycle(bound: mass.errorBound) }
    return network.positionOf.map { mass.byPosition[Int($0)] * whole }
  }
}

/// Why production sizes cannot be computed.
public enum ProductionSizesError: Error, Sendable, Equatable {
  /// Ids of entities that buy everything from each other in a ring, each from the next and the last from the first,
  /// and add no value: no finite output satisfies demand.
  case closedCycle([String])
  /// A cycle of many entities that hardly anything leaves; the part of demand still under way in it when it was given up.
  case slowCycle(bound: Double)
  /// Sizes that are no finite numbers.
  case tooLarge
  case compilation(CompilationError)
}

/// What an entity passes on of its output's value, and how; needs with stated volumes are settled apart.
private struct Recipe {
  /// 1 − v by entity.
  var passed: [Double]
  /// Part of the output's value that is not bought in proportion to output: v and the weight of stated needs.
  var kept: [Double]
  /// Weight by need among the needs of an entity without stated volumes; sums to 1 where there are any.
  var weight: [Double]

  init(_ graph: SupplyGraph, _ weights: InputWeights, stated: [Double?], _ isTarget: [Bool]) {
    passed = []
    kept = []
    weight = [Double](repeating: 0, count: graph.needs.count)
    for (position, entity) in graph.entities.enumerated() {
      var (open, settled) = (0.0, 0.0)
      for need in entity.needs {
        if stated[need] == nil { open += weights.byNeed[need] } else { settled += weights.byNeed[need] }
      }
      let hasInputs = open + settled > 0
      let standard = isTarget[position] ? 0 : Defaults.valueAddedShare.value
      let own = entity.valueAddedShare ?? (hasInputs ? standard : 1)
      passed.append(1 - own)
      kept.append(open > 0 ? own + (1 - own) * settled : 1)
      for need in entity.needs where open > 0 && stated[need] == nil { weight[need] = weights.byNeed[need] / open }
    }
  }
}

extension InputNetwork {
  /// The shortest ring of purchases through the first member of a component, in file order.
  fileprivate func cycle(in component: Range<Int>) -> [EntityIndex] {
    guard let first = component.min(by: { entityAt[$0] < entityAt[$1] }) else { return [] }
    var before = [Int](repeating: -1, count: component.count)
    var front = [first]
    while !front.isEmpty {
      var next: [Int] = []
      for member in front {
        for edge in row(member) where part[edge] > 0 && component.contains(Int(supplier[edge])) {
          let other = Int(supplier[edge])
          guard other != first else {
            var ring = [member]
            while let last = ring.last, last != first { ring.append(before[last - component.lowerBound]) }
            return ring.reversed().map { EntityIndex(rawValue: entityAt[$0]) }
          }
          guard before[other - component.lowerBound] < 0 else { continue }
          before[other - component.lowerBound] = member
          next.append(other)
        }
      }
      front = next
    }
    return component.map { EntityIndex(rawValue: entityAt[$0]) }
  }
}
