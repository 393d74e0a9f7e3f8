import Diagnostics

/// The supplies of a need.
extension Resolution {
  /// Up to this many suppliers a need is searched through for a second mention; beyond there is a set.
  private static let fewSuppliers = 16

  /// Appends a supply.
  ///
  /// - Parameters:
  ///   - first: where the supplies of the need begin.
  ///   - seen: the suppliers so far, once they are many.
  mutating func appendSupply(
    _ row: UnsafePointer<SupplyRow>, buyer: EntityIndex, kind: NeedKind, acknowledged: Bool, first: Int,
    seen: inout Set<EntityIndex>
  ) {
    guard let supplier = entityIndex(row.pointee.from) else { return }
    func what() -> String {
      "the supply of '\(row.pointee.product.value)' from '\(row.pointee.from.value)' to '\(row.pointee.entity.value)'"
    }
    let spot = row.pointee.from.spot
    if supplier == buyer {
      findings.add(
        "self-supply", at: spot, "'\(row.pointee.entity.value)' supplies '\(row.pointee.product.value)' to itself")
      return
    }
    guard isNew(supplier, first, &seen) else {
      findings.add(
        "duplicate-supply", at: spot, "\(what()) is listed twice", suggestion: "put both shares into one row")
      return
    }
    let isQualified = row.pointee.qualified?.value ?? false
    let share = fraction(row.pointee.share, "share")
    if row.pointee.share == nil, !isQualified {
      findings.add(
        "missing-share", at: spot, "\(what()) has no share",
        suggestion: "give the share of the buyer's need, or mark a qualified alternate with qualified: true")
    }
    let (lowest, highest) = (row.pointee.low, row.pointee.high)
    checkRange(share, lowest, highest)
    let maxShare = fraction(row.pointee.maxShare, "max_share")
    let capacity = money(row.pointee.capacity, "capacity")
    if isQualified, share ?? 0 == 0, row.pointee.maxShare == nil, row.pointee.capacity == nil {
      findings.add(
        "alternate-without-limit", acknowledged ? .info : .warning, at: spot,
        "\(what()) is a qualified alternate without capacity or max_share, so it cannot help")
    }
    let evidence = evidence(row.pointee.evidence, countDefaults: true)
    checkEvidence(
      evidence, hasSource: row.pointee.evidence.source != nil, what(), at: spot,
      acknowledged: acknowledged || evidence.note != nil)
    let (transitDays, leadDays) = (row.pointee.transitDays, row.pointee.leadDays)
    if transitDays == nil { tally.count(.transitDays, in: &ledger) }
    if leadDays == nil { tally.count(.leadDays, in: &ledger) }
    let transit = days(transitDays, "transit_days") ?? Defaults.transitDays(kind)
    let ships = row.pointee.shipsFrom
    supplies.append(
      Supply(
        supplier: supplier, share: share ?? 0, low: fraction(lowest, "low"), high: fraction(highest, "high"),
        transitDays: transit, leadDays: days(leadDays, "lead_days") ?? transit, isQualified: isQualified,
        maxShare: maxShare, capacity: capacity, shipsFrom: ships.isEmpty ? [] : countryShares(ships, "ships_from"),
        evidence: evidence))
  }

  private func isNew(_ supplier: EntityIndex, _ first: Int, _ seen: inout Set<EntityIndex>) -> Bool {
    let count = supplies.count - first
    if count > Self.fewSuppliers {
      if seen.isEmpty { for index in first..<supplies.count { seen.insert(supplies[index].supplier) } }
      return seen.insert(supplier).inserted
    }
    for index in first..<supplies.count where supplies[index].supplier == supplier { return false }
    return true
  }

  /// Brings shares that sum to 1 within rounding to exactly 1 and returns the unattributed part.
  mutating func normaliseShares(
    _ range: Range<Int>, name: @autoclosure () -> String, at spot: SourceSpot
  ) -> Double {
    var sum = 0.0
    for index in range { sum += supplies[index].share }
    if abs(1 - sum) <= 1e-9 {
      if sum != 1 { for index in range { supplies[index].share /= sum } }
      return 0
    }
    guard sum > 1 else { return 1 - sum }
    if sum > Self.largestShareSum {
      findings.add("share-sum", at: spot, "\(name()), but the shares sum to \(rounded(sum)), more than 1.02")
    } else {
      findings.add(
        "share-sum-normalised", .warning, at: spot,
        "\(name()), the shares sum to \(rounded(sum)) and were divided by it")
      Ledger.count("needs whose shares were divided by their sum", in: &ledger.merged)
      for index in range { supplies[index].share /= sum }
    }
    return 0
  }
}
