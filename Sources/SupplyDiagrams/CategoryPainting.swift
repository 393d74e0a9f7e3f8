public import GraphDrawing
import SupplyGraph

extension DiagramView {
  /// What a picture may be coloured by besides risk and loss.
  public enum Category: String, Sendable, CaseIterable {
    case kind, country
  }

  /// Paint by kind or by country.
  public func categoryPaint(_ category: Category, title: String, summary: String) -> LanePaint {
    let text = DiagramText(self)
    let keys = cards.map { key($0, category) }
    let counts = Dictionary(grouping: keys, by: { $0 }).mapValues(\.count)
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    // Eight colours can be told apart; the last one stands for all the others.
    func step(_ key: String) -> Int { min(7, order.firstIndex(of: key) ?? 7) }
    let paints = zip(cards, keys).map { card, key in
      CardPaint(
        name: graph[card].name, subtitle: text.subtitle(card), value: category == .country ? key : "",
        stripe: .category(step(key)), tooltip: ["\(category.rawValue): \(key)"] + text.lines(card))
    }
    let named = order.prefix(order.count > 8 ? 7 : 8)
    var legend = named.enumerated().map { LegendItem(.stripe(.category($0.offset)), $0.element) }
    if order.count > 8 { legend.append(LegendItem(.stripe(.category(7)), "other")) }
    legend += [
      LegendItem(.edge(.normal), "supply"), LegendItem(.edge(.minor), "place, owner, hazard, service, licence"),
    ]
    return LanePaint(
      title: title, subtitle: "Stripe: \(category.rawValue). Edge width: share of the customer’s need.",
      summary: summary,
      lanes: text.headings(), cards: paints,
      edges: links.map { EdgePaint(style: $0.isMinor ? .minor : .normal, tooltip: text.lines($0)) }, legend: legend,
      notes: text.notes(
        cannotTell: "How much depends on whom in the end: an edge is one step, and risk travels over many."))
  }

  private func key(_ card: EntityIndex, _ category: Category) -> String {
    let entity = graph[card]
    switch category {
    case .kind: return entity.kind.rawValue
    case .country:
      if entity.kind == .country { return entity.id }
      return entity.locations.max { $0.share < $1.share }?.country ?? entity.hq ?? "–"
    }
  }
}
