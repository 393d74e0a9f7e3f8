/// Title, subtitle and legend above the lanes, notes below: everything that is as wide as the picture, wrapped to it.
///
/// The lanes' coordinates do not depend on these texts: what is above the lanes has negative y, so that two paints of
/// one layout put every card in the same place.
struct PageText {
  private static let titleStyle = TextStyle(size: 23, isBold: true)
  private static let subtitleStyle = TextStyle(size: 12.5)
  private static let legendStyle = TextStyle(size: 10.5)
  private static let noteStyle = TextStyle(size: 10.5)
  private static let noteLabelStyle = TextStyle(size: 10.5, isBold: true)

  private static let titleLine = 29.0
  private static let subtitleLine = 17.0
  private static let legendLine = 20.0
  private static let noteLine = 15.5
  private static let swatchWidth = 22.0
  /// Longer lines are hard to read, however wide the picture is.
  private static let longestLine = 1100.0

  private struct LegendEntry {
    var item: LegendItem
    var text: String
    var x: Double
    var row: Int
  }

  private struct NoteLines {
    var label: String
    var lines: [String]
  }

  private let title: [String]
  private let subtitle: [String]
  private let legend: [LegendEntry]
  private let notes: [NoteLines]

  /// Lays the texts out in the width; they begin at x = 0.
  init(_ paint: LanePaint, width: Double) {
    self.init(
      title: paint.title, subtitle: paint.subtitle, legend: paint.legend, notes: paint.notes, width: width)
  }

  /// The same for any picture.
  init(title: String, subtitle: String, legend: [LegendItem], notes: [Note], width: Double) {
    self.title = Self.titleStyle.wrapped(CleanText.line(title), to: width)
    let lineWidth = min(width, Self.longestLine)
    self.subtitle = Self.subtitleStyle.wrapped(CleanText.line(subtitle, limit: CleanText.lineLimit), to: lineWidth)
    self.legend = Self.flow(legend, width: width)
    self.notes = notes.map { note in
      let label = CleanText.line(note.label)
      let indent = label.isEmpty ? 0 : Self.noteLabelStyle.width(of: label + " ")
      let text = CleanText.line(note.text, limit: CleanText.lineLimit)
      // A label as long as a line stands alone.
      let lines = Self.noteStyle.wrapped(text, to: lineWidth, firstLineIndent: min(indent, lineWidth))
      return NoteLines(label: Self.noteLabelStyle.truncated(label, to: lineWidth), lines: lines)
    }
  }

  /// Height above the lanes, with the gap.
  var headHeight: Double {
    var height = Double(title.count) * Self.titleLine + Double(subtitle.count) * Self.subtitleLine
    if let last = legend.last { height += Double(last.row + 1) * Self.legendLine + 4 }
    return height > 0 ? height + 10 : 0
  }

  /// Height below the lanes, with the gap.
  var footHeight: Double {
    guard !notes.isEmpty else { return 0 }
    return notes.reduce(18.0) { $0 + Double(max(1, $1.lines.count)) * Self.noteLine + 3 }
  }

  func writeHead(to svg: inout ByteWriter) {
    svg.raw("<g class=\"head\">\n" as StaticString)
    var y = -headHeight
    for line in title {
      svg.text(line, at: Point(x: 0, y: y + 22), Self.titleStyle, .ink)
      svg.raw("\n" as StaticString)
      y += Self.titleLine
    }
    for line in subtitle {
      svg.text(line, at: Point(x: 0, y: y + 12), Self.subtitleStyle, .secondary)
      svg.raw("\n" as StaticString)
      y += Self.subtitleLine
    }
    y += 4
    for entry in legend {
      let top = y + Double(entry.row) * Self.legendLine
      Self.writeSwatch(entry.item.swatch, in: Box(x: entry.x, y: top + 4, width: 18, height: 11), to: &svg)
      let place = Point(x: entry.x + Self.swatchWidth + 2, y: top + 13)
      svg.text(entry.text, at: place, Self.legendStyle, .secondary)
      svg.raw("\n" as StaticString)
    }
    svg.raw("</g>\n" as StaticString)
  }

  func writeFoot(below bottom: Double, to svg: inout ByteWriter) {
    guard !notes.isEmpty else { return }
    svg.raw("<g class=\"notes\">\n" as StaticString)
    var y = bottom + 18
    for note in notes {
      for index in 0..<max(1, note.lines.count) {
        svg.openText(at: Point(x: 0, y: y + 11), Self.noteStyle, .secondary)
        if index == 0, !note.label.isEmpty {
          svg.raw("<tspan font-weight=\"bold\">" as StaticString)
          svg.escaped(note.label)
          svg.raw("</tspan> " as StaticString)
        }
        if index < note.lines.count { svg.escaped(note.lines[index]) }
        svg.raw("</text>\n" as StaticString)
        y += Self.noteLine
      }
      y += 3
    }
    svg.raw("</g>\n" as StaticString)
  }

  /// Legend entries side by side, in as many rows as they need.
  private static func flow(_ items: [LegendItem], width: Double) -> [LegendEntry] {
    var entries: [LegendEntry] = []
    var x = 0.0
    var row = 0
    for item in items {
      let text = legendStyle.truncated(CleanText.line(item.text), to: width - swatchWidth - 2)
      let entryWidth = swatchWidth + 2 + legendStyle.width(of: text)
      if x > 0, x + entryWidth > width {
        x = 0
        row += 1
      }
      entries.append(LegendEntry(item: item, text: text, x: x, row: row))
      x += entryWidth + 16
    }
    return entries
  }

  private static func writeSwatch(_ swatch: LegendItem.Swatch, in box: Box, to svg: inout ByteWriter) {
    switch swatch {
    case .stripe(.none):
      svg.rectangle(box, radius: 2, fill: .card, stroke: .swatchBorder, strokeWidth: 0.6)
    case .stripe(.category(let kind)):
      CardWriter.writeStripe(.category(kind), in: box, to: &svg)
    case .stripe(let stripe):
      svg.rectangle(box, radius: 2, fill: stripe.look?.fill, stroke: .swatchBorder, strokeWidth: 0.6)
    case .bar(let kind):
      let bar = Box(x: box.x, y: box.y + 3, width: box.width, height: 5)
      CardWriter.writeBar(Bar(kind: kind, fraction: 0.65), in: bar, to: &svg)
    case .edge(let style):
      let look = LineLook(style, share: style == .minor ? 0.5 : 0.45, isMinor: false)
      let y = box.midY
      let hasTip = style != .minor
      let end = hasTip ? box.maxX - 4 : box.maxX
      let path = EdgePath(
        points: [0, 1, 2, 3].map { Point(x: box.x - 1 + (end - box.x + 1) * $0 / 3, y: y) },
        tip: hasTip ? Point(x: box.maxX + 2, y: y) : nil
      )
      EdgeWriter.writeLine(path, look, to: &svg)
    case .line(let index):
      let y = box.midY
      LineStyle(index).write([Point(x: box.x, y: y), Point(x: box.maxX, y: y)], to: &svg)
    case .shade:
      svg.rectangle(box, radius: 0, fill: .gone, stroke: .swatchBorder, strokeWidth: 0.6)
    case .dot(let isFilled):
      svg.dot(Point(x: box.midX, y: box.midY), radius: 4, colour: .secondary, isFilled: isFilled)
    case .emphasis(let stripe):
      svg.rectangle(box, radius: 3, fill: .card, stroke: stripe.look?.border ?? .emphasis, strokeWidth: 2)
    }
  }
}
