/// Draws edges: the line and its arrowhead, in one group so that they fade together.
struct EdgeWriter {
  static func write(
    _ edge: LaneSkeleton.Edge,
    _ paint: EdgePaint,
    path: EdgePath,
    id: String,
    ends: String,
    to svg: inout ByteWriter
  ) {
    let look = LineLook(paint.style, share: edge.share, isMinor: edge.isMinor)
    svg.raw("<g" as StaticString)
    svg.attribute("id", id)
    svg.raw(" class=\"edge " as StaticString)
    svg.raw(look.name)
    svg.raw("\"" as StaticString)
    if !edge.id.isEmpty { svg.attribute("data-id", CleanText.line(edge.id)) }
    svg.attribute("opacity", look.opacity)
    svg.raw(">" as StaticString)
    svg.tooltip([ends] + paint.tooltip)
    writeLine(path, look, to: &svg)
    svg.raw("</g>\n" as StaticString)
  }

  /// Draws a line, also as a sample in the legend.
  static func writeLine(_ path: EdgePath, _ look: LineLook, to svg: inout ByteWriter) {
    guard let start = path.points.first, let end = path.points.last else { return }
    svg.raw("<path d=\"M" as StaticString)
    svg.point(start)
    for (index, point) in path.points.dropFirst().enumerated() {
      svg.raw(index == 0 ? "C" : " " as StaticString)
      svg.point(point)
    }
    svg.raw("\"" as StaticString)
    svg.paint(fill: nil, stroke: look.colour, strokeWidth: look.width)
    if let dashes = look.dashes {
      svg.raw(" stroke-dasharray=\"" as StaticString)
      svg.raw(dashes)
      svg.raw("\"" as StaticString)
    }
    svg.raw("/>" as StaticString)
    if let tip = path.tip { writeArrowhead(from: end, to: tip, look, to: &svg) }
  }

  private static func writeArrowhead(from base: Point, to tip: Point, _ look: LineLook, to svg: inout ByteWriter) {
    let (dx, dy) = (tip.x - base.x, tip.y - base.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return }
    let across = Point(x: -dy / length * look.arrowHalfWidth, y: dx / length * look.arrowHalfWidth)
    svg.raw("<path d=\"M" as StaticString)
    svg.point(Point(x: base.x + across.x, y: base.y + across.y))
    svg.raw("L" as StaticString)
    svg.point(tip)
    svg.raw("L" as StaticString)
    svg.point(Point(x: base.x - across.x, y: base.y - across.y))
    svg.raw("Z\"" as StaticString)
    svg.paint(fill: look.colour)
    svg.raw("/>" as StaticString)
  }
}
