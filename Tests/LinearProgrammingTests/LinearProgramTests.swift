import ChokepointTestSupport
import LinearProgramming
import Testing

/// The wrapper of Clp: answers, prices, errors.
@Suite struct LinearProgramTests {
  /// Two goods from one machine of 4 hours and a store for 3 of the first: 3·3 + 2·1 = 11. An hour more is worth 2,
  /// a place more in the store 3 − 2 = 1.
  @Test func theExampleByHand() throws {
    var program = LinearProgram(.maximise)
    let first = program.addColumn(upper: 3, cost: 3)
    let second = program.addColumn(cost: 2)
    program.addRow(upper: 4, [(first, 1), (second, 1)])
    let best = try program.solve()
    #expect(best.objective == 11)
    #expect(best.values == [3, 1])
    #expect(best.activities == [4])
    #expect(best.duals == [2])
    #expect(best.reducedCosts == [1, 0])
  }

  @Test func entriesOfOnePlaceAddUp() throws {
    var program = LinearProgram(.maximise)
    let column = program.addColumn(cost: 1)
    program.addRow(upper: 6, [(column, 1), (column, 2)])
    #expect(try program.solve().values == [2])
  }

  @Test func programsWithoutRowsOrColumnsHaveAnswers() throws {
    #expect(try LinearProgram().solve().objective == 0)
    var columnsOnly = LinearProgram()
    columnsOnly.addColumn(lower: -2, upper: 5, cost: 1)
    columnsOnly.addColumn(lower: -2, upper: 5, cost: -1)
    #expect(try columnsOnly.solve().values == [-2, 5])
    var rowsOnly = LinearProgram()
    rowsOnly.addRow(lower: 0, upper: 1, [])
    #expect(try rowsOnly.solve().activities == [0])
    rowsOnly.addRow(lower: 1, [])
    #expect(throws: LinearProgramError.infeasible) { try rowsOnly.solve() }
  }

  @Test func whatHasNoAnswerIsAnError() throws {
    var unbounded = LinearProgram(.maximise)
    let column = unbounded.addColumn(cost: 1)
    #expect(throws: LinearProgramError.unbounded) { try unbounded.solve() }
    let other = unbounded.addColumn()
    unbounded.addRow(upper: 1, [(column, 1), (other, -1)])
    #expect(throws: LinearProgramError.unbounded) { try unbounded.solve() }
    unbounded.addRow(lower: 3, upper: 3, [(other, 1)])
    #expect(try unbounded.solve().objective == 4)
    unbounded.addRow(upper: 2, [(other, 1)])
    #expect(throws: LinearProgramError.infeasible) { try unbounded.solve() }
  }

