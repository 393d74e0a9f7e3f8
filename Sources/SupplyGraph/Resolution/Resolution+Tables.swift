import Diagnostics

/// Sources, products, markets, groups, claims and facts.
extension Resolution {
  mutating func readSources() {
    for row in document.sources {
      checkIdentifier(row.id, "source")
      guard sourceByID[row.id.value] == nil else {
        findings.add("duplicate-id", at: row.id.spot, "source '\(row.id.value)' is listed twice")
        continue
      }
      sourceByID.append(row.id.value)
      sources.append(
        Source(
          id: row.id.value, title: row.title?.value ?? row.id.value, publisher: row.publisher?.value,
          url: row.url?.value, date: period(row.date, "date"), licence: row.licence?.value, note: row.note?.value))
    }
  }

  mutating func readProducts() {
    for row in document.products {
      checkIdentifier(row.id, "product")
      if ImplicitProduct.all.contains(row.id.value) {
        findings.add(
          "reserved-id", at: row.id.spot, "'\(row.id.value)' names the implicit needs and cannot be a product")
        continue
      }
      guard productByID[row.id.value] == nil else {
        findings.add("duplicate-id", at: row.id.spot, "product '\(row.id.value)' is listed twice")
        continue
      }
      var hs: [HSShare] = []
      for entry in row.hs {
        guard let share = fraction(entry.share, "hs share") else { continue }
        hs.append(HSShare(code: entry.key.value, share: share))
      }
      let sum = hs.reduce(0) { $0 + $1.share }
      if !hs.isEmpty, abs(sum - 1) > 0.02 {
        findings.add(
          "share-sum", at: row.hs[0].key.spot,
          "the HS code shares of '\(row.id.value)' sum to \(rounded(sum)), not to 1")
      }
      productByID.append(row.id.value)
      products.append(
        Product(
          id: row.id.value, name: row.name?.value ?? row.id.value, hs: hs, eccn: row.eccn.map(\.value),
          variants: row.variants.map { variant($0) }, elasticityShort: range(row.elasticityShort, "elasticity"),
          elasticityLong: range(row.elasticityLong, "elasticity"), note: row.note?.value))
    }
  }

  private mutating func variant(_ row: VariantRow) -> Variant {
    Variant(
      id: row.id.value, share: fraction(row.share, "variant share"),
      attributes: row.attributes.compactMap { entry in
        number(entry.share, entry.key.value, in: -1e300...1e300).map {
          Variant.Attribute(name: entry.key.value, value: $0)
        }
      })
  }

  private mutating func range(_ row: RangeRow?, _ field: String) -> ValueRange? {
    guard let row, let value = number(row.value, field, in: -100...100) else { return nil }
    let low = number(row.low, "\(field) low", in: -100...100) ?? value
    let high = number(row.high, "\(field) high", in: -100...100) ?? value
    guard low <= value, value <= high else {
      findings.add("range", at: row.value.spot, "\(field) \(value) lies outside its range \(low)…\(high)")
      return nil
    }
    return ValueRange(value: value, low: low, high: high)
  }

  mutating func readRemainingTables() {
    readMarkets()
    readGroups()
    for row in document.claims {
      claims.append(
        Claim(
          id: row.id.value, entity: reference(row.entity), product: productReference(row.product),
          from: reference(row.from), metric: row.metric?.value, value: figure(row.value, "value"),
          unit: row.unit?.value, low: figure(row.low, "low"), high: figure(row.high, "high"),
          asOf: period(row.asOf, "as_of"),
          source: sourceIndex(row.source), isChosen: row.chosen?.value ?? false, reason: row.reason?.value))
    }
    checkDuplicates(document.claims.map(\.id), "claim")
    for row in document.facts {
      facts.append(
        Fact(
          id: row.id.value, subject: row.subject?.value, metric: row.metric?.value, object: row.object?.value,
          value: figure(row.value, "value"), unit: row.unit?.value, low: figure(row.low, "low"),
          high: figure(row.high, "high"), asOf: period(row.asOf, "as_of"),
          status: word(row.status, "status", of: EvidenceStatus.self), source: sourceIndex(row.source),
          note: row.note?.value))
    }
    checkDuplicates(document.facts.map(\.id), "fact")
  }

  private mutating func reference(_ text: Located<String>?) -> String? {
    guard let text else { return nil }
    _ = entityIndex(text)
    return text.value
  }

  /// A product that a claim names; where no list declares products, any name will do.
  private mutating func productReference(_ text: Located<String>?) -> String? {
    guard let text else { return nil }
    if document.declaresProducts, !ImplicitProduct.all.contains(text.value) { _ = productIndex(text) }
    return text.value
  }

