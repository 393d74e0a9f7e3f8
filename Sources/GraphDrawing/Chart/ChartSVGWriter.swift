/// Writes charts as SVG, in the colours of the lane pictures.
public enum ChartSVGWriter {
  private static let width = 860.0
  private static let margin = 28.0
  private static let left = 62.0
  private static let titleStyle = TextStyle(size: 20, isBold: true)
  private static let subtitleStyle = TextStyle(size: 12)
  private static let labelStyle = TextStyle(size: 10.5)
  private static let areaHeight = 260.0
  private static let lineHeight = 110.0

  /// Writes one chart.
  ///
  /// Deterministic bytes; text stays text; light and dark; `<title>` and `<desc>` say what is seen, and every layer and
  /// the line have a `<title>`. A picture with one point in time shows it as a full-width band.
  ///
  /// - Throws: `DrawingError.mismatch` where a layer or the line has not one value for each label, or there is none.
  /// - Complexity: O(labels · layers) time and space.
  public static func svg(_ chart: StackedAreaChart, idPrefix: String = "") throws(DrawingError) -> String {
    guard !chart.labels.isEmpty, chart.layers.allSatisfy({ $0.values.count == chart.labels.count }),
      chart.line.count == chart.labels.count
    else { throw .mismatch("a chart needs one value for each label in every layer and in the line") }
    var svg = ByteWriter(capacity: 16_384)
    let plot = width - 2 * margin - left
    let title = titleStyle.wrapped(CleanText.line(chart.title), to: width - 2 * margin)
    let subtitle = subtitleStyle.wrapped(CleanText.line(chart.subtitle, limit: 600), to: width - 2 * margin)
    let note = labelStyle.wrapped(CleanText.line(chart.note, limit: 600), to: width - 2 * margin)
    var y = margin + Double(title.count) * 25 + Double(subtitle.count) * 16 + 8
    let legendTop = y
    let legend = legendEntries(chart, width: width - 2 * margin)
    y += Double((legend.last?.row ?? 0) + 1) * 18 + 24
    let area = Box(x: margin + left, y: y, width: plot, height: areaHeight)
    let lineBox = Box(x: margin + left, y: y + areaHeight + 34, width: plot, height: lineHeight)
    let axisY = lineBox.y + lineHeight + 18
    let height = axisY + 14 + Double(note.count) * 15 + margin

    svg.openPage(
      Box(x: 0, y: 0, width: width, height: height), title: chart.title, summary: chart.summary, idPrefix: idPrefix)
    var textY = margin
    for line in title {
      svg.text(line, at: Point(x: margin, y: textY + 18), titleStyle, .ink)
      textY += 25
    }
    for line in subtitle {
      svg.text(line, at: Point(x: margin, y: textY + 12), subtitleStyle, .secondary)
      textY += 16
    }
    svg.raw("\n" as StaticString)
    for entry in legend {
      let top = legendTop + Double(entry.row) * 18
      svg.rectangle(
        Box(x: margin + entry.x, y: top + 2, width: 14, height: 10), radius: 2,
        fill: colour(entry.index, chart.layers), stroke: .swatchBorder, strokeWidth: 0.6)
      svg.text(entry.text, at: Point(x: margin + entry.x + 19, y: top + 11), labelStyle, .secondary)
    }
    svg.raw("\n" as StaticString)
    writeAreas(chart, in: area, to: &svg)
    writeLine(chart, in: lineBox, to: &svg)
    writeTimeAxis(chart.labels, in: lineBox, y: axisY, to: &svg)
    var noteY = axisY + 22
    for line in note {
      svg.text(line, at: Point(x: margin, y: noteY), labelStyle, .secondary)
      noteY += 15
    }
    svg.raw("\n</svg>\n" as StaticString)
    return svg.string
  }

  // MARK: Parts

  /// Legend entries from left to right, from the top layer down, in as many rows as they need.
  private static func legendEntries(
    _ chart: StackedAreaChart, width: Double
  ) -> [(index: Int, text: String, x: Double, row: Int)] {
    var entries: [(index: Int, text: String, x: Double, row: Int)] = []
    var (x, row) = (0.0, 0)
    for index in chart.layers.indices.reversed() {
      let text = labelStyle.truncated(CleanText.line(chart.layers[index].name), to: width - 40)
      let length = 19 + labelStyle.width(of: text) + 16
      if x > 0, x + length > width { (x, row) = (0, row + 1) }
      entries.append((index, text, x, row))
      x += length
    }
    return entries
  }

  private static func x(_ index: Int, of count: Int, in box: Box) -> Double {
    count > 1 ? box.x + box.width * Double(index) / Double(count - 1) : box.x
  }

