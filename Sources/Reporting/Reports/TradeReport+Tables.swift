import ScenarioModel
import SupplyGraph
import TradeAnalysis

/// Tables and JSON of a trade result.
extension TradeText {
  // MARK: Tables

  func importTables(limit: Int?) -> [Table] {
    guard !result.imports.isEmpty else { return [] }
    return [
      grouped("By country of origin", key: "partner", "Partner", limit: limit) { ($0.partner, name($0.partner)) },
      lineTable(limit: limit),
    ]
  }

  private var hasScenario: Bool { scenario != nil }

  private var valueColumns: [Table.Column] {
    let value = Table.Column("customs_value", "bn USD a year", isNumeric: true)
    guard hasScenario else { return [value, .init("share", "Share", isNumeric: true)] }
    return [.init("baseline", "Baseline", isNumeric: true), value, .init("change", "Change", isNumeric: true)]
      + (measures.tariffs.isEmpty ? [] : [.init("duty", "Duty", isNumeric: true)])
  }

  private func values(baseline: Double, value: Double, duty: Double) -> [Table.Cell] {
    guard hasScenario else {
      return [.number(value, digits: 2), .share(result.totals.baseline > 0 ? value / result.totals.baseline : 0)]
    }
    return [.number(baseline, digits: 2), .number(value, digits: 2), .number(value - baseline, digits: 2)]
      + (measures.tariffs.isEmpty ? [] : [.number(duty, digits: 2)])
  }

  private func grouped(
    _ title: String, key: String, _ heading: String, limit: Int?, by group: (ImportLine) -> (id: String, name: String)
  ) -> Table {
    var rows: [(id: String, name: String, baseline: Double, value: Double, duty: Double)] = []
    for line in result.imports {
      let (id, name) = group(line)
      let index = rows.firstIndex { $0.id == id } ?? rows.count
      if index == rows.count { rows.append((id, name, 0, 0, 0)) }
      rows[index].baseline += line.baseline
      rows[index].value += line.customsValue.value
      rows[index].duty += line.duty.value
    }
    rows.sort { $0.value != $1.value ? $0.value > $1.value : $0.id < $1.id }
    var table = Table(title: title, columns: [.init(key, heading)] + valueColumns)
    for row in rows.prefix(limit ?? rows.count) {
      table.rows.append(
        [.display(row.name, raw: row.id)] + values(baseline: row.baseline, value: row.value, duty: row.duty))
    }
    return table
  }

  private func lineTable(limit: Int?) -> Table {
    let shown = result.imports.prefix(limit ?? result.imports.count)
    let isCut = shown.count < result.imports.count
    var table = Table(
      title: "By product, customs code and origin"
        + (isCut ? ", the \(shown.count) largest of \(result.imports.count)" : ""),
      columns: (result.reporters.count > 1 ? [.init("reporter", "Into")] : []) + [
        .init("product", "Product"), .init("hs", "HS"), .init("partner", "From"),
      ] + valueColumns)
    for line in shown {
      table.rows.append(
        (result.reporters.count > 1 ? [.display(name(line.reporter), raw: line.reporter)] : []) + [
          .display(graph.productName(line.product), raw: line.product), .text(line.hs),
          .display(name(line.partner), raw: line.partner),
        ] + values(baseline: line.baseline, value: line.customsValue.value, duty: line.duty.value))
    }
    return table
  }

  func exportTable(limit: Int?) -> Table? {
    guard !result.exports.isEmpty else { return nil }
    var table = Table(
      title: "The other side: exports of \(names), baseline",
      columns: [
        .init("product", "Product"), .init("hs", "HS"), .init("partner", "To"),
        .init("value", "bn USD a year", isNumeric: true),
      ])
    for line in result.exports.prefix(limit ?? result.exports.count) {
      table.rows.append([
        .display(graph.productName(line.product), raw: line.product), .text(line.hs),
        .display(name(line.partner), raw: line.partner), .number(line.value, digits: 2),
      ])
    }
    return table
  }

