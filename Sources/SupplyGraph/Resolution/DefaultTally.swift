/// Counts uses of defaults in the ledger without comparing texts: a large graph uses some of them millions of times.
///
/// Lines stand in the order of their first use, as ``Ledger/count(_:in:by:)`` puts them.
struct DefaultTally {
  /// What can take a default.
  enum Field: Int, CaseIterable {
    case needWithoutRow, needKind, criticality, bufferDays, switchDays
    case status, method, confidence, transitDays, leadDays
    case valueAddedShare, spare, cycleDays

    /// The words of the ledger.
    var words: String {
      switch self {
      case .needWithoutRow: "needs (no row: all defaults)"
      case .needKind: "need kind"
      case .criticality: "criticality"
      case .bufferDays: "buffer_days"
      case .switchDays: "switch_days"
      case .status: "status"
      case .method: "method"
      case .confidence: "confidence"
      case .transitDays: "transit_days"
      case .leadDays: "lead_days"
      case .valueAddedShare: "value_added_share"
      case .spare: "spare"
      case .cycleDays: "cycle_days"
      }
    }
  }

  /// The line of each field, −1 before its first use.
  private var line = [Int](repeating: -1, count: Field.allCases.count)

  mutating func count(_ field: Field, in ledger: inout Ledger) {
    if line[field.rawValue] < 0 {
      line[field.rawValue] = ledger.defaulted.firstIndex { $0.what == field.words } ?? ledger.defaulted.count
      Ledger.count(field.words, in: &ledger.defaulted)
    } else {
      ledger.defaulted[line[field.rawValue]].count += 1
    }
  }
}
