public import RiskAnalysis

/// Ranges of the indices of a report on concentration, in the order of its results.
public struct DrawnIndices: Sendable {
  public var count: Int
  public var seed: UInt64
  /// nil where a result has no index.
  public var ranges: [DrawnRange?]

  public init(count: Int, seed: UInt64, ranges: [DrawnRange?]) {
    self.count = count
    self.seed = seed
    self.ranges = ranges
  }
}

extension DrawnIndices {
  static var columns: [Table.Column] {
    [.init("hhi_p05", "HHI, 5 %", isNumeric: true), .init("hhi_p95", "HHI, 95 %", isNumeric: true)]
  }

  func cells(_ place: Int) -> [Table.Cell] {
    guard let range = ranges[place] else { return [.missing, .missing] }
    return [range.p05, range.p95].map { hhi in
      .display(NumberText.decimal(hhi * 10_000, digits: 0), raw: NumberText.plain(hhi))
    }
  }

  func members(_ place: Int) -> [JSONValue.Member] {
    guard let range = ranges[place] else { return [.init("hhi_p05", .null), .init("hhi_p95", .null)] }
    return RangeText.members(range, key: "hhi")
  }
}

extension Report {
  /// What was drawn for a table of indices.
  mutating func state(_ draws: DrawnIndices) {
    let count = NumberText.decimal(Double(draws.count), digits: 0)
    say(
      draws.ranges.contains { $0?.isUncertain ?? false }
        ? "5 % and 95 %: the HHI that 5 % and 95 % of \(count) draws of the shares stay below (seed \(draws.seed)); nine in ten lie between. The column before shows the least and the most that the ranges allow at all."
        : "No share that these indices rest on has a range (low and high), so all \(count) draws are the same.")
    set(
      "draws",
      [
        "count": .integer(draws.count), "seed": .integer(Int(truncatingIfNeeded: draws.seed)), "law": "triangular",
        "quantiles": "type 7",
      ])
  }
}