  // MARK: Why a duty is what it is

  var waterfallTable: Table? {
    guard !result.waterfalls.isEmpty else { return nil }
    var table = Table(
      title: "From the headings of a rule to its duty, bn USD a year",
      columns: [
        .init("rule", "Rule"), .init("status", "Status"), .init("rate", "Rate", isNumeric: true),
        .init("in_headings", "In its headings", isNumeric: true),
        .init("from_origins", "From its origins", isNumeric: true),
        .init("in_window", "Inside the window", isNumeric: true), .init("covered", "Not exempt", isNumeric: true),
        .init("duty", "Duty", isNumeric: true),
      ])
    for entry in result.waterfalls {
      table.rows.append([
        .text(entry.rule.id), .text(entry.rule.status.rawValue + (entry.isApplied ? "" : ", not computed")),
        .share(entry.rule.rate), .number(entry.inHeadings, digits: 2), .number(entry.fromOrigins, digits: 2),
        .number(entry.inWindow, digits: 2), .number(entry.covered, digits: 2), .number(entry.duty, digits: 2),
      ])
    }
    return table
  }

  var waterfallSentences: [String] {
    var sentences: [String] = []
    for entry in result.waterfalls where entry.isApplied && entry.inHeadings > 0 {
      var steps = ["\(bn(entry.inHeadings)) bn stand under its headings"]
      if entry.fromOrigins < entry.inHeadings { steps.append("\(bn(entry.fromOrigins)) bn come from its origins") }
      if !entry.rule.windows.isEmpty { steps.append("\(bn(entry.inWindow)) bn lie inside the technical window") }
      if !entry.rule.exemptEndUse.isEmpty { steps.append("\(bn(entry.covered)) bn remain after the exempt end uses") }
      sentences.append(
        "\(entry.rule.id): " + steps.joined(separator: ", ")
          + "; at \(NumberText.percent(entry.rule.rate)) that is a duty of \(bn(entry.duty)) bn."
      )
      if entry.withoutVariants > 0 {
        sentences.append(
          "\(entry.rule.id): goods worth \(bn(entry.withoutVariants)) bn have no variants on record, so none of them counts as inside the window."
        )
      }
      if entry.withoutEndUse > 0 {
        sentences.append(
          "\(entry.rule.id): for goods worth \(bn(entry.withoutEndUse)) bn the end use is not recorded, so none of them counts as exempt."
        )
      }
    }
    for entry in result.waterfalls {
      if !entry.isApplied {
        sentences.append(
          "\(entry.rule.id) is "
            + (entry.rule.status == .struckDown ? "struck down" : "not in force at the date asked for")
            + " and not computed.")
      } else if entry.inHeadings == 0 {
        sentences.append(
          "\(entry.rule.id): nothing this chain brings to \(name(entry.rule.reporter)) stands under its headings.")
      } else if entry.rule.status == .threatened {
        sentences.append("\(entry.rule.id) is threatened, not law; it is computed because the scenario asks for it.")
      }
    }
    if hasDisjointRules {
      sentences.append(
        "Some of these rules are never in force on the same day; all are computed together. Use --at to choose a date."
      )
    }
    return sentences
  }

  private var hasDisjointRules: Bool {
    let applied = result.waterfalls.filter(\.isApplied).map(\.rule)
    return applied.contains { a in
      applied.contains { b in
        guard let end = a.end, let start = b.start else { return false }
        return end.lastDay < start.firstDay
      }
    }
  }

  // MARK: JSON

