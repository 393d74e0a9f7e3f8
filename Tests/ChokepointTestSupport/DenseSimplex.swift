/// The textbook simplex method on a dense tableau: maximise Σ cost · x subject to rows · x ≤ limits, x ≥ 0.
///
/// All limits are non-negative, so x = 0 is where it starts. Bland's rule keeps it from going round in circles.
public struct DenseSimplex: Sendable {
  public private(set) var costs: [Double] = []
  private var rows: [[Int: Double]] = []
  private var limits: [Double] = []

  public init() {}

  public mutating func addVariable(cost: Double = 0) -> Int {
    costs.append(cost)
    return costs.count - 1
  }

  /// Adds a row; a limit that rounding has pushed below 0 counts as 0.
  public mutating func addRow(_ entries: [(Int, Double)], atMost limit: Double) {
    rows.append(entries.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 })
    limits.append(max(0, limit))
  }

  /// The best point, nil where the objective has no bound.
  public func maximum() -> [Double]? {
    let count = costs.count
    var tableau = zip(rows, limits).enumerated().map { index, row in
      (0..<count).map { row.0[$0] ?? 0 } + rows.indices.map { $0 == index ? 1 : 0 } + [row.1]
    }
    var objective = costs.map { -$0 } + [Double](repeating: 0, count: rows.count + 1)
    var basis = rows.indices.map { count + $0 }
    let last = count + rows.count
    while let column = (0..<last).first(where: { objective[$0] < -1e-9 }) {
      var leaving: Int?
      var least = Double.infinity
      for row in tableau.indices where tableau[row][column] > 1e-9 {
        let ratio = tableau[row][last] / tableau[row][column]
        if ratio < least - 1e-12 || (ratio <= least + 1e-12 && basis[row] < basis[leaving ?? row]) {
          least = min(least, ratio)
          leaving = row
        }
      }
      guard let leaving else { return nil }
      let pivot = tableau[leaving][column]
      for entry in 0...last { tableau[leaving][entry] /= pivot }
      for row in tableau.indices where row != leaving && tableau[row][column] != 0 {
        let factor = tableau[row][column]
        for entry in 0...last { tableau[row][entry] -= factor * tableau[leaving][entry] }
      }
      let factor = objective[column]
      for entry in 0...last { objective[entry] -= factor * tableau[leaving][entry] }
      basis[leaving] = column
    }
    var point = [Double](repeating: 0, count: count)
    for (row, variable) in basis.enumerated() where variable < count { point[variable] = tableau[row][last] }
    return point
  }
}
