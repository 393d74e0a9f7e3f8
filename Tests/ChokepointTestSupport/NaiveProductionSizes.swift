public import SupplyGraph

/// Production sizes straight from their definition: a dense matrix, Gaussian elimination with pivoting.
public struct NaiveProductionSizes {
  public let graph: SupplyGraph
  /// Part of entity i's output value that it spends on purchases from j in proportion to its output; [i][j].
  public let matrix: [[Double]]
  /// Demand that does not depend on anybody's output.
  public let fixed: [Double]
  public let finalDemand: [Double]
  let proportional: [Double?]
  let stated: [Double?]

  public init(_ graph: SupplyGraph, targets: [EntityIndex]) {
    self.graph = graph
    let weights = NaiveLookThrough(graph).weights
    let isCounted = graph.needs.map { $0.origin == .explicit && $0.kind != .capital }
    let stated = graph.needs.indices.map { need -> Double? in
      guard isCounted[need], let volume = graph.needs[need].volume else { return nil }
      let inside = graph.needs.indices.filter {
        graph.needs[$0].entity == graph.needs[need].entity && graph.needs[$0].embeddedIn == graph.needs[need].product
      }
      return max(0, volume - inside.reduce(0) { $0 + (graph.needs[$1].volume ?? 0) })
    }
    let count = graph.entities.count
    var demand = [Double](repeating: 0, count: count)
    for target in targets {
      demand[target.position] = graph[target].needs.reduce(0) { $0 + (stated[$1] ?? 0) }
    }
    let known = targets.filter { demand[$0.position] > 0 }
    let mean = known.isEmpty ? 1 : known.reduce(0) { $0 + demand[$1.position] } / Double(known.count)
    for target in targets where demand[target.position] == 0 { demand[target.position] = mean }

    var proportional = [Double?](repeating: nil, count: graph.needs.count)
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var fixed = demand
    for need in graph.needs.indices where isCounted[need] {
      let buyer = graph.needs[need].entity
      let share = graph[buyer].valueAddedShare ?? (targets.contains(buyer) ? 0 : 0.4)
      if stated[need] == nil { proportional[need] = weights[need] * (1 - share) }
      for supply in graph.supplies[graph.needs[need].supplies] {
        if let volume = stated[need] {
          fixed[supply.supplier.position] += supply.share * volume
        } else {
          matrix[buyer.position][supply.supplier.position] += (proportional[need] ?? 0) * supply.share
        }
      }
    }
    self.matrix = matrix
    self.fixed = fixed
    self.stated = stated
    self.proportional = proportional
    finalDemand = demand
  }

  /// Whether demand reaches a ring that nothing leaves.
  public var isIllPosed: Bool {
    let circling = NaiveLookThrough(graph).circling(matrix)
    var reached = fixed.map { $0 > 0 }
    for _ in matrix.indices {
      for buyer in matrix.indices where reached[buyer] {
        for supplier in matrix.indices where matrix[buyer][supplier] > 0 { reached[supplier] = true }
      }
    }
    return matrix.indices.contains { circling[$0] && reached[$0] }
  }

  /// z by entity and V by need.
  ///
  /// Rings that no demand reaches are cut open: the least solution is 0 there.
  public func solution() -> (size: [Double], volume: [Double]) {
    let circling = NaiveLookThrough(graph).circling(matrix)
    let transposed = matrix.indices.map { row in
      matrix.indices.map { circling[$0] || circling[row] ? 0 : matrix[$0][row] }
    }
    let size = NaiveLookThrough.solve(transposed, fixed)
    let volume = graph.needs.indices.map {
      stated[$0] ?? (proportional[$0] ?? 0) * size[graph.needs[$0].entity.position]
    }
    return (size, volume)
  }
}
