import Diagnostics

/// Needs with their supplies, explicit and implicit.
extension Resolution {
  /// A need while its rows are gathered.
  private struct Draft {
    var row: NeedRow?
    var entity: EntityIndex
    var product: Int
    var spot: SourceSpot
    var supplies: [Int] = []
  }

  private struct Key: Hashable {
    var entity: EntityIndex
    var product: Int
  }

  mutating func readNeedsAndSupplies() {
    let drafts = gatherDrafts()
    var draftsByEntity = [[Int]](repeating: [], count: entities.count)
    for (index, draft) in drafts.enumerated() { draftsByEntity[draft.entity.position].append(index) }
    needs.reserveCapacity(drafts.count + entities.count)
    supplies.reserveCapacity(document.supplies.count + entities.count)
    for position in entities.indices {
      let start = needs.count
      appendImplicitNeeds(of: position)
      let explicit = needs.count..<(needs.count + draftsByEntity[position].count)
      for index in draftsByEntity[position] { appendNeed(drafts[index]) }
      normaliseWeights(explicit, of: position)
      checkCarriers(explicit)
      entities[position].needs = start..<needs.count
    }
  }

  private mutating func gatherDrafts() -> [Draft] {
    var drafts: [Draft] = []
    var byKey: [Key: Int] = [:]
    // What a need's row was refused for is not said again of each of its supplies.
    var refused: Set<String> = []
    for row in document.needs {
      guard let entity = entityIndex(row.entity), let product = productIndex(row.product) else {
        refused.insert(row.entity.value + " " + row.product.value)
        continue
      }
      let key = Key(entity: entity, product: product)
      guard byKey[key] == nil else {
        findings.add(
          "duplicate-need", at: row.product.spot,
          "'\(row.entity.value)' has two needs for '\(row.product.value)'",
          suggestion: "put all supplies under one need")
        continue
      }
      byKey[key] = drafts.count
      drafts.append(Draft(row: row, entity: entity, product: product, spot: row.product.spot))
    }
    for (index, row) in document.supplies.enumerated() {
      if !refused.isEmpty, refused.contains(row.entity.value + " " + row.product.value) { continue }
      guard let entity = entityIndex(row.entity), let product = productIndex(row.product) else { continue }
      let key = Key(entity: entity, product: product)
      if let draft = byKey[key] {
        drafts[draft].supplies.append(index)
      } else {
        byKey[key] = drafts.count
        drafts.append(Draft(row: nil, entity: entity, product: product, spot: row.product.spot, supplies: [index]))
        Ledger.count("needs (no row: all defaults)", in: &ledger.defaulted)
      }
    }
    return drafts
  }

  private mutating func appendNeed(_ draft: Draft) {
    let row = draft.row
    let kind = word(row?.kind, "kind", of: NeedKind.self) ?? Defaults.needKind
    if row?.kind == nil { Ledger.count("need kind", in: &ledger.defaulted) }
    if row?.criticality == nil { Ledger.count("criticality", in: &ledger.defaulted) }
    let buffer = days(row?.bufferDays, "buffer_days")
    if buffer == nil { Ledger.count("buffer_days", in: &ledger.defaulted) }
    var endUse: [EndUseShare] = []
    for entry in row?.endUse ?? [] {
      guard let share = fraction(entry.share, "end_use share") else { continue }
      endUse.append(EndUseShare(use: entry.key.value, share: share))
    }
    let divisor = checkedSum(endUse.map(\.share), of: "end_use", at: row?.endUse.first?.key.spot)
    for index in endUse.indices { endUse[index].share /= divisor }
    if row?.switchDays == nil { Ledger.count("switch_days", in: &ledger.defaulted) }
    let first = supplies.count
    let errorsBefore = findings.errorCount
    let name = "'\(entities[draft.entity.position].id)' needs '\(products[draft.product].id)'"
    var suppliers: Set<EntityIndex> = []
    for index in draft.supplies {
      appendSupply(
        document.supplies[index], buyer: draft.entity, kind: kind, acknowledged: row?.note != nil,
        suppliers: &suppliers)
    }
    let range = first..<supplies.count
    let unattributed = normaliseShares(range, name: name, at: draft.spot)
    let acknowledged = row?.note != nil
    if draft.supplies.isEmpty {
      findings.add(
        "no-supplies", acknowledged ? .info : .warning, at: draft.spot, "\(name), and nobody is named who supplies it",
        suggestion: acknowledged ? nil : "add a supply, or say why in the need's note")
    } else if unattributed > 0.2, findings.errorCount == errorsBefore {
      findings.add(
        "unattributed", acknowledged ? .info : .warning, at: draft.spot,
        "\(name), but \(rounded(unattributed * 100)) % of it is not attributed to anybody",
        suggestion: acknowledged ? nil : "add the missing supplies, or say why in the need's note")
    }
    needs.append(
      Need(
        entity: draft.entity, product: products[draft.product].id, origin: .explicit, kind: kind,
        criticality: fraction(row?.criticality, "criticality") ?? Defaults.criticality,
        weight: number(row?.weight, "weight", in: 0...1e9) ?? -1, volume: money(row?.volume, "volume"),
        embeddedIn: row?.embeddedIn?.value, bufferDays: buffer ?? Defaults.bufferDays(kind),
        usesDefaultBuffer: buffer == nil, switchDays: days(row?.switchDays, "switch_days"), endUse: endUse,
        source: sourceIndex(row?.source), note: row?.note?.value, unattributed: unattributed, supplies: range))
    if let carrier = row?.embeddedIn { carrierSpots[needs.count - 1] = carrier.spot }
    needSpots.append(draft.spot)
  }

