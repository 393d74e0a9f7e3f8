import Diagnostics
import ScenarioModel

/// The trade sections: `tariffs`, `fx`, `pass_through`, `demand`.
extension ScenarioDecoder {
  static let tradeKeys = ["tariffs", "fx", "pass_through", "demand"]

  static let tariffKeys = [
    "id", "reporter", "hs", "origins", "rate", "window", "exempt_end_use", "start", "end", "status", "source", "note",
  ]

  func trade(_ map: KeyedNode) -> TradeRows {
    var rows = TradeRows()
    rows.tariffs = decode.list(map, "tariffs").compactMap(tariff)
    if let node = map["fx"], let fx = decode.map(node, "fx section", keys: ["usd"]) {
      rows.dollarChange = decode.requiredNumber(fx, "usd")
    }
    if let node = map["pass_through"], let parts = decode.map(node, "pass_through", keys: ["tariff", "fx"]) {
      rows.tariffPassThrough = parts["tariff"].flatMap { passThrough($0, "tariff") }
      rows.exchangeRatePassThrough = parts["fx"].flatMap { passThrough($0, "fx") }
    }
    rows.demand = decode.list(map, "demand").compactMap(demand)
    return rows
  }

  private func tariff(_ node: TextNode) -> TariffRow? {
    guard let map = decode.map(node, "tariff", keys: Self.tariffKeys) else { return nil }
    var row = TariffRow(spot: node.spot)
    row.id = decode.text(map, "id")
    row.reporter = decode.text(map, "reporter")
    row.hs = decode.texts(map, "hs")
    row.origins = decode.texts(map, "origins")
    row.rate = decode.number(map, "rate")
    row.windows = windows(map)
    row.exemptEndUse = decode.texts(map, "exempt_end_use")
    row.start = decode.text(map, "start")
    row.end = decode.text(map, "end")
    row.status = decode.text(map, "status")
    row.source = decode.text(map, "source")
    row.note = decode.text(map, "note")
    return row
  }

  /// One window as a map of attributes, or a list of such maps.
  private func windows(_ map: KeyedNode) -> [WindowRow] {
    guard let node = map["window"] else { return [] }
    if case .sequence(let items) = node.content { return items.compactMap(window) }
    return window(node).map { [$0] } ?? []
  }

  private func window(_ node: TextNode) -> WindowRow? {
    guard let map = decode.openMap(node, "window") else { return nil }
    guard !map.pairs.isEmpty else {
      decode.sink.add("empty-item", at: node.spot, "a window without attributes covers nothing")
      return nil
    }
    return WindowRow(
      spans: map.pairs.compactMap { pair in
        guard case .sequence(let ends) = pair.value.content, ends.count == 2 else {
          decode.wrongType(
            pair.value, "window.\(shorten(pair.key.value))", "a list of the lowest and the highest value")
          return nil
        }
        guard let low = decode.number(ends[0], pair.key.value), let high = decode.number(ends[1], pair.key.value) else {
          return nil
        }
        return SpanRow(attribute: pair.key, low: low, high: high)
      })
  }

  /// `0.9`, or a map with the value and its range.
  private func passThrough(_ node: TextNode, _ key: String) -> PassThroughRow? {
    if case .scalar = node.content { return decode.number(node, key).map { PassThroughRow(value: $0) } }
    guard let map = decode.map(node, "pass-through", keys: ["value", "low", "high"]),
      let value = decode.requiredNumber(map, "value")
    else { return nil }
    return PassThroughRow(value: value, low: decode.number(map, "low"), high: decode.number(map, "high"))
  }

  private func demand(_ node: TextNode) -> DemandRow? {
    guard let map = decode.map(node, "change of demand", keys: ["select", "factor"]) else { return nil }
    var row = DemandRow(spot: node.spot)
    row.select = selector(map, "select")
    row.factor = decode.number(map, "factor")
    return row
  }
}
