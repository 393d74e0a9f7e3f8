public import GraphDrawing
public import SupplyGraph

extension DiagramView {
  /// Paint by risk: what stops with each entity.
  ///
  /// - Parameters:
  ///   - risk: figure of the stripe by entity index, 0…1.
  ///   - bar: figure of the bar by entity index, 0…1.
  ///   - targets: whose loss it is; they have no figure of their own.
  ///   - meaning: what stripe and bar show, in a sentence each.
  ///   - cannotTell: what these figures leave out.
  public func riskPaint(
    risk: [Double], bar: [Double], targets: Set<EntityIndex>, title: String, meaning: (stripe: String, bar: String),
    cannotTell: String, summary: String
  ) -> LanePaint {
    let text = DiagramText(self)
    let cards = cards.map { card in
      let value = risk[card.position]
      guard !targets.contains(card) else {
        return CardPaint(
          name: graph[card].name, subtitle: text.subtitle(card),
          tooltip: ["One of those whose loss is shown"] + text.lines(card))
      }
      return CardPaint(
        name: graph[card].name, subtitle: text.subtitle(card), value: Self.score(value),
        stripe: .risk(Self.riskStep(value)), bar: Bar(kind: .share, fraction: bar[card.position]),
        tooltip: [
          "\(meaning.stripe): \(text.percent(value))", "\(meaning.bar): \(text.percent(bar[card.position]))",
        ] + text.lines(card))
    }
    let edges = links.map { link in
      let isCritical = !link.isMinor && link.share >= 0.9 && risk[link.from.position] >= 0.6
      return EdgePaint(style: isCritical ? .critical : link.isMinor ? .minor : .normal, tooltip: text.lines(link))
    }
    return LanePaint(
      title: title,
      subtitle:
        "Stripe and number: \(meaning.stripe), in percent. Bar: \(meaning.bar). Edge width: share of the customer’s need.",
      summary: summary, lanes: text.headings(), cards: cards, edges: edges,
      legend: [
        LegendItem(.stripe(.risk(0)), "0–19"), LegendItem(.stripe(.risk(1)), "20–39"),
        LegendItem(.stripe(.risk(2)), "40–59"), LegendItem(.stripe(.risk(3)), "60–79"),
        LegendItem(.stripe(.risk(4)), "80–100"), LegendItem(.bar(.share), meaning.bar),
        LegendItem(.edge(.normal), "supply"),
        LegendItem(.edge(.critical), "at least 90 % from a supplier of 60 or more"),
        LegendItem(.edge(.minor), "place, owner, hazard, service, licence"),
      ],
      notes: text.notes(
        cannotTell:
          "\(cannotTell) Supply that is attributed to nobody counts as safe. A dependence nobody has published is missing."
      ))
  }

  private static func riskStep(_ value: Double) -> Int { max(0, min(4, Int(value * 5))) }

  /// The figure out of 100; 0 and 100 are for nothing and for all only.
  private static func score(_ value: Double) -> String {
    if value > 0, value < 0.005 { return "<1" }
    return value >= 0.995 && value < 1 - 1e-9 ? ">99" : String(Int((value * 100).rounded()))
  }
}
