import GraphDrawing
import SupplyGraph

/// The texts of a picture: headings, subtitles, tooltips with shares and sources, notes.
struct DiagramText {
  let view: DiagramView
  private var graph: SupplyGraph { view.graph }

  init(_ view: DiagramView) { self.view = view }

  private static let tierNames: [(title: String, subtitle: String)] = [
    ("Places and owners", "countries · hazards · firms"), ("Materials", "chemicals · gases · minerals"),
    ("Equipment", "tools · software · parts"), ("Substrates", "boards below the chip"),
    ("Fabrication", "foundry · memory"), ("Packaging", "assembly · test"), ("Chip designers", "accelerators · silicon"),
    ("Server makers", "racks · systems"), ("Hyperscalers", "clouds"), ("AI labs", "users"),
  ]

  func headings() -> [LaneHeading] {
    view.tiers.map { tier in
      let kinds = view.cards.filter { graph[$0].tier == tier }.map { graph[$0].kind }
      let named = kinds.contains { $0.tier == tier }
      guard named, Self.tierNames.indices.contains(tier) else {
        let counts = Dictionary(grouping: kinds, by: \.rawValue).mapValues(\.count)
        let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
        return LaneHeading(title: "Stage \(tier)", subtitle: words.joined(separator: " · "))
      }
      return LaneHeading(title: Self.tierNames[tier].title, subtitle: Self.tierNames[tier].subtitle)
    }
  }

  /// Kind and place of an entity, for the small line of its card.
  func subtitle(_ entity: EntityIndex) -> String {
    let subject = graph[entity]
    if subject.kind == .country { return subject.id }
    let kind = subject.kind.rawValue
    guard let place = subject.locations.max(by: { $0.share < $1.share })?.country ?? subject.hq else { return kind }
    let others = subject.locations.count > 1 ? "+" : ""
    return "\(kind) · \(place)\(others)"
  }

  /// A link's supplies: who needs what, how much of it, from which source.
  func lines(_ link: DiagramView.Link) -> [String] {
    let shown = link.supplies.prefix(6).map { entry in
      let need = graph.needs[entry.need]
      let supply = graph.supplies[entry.supply]
      let kind = need.isImplicit || need.kind == .flow ? "" : " (\(need.kind.rawValue))"
      let source = supply.evidence.source.map { ", \(graph.sources[$0].title)" } ?? ""
      let asOf = supply.evidence.asOf.map { " (\($0))" } ?? ""
      return
        "\(graph.productName(need.product))\(kind): \(percent(supply.share)) of \(graph[need.entity].name)’s need\(source)\(asOf)"
    }
    return Array(shown) + (link.supplies.count > 6 ? ["and \(link.supplies.count - 6) more"] : [])
  }

  /// What stands behind a card.
  func lines(_ entity: EntityIndex) -> [String] {
    let subject = graph[entity]
    var lines: [String] = [subtitle(entity)]
    if let source = subject.evidence.source { lines.append("Source: \(graph.sources[source].title)") }
    return lines
  }

  func notes(cannotTell: String) -> [Note] {
    var notes: [Note] = []
    if let data = PictureNotes.data(graph) { notes.append(data) }
    notes.append(Note(label: "What this cannot tell you", text: cannotTell))
    if view.omittedEntities > 0 || view.omittedLinks > 0 {
      notes.append(
        Note(
          label: "Left out",
          text:
            "\(view.omittedEntities) entities and \(view.omittedLinks) links of lesser weight, for legibility; --top shows more, --focus a neighbourhood."
        ))
    }
    if let credits = PictureNotes.credits(graph) { notes.append(credits) }
    return notes
  }

  /// A fraction as percent, whole from 10 % on; only all is 100 %.
  func percent(_ fraction: Double) -> String {
    let value = fraction * 100
    if value > 0, value < 0.1 { return "< 0.1 %" }
    if value >= 99.5, fraction < 1 - 1e-9 { return "> 99 %" }
    if value >= 10 || value == 0 { return "\(Int(value.rounded())) %" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
