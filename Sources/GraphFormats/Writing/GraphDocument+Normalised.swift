import Diagnostics
public import SupplyGraph

extension GraphDocument {
  /// The document in the one order and spelling that every format keeps: reading what was written gives it back.
  ///
  /// Nothing is added or lost in meaning:
  /// - an empty text that may be missing is missing; lists lose their empty texts;
  /// - `schema` is `chokepoint-graph/1` where there is none;
  /// - sources and products count as declared where there are any;
  /// - a single location or owner with share 1 and no evidence of its own has no share (`country: TWN`);
  /// - every need that a supply belongs to has a row of its own, behind the rows that were written;
  /// - needs stand in the order of their entities, then as written; supplies in the order of their needs, then as
  ///   written; what belongs to no declared entity comes last, in the order of first mention.
  ///
  /// - Complexity: O(n) time and space.
  public var normalised: GraphDocument {
    var result = self
    result.dropEmptyTexts()
    if result.schema == nil { result.schema = Located(GraphDecoder.schema) }
    if !result.sources.isEmpty { result.declaresSources = true }
    if !result.products.isEmpty { result.declaresProducts = true }
    for index in result.entities.indices { result.entities[index].simplifyPlaces() }
    result.orderNeeds()
    return result
  }

  private mutating func orderNeeds() {
    var rank: [String: Int] = [:]
    func place(_ name: String) {
      if rank[name] == nil { rank[name] = rank.count }
    }
    for entity in entities { place(entity.id.value) }
    for need in needs { place(need.entity.value) }
    for supply in supplies { place(supply.entity.value) }

    var described: Set<NeedKey> = []
    for need in needs { described.insert(NeedKey(need.entity.value, need.product.value)) }
    for supply in supplies where described.insert(NeedKey(supply.entity.value, supply.product.value)).inserted {
      needs.append(NeedRow(entity: supply.entity, product: supply.product))
    }
    needs = Self.ordered(needs) { rank[$0.entity.value] ?? 0 }

    var order: [NeedKey: Int] = [:]
    for need in needs {
      let key = NeedKey(need.entity.value, need.product.value)
      if order[key] == nil { order[key] = order.count }
    }
    supplies = Self.ordered(supplies) { order[NeedKey($0.entity.value, $0.product.value)] ?? 0 }
  }

  /// Rows in the order of their ranks; rows of one rank stay as they are.
  private static func ordered<Row>(_ rows: [Row], _ rank: (Row) -> Int) -> [Row] {
    let ranks = rows.map(rank)
    let order = rows.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    return order.map { rows[$0] }
  }
}

private struct NeedKey: Hashable {
  var entity: String
  var product: String

  init(_ entity: String, _ product: String) {
    self.entity = entity
    self.product = product
  }
}

extension EntityRow {
  /// The country that can stand in the entity's own row: the only location, whole, without evidence of its own.
  var inlineCountry: Located<String>? {
    guard locations.count == 1, (locations[0].share?.value ?? 1) == 1, locations[0].evidence == EvidenceRow() else {
      return nil
    }
    return locations[0].country
  }

  /// The owner that can stand in the entity's own row.
  var inlineOwner: Located<String>? {
    guard owners.count == 1, (owners[0].share?.value ?? 1) == 1, owners[0].evidence == EvidenceRow() else { return nil }
    return owners[0].owner
  }

  fileprivate mutating func simplifyPlaces() {
    if inlineCountry != nil { locations[0].share = nil }
    if inlineOwner != nil { owners[0].share = nil }
  }
}
