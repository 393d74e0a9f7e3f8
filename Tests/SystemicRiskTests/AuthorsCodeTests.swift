import Foundation
import SystemicRisk
import Testing

/// The authors' own program on 40 firms: closures of each, and partial shocks to several.
@Suite struct AuthorsCodeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var hasSubstitution: Bool
    var epsilon: Double
    var testDescription: String { file }
  }

  static let cases = [false, true].flatMap { substitution in
    [("1e-2", 1e-2), ("1e-9", 1e-9)].flatMap { name, epsilon in
      ["esri", "shocks"].map {
        Case(
          file: "\($0)_sub\(substitution ? 1 : 0)_eps\(name)", hasSubstitution: substitution, epsilon: epsilon)
      }
    }
  }

  @Test(arguments: cases) func sameIndexSameParts(_ test: Case) throws {
    let firms = try Firms40()
    let risk = try EconomicSystemicRisk(
      firms.network, options: SystemicRiskOptions(epsilon: test.epsilon, hasSubstitution: test.hasSubstitution))
    let answers = test.file.hasPrefix("esri") ? risk.allFirms() : risk.indices(of: firms.shocks)
    let expected = try Firms40.table(test.file).dropFirst()
    #expect(answers.count == expected.count)
    for (answer, row) in zip(answers, expected) {
      #expect(abs(answer.value - row[1]) < 1e-12)
      #expect(abs(answer.downstream - row[2]) < 1e-12)
      #expect(abs(answer.upstream - row[3]) < 1e-12)
      #expect(Double(answer.steps) == row[6])
      #expect(answer.isConverged && answer.lastChange <= test.epsilon)
    }
  }

  /// What is said to be left out is left out, and no more than that.
  @Test(arguments: [false, true]) func theRemainderHolds(hasSubstitution: Bool) throws {
    let firms = try Firms40()
    func risk(_ epsilon: Double) throws -> [SystemicRiskIndex] {
      try EconomicSystemicRisk(
        firms.network, options: SystemicRiskOptions(epsilon: epsilon, hasSubstitution: hasSubstitution)
      ).allFirms()
    }
    for (coarse, fine) in zip(try risk(1e-2), try risk(0)) {
      let remainder = try #require(coarse.remainder)
      #expect(fine.value - coarse.value <= remainder + 1e-12)
      #expect(try #require(fine.remainder) < 1e-9)
    }
  }
}

/// The fixture as a network.
struct Firms40 {
  let network: FirmNetwork
  let shocks: [[FirmFailure]]

  init() throws {
    let essentiality = try Self.table("ess").map { row in
      try row.map { try #require(Essentiality(rawValue: Int8($0))) }
    }
    network = try FirmNetwork(
      industries: try Self.table("firms").dropFirst().map { Int($0[0]) - 1 },
      sales: try Self.table("edges").dropFirst().map { (Int($0[0]) - 1, Int($0[1]) - 1, $0[2]) },
      essentiality: essentiality)
    let rows = try Self.table("shocks")
    shocks = rows[0].indices.map { column in
      rows.enumerated().map { FirmFailure(firm: $0.offset, loss: $0.element[column]) }
    }
  }

  /// A table of numbers; a heading reads as an empty row.
  static func table(_ name: String) throws -> [[Double]] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures/firms40"))
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }
  }
}
