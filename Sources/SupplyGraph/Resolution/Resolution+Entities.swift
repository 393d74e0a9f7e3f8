import Diagnostics

/// Entities with their places, owners and hazards.
extension Resolution {
  mutating func readEntities() {
    registerEntities()
    registerNamedCountries()
    let rows = document.entities
    rows.withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      for position in entities.indices where rowOfEntity[position] >= 0 {
        fill(position, first + rowOfEntity[position])
      }
    }
  }

  private mutating func registerEntities() {
    entityByID.reserveCapacity(document.entities.count)
    entities.reserveCapacity(document.entities.count)
    rowOfEntity.reserveCapacity(document.entities.count)
    let rows = document.entities
    rows.withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      for index in rows.indices { registerEntity(first + index, index) }
    }
  }

  private mutating func registerEntity(_ place: UnsafePointer<EntityRow>, _ rowIndex: Int) {
    let id = place.pointee.id.value
    checkIdentifier(place.pointee.id, "entity", countriesAllowed: true)
    guard entityByID[id] == nil else {
      findings.add("duplicate-id", at: place.pointee.id.spot, "entity '\(id)' is listed twice")
      return
    }
    let isCountry = Countries.name(id) != nil
    let kind = place.pointee.kind.map { EntityKind(rawValue: $0.value) } ?? (isCountry ? .country : .company)
    if let written = place.pointee.kind {
      if isCountry != (kind == .country) {
        findings.add(
          "bad-id", at: written.spot,
          isCountry
            ? "'\(id)' is a country code, so its kind is country, not '\(kind.rawValue)'"
            : "'\(id)' has kind country but its id is no ISO 3166 alpha-3 code",
          suggestion: isCountry
            ? "write kind country" : Countries.suggestion(for: place.pointee.name?.value ?? id).map { "write \($0)" })
      } else if !EntityKind.vocabularySet.contains(kind),
        let suggestion = didYouMean(kind.rawValue, in: EntityKind.vocabulary.map(\.rawValue))
      {
        // Unknown kinds are welcome; one that looks misspelt would silently miss a selector.
        findings.add(
          "unknown-kind", .info, at: written.spot,
          "kind '\(kind.rawValue)' is not in the vocabulary; its tier comes from the graph", suggestion: suggestion)
      }
    } else if !isCountry {
      Ledger.count("kind (company)", in: &ledger.defaulted)
    }
    appendEntity(id: id, name: place.pointee.name?.value ?? Countries.name(id) ?? id, kind: kind, row: rowIndex)
  }

  private mutating func appendEntity(id: String, name: String, kind: EntityKind, row: Int) {
    entityByID.append(id)
    rowOfEntity.append(row)
    entities.append(
      Entity(
        id: id, name: name, kind: kind, tier: 0, isDeclared: row >= 0, locations: [], hq: nil, owners: [],
        hazards: [], receives: [], valueAddedShare: nil, outage: nil, spare: Defaults.spare,
        cycleDays: Defaults.cycleDays, evidence: Evidence(), needs: 0..<0))
  }

  /// Countries exist by being named, without being declared.
  private mutating func registerNamedCountries() {
    var named: Set<String> = []
    func note(_ code: String) {
      // Only three letters can be a country, and most ids are longer.
      guard code.utf8.count == 3, !named.contains(code) else { return }
      if entityByID[code] == nil, Countries.name(code) != nil { named.insert(code) }
    }
    document.entities.withUnsafeBufferPointer { rows in
      for index in rows.indices {
        for location in rows[index].locations { note(location.country.value) }
        for owner in rows[index].owners { note(owner.owner.value) }
        for hazard in rows[index].hazards { note(hazard.value) }
      }
    }
    document.needs.withUnsafeBufferPointer { rows in
      for index in rows.indices { note(rows[index].entity.value) }
    }
    document.supplies.withUnsafeBufferPointer { rows in
      for index in rows.indices {
        note(rows[index].entity.value)
        note(rows[index].from.value)
      }
    }
    for row in document.markets { note(row.provider.value) }
    for row in document.groups { for member in row.members { note(member.value) } }
    for row in document.claims {
      for named in [row.entity, row.from].compactMap(\.self) { note(named.value) }
    }
    for code in named.sorted() {
      appendEntity(id: code, name: Countries.name(code) ?? code, kind: .country, row: -1)
    }
    Ledger.count("countries that declared themselves", in: &ledger.merged, by: named.count)
  }

  private mutating func fill(_ position: Int, _ place: UnsafePointer<EntityRow>) {
    let row = place.pointee
    var entity = entities[position]
    entity.evidence = evidence(row.evidence, countDefaults: false)
    for location in row.locations {
      guard let code = countryCode(location.country) else { continue }
      let share = fraction(location.share, "location share")
      if location.share != nil, share == nil { continue }
      if code == entity.id {
        findings.add("self-supply", at: location.country.spot, "'\(code)' cannot stand in itself")
      } else if entity.locations.contains(where: { $0.country == code }) {
        findings.add("duplicate-key", at: location.country.spot, "'\(entity.id)' names the location \(code) twice")
      } else {
        entity.locations.append(CountryShare(country: code, share: share ?? 1))
      }
    }
    if let hq = row.hq { entity.hq = countryCode(hq) }
    for owner in row.owners {
      guard let index = entityIndex(owner.owner) else { continue }
      let share = fraction(owner.share, "owner share")
      if owner.share != nil, share == nil { continue }
      if index.position == position {
        findings.add("ownership-cycle", at: owner.owner.spot, "'\(entity.id)' owns itself")
      } else if entity.owners.contains(where: { $0.owner == index }) {
        findings.add(
          "duplicate-key", at: owner.owner.spot, "'\(entity.id)' names the owner '\(owner.owner.value)' twice")
      } else {
        entity.owners.append(OwnerShare(owner: index, share: share ?? 1))
      }
    }
    for hazard in row.hazards {
      guard let index = entityIndex(hazard) else { continue }
      if index.position == position || entity.hazards.contains(index) {
        findings.add("duplicate-key", at: hazard.spot, "'\(entity.id)' cannot have the hazard '\(hazard.value)' here")
      } else {
        entity.hazards.append(index)
      }
    }
    if !row.receives.isEmpty { entity.receives = countryShares(row.receives, "receives") }
    entity.valueAddedShare = fraction(row.valueAddedShare, "value_added_share")
    if row.outagePerYear != nil || row.outageDays != nil {
      let perYear = fraction(row.outagePerYear, "outage per_year")
      let days = days(row.outageDays, "outage days")
      if let perYear, let days {
        entity.outage = Outage(perYear: perYear, days: days)
      } else if row.outagePerYear == nil || row.outageDays == nil {
        findings.add(
          "incomplete-outage", at: (row.outagePerYear ?? row.outageDays)?.spot ?? row.id.spot,
          "the outage of '\(entity.id)' needs both per_year and days")
      }
    }
    if row.valueAddedShare == nil { tally.count(.valueAddedShare, in: &ledger) }
    if row.spare == nil { tally.count(.spare, in: &ledger) }
    if row.cycleDays == nil { tally.count(.cycleDays, in: &ledger) }
    entity.spare = number(row.spare, "spare", in: 0...100) ?? Defaults.spare
    entity.cycleDays = days(row.cycleDays, "cycle_days") ?? Defaults.cycleDays
    entities[position] = entity
  }
}
