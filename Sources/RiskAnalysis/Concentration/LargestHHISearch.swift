/// Branch and bound over the vertices of { low ≤ w ≤ high, Σ w = 1 } for the largest Σ w².
///
/// Shares start at their lows; `rest` = 1 − Σ low is to be handed out. At a vertex every free share takes its
/// whole width d or nothing, except for one that takes what is left. Two facts keep the search small:
///
/// - **Bound.** Raising share i by x gains x (2 low + x), which is convex in x, so the chord x (low + high) is
///   never below it. Handing out by falling low + high is best for the chords; its result is a vertex too, to
///   start from.
/// - **Order.** If neither end of interval i is below that of j, i is filled before j: moving the most that
///   fits from j to i changes the sum by 2 t (w_i + t − w_j) ≥ 0. So j takes its whole width, or is the one
///   that takes what is left, only when every such i has its whole width.
struct LargestHHISearch {
  /// A share that is not known.
  struct Item {
    let index: Int
    let low: Double
    let high: Double

    var width: Double { high - low }

    /// What a unit of width gains along the chord: low + high.
    var slope: Double { low + high }

    func gain(_ amount: Double) -> Double { amount * (2 * low + amount) }
  }

  /// A vertex: the items with their whole width, and one with part of it.
  struct Vertex {
    var gain: Double
    var whole: UInt64 = 0
    var partial = 0
    var amount = 0.0
  }

  /// Sums of at most 20 shares below 1 round by less than this.
  private static let rounding = 1e-13

  /// Smaller improvements are rounding, and following them would visit every vertex of a tie.
  private static let negligibleGain = 1e-14

  let intervals: [ShareInterval]
  let rest: Double
  /// The free shares by falling slope.
  let items: [Item]
  /// For each item the earlier ones that are filled before it, one bit each.
  private var before: [UInt64] = []
  /// The gain of the relaxed problem: no vertex gains more.
  let relaxedGain: Double
  /// The best vertex so far; nothing is marked in it beyond 64 items, where only its gain is of use.
  private(set) var best: Vertex
  private var greedyShares: [Double]
  private var foundBetter = false

  init(_ intervals: [ShareInterval], rest: Double) {
    self.intervals = intervals
    self.rest = rest
    items = intervals.enumerated().filter { $0.element.low < $0.element.high }
      .map { Item(index: $0.offset, low: $0.element.low, high: $0.element.high) }
      .sorted { ($1.slope, $0.index) < ($0.slope, $1.index) }
    var left = rest
    var relaxed = 0.0
    var gain = 0.0
    greedyShares = intervals.map(\.low)
    for item in items {
      let amount = min(left, item.width)
      greedyShares[item.index] += amount
      relaxed += amount * item.slope
      gain += item.gain(amount)
      left -= amount
    }
    relaxedGain = relaxed
    best = Vertex(gain: gain)
  }

  /// Finds the best vertex.
  ///
  /// Meant for few items: the worst case doubles with each.
  mutating func run() {
    before = items.indices.map { position in
      (0..<position).reduce(0) { bits, earlier in
        let isBefore = items[earlier].low >= items[position].low && items[earlier].high >= items[position].high
        return isBefore ? bits | (1 << UInt64(earlier)) : bits
      }
    }
    for partial in items.indices {
      extend(Vertex(gain: 0, partial: partial), from: 0, left: rest)
    }
  }

  /// The shares of the best vertex, in the order of the intervals.
  var bestShares: [Double] {
    guard foundBetter else { return greedyShares }
    var shares = intervals.map(\.low)
    for (position, item) in items.enumerated() where best.whole & (1 << UInt64(position)) != 0 {
      shares[item.index] = intervals[item.index].high
    }
    shares[items[best.partial].index] += best.amount
    return shares
  }

  private mutating func extend(_ vertex: Vertex, from position: Int, left: Double) {
    if position == items.count {
      let item = items[vertex.partial]
      guard left <= item.width + Self.rounding else { return }
      let amount = min(max(left, 0), item.width)
      let gain = vertex.gain + item.gain(amount)
      guard gain > best.gain else { return }
      best = Vertex(gain: gain, whole: vertex.whole, partial: vertex.partial, amount: amount)
      foundBetter = true
      return
    }
    guard let bound = relaxed(vertex, from: position, left: left),
      vertex.gain + bound > best.gain + Self.negligibleGain
    else { return }
    let hasAllBefore = before[position] & ~vertex.whole == 0
    if position == vertex.partial {
      if hasAllBefore { extend(vertex, from: position + 1, left: left) }
      return
    }
    let item = items[position]
    if hasAllBefore, item.width <= left + Self.rounding {
      var taken = vertex
      taken.gain += item.gain(item.width)
      taken.whole |= 1 << UInt64(position)
      extend(taken, from: position + 1, left: left - item.width)
    }
    extend(vertex, from: position + 1, left: left)
  }

  /// The most that handing out the rest can gain along the chords; nil if there is no room for it.
  private func relaxed(_ vertex: Vertex, from position: Int, left: Double) -> Double? {
    var left = left
    var gain = 0.0
    // The partial item stays open when the search has passed it, and its slope is then the largest.
    if vertex.partial < position {
      let item = items[vertex.partial]
      gain = min(left, item.width) * item.slope
      left -= min(left, item.width)
    }
    for item in items[position...] where left > 0 {
      let amount = min(left, item.width)
      gain += amount * item.slope
      left -= amount
    }
    return left <= Self.rounding ? gain : nil
  }
}