  func members(_ baseline: TradeBaseline?) -> [JSONValue.Member] {
    [
      .init("reporters", .strings(result.reporters)),
      .init(
        "imports",
        .array(
          result.imports.map { line in
            [
              "reporter": .string(line.reporter), "partner": .string(line.partner), "product": .string(line.product),
              "hs": .string(line.hs), "customs_value": .number(line.customsValue.value),
              "duty": .number(line.duty.value), "baseline": .number(line.baseline),
              "covered_value": .number(line.coveredValue), "low": .number(line.customsValue.low),
              "high": .number(line.customsValue.high),
            ]
          })),
      .init("totals", result.totals.json),
      .init("balance", balance(baseline)),
      .init(
        "exports",
        .array(
          result.exports.map { line in
            [
              "reporter": .string(line.reporter), "partner": .string(line.partner), "product": .string(line.product),
              "hs": .string(line.hs), "customs_value": .number(line.value),
            ]
          })),
      .init("rules", .array(result.waterfalls.map { rule($0) })),
      .init("not_counted", .array(zip(result.reporters, result.gaps).map { gap($0, $1) })),
      .init("basis", basis),
      .init(
        "units",
        [
          "imports": "USD bn a year", "totals": "USD bn a year", "balance": "USD bn a month", "rates": "fraction",
        ]),
    ]
  }

  private func balance(_ baseline: TradeBaseline?) -> JSONValue {
    [
      "baseline": .optional(baseline?.deficitFirst.map { -$0 }),
      "change": .number(zeroed(-result.totals.change.value / 12)),
      "explained_share": .optional(baseline?.explainedShare),
      "baseline_revised": .optional(baseline?.deficitRevised.map { -$0 }),
      "month": baseline == nil ? .null : .string(TradeBaseline.month),
      "imports": .optional(baseline?.imports), "rise_of_imports": .optional(baseline?.rise),
      "computers": .optional(baseline?.computers), "semiconductors": .optional(baseline?.semiconductors),
      "chain_imports": .number(result.totals.baseline / 12),
      "sources": .strings((baseline?.sources ?? []).map { graph.sources[$0].id }),
    ]
  }

  /// Nothing changed is 0, not −0.
  private func zeroed(_ value: Double) -> Double { value == 0 ? 0 : value }

  private func rule(_ entry: TariffWaterfall) -> JSONValue {
    [
      "id": .string(entry.rule.id), "status": .string(entry.rule.status.rawValue), "applied": .bool(entry.isApplied),
      "rate": .number(entry.rule.rate), "in_headings": .number(entry.inHeadings),
      "from_origins": .number(entry.fromOrigins), "in_window": .number(entry.inWindow),
      "covered": .number(entry.covered), "without_variants": .number(entry.withoutVariants),
      "without_end_use": .number(entry.withoutEndUse), "duty": .number(entry.duty),
    ]
  }

  private func gap(_ reporter: String, _ gaps: TradeGaps) -> JSONValue {
    [
      "reporter": .string(reporter), "unattributed": .number(gaps.unattributed),
      "unplaced_embedded": .number(gaps.unplacedEmbedded), "buyers_without_place": .integer(gaps.buyersWithoutPlace),
      "without_volume": .array(
        gaps.unvalued.map { ["entity": .string(graph[$0.entity].id), "product": .string($0.product)] }),
      "not_goods": .array(
        gaps.otherPurchases.map { ["product": .string($0.product), "volume": .number($0.volume)] }),
    ]
  }

  private var basis: JSONValue {
    [
      "imports":
        "customs value, not seasonally adjusted, from volumes and shares of the graph; a month is a twelfth of the year",
      "balance": "balance of payments, seasonally adjusted, goods and services; first release",
      "exports": "baseline; measures do not act on them", "horizon_years": .number(result.horizonYears),
      "tariff_pass_through": measures.tariffPassThrough.json,
      "fx_pass_through": measures.exchangeRatePassThrough.json,
      "without_elasticity": .number(result.withoutElasticity),
      "out_of_scope": .strings([
        "revenue of partner states", "second-round exports", "retaliation", "duties already in the baseline",
      ]),
    ]
  }
}
