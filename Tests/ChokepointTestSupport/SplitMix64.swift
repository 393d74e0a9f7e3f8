/// A small seeded generator, so that a random test is the same test everywhere and every time.
///
/// The helpers below do not use the standard library's `random(in:)`, whose mapping from bits to values may
/// change between versions.
///
/// - SeeAlso: Steele, G. L., Lea, D. and Flood, C. H. (2014), Fast splittable pseudorandom number generators,
///   OOPSLA '14, 453–472, doi:10.1145/2660193.2660195.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator whose sequence is a function of the seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 to just below `limit`; the bias of the remainder is of no account for small limits.
  ///
  /// - Precondition: `limit` > 0.
  public mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: next() % UInt64(limit))
  }

  /// A number from 0 to just below 1, in steps of 2⁻⁵³.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// The numbers 0 ..< count in random order.
  public mutating func permutation(_ count: Int) -> [Int] {
    var numbers = Array(0..<count)
    for last in numbers.indices.dropFirst().reversed() {
      numbers.swapAt(last, below(last + 1))
    }
    return numbers
  }
}
