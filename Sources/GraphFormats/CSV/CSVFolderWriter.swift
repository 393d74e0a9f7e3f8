import Diagnostics
public import SupplyGraph

/// Writes a graph as a folder of CSV tables with a Frictionless `datapackage.json`.
///
/// Deterministic: tables and columns in the order of ``GraphTables``, rows in the order of
/// ``SupplyGraph/GraphDocument/normalised``, the shortest number texts that read back the same. `entities.csv` and
/// `supplies.csv` are always written, other tables where they have rows (sources and products also where they are
/// declared and empty).
public struct CSVFolderWriter: Sendable {
  public init() {}

  /// File names with their texts, the data package first.
  ///
  /// - Throws: ``FormatError/cannotExpress(place:reason:)`` for what cells cannot hold: a `|` or outer spaces inside a
  ///   list, a NUL, numbers that are not finite, two entities or products of one id with rows in other tables, an empty
  ///   id.
  /// - Complexity: O(n) time and space.
  public func files(_ document: GraphDocument) throws(FormatError) -> [(name: String, text: String)] {
    let document = document.normalised
    var files: [(name: String, text: String)] = []
    var schemas: [TableSchema] = []
    for schema in GraphTables.all {
      var table = TableWriter(schema)
      try write(document, to: &table)
      let isDeclared =
        (schema.name == "sources" && document.declaresSources)
        || (schema.name == "products" && document.declaresProducts)
      guard table.hasRows || schema.isRequired || isDeclared else { continue }
      schemas.append(schema)
      files.append((schema.fileName, table.text))
    }
    let package = JSONEmitter.text(DataPackage.package(document, tables: schemas))
    return [(name: "datapackage.json", text: package)] + files
  }

  private func write(_ document: GraphDocument, to table: inout TableWriter) throws(FormatError) {
    switch table.schema.name {
    case "entities": for row in document.entities { try entity(row, &table) }
    case "locations": try locations(document, &table)
    case "owners": try owners(document, &table)
    case "products": for row in document.products { try product(row, &table) }
    case "variants": try variants(document, &table)
    case "markets": for row in document.markets { try market(row, &table) }
    case "needs": for row in document.needs { try need(row, &table) }
    case "supplies": for row in document.supplies { try supply(row, &table) }
    case "sources": for row in document.sources { try source(row, &table) }
    case "groups": for row in document.groups { try group(row, &table) }
    case "claims": for row in document.claims { try claim(row, &table) }
    case "imports": for row in document.imports { try importRow(row, &table) }
    default: for row in document.facts { try fact(row, &table) }
    }
  }
}
