import Diagnostics
import SupplyGraph

extension GraphEncoder {
  static func importRow(_ row: ImportRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "imports of '\(row.hs.value)'")
    try map.add("period", row.period)
    try map.add("reporter", row.reporter)
    try map.add("partner", row.partner)
    try map.add("hs", row.hs)
    try map.add("customs_value", row.customsValue)
    try map.add("unit", row.unit)
    try map.add("basis", row.basis)
    try map.add("release", row.release)
    try map.add("source", row.source)
    try map.add("note", row.note)
    return map.node
  }
}
