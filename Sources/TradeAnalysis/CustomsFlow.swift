import SupplyGraph

/// Goods of one supply on their way across one border.
public struct CustomsFlow: Sendable, Hashable {
  /// Index into ``SupplyGraph/SupplyGraph/needs``.
  public var need: Int
  /// Index into ``SupplyGraph/SupplyGraph/supplies``.
  public var supply: Int
  /// The country the goods enter: ISO 3166 alpha-3.
  public var destination: String
  /// The country they come from, or ``unknownPartner``; never the destination.
  public var partner: String
  /// USD billion a year at the border.
  public var value: Double

  /// The partner of goods whose provider has no place.
  public static let unknownPartner = "unknown"
}

/// Where goods are shipped from and where they enter, as shares that sum to 1.
enum Places {
  /// The countries a supply is shipped from: as stated, else the provider's locations, else the provider itself where
  /// it is a country. What they leave open comes from ``CustomsFlow/unknownPartner``.
  static func origins(of supply: Supply, in graph: SupplyGraph) -> [CountryShare] {
    let provider = graph[supply.supplier]
    var places = supply.shipsFrom
    if places.isEmpty {
      places = provider.kind == .country ? [CountryShare(country: provider.id, share: 1)] : provider.locations
    }
    let (known, rest) = normalised(places)
    return rest > 0 ? known + [CountryShare(country: CustomsFlow.unknownPartner, share: rest)] : known
  }

  /// The countries where an entity's purchases enter: as stated, else its locations, else none.
  static func destinations(of entity: Entity) -> [CountryShare] {
    normalised(entity.receives.isEmpty ? entity.locations : entity.receives).shares
  }

  /// Shares with a sum of at most 1, and what is left.
  private static func normalised(_ places: [CountryShare]) -> (shares: [CountryShare], rest: Double) {
    let sum = places.reduce(0) { $0 + $1.share }
    guard sum > 1 - 1e-9 else { return (places.filter { $0.share > 0 }, 1 - sum) }
    return (places.filter { $0.share > 0 }.map { CountryShare(country: $0.country, share: $0.share / sum) }, 0)
  }
}
