import Diagnostics
import SupplyGraph

/// Turns the trade sections of a scenario into ``TradeMeasures``; every fault is a finding with its place.
struct TradeMeasuresResolution {
  let graph: SupplyGraph
  var findings: FindingCollector

  static let largestRate = 10.0
  static let largestFactor = 100.0
  static let largestPassThrough = 2.0

  /// The measures; meaningless where an error was found.
  mutating func resolve(_ rows: TradeRows, parser: inout SelectorParser) -> TradeMeasures {
    var measures = TradeMeasures()
    var ids: Set<String> = []
    for row in rows.tariffs {
      if let id = row.id, !ids.insert(id.value).inserted {
        findings.add("duplicate-id", at: id.spot, "tariff '\(id.value)' is listed twice")
      }
      if let rule = rule(row) { measures.tariffs.append(rule) }
    }
    if let change = rows.dollarChange {
      if change.value.isFinite, change.value > -1, change.value <= 10 {
        measures.dollarChange = change.value
      } else {
        findings.add(
          "out-of-range", at: change.spot, "usd \(change.value) is not a change above −1 and at most 10",
          suggestion: abs(change.value) >= 1 && abs(change.value) < 100
            ? "write a fraction: \(change.value / 100) for \(change.value) %" : nil)
      }
    }
    measures.tariffPassThrough =
      range(rows.tariffPassThrough, "tariff pass-through") ?? TradeMeasures.defaultTariffPassThrough
    measures.exchangeRatePassThrough =
      range(rows.exchangeRatePassThrough, "fx pass-through") ?? TradeMeasures.defaultExchangeRatePassThrough
    for row in rows.demand {
      if let change = demand(row, &parser) { measures.demand.append(change) }
    }
    return measures
  }

  // MARK: Tariffs

  private mutating func rule(_ row: TariffRow) -> TariffRule? {
    guard let id = row.id else {
      findings.add("missing-key", at: row.spot, "a tariff needs an id")
      return nil
    }
    if row.hs.isEmpty {
      findings.add("missing-key", at: row.spot, "the tariff '\(id.value)' needs hs: the headings it is about")
    }
    for heading in row.hs { check(heading) }
    if row.rate == nil { findings.add("missing-key", at: row.spot, "the tariff '\(id.value)' needs a rate") }
    let rate = number(row.rate, "rate", in: 0...Self.largestRate)
    var reporter = "USA"
    if let text = row.reporter {
      reporter = text.value
      if Countries.name(text.value) == nil { addUnknownCountry(text, groups: false) }
    }
    let windows = row.windows.map { window($0) }
    checkEndUses(row.exemptEndUse)
    let start = period(row.start, "start")
    let end = period(row.end, "end")
    if let start, let end, end.lastDay < start.firstDay, let written = row.end {
      findings.add("range", at: written.spot, "the tariff '\(id.value)' ends (\(end)) before it starts (\(start))")
    }
    var status = TariffStatus.enacted
    if let text = row.status {
      let known = TariffStatus.allCases.map(\.rawValue)
      if let word = TariffStatus(rawValue: text.value) {
        status = word
      } else {
        findings.add(
          "unknown-word", at: text.spot, "status '\(text.value)' is none of \(known.joined(separator: ", "))",
          suggestion: didYouMean(text.value, in: known))
      }
    }
    if let source = row.source, !graph.sources.contains(where: { $0.id == source.value }) {
      findings.add(
        "unknown-source", .warning, at: source.spot, "source '\(source.value)' is not in the graph's list of sources",
        suggestion: didYouMean(source.value, in: graph.sources.lazy.map(\.id)))
    }
    return TariffRule(
      id: id.value, reporter: reporter, headings: row.hs.map(\.value), origins: origins(row.origins), rate: rate ?? 0,
      windows: windows, exemptEndUse: row.exemptEndUse.map(\.value), start: start, end: end, status: status,
      source: row.source?.value)
  }

