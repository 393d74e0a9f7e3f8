/// Needs while their rows are gathered: flat lists, put in order of entities by counting.
struct NeedDrafts {
  private var index: PairIndex
  private var entities: [Int32] = []
  private var products: [Int32] = []
  /// Number of the need's row; −1 where supplies alone speak of it.
  private var rows: [Int32] = []
  /// The draft of each row of supplies; −1 for rows that were refused.
  private var draftOfSupply: [Int32] = []
  /// Drafts by entity and supplies by draft, both in the order of the rows.
  private var draftStart: [Int32] = []
  private var draftOrder: [Int32] = []
  private var supplyStart: [Int32] = []
  private var supplyOrder: [Int32] = []
  /// The draft of the last supply: rows of one need mostly stand together.
  private var last = -1

  init(capacity: Int) { index = PairIndex(capacity: capacity) }

  var count: Int { entities.count }

  /// Adds a need with a row of its own; false where there is one already.
  mutating func add(entity: EntityIndex, product: Int, row: Int) -> Bool {
    let number = Int32(truncatingIfNeeded: product)
    guard index.position(of: entity.rawValue, number).isNew else { return false }
    append(entity, number, row: Int32(truncatingIfNeeded: row))
    return true
  }

  mutating func reserveSupplies(_ count: Int) { draftOfSupply.reserveCapacity(count) }

  /// Adds the next row of supplies to its need; true where that makes the need.
  mutating func addSupply(entity: EntityIndex, product: Int) -> Bool {
    let number = Int32(truncatingIfNeeded: product)
    if last >= 0, entities[last] == entity.rawValue, products[last] == number {
      draftOfSupply.append(Int32(truncatingIfNeeded: last))
      return false
    }
    let (position, isNew) = index.position(of: entity.rawValue, number)
    if isNew { append(entity, number, row: -1) }
    last = position
    draftOfSupply.append(Int32(truncatingIfNeeded: position))
    return isNew
  }

  /// Passes over the next row of supplies.
  mutating func skipSupply() { draftOfSupply.append(-1) }

  /// Puts everything in order once all rows are in.
  mutating func sort(entityCount: Int) {
    (draftStart, draftOrder) = Self.grouped(entities, groups: entityCount)
    (supplyStart, supplyOrder) = Self.grouped(draftOfSupply, groups: count)
    draftOfSupply = []
  }

  func drafts(of entity: Int) -> ArraySlice<Int32> {
    draftOrder[Int(draftStart[entity])..<Int(draftStart[entity + 1])]
  }

  func entity(of draft: Int) -> EntityIndex { EntityIndex(rawValue: entities[draft]) }

  func product(of draft: Int) -> Int { Int(products[draft]) }

  /// Number of the need's row; nil where it has none.
  func row(of draft: Int) -> Int? { rows[draft] >= 0 ? Int(rows[draft]) : nil }

  /// Numbers of its rows of supplies.
  func supplies(of draft: Int) -> ArraySlice<Int32> {
    supplyOrder[Int(supplyStart[draft])..<Int(supplyStart[draft + 1])]
  }

  private mutating func append(_ entity: EntityIndex, _ product: Int32, row: Int32) {
    entities.append(entity.rawValue)
    products.append(product)
    rows.append(row)
  }

  /// The members of each group in their order: a stable counting sort; members of no group (−1) are left out.
  private static func grouped(_ groupOf: [Int32], groups: Int) -> (start: [Int32], members: [Int32]) {
    var start = [Int32](repeating: 0, count: groups + 1)
    for group in groupOf where group >= 0 { start[Int(group) + 1] += 1 }
    for group in 0..<groups { start[group + 1] += start[group] }
    var next = start
    var members = [Int32](repeating: 0, count: Int(start[groups]))
    for (member, group) in groupOf.enumerated() where group >= 0 {
      members[Int(next[Int(group)])] = Int32(truncatingIfNeeded: member)
      next[Int(group)] += 1
    }
    return (start, members)
  }
}
