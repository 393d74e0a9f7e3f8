public import Propagation
public import SupplyGraph

/// What happens to a set of targets when one entity stops and nothing else happens.
public struct Chokepoint: Sendable {
  public var entity: EntityIndex
  /// Mean loss of the targets over all kinds of need that count, 0…1: if it never came back.
  public var impactRigid: Double
  public var worstTarget: EntityIndex?
  public var worstLoss: Double
  /// Whether it is one of the targets and therefore left out of its own average.
  public var isTarget: Bool
  /// Targets that lose at least 99.9 %.
  public var hardFor: [EntityIndex]
  /// Targets that lose at least half.
  public var criticalFor: [EntityIndex]
  /// Targets that every path from raw inputs passes through it to reach.
  public var dominates: [EntityIndex]
}

/// Ranks every entity as a single point of failure for a set of targets.
///
///     impact_rigid(j) = Σ_t ω_t loss(t | {j}) / Σ_t ω_t        over targets t ≠ j, weights ω
///
/// Without stocks and without time; days of output lost for an outage of some days need the simulation.
///
/// Example by hand: `Docs/Methods/Chokepoints.md`.
public struct ChokepointAnalysis: Sendable {
  /// Loss from which an entity is a hard point of failure for a target.
  public static let hardThreshold = 0.999
  /// Loss from which it is critical.
  public static let criticalThreshold = 0.5
  /// Below a threshold by no more than this counts as reaching it: ten shares of 0.05 sum to a little less than 0.5.
  static let tolerance = 1e-9

  /// By falling rigid impact, then entity order.
  public let chokepoints: [Chokepoint]
  public let targets: [EntityIndex]
  /// Bound on the numerical error of every loss.
  public let errorBound: Double

  /// Tries every entity as the only failure.
  ///
  /// - Parameter weights: ω by position in `targets`; nil for equal weights.
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  /// - Complexity: O(V·E) time at worst: only what lies between an entity and the targets is looked at. O(V + E)
  ///   space.
  public init(
    _ graph: SupplyGraph, targets: [EntityIndex], weights: TargetWeights? = nil,
    options: CompilationOptions = CompilationOptions()
  ) throws(CompilationError) {
    let all = FailureCascade(try CompiledGraph(graph, options), towards: targets)
    let dominators = TargetDominators(graph, targets: targets, kinds: options.kinds)
    var errorBound = 0.0
    var chokepoints: [Chokepoint] = []
    chokepoints.reserveCapacity(graph.entities.count)
    for entity in graph.entityIndices {
      all.evaluate(CollectionOfOne(Hit(entity)))
      errorBound = max(errorBound, all.errorBound)
      var chokepoint = Chokepoint(
        entity: entity, impactRigid: 0, worstTarget: nil, worstLoss: 0, isTarget: targets.contains(entity),
        hardFor: [], criticalFor: [], dominates: dominators.dominated(by: entity))
      var total = 0.0
      for (index, target) in targets.enumerated() where target != entity {
        let loss = all.loss(of: target)
        let weight = weights?.values[index] ?? 1
        chokepoint.impactRigid += weight * loss
        total += weight
        if loss > chokepoint.worstLoss {
          chokepoint.worstLoss = loss
          chokepoint.worstTarget = target
        }
        if loss >= Self.hardThreshold - Self.tolerance { chokepoint.hardFor.append(target) }
        if loss >= Self.criticalThreshold - Self.tolerance { chokepoint.criticalFor.append(target) }
      }
      if total > 0 { chokepoint.impactRigid /= total }
      chokepoints.append(chokepoint)
    }
    self.chokepoints = chokepoints.sorted { a, b in
      if a.impactRigid != b.impactRigid { return a.impactRigid > b.impactRigid }
      return a.entity < b.entity
    }
    self.targets = targets
    self.errorBound = errorBound
  }
}
