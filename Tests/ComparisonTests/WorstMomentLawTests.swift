import ChokepointTestSupport
import Comparison
import Propagation
import ScenarioModel
import SupplyGraph
import Testing

@Suite("Worst moments against every day of a grid")
struct WorstMomentLawTests {
  /// Quarters of a day over all that can happen: shocks start, end and recover on whole days before day 60.
  private static let grid = (0..<280).map { Double($0) * 0.25 }

  private func shocks(_ graph: SupplyGraph, _ generator: inout SplitMix64) -> [QuickShock] {
    (0..<(1 + generator.below(4))).map { _ in
      let start = Double(generator.below(20))
      let duration = [1.0, 5, 12][generator.below(3)]
      var target = graph.entities[generator.below(graph.entities.count)].id
      if generator.below(5) == 0, graph.entities.contains(where: { !$0.locations.isEmpty }) {
        let places = graph.entities.flatMap { $0.locations.map(\.country) }
        target = "country=\(places[generator.below(places.count)])"
      }
      let capacity = [0, 0, 0.25, 0.5][generator.below(4)]
      switch generator.below(6) {
      case 0: return .hit(target, capacity: capacity, start: start)
      case 1: return .hit(target, capacity: capacity, start: start, duration: duration)
      case 2:
        return .hit(
          target, capacity: capacity, start: start, duration: duration,
          recovery: ("piecewise", 0), points: [(4, 0.5), (10, 0.75)])
      case 3:
        let explicit = graph.needs.filter { !$0.isImplicit && !$0.supplies.isEmpty }
        guard !explicit.isEmpty else { fallthrough }
        let need = explicit[generator.below(explicit.count)]
        let supply = need.supplies.lowerBound + generator.below(need.supplies.count)
        let from = graph[graph.supplies[supply].supplier].id
        return .block(
          from: from, to: graph[need.entity].id, products: [need.product], start: start,
          licenceDays: generator.below(2) == 0 ? duration : nil)
      default:
        return .hit(
          target, capacity: capacity, start: start, duration: duration,
          recovery: ("linear", Double(1 + generator.below(20))))
      }
    }
  }

  /// Own losses and stopped supplies on a day, from the words of the shocks alone.
  private func state(
    _ shocks: [QuickShock], _ graph: SupplyGraph, onDay day: Double
  ) -> (own: [Double], stopped: Set<Int>) {
    var own = [Double](repeating: 0, count: graph.entities.count)
    var stopped: Set<Int> = []
    for shock in shocks where shock.lost(onDay: day) > 0 {
      if let select = shock.select {
        let country = select.hasPrefix("country=") ? String(select.dropFirst(8)) : nil
        for entity in graph.entityIndices {
          let part =
            country.map { code in graph[entity].locations.first { $0.country == code }?.share ?? 0 }
            ?? (graph[entity].id == select ? 1 : 0)
          own[entity.position] = max(own[entity.position], part * shock.lost(onDay: day))
        }
      } else {
        for need in graph.needs
        where !need.isImplicit && graph[need.entity].id == shock.to && shock.products.contains(need.product) {
          stopped.formUnion(need.supplies.filter { graph[graph.supplies[$0].supplier].id == shock.from })
        }
      }
    }
    return (own, stopped)
  }

  @Test("Several shocks with starts, ends and recoveries of their own")
  func randomScenarios() throws {
    var generator = SplitMix64(seed: 60)
    var (late, blocked) = (0, 0)
    for _ in 0..<60 {
      var family = RandomGraphs.rich
      family.entityCounts = 2...5
      let graph = try GraphResolver.graph(of: family.document(using: &generator))
      guard !graph.supplies.isEmpty else { continue }
      let shocks = shocks(graph, &generator)
      let comparison = try ScenarioComparison(
        graph, scenarios: [try quickScenario(in: graph, shocks)], targets: Array(graph.entityIndices))
      let outcome = comparison.outcomes[0]
      var worst = [Double](repeating: 0, count: graph.entities.count)
      var worstDay = [Double?](repeating: nil, count: graph.entities.count)
      var own = worst
      var stopped: Set<Int> = []
      for day in Self.grid {
        let state = state(shocks, graph, onDay: day)
        let naive = NaiveAvailability(graph, CompilationOptions(blockedSupplies: state.stopped))
        let losses = naive.losses(graph.entityIndices.map { Hit($0, ownLoss: state.own[$0.position]) })
        for entity in losses.indices {
          if losses[entity] > worst[entity] + 1e-9 {
            worst[entity] = losses[entity]
            worstDay[entity] = day
          }
          own[entity] = max(own[entity], state.own[entity])
        }
        stopped.formUnion(state.stopped)
      }
      #expect(outcome.stoppedSupplies == stopped)
      for target in outcome.targets {
        let place = target.target.position
        #expect(abs(target.rigidLoss - worst[place]) < 1e-9)
        #expect(target.worstDay == worstDay[place])
        #expect(outcome.losses[place] == target.rigidLoss)
        #expect(abs(outcome.ownLosses[place] - own[place]) < 1e-12)
        if (target.worstDay ?? 0) > (shocks.map(\.start).min() ?? 0) { late += 1 }
      }
      if !stopped.isEmpty { blocked += 1 }
      #expect(outcome.errorBound < 1e-10)
    }
    #expect(late > 10 && blocked > 10, "the draws must not be trivial: \(late), \(blocked)")
  }
}
