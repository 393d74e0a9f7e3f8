public import SupplyGraph

/// What a country's customs value leaves out, so that nothing is missing silently.
public struct TradeGaps: Sendable {
  /// A need for goods that enter the country but have no volume.
  public struct UnvaluedNeed: Sendable, Hashable {
    public var entity: EntityIndex
    public var product: String
  }

  /// What is bought without crossing a border as goods: services, licences, power.
  public struct OtherPurchase: Sendable, Hashable {
    public var product: String
    /// USD billion a year.
    public var volume: Double
  }

  public internal(set) var unvalued: [UnvaluedNeed] = []
  public internal(set) var otherPurchases: [OtherPurchase] = []
  /// Goods that enter the country from providers nobody has named, USD billion a year; not in any customs value.
  public internal(set) var unattributed = 0.0
  /// Goods embedded in carriers of the country's buyers whose place of making is unknown, USD billion a year.
  public internal(set) var unplacedEmbedded = 0.0
  /// Goods needs with a volume whose buyers receive nowhere (designers, for instance).
  public internal(set) var buyersWithoutPlace = 0

  init(_ graph: SupplyGraph, into country: String) {
    var volumes: [(product: String, volume: Double)] = []
    for (index, need) in graph.needs.enumerated() where !need.isImplicit {
      let buyer = graph[need.entity]
      let destinations = Places.destinations(of: buyer)
      let received = destinations.first { $0.country == country }?.share ?? 0
      guard graph.isGood(index) else {
        // A service needs no border: an entity without a place buys where its head office is.
        let part = destinations.isEmpty && buyer.hq == country ? 1 : received
        if let volume = need.volume, volume * part > 0 { Self.add(need.product, volume * part, to: &volumes) }
        continue
      }
      let entries = CustomsFlows.entries(of: index, in: graph)
      let entering = entries.shares.first { $0.country == country }?.share ?? 0
      guard let volume = need.volume else {
        if entering > 0 { unvalued.append(UnvaluedNeed(entity: need.entity, product: need.product)) }
        continue
      }
      if need.embeddedIn == nil, destinations.isEmpty, volume > 0 { buyersWithoutPlace += 1 }
      unattributed += volume * need.unattributed * entering
      if need.embeddedIn != nil { unplacedEmbedded += volume * entries.unplaced * received }
    }
    otherPurchases = volumes.map { OtherPurchase(product: $0.product, volume: $0.volume) }
      .sorted { ($1.volume, $0.product) < ($0.volume, $1.product) }
  }

  private static func add(_ product: String, _ volume: Double, to list: inout [(product: String, volume: Double)]) {
    if let index = list.firstIndex(where: { $0.product == product }) {
      list[index].volume += volume
    } else {
      list.append((product, volume))
    }
  }
}
