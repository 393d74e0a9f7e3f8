public import Diagnostics

/// A graph as it was written: every row of every table with the place of every value, nothing checked against
/// anything else, nothing filled in.
///
/// Both native forms (one YAML or JSON file, a folder of CSV tables) read into this one shape and are written from it.
/// ``GraphResolver`` turns it into a ``SupplyGraph``, the graph as meant.
public struct GraphDocument: Sendable, Equatable {
  /// The files that were read, in order; spots point into this list.
  public var files: [String] = []

  public var schema: Located<String>?
  public var id: Located<String>?
  public var title: Located<String>?
  public var asOf: Located<String>?
  public var licence: Located<String>?

  public var sources: [SourceRow] = []
  public var products: [ProductRow] = []
  public var entities: [EntityRow] = []
  public var needs: [NeedRow] = []
  public var supplies: [SupplyRow] = []
  public var markets: [MarketRow] = []
  public var groups: [GroupRow] = []
  public var claims: [ClaimRow] = []
  public var facts: [FactRow] = []
  public var imports: [ImportRow] = []

  /// Whether the document has a list of sources or products at all. Where it has none, names used in supplies
  /// declare themselves; where it has one, an unlisted name is an error.
  public var declaresSources = false
  public var declaresProducts = false

  public init() {}

  /// Where the files were read from is no part of what a document says.
  public static func == (a: GraphDocument, b: GraphDocument) -> Bool {
    a.schema == b.schema && a.id == b.id && a.title == b.title && a.asOf == b.asOf && a.licence == b.licence
      && a.sources == b.sources && a.products == b.products && a.entities == b.entities && a.needs == b.needs
      && a.supplies == b.supplies && a.markets == b.markets && a.groups == b.groups && a.claims == b.claims
      && a.facts == b.facts && a.imports == b.imports && a.declaresSources == b.declaresSources
      && a.declaresProducts == b.declaresProducts
  }
}

/// One entry of a map of shares such as `locations: {TWN: 0.9, USA: 0.1}`.
public struct ShareEntry: Sendable, Equatable {
  public var key: Located<String>
  public var share: Located<Double>

  public init(key: Located<String>, share: Located<Double>) {
    self.key = key
    self.share = share
  }
}

/// Where a number comes from, as written.
///
/// Large tables name a source in every row and little else, so the rest stands beside the row.
public struct EvidenceRow: Sendable, Equatable {
  public var source: Located<String>?
  private var rare: RareValues<Rare>?

  private struct Rare: Sendable, Equatable {
    var status: Located<String>?
    var method: Located<String>?
    var asOf: Located<String>?
    var confidence: Located<String>?
    var note: Located<String>?
  }

  public init() {}

  public var status: Located<String>? {
    get { rare?.value.status }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.status = newValue } }
  }
  public var method: Located<String>? {
    get { rare?.value.method }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.method = newValue } }
  }
  public var asOf: Located<String>? {
    get { rare?.value.asOf }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.asOf = newValue } }
  }
  public var confidence: Located<String>? {
    get { rare?.value.confidence }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.confidence = newValue } }
  }
  public var note: Located<String>? {
    get { rare?.value.note }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.note = newValue } }
  }

  public static func == (a: EvidenceRow, b: EvidenceRow) -> Bool {
    a.source == b.source && (a.rare === b.rare || a.rare?.value ?? Rare() == b.rare?.value ?? Rare())
  }
}

/// A publication that numbers come from.
public struct SourceRow: Sendable, Equatable {
  public var id: Located<String>
  public var title: Located<String>?
  public var publisher: Located<String>?
  public var url: Located<String>?
  public var date: Located<String>?
  public var licence: Located<String>?
  public var note: Located<String>?

  public init(id: Located<String>) { self.id = id }
}

/// What is supplied.
public struct ProductRow: Sendable, Equatable {
  public var id: Located<String>
  public var name: Located<String>?
  /// HS codes with their share of the product's value.
  public var hs: [ShareEntry] = []
  public var eccn: [Located<String>] = []
  public var variants: [VariantRow] = []
  public var elasticityShort: RangeRow?
  public var elasticityLong: RangeRow?
  public var note: Located<String>?

  public init(id: Located<String>) { self.id = id }
}

/// A version of a product with its technical attributes.
public struct VariantRow: Sendable, Equatable {
  public var id: Located<String>
  public var share: Located<Double>?
  /// Attribute names with their values, in the order written.
  public var attributes: [ShareEntry] = []

  public init(id: Located<String>) { self.id = id }
}

/// A value with its range.
public struct RangeRow: Sendable, Equatable {
  public var value: Located<Double>
  public var low: Located<Double>?
  public var high: Located<Double>?

