internal import CClp

/// Solves one linear program, and solves it again from where it stands after bounds or costs have changed.
///
/// Clp's dual simplex method (the primal one after costs have changed), where that finds no answer the primal one
/// without scaling. Nothing is printed. One thread; the same calls
/// in the same order give the same answer. Every answer is checked: a point that breaks a row or a bound by more than
/// 1e-6 of the largest number in it is an error, not a result.
///
/// Assumption: coefficients within some nine orders of magnitude of each other; scale variables to be near 1.
///
/// - Complexity: a simplex method has no good bound; some multiple of rows + columns pivots is usual.
/// - Reference: Forrest, Goldfarb 1992, doi:10.1007/BF01581089, for the pivot rule of the dual method.
public final class LinearProgramSolver {
  /// Most columns, rows and entries.
  public static let sizeLimit = 20_000_000
  /// Largest amount by which Clp may break a bound or a reduced cost's sign.
  static let tolerance = 1e-9

  public private(set) var program: LinearProgram
  private let model: UnsafeMutableRawPointer
  private let iterationLimit: Int
  private var costsHaveChanged = false

  /// Copies a program into a model of Clp.
  ///
  /// - Throws: ``LinearProgramError`` for a program that makes no sense, or where Clp is missing.
  public init(_ program: LinearProgram) throws(LinearProgramError) {
    if let defect = program.defect() { throw defect }
    guard cclp_load() == 0 else { throw .libraryMissing(String(cString: cclp_load_error())) }
    guard let model = cclp_new() else { throw .numericalFailure(violation: .infinity) }
    self.program = program
    self.model = model
    iterationLimit = 100_000 + 50 * (program.rows.count + program.columns.count)
    cclp_set_tolerances(model, Self.tolerance, Self.tolerance)
    cclp_set_iteration_limit(model, Int32(clamping: iterationLimit))
    load()
  }

  deinit { cclp_delete(model) }

  /// The version of Clp at hand, such as "1.17.6"; nil where it is missing.
  public static var libraryVersion: String? {
    guard cclp_load() == 0 else { return nil }
    var (major, minor, release): (Int32, Int32, Int32) = (0, 0, 0)
    cclp_version(&major, &minor, &release)
    return "\(major).\(minor).\(release)"
  }

  /// Changes the bounds of a column for the next solution.
  public func setColumn(_ column: Int, _ bounds: LinearProgram.Bounds) { program.columns[column] = bounds }

  /// Changes the bounds of a row for the next solution.
  public func setRow(_ row: Int, _ bounds: LinearProgram.Bounds) { program.rows[row] = bounds }

  /// Changes the cost of a column for the next solution.
  public func setCost(_ column: Int, _ cost: Double) {
    costsHaveChanged = costsHaveChanged || program.costs[column] != cost
    program.costs[column] = cost
  }

  /// Solves, starting from the last basis.
  ///
  /// - Throws: ``LinearProgramError``
  public func solve() throws(LinearProgramError) -> LinearProgramSolution {
    if let defect = program.defect() { throw defect }
    update()
    // After new bounds the last basis still has the right prices, after new costs it is still a point.
    if costsHaveChanged { cclp_primal(model) } else { cclp_dual(model) }
    costsHaveChanged = false
    if cclp_status(model) != 0 || cclp_secondary_status(model) > 1 {
      // The dual method calls some unbounded programs infeasible; scaling may hide what is left.
      cclp_set_scaling(model, 0)
      cclp_primal(model)
      cclp_set_scaling(model, 3)
    }
    switch cclp_status(model) {
    case 0: return try checkedSolution()
    case 1: throw .infeasible
    case 2: throw .unbounded
    case 3: throw .iterationLimit(iterationLimit)
    default: throw .numericalFailure(violation: .infinity)
    }
  }

  // MARK: - Passing the program on

  private var sign: Double { program.direction == .minimise ? 1 : -1 }

  /// Clp is always given a column and a row: it treats empty programs apart.
  private func padded(_ values: [Double]) -> [Double] { values.isEmpty ? [0] : values }

  /// Clp writes infinity as the largest number.
  private static func finite(_ value: Double) -> Double {
    min(.greatestFiniteMagnitude, max(-.greatestFiniteMagnitude, value))
  }

