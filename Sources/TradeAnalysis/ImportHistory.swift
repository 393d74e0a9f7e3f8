public import SupplyGraph

/// Published imports of one country under one heading over time, by country of origin, with their concentration.
///
///     hhi       Σ (w_i/Σw)²  over the partners listed          0…1
///     hhi_low   Σ w_i²       if the rest is countless others
///     hhi_high  hhi_low + 2·max w·u + u²   if it is the leader's
///
/// w are shares of the total, u = 1 − Σ w is the part of no listed partner.
public struct ImportHistory: Sendable, Hashable {
  /// One period of a series.
  public struct Entry: Sendable, Hashable {
    public var period: Period
    /// All countries together, as published; the sum of the partners where it is not.
    public var total: Double
    /// In the order of ``ImportHistory/partners``; nil where there is no figure.
    public var values: [Double?]
    public var release: Period?

    /// Part of the total that belongs to no listed partner, 0…1.
    public var unattributed: Double { total > 0 ? max(0, 1 - sum / total) : 0 }
    public var hhi: Double? { sum > 0 ? values.reduce(0) { $0 + square(($1 ?? 0) / sum) } : nil }
    public var hhiLow: Double? {
      sum > 0 && total > 0 ? values.reduce(0) { $0 + square(($1 ?? 0) / total) } : nil
    }
    public var hhiHigh: Double? {
      hhiLow.map { low in
        let leader = values.reduce(0) { max($0, ($1 ?? 0) / total) }
        return low + 2 * leader * unattributed + unattributed * unattributed
      }
    }

    private var sum: Double { values.reduce(0) { $0 + ($1 ?? 0) } }

    private func square(_ x: Double) -> Double { x * x }
  }

  public var reporter: String
  public var hs: String
  public var unit: String
  public var basis: String?
  /// Listed partners, the largest over all periods first.
  public var partners: [String]
  /// In the order of time.
  public var entries: [Entry]
  /// Indices into ``SupplyGraph/SupplyGraph/sources``.
  public var sources: [Int]
  /// Figures that a later release of the same period replaced.
  public var revised: Int

  /// The series of one country, by heading and basis; months, quarters and years are series apart.
  ///
  /// - Parameter headings: only codes that begin with one of these; empty for all. Points do not count.
  /// - Complexity: O(n log n) in the rows.
  public static func series(in graph: SupplyGraph, reporter: String, headings: [String] = []) -> [ImportHistory] {
    let wanted = headings.map { $0.filter { $0 != "." } }
    var groups: [(key: Key, rows: [ImportRecord])] = []
    for row in graph.imports where row.reporter == reporter {
      let code = row.hs.filter { $0 != "." }
      guard wanted.isEmpty || wanted.contains(where: { code.hasPrefix($0) }) else { continue }
      let length = row.period.lastDay - row.period.firstDay
      let key = Key(hs: row.hs, basis: row.basis, unit: row.unit, grain: length < 32 ? 0 : length < 100 ? 1 : 2)
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].rows.append(row)
      } else {
        groups.append((key, [row]))
      }
    }
    return groups.map { history(reporter, $0.key, $0.rows) }.sorted { a, b in
      if a.entries.count != b.entries.count { return a.entries.count > b.entries.count }
      return [a.hs, a.basis ?? ""].precedes([b.hs, b.basis ?? ""])
    }
  }

  private struct Key: Equatable {
    var hs: String
    var basis: String?
    var unit: String
    var grain: Int
  }

  private static func history(_ reporter: String, _ key: Key, _ rows: [ImportRecord]) -> ImportHistory {
    var latest: [String: [Int: ImportRecord]] = [:]
    var periods: [Int: Period] = [:]
    var sources: [Int] = []
    var revised = 0
    for row in rows {
      let day = row.period.firstDay
      periods[day] = row.period
      if let source = row.source, !sources.contains(source) { sources.append(source) }
      if let known = latest[row.partner]?[day] {
        revised += 1
        // Of two figures of one month the later published one counts.
        guard (row.release?.lastDay ?? Int.min) > (known.release?.lastDay ?? Int.min) else { continue }
      }
      latest[row.partner, default: [:]][day] = row
    }
    let sums = latest.mapValues { rows in rows.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value.customsValue } }
    let partners = sums.keys.filter { $0 != ImportRecord.world }.sorted { a, b in
      let (x, y) = (sums[a] ?? 0, sums[b] ?? 0)
      return x != y ? x > y : a < b
    }
    let entries = periods.sorted { $0.key < $1.key }.map { day, period in
      let values = partners.map { latest[$0]?[day]?.customsValue }
      let sum = values.reduce(0) { $0 + ($1 ?? 0) }
      let world = latest[ImportRecord.world]?[day]
      let releases = ([world] + partners.map { latest[$0]?[day] }).compactMap { $0?.release }
      return Entry(
        period: period, total: max(world?.customsValue ?? sum, sum), values: values,
        release: releases.max { $0.lastDay < $1.lastDay })
    }
    return ImportHistory(
      reporter: reporter, hs: key.hs, unit: key.unit, basis: key.basis, partners: partners, entries: entries,
      sources: sources, revised: revised)
  }
}
