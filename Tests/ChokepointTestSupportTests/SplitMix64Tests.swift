import ChokepointTestSupport
import Testing

@Suite struct SplitMix64Tests {
  /// The first outputs of the published algorithm for seed 1234567.
  @Test func producesThePublishedSequence() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func permutesEveryNumberOnce() {
    var generator = SplitMix64(seed: 1)
    for count in 0...20 {
      #expect(generator.permutation(count).sorted() == Array(0..<count))
    }
  }

  @Test func drawsUnitsBelowOne() {
    var generator = SplitMix64(seed: 2)
    let units = (0..<1000).map { _ in generator.unit() }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    #expect(abs(units.reduce(0, +) / 1000 - 0.5) < 0.05)
  }
}