  /// A figure in any unit: finite, and far from the ends of what a number holds.
  private mutating func figure(_ value: Located<Double>?, _ field: String) -> Double? {
    number(value, field, in: -1e300...1e300)
  }

  private mutating func checkDuplicates(_ ids: [Located<String>], _ what: String) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id.value).inserted {
      findings.add("duplicate-id", at: id.spot, "\(what) '\(id.value)' is listed twice")
    }
  }

  private mutating func readMarkets() {
    var seen: Set<String> = []
    var sums: [(product: String, sum: Double, spot: SourceSpot)] = []
    for row in document.markets {
      guard productIndex(row.product) != nil, let provider = entityIndex(row.provider) else { continue }
      guard let written = row.share else {
        findings.add("missing-share", at: row.provider.spot, "the market row of '\(row.provider.value)' has no share")
        continue
      }
      let share = fraction(written, "share")
      checkRange(share, row.low, row.high)
      guard seen.insert(row.product.value + " " + row.provider.value).inserted else {
        findings.add(
          "duplicate-supply", at: row.provider.spot,
          "'\(row.provider.value)' is listed twice in the market of '\(row.product.value)'")
        continue
      }
      let evidence = evidence(row.evidence, countDefaults: true)
      checkEvidence(
        evidence, hasSource: row.evidence.source != nil,
        "the market share of '\(row.provider.value)' in '\(row.product.value)'", at: row.provider.spot,
        acknowledged: evidence.note != nil)
      guard let share else { continue }
      markets.append(
        MarketShare(
          product: row.product.value, provider: provider, share: share, low: fraction(row.low, "low"),
          high: fraction(row.high, "high"), evidence: evidence))
      if let index = sums.firstIndex(where: { $0.product == row.product.value }) {
        sums[index].sum += share
      } else {
        sums.append((row.product.value, share, row.product.spot))
      }
    }
    for entry in sums where entry.sum > Self.largestShareSum {
      findings.add(
        "share-sum", at: entry.spot,
        "the market shares of '\(entry.product)' sum to \(rounded(entry.sum)), more than 1.02")
    }
  }

  private mutating func readGroups() {
    checkDuplicates(document.groups.map(\.id), "group")
    for row in document.groups {
      for member in row.members { _ = entityIndex(member) }
      groups.append(Group(id: row.id.value, name: row.name?.value ?? row.id.value, members: row.members.map(\.value)))
    }
  }

  mutating func productIndex(_ text: Located<String>) -> Int? {
    if let index = productByID[text.value] { return index }
    if document.declaresProducts || ImplicitProduct.all.contains(text.value) {
      findings.add(
        "unknown-product", at: text.spot, "product '\(text.value)' is not in the list of products",
        suggestion: didYouMean(text.value, in: products.lazy.map(\.id)))
      return nil
    }
    checkIdentifier(text, "product")
    products.append(Product(id: text.value, name: text.value, hs: [], eccn: [], variants: []))
    productByID.append(text.value)
    Ledger.count("products that declared themselves", in: &ledger.merged)
    return products.count - 1
  }

  /// The entity of this id; a country that no file declares comes into being by being named.
  mutating func entityIndex(_ text: Located<String>) -> EntityIndex? {
    if let index = entityByID[text.value] { return EntityIndex(index) }
    let suggestion =
      findings.isListing("unknown-entity")
      ? didYouMean(text.value, in: entities.lazy.map(\.id))
        ?? Countries.suggestion(for: text.value).map { "write \($0) for the country" } : nil
    findings.add("unknown-entity", at: text.spot, "entity '\(text.value)' does not exist", suggestion: suggestion)
    return nil
  }

  /// Days in three years at most: a figure of 2022 is not too old for a graph of 2025.
  private static let threeYears = 1096

  /// Warns of a figure without a source or older than three years before the graph's own date.
  mutating func checkEvidence(
    _ evidence: Evidence, hasSource: Bool, _ what: @autoclosure () -> String, at spot: SourceSpot, acknowledged: Bool
  ) {
    if !hasSource {
      // Of a million figures without a source most are only counted, and need no words.
      findings.add("no-source", .warning, at: spot, findings.isListing("no-source") ? "\(what()) has no source" : "")
    }
    if let asOf, let figure = evidence.asOf, asOf.lastDay - figure.lastDay > Self.threeYears {
      findings.add(
        "old-figure", acknowledged ? .info : .warning, at: spot,
        "\(what()) is of \(figure), more than three years before \(asOf)",
        suggestion: acknowledged ? nil : "find a newer figure, or say in the need's note why it still holds")
    }
  }
}
