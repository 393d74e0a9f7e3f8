/// Writes lane diagrams in Graphviz's DOT language, for other tools.
///
/// Chokepoint itself never reads DOT.
public enum LaneDOTWriter {
  private static let tooltipLimit = 4000

  /// Writes a directed graph with one group of equal rank a lane.
  ///
  /// Nodes and edges carry the ids of the SVG. All strings are quoted; backslashes in labels are doubled, since DOT would
  /// read `\N` and the like as its own, and in tooltips replaced by `∖` (U+2216), since Graphviz 2.42 reads past the end
  /// of a tooltip that ends in one.
  ///
  /// - Parameter diagram: Skeleton and paint.
  /// - Returns: The DOT document.
  /// - Complexity: O(cards + edges + length of all texts) time and space.
  public static func dot(_ diagram: LaneDiagram) -> String {
    let skeleton = diagram.skeleton
    let paint = diagram.paint
    let ids = ElementIdentifiers(skeleton, prefix: "")
    var dot = ByteWriter(capacity: 1024 + 300 * skeleton.cards.count + 200 * skeleton.edges.count)
    dot.raw("digraph lanes {\n  graph [rankdir=LR, newrank=true, nodesep=0.2, ranksep=1.25, labelloc=t, labeljust=l")
    dot.raw(", label=")
    dot.quotedLabel([paint.title, paint.subtitle])
    dot.raw("];\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#cbd5e1\"];\n")
    dot.raw("  edge [arrowsize=0.5];\n")

    var members: [[Int]] = Array(repeating: [], count: skeleton.lanes.count)
    for (index, card) in skeleton.cards.enumerated() { members[card.lane].append(index) }
    for (lane, cards) in members.enumerated() {
      dot.raw("  subgraph ")
      dot.quoted("lane_" + ids.lanes[lane])
      dot.raw(" {\n    rank=same;\n    label=")
      dot.quotedLabel([paint.lanes[lane].title, paint.lanes[lane].subtitle])
      dot.raw(";\n")
      for card in cards { write(paint.cards[card], id: ids.cards[card], to: &dot) }
      dot.raw("  }\n")
    }
    writeLaneOrder(members, ids: ids, to: &dot)
    for (index, edge) in skeleton.edges.enumerated() {
      let ends = (ids.cards[edge.from], ids.cards[edge.to])
      let isForward = skeleton.span(of: edge) > 0
      write(edge, paint.edges[index], id: ids.edges[index], ends: ends, isForward: isForward, to: &dot)
    }
    dot.raw("}\n")
    return dot.string
  }

  private static func write(_ card: CardPaint, id: String, to dot: inout ByteWriter) {
    dot.raw("    ")
    dot.quoted(id)
    dot.raw(" [id=")
    dot.quoted(id)
    dot.raw(", label=")
    let second = [card.subtitle, card.value].filter { !$0.isEmpty }.joined(separator: " · ")
    dot.quotedLabel([card.name, second])
    dot.raw(", tooltip=")
    dot.quotedTooltip([card.name] + card.tooltip, limit: tooltipLimit)
    if let look = card.stripe.look, card.isEmphasised {
      dot.raw(", penwidth=2, color=\"")
      dot.raw(look.border.entry.light)
      dot.raw("\"")
    }
    dot.raw("];\n")
  }

  /// Invisible edges between the lanes that have cards, so that the lanes keep their order.
  private static func writeLaneOrder(_ members: [[Int]], ids: ElementIdentifiers, to dot: inout ByteWriter) {
    let firsts = members.compactMap(\.first)
    for (left, right) in zip(firsts, firsts.dropFirst()) {
      dot.raw("  ")
      dot.quoted(ids.cards[left])
      dot.raw(" -> ")
      dot.quoted(ids.cards[right])
      dot.raw(" [style=invis, weight=0];\n")
    }
  }

  private static func write(
    _ edge: LaneSkeleton.Edge,
    _ paint: EdgePaint,
    id: String,
    ends: (from: String, to: String),
    isForward: Bool,
    to dot: inout ByteWriter
  ) {
    let look = LineLook(paint.style, share: edge.share, isMinor: edge.isMinor)
    dot.raw("  ")
    dot.quoted(ends.from)
    dot.raw(" -> ")
    dot.quoted(ends.to)
    dot.raw(" [id=")
    dot.quoted(id)
    dot.raw(", weight=")
    dot.integer(max(1, Int((6 * edge.share).rounded())))
    dot.raw(", penwidth=")
    dot.number(look.width)
    dot.raw(", color=\"")
    dot.raw(look.colour.entry.light)
    dot.raw("\"")
    if look.dashes != nil { dot.raw(", style=dashed") }
    // Graphviz 2.42 garbles the attributes of edges within a rank that have ports.
    if isForward { dot.raw(", tailport=e, headport=w") }
    if edge.isMinor { dot.raw(", arrowhead=none") }
    if !paint.tooltip.isEmpty {
      dot.raw(", edgetooltip=")
      dot.quotedTooltip(paint.tooltip, limit: tooltipLimit)
    }
    dot.raw("];\n")
  }
}

extension ByteWriter {
  /// Appends a quoted string of letters, digits, `_` and `-`.
  fileprivate mutating func quoted(_ identifier: String) {
    raw("\"" as StaticString)
    raw(identifier)
    raw("\"" as StaticString)
  }

  /// Appends lines as a label: every character stands for itself.
  fileprivate mutating func quotedLabel(_ lines: [String]) {
    raw("\"" as StaticString)
    for (index, line) in lines.filter({ !$0.isEmpty }).enumerated() {
      if index > 0 { raw("\\n" as StaticString) }
      quotedCharacters(CleanText.line(line), backslash: "\\\\")
    }
    raw("\"" as StaticString)
  }

  fileprivate mutating func quotedTooltip(_ lines: [String], limit: Int) {
    raw("\"" as StaticString)
    let text = lines.filter { !$0.isEmpty }.joined(separator: "; ")
    quotedCharacters(CleanText.line(text, limit: limit), backslash: "∖")
    raw("\"" as StaticString)
  }

  /// DOT decodes entities in labels, hence the `&amp;`.
  private mutating func quotedCharacters(_ text: String, backslash: StaticString) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": raw("\\\"" as StaticString)
      case "\\": raw(backslash)
      case "&": raw("&amp;" as StaticString)
      default: raw(String(scalar))
      }
    }
  }
}
