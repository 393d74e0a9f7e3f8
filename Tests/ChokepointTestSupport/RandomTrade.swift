public import SupplyGraph

/// Seeded random sketches of trade: split places, services, embedded goods, unattributed parts, several codes.
public struct RandomTrade: Sendable {
  public static let countries = ["USA", "MEX", "TWN", "KOR", "DEU"]
  public static let uses = ["data-centre", "office", "repair"]

  public init() {}

  public func sketch(using generator: inout SplitMix64) -> TradeSketch {
    let goods = (0..<4).map { good($0, &generator) }
    let traders = (0..<(3 + generator.below(4))).map { trader($0, &generator) }
    var purchases: [TradeSketch.Purchase] = []
    for buyer in traders.indices {
      let bought = generator.permutation(goods.count).prefix(1 + generator.below(goods.count))
      guard let carrier = bought.first else { continue }
      var embedded = 0.0
      var own: [TradeSketch.Purchase] = []
      for good in bought.dropFirst() {
        let isEmbedded = generator.below(2) == 0
        let volume = generator.below(5) == 0 ? nil : Double(1 + generator.below(20))
        if isEmbedded { embedded += volume ?? 0 }
        own.append(purchase(buyer, goods[good].id, volume, traders, isEmbedded ? goods[carrier].id : nil, &generator))
      }
      let gross = generator.below(6) == 0 ? nil : embedded + Double(generator.below(30))
      purchases.append(purchase(buyer, goods[carrier].id, gross, traders, nil, &generator))
      purchases += own
    }
    return TradeSketch(goods: goods, traders: traders, purchases: purchases)
  }

  private func good(_ index: Int, _ generator: inout SplitMix64) -> TradeSketch.Good {
    let codes = ["8471.50", "8473.30", "8542.31", "8517.62"]
    var good = TradeSketch.Good("p\(index)")
    switch generator.below(4) {
    case 0: break
    case 1: good.hs = [(codes[index], 0.75), (codes[(index + 1) % 4], 0.25)]
    default: good.hs = [(codes[index], 1)]
    }
    for variant in 0..<generator.below(4) {
      let share: Double? = generator.below(4) == 0 ? nil : Double(1 + generator.below(2)) / 8
      good.variants.append(("v\(variant)", share, [("tpp", Double(generator.below(10)))]))
    }
    if generator.below(4) > 0 {
      let value = -Double(generator.below(20)) / 10
      good.elasticity = ValueRange(value: value, low: value - 0.5, high: min(0, value + 0.5))
    }
    return good
  }

  private func trader(_ index: Int, _ generator: inout SplitMix64) -> TradeSketch.Trader {
    var trader = TradeSketch.Trader("t\(index)", hq: Self.countries[generator.below(5)])
    if generator.below(3) > 0 { trader.locations = places(&generator) }
    if generator.below(2) == 0 { trader.receives = places(&generator) }
    return trader
  }

  private func purchase(
    _ buyer: Int, _ product: String, _ volume: Double?, _ traders: [TradeSketch.Trader], _ carrier: String?,
    _ generator: inout SplitMix64
  ) -> TradeSketch.Purchase {
    let others = traders.indices.filter { $0 != buyer }
    let count = 1 + generator.below(min(3, others.count))
    let providers = generator.permutation(others.count).prefix(count).map { traders[others[$0]].id }
    var names = Array(providers)
    if generator.below(5) == 0 { names[0] = Self.countries[generator.below(5)] }
    let parts = names.map { _ in 1 + generator.below(4) }
    let whole = parts.reduce(0, +) + (generator.below(3) == 0 ? 2 : 0)
    let kinds = NeedKind.allCases
    return TradeSketch.Purchase(
      "t\(buyer)", product, volume: volume, kind: kinds[generator.below(kinds.count)], embeddedIn: carrier,
      endUse: generator.below(2) == 0
        ? [] : [(Self.uses[0], Double(1 + generator.below(3)) / 4), (Self.uses[1], 0.25)],
      from: zip(names, parts).map { name, part in
        (name, Double(part) / Double(whole), generator.below(3) == 0 ? places(&generator) : [])
      })
  }

  /// One country, two that make a whole, or two that leave a part open.
  private func places(_ generator: inout SplitMix64) -> [(country: String, share: Double)] {
    let first = generator.below(5)
    let second = (first + 1 + generator.below(4)) % 5
    switch generator.below(3) {
    case 0: return [(Self.countries[first], 1)]
    case 1: return [(Self.countries[first], 0.75), (Self.countries[second], 0.25)]
    default: return [(Self.countries[first], 0.5), (Self.countries[second], 0.25)]
    }
  }
}
