import Diagnostics
import SupplyGraph

/// Entities and products, and the tables that add to their rows.
extension CSVFolderJob {
  mutating func readEntities(_ table: inout TableReader, bytes: Int) throws(FormatError) {
    let (id, name, kind) = (table.column("id"), table.column("name"), table.column("kind"))
    let (country, hq, owner) = (table.column("country"), table.column("hq"), table.column("owner"))
    let (hazards, receives) = (table.column("hazards"), table.column("receives"))
    let added = table.column("value_added_share")
    let (perYear, days) = (table.column("outage_per_year"), table.column("outage_days"))
    let (spare, cycle) = (table.column("spare"), table.column("cycle_days"))
    let evidence = EvidenceColumns(table)
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = EntityRow(id: key)
      row.name = table.text(name)
      row.kind = table.text(kind)
      if let country = table.text(country) { row.locations = [LocationRow(country: country)] }
      row.hq = table.text(hq)
      if let owner = table.text(owner) { row.owners = [OwnerRow(owner: owner)] }
      row.hazards = table.list(hazards)
      row.receives = table.map(receives)
      row.valueAddedShare = table.number(added)
      row.outagePerYear = table.number(perYear)
      row.outageDays = table.number(days)
      row.spare = table.number(spare)
      row.cycleDays = table.number(cycle)
      row.evidence = evidence.row(&table)
      document.entities.append(row)
      if document.entities.count == Self.sample { document.entities.reserveCapacity(table.expectedRows(of: bytes)) }
    }
  }

  mutating func readLocations(_ table: inout TableReader) throws(FormatError) {
    let (entity, country, share) = (table.column("entity"), table.column("country"), table.column("share"))
    let evidence = EvidenceColumns(table)
    indexEntities()
    var inline = Set(document.entities.indices.filter { !document.entities[$0].locations.isEmpty })
    while try table.next() {
      guard let id = table.requiredText(entity), let key = table.requiredText(country) else { continue }
      var row = LocationRow(country: key, share: table.number(share))
      row.evidence = evidence.row(&table)
      guard let index = index(of: id) else { continue }
      if inline.contains(index) { reportTwice(id, column: "country", table: "locations.csv", &inline, index) }
      document.entities[index].locations.append(row)
    }
  }

  mutating func readOwners(_ table: inout TableReader) throws(FormatError) {
    let (entity, owner, share) = (table.column("entity"), table.column("owner"), table.column("share"))
    let evidence = EvidenceColumns(table)
    indexEntities()
    var inline = Set(document.entities.indices.filter { !document.entities[$0].owners.isEmpty })
    while try table.next() {
      guard let id = table.requiredText(entity), let key = table.requiredText(owner) else { continue }
      var row = OwnerRow(owner: key, share: table.number(share))
      row.evidence = evidence.row(&table)
      guard let index = index(of: id) else { continue }
      if inline.contains(index) { reportTwice(id, column: "owner", table: "owners.csv", &inline, index) }
      document.entities[index].owners.append(row)
    }
  }

  mutating func readProducts(_ table: inout TableReader) throws(FormatError) {
    let (id, name, note) = (table.column("id"), table.column("name"), table.column("note"))
    let (hs, eccn) = (table.column("hs"), table.column("eccn"))
    let short = RangeColumns(table, "elasticity_short", sink)
    let long = RangeColumns(table, "elasticity_long", sink)
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = ProductRow(id: key)
      row.name = table.text(name)
      row.hs = table.map(hs)
      row.eccn = table.list(eccn)
      row.elasticityShort = short.row(table)
      row.elasticityLong = long.row(table)
      row.note = table.text(note)
      if productIndex[key.value] == nil { productIndex[key.value] = document.products.count }
      document.products.append(row)
    }
  }

  mutating func readVariants(_ table: inout TableReader) throws(FormatError) {
    let (product, id) = (table.column("product"), table.column("id"))
    let (share, attributes) = (table.column("share"), table.column("attributes"))
    while try table.next() {
      guard let owner = table.requiredText(product), let key = table.requiredText(id) else { continue }
      var row = VariantRow(id: key)
      row.share = table.number(share)
      row.attributes = table.map(attributes)
      guard let index = productIndex[owner.value] else {
        sink.add(
          "unknown-product", at: owner.spot, "there is no product '\(shorten(owner.value))' in products.csv",
          suggestion: nearest(owner.value, among: document.products.map(\.id.value)))
        continue
      }
      document.products[index].variants.append(row)
    }
  }

  private mutating func indexEntities() {
    guard entityIndex.isEmpty else { return }
    entityIndex.reserveCapacity(document.entities.count)
    for (index, row) in document.entities.enumerated() where entityIndex[row.id.value] == nil {
      entityIndex[row.id.value] = index
    }
  }

  private func index(of id: Located<String>) -> Int? {
    if let index = entityIndex[id.value] { return index }
    sink.add(
      "unknown-entity", at: id.spot, "there is no entity '\(shorten(id.value))' in entities.csv",
      suggestion: nearest(id.value, among: document.entities.map(\.id.value)))
    return nil
  }

  /// The nearest name, where looking through all of them for every finding does not take longer than reading.
  private func nearest(_ name: String, among names: @autoclosure () -> [String]) -> String? {
    guard max(document.entities.count, document.products.count) <= 10_000 else { return nil }
    return didYouMean(name, in: names())
  }

  /// An entity whose place stands in its own row and in a table of its own; said once for each entity.
  private func reportTwice(
    _ id: Located<String>, column: String, table: String, _ inline: inout Set<Int>, _ index: Int
  ) {
    inline.remove(index)
    sink.add(
      "given-twice", at: id.spot, "'\(shorten(id.value))' has a '\(column)' in entities.csv and rows in \(table)",
      suggestion: "leave the '\(column)' in entities.csv empty")
  }
}

/// A value and its range in three columns: `x`, `x_low`, `x_high`.
private struct RangeColumns {
  let sink: FindingSink
  let name: String
  let value: Int
  let low: Int
  let high: Int

  init(_ table: borrowing TableReader, _ name: String, _ sink: FindingSink) {
    self.sink = sink
    self.name = name
    value = table.column(name)
    low = table.column(name + "_low")
    high = table.column(name + "_high")
  }

  func row(_ table: borrowing TableReader) -> RangeRow? {
    let (low, high) = (table.number(low), table.number(high))
    if let value = table.number(value) { return RangeRow(value: value, low: low, high: high) }
    if let spot = (low ?? high)?.spot, table.isEmpty(value) {
      sink.add("missing-value", at: spot, "the column '\(name)' is empty, but its range is given")
    }
    return nil
  }
}

/// The columns that say where a row's numbers come from.
struct EvidenceColumns {
  private let status: Int
  private let method: Int
  private let source: Int
  private let asOf: Int
  private let confidence: Int
  private let note: Int

  init(_ table: borrowing TableReader) {
    status = table.column("status")
    method = table.column("method")
    source = table.column("source")
    asOf = table.column("as_of")
    confidence = table.column("confidence")
    note = table.column("note")
  }

  func row(_ table: inout TableReader) -> EvidenceRow {
    var row = EvidenceRow()
    row.status = table.text(status)
    row.method = table.text(method)
    row.source = table.text(source)
    row.asOf = table.text(asOf)
    row.confidence = table.text(confidence)
    row.note = table.text(note)
    return row
  }
}
