public import Propagation
public import SupplyGraph

extension Report {
  /// Beside the customs view of imports: whose value is inside what the importers buy.
  ///
  /// - Parameter limit: countries to show; nil for all.
  public mutating func state(_ value: PurchasedValue, in graph: SupplyGraph, limit: Int?) {
    var table = Table(
      title: "Whose value is inside what \(NumberText.count(value.buyers.count, "buyer")) there purchase",
      columns: [.init("origin", "Added in"), .init("value_share", "Value share", isNumeric: true)])
    let shown = limit.map { Array(value.origins.prefix($0)) } ?? value.origins
    for origin in shown {
      table.rows.append([
        .display(Countries.name(origin.country) ?? origin.country, raw: origin.country), .share(origin.share),
      ])
    }
    let rest = value.origins.dropFirst(shown.count).reduce(0) { $0 + $1.share }
    if rest > 0 { table.rows.append([.display("other countries", raw: "other"), .share(rest)]) }
    table.rows.append([.display("place not recorded", raw: "unknown"), .share(value.unknown)])
    table.rows.append([.display("bought from nobody in particular", raw: "unattributed"), .share(value.unattributed)])
    add(table)
    say(
      "Customs see where goods were made last; this follows \(NumberText.decimal(value.volume, digits: 1)) bn US dollars a year of purchases through all stages, home-made goods included. Both are the baseline's."
    )
    set(
      "look_through",
      [
        "volume": .number(value.volume), "buyers": .strings(value.buyers.map { graph[$0].id }),
        "origins": .array(
          value.origins.map { ["country": .string($0.country), "value_share": .number($0.share)] }),
        "unknown": .number(value.unknown), "unattributed": .number(value.unattributed),
      ])
  }
}
