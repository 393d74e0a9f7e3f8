public import SupplyGraph

/// Which evidence a result may rest on: "does the answer survive without this source, without weak figures?"
public struct EvidenceFilter: Sendable, Hashable {
  /// Rows that rest on these sources go, as indices into the graph's sources.
  ///
  /// Of places and owners only splits go. That a plant stands in one country is no share that somebody estimated, and
  /// the source beside it speaks for other figures of the entity as well.
  public var withoutSources: Set<Int>
  /// Explicit supplies and market rows below it go; nil keeps all.
  ///
  /// Rows of places, owners and hazards state no confidence and stay.
  public var minimumConfidence: Confidence?

  public init(withoutSources: Set<Int> = [], minimumConfidence: Confidence? = nil) {
    self.withoutSources = withoutSources
    self.minimumConfidence = minimumConfidence
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool { withoutSources.isEmpty && minimumConfidence == nil }

  func keeps(_ evidence: Evidence) -> Bool {
    if let source = evidence.source, withoutSources.contains(source) { return false }
    guard let minimumConfidence else { return true }
    return evidence.confidence >= minimumConfidence
  }

  /// Whether a row of a place, an owner or a hazard stays.
  func keepsPlace(_ row: Supply) -> Bool {
    guard row.share < 1, let source = row.evidence.source else { return true }
    return !withoutSources.contains(source)
  }
}

/// What an evidence filter took out of a graph.
public struct EvidenceRemoval: Sendable, Hashable {
  /// Explicit supplies, before and taken out.
  public var supplies = 0
  public var removedSupplies = 0
  /// Rows of split places and owners taken out.
  public var removedPlaces = 0
  /// Market rows, before and taken out.
  public var markets = 0
  public var removedMarkets = 0
  /// Explicit needs, and those of them that lost a supply with a share.
  public var needs = 0
  public var thinnedNeeds = 0
  /// Mean share of an explicit need that is attributed, before and after, 0…1.
  public var attributedBefore = 0.0
  public var attributedAfter = 0.0
}

extension SupplyGraph {
  /// The graph without rows that rest on refused evidence: their share becomes unattributed.
  ///
  ///     u_n' = u_n + Σ over rows of n that go: share          the others keep their shares
  ///
  /// Under the policy `safe` no loss rises by it (up to the 1e-9 within which shares are brought to 1), because every
  /// weight that remains is what it was and losses grow with weights. Under `proportional` a loss may rise: what is
  /// left speaks for the whole.
  ///
  /// - Complexity: O(needs + supplies) time and space.
  /// - Throws: ``GraphEditError`` never for a resolved graph.
  public func keeping(
    _ filter: EvidenceFilter
  ) throws(GraphEditError) -> (graph: SupplyGraph, removal: EvidenceRemoval) {
    var removal = EvidenceRemoval()
    var replacements: [Int: [Supply]] = [:]
    for (index, need) in needs.enumerated() {
      let rows = supplies[need.supplies]
      let kept = rows.filter { need.isImplicit ? filter.keepsPlace($0) : filter.keeps($0.evidence) }
      let removed = rows.count - kept.count
      if removed > 0 { replacements[index] = Array(kept) }
      if need.isImplicit {
        removal.removedPlaces += removed
        continue
      }
      removal.needs += 1
      removal.supplies += rows.count
      removal.removedSupplies += removed
      let (before, after) = (rows.reduce(0) { $0 + $1.share }, kept.reduce(0) { $0 + $1.share })
      removal.attributedBefore += before
      removal.attributedAfter += after
      if after < before { removal.thinnedNeeds += 1 }
    }
    if removal.needs > 0 {
      removal.attributedBefore /= Double(removal.needs)
      removal.attributedAfter /= Double(removal.needs)
    }
    removal.markets = markets.count
    var edited = try replacingSupplies(replacements)
    if markets.contains(where: { !filter.keeps($0.evidence) }) {
      edited = edited.keepingMarkets { filter.keeps($0.evidence) }
    }
    removal.removedMarkets = markets.count - edited.markets.count
    return (edited, removal)
  }
}
