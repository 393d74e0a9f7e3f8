public import Diagnostics
public import SupplyGraph

/// Says in few words what an entity of a test graph is.
///
///     try GraphBuilder.graph(
///       entity("a", country: "TWN", needs: [need("wafer", c: 0.5, from: ["x": 0.6, "y": 0.4])]))
public struct EntitySketch: Sendable {
  public var id: String
  public var kind: String?
  public var locations: [(country: String, share: Double?)] = []
  public var owners: [(owner: String, share: Double?)] = []
  public var hq: String?
  public var hazards: [String] = []
  public var needs: [NeedSketch] = []
}

/// Says in few words what a need of a test graph is.
public struct NeedSketch: Sendable {
  public var product: String
  public var criticality: Double?
  public var kind: NeedKind?
  public var weight: Double?
  public var volume: Double?
  public var embeddedIn: String?
  public var note: String?
  public var supplies: [(from: String, share: Double)] = []
  /// Qualified alternates with the largest share of the need that each could deliver.
  public var alternates: [(from: String, maxShare: Double)] = []
}

/// An entity for ``GraphBuilder``; `country` and `owner` are whole, `locations` and `owners` are split.
public func entity(
  _ id: String, kind: String? = nil, country: String? = nil, locations: KeyValuePairs<String, Double> = [:],
  hq: String? = nil, owner: String? = nil, owners: KeyValuePairs<String, Double> = [:], hazards: [String] = [],
  needs: [NeedSketch] = []
) -> EntitySketch {
  var sketch = EntitySketch(id: id, kind: kind, hq: hq, hazards: hazards, needs: needs)
  if let country { sketch.locations.append((country, nil)) }
  for (country, share) in locations { sketch.locations.append((country, share)) }
  if let owner { sketch.owners.append((owner, nil)) }
  for (owner, share) in owners { sketch.owners.append((owner, share)) }
  return sketch
}

/// A need for ``GraphBuilder``; what is not given takes the resolver's default.
public func need(
  _ product: String, c criticality: Double? = nil, kind: NeedKind? = nil, weight: Double? = nil,
  volume: Double? = nil, embeddedIn: String? = nil, note: String? = nil,
  from supplies: KeyValuePairs<String, Double> = [:], alternates: KeyValuePairs<String, Double> = [:]
) -> NeedSketch {
  NeedSketch(
    product: product, criticality: criticality, kind: kind, weight: weight, volume: volume, embeddedIn: embeddedIn,
    note: note, supplies: supplies.map { (from: $0.key, share: $0.value) },
    alternates: alternates.map { (from: $0.key, maxShare: $0.value) })
}

/// Builds documents and graphs for tests.
///
/// Every value has a place: the file of its table in ``Table``, the line of its row (the first row is line 2, as in a
/// CSV file) and a column by field, see ``spot(_:row:column:)``. Suppliers, owners and hazards that no sketch
/// describes are declared after the others, countries excepted. Every supply has the source `test`.
public enum GraphBuilder {
  /// The tables of a test document, in the order of its files.
  public enum Table: Int32, CaseIterable, Sendable {
    case graph, entities, needs, supplies, products, sources, markets, groups, claims, facts
  }

  /// The place of a field, as the builder numbers them.
  public static func spot(_ table: Table, row: Int, column: Int = 1) -> SourceSpot {
    SourceSpot(file: table.rawValue, line: Int32(row + 2), column: Int32(column))
  }

  /// The same place as findings show it.
  public static func position(_ table: Table, row: Int, column: Int = 1) -> SourcePosition {
    SourcePosition(file: "\(table).csv", line: row + 2, column: column)
  }

  /// A document without rows; its files are the tables.
  public static func emptyDocument() -> GraphDocument {
    var document = GraphDocument()
    document.files = Table.allCases.map { "\($0).csv" }
    document.id = Located("test-graph", at: spot(.graph, row: 0))
    return document
  }

  /// A document of these entities.
  public static func document(_ entities: [EntitySketch], declaringMissing: Bool = true) -> GraphDocument {
    var document = emptyDocument()
    var all = entities
    if declaringMissing { all += missing(entities) }
    for sketch in all { append(sketch, to: &document) }
    return document
  }

