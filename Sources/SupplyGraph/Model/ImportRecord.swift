/// A published figure of what one country imported from another under one customs heading in one period.
public struct ImportRecord: Hashable, Sendable {
  /// Code of the partner that stands for all countries together.
  public static let world = "WLD"

  public var period: Period
  /// ISO 3166 alpha-3 code of the importing country.
  public var reporter: String
  /// ISO 3166 alpha-3 code of the country of origin, or ``world``.
  public var partner: String
  /// Customs heading as written, such as `8471.50`.
  public var hs: String
  /// In ``unit``, not negative.
  public var customsValue: Double
  public var unit: String
  public var basis: String?
  /// When the figure was published.
  public var release: Period?
  /// Index into ``SupplyGraph/sources``.
  public var source: Int?
  public var note: String?

  public init(
    period: Period, reporter: String, partner: String, hs: String, customsValue: Double,
    unit: String = ImportRecord.defaultUnit, basis: String? = nil, release: Period? = nil, source: Int? = nil,
    note: String? = nil
  ) {
    self.period = period
    self.reporter = reporter
    self.partner = partner
    self.hs = hs
    self.customsValue = customsValue
    self.unit = unit
    self.basis = basis
    self.release = release
    self.source = source
    self.note = note
  }

  /// What a row without a unit counts in.
  public static let defaultUnit = "USD_bn"
}
