import Diagnostics
import ScenarioModel

/// The keys of a scenario document, read from a node tree.
struct ScenarioDecoder {
  let decode: NodeDecoder

  static let schema = "chokepoint-scenario/1"

  static let topKeys = [
    "schema", "id", "title", "rationale", "sources", "horizon_days", "shocks", "capacity_additions",
  ]

  static let shockKeys = ["select", "block", "capacity", "start", "duration", "recovery", "scrap", "licence_days"]

  /// Reads everything that can be read; what cannot is a finding.
  func document(_ root: TextNode, files: [String]) -> ScenarioDocument {
    var document = ScenarioDocument()
    document.files = files
    document.spot = root.spot
    guard decode.rootMap(root, "scenario") != nil else { return document }
    let keys = Self.topKeys + Self.tradeKeys
    guard let map = decode.map(root, "scenario", keys: keys) else { return document }
    document.schema = checkedSchema(map, expected: Self.schema, decode)
    document.id = decode.requiredText(map, "id")
    document.title = decode.requiredText(map, "title")
    document.rationale = decode.text(map, "rationale")
    document.sources = decode.texts(map, "sources")
    document.horizonDays = decode.number(map, "horizon_days")
    document.shocks = decode.list(map, "shocks").compactMap(shock)
    document.additions = decode.list(map, "capacity_additions").compactMap(addition)
    document.trade = trade(map)
    return document
  }

  private func shock(_ node: TextNode) -> ShockRow? {
    guard let map = decode.map(node, "shock", keys: Self.shockKeys) else { return nil }
    var row = ShockRow(spot: node.spot)
    row.select = selector(map, "select")
    row.block = map["block"].flatMap(block)
    row.capacity = decode.number(map, "capacity")
    row.start = decode.number(map, "start")
    row.duration = decode.number(map, "duration")
    row.recovery = map["recovery"].flatMap(recovery)
    row.scrap = decode.number(map, "scrap")
    row.licenceDays = decode.number(map, "licence_days")
    return row
  }

  private func block(_ node: TextNode) -> BlockRow? {
    guard let map = decode.map(node, "block", keys: ["from", "to", "product"]) else { return nil }
    var row = BlockRow(spot: node.spot)
    row.from = selector(map, "from")
    row.to = selector(map, "to")
    row.products = decode.texts(map, "product")
    return row
  }

  /// A selector as one text or as a map of terms; which keys exist is the resolver's question.
  func selector(_ map: KeyedNode, _ key: String) -> SelectorSource? {
    guard let node = map[key] else { return nil }
    switch node.content {
    case .scalar: return decode.text(node, key).map(SelectorSource.text)
    case .mapping(let pairs):
      return .map(
        pairs.map { pair in
          let isGiven = !pair.value.isNull
          if !isGiven { decode.wrongType(pair.value, "\(key).\(shorten(pair.key.value))", "a text or a list of texts") }
          return SelectorTermRow(key: pair.key, values: isGiven ? decode.texts(pair.value, pair.key.value) : [])
        })
    case .sequence, .refused:
      decode.wrongType(node, key, "a selector, as a text or a map")
      return nil
    }
  }

  /// `recovery: step`, or a map with a shape, days and points.
  private func recovery(_ node: TextNode) -> RecoveryRow? {
    var row = RecoveryRow()
    if case .scalar = node.content {
      row.shape = decode.text(node, "recovery")
      return row
    }
    guard let map = decode.map(node, "recovery", keys: ["shape", "days", "points"]) else { return nil }
    row.shape = decode.text(map, "shape")
    row.days = decode.number(map, "days")
    row.points = decode.list(map, "points").compactMap(point)
    return row
  }

  /// `{ day: 30, capacity: 0.5 }`, or the pair `[30, 0.5]`.
  private func point(_ node: TextNode) -> RecoveryPointRow? {
    if case .sequence(let pair) = node.content {
      guard pair.count == 2 else {
        decode.sink.add(
          "wrong-type", at: node.spot, "a point must be a day and a capacity, found a list of \(pair.count)")
        return nil
      }
      guard let day = decode.number(pair[0], "day"), let capacity = decode.number(pair[1], "capacity") else {
        return nil
      }
      return RecoveryPointRow(day: day, capacity: capacity)
    }
    guard let map = decode.map(node, "point", keys: ["day", "capacity"]) else { return nil }
    guard let day = decode.requiredNumber(map, "day"), let capacity = decode.requiredNumber(map, "capacity") else {
      return nil
    }
    return RecoveryPointRow(day: day, capacity: capacity)
  }
}
