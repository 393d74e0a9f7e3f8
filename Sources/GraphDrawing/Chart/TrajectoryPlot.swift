/// The inside of one panel: axes, what is taken away from outside, the lines with their first loss and recovery.
struct TrajectoryPlot {
  static let tickStyle = TextStyle(size: 10.5)

  let chart: TrajectoryChart
  let panel: TrajectoryChart.Panel
  let box: Box
  let axis: DayAxis
  /// Number of the panel, for ids.
  let number: Int
  let idPrefix: String

  init(_ chart: TrajectoryChart, panel number: Int, in box: Box, idPrefix: String) {
    self.chart = chart
    panel = chart.panels[number]
    self.box = box
    axis = DayAxis(box: box, lastDay: chart.lastDay)
    self.number = number
    self.idPrefix = idPrefix
  }

  private var isSmall: Bool { chart.panels.count > 1 }

  func y(_ value: Double) -> Double {
    box.maxY - box.height * (value.isFinite ? min(1, max(0, value)) : 0)
  }

  /// Value of a line on the last drawn day.
  func lastValue(_ line: TrajectoryChart.Line) -> Double {
    line.values.prefix(max(0, chart.lastDay) + 1).last ?? 1
  }

  func write(to svg: inout ByteWriter) {
    writeHits(to: &svg)
    writeGrid(to: &svg)
    for bundle in chart.bundles(of: panel).reversed() { writeLine(bundle, to: &svg) }
    for bundle in chart.bundles(of: panel).reversed() { writeDots(bundle, to: &svg) }
  }

  // MARK: Axes

  private func writeGrid(to svg: inout ByteWriter) {
    svg.raw("<g class=\"axes\">\n" as StaticString)
    for quarter in 0...4 {
      let y = y(Double(quarter) / 4)
      rule(from: Point(x: box.x, y: y), to: Point(x: box.maxX, y: y), quarter == 0 ? .secondary : .laneBorder, to: &svg)
      svg.text("\(quarter * 25) %", at: Point(x: box.x - 8, y: y + 3.5), Self.tickStyle, .secondary, endsThere: true)
      svg.raw("\n" as StaticString)
    }
    for day in axis.ticks(room: 52) {
      let x = axis.x(Double(day))
      rule(from: Point(x: x, y: box.maxY), to: Point(x: x, y: box.maxY + 4), .secondary, to: &svg)
      let label = "\(day)"
      svg.text(
        label, at: Point(x: x - Self.tickStyle.width(of: label) / 2, y: box.maxY + 16), Self.tickStyle, .secondary)
      svg.raw("\n" as StaticString)
    }
    svg.raw("</g>\n" as StaticString)
  }

  private func rule(
    from start: Point, to end: Point, _ colour: Palette, dashes: String? = nil, to svg: inout ByteWriter
  ) {
    svg.raw("<path" as StaticString)
    svg.paint(fill: nil, stroke: colour)
    if let dashes { svg.attribute("stroke-dasharray", dashes) }
    svg.raw(" d=\"M" as StaticString)
    svg.point(start)
    svg.raw("L" as StaticString)
    svg.point(end)
    svg.raw("\"/>" as StaticString)
  }

  // MARK: Hits

  /// Shades what each hit takes away: from 100 % down to the capacity it leaves.
  private func writeHits(to svg: inout ByteWriter) {
    guard !panel.hits.isEmpty else { return }
    svg.raw("<g class=\"hits\">\n" as StaticString)
    for hit in panel.hits {
      let points = course(of: hit).map { Point(x: axis.x($0.day), y: y($0.capacity)) }
      guard points.count > 2 else { continue }
      svg.raw("<polygon" as StaticString)
      svg.paint(fill: .gone)
      svg.raw(" opacity=\"0.55\" points=\"" as StaticString)
      for (order, point) in points.enumerated() {
        if order > 0 { svg.raw(" " as StaticString) }
        svg.point(point)
      }
      svg.raw("\">" as StaticString)
      svg.tooltip([hit.name])
      svg.raw("</polygon>\n" as StaticString)
    }
    svg.raw("</g>\n" as StaticString)
  }

  /// The closed outline of what a hit takes within the drawn days.
  func course(of hit: TrajectoryChart.Hit) -> [TrajectoryChart.Hit.Point] {
    guard let first = hit.course.first, let last = hit.course.last else { return [] }
    let end = Double(max(0, chart.lastDay))
    guard first.day < end else { return [] }
    var points = [TrajectoryChart.Hit.Point(day: first.day, capacity: 1)] + hit.course
    if hit.isOpen { points.append(.init(day: max(end, last.day), capacity: last.capacity)) }
    points.append(.init(day: points.last?.day ?? end, capacity: 1))
    guard let beyond = points.firstIndex(where: { $0.day > end }) else { return points }
    // Cut at the last drawn day, on the straight line.
    let (a, b) = (points[beyond - 1], points[beyond])
    let part = (end - a.day) / (b.day - a.day)
    return points[..<beyond] + [
      .init(day: end, capacity: a.capacity + (b.capacity - a.capacity) * part), .init(day: end, capacity: 1),
    ]
  }

