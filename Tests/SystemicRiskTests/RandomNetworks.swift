import ChokepointTestSupport
import SystemicRisk

/// A network twice: as the library sees it, and as whole matrices.
struct TwinNetwork {
  var industries: [Int]
  var industryCount: Int
  var sales: [Sale]
  var outside: [OutsidePurchase]

  var network: FirmNetwork {
    get throws {
      try FirmNetwork(
        industries: industries, industryCount: industryCount, sales: sales, outsidePurchases: outside)
    }
  }

  func reference(hasSubstitution: Bool, epsilon: Double) -> NaiveSystemicRisk {
    let none = industries.map { _ in Array(repeating: 0.0, count: industries.count) }
    var volumes = none
    var kinds = industries.map { _ in Array(repeating: 0, count: industries.count) }
    for sale in sales {
      volumes[sale.seller][sale.buyer] += sale.volume
      kinds[sale.seller][sale.buyer] = Int(sale.essentiality.rawValue)
    }
    var naive = NaiveSystemicRisk(
      sales: volumes, industry: industries, essentiality: kinds, industryCount: industryCount)
    for purchase in outside { naive.outside[purchase.buyer][purchase.industry] += purchase.volume }
    naive.hasSubstitution = hasSubstitution
    naive.epsilon = epsilon
    return naive
  }

  /// Networks of 2 to 9 firms; every other one has circles.
  static func random(count: Int, seed: UInt64) -> [TwinNetwork] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { number in
      let firms = 2 + generator.below(8)
      let industryCount = 1 + generator.below(4)
      let industries = (0..<firms).map { _ in generator.below(industryCount) }
      var kinds: [[Essentiality]] = []
      for _ in 0..<firms {
        kinds.append((0..<industryCount).map { _ in Essentiality.allCases[generator.below(3)] })
      }
      var sales: [Sale] = []
      for _ in 0..<generator.below(3 * firms) {
        var (seller, buyer) = (generator.below(firms), generator.below(firms))
        if number.isMultiple(of: 2), seller > buyer { swap(&seller, &buyer) }
        guard number % 3 == 0 || seller != buyer, number % 2 == 1 || seller != buyer else { continue }
        sales.append(
          Sale(
            seller: seller, buyer: buyer, volume: Double(generator.below(5)) + generator.unit(),
            essentiality: kinds[buyer][industries[seller]]))
      }
      var outside: [OutsidePurchase] = []
      for _ in 0..<generator.below(3) {
        outside.append(
          OutsidePurchase(
            buyer: generator.below(firms), industry: generator.below(industryCount), volume: generator.unit()))
      }
      return TwinNetwork(industries: industries, industryCount: industryCount, sales: sales, outside: outside)
    }
  }

  /// One closure, or partial failures of several firms.
  func shock(using generator: inout SplitMix64) -> [FirmFailure] {
    if generator.below(2) == 0 { return [FirmFailure(firm: generator.below(industries.count))] }
    return industries.indices.filter { _ in generator.below(3) == 0 }.map {
      FirmFailure(firm: $0, loss: generator.unit())
    }
  }
}
