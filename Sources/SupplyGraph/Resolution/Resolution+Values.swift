import Diagnostics

/// Rules for single values: identifiers, numbers in their range, periods, words of a vocabulary.
extension Resolution {
  /// Largest number of days that any field takes: a hundred years.
  static let longestDays = 36_525.0
  /// Largest sum of shares that is still brought to 1; sums of decimals may be off by a few units in the last place.
  static let largestShareSum = 1.02 + 1e-9
  /// Largest amount of money, in USD billion a year.
  static let largestMoney = 1e9

  static func badPeriod(_ text: Located<String>, _ field: String, _ findings: inout FindingCollector) {
    findings.add(
      "bad-date", at: text.spot, "\(field) '\(text.value)' is not a date",
      suggestion: "write a year, quarter, month or day: 2025, 2025-Q3, 2025-10, 2025-10-30, or a span 2024/2025")
  }

  mutating func period(_ text: Located<String>?, _ field: String) -> Period? {
    guard let text else { return nil }
    guard let period = Period(text.value) else {
      Self.badPeriod(text, field, &findings)
      return nil
    }
    return period
  }

  /// The number if it lies in the range; otherwise a finding and nil.
  mutating func number(_ value: Located<Double>?, _ field: String, in range: ClosedRange<Double>) -> Double? {
    guard let value else { return nil }
    guard value.value.isFinite, range.contains(value.value) else {
      let share = range == 0...1 && value.value > 1 && value.value <= 100
      findings.add(
        "out-of-range", at: value.spot,
        "\(field) \(value.value) is outside \(plain(range.lowerBound))…\(plain(range.upperBound))",
        suggestion: share ? "write a fraction: \(plain(value.value / 100)) for \(plain(value.value)) %" : nil)
      return nil
    }
    return value.value
  }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  mutating func fraction(_ value: Located<Double>?, _ field: String) -> Double? { number(value, field, in: 0...1) }

  mutating func days(_ value: Located<Double>?, _ field: String) -> Double? {
    number(value, field, in: 0...Self.longestDays)
  }

  mutating func money(_ value: Located<Double>?, _ field: String) -> Double? {
    number(value, field, in: 0...Self.largestMoney)
  }

  /// A word of a closed vocabulary; otherwise a finding with the nearest one, and nil.
  mutating func word<Word: CaseIterable & RawRepresentable>(
    _ text: Located<String>?, _ field: String, of type: Word.Type
  ) -> Word? where Word.RawValue == String {
    guard let text else { return nil }
    if let word = Word(rawValue: text.value) { return word }
    let known = Word.allCases.map(\.rawValue)
    findings.add(
      "unknown-word", at: text.spot, "\(field) '\(text.value)' is none of \(known.joined(separator: ", "))",
      suggestion: didYouMean(text.value, in: known))
    return nil
  }

  /// Checks the form of an id (lower-case kebab, or a country code where allowed).
  mutating func checkIdentifier(_ id: Located<String>, _ what: String, countriesAllowed: Bool = false) {
    guard !isKebabIdentifier(id.value) else { return }
    if countriesAllowed, Countries.name(id.value) != nil { return }
    let shown = id.value.count > 60 ? id.value.prefix(60) + "…" : Substring(id.value)
    findings.add(
      "bad-id", at: id.spot,
      "\(what) id '\(shown)' is not lower-case kebab: letters a–z, digits and '-', at most 100",
      suggestion: Self.kebab(id.value).map { "write '\($0)'" })
  }

