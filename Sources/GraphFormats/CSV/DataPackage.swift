import Diagnostics
import SupplyGraph

/// The Frictionless data package of a folder: what describes the graph as a whole.
///
/// Only `schema`, `name`, `title`, `as_of` and the first licence are read. Everything else that a data package may hold
/// is left alone, and the paths of its resources are never followed.
///
/// - Reference: https://specs.frictionlessdata.io/data-package/.
struct DataPackage {
  let decode: NodeDecoder

  func read(_ root: TextNode, into document: inout GraphDocument) {
    guard let map = decode.rootMap(root, "data package") else { return }
    if map["schema"] != nil { document.schema = checkedSchema(map, expected: GraphDecoder.schema, decode) }
    document.id = decode.text(map, "name")
    document.title = decode.text(map, "title")
    document.asOf = decode.text(map, "as_of")
    guard let first = decode.list(map, "licenses").first, let licence = decode.openMap(first, "licence") else { return }
    document.licence = decode.text(licence, "name")
  }

  /// The data package of a graph with the given tables.
  static func package(_ document: GraphDocument, tables: [TableSchema]) -> OutputNode {
    var pairs: [(String, OutputNode)] = [("profile", .text("tabular-data-package"))]
    func add(_ key: String, _ value: Located<String>?) {
      if let value { pairs.append((key, .text(value.value))) }
    }
    add("schema", document.schema)
    add("name", document.id)
    add("title", document.title)
    add("as_of", document.asOf)
    if let licence = document.licence {
      pairs.append(("licenses", .list([.map([("name", .text(licence.value))])])))
    }
    pairs.append(("resources", .list(tables.map(resource))))
    return .map(pairs)
  }

  private static func resource(_ table: TableSchema) -> OutputNode {
    let fields = table.columns.map { column in
      var pairs: [(String, OutputNode)] = [
        ("name", .text(column.name)), ("type", .text(type(of: column.kind))), ("description", .text(describe(column))),
      ]
      if column.isRequired { pairs.append(("constraints", .map([("required", .flag(true))]))) }
      return OutputNode.map(pairs)
    }
    return .map([
      ("name", .text(table.name)), ("path", .text(table.fileName)), ("profile", .text("tabular-data-resource")),
      ("description", .text(table.summary)), ("format", .text("csv")), ("encoding", .text("utf-8")),
      ("schema", .map([("fields", .list(fields)), ("missingValues", .list([.text("")]))])),
    ])
  }

  private static func type(of kind: ColumnKind) -> String {
    switch kind {
    case .number: "number"
    case .flag: "boolean"
    case .text, .list, .map: "string"
    }
  }

  private static func describe(_ column: ColumnSchema) -> String {
    switch column.kind {
    case .list: column.summary + " (a|b)"
    case .map: column.summary + " (A=0.9|B=0.1)"
    case .text, .number, .flag: column.summary
    }
  }
}
