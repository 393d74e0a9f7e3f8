import Diagnostics
import SupplyGraph

/// The flat lists: sources, products, markets, groups, claims and facts.
extension GraphDecoder {
  func source(_ node: TextNode) -> SourceRow? {
    guard
      let map = decode.map(
        node, "source", keys: ["id", "title", "publisher", "url", "date", "licence", "note"]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = SourceRow(id: id)
    row.title = decode.text(map, "title")
    row.publisher = decode.text(map, "publisher")
    row.url = decode.text(map, "url")
    row.date = decode.text(map, "date")
    row.licence = decode.text(map, "licence")
    row.note = decode.text(map, "note")
    return row
  }

  func product(_ node: TextNode) -> ProductRow? {
    guard
      let map = decode.map(node, "product", keys: ["id", "name", "hs", "eccn", "variants", "elasticity", "note"]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = ProductRow(id: id)
    row.name = decode.text(map, "name")
    row.hs = codes(map, "hs")
    row.eccn = decode.texts(map, "eccn")
    row.variants = decode.list(map, "variants").compactMap(variant)
    if let node = map["elasticity"], let keyed = decode.map(node, "elasticity", keys: ["short", "long"]) {
      row.elasticityShort = range(keyed, "short")
      row.elasticityLong = range(keyed, "long")
    }
    row.note = decode.text(map, "note")
    return row
  }

  /// `hs` as a list of maps with `code` and `share`, a list of codes, a map of shares or one code.
  private func codes(_ map: KeyedNode, _ key: String) -> [ShareEntry] {
    guard let node = map[key] else { return [] }
    guard case .sequence(let items) = node.content else { return shares(map, key) }
    var names = NameSet()
    return items.compactMap { item in
      let entry: ShareEntry
      if case .mapping = item.content {
        guard let keyed = decode.map(item, "code", keys: ["code", "share"]),
          let code = decode.requiredText(keyed, "code")
        else { return nil }
        entry = ShareEntry(key: code, share: decode.number(keyed, "share") ?? Located(1, at: code.spot))
      } else {
        guard let code = decode.text(item, key), !code.value.isEmpty else { return nil }
        entry = ShareEntry(key: code, share: Located(1, at: code.spot))
      }
      if names.insert(entry.key.value) { return entry }
      decode.sink.add("duplicate-key", at: item.spot, "'\(shorten(entry.key.value))' stands twice in '\(key)'")
      return nil
    }
  }

  private func variant(_ node: TextNode) -> VariantRow? {
    guard let map = decode.map(node, "variant", keys: ["id", "share", "attributes"]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = VariantRow(id: id)
    row.share = decode.number(map, "share")
    row.attributes = shares(map, "attributes")
    return row
  }

  private func range(_ map: KeyedNode, _ key: String) -> RangeRow? {
    guard let node = map[key] else { return nil }
    if case .scalar = node.content { return decode.number(node, key).map { RangeRow(value: $0) } }
    guard let keyed = decode.map(node, "range", keys: ["value", "low", "high"]),
      let value = decode.requiredNumber(keyed, "value")
    else { return nil }
    return RangeRow(value: value, low: decode.number(keyed, "low"), high: decode.number(keyed, "high"))
  }

  func market(_ node: TextNode) -> MarketRow? {
    guard
      let map = decode.map(
        node, "market", keys: ["product", "provider", "share", "low", "high"] + Self.evidenceKeys),
      let product = decode.requiredText(map, "product"), let provider = decode.requiredText(map, "provider")
    else { return nil }
    var row = MarketRow(product: product, provider: provider)
    row.share = decode.number(map, "share")
    row.low = decode.number(map, "low")
    row.high = decode.number(map, "high")
    row.evidence = evidence(map)
    return row
  }

  func group(_ node: TextNode) -> GroupRow? {
    guard let map = decode.map(node, "group", keys: ["id", "name", "members"]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = GroupRow(id: id)
    row.name = decode.text(map, "name")
    row.members = decode.texts(map, "members")
    return row
  }

  func claim(_ node: TextNode) -> ClaimRow? {
    guard
      let map = decode.map(
        node, "claim",
        keys: [
          "id", "entity", "product", "from", "metric", "value", "unit", "low", "high", "as_of", "source", "chosen",
          "reason",
        ]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = ClaimRow(id: id)
    row.entity = decode.text(map, "entity")
    row.product = decode.text(map, "product")
    row.from = decode.text(map, "from")
    row.metric = decode.text(map, "metric")
    row.value = decode.number(map, "value")
    row.unit = decode.text(map, "unit")
    row.low = decode.number(map, "low")
    row.high = decode.number(map, "high")
    row.asOf = decode.text(map, "as_of")
    row.source = decode.text(map, "source")
    row.chosen = decode.flag(map, "chosen")
    row.reason = decode.text(map, "reason")
    return row
  }

  func fact(_ node: TextNode) -> FactRow? {
    guard
      let map = decode.map(
        node, "fact",
        keys: [
          "id", "subject", "metric", "object", "value", "unit", "low", "high", "as_of", "status", "source", "note",
        ]),
      let id = decode.requiredText(map, "id")
    else { return nil }
    var row = FactRow(id: id)
    row.subject = decode.text(map, "subject")
    row.metric = decode.text(map, "metric")
    row.object = decode.text(map, "object")
    row.value = decode.number(map, "value")
    row.unit = decode.text(map, "unit")
    row.low = decode.number(map, "low")
    row.high = decode.number(map, "high")
    row.asOf = decode.text(map, "as_of")
    row.status = decode.text(map, "status")
    row.source = decode.text(map, "source")
    row.note = decode.text(map, "note")
    return row
  }
}
