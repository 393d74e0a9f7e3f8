/// What became of everything that was read. Nothing is dropped without a line here.
public struct Ledger: Sendable, Hashable {
  /// A counted line of the ledger.
  public struct Line: Sendable, Hashable {
    public var what: String
    public var count: Int
  }

  /// Rows by table.
  public internal(set) var read: [Line] = []
  /// Values that were missing and took the default, by field.
  public internal(set) var defaulted: [Line] = []
  /// Sums that were brought to 1, names that declared themselves, and the like.
  public internal(set) var merged: [Line] = []
  /// Rows that were refused, by finding code.
  public internal(set) var rejected: [Line] = []

  public init() {}

  static func count(_ what: String, in lines: inout [Line], by amount: Int = 1) {
    guard amount > 0 else { return }
    if let index = lines.firstIndex(where: { $0.what == what }) {
      lines[index].count += amount
    } else {
      lines.append(Line(what: what, count: amount))
    }
  }
}
