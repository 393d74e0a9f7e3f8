/// Why a need exists.
public enum NeedOrigin: String, Sendable {
  /// Written in the graph's files.
  case explicit
  /// The places an entity stands in.
  case location
  /// The owners of an entity.
  case ownership
  /// A hazard an entity is exposed to.
  case hazard
}

/// One input of one entity. The needs of an entity are joined by AND.
public struct Need: Hashable, Sendable {
  public var entity: EntityIndex
  /// Product id; `location`, `ownership` or `hazard` for implicit needs.
  public var product: String
  public var origin: NeedOrigin
  public var kind: NeedKind
  /// Share of the entity's output that stops when the need is wholly unmet, 0…1.
  public var criticality: Double
  /// Share of the entity's input spend, normalised to 1 over flow, upkeep and licence needs; 0 for capital and
  /// implicit needs.
  public var weight: Double
  /// Whether nobody stated weights for the entity, so that its needs share equally.
  public var usesDefaultWeight = false
  /// USD billion a year, gross of what is embedded in it; nil where not stated.
  public var volume: Double?
  /// Product of the need whose goods these goods travel inside.
  public var embeddedIn: String?
  /// Days of stock held at the entity.
  public var bufferDays: Double
  /// Whether the stock is the default of its kind and not a statement about this entity.
  public var usesDefaultBuffer: Bool
  /// Days until an alternate can deliver; nil for never.
  public var switchDays: Double?
  /// Shares of this need by final use, where a tariff rule asks.
  public var endUse: [EndUseShare]
  /// Index into ``SupplyGraph/sources`` for the need's own figures.
  public var source: Int?
  public var note: String?
  /// 1 − Σ share over the supplies; exactly 0 where that is at most 1e-9 away from 0.
  public var unattributed: Double
  /// Its supplies as a range of ``SupplyGraph/supplies``.
  public var supplies: Range<Int>

  /// Whether it was not written but follows from a location, an owner or a hazard.
  public var isImplicit: Bool { origin != .explicit }
}

/// A share of a need that goes to one final use.
public struct EndUseShare: Hashable, Sendable {
  public var use: String
  /// Fraction, 0…1.
  public var share: Double

  public init(use: String, share: Double) {
    self.use = use
    self.share = share
  }
}

/// One provider of one need. The supplies of a need are joined by OR: they add up.
public struct Supply: Hashable, Sendable {
  public var supplier: EntityIndex
  /// Share of the need, 0…1.
  public var share: Double
  /// Range of the share as stated; nil where not stated.
  public var low: Double?
  public var high: Double?
  /// Days that goods are under way.
  public var transitDays: Double
  /// Days from order to delivery of a new order.
  public var leadDays: Double
  /// A qualified alternate: share 0 now, able to help within `maxShare` or `capacity`.
  public var isQualified: Bool
  public var maxShare: Double?
  /// USD billion a year.
  public var capacity: Double?
  /// Where it is shipped from; empty for the provider's locations.
  public var shipsFrom: [CountryShare]
  public var evidence: Evidence
}

/// What is supplied.
public struct Product: Hashable, Sendable {
  public var id: String
  public var name: String
  /// HS codes with their share of the product's value; only products with codes are goods that cross borders.
  public var hs: [HSShare]
  public var eccn: [String]
  public var variants: [Variant]
  public var elasticityShort: ValueRange?
  public var elasticityLong: ValueRange?
  public var note: String?
}

/// A product's share under one HS code.
public struct HSShare: Hashable, Sendable {
  public var code: String
  /// Fraction of the product's value, 0…1.
  public var share: Double
}

/// A version of a product with technical attributes.
public struct Variant: Hashable, Sendable {
  public var id: String
  /// Fraction of the product, 0…1; nil where not stated.
  public var share: Double?
  public var attributes: [Attribute]

  /// A named technical figure such as `tpp`.
  public struct Attribute: Hashable, Sendable {
    public var name: String
    public var value: Double
  }
}

