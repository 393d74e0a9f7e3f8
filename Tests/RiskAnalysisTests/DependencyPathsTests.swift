import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite struct DependencyPathsTests {
  /// Every simple path with its strength, by following needs.
  private func all(
    _ graph: SupplyGraph, from: EntityIndex, to: EntityIndex, kinds: Set<NeedKind>
  ) -> [(supplies: [Int], strength: Double)] {
    var found: [(supplies: [Int], strength: Double)] = []
    func walk(_ buyer: EntityIndex, _ seen: Set<EntityIndex>, _ supplies: [Int], _ strength: Double) {
      for need in graph[buyer].needs where kinds.contains(graph.needs[need].kind) {
        for index in graph.needs[need].supplies {
          let supply = graph.supplies[index]
          let weight = strength * graph.needs[need].criticality * supply.share
          guard weight > 0, !seen.contains(supply.supplier) else { continue }
          if supply.supplier == to {
            found.append((supplies + [index], weight))
          } else {
            walk(supply.supplier, seen.union([supply.supplier]), supplies + [index], weight)
          }
        }
      }
    }
    walk(from, [from], [], 1)
    return found.sorted { a, b in
      abs(a.strength - b.strength) > 1e-9 * a.strength
        ? a.strength > b.strength : a.supplies.lexicographicallyPrecedes(b.supplies)
    }
  }

  @Test func equalToAllPathsListedOneByOne() throws {
    var generator = SplitMix64(seed: 71)
    var compared = 0
    for round in 0..<150 {
      var shape = RandomGraphs.rich
      shape.hasCycles = round.isMultiple(of: 2)
      shape.entityCounts = 2...6
      let graph = try GraphBuilder.graph(shape.sketch(using: &generator))
      let kinds: Set<NeedKind> = round.isMultiple(of: 3) ? [.flow] : [.flow, .upkeep, .licence]
      let from = EntityIndex(generator.below(graph.entities.count))
      for to in graph.entityIndices where to != from {
        let expected = all(graph, from: from, to: to, kinds: kinds)
        for count in [1, 3, 50] {
          let found = try DependencyPaths(
            graph, from: from, to: to, count: count, options: CompilationOptions(kinds: kinds))
          #expect(found.isComplete)
          #expect(found.paths.map { $0.steps.map(\.supply) } == expected.prefix(count).map(\.supplies))
          for (path, other) in zip(found.paths, expected) {
            #expect(abs(path.contribution - other.strength) <= 1e-12)
            #expect(path.steps.first?.buyer == from)
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
  }

  /// The example of Docs/Methods/Paths.md.
  @Test func workedExample() throws {
    let graph = try ExampleGraphs.diamond()
    func strengths(_ to: String) throws -> [Double] {
      try DependencyPaths(
        graph, from: try #require(graph.entity("screen-maker")), to: try #require(graph.entity(to)), count: 5
      ).paths.map(\.contribution)
    }
    #expect(try strengths("glass-works") == [0.6, 0.4])
    #expect(try strengths("driver-works") == [0.2])
    #expect(try strengths("POL") == [0.6, 0.4])
  }

  @Test func noWayBack() throws {
    let graph = try ExampleGraphs.diamond()
    let found = try DependencyPaths(
      graph, from: try #require(graph.entity("glass-works")), to: try #require(graph.entity("screen-maker")), count: 5)
    #expect(found.paths.isEmpty && found.isComplete)
  }

  /// A loss is at most the sum of the strengths of all ways, and at least the strongest way of needs that are alone.
  @Test func noPathIsStrongerThanTheLossWhereEveryBuyerHasOneNeed() throws {
    var generator = SplitMix64(seed: 72)
    var shape = RandomGraphs()
    shape.needLimit = 1
    shape.hasCycles = false
    for _ in 0..<60 {
      let graph = try GraphBuilder.graph(shape.sketch(using: &generator))
      let analysis = try ExposureAnalysis(graph)
      for from in graph.entityIndices {
        for to in graph.entityIndices where to != from {
          let paths = try DependencyPaths(graph, from: from, to: to, count: 1_000).paths
          let sum = paths.reduce(0) { $0 + $1.contribution }
          #expect(abs(analysis.exposure(of: from, to: [to]).loss - sum) < 1e-9)
        }
      }
    }
  }

  @Test func proportionalSpreadsWhatIsUnattributed() throws {
    let graph = try GraphBuilder.graph(entity("a", needs: [need("x", from: ["b": 0.5, "c": 0.3])]))
    let (a, b) = (try #require(graph.entity("a")), try #require(graph.entity("b")))
    let found = try DependencyPaths(
      graph, from: a, to: b, count: 1, options: CompilationOptions(unattributed: .proportional))
    #expect(abs((found.paths.first?.contribution ?? 0) - 0.5 / 0.8) < 1e-15)
  }

  /// Shares so small that their product is no number: the way is found and ranked all the same.
  @Test func sharesNextToNothing() throws {
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("x", from: ["b": 1e-300, "c": 1e-200])]),
      entity("b", needs: [need("y", from: ["d": 1e-300])]), entity("c", needs: [need("y", from: ["d": 1e-200])]))
    let found = try DependencyPaths(
      graph, from: try #require(graph.entity("a")), to: try #require(graph.entity("d")), count: 5)
    #expect(found.paths.map { graph[graph.supplies[$0.steps[0].supply].supplier].id } == ["c", "b"])
  }
}
