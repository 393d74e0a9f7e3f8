public import Diagnostics
public import SupplyGraph

/// Builds small graphs of goods that cross borders: a sketch holds what trade asks for and nothing else.
public struct TradeSketch: Sendable {
  /// A product with codes (none for a service), variants and an elasticity for both horizons.
  public struct Good: Sendable {
    public var id: String
    public var hs: [(code: String, share: Double)]
    public var variants: [(id: String, share: Double?, attributes: [(name: String, value: Double)])]
    public var elasticity: ValueRange?

    public init(
      _ id: String, hs: [(code: String, share: Double)] = [],
      variants: [(id: String, share: Double?, attributes: [(name: String, value: Double)])] = [],
      elasticity: ValueRange? = nil
    ) {
      self.id = id
      self.hs = hs
      self.variants = variants
      self.elasticity = elasticity
    }
  }

  /// Who stands where and receives where.
  public struct Trader: Sendable {
    public var id: String
    public var locations: [(country: String, share: Double)]
    public var receives: [(country: String, share: Double)]
    public var hq: String?

    public init(
      _ id: String, locations: [(country: String, share: Double)] = [],
      receives: [(country: String, share: Double)] = [], hq: String? = nil
    ) {
      self.id = id
      self.locations = locations
      self.receives = receives
      self.hq = hq
    }
  }

  /// What one trader buys of one good.
  public struct Purchase: Sendable {
    public var buyer: String
    public var product: String
    public var volume: Double?
    public var kind: NeedKind
    public var embeddedIn: String?
    public var endUse: [(use: String, share: Double)]
    public var from: [(provider: String, share: Double, shipsFrom: [(country: String, share: Double)])]

    public init(
      _ buyer: String, _ product: String, volume: Double?, kind: NeedKind = .flow, embeddedIn: String? = nil,
      endUse: [(use: String, share: Double)] = [],
      from: [(provider: String, share: Double, shipsFrom: [(country: String, share: Double)])]
    ) {
      self.buyer = buyer
      self.product = product
      self.volume = volume
      self.kind = kind
      self.embeddedIn = embeddedIn
      self.endUse = endUse
      self.from = from
    }
  }

  public var goods: [Good]
  public var traders: [Trader]
  public var purchases: [Purchase]

  public init(goods: [Good], traders: [Trader], purchases: [Purchase]) {
    self.goods = goods
    self.traders = traders
    self.purchases = purchases
  }

  /// The document of the sketch.
  public func document() -> GraphDocument {
    var document = GraphDocument()
    document.files = ["sketch"]
    document.id = Located("sketch")
    document.declaresProducts = true
    document.products = goods.map { good in
      var row = ProductRow(id: Located(good.id))
      row.hs = Self.entries(good.hs.map { ($0.code, $0.share) })
      row.variants = good.variants.map { variant in
        var row = VariantRow(id: Located(variant.id))
        row.share = variant.share.map { Located($0) }
        row.attributes = Self.entries(variant.attributes.map { ($0.name, $0.value) })
        return row
      }
      if let range = good.elasticity {
        let written = RangeRow(value: Located(range.value), low: Located(range.low), high: Located(range.high))
        row.elasticityShort = written
        row.elasticityLong = written
      }
      return row
    }
    document.entities = traders.map { trader in
      var row = EntityRow(id: Located(trader.id))
      row.locations = trader.locations.map { LocationRow(country: Located($0.country), share: Located($0.share)) }
      row.receives = Self.entries(trader.receives.map { ($0.country, $0.share) })
      row.hq = trader.hq.map { Located($0) }
      return row
    }
    for purchase in purchases { append(purchase, to: &document) }
    return document
  }

  /// The resolved graph.
  ///
  /// - Throws: `FindingsError` where the sketch breaks a rule.
  public func graph() throws(FindingsError) -> SupplyGraph { try GraphResolver.graph(of: document()) }

  private func append(_ purchase: Purchase, to document: inout GraphDocument) {
    var need = NeedRow(entity: Located(purchase.buyer), product: Located(purchase.product))
    need.kind = Located(purchase.kind.rawValue)
    need.volume = purchase.volume.map { Located($0) }
    need.embeddedIn = purchase.embeddedIn.map { Located($0) }
    need.endUse = Self.entries(purchase.endUse.map { ($0.use, $0.share) })
    document.needs.append(need)
    for part in purchase.from {
      var row = SupplyRow(
        entity: Located(purchase.buyer), product: Located(purchase.product), from: Located(part.provider))
      row.share = Located(part.share)
      row.shipsFrom = Self.entries(part.shipsFrom.map { ($0.country, $0.share) })
      document.supplies.append(row)
    }
  }

  private static func entries(_ pairs: [(String, Double)]) -> [ShareEntry] {
    pairs.map { ShareEntry(key: Located($0.0), share: Located($0.1)) }
  }
}
