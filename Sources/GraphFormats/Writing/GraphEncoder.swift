import Diagnostics
import SupplyGraph

/// A graph document as one tree with the keys of the YAML and JSON form, in their canonical order.
struct GraphEncoder {
  /// The tree of a document.
  ///
  /// - Throws: ``FormatError/cannotExpress(place:reason:)`` where a need or supply belongs to an entity that the
  ///   document does not declare, where a map would have a key twice, and for numbers that are not finite.
  static func tree(_ document: GraphDocument) throws(FormatError) -> OutputNode {
    let document = document.normalised
    var map = MapBuilder(place: "graph")
    map.add("schema", document.schema)
    map.add("id", document.id)
    map.add("title", document.title)
    map.add("as_of", document.asOf)
    map.add("licence", document.licence)
    try map.add("sources", list(document.sources, source), always: document.declaresSources)
    try map.add("products", list(document.products, product), always: document.declaresProducts)
    try map.add("entities", entities(document), always: true)
    try map.add("markets", list(document.markets, market))
    try map.add("groups", list(document.groups, group))
    try map.add("claims", list(document.claims, claim))
    try map.add("facts", list(document.facts, fact))
    return map.node
  }

  private static func list<Row>(
    _ rows: [Row], _ encode: (Row) throws(FormatError) -> OutputNode
  ) throws(FormatError) -> [OutputNode] {
    var nodes: [OutputNode] = []
    nodes.reserveCapacity(rows.count)
    for row in rows { nodes.append(try encode(row)) }
    return nodes
  }

  private static func source(_ row: SourceRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "source '\(row.id.value)'")
    map.add("id", row.id)
    map.add("title", row.title)
    map.add("publisher", row.publisher)
    map.add("url", row.url)
    map.add("date", row.date)
    map.add("licence", row.licence)
    map.add("note", row.note)
    return map.node
  }

  private static func product(_ row: ProductRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "product '\(row.id.value)'")
    map.add("id", row.id)
    map.add("name", row.name)
    try map.add(
      "hs",
      list(row.hs) { entry throws(FormatError) in
        var code = MapBuilder(place: "hs code '\(entry.key.value)'")
        code.add("code", entry.key)
        try code.add("share", entry.share)
        return code.node
      })
    map.add("eccn", row.eccn)
    try map.add(
      "variants",
      list(row.variants) { variant throws(FormatError) in
        var map = MapBuilder(place: "variant '\(variant.id.value)'")
        map.add("id", variant.id)
        try map.add("share", variant.share)
        try map.add("attributes", variant.attributes)
        return map.node
      })
    var elasticity = MapBuilder(place: "elasticity of '\(row.id.value)'")
    try elasticity.add("short", row.elasticityShort)
    try elasticity.add("long", row.elasticityLong)
    map.add("elasticity", elasticity)
    map.add("note", row.note)
    return map.node
  }

  private static func market(_ row: MarketRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "market of '\(row.product.value)'")
    map.add("product", row.product)
    map.add("provider", row.provider)
    try map.add("share", row.share)
    try map.add("low", row.low)
    try map.add("high", row.high)
    map.add(row.evidence)
    return map.node
  }

  private static func group(_ row: GroupRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "group '\(row.id.value)'")
    map.add("id", row.id)
    map.add("name", row.name)
    map.add("members", row.members)
    return map.node
  }

  private static func claim(_ row: ClaimRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "claim '\(row.id.value)'")
    map.add("id", row.id)
    map.add("entity", row.entity)
    map.add("product", row.product)
    map.add("from", row.from)
    map.add("metric", row.metric)
    try map.add("value", row.value)
    map.add("unit", row.unit)
    try map.add("low", row.low)
    try map.add("high", row.high)
    map.add("as_of", row.asOf)
    map.add("source", row.source)
    map.add("chosen", row.chosen)
    map.add("reason", row.reason)
    return map.node
  }

  private static func fact(_ row: FactRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "fact '\(row.id.value)'")
    map.add("id", row.id)
    map.add("subject", row.subject)
    map.add("metric", row.metric)
    map.add("object", row.object)
    try map.add("value", row.value)
    map.add("unit", row.unit)
    try map.add("low", row.low)
    try map.add("high", row.high)
    map.add("as_of", row.asOf)
    map.add("status", row.status)
    map.add("source", row.source)
    map.add("note", row.note)
    return map.node
  }
}
