public import Propagation
public import SupplyGraph

/// How much of a target's output stops when a provider, or several together, stop.
public struct Exposure: Sendable {
  public var target: EntityIndex
  /// Who stops; one entity, or several at once.
  public var providers: [EntityIndex]
  /// ℓ_target with k = 0 for the providers, the lower bound on overlapping needs. 0…1.
  public var loss: Double
  /// Loss if the needs of each entity lose units at random.
  public var lossIndependent: Double
  /// Loss if the needs of each entity lose different units.
  public var lossUpper: Double
  /// Largest change in the last sweep behind the two forms above.
  public var residual: Double
  /// Unattributed supply met along the binding needs: how much more might be lost on the same paths.
  public var unattributed: Double
  /// The strongest paths, target first.
  public var paths: [DependencyPath]
  /// loss − Σ contributions of the paths listed.
  public var remainder: Double
  /// Bound on the numerical error of `loss`.
  public var errorBound: Double
  /// Whether a provider is the target itself, or its own location, owner or hazard: true but trivial.
  public var isTrivial: Bool

  /// Whether the needs' overlap decides so much that no single figure should be quoted:
  /// `lossUpper` > min(1, 2 · `loss`).
  public var isOverlapUnknown: Bool { lossUpper > min(1, 2 * loss) + 1e-12 }
}

/// Answers "how exposed is this entity, and why" on one compiled graph.
///
/// `loss(t | S)` = ℓ_t with k_j = 0 for j in S (`AvailabilityEngine`). The rigid answer: no stocks, no substitution,
/// for as long as the providers are out. Example by hand: `Docs/Methods/Exposure.md`.
public struct ExposureAnalysis {
  public let graph: SupplyGraph
  private let compiled: CompiledGraph
  private let engine: AvailabilityEngine

  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  public init(_ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions()) throws(CompilationError) {
    self.graph = graph
    compiled = try CompiledGraph(graph, options)
    engine = AvailabilityEngine(compiled)
  }

  /// The exposure of one target to providers that stop together.
  ///
  /// - Parameter limit: how many paths to list.
  /// - Complexity: O(E) for E supplies downstream of the providers, plus the paths (`LossExplanation`).
  public func exposure(of target: EntityIndex, to providers: [EntityIndex], paths limit: Int = 0) -> Exposure {
    let hits = providers.map { Hit($0) }
    engine.evaluate(hits)
    let loss = engine.loss(of: target)
    var exposure = Exposure(
      target: target, providers: providers, loss: loss, lossIndependent: 0, lossUpper: 0, residual: 0,
      unattributed: 0, paths: [], remainder: loss, errorBound: engine.errorBound,
      isTrivial: providers.contains { $0 == target || isOwnPlace($0, of: target) })
    guard loss > 0 else { return exposure }
    let explanation = LossExplanation(compiled, hits, lossesByEntity: engine.lossesByEntity())
    exposure.unattributed = explanation.unattributedMass(of: target, in: graph)
    if limit > 0 { (exposure.paths, exposure.remainder) = explanation.paths(to: target, limit: limit) }
    let independent = OverlapLosses(compiled, hits, form: .independent)
    let disjoint = OverlapLosses(compiled, hits, form: .disjoint)
    exposure.lossIndependent = max(loss, independent.loss(of: target))
    exposure.lossUpper = max(exposure.lossIndependent, disjoint.loss(of: target))
    exposure.residual = max(independent.residual, disjoint.residual)
    return exposure
  }

  /// The exposure of a target to every provider that can reach it, largest loss first (ties in entity order).
  ///
  /// Providers without any effect are left out unless asked for.
  ///
  /// - Complexity: O(V·E).
  public func exposures(
    of target: EntityIndex, to providers: [EntityIndex]? = nil, paths: Int = 0, includeUnaffected: Bool = false
  ) -> [Exposure] {
    let candidates = providers ?? graph.entityIndices.filter { $0 != target }
    return ranked(
      candidates.map { exposure(of: target, to: [$0], paths: paths) }.filter { includeUnaffected || $0.loss > 0 }
    ) { $0.providers[0] }
  }

  /// Who is hit if these providers stop together, largest loss first (ties in entity order).
  ///
  /// - Complexity: O(E) for the losses, O(E) more for each entity hit.
  public func affected(by providers: [EntityIndex], targets: [EntityIndex]? = nil, paths: Int = 0) -> [Exposure] {
    engine.evaluate(providers.map { Hit($0) })
    let losses = engine.lossesByEntity()
    let hit = (targets ?? Array(graph.entityIndices)).filter {
      !providers.contains($0) && (targets != nil || losses[$0.position] > 0)
    }
    return ranked(hit.map { exposure(of: $0, to: providers, paths: paths) }) { $0.target }
  }

  private func ranked(_ exposures: [Exposure], by entity: (Exposure) -> EntityIndex) -> [Exposure] {
    exposures.sorted { a, b in
      a.loss != b.loss ? a.loss > b.loss : entity(a) < entity(b)
    }
  }

  private func isOwnPlace(_ provider: EntityIndex, of target: EntityIndex) -> Bool {
    graph[target].needs.contains { need in
      graph.needs[need].isImplicit && graph.supplies[graph.needs[need].supplies].contains { $0.supplier == provider }
    }
  }
}
