import Diagnostics

/// Places, owners and hazards as needs.
extension Resolution {
  mutating func appendImplicitNeeds(of position: Int) {
    guard rowOfEntity[position] >= 0 else { return }
    let number = rowOfEntity[position]
    let spot = document.entities[number].id.spot
    if !entities[position].locations.isEmpty {
      let first = supplies.count
      for part in entities[position].locations {
        guard let index = entityByID[part.country] else { continue }
        let own = document.entities[number].locations.first { $0.country.value == part.country }
        appendImplicitSupply(EntityIndex(index), part.share, of: position, evidence: own?.evidence)
      }
      let place = document.entities[number].locations.first { row in
        row.country.value == entities[position].locations[0].country
      }
      appendImplicitNeed(.location, ImplicitProduct.location, of: position, first, at: place?.country.spot ?? spot)
      // Every location is a registered country, so parts and supplies stand side by side.
      for part in 0..<(supplies.count - first) {
        entities[position].locations[part].share = supplies[first + part].share
      }
    }
    if !entities[position].owners.isEmpty {
      let first = supplies.count
      var place: SourceSpot?
      for part in entities[position].owners {
        let own = document.entities[number].owners.first { $0.owner.value == entities[part.owner.position].id }
        if place == nil { place = own?.owner.spot }
        appendImplicitSupply(part.owner, part.share, of: position, evidence: own?.evidence)
      }
      appendImplicitNeed(.ownership, ImplicitProduct.ownership, of: position, first, at: place ?? spot)
      for part in 0..<(supplies.count - first) {
        entities[position].owners[part].share = supplies[first + part].share
      }
    }
    for hazard in entities[position].hazards {
      let first = supplies.count
      appendImplicitSupply(hazard, 1, of: position, evidence: nil)
      appendImplicitNeed(.hazard, ImplicitProduct.hazard, of: position, first, at: spot)
    }
  }

  private mutating func appendImplicitSupply(
    _ provider: EntityIndex, _ share: Double, of position: Int, evidence row: EvidenceRow?
  ) {
    var evidence = entities[position].evidence
    if let row, row != EvidenceRow() {
      evidence = self.evidence(row, countDefaults: false)
      if row.source == nil { evidence.source = entities[position].evidence.source }
    }
    supplies.append(
      Supply(
        supplier: provider, share: share, transitDays: 0, leadDays: 0, isQualified: false, shipsFrom: [],
        evidence: evidence))
  }

  /// Appends the need of the supplies from `first` on; none where there are none.
  private mutating func appendImplicitNeed(
    _ origin: NeedOrigin, _ product: String, of position: Int, _ first: Int, at spot: SourceSpot
  ) {
    let range = first..<supplies.count
    guard !range.isEmpty else { return }
    let id = entities[position].id
    let unattributed = normaliseShares(range, name: "the \(product) of '\(id)'", at: spot)
    needs.append(
      Need(
        entity: EntityIndex(position), product: product, origin: origin, kind: .flow, criticality: 1, weight: 0,
        bufferDays: 0, usesDefaultBuffer: false, endUse: [], unattributed: unattributed, supplies: range))
    needSpots.append(spot)
  }
}
