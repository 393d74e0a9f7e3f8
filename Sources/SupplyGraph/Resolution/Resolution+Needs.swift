import Diagnostics

/// Needs with their supplies.
extension Resolution {
  mutating func readNeedsAndSupplies() {
    let drafts = gatherDrafts()
    needs.reserveCapacity(drafts.count + entities.count)
    supplies.reserveCapacity(document.supplies.count + entities.count)
    needSpots.reserveCapacity(drafts.count + entities.count)
    let (needRows, supplyRows) = (document.needs, document.supplies)
    // Rows are read where they stand: copying one costs more than looking at it.
    needRows.withUnsafeBufferPointer { needRows in
      supplyRows.withUnsafeBufferPointer { supplyRows in
        for position in entities.indices {
          let start = needs.count
          appendImplicitNeeds(of: position)
          let first = needs.count
          for draft in drafts.drafts(of: position) { appendNeed(Int(draft), drafts, needRows, supplyRows) }
          normaliseWeights(first..<needs.count, of: position)
          checkCarriers(first..<needs.count)
          entities[position].needs = start..<needs.count
        }
      }
    }
  }

  private mutating func gatherDrafts() -> NeedDrafts {
    var drafts = NeedDrafts(capacity: document.needs.count)
    // What a need's row was refused for is not said again of each of its supplies.
    var refused: Set<String> = []
    for (number, row) in document.needs.enumerated() {
      guard let entity = entityIndex(row.entity), let product = productIndex(row.product) else {
        refused.insert(row.entity.value + " " + row.product.value)
        continue
      }
      guard drafts.add(entity: entity, product: product, row: number) else {
        findings.add(
          "duplicate-need", at: row.product.spot,
          "'\(row.entity.value)' has two needs for '\(row.product.value)'",
          suggestion: "put all supplies under one need")
        continue
      }
    }
    drafts.reserveSupplies(document.supplies.count)
    let rows = document.supplies
    rows.withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      // Rows of one need mostly stand together.
      var last: (buyer: String, entity: EntityIndex)?
      for number in rows.indices {
        let row = first + number
        if !refused.isEmpty, refused.contains(row.pointee.entity.value + " " + row.pointee.product.value) {
          drafts.skipSupply()
          continue
        }
        let entity: EntityIndex?
        if let last, last.buyer == row.pointee.entity.value {
          entity = last.entity
        } else {
          entity = entityIndex(row.pointee.entity)
          last = entity.map { (row.pointee.entity.value, $0) }
        }
        guard let entity, let product = productIndex(row.pointee.product) else {
          drafts.skipSupply()
          continue
        }
        if drafts.addSupply(entity: entity, product: product) { tally.count(.needWithoutRow, in: &ledger) }
      }
    }
    drafts.sort(entityCount: entities.count)
    return drafts
  }

  private mutating func appendNeed(
    _ draft: Int, _ drafts: NeedDrafts, _ needRows: UnsafeBufferPointer<NeedRow>,
    _ supplyRows: UnsafeBufferPointer<SupplyRow>
  ) {
    let row = drafts.row(of: draft).map { needRows[$0] }
    let (entity, product) = (drafts.entity(of: draft), drafts.product(of: draft))
    let listed = drafts.supplies(of: draft)
    let spot = row?.product.spot ?? listed.first.map { supplyRows[Int($0)].product.spot } ?? .none
    let kind = word(row?.kind, "kind", of: NeedKind.self) ?? Defaults.needKind
    if row?.kind == nil { tally.count(.needKind, in: &ledger) }
    if row?.criticality == nil { tally.count(.criticality, in: &ledger) }
    let buffer = days(row?.bufferDays, "buffer_days")
    if buffer == nil { tally.count(.bufferDays, in: &ledger) }
    var endUse: [EndUseShare] = []
    for entry in row?.endUse ?? [] {
      guard let share = fraction(entry.share, "end_use share") else { continue }
      endUse.append(EndUseShare(use: entry.key.value, share: share))
    }
    if !endUse.isEmpty {
      let divisor = checkedSum(endUse.map(\.share), of: "end_use", at: row?.endUse.first?.key.spot)
      for index in endUse.indices { endUse[index].share /= divisor }
    }
    if row?.switchDays == nil { tally.count(.switchDays, in: &ledger) }
    let first = supplies.count
    let errorsBefore = findings.errorCount
    let acknowledged = row?.note != nil
    var seen: Set<EntityIndex> = []
    if let rows = supplyRows.baseAddress {
      for index in listed {
        appendSupply(
          rows + Int(index), buyer: entity, kind: kind, acknowledged: acknowledged, first: first, seen: &seen)
      }
    }
    let range = first..<supplies.count
    let (entityID, productID) = (entities[entity.position].id, products[product].id)
    func name() -> String { "'\(entityID)' needs '\(productID)'" }
    let unattributed = normaliseShares(range, name: name(), at: spot)
    if listed.isEmpty {
      findings.add(
        "no-supplies", acknowledged ? .info : .warning, at: spot, "\(name()), and nobody is named who supplies it",
        suggestion: acknowledged ? nil : "add a supply, or say why in the need's note")
    } else if unattributed > 0.2, findings.errorCount == errorsBefore {
      findings.add(
        "unattributed", acknowledged ? .info : .warning, at: spot,
        "\(name()), but \(rounded(unattributed * 100)) % of it is not attributed to anybody",
        suggestion: acknowledged ? nil : "add the missing supplies, or say why in the need's note")
    }
    needs.append(
      Need(
        entity: entity, product: productID, origin: .explicit, kind: kind,
        criticality: fraction(row?.criticality, "criticality") ?? Defaults.criticality,
        weight: number(row?.weight, "weight", in: 0...1e9) ?? -1, volume: money(row?.volume, "volume"),
        embeddedIn: row?.embeddedIn?.value, bufferDays: buffer ?? Defaults.bufferDays(kind),
        usesDefaultBuffer: buffer == nil, switchDays: days(row?.switchDays, "switch_days"), endUse: endUse,
        source: sourceIndex(row?.source), note: row?.note?.value, unattributed: unattributed, supplies: range))
    if let carrier = row?.embeddedIn { carrierSpots[needs.count - 1] = carrier.spot }
    needSpots.append(spot)
  }
}
