/// Writes charts of daily trajectories as SVG, in the colours of the lane pictures.
public enum TrajectorySVGWriter {
  static let width = 980.0
  static let margin = 28.0
  private static let valueLabels = 44.0
  private static let gutter = 232.0
  private static let plotHeight = 340.0
  private static let smallPlotHeight = 132.0
  private static let axisStyle = TextStyle(size: 10.5)
  private static let nameStyle = TextStyle(size: 12, isBold: true)
  private static let panelStyle = TextStyle(size: 12.5, isBold: true)

  /// Writes one chart: a large plot with labels at the ends of its lines, or small multiples with the same axes.
  ///
  /// Deterministic bytes; no script and no transform; text stays text, escaped, cleaned and cut to its place; light and
  /// dark. Each line is `<g id="t_PANEL_LINE" class="trajectory">` with a `<title>`; dots and shades have one too. Lines
  /// that lie on each other to a thousandth are drawn and labelled as one.
  ///
  /// - Throws: `DrawingError.mismatch` where a panel has not one line for each name, `.tooLarge` above 24 panels or 14
  ///   names.
  /// - Complexity: O(panels · names² · days) time, as bundles are found by comparing lines.
  public static func svg(_ chart: TrajectoryChart, idPrefix: String = "") throws(DrawingError) -> String {
    guard !chart.panels.isEmpty, !chart.names.isEmpty, chart.lastDay > 0,
      chart.panels.allSatisfy({ $0.lines.count == chart.names.count && $0.lines.allSatisfy { !$0.values.isEmpty } })
    else { throw .mismatch("a trajectory chart needs days, and in every panel one line for each name") }
    guard chart.panels.count <= TrajectoryChart.mostPanels else {
      throw .tooLarge(quantity: "panels", count: chart.panels.count, limit: TrajectoryChart.mostPanels)
    }
    guard chart.names.count <= TrajectoryChart.mostNames else {
      throw .tooLarge(quantity: "lines in a panel", count: chart.names.count, limit: TrajectoryChart.mostNames)
    }
    let text = PageText(
      title: chart.title, subtitle: chart.subtitle, legend: legend(chart), notes: chart.notes,
      width: width - 2 * margin)
    var body = ByteWriter(capacity: 65_536)
    let bottom =
      chart.panels.count == 1
      ? writeLarge(chart, idPrefix, to: &body) : writeMultiples(chart, idPrefix, to: &body)
    var svg = ByteWriter(capacity: 65_536)
    let top = -text.headHeight - margin
    svg.openPage(
      Box(x: -margin, y: top, width: width, height: (bottom + text.footHeight + margin - top).rounded(.up)),
      title: chart.title,
      summary: chart.summary.isEmpty ? chart.subtitle : chart.summary, idPrefix: idPrefix)
    text.writeHead(to: &svg)
    svg.raw(body.string)
    text.writeFoot(below: bottom, to: &svg)
    svg.raw("</svg>\n" as StaticString)
    return svg.string
  }

  private static func legend(_ chart: TrajectoryChart) -> [LegendItem] {
    var legend: [LegendItem] = []
    if chart.panels.count > 1 { legend = chart.names.enumerated().map { LegendItem(.line($0.offset), $0.element) } }
    if chart.panels.contains(where: { !$0.hits.isEmpty }) {
      legend.append(LegendItem(.shade, "capacity taken from what is hit, and its way back"))
    }
    let lines = chart.panels.flatMap(\.lines)
    if lines.contains(where: { $0.firstLossDay != nil }) {
      legend.append(LegendItem(.dot(isFilled: false), "first day of loss"))
    }
    if lines.contains(where: { $0.recoveryDay != nil }) {
      legend.append(LegendItem(.dot(isFilled: true), "back to normal"))
    }
    return legend
  }

  // MARK: One panel

