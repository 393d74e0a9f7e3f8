public import SupplyGraph

/// Whose shares a concentration is about.
public enum ConcentrationScope: String, Sendable, CaseIterable {
  /// The world market of a product.
  case market
  /// All buyers in the graph, their shares pooled by volume.
  case buyers
  /// One need of one entity.
  case need
  /// All needs for a product behind one entity, through all stages (``StageMix``).
  case stage
}

/// What providers are grouped by.
public enum ConcentrationGrouping: String, Sendable, CaseIterable {
  case provider
  /// Ultimate owners; an entity without owners is its own.
  case owner
  /// Where providers stand; `unknown` where they have no location.
  case country
  /// Where providers have their head office; `unknown` where none is stated.
  case hq
  /// Hazards of providers. They overlap, so they are a list and no partition, and have no index.
  case hazard
}

/// The concentration of one product, need by need or as a whole.
public struct Concentration: Sendable {
  /// A group's part of the whole, unattributed part included in the base.
  public struct KeyShare: Sendable, Hashable {
    public var key: String
    public var share: Double
  }

  public var product: String
  public var scope: ConcentrationScope
  /// The buyer, for one need.
  public var entity: EntityIndex?
  public var grouping: ConcentrationGrouping
  /// Indices of the attributed part; nil for hazards.
  public var indices: ConcentrationIndices?
  /// Range of the index under the ranges of the shares; nil where no share has one, and where no choice sums to 1.
  public var range: ShareIntervalHHI?
  public var unattributed: Double
  /// By falling share, then key.
  public var shares: [KeyShare]
}

/// Concentration of products, buyers' needs and markets of one graph.
///
/// - Note: Ranges of shares are taken as they stand, over all vectors that sum to 1. Where the named providers cannot
///   make up the whole even at their highest there is no such vector and no range; `hhiLow` and `hhiHigh` then say what
///   the unattributed part may do.
public struct ConcentrationAnalysis: Sendable {
  private let graph: SupplyGraph
  private let needsByProduct: [String: [Int]]

  /// - Complexity: O(needs).
  public init(_ graph: SupplyGraph) {
    self.graph = graph
    needsByProduct = Dictionary(grouping: graph.needs.indices.filter { !graph.needs[$0].isImplicit }) {
      graph.needs[$0].product
    }
  }

  /// Products that somebody supplies: those with a market or with buyers, in file order.
  public var products: [String] {
    let markets = Set(graph.markets.map(\.product))
    return graph.products.map(\.id).filter { markets.contains($0) || needsByProduct[$0] != nil }
  }

  /// The concentration of a product: of its market where there is one, else over its buyers.
  ///
  /// - Parameter scope: `market` or `buyers` to insist on one of them.
  /// - Returns: nil where there is nothing of this scope.
  public func concentration(
    of product: String, by grouping: ConcentrationGrouping, scope: ConcentrationScope? = nil
  ) -> Concentration? {
    if scope != .buyers {
      let market = graph.markets.filter { $0.product == product }
      if !market.isEmpty {
        // Like the shares of a need: what sums to 1 within rounding, or to a little more, is divided by its sum.
        let sum = market.reduce(0) { $0 + $1.share }
        let isWhole = sum >= 1 - 1e-9
        let rows = market.map {
          Row(provider: $0.provider, share: isWhole ? $0.share / sum : $0.share, low: $0.low, high: $0.high)
        }
        return result(product, .market, nil, grouping, rows, unattributed: isWhole ? 0 : 1 - sum)
      }
      if scope == .market { return nil }
    }
    guard let needs = needsByProduct[product], !needs.isEmpty else { return nil }
    var rows: [Row] = []
    var unattributed = 0.0
    for (need, weight) in zip(needs, graph.poolWeights(of: needs)) {
      rows += self.rows(of: need, weight: weight)
      unattributed += weight * graph.needs[need].unattributed
    }
    return result(product, .buyers, nil, grouping, rows, unattributed: unattributed)
  }

  /// The concentration of one need.
  public func concentration(ofNeed need: Int, by grouping: ConcentrationGrouping) -> Concentration? {
    guard graph.needs.indices.contains(need) else { return nil }
    return result(
      graph.needs[need].product, .need, graph.needs[need].entity, grouping, rows(of: need, weight: 1),
      unattributed: graph.needs[need].unattributed)
  }

  /// The concentration of a product behind an entity: of what its walks cross the product's needs for.
  ///
  /// - Returns: nil where no walk reaches a need for the product.
  public func concentration(of mix: StageMix, by grouping: ConcentrationGrouping) -> Concentration? {
    let whole = mix.reached + mix.unattributedAtStage
    guard whole > 0 else { return nil }
    let rows = mix.providers.map { Row(provider: $0.provider, share: $0.mass / whole) }
    return result(
      mix.product, .stage, mix.target, grouping, rows, unattributed: mix.unattributedAtStage / whole)
  }

  private struct Row {
    var provider: EntityIndex
    var share: Double
    var low: Double?
    var high: Double?
  }

  private func rows(of need: Int, weight: Double) -> [Row] {
    graph.supplies[graph.needs[need].supplies].map { supply in
      Row(
        provider: supply.supplier, share: weight * supply.share, low: supply.low.map { weight * $0 },
        high: supply.high.map { weight * $0 })
    }
  }

  private func result(
    _ product: String, _ scope: ConcentrationScope, _ entity: EntityIndex?, _ grouping: ConcentrationGrouping,
    _ rows: [Row], unattributed: Double
  ) -> Concentration? {
    // Provider rows of several buyers are merged by key; low and high add up like the shares.
    var sums: [String: (share: Double, low: Double, high: Double)] = [:]
    for row in rows {
      for part in graph.groups(of: row.provider, by: grouping) {
        let old = sums[part.key] ?? (0, 0, 0)
        sums[part.key] = (
          old.share + part.share * row.share, old.low + part.share * (row.low ?? row.share),
          old.high + part.share * (row.high ?? row.share)
        )
      }
    }
    let ordered = sums.sorted { a, b in
      a.value.share != b.value.share ? a.value.share > b.value.share : a.key < b.key
    }
    let shares = ordered.map { Concentration.KeyShare(key: $0.key, share: $0.value.share) }
    var concentration = Concentration(
      product: product, scope: scope, entity: entity, grouping: grouping, indices: nil, range: nil,
      unattributed: unattributed, shares: shares)
    guard grouping != .hazard else { return concentration }
    guard
      let indices = try? ConcentrationIndices(attributed: ordered.map(\.value.share), unattributed: unattributed)
    else { return nil }
    concentration.indices = indices
    if rows.contains(where: { $0.low != nil || $0.high != nil }) {
      concentration.range = try? ShareIntervalHHI(
        ordered.map { ShareInterval(low: min(1, $0.value.low), high: min(1, $0.value.high)) })
    }
    return concentration
  }
}

extension SupplyGraph {
  /// The part of each need in a pool of needs for one product: by volume, the mean for those without one.
  func poolWeights(of needs: [Int]) -> [Double] {
    let volumes = needs.compactMap { self.needs[$0].volume }
    let mean = volumes.isEmpty ? 1 : volumes.reduce(0, +) / Double(volumes.count)
    let total = needs.reduce(0) { $0 + (self.needs[$1].volume ?? mean) }
    return needs.map { total > 0 ? (self.needs[$0].volume ?? mean) / total : 1 / Double(needs.count) }
  }
}
