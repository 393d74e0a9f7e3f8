import SupplyGraph

/// Needs, supplies and markets.
extension CSVFolderJob {
  mutating func readNeeds(_ table: inout TableReader, bytes: Int) throws(FormatError) {
    let (entity, product, kind) = (table.column("entity"), table.column("product"), table.column("kind"))
    let (criticality, weight, volume) = (table.column("criticality"), table.column("weight"), table.column("volume"))
    let (embedded, use) = (table.column("embedded_in"), table.column("end_use"))
    let (buffer, change) = (table.column("buffer_days"), table.column("switch_days"))
    let (source, note) = (table.column("source"), table.column("note"))
    while try table.next() {
      guard let entity = table.requiredText(entity), let product = table.requiredText(product) else { continue }
      var row = NeedRow(entity: entity, product: product)
      row.kind = table.text(kind)
      row.criticality = table.number(criticality)
      row.weight = table.number(weight)
      row.volume = table.number(volume)
      row.embeddedIn = table.text(embedded)
      row.bufferDays = table.number(buffer)
      row.switchDays = table.number(change)
      row.endUse = table.map(use)
      row.source = table.text(source)
      row.note = table.text(note)
      document.needs.append(row)
      if document.needs.count == Self.sample { document.needs.reserveCapacity(table.expectedRows(of: bytes)) }
    }
  }

  mutating func readSupplies(_ table: inout TableReader, bytes: Int) throws(FormatError) {
    let (entity, product, from) = (table.column("entity"), table.column("product"), table.column("from"))
    let (share, low, high) = (table.column("share"), table.column("low"), table.column("high"))
    let (transit, lead) = (table.column("transit_days"), table.column("lead_days"))
    let (qualified, most, capacity) = (table.column("qualified"), table.column("max_share"), table.column("capacity"))
    let ships = table.column("ships_from")
    let evidence = EvidenceColumns(table)
    while try table.next() {
      let buyer = table.requiredText(entity)
      let good = table.requiredText(product)
      let supplier = table.requiredText(from)
      guard let buyer, let good, let supplier else { continue }
      var row = SupplyRow(entity: buyer, product: good, from: supplier)
      row.share = table.number(share)
      row.low = table.number(low)
      row.high = table.number(high)
      row.transitDays = table.number(transit)
      row.leadDays = table.number(lead)
      row.qualified = table.flag(qualified)
      row.maxShare = table.number(most)
      row.capacity = table.number(capacity)
      row.shipsFrom = table.map(ships)
      row.evidence = evidence.row(&table)
      document.supplies.append(row)
      if document.supplies.count == Self.sample { document.supplies.reserveCapacity(table.expectedRows(of: bytes)) }
    }
  }

  mutating func readMarkets(_ table: inout TableReader) throws(FormatError) {
    let (product, provider) = (table.column("product"), table.column("provider"))
    let (share, low, high) = (table.column("share"), table.column("low"), table.column("high"))
    let evidence = EvidenceColumns(table)
    while try table.next() {
      guard let product = table.requiredText(product), let provider = table.requiredText(provider) else { continue }
      var row = MarketRow(product: product, provider: provider)
      row.share = table.number(share)
      row.low = table.number(low)
      row.high = table.number(high)
      row.evidence = evidence.row(&table)
      document.markets.append(row)
    }
  }
}