  private mutating func appendSupply(
    _ row: SupplyRow, buyer: EntityIndex, kind: NeedKind, acknowledged: Bool, suppliers: inout Set<EntityIndex>
  ) {
    guard let supplier = entityIndex(row.from) else { return }
    let what = "the supply of '\(row.product.value)' from '\(row.from.value)' to '\(row.entity.value)'"
    if supplier == buyer {
      findings.add("self-supply", at: row.from.spot, "'\(row.entity.value)' supplies '\(row.product.value)' to itself")
      return
    }
    guard suppliers.insert(supplier).inserted else {
      findings.add(
        "duplicate-supply", at: row.from.spot, "\(what) is listed twice",
        suggestion: "put both shares into one row")
      return
    }
    let isQualified = row.qualified?.value ?? false
    let share = fraction(row.share, "share")
    if row.share == nil, !isQualified {
      findings.add(
        "missing-share", at: row.from.spot, "\(what) has no share",
        suggestion: "give the share of the buyer's need, or mark a qualified alternate with qualified: true")
    }
    checkRange(share, row.low, row.high)
    let maxShare = fraction(row.maxShare, "max_share")
    let capacity = money(row.capacity, "capacity")
    if isQualified, share ?? 0 == 0, row.maxShare == nil, row.capacity == nil {
      findings.add(
        "alternate-without-limit", acknowledged ? .info : .warning, at: row.from.spot,
        "\(what) is a qualified alternate without capacity or max_share, so it cannot help")
    }
    let evidence = evidence(row.evidence, countDefaults: true)
    checkEvidence(
      evidence, of: row.evidence, what, at: row.from.spot, acknowledged: acknowledged || evidence.note != nil)
    if row.transitDays == nil { Ledger.count("transit_days", in: &ledger.defaulted) }
    if row.leadDays == nil { Ledger.count("lead_days", in: &ledger.defaulted) }
    let transit = days(row.transitDays, "transit_days") ?? Defaults.transitDays(kind)
    supplies.append(
      Supply(
        supplier: supplier, share: share ?? 0, low: fraction(row.low, "low"), high: fraction(row.high, "high"),
        transitDays: transit, leadDays: days(row.leadDays, "lead_days") ?? transit, isQualified: isQualified,
        maxShare: maxShare, capacity: capacity, shipsFrom: countryShares(row.shipsFrom, "ships_from"),
        evidence: evidence))
    supplySpots.append(row.from.spot)
  }

  /// Brings shares that sum to 1 within rounding to exactly 1 and returns the unattributed part.
  private mutating func normaliseShares(_ range: Range<Int>, name: String, at spot: SourceSpot)
    -> Double
  {
    let sum = supplies[range].reduce(0) { $0 + $1.share }
    if abs(1 - sum) <= 1e-9 {
      for index in range { supplies[index].share /= sum }
      return 0
    }
    guard sum > 1 else { return 1 - sum }
    if sum > Self.largestShareSum {
      findings.add("share-sum", at: spot, "\(name), but the shares sum to \(rounded(sum)), more than 1.02")
    } else {
      findings.add(
        "share-sum-normalised", .warning, at: spot, "\(name), the shares sum to \(rounded(sum)) and were divided by it")
      Ledger.count("needs whose shares were divided by their sum", in: &ledger.merged)
      for index in range { supplies[index].share /= sum }
    }
    return 0
  }

  /// All needs of an entity have a weight or none has; capital never counts.
  private mutating func normaliseWeights(_ range: Range<Int>, of position: Int) {
    let counted = range.filter { needs[$0].kind != .capital }
    let weighted = counted.filter { needs[$0].weight >= 0 }
    for index in range where needs[index].kind == .capital { needs[index].weight = 0 }
    guard !counted.isEmpty else { return }
    if weighted.isEmpty {
      for index in counted {
        needs[index].weight = 1 / Double(counted.count)
        needs[index].usesDefaultWeight = true
      }
      return
    }
    guard weighted.count == counted.count else {
      for index in counted where needs[index].weight < 0 {
        findings.add(
          "mixed-weights", at: needSpots[index],
          "'\(entities[position].id)' gives a weight to some needs but not to '\(needs[index].product)'",
          suggestion: "give every need a weight, or none")
        needs[index].weight = 0
      }
      return
    }
    let sum = counted.reduce(0) { $0 + needs[$1].weight }
    guard sum > 0 else {
      findings.add("mixed-weights", at: needSpots[counted[0]], "the weights of '\(entities[position].id)' are all 0")
      return
    }
    if abs(sum - 1) > 1e-9 { Ledger.count("entities whose weights were divided by their sum", in: &ledger.merged) }
    for index in counted { needs[index].weight /= sum }
  }

