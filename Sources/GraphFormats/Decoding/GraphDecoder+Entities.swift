import Diagnostics
import SupplyGraph

/// Entities with what is nested in them: locations, owners, needs and supplies.
extension GraphDecoder {
  static let entityKeys =
    [
      "id", "name", "kind", "country", "locations", "hq", "owner", "owners", "hazards", "receives",
      "value_added_share", "outage", "spare", "cycle_days",
    ] + evidenceKeys + ["needs"]

  static let needKeys = [
    "product", "kind", "criticality", "weight", "volume", "embedded_in", "buffer_days", "switch_days", "end_use",
    "source", "note", "supplies",
  ]

  static let supplyKeys =
    [
      "from", "share", "low", "high", "transit_days", "lead_days", "qualified", "max_share", "capacity", "ships_from",
    ] + evidenceKeys

  func entity(_ node: TextNode, into document: inout GraphDocument) {
    guard let map = decode.map(node, "entity", keys: Self.entityKeys),
      let id = decode.requiredText(map, "id")
    else { return }
    var row = EntityRow(id: id)
    row.name = decode.text(map, "name")
    row.kind = decode.text(map, "kind")
    row.locations = locations(map)
    row.hq = decode.text(map, "hq")
    row.owners = owners(map)
    row.hazards = decode.texts(map, "hazards")
    row.receives = shares(map, "receives")
    row.valueAddedShare = decode.number(map, "value_added_share")
    if let outage = map["outage"], let keyed = decode.map(outage, "outage", keys: ["per_year", "days"]) {
      row.outagePerYear = decode.number(keyed, "per_year")
      row.outageDays = decode.number(keyed, "days")
    }
    row.spare = decode.number(map, "spare")
    row.cycleDays = decode.number(map, "cycle_days")
    row.evidence = evidence(map)
    document.entities.append(row)
    for need in decode.list(map, "needs") { self.need(need, of: id, into: &document) }
  }

  private func need(_ node: TextNode, of entity: Located<String>, into document: inout GraphDocument) {
    guard let map = decode.map(node, "need", keys: Self.needKeys),
      let product = decode.requiredText(map, "product")
    else { return }
    var row = NeedRow(entity: Located(entity.value, at: map.spot), product: product)
    row.kind = decode.text(map, "kind")
    row.criticality = decode.number(map, "criticality")
    row.weight = decode.number(map, "weight")
    row.volume = decode.number(map, "volume")
    row.embeddedIn = decode.text(map, "embedded_in")
    row.bufferDays = decode.number(map, "buffer_days")
    row.switchDays = decode.number(map, "switch_days")
    row.endUse = shares(map, "end_use")
    row.source = decode.text(map, "source")
    row.note = decode.text(map, "note")
    document.needs.append(row)
    for supply in decode.list(map, "supplies") {
      if let row = self.supply(supply, entity: entity, product: product) { document.supplies.append(row) }
    }
  }

  private func supply(_ node: TextNode, entity: Located<String>, product: Located<String>) -> SupplyRow? {
    guard let map = decode.map(node, "supply", keys: Self.supplyKeys),
      let from = decode.requiredText(map, "from")
    else { return nil }
    var row = SupplyRow(
      entity: Located(entity.value, at: map.spot), product: Located(product.value, at: map.spot), from: from)
    row.share = decode.number(map, "share")
    row.low = decode.number(map, "low")
    row.high = decode.number(map, "high")
    row.transitDays = decode.number(map, "transit_days")
    row.leadDays = decode.number(map, "lead_days")
    row.qualified = decode.flag(map, "qualified")
    row.maxShare = decode.number(map, "max_share")
    row.capacity = decode.number(map, "capacity")
    row.shipsFrom = shares(map, "ships_from")
    row.evidence = evidence(map)
    return row
  }

  private func locations(_ map: KeyedNode) -> [LocationRow] {
    places(map, single: "country", many: "locations", item: "country").map { place in
      var row = LocationRow(country: place.key, share: place.share)
      row.evidence = place.evidence
      return row
    }
  }

  private func owners(_ map: KeyedNode) -> [OwnerRow] {
    places(map, single: "owner", many: "owners", item: "owner").map { place in
      var row = OwnerRow(owner: place.key, share: place.share)
      row.evidence = place.evidence
      return row
    }
  }

  private struct Place {
    var key: Located<String>
    var share: Located<Double>?
    var evidence = EvidenceRow()
  }

  /// `country: TWN`, or `locations` as a map of shares or as a list of maps with their own evidence; the same for
  /// `owner` and `owners`. The single key takes a map too.
  private func places(_ map: KeyedNode, single: String, many: String, item: String) -> [Place] {
    if map[single] != nil, let second = map[many] {
      decode.sink.add(
        "given-twice", at: second.spot, "'\(single)' and '\(many)' say the same thing",
        suggestion: "keep '\(many)' only")
    }
    guard let (key, node) = map[many].map({ (many, $0) }) ?? map[single].map({ (single, $0) }) else { return [] }
    guard case .sequence(let items) = node.content else {
      return decode.shares(map, key).map { Place(key: $0.key, share: $0.share) }
    }
    return items.compactMap { node in
      if case .scalar = node.content { return decode.text(node, item).map { Place(key: $0) } }
      guard let map = decode.map(node, item, keys: [item, "share"] + Self.evidenceKeys),
        let key = decode.requiredText(map, item)
      else { return nil }
      return Place(key: key, share: decode.number(map, "share"), evidence: evidence(map))
    }
  }
}
