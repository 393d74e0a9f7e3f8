/// The few elements a lane diagram consists of.
extension ByteWriter {
  /// Appends ` name="value"`.
  mutating func attribute(_ name: StaticString, _ value: Double) {
    raw(" " as StaticString)
    raw(name)
    raw("=\"" as StaticString)
    number(value)
    raw("\"" as StaticString)
  }

  mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" " as StaticString)
    raw(name)
    raw("=\"" as StaticString)
    escaped(value)
    raw("\"" as StaticString)
  }

  /// Appends class and presentation attributes; the class carries the dark edition.
  mutating func paint(fill: Palette?, stroke: Palette? = nil, strokeWidth: Double = 1) {
    raw(" class=\"" as StaticString)
    if let fill {
      raw("f-" as StaticString)
      raw(fill.entry.name)
    }
    if let stroke {
      raw(fill == nil ? "s-" : " s-" as StaticString)
      raw(stroke.entry.name)
    }
    raw("\" fill=\"" as StaticString)
    raw(fill?.entry.light ?? "none")
    raw("\"" as StaticString)
    if let stroke {
      raw(" stroke=\"" as StaticString)
      raw(stroke.entry.light)
      raw("\"" as StaticString)
      if strokeWidth != 1 { attribute("stroke-width", strokeWidth) }
    }
  }

  /// Appends a rectangle; x and y come first, side by side.
  mutating func rectangle(
    _ box: Box,
    radius: Double,
    fill: Palette?,
    stroke: Palette? = nil,
    strokeWidth: Double = 1
  ) {
    raw("<rect" as StaticString)
    attribute("x", box.x)
    attribute("y", box.y)
    attribute("width", box.width)
    attribute("height", box.height)
    if radius > 0 { attribute("rx", radius) }
    paint(fill: fill, stroke: stroke, strokeWidth: strokeWidth)
    raw("/>" as StaticString)
  }

  /// Appends one line of text; the text must be clean.
  mutating func text(_ text: String, at point: Point, _ style: TextStyle, _ colour: Palette, endsThere: Bool = false) {
    openText(at: point, style, colour, endsThere: endsThere)
    escaped(text)
    raw("</text>" as StaticString)
  }

  mutating func openText(at point: Point, _ style: TextStyle, _ colour: Palette, endsThere: Bool = false) {
    raw("<text" as StaticString)
    attribute("x", point.x)
    attribute("y", point.y)
    attribute("font-size", style.size)
    if style.isBold { raw(" font-weight=\"bold\"" as StaticString) }
    if endsThere { raw(" text-anchor=\"end\"" as StaticString) }
    paint(fill: colour)
    raw(">" as StaticString)
  }

  /// Appends what a viewer shows when the pointer rests on the element; empty lines are left out.
  mutating func tooltip(_ lines: [String]) {
    raw("<title>" as StaticString)
    var isFirst = true
    for line in lines where !line.isEmpty {
      if !isFirst { raw("\n" as StaticString) }
      escaped(CleanText.line(line, limit: CleanText.lineLimit))
      isFirst = false
    }
    raw("</title>" as StaticString)
  }

  mutating func point(_ point: Point) {
    number(point.x)
    raw("," as StaticString)
    number(point.y)
  }
}
