/// Writes lane diagrams as SVG.
public enum LaneSVGWriter {
  private static let margin = 28.0
  private static let leastWidth = 560.0
  /// Pictures up to this width shrink with the page; wider ones would become unreadable and scroll instead.
  private static let widestShrinking = 1800.0
  private static let headingStyle = TextStyle(size: 13, isBold: true)
  private static let subheadingStyle = TextStyle(size: 10)

  /// Writes one picture, ready for a file or for the middle of an HTML page.
  ///
  /// The text is deterministic: no font is measured, no locale asked, no clock read. It has no prolog, no `transform`
  /// and no script. Every card is `<g id="n_ID" class="card …">` whose first shape is a `<rect x="…" y="…" …>` in the
  /// coordinates of the whole picture; every edge is `<g id="e_FROM_TO" class="edge …">`; both have a `<title>`. In ids
  /// whatever is not an ASCII letter, a digit, `_` or `-` is written `_xHEX_`. All texts are escaped, cleaned of control
  /// characters and of marks that reorder text, and cut to their place (in full in the `<title>`). Dark colours follow
  /// `prefers-color-scheme`; rules apply below the class `lane-drawing` only.
  ///
  /// - Parameters:
  ///   - diagram: Skeleton and paint.
  ///   - layout: A layout of the same skeleton; any number of diagrams may share it.
  ///   - idPrefix: Put before every id, so that several pictures can share one page. Encoded like the ids.
  /// - Returns: The SVG document.
  /// - Throws: `DrawingError.mismatch` when the layout is of another skeleton.
  /// - Complexity: O(cards + edges + length of all texts) time and space.
  public static func svg(
    _ diagram: LaneDiagram,
    layout: LaneLayout,
    idPrefix: String = ""
  ) throws(DrawingError) -> String {
    guard layout.skeleton == diagram.skeleton else {
      throw .mismatch("the layout was made for other lanes, cards or edges")
    }
    let ids = ElementIdentifiers(diagram.skeleton, prefix: idPrefix)
    let bounds = layout.bounds
    let width = max(bounds.maxX - min(bounds.x, 0) + 2 * margin, leastWidth)
    let pageText = PageText(diagram.paint, width: width - 2 * margin)
    let top = min(bounds.y, -pageText.headHeight) - margin
    let bottom = bounds.maxY + pageText.footHeight + margin
    let page = Box(x: min(bounds.x, 0) - margin, y: top, width: width, height: bottom - top)

    var svg = ByteWriter(capacity: 8192 + 1400 * diagram.skeleton.cards.count + 700 * diagram.skeleton.edges.count)
    writeOpening(diagram.paint, page: page, ids: ids, to: &svg)
    svg.rectangle(page, radius: 0, fill: .page)
    svg.raw("\n" as StaticString)
    pageText.writeHead(to: &svg)
    writeLanes(diagram.paint.lanes, layout: layout, ids: ids, to: &svg)
    writeEdges(diagram, layout: layout, ids: ids, to: &svg)
    svg.raw("<g class=\"cards\">\n" as StaticString)
    for (index, paint) in diagram.paint.cards.enumerated() {
      let lane = ids.lanes[diagram.skeleton.cards[index].lane]
      CardWriter.write(paint, box: layout.cards[index], id: ids.cards[index], lane: lane, to: &svg)
    }
    svg.raw("</g>\n" as StaticString)
    pageText.writeFoot(below: bounds.maxY, to: &svg)
    svg.raw("</svg>\n" as StaticString)
    return svg.string
  }

  private static func writeOpening(_ paint: LanePaint, page: Box, ids: ElementIdentifiers, to svg: inout ByteWriter) {
    svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"lane-drawing\" viewBox=\"" as StaticString)
    for (index, value) in [page.x, page.y, page.width, page.height].enumerated() {
      if index > 0 { svg.raw(" " as StaticString) }
      svg.number(value)
    }
    svg.raw("\"" as StaticString)
    svg.attribute("width", page.width)
    svg.attribute("height", page.height)
    if page.width <= widestShrinking { svg.raw(" style=\"max-width:100%;height:auto\"" as StaticString) }
    svg.attribute("aria-labelledby", ids.prefix + "title " + ids.prefix + "desc")
    svg.raw(" font-family=\"Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif\">\n<title" as StaticString)
    svg.attribute("id", ids.prefix + "title")
    svg.raw(">" as StaticString)
    svg.escaped(CleanText.line(paint.title))
    svg.raw("</title>\n<desc" as StaticString)
    svg.attribute("id", ids.prefix + "desc")
    svg.raw(">" as StaticString)
    let summary = paint.summary.isEmpty ? paint.subtitle : paint.summary
    svg.escaped(CleanText.line(summary, limit: CleanText.lineLimit))
    svg.raw("</desc>\n<style>\n" as StaticString)
    svg.raw(StyleSheet.text)
    svg.raw("</style>\n" as StaticString)
  }

  private static func writeLanes(
    _ headings: [LaneHeading],
    layout: LaneLayout,
    ids: ElementIdentifiers,
    to svg: inout ByteWriter
  ) {
    for (index, box) in layout.lanes.enumerated() {
      let left = box.x + layout.metrics.laneInset
      let room = box.width - 2 * layout.metrics.laneInset
      svg.raw("<g" as StaticString)
      svg.attribute("id", ids.prefix + "l_" + ids.lanes[index])
      svg.attribute("class", "lane")
      svg.raw(">" as StaticString)
      svg.tooltip([headings[index].title, headings[index].subtitle])
      svg.rectangle(box, radius: 12, fill: .lane, stroke: .laneBorder)
      let title = headingStyle.truncated(CleanText.line(headings[index].title), to: room)
      svg.text(title, at: Point(x: left, y: box.y + 24), headingStyle, .ink)
      let subtitle = subheadingStyle.truncated(CleanText.line(headings[index].subtitle), to: room)
      if !subtitle.isEmpty { svg.text(subtitle, at: Point(x: left, y: box.y + 39), subheadingStyle, .secondary) }
      svg.raw("</g>\n" as StaticString)
    }
  }

  /// Faint edges first, so that the telling ones lie above them.
  private static func writeEdges(
    _ diagram: LaneDiagram,
    layout: LaneLayout,
    ids: ElementIdentifiers,
    to svg: inout ByteWriter
  ) {
    svg.raw("<g class=\"edges\">\n" as StaticString)
    let names = diagram.paint.cards.map { CleanText.line($0.name) }
    for layer in 0...2 {
      for (index, paint) in diagram.paint.edges.enumerated() where Self.layer(of: paint.style) == layer {
        let edge = diagram.skeleton.edges[index]
        EdgeWriter.write(
          edge,
          paint,
          path: layout.edges[index],
          id: ids.edges[index],
          ends: names[edge.from] + " → " + names[edge.to],
          to: &svg
        )
      }
    }
    svg.raw("</g>\n" as StaticString)
  }

  private static func layer(of style: EdgePaint.Style) -> Int {
    switch style {
    case .minor, .pale: 0
    case .normal, .slightlyLost: 1
    case .critical, .lost: 2
    }
  }
}
