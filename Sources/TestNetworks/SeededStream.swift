/// Random numbers that are a function of a seed and the number of an entity, so that any part of a network can be made
/// without the parts before it.
///
/// SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195); no function of the platform's mathematics
/// library is involved, so that the numbers are the same everywhere.
struct SeededStream {
  private var state: UInt64

  init(seed: UInt64, entity: Int) {
    state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
    state = Self.mixed(state ^ UInt64(truncatingIfNeeded: entity) &* 0xD129_0E3F_95A5_DA4B)
  }

  private static func mixed(_ bits: UInt64) -> UInt64 {
    var bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// 0 to just below 1, in steps of 2⁻⁵³.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// 0 to just below `limit`, which is above 0 and small: the bias of the remainder is of no account.
  mutating func below(_ limit: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(limit)) }
}
