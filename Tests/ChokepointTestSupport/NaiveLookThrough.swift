public import SupplyGraph

/// Look-through value and stage mix straight from their definitions: dense matrices, Gaussian elimination with
/// pivoting, nothing shared with the sparse code.
public struct NaiveLookThrough {
  public let graph: SupplyGraph
  /// Weight by need, normalised over explicit needs that are not capital.
  public let weights: [Double]

  public init(_ graph: SupplyGraph) {
    self.graph = graph
    var weights = [Double](repeating: 0, count: graph.needs.count)
    for entity in graph.entities {
      let counted = entity.needs.filter { graph.needs[$0].origin == .explicit && graph.needs[$0].kind != .capital }
      var raw: [Int: Double] = [:]
      for need in counted {
        raw[need] = graph.needs[need].weight
        let embedded = entity.needs.filter { graph.needs[$0].embeddedIn == graph.needs[need].product }
          .compactMap { graph.needs[$0].volume }.reduce(0, +)
        if graph.needs[need].usesDefaultWeight, let volume = graph.needs[need].volume, volume > 0 {
          raw[need] = graph.needs[need].weight * max(0, volume - embedded) / volume
        }
      }
      if raw.values.reduce(0, +) <= 0 { for need in counted { raw[need] = graph.needs[need].weight } }
      let sum = counted.reduce(0) { $0 + (raw[$1] ?? 0) }
      for need in counted where sum > 0 { weights[need] = (raw[need] ?? 0) / sum }
    }
    self.weights = weights
  }

  public func valueAdded(target: EntityIndex?, standard: Double) -> [Double] {
    graph.entityIndices.map { index in
      if let stated = graph[index].valueAddedShare { return stated }
      let hasInputs = graph[index].needs.contains { weights[$0] > 0 }
      return !hasInputs ? 1 : target == index ? 0 : standard
    }
  }

  /// Parts of every entity's value by country, with `unknown` and `unattributed`.
  public func origins(target: EntityIndex?, standard: Double = 0.4) -> [[String: Double]] {
    let own = valueAdded(target: target, standard: standard)
    let count = graph.entities.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var added = [[String: Double]](repeating: [:], count: count)
    for (position, entity) in graph.entities.enumerated() {
      for (country, share) in place(entity) { added[position][country, default: 0] += own[position] * share }
      var open = 1 - own[position]
      for need in entity.needs where weights[need] > 0 {
        for supply in graph.supplies[graph.needs[need].supplies] {
          let part = (1 - own[position]) * weights[need] * supply.share
          matrix[position][supply.supplier.position] += part
          open -= part
        }
      }
      added[position]["unattributed", default: 0] += abs(open) < 1e-12 ? 0 : open
    }
    // What nobody ever leaves has no origin.
    let lands = reaching(matrix) { added[$0].values.contains { $0 > 0 } }
    for position in 0..<count where !lands[position] {
      matrix[position] = [Double](repeating: 0, count: count)
      added[position] = ["unattributed": 1]
    }
    let keys = Set(added.flatMap(\.keys)).sorted()
    var result = [[String: Double]](repeating: [:], count: count)
    for key in keys {
      let column = Self.solve(matrix, added.map { $0[key] ?? 0 })
      for position in 0..<count { result[position][key] = column[position] }
    }
    return result
  }

  private func place(_ entity: Entity) -> [(String, Double)] {
    if entity.kind == .country { return [(entity.id, 1)] }
    if entity.locations.isEmpty { return [(entity.hq ?? "unknown", 1)] }
    let sum = entity.locations.reduce(0) { $0 + $1.share }
    return entity.locations.map { ($0.country, $0.share) } + (sum < 1 - 1e-9 ? [("unknown", 1 - sum)] : [])
  }

  /// Stopped mass by provider, and unattributed mass, of the walks from a target to needs for a product.
  public func stage(_ product: String, target: EntityIndex) -> (providers: [String: Double], unattributed: Double) {
    let count = graph.entities.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var stops = [[Int: Double]](repeating: [:], count: count)
    var open = [Double](repeating: 0, count: count)
    for (position, entity) in graph.entities.enumerated() {
      for need in entity.needs where weights[need] > 0 {
        open[position] += weights[need] * graph.needs[need].unattributed
        for supply in graph.supplies[graph.needs[need].supplies] {
          let part = weights[need] * supply.share
          if graph.needs[need].product == product {
            stops[position][supply.supplier.position, default: 0] += part
          } else {
            matrix[position][supply.supplier.position] += part
          }
        }
      }
    }
    let relevant = reaching(matrix) { stops[$0].values.contains { $0 > 0 } || open[$0] > 0 }
    for position in 0..<count where !relevant[position] {
      matrix[position] = [Double](repeating: 0, count: count)
    }
    var providers: [String: Double] = [:]
    for supplier in 0..<count {
      let mass = Self.solve(matrix, stops.map { $0[supplier] ?? 0 })[target.position]
      if mass > 0 { providers[graph.entities[supplier].id] = mass }
    }
    return (providers, Self.solve(matrix, open)[target.position])
  }

  private func reaching(_ matrix: [[Double]], _ isExit: (Int) -> Bool) -> [Bool] {
    var reaches = matrix.indices.map(isExit)
    for _ in matrix.indices {
      for row in matrix.indices where !reaches[row] {
        reaches[row] = matrix.indices.contains { matrix[row][$0] > 0 && reaches[$0] }
      }
    }
    return reaches
  }

  /// The members of closed cycles: whatever they reach leads back to them, and nothing of it is lost on the way.
  public func circling(_ matrix: [[Double]]) -> [Bool] {
    var reaches = matrix.map { $0.map { $0 > 0 } }
    for middle in matrix.indices {
      for from in matrix.indices where reaches[from][middle] {
        for to in matrix.indices where reaches[middle][to] { reaches[from][to] = true }
      }
    }
    return matrix.indices.map { member in
      let around = matrix.indices.filter { reaches[member][$0] }
      return reaches[member][member]
        && around.allSatisfy { reaches[$0][member] && matrix[$0].reduce(0, +) > 1 - 1e-12 }
    }
  }

  /// x of (I − A) x = b by Gaussian elimination with row pivoting.
  public static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    let count = right.count
    var rows = matrix.indices.map { row in
      matrix.indices.map { (row == $0 ? 1 : 0) - matrix[row][$0] } + [right[row]]
    }
    for column in 0..<count {
      let best = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, best)
      for row in 0..<count where row != column && rows[row][column] != 0 {
        let factor = rows[row][column] / rows[column][column]
        for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }
}