/// A value with its range.
public struct ValueRange: Hashable, Sendable {
  public var value: Double
  public var low: Double
  public var high: Double

  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// A publication that numbers come from.
public struct Source: Hashable, Sendable {
  public var id: String
  public var title: String
  public var publisher: String?
  public var url: String?
  public var date: Period?
  public var licence: String?
  public var note: String?
}

/// A provider's share of the world market of a product.
public struct MarketShare: Hashable, Sendable {
  public var product: String
  public var provider: EntityIndex
  public var share: Double
  public var low: Double?
  public var high: Double?
  public var evidence: Evidence
}

/// A named set of countries or entities.
public struct Group: Hashable, Sendable {
  public var id: String
  public var name: String
  public var members: [String]
}

/// One of several figures that disagree about a quantity.
public struct Claim: Hashable, Sendable {
  public var id: String
  public var entity: String?
  public var product: String?
  public var from: String?
  public var metric: String?
  public var value: Double?
  public var unit: String?
  public var low: Double?
  public var high: Double?
  public var asOf: Period?
  public var source: Int?
  public var isChosen: Bool
  public var reason: String?
}

/// A sourced figure that no share uses.
public struct Fact: Hashable, Sendable {
  public var id: String
  public var subject: String?
  public var metric: String?
  public var object: String?
  public var value: Double?
  public var unit: String?
  public var low: Double?
  public var high: Double?
  public var asOf: Period?
  public var status: EvidenceStatus?
  public var source: Int?
  public var note: String?
}

/// A validated graph of who depends on whom for what: the graph as meant.
///
/// Made by ``GraphResolver`` from a ``GraphDocument``. Entities stand in file order, followed by the countries that
/// are only named as locations, by code. Needs are grouped by entity and supplies by need, both in file order, so an
/// entity's needs and a need's supplies are ranges.
public struct SupplyGraph: Sendable, Hashable {
  public internal(set) var id: String
  public internal(set) var title: String
  /// The period the graph describes; the age of figures is counted from it, never from a clock.
  public internal(set) var asOf: Period?
  public internal(set) var licence: String?
  public internal(set) var entities: [Entity]
  public internal(set) var needs: [Need]
  public internal(set) var supplies: [Supply]
  public internal(set) var products: [Product]
  public internal(set) var sources: [Source]
  public internal(set) var markets: [MarketShare]
  public internal(set) var groups: [Group]
  public internal(set) var claims: [Claim]
  public internal(set) var facts: [Fact]
  /// Published import figures; they stand beside the graph.
  public internal(set) var imports: [ImportRecord]
  var entityByID: IdentifierIndex
  var productByID: IdentifierIndex

  /// The entity with this id.
  ///
  /// - Complexity: O(1).
  public func entity(_ id: String) -> EntityIndex? { entityByID[id].map { EntityIndex($0) } }

  public subscript(index: EntityIndex) -> Entity { entities[index.position] }

  /// The product with this id; nil for the implicit ones.
  public func product(_ id: String) -> Product? { productByID[id].map { products[$0] } }

  /// The product's name for people, also for the implicit products.
  public func productName(_ id: String) -> String { product(id)?.name ?? id }

  /// All entity indices in order.
  public var entityIndices: some Sequence<EntityIndex> & Sendable {
    (0..<entities.count).lazy.map { EntityIndex($0) }
  }

  /// The explicit need of an entity for a product.
  ///
  /// - Complexity: O(needs of the entity).
  public func need(of entity: EntityIndex, for product: String) -> Int? {
    entities[entity.position].needs.first { needs[$0].product == product }
  }
}

/// Product ids of implicit needs; no file may declare them.
public enum ImplicitProduct {
  public static let location = "location"
  public static let ownership = "ownership"
  public static let hazard = "hazard"
  public static let all = [location, ownership, hazard]
}
