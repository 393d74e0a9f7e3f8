/// What a need does for output, which decides how soon its loss is felt.
public enum NeedKind: String, Sendable, CaseIterable {
  /// Used up in output.
  case flow
  /// Service and spares: output fades only after long stocks.
  case upkeep
  /// Software and intellectual property: running copies go on.
  case licence
  /// Machines for growth; never enters availability.
  case capital
}

/// How firm a figure is in time.
public enum EvidenceStatus: String, Sendable, CaseIterable {
  case observed, estimate, plan, forecast
}

/// How a figure was obtained.
public enum EvidenceMethod: String, Sendable, CaseIterable {
  case reported, derived
  case marketProxy = "market-proxy"
  case judged
}

/// How far a figure is to be trusted.
public enum Confidence: String, Sendable, CaseIterable, Comparable {
  case low, medium, high

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }

  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
}

/// What an entity is. Free text with a known vocabulary that gives tier and style.
public struct EntityKind: RawRepresentable, Hashable, Sendable {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let country = EntityKind(rawValue: "country")
  public static let hazard = EntityKind(rawValue: "hazard")
  public static let company = EntityKind(rawValue: "company")

  /// The known kinds with their tier, from where things come from (0) to who uses them.
  ///
  /// `company` is known but says nothing of a tier; it gets one from the graph, like an unknown kind.
  public static let tiers: [(kind: EntityKind, tier: Int)] = [
    (.country, 0), (.hazard, 0),
    (EntityKind(rawValue: "material"), 1),
    (EntityKind(rawValue: "equipment"), 2), (EntityKind(rawValue: "software"), 2),
    (EntityKind(rawValue: "substrate"), 3),
    (EntityKind(rawValue: "memory"), 4), (EntityKind(rawValue: "foundry"), 4),
    (EntityKind(rawValue: "packaging"), 5),
    (EntityKind(rawValue: "chip-designer"), 6),
    (EntityKind(rawValue: "server-maker"), 7),
    (EntityKind(rawValue: "hyperscaler"), 8),
    (EntityKind(rawValue: "ai-lab"), 9),
  ]

  /// All kinds of the vocabulary, in tier order.
  public static let vocabulary: [EntityKind] = tiers.map(\.kind) + [.company]
  static let vocabularySet = Set(vocabulary)

  /// The tier of a known kind.
  public var tier: Int? { Self.tiers.first { $0.kind == self }?.tier }

  /// Countries and hazards: places and events rather than businesses.
  public var isPlace: Bool { self == .country || self == .hazard }
}
