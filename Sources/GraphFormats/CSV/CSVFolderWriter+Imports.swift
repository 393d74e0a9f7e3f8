import SupplyGraph

extension CSVFolderWriter {
  func importRow(_ row: ImportRow, _ table: inout TableWriter) throws(FormatError) {
    try table.set("period", row.period)
    try table.set("reporter", row.reporter)
    try table.set("partner", row.partner)
    try table.set("hs", row.hs)
    try table.set("customs_value", row.customsValue)
    try table.set("unit", row.unit)
    try table.set("basis", row.basis)
    try table.set("release", row.release)
    try table.set("source", row.source)
    try table.set("note", row.note)
    try table.endRow()
  }
}
