import SupplyGraph

extension SupplyGraph {
  /// The groups a provider belongs to, each with its part of the provider.
  func groups(of provider: EntityIndex, by grouping: ConcentrationGrouping) -> [(key: String, share: Double)] {
    let entity = self[provider]
    switch grouping {
    case .provider: return [(entity.id, 1)]
    case .hq: return [(entity.kind == .country ? entity.id : entity.hq ?? "unknown", 1)]
    case .hazard: return entity.hazards.map { (self[$0].id, 1) }
    case .owner: return owners(of: provider, part: 1)
    case .country:
      if entity.kind == .country { return [(entity.id, 1)] }
      let sum = entity.locations.reduce(0) { $0 + $1.share }
      let scale = sum > 1 ? 1 / sum : 1
      return entity.locations.map { ($0.country, $0.share * scale) } + rest(sum, key: "unknown")
    }
  }

  /// What is left to 1, under a key of its own, unless it is rounding.
  private func rest(_ sum: Double, key: String) -> [(key: String, share: Double)] {
    sum < 1 - 1e-9 ? [(key, 1 - sum)] : []
  }

  /// Ultimate owners; what nobody else owns an entity owns itself. Ownership has no cycles.
  private func owners(of provider: EntityIndex, part: Double) -> [(key: String, share: Double)] {
    let entity = self[provider]
    let sum = entity.owners.reduce(0) { $0 + $1.share }
    let scale = sum > 1 ? 1 / sum : 1
    return entity.owners.flatMap { owners(of: $0.owner, part: part * $0.share * scale) }
      + rest(sum, key: entity.id).map { (key: $0.key, share: $0.share * part) }
  }
}
