public import SupplyGraph

/// Seeded random graphs for property tests.
///
/// Shares are parts of small integers, so that cycles are either closed (gain 1) or leak noticeably and plain sweeps
/// come to an end; graphs with gains next to 1 are made by hand.
public struct RandomGraphs: Sendable {
  public var entityCounts: ClosedRange<Int> = 2...8
  public var needLimit = 3
  public var supplierLimit = 3
  /// Without cycles an entity draws on earlier ones only.
  public var hasCycles = true
  /// Criticalities to choose from.
  public var criticalities: [Double] = [1, 1, 0.9, 0.5, 0.25]
  /// One need in so many leaves a part unattributed; 0 for none.
  public var unattributedEvery = 3
  public var kinds: [NeedKind] = [.flow]
  /// Countries to stand in; empty for no places.
  public var countries: [String] = []
  public var hasOwners = false
  public var hazards: [String] = []

  public init() {}

  /// Graphs with everything in them: four kinds of need, split locations, owners and hazards.
  public static let rich: RandomGraphs = {
    var rich = RandomGraphs()
    rich.kinds = [.flow, .flow, .upkeep, .licence, .capital]
    rich.countries = ["TWN", "USA", "JPN"]
    rich.hasOwners = true
    rich.hazards = ["quake", "strait"]
    return rich
  }()

  /// The sketch of a random graph.
  public func sketch(using generator: inout SplitMix64) -> [EntitySketch] {
    let count = entityCounts.lowerBound + generator.below(entityCounts.count)
    return (0..<count).map { entity in
      var sketch = EntitySketch(id: Self.name(entity))
      let needCount = generator.below(needLimit + 1)
      for need in 0..<needCount {
        if let need = self.need(need, of: entity, count, &generator) { sketch.needs.append(need) }
      }
      addPlaces(to: &sketch, entity, &generator)
      return sketch
    }
  }

  /// The document of a random graph.
  public func document(using generator: inout SplitMix64) -> GraphDocument {
    GraphBuilder.document(sketch(using: &generator))
  }

  /// The id of the entity at a position of a sketch.
  public static func name(_ position: Int) -> String { "e\(position)" }

  private func need(
    _ number: Int, of entity: Int, _ count: Int, _ generator: inout SplitMix64
  ) -> NeedSketch? {
    let others = (0..<count).filter { hasCycles ? $0 != entity : $0 < entity }
    guard !others.isEmpty else { return nil }
    let order = generator.permutation(others.count).map { others[$0] }
    let suppliers = order.prefix(1 + generator.below(min(supplierLimit, others.count)))
    let parts = suppliers.map { _ in 1 + generator.below(4) }
    let leaves = unattributedEvery > 0 && generator.below(unattributedEvery) == 0
    let whole = parts.reduce(0, +) + (leaves ? 1 + generator.below(4) : 0)
    var sketch = NeedSketch(product: "p\(number)")
    sketch.criticality = criticalities[generator.below(criticalities.count)]
    sketch.kind = kinds[generator.below(kinds.count)]
    sketch.supplies = zip(suppliers, parts).map { (from: Self.name($0), share: Double($1) / Double(whole)) }
    return sketch
  }

  private func addPlaces(to sketch: inout EntitySketch, _ entity: Int, _ generator: inout SplitMix64) {
    if !countries.isEmpty, generator.below(3) > 0 {
      let first = generator.below(countries.count)
      if generator.below(2) == 0 {
        sketch.locations = [(countries[first], nil)]
      } else {
        let second = (first + 1) % countries.count
        sketch.locations = [(countries[first], 0.75), (countries[second], generator.below(2) == 0 ? 0.25 : 0.125)]
      }
    }
    // Only earlier entities own, so that ownership has no cycle.
    if hasOwners, entity > 0, generator.below(4) == 0 { sketch.owners = [(Self.name(generator.below(entity)), nil)] }
    if !hazards.isEmpty, generator.below(3) == 0 { sketch.hazards = [hazards[generator.below(hazards.count)]] }
  }
}