  private func load() {
    let (start, row, value) = compressedColumns()
    cclp_load_problem(
      model, Int32(max(1, program.columns.count)), Int32(max(1, program.rows.count)), start, row, value,
      padded(program.columns.map { Self.finite($0.lower) }), padded(program.columns.map { Self.finite($0.upper) }),
      padded(program.costs.map { $0 * sign }), padded(program.rows.map { Self.finite($0.lower) }),
      padded(program.rows.map { Self.finite($0.upper) }))
  }

  private func update() {
    cclp_set_column_bounds(
      model, padded(program.columns.map { Self.finite($0.lower) }),
      padded(program.columns.map { Self.finite($0.upper) }))
    cclp_set_row_bounds(
      model, padded(program.rows.map { Self.finite($0.lower) }), padded(program.rows.map { Self.finite($0.upper) }))
    cclp_set_costs(model, padded(program.costs.map { $0 * sign }))
  }

  /// The entries by column, rows ascending, those of one place added up.
  private func compressedColumns() -> (start: [Int32], row: [Int32], value: [Double]) {
    let count = max(1, program.columns.count)
    var next = [Int](repeating: 0, count: count + 1)
    for column in program.entryColumn { next[column + 1] += 1 }
    for column in 0..<count { next[column + 1] += next[column] }
    let first = next
    var row = [Int32](repeating: 0, count: program.entryColumn.count)
    var value = [Double](repeating: 0, count: program.entryColumn.count)
    for index in program.rows.indices {
      for entry in program.rowStart[index]..<program.rowStart[index + 1] {
        let column = program.entryColumn[entry]
        if next[column] > first[column], row[next[column] - 1] == Int32(index) {
          value[next[column] - 1] += program.entryValue[entry]
        } else {
          row[next[column]] = Int32(index)
          value[next[column]] = program.entryValue[entry]
          next[column] += 1
        }
      }
    }
    return pack(first: first, end: next, row, value)
  }

  /// Closes the gaps that added-up entries leave.
  private func pack(
    first: [Int], end: [Int], _ row: [Int32], _ value: [Double]
  ) -> (start: [Int32], row: [Int32], value: [Double]) {
    var (start, rows, values): ([Int32], [Int32], [Double]) = ([0], [], [])
    rows.reserveCapacity(row.count)
    values.reserveCapacity(row.count)
    for column in 0..<(first.count - 1) {
      rows += row[first[column]..<end[column]]
      values += value[first[column]..<end[column]]
      start.append(Int32(rows.count))
    }
    return (start, rows, values)
  }

  // MARK: - Reading the answer

  private func read(_ pointer: UnsafePointer<Double>?, _ count: Int, times factor: Double = 1) -> [Double] {
    guard let pointer else { return [Double](repeating: 0, count: count) }
    // Adding 0 turns −0 into 0.
    return UnsafeBufferPointer(start: pointer, count: count).map { $0 * factor + 0 }
  }

  /// The solver's point with everything that follows from it worked out anew.
  private func checkedSolution() throws(LinearProgramError) -> LinearProgramSolution {
    let values = read(cclp_column_values(model), program.columns.count)
    let duals = read(cclp_row_duals(model), program.rows.count, times: sign)
    var activities = [Double](repeating: 0, count: program.rows.count)
    var reducedCosts = program.costs
    var violation = 0.0
    for (row, bounds) in program.rows.enumerated() {
      var size = 1.0
      for entry in program.rowStart[row]..<program.rowStart[row + 1] {
        let term = program.entryValue[entry] * values[program.entryColumn[entry]]
        activities[row] += term
        size = max(size, abs(term))
        reducedCosts[program.entryColumn[entry]] -= duals[row] * program.entryValue[entry]
      }
      violation = max(violation, Self.excess(activities[row], bounds) / size)
    }
    var objective = 0.0
    for (column, bounds) in program.columns.enumerated() {
      violation = max(violation, Self.excess(values[column], bounds) / max(1, abs(values[column])))
      objective += program.costs[column] * values[column]
    }
    guard violation <= 1e-6, objective.isFinite else { throw .numericalFailure(violation: violation) }
    return LinearProgramSolution(
      objective: objective, values: values, activities: activities, duals: duals, reducedCosts: reducedCosts,
      iterations: Int(cclp_iterations(model)))
  }

  /// By how much a value is outside its bounds.
  private static func excess(_ value: Double, _ bounds: LinearProgram.Bounds) -> Double {
    value.isNaN ? .infinity : max(0, bounds.lower - value, value - bounds.upper)
  }
}
