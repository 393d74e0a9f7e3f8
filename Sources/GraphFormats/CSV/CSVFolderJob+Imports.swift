import SupplyGraph

extension CSVFolderJob {
  mutating func readImports(_ table: inout TableReader) throws(FormatError) {
    let (period, reporter, partner) = (table.column("period"), table.column("reporter"), table.column("partner"))
    let (hs, value, unit) = (table.column("hs"), table.column("customs_value"), table.column("unit"))
    let (basis, release) = (table.column("basis"), table.column("release"))
    let (source, note) = (table.column("source"), table.column("note"))
    while try table.next() {
      guard let when = table.requiredText(period), let buyer = table.requiredText(reporter),
        let origin = table.requiredText(partner), let code = table.requiredText(hs)
      else { continue }
      var row = ImportRow(period: when, reporter: buyer, partner: origin, hs: code)
      row.customsValue = table.number(value)
      row.unit = table.text(unit)
      row.basis = table.text(basis)
      row.release = table.text(release)
      row.source = table.text(source)
      row.note = table.text(note)
      document.imports.append(row)
    }
  }
}
