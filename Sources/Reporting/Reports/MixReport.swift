public import RiskAnalysis
import SupplyGraph

extension Report {
  /// Who provides a product behind a target, through all stages.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func mix(_ mix: StageMix, by grouping: ConcentrationGrouping, top: Int?) -> Report {
    let text = GraphText(mix.graph)
    let product = mix.graph.productName(mix.product)
    let target = text.name(mix.target)
    var report = Report(schema: "exposure", title: "\(product) behind \(target), by \(grouping.rawValue)")
    let shares = mix.mix(by: grouping)
    if let first = shares.first {
      report.say(
        "Of all \(product) behind \(target) that can be followed to a provider, \(NumberText.percent(first.share)) is from \(keyName(first.key, text))."
      )
    } else {
      report.say("Nothing that \(target) buys leads to \(product), as far as this graph knows.")
    }
    report.say(
      "\(NumberText.percent(mix.reached)) of \(target)'s input spend leads to a provider of it, \(NumberText.percent(mix.unattributed)) first meets supply that is attributed to nobody (\(NumberText.percent(mix.unattributedAtStage)) at needs for \(product) itself), \(NumberText.percent(mix.elsewhere)) goes elsewhere."
    )
    var table = Table(columns: [
      .init("key", grouping.rawValue.prefix(1).uppercased() + grouping.rawValue.dropFirst()),
      .init("share", "Share", isNumeric: true),
    ])
    let shown = top.map { Array(shares.prefix($0)) } ?? shares
    for entry in shown { table.rows.append([.display(keyName(entry.key, text), raw: entry.key), .share(entry.share)]) }
    if !shown.isEmpty { report.add(table) }
    if shown.count < shares.count {
      report.say("\(shares.count - shown.count) smaller shares are not shown; --top 0 shows all.")
    }
    report.set("target", .string(text.id(mix.target)))
    report.set("product", .string(mix.product))
    report.set("by", .string(grouping.rawValue))
    report.set("mix", .array(shares.map { ["key": .string($0.key), "share": .number($0.share)] }))
    report.set("reached", .number(mix.reached))
    report.set("unattributed", .number(mix.unattributed))
    report.set("unattributed_at_stage", .number(mix.unattributedAtStage))
    report.set("elsewhere", .number(mix.elsewhere))
    report.set("error_bound", .number(mix.errorBound))
    return report
  }

  private static func keyName(_ key: String, _ text: GraphText) -> String {
    key == "unknown" ? "place unknown" : text.country(key)
  }
}
