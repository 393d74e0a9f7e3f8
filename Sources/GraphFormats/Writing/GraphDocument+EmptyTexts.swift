import Diagnostics
import SupplyGraph

/// An empty text says nothing, and a cell cannot tell it from a missing one.
extension GraphDocument {
  mutating func dropEmptyTexts() {
    drop(&schema)
    drop(&id)
    drop(&title)
    drop(&asOf)
    drop(&licence)
    for i in sources.indices {
      drop(&sources[i].title)
      drop(&sources[i].publisher)
      drop(&sources[i].url)
      drop(&sources[i].date)
      drop(&sources[i].licence)
      drop(&sources[i].note)
    }
    for i in products.indices {
      drop(&products[i].name)
      drop(&products[i].eccn)
      drop(&products[i].note)
    }
    for i in entities.indices {
      drop(&entities[i].name)
      drop(&entities[i].kind)
      drop(&entities[i].hq)
      drop(&entities[i].hazards)
      drop(&entities[i].evidence)
      for j in entities[i].locations.indices { drop(&entities[i].locations[j].evidence) }
      for j in entities[i].owners.indices { drop(&entities[i].owners[j].evidence) }
    }
    for i in needs.indices {
      drop(&needs[i].kind)
      drop(&needs[i].embeddedIn)
      drop(&needs[i].source)
      drop(&needs[i].note)
    }
    for i in supplies.indices { drop(&supplies[i].evidence) }
    for i in markets.indices { drop(&markets[i].evidence) }
    for i in groups.indices {
      drop(&groups[i].name)
      drop(&groups[i].members)
    }
    for i in claims.indices { drop(&claims[i]) }
    for i in facts.indices { drop(&facts[i]) }
    for i in imports.indices { drop(&imports[i]) }
  }
}

// Functions of their own: as methods they would hold on to the document while a part of it changes, and every change
// would copy all of it.

private func drop(_ text: inout Located<String>?) {
  if let value = text?.value, value.isEmpty { text = nil }
}

private func drop(_ texts: inout [Located<String>]) {
  texts.removeAll { $0.value.isEmpty }
}

private func drop(_ row: inout EvidenceRow) {
  drop(&row.status)
  drop(&row.method)
  drop(&row.source)
  drop(&row.asOf)
  drop(&row.confidence)
  drop(&row.note)
}

private func drop(_ row: inout ClaimRow) {
  drop(&row.entity)
  drop(&row.product)
  drop(&row.from)
  drop(&row.metric)
  drop(&row.unit)
  drop(&row.asOf)
  drop(&row.source)
  drop(&row.reason)
}

private func drop(_ row: inout ImportRow) {
  drop(&row.unit)
  drop(&row.basis)
  drop(&row.release)
  drop(&row.source)
  drop(&row.note)
}

private func drop(_ row: inout FactRow) {
  drop(&row.subject)
  drop(&row.metric)
  drop(&row.object)
  drop(&row.unit)
  drop(&row.asOf)
  drop(&row.status)
  drop(&row.source)
  drop(&row.note)
}
