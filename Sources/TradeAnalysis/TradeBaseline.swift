public import SupplyGraph

/// The month that results are set against: published figures of a country's whole trade.
///
/// Read from the graph's facts `us-trade-2025-11-…`: `deficit-first`, `deficit-revised`, `imports`,
/// `imports-change-percent`, `computers-change`, `semiconductors-change`. The deficit is that of goods and services on a balance-of-payments
/// basis, seasonally adjusted; the chain's figures are customs values and neither.
public struct TradeBaseline: Sendable, Hashable {
  public static let prefix = "us-trade-2025-11-"
  public static let month = "2025-11"
  public static let reporter = "USA"

  /// USD billion in the month, positive for a deficit: as first published, and as revised.
  public var deficitFirst: Double?
  public var deficitRevised: Double?
  /// USD billion in the month, goods and services.
  public var imports: Double?
  /// Fraction, on the month before.
  public var importsGrowth: Double?
  /// Change on the month before, USD billion.
  public var computers: Double?
  public var semiconductors: Double?
  /// Indices into ``SupplyGraph/SupplyGraph/sources``.
  public var sources: [Int] = []

  /// nil where the graph has none of the facts.
  public init?(_ graph: SupplyGraph) {
    var found = false
    for fact in graph.facts where fact.id.hasPrefix(Self.prefix) {
      guard let value = fact.value else { continue }
      switch fact.id.dropFirst(Self.prefix.count) {
      case "deficit-first": deficitFirst = abs(value)
      case "deficit-revised": deficitRevised = abs(value)
      case "imports": imports = value
      case "imports-change-percent": importsGrowth = value / 100
      case "computers-change": computers = value
      case "semiconductors-change": semiconductors = value
      default: continue
      }
      found = true
      if let source = fact.source, !sources.contains(source) { sources.append(source) }
    }
    guard found else { return nil }
  }

  /// imports − imports/(1 + growth): the month's rise of all imports, USD billion.
  public var rise: Double? {
    guard let imports, let importsGrowth, importsGrowth > -1 else { return nil }
    return imports - imports / (1 + importsGrowth)
  }

  /// (computers + semiconductors)/rise: the part of the month's rise of imports that goods of this chain's kinds make
  /// up; the rest is other goods and services. nil where a figure is missing or imports did not rise.
  public var explainedShare: Double? {
    guard let rise, rise > 0, computers != nil || semiconductors != nil else { return nil }
    return ((computers ?? 0) + (semiconductors ?? 0)) / rise
  }
}
