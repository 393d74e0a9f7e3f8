import CGraphviz

/// The attributes a lane diagram sets in Graphviz.
///
/// All values are constants or formatted numbers.
struct GraphvizAttributes {
  private typealias Key = UnsafeMutablePointer<Agsym_t>

  private let rank: Key
  private let weight: Key

  init(
    _ root: UnsafeMutablePointer<Agraph_t>,
    skeleton: LaneSkeleton,
    metrics: LayoutMetrics
  ) throws(DrawingError) {
    func declare(_ kind: Int32, _ key: String, _ value: String) throws(DrawingError) -> Key {
      guard let declared = cgv_declare(root, kind, key, value) else {
        throw .layoutFailed("it refused the attribute \(key)")
      }
      return declared
    }
    let effort = Effort(skeleton)
    for (key, value) in [
      ("rankdir", "LR"),
      ("newrank", "true"),
      ("splines", "spline"),
      ("nodesep", Self.inches(metrics.lineGap)),
      ("ranksep", Self.inches(metrics.laneGap)),
      ("remincross", "true"),
      ("mclimit", effort.crossingRounds),
    ] {
      _ = try declare(AGRAPH, key, value)
    }
    if let rounds = effort.simplexRounds { _ = try declare(AGRAPH, "nslimit", rounds) }
    for (key, value) in [
      ("shape", "box"),
      ("label", ""),
      ("fixedsize", "true"),
      ("width", Self.inches(metrics.cardWidth)),
      ("height", Self.inches(metrics.cardHeight + max(0, metrics.cardGap - metrics.lineGap))),
    ] {
      _ = try declare(AGNODE, key, value)
    }
    // Arrowheads are drawn later, and lines end at the middle of the cards' sides.
    for (key, value) in [("arrowhead", "none"), ("tailport", "e"), ("headport", "w")] {
      _ = try declare(AGEDGE, key, value)
    }
    rank = try declare(AGRAPH, "rank", "")
    weight = try declare(AGEDGE, "weight", "1")
  }

  func setSameRank(_ group: UnsafeMutablePointer<Agraph_t>) {
    _ = cgv_set(group, rank, "same")
  }

  /// The weight of an edge is max(1, round(6·share)): large flows come out straight.
  func setWeight(of edge: UnsafeMutablePointer<Agedge_t>, share: Double, isMinor: Bool) {
    let heavy = max(1, Int((6 * share).rounded()))
    if heavy > 1, !isMinor { _ = cgv_set(edge, weight, String(heavy)) }
  }

  /// A helper keeps two lanes in order and should disturb nothing else.
  func setHelper(_ edge: UnsafeMutablePointer<Agedge_t>) {
    _ = cgv_set(edge, weight, "0")
  }

  private static func inches(_ points: Double) -> String {
    decimal(points / 72)
  }

  /// Six decimals: cards keep whole points after Graphviz's conversion.
  private static func decimal(_ value: Double) -> String {
    var text = ByteWriter()
    text.number(value, decimals: 6)
    return text.string
  }

  /// How hard Graphviz tries, by the number of cards and lane crossings: all it can for pictures people read, bounded
  /// for those they only ask for.
  private struct Effort {
    let crossingRounds: String
    let simplexRounds: String?

    init(_ skeleton: LaneSkeleton) {
      let size = skeleton.cards.count + skeleton.edges.reduce(0) { $0 + abs(skeleton.span(of: $1)) }
      switch size {
      case ...1000: (crossingRounds, simplexRounds) = ("4", nil)
      case ...2500: (crossingRounds, simplexRounds) = ("1", nil)
      default: (crossingRounds, simplexRounds) = ("0.5", "1")
      }
    }
  }
}