  private mutating func checkCarriers(_ range: Range<Int>) {
    for index in range {
      guard let carrier = needs[index].embeddedIn else { continue }
      let names = range.map { needs[$0].product }.filter { $0 != needs[index].product }
      guard !names.contains(carrier) else { continue }
      findings.add(
        "unknown-product", at: carrierSpots[index] ?? needSpots[index],
        "'\(needs[index].product)' is embedded in '\(carrier)', which '\(entities[needs[index].entity.position].id)' does not need",
        suggestion: didYouMean(carrier, in: names))
    }
    checkCarrierCycles(range)
  }

  /// Goods inside goods that are inside the first ones have no value that could be told.
  private mutating func checkCarrierCycles(_ range: Range<Int>) {
    var carrierOf: [String: String] = [:]
    for index in range { carrierOf[needs[index].product] = needs[index].embeddedIn }
    var reported: Set<String> = []
    for index in range where needs[index].embeddedIn != nil && !reported.contains(needs[index].product) {
      let first = needs[index].product
      var chain = [first]
      while let next = carrierOf[chain[chain.count - 1]], next != first, chain.count <= range.count {
        chain.append(next)
      }
      // A need that does not reach itself again only hangs on a cycle that another need reports.
      guard chain.count > 1, carrierOf[chain[chain.count - 1]] == first else { continue }
      reported.formUnion(chain)
      findings.add(
        "embedded-cycle", at: carrierSpots[index] ?? needSpots[index],
        "'\(entities[needs[index].entity.position].id)' has goods inside each other in a circle: \((chain + [first]).joined(separator: " in "))",
        suggestion: "name the outermost goods and leave out their embedded_in")
    }
  }

  /// Embedded goods cannot be worth more than what carries them.
  mutating func checkEmbeddedVolumes() {
    for entity in entities {
      for carrier in entity.needs {
        guard let volume = needs[carrier].volume else { continue }
        let embedded = entity.needs.filter { needs[$0].embeddedIn == needs[carrier].product }
        let sum = embedded.reduce(0) { $0 + (needs[$1].volume ?? 0) }
        guard sum > volume * (1 + 1e-9), let first = embedded.first else { continue }
        findings.add(
          "embedded-volume", at: needSpots[first],
          "\(rounded(sum)) bn are embedded in '\(needs[carrier].product)' of '\(entity.id)', which is worth \(rounded(volume)) bn"
        )
      }
    }
  }

  private mutating func appendImplicitNeeds(of position: Int) {
    let entity = entities[position]
    guard rowOfEntity[position] >= 0 else { return }
    let row = document.entities[rowOfEntity[position]]
    let placed = appendImplicit(
      .location, ImplicitProduct.location, of: position,
      from: entity.locations.compactMap { part in
        guard let index = entityByID[part.country] else { return nil }
        let own = row.locations.first { $0.country.value == part.country }
        return (index, part.share, own?.evidence, own?.country.spot ?? row.id.spot)
      })
    // Every location is a registered country, so parts and supplies stand side by side.
    for (part, index) in placed.enumerated() { entities[position].locations[part].share = supplies[index].share }
    let owned = appendImplicit(
      .ownership, ImplicitProduct.ownership, of: position,
      from: entity.owners.map { part in
        let own = row.owners.first { $0.owner.value == entities[part.owner.position].id }
        return (part.owner, part.share, own?.evidence, own?.owner.spot ?? row.id.spot)
      })
    for (part, index) in owned.enumerated() { entities[position].owners[part].share = supplies[index].share }
    for hazard in entity.hazards {
      _ = appendImplicit(.hazard, ImplicitProduct.hazard, of: position, from: [(hazard, 1, nil, row.id.spot)])
    }
  }

  /// Appends a need for places, owners or a hazard and returns its supplies, none where there are no parts.
  private mutating func appendImplicit(
    _ origin: NeedOrigin, _ product: String, of position: Int,
    from parts: [(provider: EntityIndex, share: Double, evidence: EvidenceRow?, spot: SourceSpot)]
  ) -> Range<Int> {
    guard let spot = parts.first?.spot else { return 0..<0 }
    let first = supplies.count
    for part in parts {
      var evidence = entities[position].evidence
      if let row = part.evidence, row != EvidenceRow() {
        evidence = self.evidence(row, countDefaults: false)
        if row.source == nil { evidence.source = entities[position].evidence.source }
      }
      supplies.append(
        Supply(
          supplier: part.provider, share: part.share, transitDays: 0, leadDays: 0, isQualified: false, shipsFrom: [],
          evidence: evidence))
      supplySpots.append(part.spot)
    }
    let range = first..<supplies.count
    let unattributed = normaliseShares(
      range, name: "the \(product) of '\(entities[position].id)'", at: spot)
    needs.append(
      Need(
        entity: EntityIndex(position), product: product, origin: origin, kind: .flow, criticality: 1, weight: 0,
        bufferDays: 0, usesDefaultBuffer: false, endUse: [], unattributed: unattributed, supplies: range))
    needSpots.append(spot)
    return range
  }
}
