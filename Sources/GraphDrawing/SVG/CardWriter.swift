/// Draws cards: border, stripe, name, second line, figure, bar.
struct CardWriter {
  /// The first of these that fits a name; the last, if none does, with the name cut.
  static let nameStyles = [TextStyle(size: 11.5, isBold: true), TextStyle(size: 10, isBold: true)]
  static let subtitleStyle = TextStyle(size: 9.5)
  static let valueStyle = TextStyle(size: 10, isBold: true)

  private static let textInset = 20.0
  private static let endInset = 8.0
  /// A long figure leaves the second line at least this part of the row.
  private static let leastSubtitlePart = 0.35

  static func write(_ paint: CardPaint, box: Box, id: String, lane: String, to svg: inout ByteWriter) {
    let look = paint.stripe.look
    svg.raw("<g" as StaticString)
    svg.attribute("id", id)
    var classes = "card lane_" + lane
    if let look { classes += " " + look.cardClass }
    if paint.isEmphasised { classes += " emphasised" }
    svg.attribute("class", classes)
    svg.raw(">" as StaticString)
    svg.tooltip([heading(of: paint)] + paint.tooltip)
    svg.rectangle(
      box,
      radius: 9,
      fill: .card,
      stroke: paint.isEmphasised ? look?.border ?? .emphasis : .cardBorder,
      strokeWidth: paint.isEmphasised ? 2 : 1
    )
    writeStripe(paint.stripe, in: Box(x: box.x + 6, y: box.y + 5, width: 6, height: box.height - 10), to: &svg)
    writeText(paint, box: box, to: &svg)
    if let bar = paint.bar {
      let place = Box(
        x: box.x + textInset,
        y: box.maxY - 10.5,
        width: box.width - textInset - endInset,
        height: 5
      )
      writeBar(bar, in: place, to: &svg)
    }
    svg.raw("</g>\n" as StaticString)
  }

  /// Draws a stripe, also as a sample in the legend.
  ///
  /// No loss is an empty frame.
  static func writeStripe(_ stripe: Stripe, in box: Box, to svg: inout ByteWriter) {
    guard let look = stripe.look else { return }
    let isEmpty = look.fill == .loss0
    // The gap is cut along the longer side.
    let gap = 2.0
    let pieces = Double(look.pieces)
    let isUpright = box.height > box.width
    let length = ((isUpright ? box.height : box.width) - gap * (pieces - 1)) / pieces
    for piece in 0..<look.pieces {
      let offset = Double(piece) * (length + gap)
      let place =
        isUpright
        ? Box(x: box.x, y: box.y + offset, width: box.width, height: length)
        : Box(x: box.x + offset, y: box.y, width: length, height: box.height)
      svg.rectangle(
        place,
        radius: 1.5,
        fill: look.fill,
        stroke: isEmpty ? .cardBorder : nil,
        strokeWidth: 0.8
      )
    }
  }

  static func writeBar(_ bar: Bar, in box: Box, to svg: inout ByteWriter) {
    let fraction = bar.fraction > 0 ? min(bar.fraction, 1) : 0
    svg.rectangle(box, radius: 1, fill: bar.kind == .left ? .gone : .track)
    // A small share is still seen as some.
    let filled = fraction > 0 ? max(1.5, fraction * box.width) : 0
    guard filled > 0 else { return }
    let place = Box(x: box.x, y: box.y, width: filled, height: box.height)
    svg.rectangle(place, radius: 1, fill: bar.kind == .left ? .left : .share)
  }

  private static func writeText(_ paint: CardPaint, box: Box, to svg: inout ByteWriter) {
    let left = box.x + textInset
    let right = box.maxX - endInset
    let room = right - left
    let drop = paint.bar == nil ? 4.0 : 0
    let name = CleanText.line(paint.name)
    if !name.isEmpty, let smallest = nameStyles.last {
      let style = nameStyles.first { $0.width(of: name) <= room } ?? smallest
      svg.text(style.truncated(name, to: room), at: Point(x: left, y: box.y + 17 + drop), style, .ink)
    }

    let row = box.y + 31 + drop
    let value = valueStyle.truncated(CleanText.line(paint.value), to: room * (1 - leastSubtitlePart))
    let valueWidth = value.isEmpty ? 0 : valueStyle.width(of: value) + 5
    let subtitle = subtitleStyle.truncated(CleanText.line(paint.subtitle), to: room - valueWidth)
    if !subtitle.isEmpty { svg.text(subtitle, at: Point(x: left, y: row), subtitleStyle, .secondary) }
    if !value.isEmpty {
      svg.text(value, at: Point(x: right, y: row), valueStyle, valueColour(paint.stripe), endsThere: true)
    }
  }

  private static func valueColour(_ stripe: Stripe) -> Palette {
    if case .loss(let step) = stripe, step > 0 { .lossText } else { .secondary }
  }

  private static func heading(of paint: CardPaint) -> String {
    paint.name + (paint.subtitle.isEmpty ? "" : " (\(paint.subtitle))")
      + (paint.value.isEmpty ? "" : ": \(paint.value)")
  }
}
