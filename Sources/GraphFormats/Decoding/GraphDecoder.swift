import Diagnostics
import SupplyGraph

/// The keys of a graph document, read from a node tree.
struct GraphDecoder {
  let decode: NodeDecoder

  static let schema = "chokepoint-graph/1"

  static let topKeys = [
    "schema", "id", "title", "as_of", "licence", "sources", "products", "entities", "markets", "groups", "claims",
    "facts", "imports",
  ]

  /// Reads everything that can be read; what cannot is a finding.
  func document(_ root: TextNode, files: [String]) -> GraphDocument {
    var document = GraphDocument()
    document.files = files
    guard let map = decode.rootMap(root, "graph", keys: Self.topKeys) else { return document }
    document.schema = checkedSchema(map, expected: Self.schema, decode)
    document.id = decode.text(map, "id")
    document.title = decode.text(map, "title")
    document.asOf = decode.text(map, "as_of")
    document.licence = decode.text(map, "licence")
    document.declaresSources = map["sources"] != nil
    document.declaresProducts = map["products"] != nil
    document.sources = decode.list(map, "sources").compactMap(source)
    document.products = decode.list(map, "products").compactMap(product)
    for node in decode.list(map, "entities") { entity(node, into: &document) }
    document.markets = decode.list(map, "markets").compactMap(market)
    document.groups = decode.list(map, "groups").compactMap(group)
    document.claims = decode.list(map, "claims").compactMap(claim)
    document.facts = decode.list(map, "facts").compactMap(fact)
    document.imports = decode.list(map, "imports").compactMap(importRow)
    return document
  }

  static let evidenceKeys = ["status", "method", "source", "as_of", "confidence", "note"]

  func evidence(_ map: KeyedNode) -> EvidenceRow {
    var row = EvidenceRow()
    row.status = decode.text(map, "status")
    row.method = decode.text(map, "method")
    row.source = decode.text(map, "source")
    row.asOf = decode.text(map, "as_of")
    row.confidence = decode.text(map, "confidence")
    row.note = decode.text(map, "note")
    return row
  }

  func shares(_ map: KeyedNode, _ key: String) -> [ShareEntry] {
    decode.shares(map, key).map { ShareEntry(key: $0.key, share: $0.share ?? Located(1, at: $0.key.spot)) }
  }
}

/// The value of `schema`, with a finding where it is missing or another one.
func checkedSchema(_ map: KeyedNode, expected: String, _ decode: NodeDecoder) -> Located<String>? {
  guard let schema = decode.text(map, "schema") else {
    if map["schema"] == nil {
      decode.sink.add(
        "missing-schema", at: map.spot, "the key 'schema' is missing", suggestion: "write 'schema: \(expected)'")
    }
    return nil
  }
  if schema.value != expected {
    decode.sink.add(
      "wrong-schema", at: schema.spot, "the schema '\(shorten(schema.value))' is not read here",
      suggestion: "write '\(expected)'")
  }
  return schema
}
