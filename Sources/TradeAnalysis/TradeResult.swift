public import ScenarioModel
public import SupplyGraph

/// Imports of one product under one customs code from one partner.
public struct ImportLine: Sendable, Hashable {
  public var reporter: String
  /// ISO 3166 code, or ``CustomsFlow/unknownPartner``.
  public var partner: String
  public var product: String
  public var hs: String
  /// USD billion a year before the measures.
  public var baseline: Double
  /// USD billion a year under them, with its range.
  public var customsValue: ValueRange
  /// Customs value of the part that pays a duty.
  public var coveredValue: Double
  /// USD billion a year, with its range.
  public var duty: ValueRange
}

/// Exports of one product under one customs code to one partner, USD billion a year before any measure.
public struct ExportLine: Sendable, Hashable {
  public var reporter: String
  public var partner: String
  public var product: String
  public var hs: String
  public var value: Double
}

/// Sums over the imports shown.
public struct TradeTotals: Sendable, Hashable {
  /// USD billion a year before the measures.
  public var baseline: Double
  /// USD billion a year under them.
  public var customsValue: ValueRange
  public var duty: ValueRange
  public var coveredValue: Double

  /// Δ customs value with its range.
  public var change: ValueRange {
    ValueRange(
      value: customsValue.value - baseline, low: customsValue.low - baseline, high: customsValue.high - baseline)
  }

  /// Duty over the customs value of all imports shown; nil where there are none.
  public var effectiveRate: Double? { customsValue.value > 0 ? duty.value / customsValue.value : nil }

  /// Duty over the customs value of what pays it; nil where nothing does.
  public var coveredRate: Double? { coveredValue > 0 ? duty.value / coveredValue : nil }
}

/// How a rule's headings come down to its duty: baseline values in USD billion a year, each step within the last.
public struct TariffWaterfall: Sendable, Hashable {
  public var rule: TariffRule
  /// Whether it was computed; a rule that was struck down or is not in force is only listed.
  public var isApplied: Bool
  /// Imports under its headings.
  public var inHeadings = 0.0
  /// Of these, from its countries of origin.
  public var fromOrigins = 0.0
  /// Of these, inside its technical windows.
  public var inWindow = 0.0
  /// Of these, not exempt: the covered part.
  public var covered = 0.0
  /// Under the headings and origins but without variants, so in no window.
  public var withoutVariants = 0.0
  /// Inside the windows, where the final use is not recorded and so nothing is exempt.
  public var withoutEndUse = 0.0
  /// USD billion a year.
  public var duty = 0.0

  public init(rule: TariffRule, isApplied: Bool) {
    self.rule = rule
    self.isApplied = isApplied
  }
}

/// The imports of some countries with and without a scenario's measures.
public struct TradeResult: Sendable {
  public internal(set) var reporters: [String]
  public internal(set) var measures: TradeMeasures
  /// Years after the measures at which demand is looked at.
  public internal(set) var horizonYears: Double
  /// By reporter, product, code and partner; the largest of a reporter first.
  public internal(set) var imports: [ImportLine]
  public internal(set) var exports: [ExportLine]
  public internal(set) var totals: TradeTotals
  public internal(set) var waterfalls: [TariffWaterfall]
  /// What is left out, by reporter in their order.
  public internal(set) var gaps: [TradeGaps]
  /// Imports whose product has no elasticity, USD billion a year: their quantity does not react.
  public internal(set) var withoutElasticity: Double
}
