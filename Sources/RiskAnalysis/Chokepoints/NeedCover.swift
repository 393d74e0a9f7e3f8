public import SupplyGraph

/// How long a need is met after all its suppliers stop at once.
///
/// What has left a supplier still arrives: supplier s delivers its share w_s for another transit_s days. From then on
/// the stock of `buffer_days` B makes up for it; what is attributed to nobody (u) keeps coming.
///
///     cover = the largest T with  ∫₀ᵀ max(0, 1 − u − Σ_{s: transit_s > t} w_s) dt ≤ B          days
///
/// Example: B = 10, half from X with 3 days under way, half from Y with 7: nothing is missing for 3 days, half a day's
/// use on each of the next 4 (2 days of stock), then a day's use each day: 3 + 4 + 8 = 15 days.
///
/// Assumption: use goes on as on a normal day. Bias: too short where output falls for another reason first. Work in
/// process is inside the suppliers and stops with them.
///
/// - Complexity: O(s log s) for s suppliers.
public enum NeedCover {
  /// Days of cover; nil where the need never goes short, because nobody is named who could stop.
  public static func days(of need: Need, in graph: SupplyGraph) -> Double? {
    let supplies = graph.supplies[need.supplies].filter { $0.share > 0 }.sorted { $0.transitDays < $1.transitDays }
    guard !supplies.isEmpty else { return nil }
    var stock = need.bufferDays
    var day = 0.0
    // What is missing of a day's use.
    var missing = 0.0
    for supply in supplies {
      let span = supply.transitDays - day
      if missing > 0, stock <= missing * span { return day + stock / missing }
      stock -= missing * span
      day = supply.transitDays
      missing += supply.share
    }
    return missing > 0 ? day + stock / missing : nil
  }
}
