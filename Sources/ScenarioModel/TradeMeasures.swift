public import SupplyGraph

/// What a scenario changes about trade, as meant: tariff rules, the dollar, demand, and how prices take it up.
public struct TradeMeasures: Sendable, Hashable {
  public var tariffs: [TariffRule]
  /// Change of the dollar against all currencies: −0.1 for ten per cent weaker. Above −1.
  public var dollarChange: Double
  /// φ: the part of a duty that the importer bears.
  public var tariffPassThrough: ValueRange
  /// β: the part of a currency's rise that shows in dollar prices.
  public var exchangeRatePassThrough: ValueRange
  public var demand: [DemandChange]

  /// φ where a scenario does not say: 0.9 (0.86–0.94), what was measured of the duties of 2025.
  public static let defaultTariffPassThrough = ValueRange(value: 0.9, low: 0.86, high: 0.94)
  /// β where a scenario does not say: 0.1 (0–0.3), judged for chips and servers, which are invoiced in dollars.
  public static let defaultExchangeRatePassThrough = ValueRange(value: 0.1, low: 0, high: 0.3)
  /// Nothing changes.
  public static let none = TradeMeasures()

  public init(
    tariffs: [TariffRule] = [], dollarChange: Double = 0,
    tariffPassThrough: ValueRange = TradeMeasures.defaultTariffPassThrough,
    exchangeRatePassThrough: ValueRange = TradeMeasures.defaultExchangeRatePassThrough, demand: [DemandChange] = []
  ) {
    self.tariffs = tariffs
    self.dollarChange = dollarChange
    self.tariffPassThrough = tariffPassThrough
    self.exchangeRatePassThrough = exchangeRatePassThrough
    self.demand = demand
  }

  /// Whether there is anything to compute.
  public var isEmpty: Bool { tariffs.isEmpty && dollarChange == 0 && demand.isEmpty }

  /// e = 1/(1 + usd) − 1: the change of the dollar value of foreign currency.
  public var foreignCurrencyChange: Double { 1 / (1 + dollarChange) - 1 }
}

/// Whether a rule is law.
public enum TariffStatus: String, Sendable, CaseIterable {
  case enacted, threatened
  case struckDown = "struck-down"
}

/// A duty as a rule: which goods of which origin pay which rate, and what is exempt.
public struct TariffRule: Sendable, Hashable {
  public var id: String
  /// ISO 3166 code of the country that levies it.
  public var reporter: String
  /// Digits of the headings; a code belongs to a heading that it begins with.
  public var headings: [String]
  public var origins: TariffOrigins
  /// Fraction of the customs value, 0…10.
  public var rate: Double
  /// Technical windows; a variant is covered that lies in one of them. Empty: all variants.
  public var windows: [TechnicalWindow]
  /// Final uses that pay nothing.
  public var exemptEndUse: [String]
  public var start: Period?
  public var end: Period?
  public var status: TariffStatus
  public var source: String?

  public init(
    id: String, reporter: String = "USA", headings: [String], origins: TariffOrigins = TariffOrigins(), rate: Double,
    windows: [TechnicalWindow] = [], exemptEndUse: [String] = [], start: Period? = nil, end: Period? = nil,
    status: TariffStatus = .enacted, source: String? = nil
  ) {
    self.id = id
    self.reporter = reporter
    self.headings = headings.map(Self.digits)
    self.origins = origins
    self.rate = rate
    self.windows = windows
    self.exemptEndUse = exemptEndUse
    self.start = start
    self.end = end
    self.status = status
    self.source = source
  }

  /// Whether a customs code belongs to one of the headings; points do not count.
  public func covers(code: String) -> Bool {
    let digits = Self.digits(code)
    return headings.contains { digits.hasPrefix($0) }
  }

  /// Whether the rule is in force on some day of a period: always where it has no dates, never where it was struck down.
  public func isInForce(at period: Period?) -> Bool {
    guard status != .struckDown else { return false }
    guard let period else { return true }
    if let start, start.firstDay > period.lastDay { return false }
    if let end, end.lastDay < period.firstDay { return false }
    return true
  }

  static func digits(_ code: String) -> String { code.filter { $0 != "." } }
}

/// Which countries of origin a rule is about.
public struct TariffOrigins: Sendable, Hashable {
  /// ISO 3166 codes; nil for all.
  public var countries: [String]?
  public var excluded: [String]

  public init(countries: [String]? = nil, excluded: [String] = []) {
    self.countries = countries
    self.excluded = excluded
  }

  /// Whether goods from a partner are meant; an unknown partner is only where all are.
  public func contain(_ partner: String) -> Bool {
    !excluded.contains(partner) && (countries.map { $0.contains(partner) } ?? true)
  }
}

/// Spans of technical attributes, all of which a variant must meet.
public struct TechnicalWindow: Sendable, Hashable {
  public var spans: [Span]

  /// One attribute with its lowest and highest value.
  public struct Span: Sendable, Hashable {
    public var attribute: String
    public var low: Double
    public var high: Double

    public init(attribute: String, low: Double, high: Double) {
      self.attribute = attribute
      self.low = low
      self.high = high
    }
  }

  public init(_ spans: [Span]) { self.spans = spans }

  /// Whether a variant lies in the window; one that lacks an attribute does not.
  public func contains(_ variant: Variant) -> Bool {
    spans.allSatisfy { span in
      variant.attributes.contains { $0.name == span.attribute && span.low <= $0.value && $0.value <= span.high }
    }
  }
}

/// A change of what some entities buy.
public struct DemandChange: Sendable, Hashable {
  public var choices: [Selector.Choice]
  /// The selector in its own language.
  public var selection: String
  /// Quantity bought as a multiple of the baseline.
  public var factor: Double

  public init(choices: [Selector.Choice], selection: String, factor: Double) {
    self.choices = choices
    self.selection = selection
    self.factor = factor
  }
}
