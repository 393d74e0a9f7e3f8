public import SupplyGraph

/// The part of every need in its entity's input spend, so that each good counts once.
///
/// Weights sum to 1 over the counted needs of an entity: explicit ones of the chosen kinds, never capital. A stated
/// weight is a part of one total, so a carrier's stated weight is net of what is embedded in it, and holds. Where
/// nobody stated weights the needs share equally, and a carrier of known volume V_c that embeds goods of known volume
/// V_e counts for what is its own:
///
///     weight_c ∝ 1/n · (V_c − Σ V_e) / V_c        then all weights of the entity are divided by their sum
///
/// Without volumes, or where the sum would be 0, the weights stand. Embedded goods without a volume are not
/// subtracted, which leaves the carrier too heavy.
///
/// - Complexity: O(needs) time and space, O(n²) inside an entity with n needs that carries goods.
public struct InputWeights: Sendable {
  /// Weight by need index; 0 for implicit needs, capital and kinds that were not chosen.
  public let byNeed: [Double]

  public init(_ graph: SupplyGraph, kinds: Set<NeedKind> = [.flow, .upkeep, .licence]) {
    let kinds = kinds.subtracting([.capital])
    var weights = [Double](repeating: 0, count: graph.needs.count)
    for entity in graph.entities {
      var sum = 0.0
      for need in entity.needs where !graph.needs[need].isImplicit && kinds.contains(graph.needs[need].kind) {
        weights[need] = graph.needs[need].weight
        sum += weights[need]
      }
      guard sum > 0 else { continue }
      let net = Self.netOfEmbedded(weights[entity.needs], graph)
      let netSum = net.reduce(0, +)
      for (need, weight) in zip(entity.needs, net) {
        weights[need] = netSum > 0 ? weight / netSum : weights[need] / sum
      }
    }
    byNeed = weights
  }

  /// Weights that somebody else has worked out.
  init(byNeed: [Double]) { self.byNeed = byNeed }

  private static func netOfEmbedded(_ weights: ArraySlice<Double>, _ graph: SupplyGraph) -> [Double] {
    weights.indices.map { need in
      guard graph.needs[need].usesDefaultWeight, let gross = graph.needs[need].volume, gross > 0,
        let net = graph.netVolume(ofNeed: need)
      else { return weights[need] }
      return weights[need] * (net / gross)
    }
  }
}

extension SupplyGraph {
  /// The volume of a need without the goods of other needs that are embedded in it; nil where it is not stated.
  ///
  ///     V_net = max(0, V − Σ V_e)        USD billion a year, over embedded needs of known volume
  ///
  /// Only what is embedded directly is subtracted: what is embedded further down is part of that already.
  ///
  /// - Complexity: O(needs of the entity).
  public func netVolume(ofNeed need: Int) -> Double? {
    guard let gross = needs[need].volume else { return nil }
    var net = gross
    for other in self[needs[need].entity].needs where needs[other].embeddedIn == needs[need].product {
      net -= needs[other].volume ?? 0
    }
    return max(0, net)
  }

  /// What a target buys: Σ net volumes of its needs of these kinds, in USD billion a year; nil where none is stated.
  ///
  /// - Complexity: O(n²) for n needs of the entity.
  public func netVolume(of entity: EntityIndex, kinds: Set<NeedKind> = [.flow, .upkeep, .licence]) -> Double? {
    let volumes = self[entity].needs.filter { kinds.contains(needs[$0].kind) }.compactMap { netVolume(ofNeed: $0) }
    return volumes.isEmpty ? nil : volumes.reduce(0, +)
  }
}
