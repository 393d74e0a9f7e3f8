/// A linear program, as sparse as it is written.
///
///     minimise or maximise   Σ_j cost_j · x_j
///     subject to             lower_j ≤ x_j ≤ upper_j                  columns
///                            lower_i ≤ Σ_j a_ij · x_j ≤ upper_i       rows
///
/// Bounds may be infinite; equal bounds make an equation. Nothing is checked while it is built: solving names the
/// first value that is wrong.
///
///     var program = LinearProgram(.maximise)
///     let a = program.addColumn(cost: 3), b = program.addColumn(cost: 2)
///     program.addRow(upper: 4, [(a, 1), (b, 1)])
///     let best = try program.solve()                          // objective 12: a = 4, b = 0
///
/// - Complexity: O(columns + rows + entries) space.
public struct LinearProgram: Sendable {
  /// Which way is better.
  public enum Direction: Sendable { case minimise, maximise }

  /// Bounds of a column or a row.
  public struct Bounds: Sendable, Equatable {
    public var lower: Double
    public var upper: Double

    public init(_ lower: Double, _ upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  public let direction: Direction
  public internal(set) var columns: [Bounds] = []
  public internal(set) var costs: [Double] = []
  public internal(set) var rows: [Bounds] = []
  /// First entry of each row; one more than there are rows.
  public private(set) var rowStart: [Int] = [0]
  public private(set) var entryColumn: [Int] = []
  public private(set) var entryValue: [Double] = []

  public init(_ direction: Direction = .minimise) { self.direction = direction }

  /// Adds a variable and returns its number.
  @discardableResult
  public mutating func addColumn(lower: Double = 0, upper: Double = .infinity, cost: Double = 0) -> Int {
    columns.append(Bounds(lower, upper))
    costs.append(cost)
    return columns.count - 1
  }

  /// Adds a constraint and returns its number; entries of one column add up.
  @discardableResult
  public mutating func addRow(
    lower: Double = -.infinity, upper: Double = .infinity, _ entries: some Sequence<(column: Int, value: Double)>
  ) -> Int {
    for entry in entries {
      entryColumn.append(entry.column)
      entryValue.append(entry.value)
    }
    rows.append(Bounds(lower, upper))
    rowStart.append(entryColumn.count)
    return rows.count - 1
  }

  /// Solves the program once; ``LinearProgramSolver`` solves it again under changed bounds.
  ///
  /// - Throws: ``LinearProgramError``
  public func solve() throws(LinearProgramError) -> LinearProgramSolution {
    try LinearProgramSolver(self).solve()
  }

  /// The first thing about the program that makes no sense.
  func defect() -> LinearProgramError? {
    let limit = LinearProgramSolver.sizeLimit
    if columns.count > limit || rows.count > limit || entryColumn.count > limit {
      return .tooLarge(columns: columns.count, rows: rows.count, entries: entryColumn.count)
    }
    for (column, bounds) in columns.enumerated() {
      if !bounds.areNumbers || !costs[column].isFinite { return .notANumber(.column(column)) }
      if bounds.lower > bounds.upper { return .crossedBounds(.column(column)) }
    }
    for (row, bounds) in rows.enumerated() {
      if !bounds.areNumbers { return .notANumber(.row(row)) }
      if bounds.lower > bounds.upper { return .crossedBounds(.row(row)) }
      for entry in rowStart[row]..<rowStart[row + 1] {
        if !entryValue[entry].isFinite { return .notANumber(.row(row)) }
        if !columns.indices.contains(entryColumn[entry]) { return .unknownColumn(entryColumn[entry], row: row) }
      }
    }
    return nil
  }
}

extension LinearProgram.Bounds {
  /// Not NaN, and not infinite on the wrong side.
  var areNumbers: Bool { lower < .infinity && upper > -.infinity }
}

/// The best point of a linear program, and what its limits are worth.
public struct LinearProgramSolution: Sendable, Equatable {
  public var objective: Double
  /// Values of the columns.
  public var values: [Double]
  /// Σ_j a_ij · x_j of the rows.
  public var activities: [Double]
  /// Dual of each row: how much the objective changes per unit by which its binding bound moves up.
  ///
  /// For a minimum: positive at a binding lower bound, negative at a binding upper bound, 0 where neither binds; for a
  /// maximum the other way round. At a corner where more limits meet than needed, one of several valid prices.
  public var duals: [Double]
  /// The same for each column's bounds: cost_j − Σ_i a_ij · dual_i.
  public var reducedCosts: [Double]
  /// Pivots of the simplex method.
  public var iterations: Int
}

/// Why a linear program has no answer.
public enum LinearProgramError: Error, Sendable, Equatable {
  /// A column or a row by its number.
  public enum Place: Sendable, Equatable { case column(Int), row(Int) }

  /// Clp is not on this computer, or cannot be used; the reason.
  case libraryMissing(String)
  /// A bound, cost or coefficient is not a number.
  case notANumber(Place)
  /// A lower bound above the upper one.
  case crossedBounds(Place)
  case unknownColumn(Int, row: Int)
  case tooLarge(columns: Int, rows: Int, entries: Int)
  /// No point satisfies all rows and bounds.
  case infeasible
  /// The objective has no bound.
  case unbounded
  case iterationLimit(Int)
  /// The solver failed, or its point breaks a limit by so much.
  case numericalFailure(violation: Double)
}
