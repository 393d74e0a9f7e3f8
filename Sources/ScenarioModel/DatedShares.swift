public import SupplyGraph

/// Who meets one need on a day, and how much of it.
public struct DatedShares: Sendable, Equatable {
  /// In the order of the supplies in ``SupplyGraph/SupplyGraph/at(_:_:)``.
  public let shares: [SupplierShare]
  /// Part of the need that is attributed to nobody.
  public let unattributed: Double

  /// A supplier's share of the need.
  public struct SupplierShare: Sendable, Equatable {
    public let supplier: EntityIndex
    /// Fraction, 0…1.
    public let share: Double
  }

  /// Σ share.
  public var attributed: Double { shares.reduce(0) { $0 + $1.share } }

  /// The share of a supplier, 0 where it has none.
  public func share(of supplier: EntityIndex) -> Double { shares.first { $0.supplier == supplier }?.share ?? 0 }
}

extension SupplyGraph {
  /// The shares of one need in force on a day: those of ``at(_:_:)``, without making the whole graph.
  ///
  /// - Throws: ``GraphEditError`` where the graph has no such need.
  /// - Complexity: O(additions + supplies of the need · additions to it).
  public func shares(
    ofNeed need: Int, on day: CalendarDay, _ additions: [CapacityAddition]
  ) throws(GraphEditError) -> DatedShares {
    guard needs.indices.contains(need) else { throw .unknownNeed(need) }
    let own = additions.filter { $0.needs.contains(need) }
    var rows = Array(supplies[needs[need].supplies])
    if own.contains(where: { $0.strength(on: day) > 0 }) {
      var mix = AdditionMix(self, need: need)
      for addition in own { mix.add(addition, strength: addition.strength(on: day)) }
      rows = mix.supplies { supplier in
        own.first { $0.entity == supplier && $0.strength(on: day) > 0 }?.evidence
      } make: { supplier, share, evidence in
        Supply(from: supplier, share: share, kind: needs[need].kind, evidence: evidence)
      }
    } else {
      return DatedShares(
        shares: rows.map { DatedShares.SupplierShare(supplier: $0.supplier, share: $0.share) },
        unattributed: needs[need].unattributed)
    }
    // As in a graph: what is within rounding of 1 is 1.
    let sum = rows.reduce(0) { $0 + $1.share }
    let scale = abs(1 - sum) <= 1e-9 ? 1 / sum : 1
    return DatedShares(
      shares: rows.map { DatedShares.SupplierShare(supplier: $0.supplier, share: $0.share * scale) },
      unattributed: scale == 1 ? max(0, 1 - sum) : 0)
  }
}
