import SupplyGraph

/// Sources, groups, claims and facts.
extension CSVFolderJob {
  mutating func readSources(_ table: inout TableReader) throws(FormatError) {
    let (id, title, publisher) = (table.column("id"), table.column("title"), table.column("publisher"))
    let (url, date) = (table.column("url"), table.column("date"))
    let (licence, note) = (table.column("licence"), table.column("note"))
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = SourceRow(id: key)
      row.title = table.text(title)
      row.publisher = table.text(publisher)
      row.url = table.text(url)
      row.date = table.text(date)
      row.licence = table.text(licence)
      row.note = table.text(note)
      document.sources.append(row)
    }
  }

  mutating func readGroups(_ table: inout TableReader) throws(FormatError) {
    let (id, name, members) = (table.column("id"), table.column("name"), table.column("members"))
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = GroupRow(id: key)
      row.name = table.text(name)
      row.members = table.list(members)
      document.groups.append(row)
    }
  }

  mutating func readClaims(_ table: inout TableReader) throws(FormatError) {
    let (id, entity, product) = (table.column("id"), table.column("entity"), table.column("product"))
    let (from, metric, value) = (table.column("from"), table.column("metric"), table.column("value"))
    let (unit, low, high) = (table.column("unit"), table.column("low"), table.column("high"))
    let (asOf, source) = (table.column("as_of"), table.column("source"))
    let (chosen, reason) = (table.column("chosen"), table.column("reason"))
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = ClaimRow(id: key)
      row.entity = table.text(entity)
      row.product = table.text(product)
      row.from = table.text(from)
      row.metric = table.text(metric)
      row.value = table.number(value)
      row.unit = table.text(unit)
      row.low = table.number(low)
      row.high = table.number(high)
      row.asOf = table.text(asOf)
      row.source = table.text(source)
      row.chosen = table.flag(chosen)
      row.reason = table.text(reason)
      document.claims.append(row)
    }
  }

  mutating func readFacts(_ table: inout TableReader) throws(FormatError) {
    let (id, subject, metric) = (table.column("id"), table.column("subject"), table.column("metric"))
    let (object, value, unit) = (table.column("object"), table.column("value"), table.column("unit"))
    let (low, high, asOf) = (table.column("low"), table.column("high"), table.column("as_of"))
    let (status, source, note) = (table.column("status"), table.column("source"), table.column("note"))
    while try table.next() {
      guard let key = table.requiredText(id) else { continue }
      var row = FactRow(id: key)
      row.subject = table.text(subject)
      row.metric = table.text(metric)
      row.object = table.text(object)
      row.value = table.number(value)
      row.unit = table.text(unit)
      row.low = table.number(low)
      row.high = table.number(high)
      row.asOf = table.text(asOf)
      row.status = table.text(status)
      row.source = table.text(source)
      row.note = table.text(note)
      document.facts.append(row)
    }
  }
}
