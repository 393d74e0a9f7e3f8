/// One of the stages of a test network: a run of entities side by side, each of which makes one of its products.
///
/// The makers of a product have ranks; low ranks are chosen far more often. Ranks are scattered over the stage by
/// q ↦ (q·a + b) mod size with a coprime to the size, so that neighbours in a file are no neighbours in size.
struct Stage: Sendable {
  let first: Int
  let count: Int
  let products: Int
  private let factor: Int
  private let inverse: Int
  private let shift: Int

  init(first: Int, count: Int, products: Int, seed: UInt64) {
    self.first = first
    self.count = count
    self.products = min(products, count)
    var stream = SeededStream(seed: seed, entity: -1 - first)
    var factor = max(1, count * 618 / 1000)
    while Self.commonDivisor(factor, count) != 1 { factor += 1 }
    self.factor = factor
    inverse = Self.inverse(of: factor, modulo: count)
    shift = stream.below(count)
  }

  /// The entity that makes a product at a rank.
  func maker(of product: Int, rank: Int) -> Int { first + ((rank * products + product) * factor + shift) % count }

  /// How many make a product.
  func makers(of product: Int) -> Int { (count - product + products - 1) / products }

  /// The product that an entity of the stage makes.
  func product(of entity: Int) -> Int {
    (entity - first - shift + count) % count * inverse % count % products
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func inverse(of factor: Int, modulo count: Int) -> Int {
    var (r, s) = (count, factor % count)
    var (t, u) = (0, 1)
    while s != 0 {
      let quotient = r / s
      (r, s) = (s, r - quotient * s)
      (t, u) = (u, t - quotient * u)
    }
    return t < 0 ? t + count : t
  }
}
