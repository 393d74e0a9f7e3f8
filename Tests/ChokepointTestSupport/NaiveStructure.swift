public import SupplyGraph

/// Structural single points of failure by taking things away and looking: the reference for cuts and dominators.
public struct NaiveStructure: Sendable {
  private let entityCount: Int
  /// One edge a supply: supplier, buyer, and whether it was written.
  private let edges: [(from: Int, to: Int, isExplicit: Bool, kind: NeedKind)]

  public init(_ graph: SupplyGraph) {
    entityCount = graph.entities.count
    edges = graph.needs.flatMap { need in
      graph.supplies[need.supplies].filter { $0.share > 0 }.map {
        ($0.supplier.position, need.entity.position, !need.isImplicit, need.kind)
      }
    }
  }

  /// Entities whose removal leaves more parts than there were.
  public func articulationPoints() -> [EntityIndex] {
    let links = undirected()
    let whole = parts(links, without: nil)
    return (0..<entityCount).filter { entity in
      let isAlone = !links.contains { $0.0 == entity || $0.1 == entity }
      return !isAlone && parts(links, without: entity) > whole
    }.map { EntityIndex($0) }
  }

  /// Supplies whose removal leaves more parts than there were, as pairs in entity order.
  public func bridges() -> [[EntityIndex]] {
    let links = undirected()
    let whole = parts(links, without: nil)
    var result: [[EntityIndex]] = []
    for index in links.indices {
      var rest = links
      let link = rest.remove(at: index)
      guard parts(rest, without: nil) > whole else { continue }
      result.append([EntityIndex(min(link.0, link.1)), EntityIndex(max(link.0, link.1))])
    }
    return result.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
  }

  private func undirected() -> [(Int, Int)] { edges.filter { $0.kind != .capital }.map { ($0.from, $0.to) } }

  private func parts(_ links: [(Int, Int)], without removed: Int?) -> Int {
    var part = Array(0..<entityCount)
    for _ in 0..<entityCount {
      for (a, b) in links where a != removed && b != removed {
        let low = min(part[a], part[b])
        (part[a], part[b]) = (low, low)
      }
    }
    return Set(part.indices.filter { $0 != removed }.map { part[$0] }).count
  }

  /// Whether a target is fed from raw inputs, entities that nobody supplies explicitly, with one entity taken away.
  public func isFed(_ target: EntityIndex, without removed: EntityIndex?, kinds: Set<NeedKind>) -> Bool {
    let rows = edges.filter { $0.isExplicit && kinds.contains($0.kind) }
    var isFed = (0..<entityCount).map { entity in
      entity != removed?.position && !rows.contains { $0.to == entity }
    }
    for _ in 0..<entityCount {
      for row in rows where isFed[row.from] && row.to != removed?.position { isFed[row.to] = true }
    }
    return isFed[target.position]
  }

  /// The entities, other than the target, without which nothing from raw inputs reaches it.
  public func dominators(of target: EntityIndex, kinds: Set<NeedKind>) -> [EntityIndex] {
    guard isFed(target, without: nil, kinds: kinds) else { return [] }
    return (0..<entityCount).map { EntityIndex($0) }.filter {
      $0 != target && !isFed(target, without: $0, kinds: kinds)
    }
  }
}
