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
    try map.add("schema", document.schema)
    try map.add("id", document.id)
    try map.add("title", document.title)
    try map.add("as_of", document.asOf)
    try map.add("licence", document.licence)
    try map.add("sources", list(document.sources, source), always: document.declaresSources)
    try map.add("products", list(document.products, product), always: document.declaresProducts)
    try map.add("entities", entities(document), always: true)
    try map.add("markets", list(document.markets, market))
    try map.add("groups", list(document.groups, group))
    try map.add("claims", list(document.claims, claim))
    try map.add("facts", list(document.facts, fact))
    try map.add("imports", list(document.imports, importRow))
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
    try map.add("id", row.id)
    try map.add("title", row.title)
    try map.add("publisher", row.publisher)
    try map.add("url", row.url)
    try map.add("date", row.date)
    try map.add("licence", row.licence)
    try map.add("note", row.note)
    return map.node
  }

  private static func product(_ row: ProductRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "product '\(row.id.value)'")
    try map.add("id", row.id)
    try map.add("name", row.name)
    try map.add(
      "hs",
      list(row.hs) { entry throws(FormatError) in
        var code = MapBuilder(place: "hs code '\(entry.key.value)'")
        try code.add("code", entry.key)
        try code.add("share", entry.share)
        return code.node
      })
    try map.add("eccn", row.eccn)
    try map.add(
      "variants",
      list(row.variants) { variant throws(FormatError) in
        var map = MapBuilder(place: "variant '\(variant.id.value)'")
        try map.add("id", variant.id)
        try map.add("share", variant.share)
        try map.add("attributes", variant.attributes)
        return map.node
      })
    var elasticity = MapBuilder(place: "elasticity of '\(row.id.value)'")
    try elasticity.add("short", row.elasticityShort)
    try elasticity.add("long", row.elasticityLong)
    map.add("elasticity", elasticity)
    try map.add("note", row.note)
    return map.node
  }

  private static func market(_ row: MarketRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "market of '\(row.product.value)'")
    try map.add("product", row.product)
    try map.add("provider", row.provider)
    try map.add("share", row.share)
    try map.add("low", row.low)
    try map.add("high", row.high)
    try map.add(row.evidence)
    return map.node
  }

  private static func group(_ row: GroupRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "group '\(row.id.value)'")
    try map.add("id", row.id)
    try map.add("name", row.name)
    try map.add("members", row.members)
    return map.node
  }

  private static func claim(_ row: ClaimRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "claim '\(row.id.value)'")
    try map.add("id", row.id)
    try map.add("entity", row.entity)
    try map.add("product", row.product)
    try map.add("from", row.from)
    try map.add("metric", row.metric)
    try map.add("value", row.value)
    try map.add("unit", row.unit)
    try map.add("low", row.low)
    try map.add("high", row.high)
    try map.add("as_of", row.asOf)
    try map.add("source", row.source)
    map.add("chosen", row.chosen)
    try map.add("reason", row.reason)
    return map.node
  }

  private static func fact(_ row: FactRow) throws(FormatError) -> OutputNode {
    var map = MapBuilder(place: "fact '\(row.id.value)'")
    try map.add("id", row.id)
    try map.add("subject", row.subject)
    try map.add("metric", row.metric)
    try map.add("object", row.object)
    try map.add("value", row.value)
    try map.add("unit", row.unit)
    try map.add("low", row.low)
    try map.add("high", row.high)
    try map.add("as_of", row.asOf)
    try map.add("status", row.status)
    try map.add("source", row.source)
    try map.add("note", row.note)
    return map.node
  }
}
