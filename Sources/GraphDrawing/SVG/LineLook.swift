/// Stroke of an edge by its style and share.
struct LineLook {
  let colour: Palette
  /// Class of the edge's group.
  let name: StaticString
  let width: Double
  let opacity: Double
  let dashes: StaticString?

  /// Width grows with the share; edges below a share of 30 % fade.
  init(_ style: EdgePaint.Style, share: Double, isMinor: Bool) {
    let isThin = isMinor || style == .minor
    let base = isThin ? 0.6 + 1.5 * share : 0.6 + 4.4 * share
    let presence = min(1, share / 0.3)
    switch style {
    case .normal:
      (colour, name, dashes) = (isThin ? .edgeMinor : .edge, "normal", nil)
      (width, opacity) = (base, isThin ? 0.35 + 0.2 * presence : 0.3 + 0.3 * presence)
    case .minor:
      (colour, name, dashes) = (.edgeMinor, "minor", nil)
      (width, opacity) = (base, 0.35 + 0.2 * presence)
    case .critical:
      (colour, name, dashes) = (.edgeCritical, "critical", nil)
      (width, opacity) = (max(base, 2.2), 0.75)
    case .lost:
      (colour, name, dashes) = (.edgeLost, "lost", base > 2.5 ? "9 5" : "6 4")
      (width, opacity) = (max(base, 1.2), 0.5 + 0.25 * presence)
    case .slightlyLost:
      (colour, name, dashes) = (.edgeSlightlyLost, "dented", nil)
      (width, opacity) = (base, 0.3 + 0.2 * presence)
    case .pale:
      (colour, name, dashes) = (.edgePale, "calm", nil)
      (width, opacity) = (base, 0.22 + 0.2 * presence)
    }
  }

  /// Half the width of the arrowhead's base.
  var arrowHalfWidth: Double { 2 + 0.55 * width }
}
