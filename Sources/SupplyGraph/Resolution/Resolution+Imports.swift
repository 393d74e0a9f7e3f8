import Diagnostics

/// Published import figures.
extension Resolution {
  mutating func readImports() {
    var seen: Set<[String]> = []
    for row in document.imports {
      let errorsBefore = findings.errorCount
      let period = period(row.period, "period")
      let reporter = countryCode(row.reporter)
      let partner = row.partner.value == ImportRecord.world ? ImportRecord.world : countryCode(row.partner)
      checkHeading(row.hs)
      if row.customsValue == nil {
        findings.add(
          "missing-value", at: row.period.spot,
          "the imports of \(row.hs.value) from \(row.partner.value) in \(row.period.value) have no customs_value")
      }
      let value = money(row.customsValue, "customs_value")
      let release = self.period(row.release, "release")
      let source = sourceIndex(row.source)
      if row.source == nil {
        findings.add(
          "no-source", .warning, at: row.period.spot,
          "the imports of \(row.hs.value) from \(row.partner.value) in \(row.period.value) have no source")
      }
      let key = [
        row.period.value, row.reporter.value, row.partner.value, row.hs.value, row.basis?.value ?? "",
        row.release?.value ?? "",
      ]
      if !seen.insert(key).inserted {
        findings.add(
          "duplicate-row", at: row.period.spot,
          "the imports of \(row.hs.value) from \(row.partner.value) in \(row.period.value) are listed twice",
          suggestion: "keep one, or say in basis and release what makes them different")
      }
      guard findings.errorCount == errorsBefore, let period, let reporter, let partner, let value else { continue }
      imports.append(
        ImportRecord(
          period: period, reporter: reporter, partner: partner, hs: row.hs.value, customsValue: value,
          unit: row.unit?.value ?? ImportRecord.defaultUnit, basis: row.basis?.value, release: release, source: source,
          note: row.note?.value))
    }
  }

  /// A customs heading is two to ten digits, with points between them or without.
  private mutating func checkHeading(_ hs: Located<String>) {
    let digits = hs.value.utf8.count { (48...57).contains($0) }
    let isCode = hs.value.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    guard !isCode || !(2...10).contains(digits) else { return }
    findings.add(
      "bad-hs-code", at: hs.spot, "'\(hs.value.prefix(40))' is no customs heading",
      suggestion: "write two to ten digits, such as 8471.50")
  }
}
