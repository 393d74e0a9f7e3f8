/// The optimum of a small linear program by trying every corner.
///
/// Columns have finite bounds, so that the optimum, if there is one, is at a corner: a point at which as many limits
/// meet as there are columns. Shapes: `rows[i][j]`; infinite bounds of rows are no limits.
public struct VertexEnumeration: Sendable {
  public var costs: [Double]
  public var columns: [(lower: Double, upper: Double)]
  public var rows: [[Double]]
  public var limits: [(lower: Double, upper: Double)]

  public init(
    costs: [Double], columns: [(lower: Double, upper: Double)], rows: [[Double]],
    limits: [(lower: Double, upper: Double)]
  ) {
    self.costs = costs
    self.columns = columns
    self.rows = rows
    self.limits = limits
  }

  /// The least value of Σ cost · x, nil where no point is feasible.
  public func minimum(tolerance: Double = 1e-7) -> Double? {
    var planes: [(normal: [Double], level: Double)] = []
    for (column, bounds) in columns.enumerated() {
      let axis = columns.indices.map { $0 == column ? 1.0 : 0 }
      planes += [(axis, bounds.lower), (axis, bounds.upper)]
    }
    for (row, bounds) in zip(rows, limits) {
      for level in [bounds.lower, bounds.upper] where level.isFinite { planes.append((row, level)) }
    }
    var best: Double?
    visit(planes, from: 0, []) { chosen in
      guard let point = Self.meeting(chosen), isFeasible(point, tolerance) else { return }
      let value = zip(costs, point).reduce(0) { $0 + $1.0 * $1.1 }
      best = min(best ?? value, value)
    }
    return best
  }

  private func visit(
    _ planes: [(normal: [Double], level: Double)], from first: Int, _ chosen: [(normal: [Double], level: Double)],
    _ body: ([(normal: [Double], level: Double)]) -> Void
  ) {
    guard chosen.count < columns.count else { return body(chosen) }
    for plane in planes.indices.dropFirst(first) { visit(planes, from: plane + 1, chosen + [planes[plane]], body) }
  }

  private func isFeasible(_ point: [Double], _ tolerance: Double) -> Bool {
    for (value, bounds) in zip(point, columns)
    where value < bounds.lower - tolerance || value > bounds.upper + tolerance {
      return false
    }
    for (row, bounds) in zip(rows, limits) {
      let activity = zip(row, point).reduce(0) { $0 + $1.0 * $1.1 }
      if activity < bounds.lower - tolerance || activity > bounds.upper + tolerance { return false }
    }
    return true
  }

  /// The point in which these planes meet, nil where they are not independent.
  private static func meeting(_ planes: [(normal: [Double], level: Double)]) -> [Double]? {
    var rows = planes.map { $0.normal + [$0.level] }
    let count = rows.count
    for column in 0..<count {
      let best = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      guard abs(rows[best][column]) > 1e-9 else { return nil }
      rows.swapAt(column, best)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }
}