  /// What stands beside the end of a line.
  private struct EndLabel {
    var bundle: [Int]
    var names: [String]
    var detail: [String]
    var height: Double { Double(names.count) * 15 + Double(detail.count) * 13 + 7 }
  }

  /// - Returns: y of the lower end.
  private static func writeLarge(_ chart: TrajectoryChart, _ idPrefix: String, to svg: inout ByteWriter) -> Double {
    let labels = chart.bundles(of: chart.panels[0]).map { bundle in
      EndLabel(
        bundle: bundle,
        names: Array(
          nameStyle.wrapped(
            CleanText.line(bundle.map { chart.names[$0] }.joined(separator: ", ")), to: gutter - 26
          ).prefix(4)),
        detail: axisStyle.wrapped(CleanText.line(chart.panels[0].lines[bundle[0]].detail), to: gutter - 26))
    }
    let needed = labels.reduce(0) { $0 + $1.height }
    let plotWidth = width - 2 * margin - valueLabels - gutter
    let probe = TrajectoryPlot(
      chart, panel: 0, in: Box(x: valueLabels, y: 0, width: plotWidth, height: plotHeight), idPrefix: idPrefix)
    let marks = probe.marks()
    let rows = (marks.map(\.row).max() ?? -1) + 1
    let box = Box(
      x: valueLabels, y: 22 + Double(rows) * 15, width: plotWidth, height: max(plotHeight, needed))
    let plot = TrajectoryPlot(chart, panel: 0, in: box, idPrefix: idPrefix)
    svg.text(CleanText.line(chart.valueAxis), at: Point(x: 0, y: 10), axisStyle, .secondary)
    svg.raw("\n" as StaticString)
    plot.write(to: &svg)
    plot.writeMarks(marks, to: &svg)
    svg.text(CleanText.line(chart.dayAxis), at: Point(x: box.x, y: box.maxY + 33), axisStyle, .secondary)
    svg.raw("\n" as StaticString)
    writeEndLabels(labels, plot, to: &svg)
    return writeCourses(plot, below: box.maxY + 44, to: &svg)
  }

  private static func writeEndLabels(_ labels: [EndLabel], _ plot: TrajectoryPlot, to svg: inout ByteWriter) {
    // Lines that end together are listed from the least hurt down.
    func mean(_ label: EndLabel) -> Double {
      let values = plot.panel.lines[label.bundle[0]].values
      return values.reduce(0, +) / Double(max(1, values.count))
    }
    let sorted = labels.enumerated().sorted { a, b in
      let (ma, mb) = (mean(a.element), mean(b.element))
      return ma != mb ? ma > mb : a.offset < b.offset
    }.map(\.element)
    let ends = sorted.map { plot.y(plot.lastValue(plot.panel.lines[$0.bundle[0]])) }
    let centres = LabelSpreading.centres(
      wishes: ends, heights: sorted.map(\.height), in: plot.box.y - 8...plot.box.maxY + 8)
    svg.raw("<g class=\"labels\">\n" as StaticString)
    for (index, label) in sorted.enumerated() {
      let x = plot.box.maxX
      let top = centres[index] - label.height / 2
      let key = top + 10
      LineStyle(label.bundle[0]).write(
        [
          Point(x: x + 2, y: ends[index]), Point(x: x + 12, y: key), Point(x: x + 22, y: key),
        ], width: 1.4, to: &svg)
      var y = top + 14
      for line in label.names {
        svg.text(line, at: Point(x: x + 26, y: y), nameStyle, .ink)
        y += 15
      }
      y -= 1
      for line in label.detail {
        svg.text(line, at: Point(x: x + 26, y: y), axisStyle, .secondary)
        y += 13
      }
      svg.raw("\n" as StaticString)
    }
    svg.raw("</g>\n" as StaticString)
  }