  private static func writeAreas(_ chart: StackedAreaChart, in box: Box, to svg: inout ByteWriter) {
    let count = chart.labels.count
    let totals = (0..<count).map { index in chart.layers.reduce(0) { $0 + amount($1.values[index]) } }
    let step = niceStep(totals.max() ?? 0)
    let top = step * max(1, ((totals.max() ?? 0) / step).rounded(.up))
    writeAxis(name: chart.unit, steps: Int(top / step + 0.5), step: step, in: box, to: &svg)
    var base = [Double](repeating: 0, count: count)
    for (index, layer) in chart.layers.enumerated() {
      let upper = zip(base, layer.values).map { $0 + amount($1) }
      var points: [Point] = []
      func add(_ values: [Double], reversed: Bool) {
        let along: [(x: Double, value: Double)] =
          count > 1
          ? (0..<count).map { (x($0, of: count, in: box), values[$0]) }
          : [(box.x, values[0]), (box.maxX, values[0])]
        for entry in reversed ? along.reversed() : along {
          points.append(Point(x: entry.x, y: box.maxY - box.height * min(1, entry.value / top)))
        }
      }
      add(base, reversed: false)
      add(upper, reversed: true)
      svg.raw("<polygon" as StaticString)
      svg.paint(fill: colour(index, chart.layers), stroke: .page, strokeWidth: 0.7)
      svg.raw(" points=\"" as StaticString)
      for (order, point) in points.enumerated() {
        if order > 0 { svg.raw(" " as StaticString) }
        svg.point(point)
      }
      svg.raw("\">" as StaticString)
      svg.tooltip([layer.name])
      svg.raw("</polygon>\n" as StaticString)
      base = upper
    }
  }

  private static func writeLine(_ chart: StackedAreaChart, in box: Box, to svg: inout ByteWriter) {
    writeAxis(name: chart.lineName, steps: 4, step: 0.25, in: box, to: &svg)
    let count = chart.labels.count
    var isOpen = false
    svg.raw("<path fill=\"none\" class=\"s-strong\"" as StaticString)
    svg.attribute("stroke", "\(Palette.emphasis.entry.light)")
    svg.attribute("stroke-width", 2)
    svg.raw(" d=\"" as StaticString)
    for (index, value) in chart.line.enumerated() {
      guard let value else {
        isOpen = false
        continue
      }
      svg.raw(isOpen ? "L" : "M" as StaticString)
      let point = Point(x: x(index, of: count, in: box), y: box.maxY - box.height * min(1, max(0, value)))
      svg.point(point)
      // A lone point is drawn as a short stroke.
      if !isOpen, index + 1 == count || chart.line[index + 1] == nil { svg.raw("h3" as StaticString) }
      isOpen = true
    }
    svg.raw("\">" as StaticString)
    svg.tooltip([chart.lineName])
    svg.raw("</path>\n" as StaticString)
  }

  /// Grid lines with their values, and the axis's name above.
  private static func writeAxis(name: String, steps: Int, step: Double, in box: Box, to svg: inout ByteWriter) {
    svg.text(CleanText.line(name), at: Point(x: box.x, y: box.y - 7), labelStyle, .secondary)
    let digits = step >= 1 ? 0 : step >= 0.1 ? (step == 0.25 ? 2 : 1) : 3
    for index in 0...max(1, min(steps, 20)) {
      let value = Double(index) * step
      let y = box.maxY - box.height * Double(index) / Double(max(1, steps))
      svg.raw("<path fill=\"none\" class=\"s-rim\"" as StaticString)
      svg.attribute("stroke", "\(Palette.laneBorder.entry.light)")
      svg.raw(" d=\"M" as StaticString)
      svg.point(Point(x: box.x, y: y))
      svg.raw("H" as StaticString)
      svg.number(box.maxX)
      svg.raw("\"/>" as StaticString)
      var label = ByteWriter()
      label.number(value, decimals: digits)
      svg.text(label.string, at: Point(x: box.x - 8, y: y + 3.5), labelStyle, .secondary, endsThere: true)
    }
    svg.raw("\n" as StaticString)
  }

  /// As many labels as fit, the first and evenly on.
  private static func writeTimeAxis(_ labels: [String], in box: Box, y: Double, to svg: inout ByteWriter) {
    let widest = labels.reduce(0) { max($0, labelStyle.width(of: CleanText.line($1))) } + 14
    let every = max(1, Int((widest * Double(max(1, labels.count - 1)) / box.width).rounded(.up)))
    for index in stride(from: 0, to: labels.count, by: every) {
      let label = CleanText.line(labels[index])
      let place = x(index, of: labels.count, in: box) - labelStyle.width(of: label) / 2
      svg.text(label, at: Point(x: max(0, place), y: y), labelStyle, .secondary)
    }
    svg.raw("\n" as StaticString)
  }

  /// Categories in turn; the last of them, grey, is kept for what is left.
  private static func colour(_ index: Int, _ layers: [StackedAreaChart.Layer]) -> Palette {
    layers[index].isRest ? .category7 : Palette.categories[index % (Palette.categories.count - 1)]
  }

  private static func amount(_ value: Double) -> Double { value.isFinite ? max(0, value) : 0 }

  /// 1, 2 or 5 times a power of ten, so that four to ten of them reach the largest value.
  private static func niceStep(_ largest: Double) -> Double {
    guard largest.isFinite, largest > 1e-9, largest < 1e12 else { return 1 }
    var power = 1e-10
    while power * 10 <= largest / 4 { power *= 10 }
    for factor in [5.0, 2.0] where factor * power <= largest / 4 { return factor * power }
    return power
  }
}