  @Test func whatMakesNoSenseIsNamed() throws {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1)
    let row = program.addRow(upper: 1, [(column, 1)])
    #expect(throws: LinearProgramError.unknownColumn(7, row: 1)) {
      var wrong = program
      wrong.addRow(upper: 1, [(7, 1)])
      _ = try wrong.solve()
    }
    #expect(throws: LinearProgramError.notANumber(.row(1))) {
      var wrong = program
      wrong.addRow(upper: 1, [(column, .nan)])
      _ = try wrong.solve()
    }
    #expect(throws: LinearProgramError.notANumber(.column(1))) {
      var wrong = program
      wrong.addColumn(lower: .infinity)
      _ = try wrong.solve()
    }
    let solver = try LinearProgramSolver(program)
    solver.setRow(row, .init(2, 1))
    #expect(throws: LinearProgramError.crossedBounds(.row(0))) { try solver.solve() }
    solver.setRow(row, .init(1, 1))
    solver.setColumn(column, .init(1, 0))
    #expect(throws: LinearProgramError.crossedBounds(.column(0))) { try solver.solve() }
    solver.setColumn(column, .init(0, 1))
    #expect(try solver.solve().values == [1])
  }

  private struct Random {
    var naive: VertexEnumeration
    var program: LinearProgram
  }

  private func random(_ generator: inout SplitMix64, columns: Int, rows: Int) -> Random {
    func whole(_ range: ClosedRange<Int>) -> Double { Double(range.lowerBound + generator.below(range.count)) }
    let bounds = (0..<columns).map { _ -> (lower: Double, upper: Double) in
      let lower = whole(-3...1)
      return (lower, lower + whole(0...4))
    }
    let costs = (0..<columns).map { _ in whole(-4...4) }
    let matrix = (0..<rows).map { _ in (0..<columns).map { _ in whole(-3...3) } }
    let limits = (0..<rows).map { _ -> (lower: Double, upper: Double) in
      let lower = whole(-4...2)
      switch generator.below(4) {
      case 0: return (lower, lower)
      case 1: return (lower, lower + whole(0...5))
      case 2: return (-.infinity, lower + 3)
      default: return (lower, .infinity)
      }
    }
    var program = LinearProgram()
    for (bound, cost) in zip(bounds, costs) { program.addColumn(lower: bound.lower, upper: bound.upper, cost: cost) }
    for (row, limit) in zip(matrix, limits) {
      program.addRow(
        lower: limit.lower, upper: limit.upper,
        row.enumerated().filter { $0.element != 0 }.map { ($0.offset, $0.element) })
    }
    return Random(
      naive: VertexEnumeration(costs: costs, columns: bounds, rows: matrix, limits: limits), program: program)
  }

  /// What the prices say the objective must be: Σ over limits of price × the limit that binds.
  private func dualObjective(_ program: LinearProgram, _ solution: LinearProgramSolution) -> Double {
    func value(_ price: Double, _ bounds: LinearProgram.Bounds) -> Double {
      abs(price) < 1e-7 ? 0 : price * ((price > 0) == (program.direction == .minimise) ? bounds.lower : bounds.upper)
    }
    return zip(solution.duals, program.rows).reduce(0) { $0 + value($1.0, $1.1) }
      + zip(solution.reducedCosts, program.columns).reduce(0) { $0 + value($1.0, $1.1) }
  }

  @Test func tinyProgramsEqualTheirBestCorner() throws {
    var generator = SplitMix64(seed: 3)
    var (solved, infeasible) = (0, 0)
    for trial in 0..<1_500 {
      let one = random(&generator, columns: 1 + generator.below(3), rows: generator.below(4))
      guard let expected = one.naive.minimum() else {
        infeasible += 1
        #expect(throws: LinearProgramError.infeasible, "trial \(trial)") { try one.program.solve() }
        continue
      }
      solved += 1
      let solution = try one.program.solve()
      #expect(abs(solution.objective - expected) < 1e-7, "trial \(trial)")
    }
    #expect(solved > 500 && infeasible > 300)
  }

  @Test(arguments: [LinearProgram.Direction.minimise, .maximise])
  func pricesExplainTheObjective(_ direction: LinearProgram.Direction) throws {
    var generator = SplitMix64(seed: 4)
    var solved = 0
    for trial in 0..<300 {
      let random = random(&generator, columns: 3 + generator.below(15), rows: 2 + generator.below(8)).program
      var program = LinearProgram(direction)
      for (column, bounds) in random.columns.enumerated() {
        program.addColumn(lower: bounds.lower, upper: bounds.upper, cost: random.costs[column])
      }
      for (row, bounds) in random.rows.enumerated() {
        program.addRow(
          lower: bounds.lower, upper: bounds.upper,
          (random.rowStart[row]..<random.rowStart[row + 1]).map { (random.entryColumn[$0], random.entryValue[$0]) })
      }
      guard let solution = try? program.solve() else { continue }
      solved += 1
      let dual = dualObjective(program, solution)
      #expect(abs(dual - solution.objective) < 1e-6 * max(1, abs(dual)), "strong duality, trial \(trial)")
      for (row, bounds) in program.rows.enumerated() {
        let slack = min(solution.activities[row] - bounds.lower, bounds.upper - solution.activities[row])
        #expect(
          slack < 1e-7 || abs(solution.duals[row]) < 1e-7, "a row that does not bind has no price, trial \(trial)")
      }
      for (column, bounds) in program.columns.enumerated() {
        let slack = min(solution.values[column] - bounds.lower, bounds.upper - solution.values[column])
        #expect(slack < 1e-7 || abs(solution.reducedCosts[column]) < 1e-7, "nor has a column, trial \(trial)")
      }
    }
    #expect(solved > 100)
  }

  @Test func solvingAgainEqualsSolvingAnew() throws {
    var generator = SplitMix64(seed: 5)
    for trial in 0..<100 {
      let program = random(&generator, columns: 6, rows: 4).program
      let solver = try LinearProgramSolver(program)
      let first = try? solver.solve()
      for column in 0..<6 where generator.below(2) == 0 {
        solver.setColumn(column, .init(program.columns[column].lower - 1, program.columns[column].upper + 1))
        solver.setCost(column, Double(generator.below(7)) - 3)
      }
      let again = try? solver.solve()
      let anew = try? solver.program.solve()
      #expect((again == nil) == (anew == nil), "trial \(trial)")
      if let again, let anew { #expect(abs(again.objective - anew.objective) < 1e-7, "trial \(trial)") }
      #expect(first == (try? program.solve()), "the same program, the same answer to the bit; trial \(trial)")
    }
  }

  @Test func theLibraryTellsItsVersion() throws {
    let version = try #require(LinearProgramSolver.libraryVersion)
    #expect(version.split(separator: ".").count == 3)
  }
}
