import Diagnostics
import ScenarioModel

/// Capacity additions of a scenario.
extension ScenarioDecoder {
  static let additionKeys = [
    "entity", "product", "share", "takes_from", "start", "ramp_days", "buyers", "source", "status", "method",
    "confidence", "note",
  ]

  func addition(_ node: TextNode) -> AdditionRow? {
    guard let map = decode.map(node, "addition", keys: Self.additionKeys) else { return nil }
    var row = AdditionRow(spot: node.spot)
    row.entity = decode.requiredText(map, "entity")
    row.product = decode.requiredText(map, "product")
    row.share = decode.requiredNumber(map, "share")
    row.takesFrom = takesFrom(map)
    row.start = decode.requiredText(map, "start")
    row.rampDays = decode.number(map, "ramp_days")
    row.buyers = selector(map, "buyers")
    row.source = decode.text(map, "source")
    row.status = decode.text(map, "status")
    row.method = decode.text(map, "method")
    row.confidence = decode.text(map, "confidence")
    row.note = decode.text(map, "note")
    return row
  }

  /// `takes_from: proportional`, or `{ supplier: 0.1 }`.
  private func takesFrom(_ map: KeyedNode) -> TakesFromRow? {
    guard let node = map["takes_from"] else { return nil }
    if case .scalar = node.content { return decode.text(node, "takes_from").map(TakesFromRow.word) }
    let rows = decode.shares(map, "takes_from").compactMap { entry -> TakenRow? in
      guard let share = entry.share else {
        decode.sink.add(
          "missing-share", at: entry.key.spot,
          "takes_from does not say how much it takes from '\(shorten(entry.key.value))'")
        return nil
      }
      return TakenRow(supplier: entry.key, share: share)
    }
    return .map(rows)
  }
}
