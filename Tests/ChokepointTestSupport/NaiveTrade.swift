import Foundation
public import ScenarioModel
public import SupplyGraph

/// Customs values and duties as the definition reads, one country pair at a time, nothing shared or merged.
public struct NaiveTrade {
  public let graph: SupplyGraph

  public init(_ graph: SupplyGraph) { self.graph = graph }

  /// Where a supply is shipped from: the part that comes from a country, or from `unknown`.
  public func shipped(_ supply: Int, from country: String) -> Double {
    let supply = graph.supplies[supply]
    let provider = graph[supply.supplier]
    if supply.shipsFrom.isEmpty, provider.kind == .country { return provider.id == country ? 1 : 0 }
    return part(supply.shipsFrom.isEmpty ? provider.locations : supply.shipsFrom, country, openIsUnknown: true)
  }

  /// The part of a need's goods that enters a country.
  public func entering(_ need: Int, _ country: String) -> Double {
    let row = graph.needs[need]
    if let carrier = row.embeddedIn {
      var sum = 0.0
      for other in graph[row.entity].needs where graph.needs[other].product == carrier {
        for supply in graph.needs[other].supplies {
          sum += graph.supplies[supply].share * shipped(supply, from: country)
        }
      }
      return sum
    }
    let buyer = graph[row.entity]
    return part(buyer.receives.isEmpty ? buyer.locations : buyer.receives, country, openIsUnknown: false)
  }

  /// Customs value of a product under a code into `into` from `from`, USD billion a year.
  public func customsValue(_ product: String, _ code: String, into: String, from: String) -> Double {
    var sum = 0.0
    for need in graph.needs.indices where graph.needs[need].product == product && into != from {
      for supply in graph.needs[need].supplies {
        sum += value(need, supply, code, into: into, from: from)
      }
    }
    return sum
  }

  /// The value one supply brings over one border under one code.
  public func value(_ need: Int, _ supply: Int, _ code: String, into: String, from: String) -> Double {
    let row = graph.needs[need]
    guard into != from, row.origin == .explicit, let volume = row.volume else { return 0 }
    let codes = graph.product(row.product)?.hs ?? []
    let whole = codes.reduce(0) { $0 + $1.share }
    let share = codes.filter { $0.code == code }.reduce(0) { $0 + $1.share }
    guard whole > 0 else { return 0 }
    return volume * graph.supplies[supply].share * entering(need, into) * shipped(supply, from: from) * share / whole
  }

  /// Customs value and duty of a country's imports under measures at central parameters and horizon 1.
  public func result(_ measures: TradeMeasures, into: String, partners: [String]) -> (customs: Double, duty: Double) {
    var result = (customs: 0.0, duty: 0.0)
    for need in graph.needs.indices {
      let product = graph.product(graph.needs[need].product)
      for code in Set((product?.hs ?? []).map(\.code)).sorted() {
        for supply in graph.needs[need].supplies {
          for partner in partners {
            let value = value(need, supply, code, into: into, from: partner)
            guard value > 0 else { continue }
            for cell in cells(need) {
              var rate = 0.0
              for rule in measures.tariffs where covers(rule, code, partner, cell) { rate += rule.rate }
              let m = multiplier(rate, product?.elasticityShort?.value ?? 0, measures)
              result.customs += value * cell.share * m
              result.duty += value * cell.share * m * rate
            }
          }
        }
      }
    }
    return result
  }

  // MARK: Definitions

  private struct Cell {
    var variant: Variant?
    var use: String?
    var share: Double
  }

  private func cells(_ need: Int) -> [Cell] {
    let row = graph.needs[need]
    var variants: [(Variant?, Double)] = expanded(graph.product(row.product)?.variants ?? [])
    if variants.isEmpty {
      let inside = graph[row.entity].needs.filter {
        graph.needs[$0].embeddedIn == row.product
          && !(graph.product(graph.needs[$0].product)?.variants ?? []).isEmpty
      }
      let total = inside.reduce(0) { $0 + (graph.needs[$1].volume ?? 0) }
      for index in inside {
        let weight = total > 0 ? (graph.needs[index].volume ?? 0) / total : 1 / Double(inside.count)
        for (variant, share) in expanded(graph.product(graph.needs[index].product)?.variants ?? []) {
          variants.append((variant, share * weight))
        }
      }
    }
    variants.append((nil, 1 - variants.reduce(0) { $0 + $1.1 }))
    var uses: [(String?, Double)] = row.endUse.map { ($0.use, $0.share) }
    if uses.isEmpty, let carrier = row.embeddedIn,
      let other = graph[row.entity].needs.first(where: { graph.needs[$0].product == carrier })
    {
      uses = graph.needs[other].endUse.map { ($0.use, $0.share) }
    }
    uses.append((nil, 1 - uses.reduce(0) { $0 + $1.1 }))
    return variants.flatMap { variant, a in uses.map { use, b in Cell(variant: variant, use: use, share: a * b) } }
  }

  private func expanded(_ variants: [Variant]) -> [(Variant?, Double)] {
    let stated = variants.reduce(0) { $0 + ($1.share ?? 0) }
    let open = variants.filter { $0.share == nil }.count
    return variants.map { ($0, $0.share ?? (1 - stated) / Double(open)) }
  }

  private func covers(_ rule: TariffRule, _ code: String, _ partner: String, _ cell: Cell) -> Bool {
    let digits = code.replacingOccurrences(of: ".", with: "")
    guard rule.status != .struckDown, rule.headings.contains(where: { digits.hasPrefix($0) }),
      rule.origins.contain(partner)
    else { return false }
    if let use = cell.use, rule.exemptEndUse.contains(use) { return false }
    guard !rule.windows.isEmpty else { return true }
    guard let variant = cell.variant else { return false }
    return rule.windows.contains { window in
      window.spans.allSatisfy { span in
        variant.attributes.contains { $0.name == span.attribute && $0.value >= span.low && $0.value <= span.high }
      }
    }
  }

  private func multiplier(_ rate: Double, _ elasticity: Double, _ measures: TradeMeasures) -> Double {
    let e = 1 / (1 + measures.dollarChange) - 1
    let currency = 1 + measures.exchangeRatePassThrough.value * e
    let border = currency * (1 + measures.tariffPassThrough.value * rate) / (1 + rate)
    return border * pow(border * (1 + rate), elasticity)
  }

  private func part(_ places: [CountryShare], _ country: String, openIsUnknown: Bool) -> Double {
    let sum = places.reduce(0) { $0 + $1.share }
    if country == "unknown" { return openIsUnknown ? max(0, 1 - sum) : 0 }
    return places.filter { $0.country == country }.reduce(0) { $0 + $1.share }
  }
}
