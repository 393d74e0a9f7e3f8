/// Why supplies cannot stand in a graph.
public enum GraphEditError: Error, Sendable, Equatable {
  /// The graph has no need of this index.
  case unknownNeed(Int)
  /// The graph has no entity of this index.
  case unknownSupplier(EntityIndex, need: Int)
  /// An entity supplies a need to itself.
  case selfSupply(need: Int)
  /// One supplier stands twice under one need.
  case duplicateSupplier(EntityIndex, need: Int)
  /// A share, its low or its high is not a number from 0 to 1.
  case shareOutsideRange(EntityIndex, need: Int)
  /// The shares of a need sum to more than 1.
  case sharesAboveOne(need: Int, sum: Double)
}

extension SupplyGraph {
  /// A graph that differs in the supplies of some needs and in nothing else.
  ///
  /// The invariants of a resolved graph hold for the result: an entity's needs and a need's supplies are ranges, no
  /// supplier stands twice under a need, shares lie in 0…1, and `unattributed` = 1 − Σ share, exactly 0 (and the
  /// shares divided by their sum) where that is at most 1e-9 away from 0. Entities and needs keep their indices;
  /// **indices of supplies change**. Needs that are not named keep every bit.
  ///
  /// - Parameter replacements: the new supplies by index of their need, in the order they shall stand in.
  /// - Throws: ``GraphEditError`` where supplies break a rule; the graph is a value, so nothing is half done.
  /// - Complexity: O(needs + supplies) time and space.
  public func replacingSupplies(_ replacements: [Int: [Supply]]) throws(GraphEditError) -> SupplyGraph {
    guard !replacements.isEmpty else { return self }
    if let unknown = replacements.keys.sorted().first(where: { !needs.indices.contains($0) }) {
      throw .unknownNeed(unknown)
    }
    var edited = self
    edited.supplies = []
    edited.supplies.reserveCapacity(supplies.count + replacements.count)
    for index in needs.indices {
      let first = edited.supplies.count
      if let rows = replacements[index] {
        let sound = try checked(rows, need: index)
        edited.supplies += sound.rows
        edited.needs[index].unattributed = sound.unattributed
      } else {
        edited.supplies += supplies[needs[index].supplies]
      }
      edited.needs[index].supplies = first..<edited.supplies.count
    }
    return edited
  }

  /// A graph with other rows about world markets.
  ///
  /// - Parameter isIncluded: which of the rows stay.
  /// - Complexity: O(markets).
  public func keepingMarkets(where isIncluded: (MarketShare) -> Bool) -> SupplyGraph {
    var edited = self
    edited.markets = markets.filter(isIncluded)
    return edited
  }

  /// The same graph under another title, for results that rest on an edited one.
  public func retitled(_ title: String) -> SupplyGraph {
    var edited = self
    edited.title = title
    return edited
  }

  /// The source with this id, and the graph with it: added with its id for a title where it was not known.
  ///
  /// - Complexity: O(sources).
  public func addingSource(_ id: String) -> (graph: SupplyGraph, source: Int) {
    if let known = sources.firstIndex(where: { $0.id == id }) { return (self, known) }
    var edited = self
    edited.sources.append(Source(id: id, title: id))
    return (edited, edited.sources.count - 1)
  }

  /// The rows with shares brought to 1 within rounding, and the part that is left to nobody.
  private func checked(
    _ rows: [Supply], need: Int
  ) throws(GraphEditError) -> (rows: [Supply], unattributed: Double) {
    var seen: Set<EntityIndex> = []
    var sum = 0.0
    for row in rows {
      guard entities.indices.contains(row.supplier.position) else { throw .unknownSupplier(row.supplier, need: need) }
      guard row.supplier != needs[need].entity || needs[need].isImplicit else { throw .selfSupply(need: need) }
      guard seen.insert(row.supplier).inserted else { throw .duplicateSupplier(row.supplier, need: need) }
      for value in [row.share, row.low ?? row.share, row.high ?? row.share] {
        guard value >= 0, value <= 1 else { throw .shareOutsideRange(row.supplier, need: need) }
      }
      sum += row.share
    }
    guard abs(1 - sum) <= 1e-9 else {
      guard sum < 1 else { throw .sharesAboveOne(need: need, sum: sum) }
      return (rows, 1 - sum)
    }
    var normalised = rows
    for index in normalised.indices { normalised[index].share /= sum }
    return (normalised, 0)
  }
}

extension Supply {
  /// A supply with the defaults of its kind of need for days under way and from order to delivery.
  public init(from supplier: EntityIndex, share: Double, kind: NeedKind, evidence: Evidence) {
    let transit = Defaults.transitDays(kind)
    self.init(
      supplier: supplier, share: share, low: nil, high: nil, transitDays: transit, leadDays: transit,
      isQualified: false, maxShare: nil, capacity: nil, shipsFrom: [], evidence: evidence)
  }
}
