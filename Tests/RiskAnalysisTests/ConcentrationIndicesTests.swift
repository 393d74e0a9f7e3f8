import ChokepointTestSupport
import Foundation
import RiskAnalysis
import Testing

@Suite struct ConcentrationIndicesTests {
  // MARK: Worked by hand

  @Test func threeToOne() throws {
    let indices = try ConcentrationIndices(attributed: [3, 1])
    #expect(indices.shares == [0.75, 0.25])
    #expect(indices.hhi == 0.625)
    #expect(indices.hhiLow == 0.625 && indices.hhiHigh == 0.625)
    #expect(indices.effectiveNumber == 1.6)
    #expect(indices.cr1 == 0.75)
    #expect(indices.cr3 == 1)
    #expect(indices.gini == 0.25)
    #expect(indices.providersFor75 == 1)
  }

  /// 0.5 and 0.3 known, 0.2 not: Σ w² = 0.34; with the rest at the leader 0.7² + 0.3² = 0.58.
  @Test func partlyUnattributed() throws {
    let indices = try ConcentrationIndices(attributed: [0.3, 0.5], unattributed: 0.2)
    #expect(abs(indices.unattributed - 0.2) < 1e-15)
    #expect(abs(try #require(indices.hhiLow) - 0.34) < 1e-15)
    #expect(abs(try #require(indices.hhiHigh) - 0.58) < 1e-15)
    #expect(abs(try #require(indices.hhi) - 34.0 / 64) < 1e-15)
    #expect(abs(try #require(indices.cr1) - 0.625) < 1e-15)
  }

  @Test(arguments: [([], 1.0, 1.0), ([], 0, 0), ([0, 0], 0.5, 1)])
  func nothingAttributedMeansNoNumber(amounts: [Double], unattributed: Double, expected: Double) throws {
    let indices = try ConcentrationIndices(attributed: amounts, unattributed: unattributed)
    #expect(indices.unattributed == expected)
    #expect(indices.shares.isEmpty)
    for value in [
      indices.hhi, indices.hhiLow, indices.hhiHigh, indices.effectiveNumber, indices.cr1, indices.cr3,
      indices.entropy, indices.normalisedEntropy, indices.gini, indices.hannahKay(2),
    ] {
      #expect(value == nil)
    }
    #expect(indices.providersFor75 == nil)
  }

  @Test func oneProviderHasAllAndNoEvenness() throws {
    let indices = try ConcentrationIndices(attributed: [7])
    #expect(indices.hhi == 1)
    #expect(indices.entropy == 0)
    #expect(indices.entropy?.sign == .plus)
    #expect(indices.normalisedEntropy == nil)
    #expect(indices.gini == 0)
    #expect(indices.hannahKay(0.5) == 1)
  }

  @Test func countsProvidersUpToAThreshold() throws {
    #expect(try ConcentrationIndices(attributed: [1, 1, 1, 1]).providersFor75 == 3)
    #expect(try ConcentrationIndices(attributed: [0.45, 0.1, 0.3, 0.15]).providersFor75 == 2)
    let tenths = try ConcentrationIndices(attributed: Array(repeating: 0.1, count: 10))
    #expect((0...10).map { tenths.providers(forShare: Double($0) / 10) } == Array(0...10))
    let withZero = try ConcentrationIndices(attributed: [0.6, 0.4, 0])
    #expect(withZero.providers(forShare: 1) == 2)
    #expect(withZero.providers(forShare: 1.1) == nil)
    #expect(withZero.providers(forShare: .nan) == nil)
  }

  @Test func concentrationRatiosStopAtOne() throws {
    let indices = try ConcentrationIndices(attributed: [0.5, 0.3, 0.2])
    #expect(indices.concentrationRatio(0) == 0)
    #expect(indices.concentrationRatio(3) == 1)
    #expect(indices.concentrationRatio(.max) == 1)
    #expect(indices.concentrationRatio(-1) == nil)
  }

  // MARK: Bad input

  @Test(arguments: [-0.1, -.infinity, .infinity])
  func refusesAmountsThatAreNone(value: Double) {
    #expect(throws: ShareVectorError.invalidAmount(index: 1, value: value)) {
      try ConcentrationIndices(attributed: [0.5, value])
    }
    #expect(throws: ShareVectorError.invalidUnattributed(value)) {
      try ConcentrationIndices(attributed: [0.5], unattributed: value)
    }
  }

  @Test func refusesNotANumber() {
    #expect(throws: ShareVectorError.self) { try ConcentrationIndices(attributed: [.nan]) }
    #expect(throws: ShareVectorError.self) { try ConcentrationIndices(attributed: [1], unattributed: .nan) }
  }

  @Test func survivesExtremeMagnitudes() throws {
    for scale in [Double.greatestFiniteMagnitude, Double.leastNormalMagnitude, Double.leastNonzeroMagnitude] {
      let indices = try ConcentrationIndices(attributed: [scale, scale, scale, scale], unattributed: 0)
      #expect(indices.hhi == 0.25)
      #expect(indices.entropy.map { abs($0 - log(4)) < 1e-15 } ?? false)
      let half = try ConcentrationIndices(attributed: [scale], unattributed: scale)
      #expect(half.unattributed == 0.5 && half.hhiLow == 0.25 && half.hhiHigh == 1)
    }
    let uneven = try ConcentrationIndices(attributed: [.greatestFiniteMagnitude, .leastNonzeroMagnitude])
    #expect(uneven.hhi == 1 && uneven.cr1 == 1)
  }
}
