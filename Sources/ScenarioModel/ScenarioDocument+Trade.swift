public import Diagnostics

/// The trade sections of a scenario as written: `tariffs`, `fx`, `pass_through`, `demand`.
public struct TradeRows: Sendable, Equatable {
  public var tariffs: [TariffRow] = []
  /// Change of the dollar against all currencies: `fx: { usd: -0.1 }`.
  public var dollarChange: Located<Double>?
  public var tariffPassThrough: PassThroughRow?
  public var exchangeRatePassThrough: PassThroughRow?
  public var demand: [DemandRow] = []

  public init() {}
}

/// One tariff rule as written.
public struct TariffRow: Sendable, Equatable {
  public var spot: SourceSpot
  public var id: Located<String>?
  /// Who levies it.
  public var reporter: Located<String>?
  /// Headings; each stands for all codes that begin with it.
  public var hs: [Located<String>] = []
  /// Countries and groups of origin; `*` for all, `!MEX` for all but one.
  public var origins: [Located<String>] = []
  public var rate: Located<Double>?
  public var windows: [WindowRow] = []
  public var exemptEndUse: [Located<String>] = []
  public var start: Located<String>?
  public var end: Located<String>?
  public var status: Located<String>?
  public var source: Located<String>?
  public var note: Located<String>?

  public init(spot: SourceSpot) { self.spot = spot }

  public static func == (a: TariffRow, b: TariffRow) -> Bool {
    a.id == b.id && a.reporter == b.reporter && a.hs == b.hs && a.origins == b.origins && a.rate == b.rate
      && a.windows == b.windows && a.exemptEndUse == b.exemptEndUse && a.start == b.start && a.end == b.end
      && a.status == b.status && a.source == b.source && a.note == b.note
  }
}

/// A technical window as written: attribute names with their lowest and highest value.
public struct WindowRow: Sendable, Equatable {
  public var spans: [SpanRow]

  public init(spans: [SpanRow]) { self.spans = spans }
}

/// One attribute of a window.
public struct SpanRow: Sendable, Equatable {
  public var attribute: Located<String>
  public var low: Located<Double>
  public var high: Located<Double>

  public init(attribute: Located<String>, low: Located<Double>, high: Located<Double>) {
    self.attribute = attribute
    self.low = low
    self.high = high
  }
}

/// A pass-through with its range as written.
public struct PassThroughRow: Sendable, Equatable {
  public var value: Located<Double>
  public var low: Located<Double>?
  public var high: Located<Double>?

  public init(value: Located<Double>, low: Located<Double>? = nil, high: Located<Double>? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// A change of demand as written.
public struct DemandRow: Sendable, Equatable {
  public var spot: SourceSpot
  public var select: SelectorSource?
  public var factor: Located<Double>?

  public init(spot: SourceSpot) { self.spot = spot }

  public static func == (a: DemandRow, b: DemandRow) -> Bool { a.select == b.select && a.factor == b.factor }
}
