/// The one table of what a missing value means. `schema defaults` prints it; the ledger counts every use.
public enum Defaults {
  public static let criticality = 1.0
  public static let needKind = NeedKind.flow
  public static let transitDays = 3.0
  public static let licenceTransitDays = 0.0
  public static let method = EvidenceMethod.judged
  public static let status = EvidenceStatus.estimate
  public static let confidence = Confidence.medium
  public static let spare = 0.0
  public static let cycleDays = 0.0
  public static let valueAddedShare = ValueRange(value: 0.4, low: 0.2, high: 0.6)

  /// Stock in days by the kind of need.
  public static func bufferDays(_ kind: NeedKind) -> Double {
    switch kind {
    case .flow, .capital: 0
    case .upkeep: 180
    case .licence: 365
    }
  }

  /// Days under way by the kind of need.
  public static func transitDays(_ kind: NeedKind) -> Double {
    kind == .licence ? licenceTransitDays : transitDays
  }

  /// The table as text: key, default, and what it means for people.
  public static let table: [(key: String, value: String, meaning: String)] = [
    ("criticality", "1", "the need is essential: without it all output stops"),
    ("kind (of a need)", "flow", "used up in output"),
    ("buffer_days (flow)", "0", "no stock"),
    ("buffer_days (upkeep)", "180", "half a year of spares and goodwill"),
    ("buffer_days (licence)", "365", "running copies go on for a year"),
    ("transit_days", "3", "days under way (licences 0)"),
    ("lead_days", "= transit_days", "order to delivery of a new order"),
    ("method", "judged", "nobody said where the number comes from"),
    ("status", "estimate", "not an observed figure"),
    ("confidence", "medium", ""),
    ("switch_days", "never", "alternates do not step in"),
    ("spare", "0", "no spare capacity"),
    ("cycle_days", "0", "no work in process"),
    ("value_added_share", "0.4 (0.2–0.6)", "share of output value added by the entity itself"),
  ]
}
