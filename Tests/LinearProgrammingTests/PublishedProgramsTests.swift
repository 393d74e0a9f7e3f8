import Foundation
import LinearProgramming
import Testing

/// Time to recover and time to survive as another solver found them; see `Fixtures/rei/README.md`.
@Suite struct PublishedProgramsTests {
  struct Fixture: Decodable {
    struct Part: Decodable {
      var r: Double
      var suppliers: [Int]
    }

    struct Model: Decodable {
      var n: Int
      var V: [Int]
      var bom: [String: [Part]]
      var cap: [String: Double]
      var d: [String: Double]
      var f: [String: Double]
      var s: [String: Double]
    }

    struct Case: Decodable {
      var model: Model
      var impact: [String: Double]
      var tts: [String: Double]
      var ttr: Double
      var tts_cap: Double
    }

    var cases: [Case]
  }

  private static func fixture() throws -> Fixture {
    let url = try #require(Bundle.module.url(forResource: "rei", withExtension: "json", subdirectory: "Fixtures/rei"))
    return try JSONDecoder().decode(Fixture.self, from: try Data(contentsOf: url))
  }

  /// The program with one node down; time is given, or a variable that is to be as long as possible.
  private func program(_ model: Fixture.Model, down: Int?, time: Double?, cap: Double) -> LinearProgram {
    var program = LinearProgram(time == nil ? .maximise : .minimise)
    let clock = program.addColumn(lower: time ?? 0, upper: time ?? cap, cost: time == nil ? 1 : 0)
    let made = (0..<model.n).map { program.addColumn(upper: $0 == down ? 0 : .infinity) }
    var sent = [[(column: Int, value: Double)]](repeating: [], count: model.n)
    for node in 0..<model.n {
      for part in model.bom["\(node)"] ?? [] {
        let received = part.suppliers.map { _ in (column: program.addColumn(), value: 1 / part.r) }
        for (supplier, column) in zip(part.suppliers, received) { sent[supplier].append((column.column, 1)) }
        program.addRow(lower: 0, received + [(made[node], -1)])
      }
    }
    for node in 0..<model.n {
      program.addRow(upper: model.s["\(node)"] ?? 0, sent[node] + [(made[node], -1)])
      program.addRow(upper: 0, [(made[node], 1), (clock, -(model.cap["\(node)"] ?? 0))])
    }
    for end in model.V {
      let lost = program.addColumn(upper: time == nil ? 0 : .infinity, cost: time == nil ? 0 : model.f["\(end)"] ?? 0)
      let demand = model.d["\(end)"] ?? 0
      program.addRow(lower: -(model.s["\(end)"] ?? 0), [(lost, 1), (made[end], 1), (clock, -demand)])
    }
    return program
  }

  @Test(arguments: 0..<3) func impactAndTimeToSurvive(_ number: Int) throws {
    let one = try Self.fixture().cases[number]
    #expect(one.impact.count == one.model.n)
    for node in 0..<one.model.n {
      let impact = try program(one.model, down: node, time: one.ttr, cap: one.tts_cap).solve().objective
      let survive = try program(one.model, down: node, time: nil, cap: one.tts_cap).solve().objective
      let (expectedImpact, expectedTime) = (one.impact["\(node)"] ?? -1, one.tts["\(node)"] ?? -1)
      #expect(abs(impact - expectedImpact) <= 1e-6 * max(1, expectedImpact), "node \(node)")
      #expect(abs(survive - expectedTime) <= 1e-6 * max(1, expectedTime), "node \(node)")
    }
    let undisturbed = try program(one.model, down: nil, time: one.ttr, cap: one.tts_cap).solve().objective
    #expect(abs(undisturbed) < 1e-9)
  }
}
