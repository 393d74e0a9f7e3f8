/// Shares of one need under capacity additions, as defined, by name and without any cleverness.
public struct NaiveAdditions: Sendable {
  /// One addition to the need.
  public struct Entry: Sendable {
    public var supplier: String
    public var share: Double
    /// nil for in proportion; the part of nobody is called `unattributed`.
    public var takes: [String: Double]?
    public var strength: Double

    public init(supplier: String, share: Double, takes: [String: Double]?, strength: Double) {
      self.supplier = supplier
      self.share = share
      self.takes = takes
      self.strength = strength
    }
  }

  /// Name of the part that is attributed to nobody.
  public static let nobody = "unattributed"

  /// The shares by name with the additions in place, the part of nobody among them; nil where the additions cannot be
  /// met at full strength.
  public static func shares(_ baseline: [String: Double], _ entries: [Entry]) -> [String: Double]? {
    guard isPossible(baseline, entries) else { return nil }
    var parts = baseline
    for entry in entries {
      for (name, amount) in entry.takes ?? [:] { parts[name, default: 0] -= entry.strength * amount }
    }
    let givers = parts.keys.filter { name in !entries.contains { $0.supplier == name } }
    let pool = givers.reduce(0) { $0 + (parts[$1] ?? 0) }
    for entry in entries where entry.takes == nil {
      // Each addition takes its amount from the pool as it was before any of them.
      for name in givers where pool > 0 {
        let before = startOfPool(baseline, entries, name)
        parts[name, default: 0] -= entry.strength * entry.share * before / pool
      }
    }
    for entry in entries { parts[entry.supplier, default: 0] += entry.strength * entry.share }
    return parts
  }

  private static func startOfPool(_ baseline: [String: Double], _ entries: [Entry], _ name: String) -> Double {
    entries.reduce(baseline[name] ?? 0) { $0 - $1.strength * ($1.takes?[name] ?? 0) }
  }

  /// Whether nobody has to give more than it has once every addition is in place.
  public static func isPossible(_ baseline: [String: Double], _ entries: [Entry]) -> Bool {
    let slack = 1e-9
    var parts = baseline
    for entry in entries {
      for (name, amount) in entry.takes ?? [:] { parts[name, default: 0] -= amount }
    }
    guard parts.values.allSatisfy({ $0 >= -slack }) else { return false }
    let pool = parts.filter { part in !entries.contains { $0.supplier == part.key } }.reduce(0) { $0 + $1.value }
    let wanted = entries.filter { $0.takes == nil }.reduce(0) { $0 + $1.share }
    return wanted <= max(0, pool) + slack
  }
}
