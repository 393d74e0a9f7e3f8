public import ScenarioModel
public import SupplyGraph
public import TradeAnalysis

extension Report {
  /// What countries import through this chain, and what a scenario's measures do to it.
  ///
  /// - Parameters:
  ///   - scenario: nil for the baseline.
  ///   - baseline: the month's published trade; nil where the graph has none or it is of another country.
  ///   - limit: rows of the import tables; nil for all.
  public static func trade(
    _ result: TradeResult, in graph: SupplyGraph, scenario: Scenario?, baseline: TradeBaseline?, limit: Int?
  ) -> Report {
    let text = TradeText(graph: graph, result: result, scenario: scenario)
    var report = Report(schema: "trade", title: text.title)
    report.say(text.summary)
    for sentence in text.measureSentences { report.say(sentence) }
    for table in text.importTables(limit: limit) { report.add(table) }
    if let table = text.waterfallTable { report.add(table) }
    for sentence in text.waterfallSentences { report.say(sentence) }
    if let table = text.exportTable(limit: limit) { report.add(table) }
    if let baseline { for sentence in text.sentences(baseline) { report.say(sentence) } }
    for sentence in text.gapSentences { report.say(sentence) }
    report.say(text.scope)
    report.members = text.members(baseline)
    return report
  }
}

/// The words of a trade result.
struct TradeText {
  let graph: SupplyGraph
  let result: TradeResult
  let scenario: Scenario?

  var measures: TradeMeasures { result.measures }
  var names: String { result.reporters.map(name).joined(separator: ", ") }

  func name(_ partner: String) -> String {
    partner == CustomsFlow.unknownPartner ? "unknown" : Countries.name(partner) ?? partner
  }

  func bn(_ value: Double) -> String {
    value != 0 && abs(value) < 0.005 ? (value > 0 ? "< 0.01" : "> −0.01") : NumberText.decimal(value, digits: 2)
  }

  var title: String {
    "Imports of \(names) through this chain" + (scenario.map { ": \($0.title)" } ?? "")
  }

  var summary: String {
    let totals = result.totals
    guard totals.baseline > 0 else {
      return
        "No goods of this graph enter \(names) with a value: goods are products with customs codes, and a need has to have a volume and a buyer that receives there."
    }
    guard scenario != nil else {
      return
        "Goods worth \(bn(totals.baseline)) bn US dollars a year (\(bn(totals.baseline / 12)) bn a month) enter \(names), each crossing counted once at its own value."
    }
    guard !measures.isEmpty else {
      return
        "The scenario changes no tariff, currency or demand, so the imports are those of the baseline: \(bn(totals.baseline)) bn US dollars a year."
    }
    let change = totals.change
    return
      "Imports of \(bn(totals.baseline)) bn US dollars a year become \(bn(totals.customsValue.value)) bn: a change of \(bn(change.value)) bn (\(bn(change.low)) to \(bn(change.high)))."
      + (measures.tariffs.isEmpty
        ? ""
        : " Duty \(bn(totals.duty.value)) bn (\(bn(totals.duty.low)) to \(bn(totals.duty.high))): \(percent(totals.effectiveRate)) of all imports shown, \(percent(totals.coveredRate)) of what pays it.")
  }

  func percent(_ rate: Double?) -> String { rate.map { NumberText.percent($0) } ?? "nothing" }

