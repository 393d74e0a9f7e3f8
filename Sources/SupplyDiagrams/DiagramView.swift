public import GraphDrawing
public import SupplyGraph

/// What part of a graph a picture shows.
public struct DiagramOptions: Sendable {
  /// Shows this entity with its neighbourhood only.
  public var focus: EntityIndex?
  /// Steps from the focus in both directions.
  public var depth: Int
  /// Supplies below this share are left out.
  public var minimumShare: Double
  /// At most this many cards and edges; the defaults stay readable.
  public var maximumCards: Int
  public var maximumEdges: Int
  /// Entities that are shown before others are chosen, within the neighbourhood where there is a focus.
  public var pinned: [EntityIndex]

  public init(
    focus: EntityIndex? = nil, depth: Int = 2, minimumShare: Double = 0, maximumCards: Int = 80,
    maximumEdges: Int = 160, pinned: [EntityIndex] = []
  ) {
    self.focus = focus
    self.depth = depth
    self.minimumShare = minimumShare
    self.maximumCards = maximumCards
    self.maximumEdges = maximumEdges
    self.pinned = pinned
  }
}

/// The cards and edges of a picture: one lane a tier, one edge for all that one entity supplies to another.
///
/// The same graph, options and importance give the same view, so that a baseline and its scenarios share one layout.
public struct DiagramView: Sendable {
  /// All supplies from one card to another.
  public struct Link: Sendable, Hashable {
    public var from: EntityIndex
    public var to: EntityIndex
    /// Largest share of any of the buyer's needs.
    public var share: Double
    /// Whether only places, owners, hazards, service, licences or machines run along it.
    public var isMinor: Bool
    /// Indices into ``SupplyGraph/SupplyGraph/needs`` and ``SupplyGraph/SupplyGraph/supplies``.
    public var supplies: [(need: Int, supply: Int)]