  public init(value: Located<Double>, low: Located<Double>? = nil, high: Located<Double>? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// Anything that can fail or be failed.
public struct EntityRow: Sendable, Equatable {
  public var id: Located<String>
  public var name: Located<String>?
  public var kind: Located<String>?
  /// Where it stands; `country: TWN` is one entry with share 1.
  public var locations: [LocationRow] = []
  public var hq: Located<String>?
  /// Who owns it; `owner: tsmc` is one entry with share 1.
  public var owners: [OwnerRow] = []
  public var hazards: [Located<String>] = []
  public var receives: [ShareEntry] = []
  public var valueAddedShare: Located<Double>?
  public var outagePerYear: Located<Double>?
  public var outageDays: Located<Double>?
  public var spare: Located<Double>?
  public var cycleDays: Located<Double>?
  public var evidence = EvidenceRow()

  public init(id: Located<String>) { self.id = id }
}

/// A part of an entity that stands in one country.
public struct LocationRow: Sendable, Equatable {
  public var country: Located<String>
  public var share: Located<Double>?
  public var evidence = EvidenceRow()

  public init(country: Located<String>, share: Located<Double>? = nil) {
    self.country = country
    self.share = share
  }
}

/// A part of an entity that one owner holds.
public struct OwnerRow: Sendable, Equatable {
  public var owner: Located<String>
  public var share: Located<Double>?
  public var evidence = EvidenceRow()

  public init(owner: Located<String>, share: Located<Double>? = nil) {
    self.owner = owner
    self.share = share
  }
}

/// One input of one entity, without its supplies.
public struct NeedRow: Sendable, Equatable {
  public var entity: Located<String>
  public var product: Located<String>
  public var kind: Located<String>?
  public var criticality: Located<Double>?
  public var weight: Located<Double>?
  public var volume: Located<Double>?
  public var embeddedIn: Located<String>?
  public var bufferDays: Located<Double>?
  public var switchDays: Located<Double>?
  public var endUse: [ShareEntry] = []
  public var source: Located<String>?
  public var note: Located<String>?

  public init(entity: Located<String>, product: Located<String>) {
    self.entity = entity
    self.product = product
  }
}

/// One provider of one need.
///
/// A table may have millions of these rows, most of which state a share and a source; the rest stands beside the row.
public struct SupplyRow: Sendable, Equatable {
  public var entity: Located<String>
  public var product: Located<String>
  public var from: Located<String>
  public var share: Located<Double>?
  public var evidence = EvidenceRow()
  private var rare: RareValues<Rare>?

  private struct Rare: Sendable, Equatable {
    var low: Located<Double>?
    var high: Located<Double>?
    var transitDays: Located<Double>?
    var leadDays: Located<Double>?
    var qualified: Located<Bool>?
    var maxShare: Located<Double>?
    var capacity: Located<Double>?
    var shipsFrom: [ShareEntry] = []
  }

  public init(entity: Located<String>, product: Located<String>, from: Located<String>) {
    self.entity = entity
    self.product = product
    self.from = from
  }

  public var low: Located<Double>? {
    get { rare?.value.low }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.low = newValue } }
  }
  public var high: Located<Double>? {
    get { rare?.value.high }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.high = newValue } }
  }
  public var transitDays: Located<Double>? {
    get { rare?.value.transitDays }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.transitDays = newValue } }
  }
  public var leadDays: Located<Double>? {
    get { rare?.value.leadDays }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.leadDays = newValue } }
  }
  public var qualified: Located<Bool>? {
    get { rare?.value.qualified }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.qualified = newValue } }
  }
  public var maxShare: Located<Double>? {
    get { rare?.value.maxShare }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.maxShare = newValue } }
  }
  public var capacity: Located<Double>? {
    get { rare?.value.capacity }
    set { if rare != nil || newValue != nil { RareValues.unshared(&rare, orNew: Rare()).value.capacity = newValue } }
  }
  public var shipsFrom: [ShareEntry] {
    get { rare?.value.shipsFrom ?? [] }
    set {
      if rare != nil || !newValue.isEmpty { RareValues.unshared(&rare, orNew: Rare()).value.shipsFrom = newValue }
    }
  }

  public static func == (a: SupplyRow, b: SupplyRow) -> Bool {
    a.entity == b.entity && a.product == b.product && a.from == b.from && a.share == b.share && a.evidence == b.evidence
      && (a.rare === b.rare || a.rare?.value ?? Rare() == b.rare?.value ?? Rare())
  }
}

/// A provider's share of the world market of a product.
public struct MarketRow: Sendable, Equatable {
  public var product: Located<String>
  public var provider: Located<String>
  public var share: Located<Double>?
  public var low: Located<Double>?
  public var high: Located<Double>?
  public var evidence = EvidenceRow()

  public init(product: Located<String>, provider: Located<String>) {
    self.product = product
    self.provider = provider
  }
}

/// A named set of countries or entities.
public struct GroupRow: Sendable, Equatable {
  public var id: Located<String>
  public var name: Located<String>?
  public var members: [Located<String>] = []

  public init(id: Located<String>) { self.id = id }
}

/// One of several figures that disagree about a quantity.
public struct ClaimRow: Sendable, Equatable {
  public var id: Located<String>
  public var entity: Located<String>?
  public var product: Located<String>?
  public var from: Located<String>?
  public var metric: Located<String>?
  public var value: Located<Double>?
  public var unit: Located<String>?
  public var low: Located<Double>?
  public var high: Located<Double>?
  public var asOf: Located<String>?
  public var source: Located<String>?
  public var chosen: Located<Bool>?
  public var reason: Located<String>?

  public init(id: Located<String>) { self.id = id }
}

/// A sourced figure that no share uses but that `explain` shows.
public struct FactRow: Sendable, Equatable {
  public var id: Located<String>
  public var subject: Located<String>?
  public var metric: Located<String>?
  public var object: Located<String>?
  public var value: Located<Double>?
  public var unit: Located<String>?
  public var low: Located<Double>?
  public var high: Located<Double>?
  public var asOf: Located<String>?
  public var status: Located<String>?
  public var source: Located<String>?
  public var note: Located<String>?

  public init(id: Located<String>) { self.id = id }
}
