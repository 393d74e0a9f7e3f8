import Diagnostics
public import SupplyGraph

extension Selector {
  /// An entity that a selector chose, with the part of it that is meant.
  public struct Choice: Hashable, Sendable {
    public var entity: EntityIndex
    /// Where a country was asked for, the share of the entity's locations there; else 1.
    public var share: Double

    public init(entity: EntityIndex, share: Double) {
      self.entity = entity
      self.share = share
    }
  }

  /// The entities it chooses in a graph, in order.
  ///
  /// - Complexity: O(entities · terms + supplies).
  public func entities(in graph: SupplyGraph) -> [EntityIndex] { choices(in: graph).map(\.entity) }

  /// The entities it chooses, each with the part of it that stands in the countries asked for.
  ///
  /// An entity chosen by several alternatives counts with the largest part.
  public func choices(in graph: SupplyGraph) -> [Choice] {
    let matcher = SelectorMatcher(graph, self)
    return graph.entityIndices.compactMap { entity in
      var largest: Double?
      for terms in alternatives {
        guard let share = matcher.share(of: entity, terms) else { continue }
        largest = max(largest ?? 0, share)
      }
      return largest.map { Choice(entity: entity, share: $0) }
    }
  }

  /// Why it chooses nothing in a graph: the values that occur nowhere, each with the nearest that does.
  public func unmatchedValues(in graph: SupplyGraph) -> [(term: Term, value: Pattern, suggestion: String?)] {
    var result: [(term: Term, value: Pattern, suggestion: String?)] = []
    for term in alternatives.joined() {
      let known = SelectorMatcher.knownValues(of: term.key, in: graph)
      for pattern in term.patterns where !known.contains(where: pattern.matches) {
        result.append((term, pattern, nearestName(to: pattern.text, in: known)))
      }
    }
    return result
  }
}

/// Tests entities against terms; what a graph says of products and groups is looked up once.
struct SelectorMatcher {
  private let graph: SupplyGraph
  private var suppliesProduct: [String: Set<EntityIndex>] = [:]
  private var needsProduct: [String: Set<EntityIndex>] = [:]

  init(_ graph: SupplyGraph, _ selector: Selector) {
    self.graph = graph
    let keys = Set(selector.alternatives.joined().map(\.key))
    guard keys.contains(.product) || keys.contains(.needs) else { return }
    for need in graph.needs {
      needsProduct[need.product, default: []].insert(need.entity)
      for supply in graph.supplies[need.supplies] {
        suppliesProduct[need.product, default: []].insert(supply.supplier)
      }
    }
  }

  /// The part of an entity that all terms choose; nil where one of them does not choose it.
  func share(of entity: EntityIndex, _ terms: [Selector.Term]) -> Double? {
    var share = 1.0
    for term in terms {
      guard matches(entity, term) != term.isNegated else { return nil }
      if term.key == .country, !term.isNegated {
        let part = graph[entity].locations.filter { location in
          countries(of: term).contains { $0.matches(location.country) }
        }.reduce(0) { $0 + $1.share }
        share = min(share, min(1, part))
      }
    }
    return share
  }

  private func matches(_ index: EntityIndex, _ term: Selector.Term) -> Bool {
    let entity = graph[index]
    func any(_ values: some Sequence<String>) -> Bool {
      values.contains { value in term.patterns.contains { $0.matches(value) } }
    }
    switch term.key {
    case .id: return any([entity.id])
    case .kind: return any([entity.kind.rawValue])
    case .tier: return any([String(entity.tier)])
    case .country:
      let wanted = countries(of: term)
      return entity.locations.contains { location in wanted.contains { $0.matches(location.country) } }
    case .hq:
      let wanted = countries(of: term)
      return entity.hq.map { hq in wanted.contains { $0.matches(hq) } } ?? false
    case .owner: return any(ownerIDs(of: index))
    case .hazard: return any(entity.hazards.map { graph[$0].id })
    case .product: return term.patterns.contains { holds(suppliesProduct, $0, index) }
    case .needs: return term.patterns.contains { holds(needsProduct, $0, index) }
    case .group:
      return graph.groups.contains { group in
        term.patterns.contains { $0.matches(group.id) } && group.members.contains(entity.id)
      }
    }
  }

  private func holds(
    _ entities: [String: Set<EntityIndex>], _ pattern: Selector.Pattern, _ index: EntityIndex
  ) -> Bool {
    guard pattern.isPrefix else { return entities[pattern.text]?.contains(index) ?? false }
    return entities.contains { $0.key.hasPrefix(pattern.text) && $0.value.contains(index) }
  }

  /// The country patterns of a term, with the members of groups it names.
  private func countries(of term: Selector.Term) -> [Selector.Pattern] {
    term.patterns.flatMap { pattern -> [Selector.Pattern] in
      guard let group = graph.groups.first(where: { $0.id == pattern.text }), !pattern.isPrefix else {
        return [pattern]
      }
      return group.members.map { Selector.Pattern($0) }
    }
  }

  /// Owners of an entity, their owners and so on.
  private func ownerIDs(of index: EntityIndex) -> [String] {
    var result: [String] = []
    var seen: Set<EntityIndex> = []
    var waiting = graph[index].owners.map(\.owner)
    while let owner = waiting.popLast() {
      guard seen.insert(owner).inserted else { continue }
      result.append(graph[owner].id)
      waiting += graph[owner].owners.map(\.owner)
    }
    return result
  }

  /// All values of a key that occur in a graph, in order.
  static func knownValues(of key: Selector.Key, in graph: SupplyGraph) -> [String] {
    var seen: Set<String> = []
    func unique(_ values: some Sequence<String>) -> [String] { values.filter { seen.insert($0).inserted } }
    switch key {
    case .id: return graph.entities.map(\.id)
    case .kind: return unique(graph.entities.lazy.map(\.kind.rawValue))
    case .tier: return unique(graph.entities.lazy.map { String($0.tier) })
    case .country:
      return unique(graph.entities.lazy.flatMap { $0.locations.map(\.country) }) + unique(graph.groups.map(\.id))
    case .hq: return unique(graph.entities.lazy.compactMap(\.hq)) + unique(graph.groups.map(\.id))
    case .owner: return unique(graph.entities.lazy.flatMap { $0.owners.map { graph[$0.owner].id } })
    case .hazard: return unique(graph.entities.lazy.flatMap { $0.hazards.map { graph[$0].id } })
    case .product, .needs: return unique(graph.needs.lazy.map(\.product))
    case .group: return graph.groups.map(\.id)
    }
  }
}
