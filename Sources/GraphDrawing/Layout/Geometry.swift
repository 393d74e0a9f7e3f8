/// A point of the picture; x grows to the right, y downwards, in points.
public struct Point: Sendable, Equatable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of the picture with its sides along the axes.
public struct Box: Sendable, Equatable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public var maxX: Double { x + width }
  public var maxY: Double { y + height }
  public var midX: Double { x + width / 2 }
  public var midY: Double { y + height / 2 }

  /// The least box that contains this one and the point.
  func including(_ point: Point) -> Box {
    let left = min(x, point.x)
    let top = min(y, point.y)
    return Box(x: left, y: top, width: max(maxX, point.x) - left, height: max(maxY, point.y) - top)
  }
}

/// The line of an edge: Bézier cubics joined end to end, then an arrowhead.
public struct EdgePath: Sendable, Equatable {
  /// Control points: the start, then three a cubic; 3k + 1 in all, k ≥ 1.
  public var points: [Point]
  /// Tip of the arrowhead, whose base is at the last control point; nil for an edge without arrowhead.
  public var tip: Point?

  public init(points: [Point], tip: Point?) {
    self.points = points
    self.tip = tip
  }
}

extension EdgePath {
  /// The least box around the line itself; the control points may lie outside of it.
  var extent: Box? {
    guard let start = points.first else { return nil }
    var box = Box(x: start.x, y: start.y, width: 0, height: 0)
    var from = start
    for index in stride(from: 1, to: points.count - 2, by: 3) {
      let (first, second, to) = (points[index], points[index + 1], points[index + 2])
      box = box.including(to)
      for t in Self.turns(from.x, first.x, second.x, to.x) + Self.turns(from.y, first.y, second.y, to.y) {
        box = box.including(Self.point(t, from, first, second, to))
      }
      from = to
    }
    return tip.map(box.including) ?? box
  }

  /// Where a coordinate of a cubic turns: the zeros of its derivative between 0 and 1.
  private static func turns(_ p: Double, _ q: Double, _ r: Double, _ s: Double) -> [Double] {
    let (a, b, c) = (s - p + 3 * (q - r), 2 * (p - 2 * q + r), q - p)
    let zeros: [Double]
    if abs(a) < 1e-9 {
      zeros = abs(b) < 1e-9 ? [] : [-c / b]
    } else {
      let discriminant = b * b - 4 * a * c
      guard discriminant >= 0 else { return [] }
      let root = discriminant.squareRoot()
      zeros = [(-b - root) / (2 * a), (-b + root) / (2 * a)]
    }
    return zeros.filter { $0 > 0 && $0 < 1 }
  }

  private static func point(_ t: Double, _ p: Point, _ q: Point, _ r: Point, _ s: Point) -> Point {
    let u = 1 - t
    let (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    return Point(x: a * p.x + b * q.x + c * r.x + d * s.x, y: a * p.y + b * q.y + c * r.y + d * s.y)
  }
}

/// Where everything of a skeleton stands.
///
/// The top left corner of the first lane is the origin.
public struct LaneLayout: Sendable, Equatable {
  /// The skeleton that was laid out.
  public let skeleton: LaneSkeleton
  public let metrics: LayoutMetrics
  /// One box a lane, all of one height.
  public let lanes: [Box]
  /// One box a card.
  public let cards: [Box]
  /// One line an edge.
  public let edges: [EdgePath]
  /// The least box with all lanes, cards and control points; edges may leave the lanes a little.
  public let bounds: Box
}
