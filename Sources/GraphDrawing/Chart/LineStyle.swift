/// How the lines of a chart are told apart: by colour, and by dashes for those who see no colours.
struct LineStyle {
  let colour: Palette
  private let dashes: StaticString?

  /// The style of a subject by its place in the order of names; the eighth colour is not used.
  init(_ index: Int) {
    let patterns: [StaticString?] = [nil, "9 3", "3 2.5", "11 3 3 3", nil, "6 2", "1.5 2.5"]
    colour = Palette.categories[max(0, index) % 7]
    dashes = patterns[(max(0, index) + max(0, index) / 7) % 7]
  }

  /// Draws a line through points, with what a viewer says of it.
  func write(_ points: [Point], width: Double = 2.2, tooltip: [String] = [], to svg: inout ByteWriter) {
    svg.raw("<polyline" as StaticString)
    svg.paint(fill: nil, stroke: colour, strokeWidth: width)
    svg.raw(" stroke-linejoin=\"round\"" as StaticString)
    if let dashes {
      svg.raw(" stroke-dasharray=\"" as StaticString)
      svg.raw(dashes)
      svg.raw("\"" as StaticString)
    }
    svg.raw(" points=\"" as StaticString)
    for (order, point) in points.enumerated() {
      if order > 0 { svg.raw(" " as StaticString) }
      svg.point(point)
    }
    guard !tooltip.isEmpty else { return svg.raw("\"/>" as StaticString) }
    svg.raw("\">" as StaticString)
    svg.tooltip(tooltip)
    svg.raw("</polyline>" as StaticString)
  }
}

extension ByteWriter {
  /// Appends a dot, filled or as a ring on the page's colour.
  mutating func dot(
    _ centre: Point, radius: Double, colour: Palette, isFilled: Bool, tooltip lines: [String] = []
  ) {
    raw("<circle" as StaticString)
    attribute("cx", centre.x)
    attribute("cy", centre.y)
    attribute("r", radius)
    paint(fill: isFilled ? colour : .page, stroke: colour, strokeWidth: 1.8)
    guard !lines.isEmpty else { return raw("/>" as StaticString) }
    raw(">" as StaticString)
    tooltip(lines)
    raw("</circle>" as StaticString)
  }
}