  /// What the measures assume.
  var measureSentences: [String] {
    guard !measures.isEmpty else { return [] }
    var sentences: [String] = []
    let (phi, beta) = (measures.tariffPassThrough, measures.exchangeRatePassThrough)
    if !measures.tariffs.isEmpty {
      sentences.append(
        "Importers bear \(NumberText.percent(phi.value)) of a duty (\(NumberText.percent(phi.low)) to \(NumberText.percent(phi.high))), exporters the rest. The baseline is taken as free of duty."
      )
    }
    if measures.dollarChange != 0 {
      let change = measures.foreignCurrencyChange
      sentences.append(
        "The dollar changes by \(signed(measures.dollarChange)), so other currencies by \(signed(change)) in dollars; \(NumberText.percent(beta.value)) of that (\(NumberText.percent(beta.low)) to \(NumberText.percent(beta.high))) shows in import prices: \(signed(beta.value * change))."
      )
    }
    for change in measures.demand {
      sentences.append(
        "\(change.selection) buys \(NumberText.decimal(change.factor, digits: 2)) times as much; what its suppliers buy in turn stays as it is."
      )
    }
    sentences.append(
      "Quantities after \(NumberText.plain(result.horizonYears)) \(result.horizonYears == 1 ? "year" : "years")."
        + (result.withoutElasticity > 0
          ? " Goods worth \(bn(result.withoutElasticity)) bn have no elasticity on record; their quantity does not react to prices."
          : ""))
    if scenario?.shocks.isEmpty == false {
      sentences.append("The scenario also stops output; what that does to trade is not in these figures, see compare.")
    }
    return sentences
  }

  private func signed(_ change: Double) -> String {
    (change > 0 ? "+" : "") + NumberText.decimal(change * 100, digits: 1) + " %"
  }

  // MARK: Scope

  var gapSentences: [String] {
    zip(result.reporters, result.gaps).flatMap { reporter, gaps -> [String] in
      var sentences: [String] = []
      if gaps.unattributed > 0 {
        sentences.append(
          "Goods worth a further \(bn(gaps.unattributed)) bn enter \(name(reporter)) from suppliers nobody has named; part of them may be domestic, and none is in these figures."
        )
      }
      if gaps.unplacedEmbedded > 0 {
        sentences.append(
          "Parts worth \(bn(gaps.unplacedEmbedded)) bn travel inside goods whose place of making is unknown and are left out."
        )
      }
      if !gaps.unvalued.isEmpty {
        let products = unique(gaps.unvalued.map { graph.productName($0.product) })
        sentences.append(
          "\(gaps.unvalued.count) needs for goods that enter \(name(reporter)) have no volume and are not valued: \(list(products))."
        )
      }
      if !gaps.otherPurchases.isEmpty {
        let purchases = gaps.otherPurchases.map { "\(graph.productName($0.product)) \(bn($0.volume)) bn" }
        sentences.append("Not goods, so no customs value: \(list(purchases)).")
      }
      return sentences
    }
  }

  var scope: String {
    "Out of scope: revenue of partner states, retaliation, exports that change in a second round, other goods than this chain's, transport and insurance. Duty is not trade: it is paid at home."
  }

  func list(_ words: [String], limit: Int = 6) -> String {
    words.count > limit
      ? words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more" : words.joined(separator: ", ")
  }

  private func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  func sentences(_ baseline: TradeBaseline) -> [String] {
    var sentences: [String] = []
    let month = result.totals.baseline / 12
    if let deficit = baseline.deficitFirst {
      sentences.append(
        "Baseline month November 2025: deficit in goods and services \(NumberText.decimal(deficit, digits: 1)) bn US dollars in the first release"
          + (baseline.deficitRevised.map { ", later revised to \(NumberText.decimal($0, digits: 1)) bn" } ?? "")
          + " (balance of payments, seasonally adjusted)."
          + (baseline.imports.map {
            " This chain's \(bn(month)) bn a month (a twelfth of the year, customs value, not adjusted) compare with imports of \(NumberText.decimal($0, digits: 1)) bn."
          } ?? ""))
    }
    if let rise = baseline.rise, let share = baseline.explainedShare {
      sentences.append(
        "Imports rose by \(NumberText.decimal(rise, digits: 1)) bn that month. Computers (\(NumberText.decimal(baseline.computers ?? 0, digits: 1)) bn) and semiconductors (\(NumberText.decimal(baseline.semiconductors ?? 0, digits: 1)) bn) make up \(NumberText.percent(share)) of it; the rest is other goods and services."
      )
    }
    if !measures.isEmpty {
      sentences.append(
        "The measures move the balance by \(bn(-result.totals.change.value / 12)) bn a month, minus the change of customs value."
      )
    }
    return sentences
  }
}
