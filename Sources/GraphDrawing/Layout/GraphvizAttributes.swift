import CGraphviz

/// The attributes a lane diagram sets in Graphviz. All values are constants or formatted numbers.
struct GraphvizAttributes {
  private typealias Key = UnsafeMutablePointer<Agsym_t>

  private let rank: Key
  private let weight: Key
  private let direction: Key
  private let arrowhead: Key
  private let tailPort: Key
  private let headPort: Key

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
      ("searchsize", effort.searchSize),
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
    // Graphviz draws an arrowhead of size 1 ten points long.
    _ = try declare(AGEDGE, "arrowsize", Self.decimal(metrics.arrowLength / 10))
    rank = try declare(AGRAPH, "rank", "")
    weight = try declare(AGEDGE, "weight", "1")
    direction = try declare(AGEDGE, "dir", "forward")
    arrowhead = try declare(AGEDGE, "arrowhead", "normal")
    tailPort = try declare(AGEDGE, "tailport", "e")
    headPort = try declare(AGEDGE, "headport", "w")
  }

  func setSameRank(_ group: UnsafeMutablePointer<Agraph_t>) {
    _ = cgv_set(group, rank, "same")
  }

  /// The weight of an edge is max(1, round(6·share)): large flows come out straight.
  func set(_ edge: UnsafeMutablePointer<Agedge_t>, share: Double, isBackward: Bool, isMinor: Bool) {
    let heavy = max(1, Int((6 * share).rounded()))
    if heavy > 1, !isMinor { _ = cgv_set(edge, weight, String(heavy)) }
    if isBackward {
      // An arrowhead even on a minor edge: against the stream, direction is the message.
      _ = cgv_set(edge, direction, "back")
    } else if isMinor {
      _ = cgv_set(edge, arrowhead, "none")
    }
  }

  /// A helper keeps two lanes in order and should disturb nothing else.
  func setHelper(_ edge: UnsafeMutablePointer<Agedge_t>) {
    _ = cgv_set(edge, weight, "0")
    _ = cgv_set(edge, arrowhead, "none")
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
    let searchSize: String
    let crossingRounds: String
    let simplexRounds: String?

    init(_ skeleton: LaneSkeleton) {
      let size = skeleton.cards.count + skeleton.edges.reduce(0) { $0 + abs(skeleton.span(of: $1)) }
      switch size {
      case ...1000: (searchSize, crossingRounds, simplexRounds) = ("60", "4", nil)
      case ...2500: (searchSize, crossingRounds, simplexRounds) = ("30", "1", nil)
      default: (searchSize, crossingRounds, simplexRounds) = ("30", "0.5", "1")
      }
    }
  }
}