  /// A document of these entities.
  public static func document(_ entities: EntitySketch...) -> GraphDocument { document(entities) }

  /// The resolved graph of these entities.
  ///
  /// - Throws: `FindingsError` where the sketch breaks a rule.
  public static func graph(_ entities: [EntitySketch]) throws(FindingsError) -> SupplyGraph {
    try GraphResolver.graph(of: document(entities))
  }

  /// The resolved graph of these entities.
  ///
  /// - Throws: `FindingsError` where the sketch breaks a rule.
  public static func graph(_ entities: EntitySketch...) throws(FindingsError) -> SupplyGraph { try graph(entities) }

  private static func missing(_ entities: [EntitySketch]) -> [EntitySketch] {
    var known = Set(entities.map(\.id))
    var result: [EntitySketch] = []
    func declare(_ id: String, kind: String? = nil) {
      guard Countries.name(id) == nil, known.insert(id).inserted else { return }
      result.append(EntitySketch(id: id, kind: kind))
    }
    for sketch in entities {
      for need in sketch.needs {
        for supply in need.supplies { declare(supply.from) }
        for alternate in need.alternates { declare(alternate.from) }
      }
      for owner in sketch.owners { declare(owner.owner) }
      for hazard in sketch.hazards { declare(hazard, kind: "hazard") }
    }
    return result
  }

  private static func append(_ sketch: EntitySketch, to document: inout GraphDocument) {
    let line = document.entities.count
    func at<Value>(_ value: Value, _ column: Int) -> Located<Value> {
      Located(value, at: spot(.entities, row: line, column: column))
    }
    var row = EntityRow(id: at(sketch.id, 1))
    row.kind = sketch.kind.map { at($0, 2) }
    row.locations = sketch.locations.map { part in
      LocationRow(country: at(part.country, 3), share: part.share.map { at($0, 4) })
    }
    row.owners = sketch.owners.map { part in
      OwnerRow(owner: at(part.owner, 5), share: part.share.map { at($0, 6) })
    }
    row.hq = sketch.hq.map { at($0, 7) }
    row.hazards = sketch.hazards.map { at($0, 8) }
    document.entities.append(row)
    for need in sketch.needs { append(need, of: sketch.id, to: &document) }
  }

  private static func append(_ sketch: NeedSketch, of entity: String, to document: inout GraphDocument) {
    let line = document.needs.count
    func at<Value>(_ value: Value, _ column: Int) -> Located<Value> {
      Located(value, at: spot(.needs, row: line, column: column))
    }
    var row = NeedRow(entity: at(entity, 1), product: at(sketch.product, 2))
    row.kind = sketch.kind.map { at($0.rawValue, 3) }
    row.criticality = sketch.criticality.map { at($0, 4) }
    row.weight = sketch.weight.map { at($0, 5) }
    row.volume = sketch.volume.map { at($0, 6) }
    row.embeddedIn = sketch.embeddedIn.map { at($0, 7) }
    row.note = sketch.note.map { at($0, 8) }
    document.needs.append(row)
    for supply in sketch.supplies {
      var row = supplyRow(entity, sketch.product, supply.from, line: document.supplies.count)
      row.share = Located(supply.share, at: spot(.supplies, row: document.supplies.count, column: 4))
      document.supplies.append(row)
    }
    for alternate in sketch.alternates {
      let line = document.supplies.count
      var row = supplyRow(entity, sketch.product, alternate.from, line: line)
      row.share = Located(0, at: spot(.supplies, row: line, column: 4))
      row.qualified = Located(true, at: spot(.supplies, row: line, column: 9))
      row.maxShare = Located(alternate.maxShare, at: spot(.supplies, row: line, column: 10))
      document.supplies.append(row)
    }
  }

  private static func supplyRow(_ entity: String, _ product: String, _ from: String, line: Int) -> SupplyRow {
    func at(_ text: String, _ column: Int) -> Located<String> {
      Located(text, at: spot(.supplies, row: line, column: column))
    }
    var row = SupplyRow(entity: at(entity, 1), product: at(product, 2), from: at(from, 3))
    row.evidence.source = at("test", 15)
    return row
  }
}
