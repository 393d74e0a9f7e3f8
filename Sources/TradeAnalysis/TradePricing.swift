import RealModule
public import ScenarioModel
public import SupplyGraph

/// What a duty, the dollar and demand do to the customs value of goods, per unit of baseline value.
///
///     e   = 1/(1 + usd) − 1                          change of the dollar value of foreign currency
///     p_b = (1 + β·e)·(1 + φ·τ)/(1 + τ)              the exporter's price
///     p_c = p_b·(1 + τ)                              the importer's price
///     q   = p_c^ε · demand                           quantity
///     m   = p_b · q                                  customs value; the duty is τ·m
///
/// φ is the tariff pass-through, β the exchange-rate pass-through, ε ≤ 0 the elasticity; all without unit. m is
/// monotone in each of φ, β and ε where the others are held, so its smallest and largest value over their ranges
/// stand at corners.
///
/// - Complexity: O(1).
public struct TradePricing: Sendable {
  public let tariffPassThrough: ValueRange
  public let exchangeRatePassThrough: ValueRange
  public let foreignCurrencyChange: Double

  public init(_ measures: TradeMeasures) {
    tariffPassThrough = measures.tariffPassThrough
    exchangeRatePassThrough = measures.exchangeRatePassThrough
    foreignCurrencyChange = measures.foreignCurrencyChange
  }

  /// m at one choice of the parameters; exactly 1 where nothing changes.
  public func multiplier(
    rate: Double, elasticity: Double, tariffPassThrough: Double, exchangeRatePassThrough: Double, demand: Double
  ) -> Double {
    let currency = 1 + exchangeRatePassThrough * foreignCurrencyChange
    let border = currency * ((1 + tariffPassThrough * rate) / (1 + rate))
    let importer = currency * (1 + tariffPassThrough * rate)
    return border * Double.pow(importer, elasticity) * demand
  }

  /// m at the central parameters with its smallest and largest value over their ranges.
  public func multiplier(rate: Double, elasticity: ValueRange, demand: Double) -> ValueRange {
    func at(_ elasticity: Double, _ tariff: Double, _ currency: Double) -> Double {
      multiplier(
        rate: rate, elasticity: elasticity, tariffPassThrough: tariff, exchangeRatePassThrough: currency,
        demand: demand)
    }
    let value = at(elasticity.value, tariffPassThrough.value, exchangeRatePassThrough.value)
    var result = ValueRange(value: value, low: value, high: value)
    for corner in [elasticity.low, elasticity.high] {
      for tariff in [tariffPassThrough.low, tariffPassThrough.high] {
        for currency in [exchangeRatePassThrough.low, exchangeRatePassThrough.high] {
          let value = at(corner, tariff, currency)
          result.low = min(result.low, value)
          result.high = max(result.high, value)
        }
      }
    }
    return result
  }

  /// The elasticity some years after the change: `short` to one year, `long` from three, linear between.
  ///
  /// A product with one of them has it at every horizon; one with neither does not react, 0.
  public static func elasticity(of product: Product?, years: Double) -> ValueRange {
    let none = ValueRange(value: 0, low: 0, high: 0)
    guard let short = product?.elasticityShort ?? product?.elasticityLong,
      let long = product?.elasticityLong ?? product?.elasticityShort
    else { return none }
    let t = min(1, max(0, (years - 1) / 2))
    func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * t }
    return ValueRange(
      value: between(short.value, long.value), low: between(short.low, long.low), high: between(short.high, long.high))
  }
}
