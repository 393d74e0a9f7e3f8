public import SupplyGraph

/// What changed in the data between two vintages of a graph. Everything is matched by id.
public struct GraphDataChanges: Sendable, Equatable {
  /// A need by its buyer and product.
  public struct NeedKey: Sendable, Hashable {
    public var entity: String
    public var product: String
  }

  /// A share that moved.
  public struct ShareChange: Sendable, Hashable {
    public var entity: String
    public var product: String
    /// nil for the part that is attributed to nobody.
    public var supplier: String?
    /// Fraction of the need, 0…1; nil where the vintage has no such supply.
    public var before: Double?
    public var after: Double?

    /// After − before, what is not there counting as 0.
    public var change: Double { (after ?? 0) - (before ?? 0) }
  }

  /// Changes of a share up to this are not listed.
  public static let threshold = 0.005

  public var entitiesAdded: [String]
  public var entitiesRemoved: [String]
  public var needsAdded: [NeedKey]
  public var needsRemoved: [NeedKey]
  /// Shares of supplies, places and owners that moved by more than ``threshold``, largest move first, then in the
  /// order of the newer vintage. Needs that only one vintage has are in the lists above, not here.
  public var shares: [ShareChange]
  public var sourcesAdded: [String]
  public var sourcesRemoved: [String]

  /// Whether nothing above the threshold changed.
  public var isEmpty: Bool {
    entitiesAdded.isEmpty && entitiesRemoved.isEmpty && needsAdded.isEmpty && needsRemoved.isEmpty && shares.isEmpty
      && sourcesAdded.isEmpty && sourcesRemoved.isEmpty
  }

  /// - Complexity: O((entities + supplies) log) time, O(entities + supplies) space.
  public init(from old: SupplyGraph, to new: SupplyGraph) {
    let oldNeeds = NeedTable(old)
    let newNeeds = NeedTable(new)
    entitiesAdded = new.entities.map(\.id).filter { old.entity($0) == nil }
    entitiesRemoved = old.entities.map(\.id).filter { new.entity($0) == nil }
    needsAdded = newNeeds.keys.filter { oldNeeds.rows[$0] == nil }
    needsRemoved = oldNeeds.keys.filter { newNeeds.rows[$0] == nil }
    let (oldSources, newSources) = (Set(old.sources.map(\.id)), Set(new.sources.map(\.id)))
    sourcesAdded = new.sources.map(\.id).filter { !oldSources.contains($0) }
    sourcesRemoved = old.sources.map(\.id).filter { !newSources.contains($0) }
    var changes: [ShareChange] = []
    for key in newNeeds.keys {
      guard let before = oldNeeds.rows[key], let after = newNeeds.rows[key] else { continue }
      let suppliers = after.suppliers + before.suppliers.filter { after.shares[$0] == nil }
      for supplier in suppliers {
        changes.append(
          ShareChange(
            entity: key.entity, product: key.product, supplier: supplier, before: before.shares[supplier],
            after: after.shares[supplier]))
      }
      changes.append(
        ShareChange(
          entity: key.entity, product: key.product, supplier: nil, before: before.unattributed,
          after: after.unattributed))
    }
    shares = changes.filter { abs($0.change) > Self.threshold + 1e-12 }.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.change), abs(b.element.change))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  /// The needs of a graph by key; an entity's hazards are one need here.
  private struct NeedTable {
    struct Row {
      var suppliers: [String] = []
      var shares: [String: Double] = [:]
      var unattributed = 0.0
    }

    var keys: [NeedKey] = []
    var rows: [NeedKey: Row] = [:]

    init(_ graph: SupplyGraph) {
      for need in graph.needs {
        let key = NeedKey(entity: graph[need.entity].id, product: need.product)
        if rows[key] == nil { keys.append(key) }
        var row = rows[key] ?? Row()
        row.unattributed += need.unattributed
        for supply in graph.supplies[need.supplies] {
          let id = graph[supply.supplier].id
          if row.shares[id] == nil { row.suppliers.append(id) }
          row.shares[id, default: 0] += supply.share
        }
        rows[key] = row
      }
    }
  }
}
