import ChokepointTestSupport
import Foundation
import RiskAnalysis
import Testing

/// Properties that hold for every share vector, on seeded random ones.
@Suite struct ConcentrationLawTests {
  static let vectors: [[Double]] = {
    var generator = SplitMix64(seed: 21)
    return (0..<200).map { round in
      (0..<(1 + generator.below(12))).map { _ in
        // Every third vector is skewed, every fifth amount or so is equal to others.
        let amount = generator.below(5) == 0 ? 0.5 : generator.unit()
        return round % 3 == 0 ? pow(amount, 6) : amount
      }
    }
  }()

  private func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-12 * max(1, abs(one))
  }

  @Test func unitsAndOrderDoNotMatter() throws {
    var generator = SplitMix64(seed: 22)
    for vector in Self.vectors {
      let indices = try ConcentrationIndices(attributed: vector, unattributed: 0.3)
      let order = generator.permutation(vector.count)
      let other = try ConcentrationIndices(attributed: order.map { 1000 * vector[$0] }, unattributed: 300)
      #expect(isClose(indices.hhi, other.hhi) && isClose(indices.gini, other.gini))
      #expect(isClose(indices.hhiLow, other.hhiLow) && isClose(indices.hhiHigh, other.hhiHigh))
      #expect(isClose(indices.entropy, other.entropy) && isClose(indices.cr3, other.cr3))
      #expect(isClose(indices.hannahKay(0.7), other.hannahKay(0.7)))
      #expect(indices.providersFor75 == other.providersFor75)
    }
  }

  @Test func rangesHold() throws {
    for vector in Self.vectors {
      let indices = try ConcentrationIndices(attributed: vector)
      let count = Double(vector.count)
      let hhi = try #require(indices.hhi)
      #expect(hhi >= 1 / count - 1e-15 && hhi <= 1)
      #expect(try #require(indices.effectiveNumber) <= count + 1e-12)
      #expect((0...(1 - 1 / count + 1e-15)).contains(try #require(indices.gini)))
      #expect((0...(log(count) + 1e-15)).contains(try #require(indices.entropy)))
      #expect((0...1).contains(indices.normalisedEntropy ?? 0))
      let leader = try #require(indices.cr1)
      #expect(leader * leader <= hhi + 1e-15 && hhi <= leader + 1e-15)
    }
  }

  /// The known part is k copies of itself: HHI / k, entropy + ln k, the same Gini.
  @Test(arguments: [2, 5]) func replicationSpreadsByItsFactor(copies: Int) throws {
    for vector in Self.vectors {
      let one = try ConcentrationIndices(attributed: vector)
      let many = try ConcentrationIndices(attributed: (0..<copies).flatMap { _ in vector })
      #expect(isClose(one.hhi.map { $0 / Double(copies) }, many.hhi))
      #expect(isClose(one.entropy.map { $0 + log(Double(copies)) }, many.entropy))
      #expect(isClose(one.gini, many.gini))
      for alpha in [0, 0.5, 1, 3] {
        #expect(isClose(one.hannahKay(alpha).map { $0 / Double(copies) }, many.hannahKay(alpha)))
      }
    }
  }

  @Test func mergersConcentrate() throws {
    for vector in Self.vectors where vector.count > 1 {
      let before = try ConcentrationIndices(attributed: vector)
      let merged = try ConcentrationIndices(attributed: [vector[0] + vector[1]] + vector.dropFirst(2))
      #expect(try #require(merged.hhi) >= #require(before.hhi) - 1e-15)
      #expect(try #require(merged.entropy) <= #require(before.entropy) + 1e-15)
      for alpha in [0, 0.5, 1, 1.2, 2, 5] {
        #expect(try #require(merged.hannahKay(alpha)) >= #require(before.hannahKay(alpha)) - 1e-14)
      }
    }
  }

  @Test func theUnattributedPartOnlyWidens() throws {
    for vector in Self.vectors {
      let total = vector.reduce(0, +)
      for part in [0, 0.1, 1, 10] {
        let indices = try ConcentrationIndices(attributed: vector, unattributed: part * total)
        let (low, high) = try (#require(indices.hhiLow), #require(indices.hhiHigh))
        let hhi = try #require(indices.hhi)
        #expect(low <= hhi + 1e-15 && hhi <= high + 1e-15)
        // The upper end is reached when the leader owns the rest.
        let leader = try #require(vector.indices.max { vector[$0] < vector[$1] })
        var owned = vector
        owned[leader] += part * total
        #expect(isClose(high, try ConcentrationIndices(attributed: owned).hhi))
        // The lower end is approached when countless providers share it.
        let split = Array(repeating: part * total / 1000, count: 1000)
        let spread = try #require(try ConcentrationIndices(attributed: vector + split).hhi)
        #expect(spread >= low - 1e-12 && spread - low < 1e-3)
      }
    }
  }

  @Test func hannahKayJoinsTheOtherIndices() throws {
    for vector in Self.vectors {
      let indices = try ConcentrationIndices(attributed: vector)
      #expect(isClose(indices.hannahKay(2), indices.hhi))
      #expect(isClose(indices.hannahKay(1), indices.entropy.map { exp(-$0) }))
      #expect(isClose(indices.hannahKay(0), 1 / Double(vector.count { $0 > 0 })))
      #expect(indices.hannahKay(.infinity) == indices.cr1)
      #expect(abs(try #require(indices.hannahKay(2000)) - #require(indices.cr1)) < 0.01)
      #expect(indices.hannahKay(-1) == nil && indices.hannahKay(.nan) == nil)
      // Rising in its order, and smooth where the formula has 0/0 and where the evaluation changes.
      let orders = [0, 0.2, 0.5, 0.9, 1 - 1e-9, 1, 1 + 1e-9, 1.1, 1.5, 2, 10, 700, .infinity]
      let values = try orders.map { try #require(indices.hannahKay($0)) }
      for (smaller, larger) in zip(values, values.dropFirst()) { #expect(smaller <= larger + 1e-14) }
      for order in [0.5, 1, 1.5] {
        let (below, above) = (indices.hannahKay(order - 1e-13), indices.hannahKay(order + 1e-13))
        #expect(isClose(below, above) && isClose(below, indices.hannahKay(order)))
      }
    }
  }
}
