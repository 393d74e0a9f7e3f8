public import SupplyGraph

/// Where the value inside all that a country's buyers purchase was added, through all stages.
///
///     volume  = Σ_i V_i · receives_i(X)                      USD billion a year, over buyers of known volume
///     share_c = Σ_i V_i · receives_i(X) · X_ic / volume      X_ic: look-through value of buyer i in country c
///
/// It answers another question than customs: a rack that comes from Mexico is mostly value of other countries, and
/// purchases of home make count here. Buyers are entities that receive goods in the country and have stated volumes; V
/// is net of what is embedded. All parts sum to 1.
///
/// - Complexity: O(buyers · E).
public struct PurchasedValue: Sendable {
  /// Country codes by falling share, then by code.
  public let origins: [(country: String, share: Double)]
  /// Added by entities without a place.
  public let unknown: Double
  /// Bought from nobody in particular.
  public let unattributed: Double
  /// USD billion a year that the shares are parts of.
  public let volume: Double
  public let buyers: [EntityIndex]

  /// - Returns: nil where nobody who receives goods there has a stated volume.
  /// - Throws: ``CompilationError`` where the graph is too large for 32-bit indices.
  public init?(_ graph: SupplyGraph, receivedIn countries: [String]) throws(CompilationError) {
    let network = try LookThrough(graph)
    var sums = [Double](repeating: 0, count: network.countries.count)
    var (unknown, unattributed, volume) = (0.0, 0.0, 0.0)
    var buyers: [EntityIndex] = []
    for buyer in graph.entityIndices {
      let part = graph[buyer].receives.filter { countries.contains($0.country) }.reduce(0) { $0 + $1.share }
      guard part > 0, let bought = graph.netVolume(of: buyer), bought > 0 else { continue }
      let origin = network.origin(of: buyer)
      let weight = part * bought
      for index in sums.indices { sums[index] += weight * origin.shares[index] }
      unknown += weight * origin.unknown
      unattributed += weight * origin.unattributed
      volume += weight
      buyers.append(buyer)
    }
    guard volume > 0 else { return nil }
    origins = zip(network.countries, sums).map { (country: $0, share: $1 / volume) }.filter { $0.share > 0 }
      .sorted { $0.share != $1.share ? $0.share > $1.share : $0.country < $1.country }
    self.unknown = unknown / volume
    self.unattributed = unattributed / volume
    self.volume = volume
    self.buyers = buyers
  }
}