  /// What is hit, from when to when: a row each, on the same days.
  ///
  /// - Returns: y of the lower end.
  private static func writeCourses(_ plot: TrajectoryPlot, below top: Double, to svg: inout ByteWriter) -> Double {
    guard !plot.panel.hits.isEmpty else { return top }
    let shown = plot.panel.hits.prefix(8)
    var y = top + 10
    svg.raw("<g class=\"courses\">\n" as StaticString)
    svg.text("What is hit, and how much of it is left", at: Point(x: 0, y: y + 8), axisStyle, .secondary)
    svg.raw("\n" as StaticString)
    y += 16
    for hit in shown {
      let name = axisStyle.wrapped(CleanText.line(hit.name), to: width - 2 * margin - valueLabels).prefix(2)
      for line in name {
        svg.text(line, at: Point(x: plot.box.x, y: y + 12), axisStyle, .ink)
        y += 14
      }
      let bar = Box(x: plot.box.x, y: y + 3, width: plot.box.width, height: 12)
      svg.rectangle(bar, radius: 0, fill: .track)
      let points = plot.course(of: hit).map {
        Point(x: plot.axis.x($0.day), y: bar.maxY - bar.height * min(1, max(0, $0.capacity)))
      }
      if points.count > 2 {
        svg.raw("<polygon" as StaticString)
        svg.paint(fill: .loss3)
        svg.raw(" points=\"" as StaticString)
        for (order, point) in points.enumerated() {
          if order > 0 { svg.raw(" " as StaticString) }
          svg.point(point)
        }
        svg.raw("\">" as StaticString)
        svg.tooltip([hit.name])
        svg.raw("</polygon>" as StaticString)
      }
      svg.raw("\n" as StaticString)
      y += 20
    }
    if shown.count < plot.panel.hits.count {
      svg.text("and \(plot.panel.hits.count - shown.count) more", at: Point(x: plot.box.x, y: y + 12), axisStyle, .ink)
      y += 20
    }
    svg.raw("</g>\n" as StaticString)
    return y
  }

  // MARK: Small multiples

  /// - Returns: y of the lower end.
  private static func writeMultiples(_ chart: TrajectoryChart, _ idPrefix: String, to svg: inout ByteWriter) -> Double {
    let columns = chart.panels.count < 5 ? 2 : 3
    let gap = 26.0
    let cell = (width - 2 * margin - gap * Double(columns - 1)) / Double(columns)
    var y = 6.0
    svg.text(
      CleanText.line(chart.valueAxis) + ". " + CleanText.line(chart.dayAxis) + ".", at: Point(x: 0, y: y + 6),
      axisStyle, .secondary)
    svg.raw("\n" as StaticString)
    y += 22
    for first in stride(from: 0, to: chart.panels.count, by: columns) {
      let row = first..<min(first + columns, chart.panels.count)
      let titles = row.map { panelStyle.wrapped(CleanText.line(chart.panels[$0].title), to: cell).prefix(3) }
      let captions = row.map { axisStyle.wrapped(CleanText.line(chart.panels[$0].caption), to: cell).prefix(3) }
      let titleLines = titles.map(\.count).max() ?? 1
      let head =
        Double(titleLines) * 16 + Double(captions.map(\.count).max() ?? 0) * 14 + 10
      for (place, number) in row.enumerated() {
        let x = Double(place) * (cell + gap)
        for (line, title) in titles[place].enumerated() {
          svg.text(title, at: Point(x: x, y: y + 12 + Double(line) * 16), panelStyle, .ink)
        }
        for (line, caption) in captions[place].enumerated() {
          svg.text(
            caption, at: Point(x: x, y: y + 11 + Double(titles[place].count) * 16 + Double(line) * 14), axisStyle,
            .secondary)
        }
        svg.raw("\n" as StaticString)
        let box = Box(x: x + valueLabels, y: y + head, width: cell - valueLabels - 6, height: smallPlotHeight)
        TrajectoryPlot(chart, panel: number, in: box, idPrefix: idPrefix).write(to: &svg)
      }
      y += head + smallPlotHeight + 40
    }
    return y - 14
  }
}