  // MARK: Lines

  private func writeLine(_ bundle: [Int], to svg: inout ByteWriter) {
    let line = panel.lines[bundle[0]]
    let values = Array(line.values.prefix(max(0, chart.lastDay) + 1))
    let heights = values.map { y($0) }
    let points = LineThinning.kept(heights, tolerance: 0.15).map { Point(x: axis.x(Double($0)), y: heights[$0]) }
    svg.raw("<g" as StaticString)
    svg.attribute("id", idPrefix + "t_\(number)_\(bundle[0])")
    svg.raw(" class=\"trajectory\">" as StaticString)
    LineStyle(bundle[0]).write(
      points, width: isSmall ? 1.8 : 2.3, tooltip: [panel.title] + tooltip(bundle), to: &svg)
    svg.raw("</g>\n" as StaticString)
  }

  private func writeDots(_ bundle: [Int], to svg: inout ByteWriter) {
    let line = panel.lines[bundle[0]]
    let names = bundle.map { chart.names[$0] }.joined(separator: ", ")
    for (day, isFilled, what) in [
      (line.firstLossDay, false, "first loss"), (line.recoveryDay, true, "back to normal"),
    ] {
      guard let day, (0...max(0, chart.lastDay)).contains(day) else { continue }
      let value = line.values.indices.contains(day) ? line.values[day] : 1
      svg.dot(
        Point(x: axis.x(Double(day)), y: y(value)), radius: isSmall ? 2.8 : 3.8, colour: LineStyle(bundle[0]).colour,
        isFilled: isFilled, tooltip: ["\(names): \(what) on day \(day)"])
      svg.raw("\n" as StaticString)
    }
  }

  private func tooltip(_ bundle: [Int]) -> [String] {
    bundle.map { index in
      let detail = panel.lines[index].detail
      return chart.names[index] + (detail.isEmpty ? "" : ": " + detail)
    }
  }

  // MARK: Marks

  /// A day worth a label above the plot.
  struct Mark {
    var day: Int
    var text: String
    /// Where the text begins.
    var x: Double
    /// 0 is the row next to the plot.
    var row: Int
  }

  /// The day of the first loss of anybody, and the day when everybody is back.
  func marks() -> [Mark] {
    var wanted: [(day: Int, text: String)] = []
    let first = panel.lines.indices.compactMap { index in panel.lines[index].firstLossDay.map { ($0, index) } }
    if let day = first.map(\.0).min() {
      let who = first.filter { $0.0 == day }.map { chart.names[$0.1] }
      let names = who.count > 2 ? "\(who.count) at once" : who.joined(separator: " and ")
      wanted.append((day, "Day \(day): first loss" + (panel.lines.count > 1 ? " (\(names))" : "")))
    }
    let hurt = panel.lines.filter { $0.firstLossDay != nil }
    if let day = hurt.compactMap(\.recoveryDay).max(), hurt.allSatisfy({ $0.recoveryDay != nil }) {
      wanted.append((day, "Day \(day): " + (hurt.count > 1 ? "all back" : "back")))
    }
    var marks: [Mark] = []
    var ends: [Double] = []
    for (day, text) in wanted where day <= chart.lastDay {
      let short = Self.tickStyle.truncated(CleanText.line(text), to: box.width)
      let width = Self.tickStyle.width(of: short)
      let x = min(axis.x(Double(day)) - 3, box.maxX - width)
      let row = ends.firstIndex { x > $0 + 10 } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = x + width
      marks.append(Mark(day: day, text: short, x: max(box.x, x), row: row))
    }
    return marks
  }

  func writeMarks(_ marks: [Mark], to svg: inout ByteWriter) {
    svg.raw("<g class=\"marks\">\n" as StaticString)
    for mark in marks {
      let top = box.y - 8 - Double(mark.row) * 15
      rule(
        from: Point(x: axis.x(Double(mark.day)), y: top + 3), to: Point(x: axis.x(Double(mark.day)), y: box.maxY),
        .swatchBorder, dashes: "2 3", to: &svg)
      svg.text(mark.text, at: Point(x: mark.x, y: top), Self.tickStyle, .ink)
      svg.raw("\n" as StaticString)
    }
    svg.raw("</g>\n" as StaticString)
  }
}
