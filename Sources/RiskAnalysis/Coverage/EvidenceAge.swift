public import SupplyGraph

/// How old a figure is, counted to the end of the graph's period and never to a clock.
public enum EvidenceAge: String, Sendable, CaseIterable {
  /// Up to one year old, or newer than the graph.
  case upToOneYear = "up_to_1_year"
  /// More than one and up to three years.
  case upToThreeYears = "1_to_3_years"
  /// More than three years: `validate` warns of it.
  case older = "over_3_years"
  /// The figure or the graph has no date.
  case undated

  public init(_ evidence: Evidence, in graph: SupplyGraph) {
    guard let now = graph.asOf, let then = evidence.asOf else {
      self = .undated
      return
    }
    let years = then.years(until: now)
    self = years > 3 ? .older : years > 1 ? .upToThreeYears : .upToOneYear
  }
}
