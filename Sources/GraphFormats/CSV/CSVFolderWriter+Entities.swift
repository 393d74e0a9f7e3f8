import Diagnostics
import SupplyGraph

/// Entities and products, and the tables that add to their rows.
extension CSVFolderWriter {
  func entity(_ row: EntityRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("name", row.name)
    try table.set("kind", row.kind)
    try table.set("country", row.inlineCountry)
    try table.set("hq", row.hq)
    try table.set("owner", row.inlineOwner)
    try table.set("hazards", row.hazards)
    try table.set("receives", row.receives)
    try table.set("value_added_share", row.valueAddedShare)
    try table.set("outage_per_year", row.outagePerYear)
    try table.set("outage_days", row.outageDays)
    try table.set("spare", row.spare)
    try table.set("cycle_days", row.cycleDays)
    try table.set(row.evidence)
    try table.endRow()
  }

  func locations(_ document: GraphDocument, _ table: inout TableWriter) throws(FormatError) {
    var ids = UniqueIDs("entity", document.entities.map(\.id.value))
    for entity in document.entities where entity.inlineCountry == nil {
      for row in entity.locations {
        try ids.require(entity.id.value)
        try table.set("entity", entity.id)
        try table.set("country", row.country)
        try table.set("share", row.share)
        try table.set(row.evidence)
        try table.endRow()
      }
    }
  }

  func owners(_ document: GraphDocument, _ table: inout TableWriter) throws(FormatError) {
    var ids = UniqueIDs("entity", document.entities.map(\.id.value))
    for entity in document.entities where entity.inlineOwner == nil {
      for row in entity.owners {
        try ids.require(entity.id.value)
        try table.set("entity", entity.id)
        try table.set("owner", row.owner)
        try table.set("share", row.share)
        try table.set(row.evidence)
        try table.endRow()
      }
    }
  }

  func product(_ row: ProductRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("id", row.id)
    try table.set("name", row.name)
    try table.set("hs", row.hs)
    try table.set("eccn", row.eccn)
    try range("elasticity_short", row.elasticityShort, &table)
    try range("elasticity_long", row.elasticityLong, &table)
    try table.set("note", row.note)
    try table.endRow()
  }

  private func range(_ name: String, _ range: RangeRow?, _ table: inout TableWriter) throws(FormatError) {
    try table.set(name, range?.value)
    try table.set(name + "_low", range?.low)
    try table.set(name + "_high", range?.high)
  }

  func variants(_ document: GraphDocument, _ table: inout TableWriter) throws(FormatError) {
    var ids = UniqueIDs("product", document.products.map(\.id.value))
    for product in document.products {
      for row in product.variants {
        try ids.require(product.id.value)
        try table.set("product", product.id)
        try table.set("id", row.id)
        try table.set("share", row.share)
        try table.set("attributes", row.attributes)
        try table.endRow()
      }
    }
  }
}

/// Ids that rows of another table refer to, counted only when one is asked for.
private struct UniqueIDs {
  private let what: String
  private let ids: [String]
  private var counts: [String: Int] = [:]

  init(_ what: String, _ ids: [String]) {
    self.what = what
    self.ids = ids
  }

  /// Refuses an id that two rows have: a reader could not tell which of them is meant.
  mutating func require(_ id: String) throws(FormatError) {
    if counts.isEmpty {
      for id in ids { counts[id, default: 0] += 1 }
    }
    if counts[id, default: 0] > 1 {
      throw .cannotExpress(place: "\(what) '\(id)'", reason: "there are two of this id")
    }
  }
}
