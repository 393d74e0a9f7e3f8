import ChokepointTestSupport
import ShareUncertainty
import Testing

struct TriangularLawTests {
  private static let laws = [
    TriangularLaw(low: 0, mode: 0.5, high: 1), TriangularLaw(low: 0.5, mode: 0.57, high: 0.65),
    TriangularLaw(low: 0, mode: 0, high: 0.2), TriangularLaw(low: 0.9, mode: 1, high: 1),
    TriangularLaw(low: 0.1, mode: 0.1 + 1e-9, high: 0.9),
  ]

  @Test(arguments: laws) func theInverseIsExact(_ law: TriangularLaw) {
    #expect(law.quantile(0) == law.low)
    #expect(law.quantile(1) == law.high)
    for step in 0...1_000 {
      let part = Double(step) / 1_000
      #expect(abs(law.probability(upTo: law.quantile(part)) - part) < 1e-7)
      if step > 0 { #expect(law.quantile(part) >= law.quantile(part - 1e-3)) }
    }
  }

  /// Quarters and eighths of a symmetric law, by hand: F(x) = 2x² below the peak.
  @Test func quantilesByHand() {
    let law = TriangularLaw(low: 0, mode: 0.5, high: 1)
    #expect(law.quantile(0.125) == 0.25)
    #expect(law.quantile(0.5) == 0.5)
    #expect(law.quantile(0.875) == 0.75)
    #expect(law.mean == 0.5)
    #expect(abs(law.variance - 1.0 / 24) < 1e-15)
  }

  /// Mean and variance of the inverse at evenly spread numbers, which leaves no luck in the comparison.
  @Test(arguments: laws) func momentsOfTheInverse(_ law: TriangularLaw) {
    let count = 20_000
    let values = (0..<count).map { law.quantile((Double($0) + 0.5) / Double(count)) }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(mean - law.mean) < 1e-5 * (law.high - law.low))
    #expect(abs(variance - law.variance) < 1e-4 * law.variance)
  }

  @Test func pointsAndWrongEnds() {
    let point = TriangularLaw(low: 0.3, mode: 0.3, high: 0.3)
    #expect(point.isPoint && point.quantile(0.7) == 0.3 && point.variance == 0)
    #expect(point.probability(upTo: 0.29) == 0 && point.probability(upTo: 0.3) == 1)
    let widened = TriangularLaw(low: 0.6, mode: 0.5, high: 0.4)
    #expect(widened.low == 0.5 && widened.high == 0.5)
  }

  @Test func quantilesOfSamples() throws {
    let values = try #require(SampleQuantile.quantiles([4, 1, 3, 2], [0, 0.05, 0.5, 0.95, 1]))
    for (value, expected) in zip(values, [1, 1.15, 2.5, 3.85, 4]) { #expect(abs(value - expected) < 1e-12) }
    #expect(SampleQuantile.quantiles([], [0.5]) == nil)
    #expect(SampleQuantile.quantiles([7], [0.05, 0.95]) == [7, 7])
    #expect(SampleQuantile.quantiles([2, 2, 2], [0.3]) == [2])
    // A slice counts from its own first value.
    #expect(SampleQuantile.quantiles([9, 9, 1, 2, 3][2...], [0, 0.5, 1]) == [1, 2, 3])
  }

  /// Selecting gives what sorting gives, with ties, at every length.
  @Test func selectionIsSorting() throws {
    var generator = SplitMix64(seed: 12)
    for count in 1...200 {
      let values = (0..<count).map { _ in
        generator.below(3) == 0 ? generator.unit() : Double(generator.below(5)) / 4
      }
      let sorted = values.sorted()
      let parts = [0, 0.05, 0.3, 0.5, 0.95, 1]
      let quantiles = try #require(SampleQuantile.quantiles(values[...], parts))
      for (part, quantile) in zip(parts, quantiles) {
        let place = Double(count - 1) * part
        let (below, rest) = (Int(place), place - place.rounded(.down))
        let expected = sorted[below] + rest * (sorted[min(count - 1, below + 1)] - sorted[below])
        #expect(quantile == expected)
      }
    }
  }
}
