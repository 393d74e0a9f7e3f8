import SupplyGraph

extension GraphDecoder {
  func importRow(_ node: TextNode) -> ImportRow? {
    guard
      let map = decode.map(
        node, "import",
        keys: ["period", "reporter", "partner", "hs", "customs_value", "unit", "basis", "release", "source", "note"]),
      let period = decode.requiredText(map, "period"), let reporter = decode.requiredText(map, "reporter"),
      let partner = decode.requiredText(map, "partner"), let hs = decode.requiredText(map, "hs")
    else { return nil }
    var row = ImportRow(period: period, reporter: reporter, partner: partner, hs: hs)
    row.customsValue = decode.number(map, "customs_value")
    row.unit = decode.text(map, "unit")
    row.basis = decode.text(map, "basis")
    row.release = decode.text(map, "release")
    row.source = decode.text(map, "source")
    row.note = decode.text(map, "note")
    return row
  }
}