  private static func kebab(_ text: String) -> String? {
    var result = ""
    for scalar in text.lowercased().unicodeScalars.prefix(100) {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else if !result.isEmpty, !result.hasSuffix("-") {
        result.append("-")
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return result.isEmpty ? nil : result
  }

  mutating func countryCode(_ text: Located<String>) -> String? {
    guard Countries.name(text.value) == nil else { return text.value }
    findings.add(
      "unknown-country", at: text.spot, "'\(text.value)' is no ISO 3166 alpha-3 country code",
      suggestion: Countries.suggestion(for: text.value).map { "write \($0)" }
        ?? nearestName(to: text.value, in: Countries.all.lazy.map(\.code)).map { "did you mean '\($0)'?" })
    return nil
  }

  /// Country shares of a map; codes and sums are checked.
  mutating func countryShares(_ entries: [ShareEntry], _ field: String) -> [CountryShare] {
    var result: [CountryShare] = []
    for entry in entries {
      guard let code = countryCode(entry.key), let share = fraction(entry.share, "\(field) share") else { continue }
      if result.contains(where: { $0.country == code }) {
        findings.add("duplicate-key", at: entry.key.spot, "\(field) names \(code) twice")
      } else {
        result.append(CountryShare(country: code, share: share))
      }
    }
    let divisor = checkedSum(result.map(\.share), of: field, at: entries.first?.key.spot)
    for index in result.indices { result[index].share /= divisor }
    return result
  }

  /// What to divide shares by: their sum where it is 1 within rounding or, with a warning, up to 1.02; else 1, and
  /// above 1.02 an error.
  mutating func checkedSum(_ shares: [Double], of field: String, at spot: SourceSpot?) -> Double {
    let sum = shares.reduce(0, +)
    guard let spot, sum >= 1 - 1e-9 else { return 1 }
    if sum > Self.largestShareSum {
      findings.add("share-sum", at: spot, "the shares of \(field) sum to \(rounded(sum)), more than 1.02")
      return 1
    }
    if sum > 1 + 1e-9 {
      findings.add(
        "share-sum-normalised", .warning, at: spot,
        "the shares of \(field) sum to \(rounded(sum)) and were divided by it")
      Ledger.count("maps whose shares were divided by their sum", in: &ledger.merged)
    }
    return sum
  }

  /// A number for a message: three decimals at most.
  func rounded(_ value: Double) -> String { String((value * 1000).rounded() / 1000) }

  mutating func sourceIndex(_ text: Located<String>?) -> Int? {
    guard let text else { return nil }
    if let lastSource, lastSource.id == text.value { return lastSource.index }
    if let index = sourceByID[text.value] {
      lastSource = (text.value, index)
      return index
    }
    if document.declaresSources {
      findings.add(
        "unknown-source", at: text.spot, "source '\(text.value)' is not in the list of sources",
        suggestion: didYouMean(text.value, in: sources.lazy.map(\.id)))
      return nil
    }
    sources.append(Source(id: text.value, title: text.value))
    sourceByID.append(text.value)
    Ledger.count("sources that declared themselves", in: &ledger.merged)
    return sources.count - 1
  }

  mutating func evidence(_ row: EvidenceRow, countDefaults: Bool) -> Evidence {
    if countDefaults {
      if row.status == nil { tally.count(.status, in: &ledger) }
      if row.method == nil { tally.count(.method, in: &ledger) }
      if row.confidence == nil { tally.count(.confidence, in: &ledger) }
    }
    return Evidence(
      source: sourceIndex(row.source), asOf: period(row.asOf, "as_of"),
      status: word(row.status, "status", of: EvidenceStatus.self) ?? Defaults.status,
      method: word(row.method, "method", of: EvidenceMethod.self) ?? Defaults.method,
      confidence: word(row.confidence, "confidence", of: Confidence.self) ?? Defaults.confidence,
      note: row.note?.value)
  }

  /// Checks low ≤ share ≤ high.
  mutating func checkRange(_ share: Double?, _ low: Located<Double>?, _ high: Located<Double>?) {
    if let share, let low, low.value > share + 1e-9 {
      findings.add("range", at: low.spot, "low \(low.value) is above the share \(share)")
    }
    if let share, let high, high.value < share - 1e-9 {
      findings.add("range", at: high.spot, "high \(high.value) is below the share \(share)")
    }
  }
}
