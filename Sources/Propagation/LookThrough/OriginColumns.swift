import SupplyGraph

/// Where the value that an entity adds itself comes from: the rows of D before they are scaled by v.
///
/// An entity's own value stands where its locations are (what they leave open is `unknown`), else at its head office,
/// else it is `unknown`; a country's own value is the country's. Columns are the countries by code, then `unknown`, then
/// `unattributed`.
struct OriginColumns: Sendable {
  /// Codes of the countries, ascending.
  let countries: [String]
  /// Where each position's entries begin; entityCount + 1 values.
  let start: [Int32]
  let column: [Int32]
  /// Part of the own value, 0…1; they sum to 1 over a position's entries.
  let share: [Double]

  var unknown: Int { countries.count }
  var unattributed: Int { countries.count + 1 }
  var count: Int { countries.count + 2 }

  func entries(_ position: Int) -> Range<Int> { Int(start[position])..<Int(start[position + 1]) }

  init(_ graph: SupplyGraph, _ network: InputNetwork) {
    var numbering = CountryNumbering()
    for entity in graph.entities { Self.visit(entity) { code, _ in numbering.note(code) } }
    countries = numbering.assign()
    let unknown = countries.count
    var start: [Int32] = [0]
    var column: [Int32] = []
    var share: [Double] = []
    start.reserveCapacity(network.entityCount + 1)
    column.reserveCapacity(network.entityCount)
    share.reserveCapacity(network.entityCount)
    for entity in network.entityAt {
      var sum = 0.0
      let first = share.count
      Self.visit(graph.entities[Int(entity)]) { code, part in
        sum += part
        column.append(Int32(truncatingIfNeeded: numbering.column(code) ?? unknown))
        share.append(part)
      }
      if sum > 1 - 1e-9 {
        for index in first..<share.count { share[index] /= sum }
      } else {
        column.append(Int32(truncatingIfNeeded: unknown))
        share.append(1 - sum)
      }
      start.append(Int32(truncatingIfNeeded: column.count))
    }
    self.start = start
    self.column = column
    self.share = share
  }

  private static func visit(_ entity: Entity, _ body: (String, Double) -> Void) {
    if entity.kind == .country { return body(entity.id, 1) }
    for part in entity.locations { body(part.country, part.share) }
    if entity.locations.isEmpty, let hq = entity.hq { body(hq, 1) }
  }
}

/// Numbers country codes by a table over three letters: a million look-ups cost no hashing.
private struct CountryNumbering {
  private var table = [Int32](repeating: -1, count: 26 * 26 * 26)

  private func slot(_ code: String) -> Int? {
    var slot = 0
    var count = 0
    for byte in code.utf8 {
      guard (65...90).contains(byte), count < 3 else { return nil }
      slot = slot * 26 + Int(byte - 65)
      count += 1
    }
    return count == 3 ? slot : nil
  }

  mutating func note(_ code: String) {
    if let slot = slot(code) { table[slot] = 0 }
  }

  /// Gives every noted code its column and returns the codes in order.
  mutating func assign() -> [String] {
    var codes: [String] = []
    for slot in table.indices where table[slot] >= 0 {
      table[slot] = Int32(truncatingIfNeeded: codes.count)
      let letters = [slot / 676, slot / 26 % 26, slot % 26].map { UInt8(truncatingIfNeeded: 65 + $0) }
      codes.append(String(decoding: letters, as: UTF8.self))
    }
    return codes
  }

  func column(_ code: String) -> Int? {
    guard let slot = slot(code), table[slot] >= 0 else { return nil }
    return Int(table[slot])
  }
}
