import Diagnostics
import SupplyGraph

/// Entities with their needs and supplies nested in them.
extension GraphEncoder {
  /// The entities of a normalised document, each with its needs, each need with its supplies.
  static func entities(_ document: GraphDocument) throws(FormatError) -> [OutputNode] {
    var needs = document.needs[...]
    var supplies = document.supplies[...]
    var nodes: [OutputNode] = []
    nodes.reserveCapacity(document.entities.count)
    var seen: Set<String> = []
    for row in document.entities {
      let isFirst = seen.insert(row.id.value).inserted
      var needNodes: [OutputNode] = []
      while isFirst, let need = needs.first, need.entity.value == row.id.value {
        needs.removeFirst()
        needNodes.append(try self.need(need, &supplies))
      }
      nodes.append(try entity(row, needNodes))
    }
    if let need = needs.first { throw undeclared(need.entity.value, "the need for '\(need.product.value)'") }
    if let supply = supplies.first { throw undeclared(supply.entity.value, "the supply from '\(supply.from.value)'") }
    return nodes
  }

  private static func undeclared(_ entity: String, _ place: String) -> FormatError {
    .cannotExpress(place: place, reason: "it belongs to '\(entity)', which is no entity of the graph")
  }

  private static func entity(_ row: EntityRow, _ needs: [OutputNode]) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "entity '\(row.id.value)'")
    try map.add("id", row.id)
    try map.add("name", row.name)
    try map.add("kind", row.kind)
    if let country = row.inlineCountry {
      try map.add("country", country)
    } else {
      try map.addPlaces("locations", item: "country", row.locations.map { ($0.country, $0.share, $0.evidence) })
    }
    try map.add("hq", row.hq)
    if let owner = row.inlineOwner {
      try map.add("owner", owner)
    } else {
      try map.addPlaces("owners", item: "owner", row.owners.map { ($0.owner, $0.share, $0.evidence) })
    }
    try map.add("hazards", row.hazards)
    try map.add("receives", row.receives)
    try map.add("value_added_share", row.valueAddedShare)
    var outage = MapBuilder(place: "outage of '\(row.id.value)'")
    try outage.add("per_year", row.outagePerYear)
    try outage.add("days", row.outageDays)
    map.add("outage", outage)
    try map.add("spare", row.spare)
    try map.add("cycle_days", row.cycleDays)
    try map.add(row.evidence)
    try map.add("needs", needs)
    return map.node
  }

  private static func need(_ row: NeedRow, _ supplies: inout ArraySlice<SupplyRow>) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "need of '\(row.entity.value)' for '\(row.product.value)'")
    try map.add("product", row.product)
    try map.add("kind", row.kind)
    try map.add("criticality", row.criticality)
    try map.add("weight", row.weight)
    try map.add("volume", row.volume)
    try map.add("embedded_in", row.embeddedIn)
    try map.add("buffer_days", row.bufferDays)
    try map.add("switch_days", row.switchDays)
    try map.add("end_use", row.endUse)
    try map.add("source", row.source)
    try map.add("note", row.note)
    var nodes: [OutputNode] = []
    while let supply = supplies.first, supply.entity.value == row.entity.value,
      supply.product.value == row.product.value
    {
      supplies.removeFirst()
      nodes.append(try self.supply(supply))
    }
    try map.add("supplies", nodes)
    return map.node
  }

  private static func supply(_ row: SupplyRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "supply of '\(row.entity.value)' from '\(row.from.value)'")
    try map.add("from", row.from)
    try map.add("share", row.share)
    try map.add("low", row.low)
    try map.add("high", row.high)
    try map.add("transit_days", row.transitDays)
    try map.add("lead_days", row.leadDays)
    map.add("qualified", row.qualified)
    try map.add("max_share", row.maxShare)
    try map.add("capacity", row.capacity)
    try map.add("ships_from", row.shipsFrom)
    try map.add(row.evidence)
    return map.node
  }
}
