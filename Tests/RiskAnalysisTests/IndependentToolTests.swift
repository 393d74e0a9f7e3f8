import Foundation
import RiskAnalysis
import Testing

/// Indices of another library on synthetic vectors; the file names tool and version.
struct ToolIndices: Decodable {
  struct Case: Decodable {
    let x: [Double]
    let hhi: Double
    let effectiveNumber: Double
    let cr1: Double
    let cr2: Double?
    let cr3: Double?
    let cr4: Double?
    let shannon: Double
    let shannonNormalized: Double?
    let gini: Double
    let hannahKay: [Double]

    enum CodingKeys: String, CodingKey {
      case x, hhi, cr1, cr2, cr3, cr4, shannon, gini
      case effectiveNumber = "effective_number"
      case shannonNormalized = "shannon_normalized"
      case hannahKay = "hannah_kay"
    }
  }

  let orders: [Double]
  let cases: [Case]

  static func load() throws -> ToolIndices {
    let url = try #require(
      Bundle.module.url(forResource: "concentration-indices", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(ToolIndices.self, from: Data(contentsOf: url))
  }
}

@Suite struct IndependentToolTests {
  /// The tolerance is that of the tool's own arithmetic.
  private func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-12
  }

  @Test func agreesOnEveryIndex() throws {
    let answers = try ToolIndices.load()
    #expect(answers.cases.count == 11)
    for test in answers.cases {
      let indices = try ConcentrationIndices(attributed: test.x)
      #expect(isClose(indices.hhi, test.hhi), "\(test.x)")
      #expect(isClose(indices.effectiveNumber, test.effectiveNumber), "\(test.x)")
      #expect(isClose(indices.gini, test.gini), "\(test.x)")
      #expect(isClose(indices.entropy, test.shannon), "\(test.x)")
      // The tool prints redundancy, 1 − H / ln k.
      #expect(isClose(indices.normalisedEntropy, test.shannonNormalized.map { 1 - $0 }), "\(test.x)")
      #expect(isClose(indices.cr1, test.cr1), "\(test.x)")
      for (k, expected) in [(2, test.cr2), (3, test.cr3), (4, test.cr4)] where expected != nil {
        #expect(isClose(indices.concentrationRatio(k), expected), "\(test.x), k = \(k)")
      }
      for (order, expected) in zip(answers.orders, test.hannahKay) {
        #expect(isClose(indices.hannahKay(order), expected), "\(test.x), order \(order)")
      }
    }
  }
}
