/// The random numbers of one need in one draw: SplitMix64, seeded by what the numbers are for.
///
///     state = m(m(m(seed) + draw) + key(need))        m(x): the first output of SplitMix64 with state x
///
/// Every pair of a draw and a need has a stream of its own, so no number depends on the order in which draws or needs
/// are evaluated, nor on how many cores do it. A need's key is made of ids (``key(of:product:)``), so rows may be moved
/// and entities added without changing what other needs draw: two vintages of a graph are compared on the same luck.
///
/// - Reference: Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195.
struct ShareStream {
  private var state: UInt64

  /// The stream of a need within a draw.
  init(root: UInt64, key: UInt64) { state = Self.mix(root &+ key) }

  /// What all needs of a draw have in common.
  static func root(seed: UInt64, draw: Int) -> UInt64 {
    mix(mix(seed) &+ UInt64(truncatingIfNeeded: draw))
  }

  /// FNV-1a over the buyer's id, a zero byte and the product's id.
  static func key(of buyer: String, product: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in buyer.utf8 { add(byte) }
    add(0)
    for byte in product.utf8 { add(byte) }
    return hash
  }

  /// A number above 0 and below 1: the middles of 2⁵³ equal cells.
  mutating func unit() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return (Double(Self.finish(state) >> 11) + 0.5) * 0x1p-53
  }

  private static func mix(_ state: UInt64) -> UInt64 { finish(state &+ 0x9E37_79B9_7F4A_7C15) }

  private static func finish(_ state: UInt64) -> UInt64 {
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
