/// An integer of any size, as plain as can be: for exact references on tiny problems.
public struct ExactInteger: Sendable, Equatable {
  public private(set) var isNegative: Bool
  /// 32 bits a limb, least first, without leading zeros; empty for 0.
  private var limbs: [UInt32]

  private init(isNegative: Bool, limbs: [UInt32]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  public init(_ value: Int) {
    let size = value.magnitude
    self.init(
      isNegative: value < 0,
      limbs: [UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size >> 32)])
  }

  public static let zero = ExactInteger(0)

  public var isZero: Bool { limbs.isEmpty }

  public static func + (a: ExactInteger, b: ExactInteger) -> ExactInteger {
    if a.isNegative == b.isNegative {
      return ExactInteger(isNegative: a.isNegative, limbs: sum(a.limbs, b.limbs))
    }
    return isSmaller(a.limbs, b.limbs)
      ? ExactInteger(isNegative: b.isNegative, limbs: difference(b.limbs, a.limbs))
      : ExactInteger(isNegative: a.isNegative, limbs: difference(a.limbs, b.limbs))
  }

  public static prefix func - (a: ExactInteger) -> ExactInteger {
    ExactInteger(isNegative: !a.isNegative, limbs: a.limbs)
  }

  public static func - (a: ExactInteger, b: ExactInteger) -> ExactInteger { a + -b }

  public static func * (a: ExactInteger, b: ExactInteger) -> ExactInteger {
    guard !a.isZero, !b.isZero else { return .zero }
    var result = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
    for (i, x) in a.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in b.limbs.enumerated() {
        let value = UInt64(x) * UInt64(y) + UInt64(result[i + j]) + carry
        result[i + j] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      result[i + b.limbs.count] = UInt32(truncatingIfNeeded: carry)
    }
    return ExactInteger(isNegative: a.isNegative != b.isNegative, limbs: result)
  }

  /// The number times 2 to a power that is not negative.
  public func shifted(by power: Int) -> ExactInteger {
    let bits = UInt64(power % 32)
    var result = [UInt32](repeating: 0, count: power / 32)
    var carry: UInt64 = 0
    for limb in limbs {
      let value = UInt64(limb) << bits | carry
      result.append(UInt32(truncatingIfNeeded: value))
      carry = value >> 32
    }
    result.append(UInt32(truncatingIfNeeded: carry))
    return ExactInteger(isNegative: isNegative, limbs: result)
  }

  /// The nearest double of a quotient, to about two units in the last place.
  ///
  /// - Precondition: `b` is not 0.
  public static func quotient(_ a: ExactInteger, _ b: ExactInteger) -> Double {
    let (above, below) = (a.leading, b.leading)
    let size = above.mantissa / below.mantissa
    let scaled = Double(sign: .plus, exponent: above.exponent - below.exponent, significand: size)
    return a.isNegative == b.isNegative ? scaled : -scaled
  }

  /// The magnitude as mantissa · 2^exponent from its three largest limbs.
  private var leading: (mantissa: Double, exponent: Int) {
    var mantissa = 0.0
    for limb in limbs.suffix(3).reversed() { mantissa = mantissa * 4_294_967_296 + Double(limb) }
    return (mantissa, 32 * max(0, limbs.count - 3))
  }

  private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(a.count, b.count) {
      let value =
        UInt64(index < a.count ? a[index] : 0) + UInt64(index < b.count ? b[index] : 0) + carry
      result.append(UInt32(truncatingIfNeeded: value))
      carry = value >> 32
    }
    result.append(UInt32(truncatingIfNeeded: carry))
    return result
  }

  /// a − b for a ≥ b.
  private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for index in a.indices {
      var value = Int64(a[index]) - Int64(index < b.count ? b[index] : 0) - borrow
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += 4_294_967_296 }
      result.append(UInt32(truncatingIfNeeded: value))
    }
    return result
  }

  private static func isSmaller(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for index in a.indices.reversed() where a[index] != b[index] { return a[index] < b[index] }
    return false
  }
}
