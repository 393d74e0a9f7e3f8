public import SupplyGraph

/// All goods of a graph that cross a border, each crossing once at its own value.
///
///     direct      V_n · share_s · receives_i(X) · ships_from_s(c),  c ≠ X
///     embedded    V_e · share_s · p(Y) · ships_from_s(c),           c ≠ Y
///     p(Y) = Σ over the carrier's supplies s' of share_s' · ships_from_s'(Y)
///
/// V in USD billion a year, gross of what is embedded; the rest are shares. A need `embedded_in` another travels inside
/// that other need's goods and so enters where its carrier is made, whoever buys it. Only products with customs codes
/// are goods; every kind of need counts, capital too. A round trip is two crossings.
///
/// - Complexity: O(Σ needs · supplies · countries) time, O(flows) space.
public struct CustomsFlows: Sendable {
  public let graph: SupplyGraph
  /// In the order of needs, supplies, destinations and partners.
  public let flows: [CustomsFlow]

  public init(_ graph: SupplyGraph) {
    self.graph = graph
    var flows: [CustomsFlow] = []
    for need in graph.needs.indices where graph.isGood(need) {
      guard let volume = graph.needs[need].volume, volume > 0 else { continue }
      let destinations = Self.entries(of: need, in: graph).shares
      for index in graph.needs[need].supplies where graph.supplies[index].share > 0 {
        let supply = graph.supplies[index]
        let origins = Places.origins(of: supply, in: graph)
        for destination in destinations {
          for origin in origins where origin.country != destination.country && origin.share > 0 {
            flows.append(
              CustomsFlow(
                need: need, supply: index, destination: destination.country, partner: origin.country,
                value: volume * supply.share * destination.share * origin.share))
          }
        }
      }
    }
    self.flows = flows
  }

  /// The countries where a need's goods enter, and the part that enters nobody knows where.
  ///
  /// For a need of its own: where the buyer receives. For an embedded one: where the carrier is made.
  static func entries(of need: Int, in graph: SupplyGraph) -> (shares: [CountryShare], unplaced: Double) {
    guard let carrier = graph.carrier(of: need) else {
      let destinations = Places.destinations(of: graph[graph.needs[need].entity])
      return (destinations, max(0, 1 - destinations.reduce(0) { $0 + $1.share }))
    }
    var shares: [CountryShare] = []
    var placed = 0.0
    for supply in graph.supplies[graph.needs[carrier].supplies] where supply.share > 0 {
      for origin in Places.origins(of: supply, in: graph) where origin.country != CustomsFlow.unknownPartner {
        let part = supply.share * origin.share
        placed += part
        if let index = shares.firstIndex(where: { $0.country == origin.country }) {
          shares[index].share += part
        } else {
          shares.append(CountryShare(country: origin.country, share: part))
        }
      }
    }
    return (shares, max(0, 1 - placed))
  }
}

extension SupplyGraph {
  /// Whether a need is for goods: an explicit need whose product has customs codes.
  func isGood(_ need: Int) -> Bool {
    guard !needs[need].isImplicit, let product = product(needs[need].product) else { return false }
    return product.hs.contains { $0.share > 0 }
  }

  /// The need whose goods a need's goods travel inside; nil where they travel by themselves.
  func carrier(of need: Int) -> Int? {
    guard let product = needs[need].embeddedIn else { return nil }
    return self.need(of: needs[need].entity, for: product)
  }
}