  private mutating func check(_ heading: Located<String>) {
    let digits = TariffRule.digits(heading.value)
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), (2...10).contains(digits.utf8.count) else {
      findings.add(
        "bad-hs-code", at: heading.spot, "'\(heading.value)' is no customs heading",
        suggestion: "write two to ten digits, such as 8471.50")
      return
    }
    let codes = graph.products.flatMap { $0.hs.map(\.code) }
    if !codes.contains(where: { TariffRule.digits($0).hasPrefix(digits) }) {
      findings.add(
        "unmatched-heading", .info, at: heading.spot,
        "no product of the graph has a code that begins with \(heading.value)",
        suggestion: didYouMean(heading.value, in: codes))
    }
  }

  private mutating func origins(_ texts: [Located<String>]) -> TariffOrigins {
    var result = TariffOrigins(countries: [])
    var everything = texts.isEmpty
    for text in texts {
      let isExcluded = text.value.hasPrefix("!")
      let name = isExcluded ? String(text.value.dropFirst()) : text.value
      if name == "*", !isExcluded {
        everything = true
        continue
      }
      let members: [String]
      if Countries.name(name) != nil {
        members = [name]
      } else if let group = graph.groups.first(where: { $0.id == name }) {
        members = group.members.filter { Countries.name($0) != nil }
        if members.isEmpty {
          findings.add("empty-selection", at: text.spot, "the group '\(name)' has no countries")
        }
      } else {
        addUnknownCountry(Located(name, at: text.spot), groups: true)
        continue
      }
      if isExcluded { result.excluded += members } else { result.countries = (result.countries ?? []) + members }
    }
    // Exclusions alone mean all but these.
    if everything || (result.countries ?? []).isEmpty { result.countries = nil }
    return result
  }

  private mutating func addUnknownCountry(_ text: Located<String>, groups: Bool) {
    // Of equally near codes one that the graph is about is meant.
    let present = graph.entities.filter { $0.kind == .country }.map(\.id)
    let names = present + Countries.all.map(\.code) + (groups ? graph.groups.map(\.id) : [])
    findings.add(
      "unknown-country", at: text.spot,
      "'\(text.value)' is no ISO 3166 alpha-3 country code" + (groups ? ", no group and not *" : ""),
      suggestion: Countries.suggestion(for: text.value).map { "write \($0)" } ?? didYouMean(text.value, in: names))
  }

  private mutating func window(_ row: WindowRow) -> TechnicalWindow {
    let known = graph.products.flatMap { $0.variants.flatMap { $0.attributes.map(\.name) } }
    return TechnicalWindow(
      row.spans.map { span in
        if span.low.value > span.high.value {
          findings.add(
            "range", at: span.low.spot,
            "the window of '\(span.attribute.value)' begins at \(span.low.value), above its end \(span.high.value)",
            suggestion: "write [\(span.high.value), \(span.low.value)]")
        }
        if !known.contains(span.attribute.value) {
          findings.add(
            "unknown-attribute", .warning, at: span.attribute.spot,
            "no variant of a product has the attribute '\(span.attribute.value)', so nothing lies in this window",
            suggestion: didYouMean(span.attribute.value, in: known))
        }
        return TechnicalWindow.Span(
          attribute: span.attribute.value, low: span.low.value, high: span.high.value)
      })
  }

  private mutating func checkEndUses(_ texts: [Located<String>]) {
    let known = graph.needs.flatMap { $0.endUse.map(\.use) }
    for text in texts where !known.contains(text.value) {
      findings.add(
        "unknown-end-use", .info, at: text.spot, "no need of the graph is for the end use '\(text.value)'",
        suggestion: didYouMean(text.value, in: known))
    }
  }

  // MARK: Demand and numbers

  private mutating func demand(_ row: DemandRow, _ parser: inout SelectorParser) -> DemandChange? {
    if row.factor == nil { findings.add("missing-key", at: row.spot, "a change of demand needs a factor") }
    let factor = number(row.factor, "factor", in: 0...Self.largestFactor)
    guard let source = row.select else {
      findings.add("missing-key", at: row.spot, "a change of demand needs select: whose demand")
      return nil
    }
    guard let selector = parser.parse(source) else { return nil }
    let choices = selector.choices(in: graph)
    guard !choices.isEmpty else {
      let unmatched = selector.unmatchedValues(in: graph)
      let hints = unmatched.map { entry in
        "no \(entry.term.key.rawValue) is '\(entry.value.text)'"
          + (entry.suggestion.map { ", did you mean '\($0)'?" } ?? "")
      }
      findings.add(
        "empty-selection", at: unmatched.first?.term.spot ?? row.spot, "the selector '\(selector)' matches nothing",
        suggestion: hints.isEmpty ? nil : hints.joined(separator: "; "))
      return nil
    }
    return factor.map { DemandChange(choices: choices, selection: selector.description, factor: $0) }
  }

  private mutating func range(_ row: PassThroughRow?, _ field: String) -> ValueRange? {
    guard let row, let value = number(row.value, field, in: 0...Self.largestPassThrough) else { return nil }
    let low = number(row.low, "\(field) low", in: 0...Self.largestPassThrough) ?? value
    let high = number(row.high, "\(field) high", in: 0...Self.largestPassThrough) ?? value
    guard low <= value, value <= high else {
      findings.add("range", at: row.value.spot, "\(field) \(value) lies outside its range \(low)…\(high)")
      return nil
    }
    return ValueRange(value: value, low: low, high: high)
  }

  private mutating func number(_ value: Located<Double>?, _ field: String, in range: ClosedRange<Double>) -> Double? {
    guard let value else { return nil }
    guard value.value.isFinite, range.contains(value.value) else {
      let isPercent = field == "rate" && value.value > range.upperBound && value.value <= 1000
      findings.add(
        "out-of-range", at: value.spot,
        "\(field) \(value.value) is outside \(Int(range.lowerBound))…\(Int(range.upperBound))",
        suggestion: isPercent ? "write a fraction: \(value.value / 100) for \(value.value) %" : nil)
      return nil
    }
    return value.value
  }

  private mutating func period(_ text: Located<String>?, _ field: String) -> Period? {
    guard let text else { return nil }
    guard let period = Period(text.value) else {
      findings.add(
        "bad-date", at: text.spot, "\(field) '\(text.value)' is not a date",
        suggestion: "write a year, month or day: 2026, 2026-01, 2026-01-15")
      return nil
    }
    return period
  }
}
