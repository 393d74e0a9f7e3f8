public import GraphDrawing
import SupplyGraph

extension DiagramView {
  /// Paint by loss: what a scenario leaves of each entity at its worst moment.
  ///
  /// - Parameters:
  ///   - losses: by entity index, 0…1.
  ///   - stopped: supplies that deliver nothing, as indices into the graph's supplies.
  public func scenarioPaint(losses: [Double], stopped: Set<Int>, title: String, summary: String) -> LanePaint {
    let text = DiagramText(self)
    let cards = cards.map { card in
      let loss = losses[card.position]
      return CardPaint(
        name: graph[card].name, subtitle: text.subtitle(card), value: Self.change(loss),
        stripe: .loss(Self.lossStep(loss)), isEmphasised: loss >= 0.5, bar: Bar(kind: .left, fraction: 1 - loss),
        tooltip: ["Lost at the worst moment: \(text.percent(loss))"] + text.lines(card))
    }
    let edges = links.map { link in
      let isStopped = link.supplies.contains { stopped.contains($0.supply) }
      let loss = isStopped ? 1 : losses[link.from.position]
      let style: EdgePaint.Style = loss >= 0.5 ? .lost : loss > 0.0005 ? .slightlyLost : .pale
      return EdgePaint(style: style, tooltip: (isStopped ? ["Stopped by the scenario"] : []) + text.lines(link))
    }
    return LanePaint(
      title: title,
      subtitle:
        "Stripe, border and number: output lost at the worst moment, without stocks or substitution. Bar: what is left. Dashed edge: the supplier lost at least half.",
      summary: summary, lanes: text.headings(), cards: cards, edges: edges,
      legend: [
        LegendItem(.stripe(.loss(0)), "no loss"), LegendItem(.stripe(.loss(1)), "under 20 %"),
        LegendItem(.stripe(.loss(2)), "20–40 %"), LegendItem(.stripe(.loss(3)), "40–50 %"),
        LegendItem(.emphasis(.loss(4)), "50 % and more"), LegendItem(.bar(.left), "output left"),
        LegendItem(.edge(.lost), "supply of which half or more is gone"),
        LegendItem(.edge(.slightlyLost), "supply that lost less"), LegendItem(.edge(.pale), "untouched"),
      ],
      notes: text.notes(
        cannotTell:
          "When the loss arrives and when it ends: stocks and recovery are not counted, so a short stop that stocks would bridge shows its full size. Supply that is attributed to nobody counts as safe."
      ))
  }

  private static func lossStep(_ loss: Double) -> Int {
    switch loss {
    case ..<0.0005: 0
    case ..<0.2: 1
    case ..<0.4: 2
    case ..<0.5: 3
    default: 4
    }
  }

  private static func change(_ loss: Double) -> String {
    if loss < 0.0005 { return "±0" }
    if loss < 0.005 { return "−<1 %" }
    return loss >= 0.995 && loss < 1 - 1e-9 ? "−>99 %" : "−\(Int((loss * 100).rounded())) %"
  }
}
