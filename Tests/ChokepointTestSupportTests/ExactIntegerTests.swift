import ChokepointTestSupport
import Testing

@Suite struct ExactIntegerTests {
  private func integer(_ generator: inout SplitMix64) -> Int {
    let bits = generator.below(60)
    let value = Int(truncatingIfNeeded: generator.next() >> UInt64(63 - bits))
    return generator.below(2) == 0 ? value : -value
  }

  @Test func itCountsLikeMachineIntegers() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<2_000 {
      let (a, b) = (integer(&generator) >> 2, integer(&generator) >> 2)
      #expect(ExactInteger(a) + ExactInteger(b) == ExactInteger(a + b))
      #expect(ExactInteger(a) - ExactInteger(b) == ExactInteger(a - b))
      let (c, d) = (a % 1_000_000_000, b % 1_000_000_000)
      #expect(ExactInteger(c) * ExactInteger(d) == ExactInteger(c * d))
      let shift = generator.below(30)
      #expect(ExactInteger(c).shifted(by: shift) == ExactInteger(c << shift))
    }
  }

  @Test func theLawsOfArithmeticHoldForLongNumbers() {
    var generator = SplitMix64(seed: 2)
    func long() -> ExactInteger {
      (0..<5).reduce(ExactInteger(integer(&generator))) { sum, _ in
        sum.shifted(by: generator.below(70)) + ExactInteger(integer(&generator))
      }
    }
    for _ in 0..<300 {
      let (a, b, c) = (long(), long(), long())
      #expect(a * (b + c) == a * b + a * c)
      #expect((a + b) * (a - b) == a * a - b * b)
      #expect((a + b) - b == a && (a - a).isZero && a * .zero == .zero)
      #expect(a.shifted(by: 100) == a * ExactInteger(1 << 50) * ExactInteger(1 << 50))
    }
  }

  @Test func quotientsAreNearestDoublesOrNextToThem() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<1_000 {
      let (a, b) = (generator.below(1 << 50), 1 + generator.below(1 << 50))
      let expected = Double(a) / Double(b)
      let shift = generator.below(900)
      let found = ExactInteger.quotient(ExactInteger(a).shifted(by: shift), ExactInteger(-b).shifted(by: shift))
      #expect(abs(found + expected) <= 2 * expected.ulp)
    }
    #expect(ExactInteger.quotient(ExactInteger(1), ExactInteger(1).shifted(by: 200)) == 0x1p-200)
  }
}