    public static func == (a: Link, b: Link) -> Bool { a.from == b.from && a.to == b.to }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(from)
      hasher.combine(to)
    }
  }

  public let graph: SupplyGraph
  public let cards: [EntityIndex]
  public let links: [Link]
  /// Tiers with a lane, in order.
  public let tiers: [Int]
  public let omittedEntities: Int
  public let omittedLinks: Int
  public let skeleton: LaneSkeleton

  /// Cards wide enough for the names of plants.
  public static let metrics = LayoutMetrics(cardWidth: 178)

  /// Chooses cards and edges.
  ///
  /// Pinned entities come first, then the three most important of every tier, then by importance, at first no more than
  /// a fifth of all cards from one tier. Of the edges, the strongest of every card comes first; then up to a quarter show places and the like, and the others go by share
  /// times the importance of both ends.
  ///
  /// - Parameter importance: by entity index, 0…1.
  /// - Throws: `DrawingError` where the lanes do not fit.
  /// - Complexity: O(V log V + E log E).
  public init(_ graph: SupplyGraph, importance: [Double], options: DiagramOptions) throws(DrawingError) {
    self.graph = graph
    let links = Self.allLinks(graph, minimumShare: options.minimumShare)
    let candidates = Self.candidates(graph, links, options)
    let cards = Self.chosenCards(graph, candidates, importance, options)
    let isShown = Set(cards)
    let among = links.filter { isShown.contains($0.from) && isShown.contains($0.to) }
    let shown = Self.chosenLinks(among, importance, limit: max(0, options.maximumEdges))
    self.cards = cards
    self.links = shown
    omittedEntities = graph.entities.count - cards.count
    // What the smallest share leaves out is left out too.
    let all = options.minimumShare > 0 ? Self.allLinks(graph, minimumShare: 0).count : links.count
    omittedLinks = all - shown.count
    tiers = Array(Set(cards.map { graph[$0].tier })).sorted()
    skeleton = try Self.skeleton(graph, cards, shown, tiers)
  }

  private static func skeleton(
    _ graph: SupplyGraph, _ cards: [EntityIndex], _ links: [Link], _ tiers: [Int]
  ) throws(DrawingError) -> LaneSkeleton {
    var position: [EntityIndex: Int] = [:]
    for (index, card) in cards.enumerated() { position[card] = index }
    return try LaneSkeleton(
      lanes: tiers.map { LaneSkeleton.Lane(id: "tier\($0)") },
      cards: cards.map { card in
        LaneSkeleton.Card(id: graph[card].id, lane: tiers.firstIndex(of: graph[card].tier) ?? 0)
      },
      edges: links.map { link in
        LaneSkeleton.Edge(
          id: "\(graph[link.from].id)_\(graph[link.to].id)", from: position[link.from] ?? 0,
          to: position[link.to] ?? 0, share: min(1, link.share), isMinor: link.isMinor)
      })
  }

  private static func allLinks(_ graph: SupplyGraph, minimumShare: Double) -> [Link] {
    struct Pair: Hashable {
      var from: EntityIndex
      var to: EntityIndex
    }
    var links: [Link] = []
    var index: [Pair: Int] = [:]
    for (needIndex, need) in graph.needs.enumerated() {
      for supplyIndex in need.supplies {
        let supply = graph.supplies[supplyIndex]
        guard supply.share > 0, supply.share >= minimumShare else { continue }
        let isMinor = need.isImplicit || need.kind != .flow
        let pair = Pair(from: supply.supplier, to: need.entity)
        if let known = index[pair] {
          // What is used up in output decides how an edge looks; among equals the larger share.
          if links[known].isMinor == isMinor {
            links[known].share = max(links[known].share, supply.share)
          } else if links[known].isMinor {
            links[known].share = supply.share
            links[known].isMinor = false
          }
          links[known].supplies.append((needIndex, supplyIndex))
        } else {
          index[pair] = links.count
          links.append(
            Link(
              from: supply.supplier, to: need.entity, share: supply.share, isMinor: isMinor,
              supplies: [(needIndex, supplyIndex)]))
        }
      }
    }
    return links
  }

  /// Entities that may be shown: all, or those within some steps of the focus.
  private static func candidates(_ graph: SupplyGraph, _ links: [Link], _ options: DiagramOptions) -> [EntityIndex] {
    guard let focus = options.focus else { return Array(graph.entityIndices) }
    var suppliers: [EntityIndex: [EntityIndex]] = [:]
    var buyers: [EntityIndex: [EntityIndex]] = [:]
    for link in links {
      suppliers[link.to, default: []].append(link.from)
      buyers[link.from, default: []].append(link.to)
    }
    var found: Set<EntityIndex> = [focus]
    // Up and down separately: a supplier's other customers are no neighbours of the focus. In a cycle an entity stands
    // on both sides, and both go on from it.
    for neighbours in [suppliers, buyers] {
      var reached: Set<EntityIndex> = [focus]
      var edge = reached
      for _ in 0..<max(0, options.depth) {
        edge = Set(edge.flatMap { neighbours[$0] ?? [] }).subtracting(reached)
        if edge.isEmpty { break }
        reached.formUnion(edge)
      }
      found.formUnion(reached)
    }
    return found.sorted()
  }

  private static func chosenCards(
    _ graph: SupplyGraph, _ candidates: [EntityIndex], _ importance: [Double], _ options: DiagramOptions
  ) -> [EntityIndex] {
    let byImportance = candidates.sorted { a, b in
      let (ia, ib) = (importance[a.position], importance[b.position])
      return ia != ib ? ia > ib : a < b
    }
    var chosen: [EntityIndex] = []
    var seen: Set<EntityIndex> = []
    func take(_ entities: some Sequence<EntityIndex>) {
      for entity in entities where chosen.count < options.maximumCards && seen.insert(entity).inserted {
        chosen.append(entity)
      }
    }
    let isCandidate = Set(candidates)
    take([options.focus].compactMap { $0 })
    take(options.pinned.filter(isCandidate.contains))
    for tier in Array(Set(candidates.map { graph[$0].tier })).sorted(by: >) {
      take(byImportance.lazy.filter { graph[$0].tier == tier }.prefix(3))
    }
    // No lane takes more than a fifth of the picture, or its length makes all the others empty.
    let perTier = max(3, options.maximumCards / 5)
    var counts: [Int: Int] = [:]
    for entity in chosen { counts[graph[entity].tier, default: 0] += 1 }
    for entity in byImportance where counts[graph[entity].tier, default: 0] < perTier && !seen.contains(entity) {
      take(CollectionOfOne(entity))
      counts[graph[entity].tier, default: 0] += 1
    }
    take(byImportance)
    return chosen.sorted()
  }

  /// The strongest link of every card first, so that none hangs in the air, then by weight.
  private static func chosenLinks(_ links: [Link], _ importance: [Double], limit: Int) -> [Link] {
    guard links.count > limit else { return links }
    let ranked = links.indices.sorted { a, b in
      let (wa, wb) = (weight(links[a], importance), weight(links[b], importance))
      return wa != wb ? wa > wb : a < b
    }
    let byKind = ranked.filter { !links[$0].isMinor } + ranked.filter { links[$0].isMinor }
    var kept: Set<Int> = []
    var isTied: Set<EntityIndex> = []
    for index in byKind where kept.count < limit {
      let ends = [links[index].from, links[index].to]
      guard !ends.allSatisfy(isTied.contains) else { continue }
      kept.insert(index)
      isTied.formUnion(ends)
    }
    let minorLimit = max(limit / 4, limit - byKind.count { !links[$0].isMinor })
    var minorCount = kept.count { links[$0].isMinor }
    for index in ranked where kept.count < limit && !kept.contains(index) {
      if links[index].isMinor {
        guard minorCount < minorLimit else { continue }
        minorCount += 1
      }
      kept.insert(index)
    }
    return links.indices.filter(kept.contains).map { links[$0] }
  }

  private static func weight(_ link: Link, _ importance: [Double]) -> Double {
    link.share * (0.1 + importance[link.from.position]) * (0.1 + importance[link.to.position])
  }
}
