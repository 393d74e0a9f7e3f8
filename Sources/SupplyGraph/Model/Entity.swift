/// A dense index of an entity in one graph.
public struct EntityIndex: RawRepresentable, Hashable, Sendable, Comparable {
  public var rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ position: Int) { rawValue = Int32(truncatingIfNeeded: position) }

  public var position: Int { Int(rawValue) }

  public static func < (a: EntityIndex, b: EntityIndex) -> Bool { a.rawValue < b.rawValue }
}

/// A part of an entity in a country, or a country's part of what an entity receives or ships.
public struct CountryShare: Hashable, Sendable {
  /// ISO 3166 alpha-3 code.
  public var country: String
  /// Fraction, 0…1.
  public var share: Double

  public init(country: String, share: Double) {
    self.country = country
    self.share = share
  }
}

/// An owner's part of an entity.
public struct OwnerShare: Hashable, Sendable {
  public var owner: EntityIndex
  /// Fraction, 0…1.
  public var share: Double

  public init(owner: EntityIndex, share: Double) {
    self.owner = owner
    self.share = share
  }
}

/// How often an entity fails by itself and for how long.
public struct Outage: Hashable, Sendable {
  /// Probability of at least one outage in a year, 0…1.
  public var perYear: Double
  /// Length of an outage in days.
  public var days: Double

  public init(perYear: Double, days: Double) {
    self.perYear = perYear
    self.days = days
  }
}

/// Anything that can fail or be failed: company, plant, product line, country, hazard group.
public struct Entity: Hashable, Sendable {
  public var id: String
  public var name: String
  public var kind: EntityKind
  /// Stage in the chain: 0 for places, rising towards the users.
  public var tier: Int
  /// Whether the graph's files list it; a country that is only named as a location is not.
  public var isDeclared: Bool
  public var locations: [CountryShare]
  public var hq: String?
  public var owners: [OwnerShare]
  public var hazards: [EntityIndex]
  /// Where its purchases cross a border; only trade uses it.
  public var receives: [CountryShare]
  /// Share of its own output value that is added here; nil where not stated.
  public var valueAddedShare: Double?
  public var outage: Outage?
  /// Spare capacity as a fraction of baseline output.
  public var spare: Double
  /// Days of work in process.
  public var cycleDays: Double
  public var evidence: Evidence
  /// Its needs as a range of ``SupplyGraph/needs``: location, ownership and hazards, then the explicit ones
  /// in file order.
  public var needs: Range<Int>
}

/// Where a number comes from.
public struct Evidence: Hashable, Sendable {
  /// Index into ``SupplyGraph/sources``; nil where none is given.
  public var source: Int?
  public var asOf: Period?
  public var status: EvidenceStatus
  public var method: EvidenceMethod
  public var confidence: Confidence
  public var note: String?

  public init(
    source: Int? = nil, asOf: Period? = nil, status: EvidenceStatus = .estimate, method: EvidenceMethod = .judged,
    confidence: Confidence = .medium, note: String? = nil
  ) {
    self.source = source
    self.asOf = asOf
    self.status = status
    self.method = method
    self.confidence = confidence
    self.note = note
  }
}
