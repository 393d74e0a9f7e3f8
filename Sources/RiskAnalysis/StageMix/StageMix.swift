public import Propagation
public import SupplyGraph

/// Who provides a product behind a target, through all stages: "of all advanced wafers behind Meta's servers, 94 % are
/// made in Taiwan".
///
/// Mass 1 starts at the target and moves to supplier s of need n with weight_n · share_ns (`InputWeights`: explicit
/// flow, upkeep and licence needs, normalised to 1, carriers net). What crosses a need for the product stops at that
/// provider, the first one on its way:
///
///     m = e_t + m·B,  B over needs for other products        stopped_s = Σ_i m_i Σ_{n for p} weight_n · share_ns
///     mix = stopped / reached,  reached = Σ stopped
///
/// Mass that meets unattributed supply before it stops is `unattributed`; what ends with entities that need nothing, or
/// circles for ever without meeting the product, is `elsewhere`. reached + unattributed + elsewhere = 1.
///
/// No value is added on the way: the mix says who makes the product, not what it is worth. Bias: a product that is
/// deep in the chain of one need and at the surface of another is weighted by input spend, not by units. Example by
/// hand: `Docs/Methods/StageMix.md`.
public struct StageMix: Sendable {
  /// Mass that stops at a provider.
  public struct ProviderMass: Sendable, Hashable {
    public var provider: EntityIndex
    /// Part of the mass that started, 0…1.
    public var mass: Double
  }

  public let graph: SupplyGraph
  public let target: EntityIndex
  public let product: String
  /// By falling mass, then entity order.
  public let providers: [ProviderMass]
  /// All stopped mass, 0…1.
  public let reached: Double
  /// Mass that is attributed to nobody, at the product's needs and before, 0…1.
  public let unattributed: Double
  /// The part of ``unattributed`` that is met at needs for the product.
  public let unattributedAtStage: Double
  /// Mass that never meets the product, 0…1.
  public let elsewhere: Double
  /// Largest possible numerical error of any of these.
  public let errorBound: Double

  /// Follows a target's input spend to a product.
  ///
  /// - Throws: `CompilationError` where the graph is too large for 32-bit indices.
  /// - Complexity: O(V + E) time and space, plus O(c³) for a cycle of c entities.
  public init(
    _ graph: SupplyGraph, target: EntityIndex, product: String,
    kinds: Set<NeedKind> = [.flow, .upkeep, .licence]
  ) throws(CompilationError) {
    let weights = InputWeights(graph, kinds: kinds)
    let network = try InputNetwork(graph, weights, stoppingAt: product)
    // Nothing is added on the way; who needs nothing keeps what arrives.
    let own = network.ownPartWithoutInputs
    let mass = InputMass(from: target, network, own: own)
    var stopped = [Double](repeating: 0, count: graph.entities.count)
    var open = 0.0
    var reached = 0.0
    for need in graph.needs.indices where graph.needs[need].product == product && weights.byNeed[need] > 0 {
      let arriving = mass.mass(of: graph.needs[need].entity, in: network) * weights.byNeed[need]
      guard arriving > 0 else { continue }
      open += arriving * graph.needs[need].unattributed
      for supply in graph.supplies[graph.needs[need].supplies] {
        stopped[supply.supplier.position] += arriving * supply.share
        reached += arriving * supply.share
      }
    }
    self.graph = graph
    self.target = target
    self.product = product
    self.reached = reached
    unattributedAtStage = open
    unattributed = open + mass.unattributed(in: network, own: own)
    elsewhere = max(0, 1 - reached - unattributed)
    errorBound = mass.errorBound
    providers = graph.entityIndices.filter { stopped[$0.position] > 0 }.map {
      ProviderMass(provider: $0, mass: stopped[$0.position])
    }.sorted { a, b in
      a.mass != b.mass ? a.mass > b.mass : a.provider < b.provider
    }
  }

  /// The mix by provider, owner, country or head office, largest part first (ties by key); it sums to 1 where anything
  /// was reached. Hazards overlap, so by them it is a list.
  public func mix(by grouping: ConcentrationGrouping) -> [Concentration.KeyShare] {
    guard reached > 0 else { return [] }
    var sums: [String: Double] = [:]
    for entry in providers {
      for part in graph.groups(of: entry.provider, by: grouping) {
        sums[part.key, default: 0] += part.share * entry.mass / reached
      }
    }
    return sums.map { Concentration.KeyShare(key: $0.key, share: $0.value) }.sorted { a, b in
      a.share != b.share ? a.share > b.share : a.key < b.key
    }
  }
}
