public import SupplyGraph

/// Seeded random graphs with times, and disruptions of them.
public struct RandomSimulations: Sendable {
  public var graphs = RandomGraphs()
  public var stocks: [Double] = [0, 0, 3, 6, 30, 1.5]
  public var transits: [Double] = [0, 0, 1, 2, 5]
  public var cycles: [Double] = [0, 0, 1, 4]
  public var spares: [Double] = [0, 0, 0.25]
  public var scraps: [Double] = [0, 0, 0.5, 1]
  public var capacities: [Double] = [0, 0, 0.5, 0.3]
  public var durations = 1...12
  public var recoveries = [0, 0, 6]
  public var shockCount = 1...2
  public var lastStart = 20
  /// One graph in so many has alternates and blocks; 0 for none.
  public var alternatesEvery = 3
  public var blocksEvery = 4
  public var horizon = 60

  public init() {}

  /// A random graph.
  public func graph(using generator: inout SplitMix64) throws -> SupplyGraph {
    var sketches = graphs.sketch(using: &generator)
    var timing = Timing()
    for index in sketches.indices {
      let id = sketches[index].id
      timing.cycles[id] = pick(cycles, &generator)
      timing.spares[id] = pick(spares, &generator)
      for place in sketches[index].needs.indices {
        let need = sketches[index].needs[place]
        timing.buffers[id + "/" + need.product] = pick(stocks, &generator)
        for supply in need.supplies {
          timing.transits[id + "/" + need.product + "/" + supply.from] = pick(transits, &generator)
        }
        guard alternatesEvery > 0, generator.below(alternatesEvery) == 0 else { continue }
        let other = RandomGraphs.name(generator.below(sketches.count))
        guard other != id, !need.supplies.contains(where: { $0.from == other }) else { continue }
        guard graphs.hasCycles || sketches.firstIndex(where: { $0.id == other }) ?? 0 < index else { continue }
        sketches[index].needs[place].alternates = [(other, [0.2, 0.5, 1][generator.below(3)])]
        timing.switchDays[id + "/" + need.product] = [0, 2, 5][generator.below(3)]
        timing.transits[id + "/" + need.product + "/" + other] = pick(transits, &generator)
      }
    }
    var document = GraphBuilder.document(sketches)
    timing.apply(to: &document)
    return try GraphResolver.graph(of: document)
  }

  /// A random disruption of a graph's entities.
  public func disruption(of graph: SupplyGraph, using generator: inout SplitMix64) -> SimulationSketch {
    var sketch = SimulationSketch(horizon: horizon)
    for _ in 0..<(shockCount.lowerBound + generator.below(shockCount.count)) {
      sketch.hits.append(
        SimulationSketch.Hit(
          graph.entities[generator.below(graph.entities.count)].id, capacity: pick(capacities, &generator),
          start: generator.below(lastStart + 1),
          duration: durations.lowerBound + generator.below(durations.count),
          recovery: recoveries[generator.below(recoveries.count)], scrap: pick(scraps, &generator)))
    }
    let explicit = graph.needs.filter { !$0.isImplicit && !$0.supplies.isEmpty }
    if blocksEvery > 0, generator.below(blocksEvery) == 0, !explicit.isEmpty {
      let need = explicit[generator.below(explicit.count)]
      let supply = need.supplies.lowerBound + generator.below(need.supplies.count)
      sketch.blocks.append(
        SimulationSketch.Block(
          from: graph[graph.supplies[supply].supplier].id, to: graph[need.entity].id,
          start: generator.below(lastStart + 1), days: 1 + generator.below(8)))
    }
    return sketch
  }

  private func pick(_ values: [Double], _ generator: inout SplitMix64) -> Double {
    values[generator.below(values.count)]
  }
}
