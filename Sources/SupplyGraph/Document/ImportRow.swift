public import Diagnostics

/// A published figure of what one country imported from another under one customs heading in one period.
///
/// Import statistics stand beside the graph: no share and no loss uses them.
public struct ImportRow: Sendable, Equatable {
  public var period: Located<String>
  public var reporter: Located<String>
  /// Country of origin; `WLD` for all of them together.
  public var partner: Located<String>
  public var hs: Located<String>
  public var customsValue: Located<Double>?
  public var unit: Located<String>?
  /// What is counted and how: general imports, not seasonally adjusted, …
  public var basis: Located<String>?
  /// When the figure was published; figures are revised.
  public var release: Located<String>?
  public var source: Located<String>?
  public var note: Located<String>?

  public init(
    period: Located<String>, reporter: Located<String>, partner: Located<String>, hs: Located<String>
  ) {
    self.period = period
    self.reporter = reporter
    self.partner = partner
    self.hs = hs
  }
}
