import Diagnostics
import GraphAlgorithms
import RealModule

extension Resolution {
  /// A cycle of needs whose gain Π c·w is at least this carries a shortage round without end: once emptied it does
  /// not refill by itself.
  static let essentialGain = 0.999

  /// Warns of every strongly connected part that holds a cycle of gain ≥ 0.999.
  ///
  /// Every factor of such a cycle is itself ≥ 0.999, so only those supplies are looked at. In each strongly connected
  /// part of them the cycle of largest gain is sought by Bellman–Ford on −log gain through one entity after another
  /// until one reaches the limit; of a part above 2000 entities the first 2000 are tried.
  ///
  /// - Complexity: O(entities + supplies) plus, for every entity tried, O(k·m) at worst for the k entities and m
  ///   supplies that it reaches within the limit.
  mutating func checkEssentialLoops() {
    var sources: [Int32] = []
    var targets: [Int32] = []
    var owners: [Int] = []
    for index in needs.indices where needs[index].kind != .capital {
      let criticality = needs[index].criticality
      for supply in needs[index].supplies where criticality * supplies[supply].share >= Self.essentialGain {
        sources.append(supplies[supply].supplier.rawValue)
        targets.append(needs[index].entity.rawValue)
        owners.append(index)
      }
    }
    guard
      let (digraph, order) = try? CompactDigraph.withEdgeOrder(
        nodeCount: entities.count, sources: sources, targets: targets)
    else { return }
    let components = digraph.stronglyConnectedComponents()
    for component in 0..<components.count where components.members(of: component).count > 1 {
      let members = components.members(of: component).map(Int.init)
      guard let cycle = bestCycle(members, digraph, order, owners) else { continue }
      report(cycle)
    }
  }

  /// The needs of the cycle of largest gain through any member, in supply order; nil where none reaches the limit.
  private func bestCycle(
    _ members: [Int], _ digraph: CompactDigraph, _ order: [Int32], _ owners: [Int]
  ) -> [Int]? {
    let inside = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($0.element, $0.offset) })
    let limit = -Double.log(Self.essentialGain) + 1e-12
    var cost = [Double](repeating: .infinity, count: members.count)
    var via = [(from: Int, need: Int)?](repeating: nil, count: members.count)
    for root in members.prefix(2000) {
      // Cheapest way from the root to the members within the limit, one more edge a round.
      let start = inside[root] ?? 0
      var reachedMembers = [start]
      var front = [start]
      cost[start] = 0
      var closing: (cost: Double, from: Int, need: Int)?
      for _ in members.indices where !front.isEmpty {
        var nextFront: [Int] = []
        for position in front {
          let node = members[position]
          for edge in digraph.edges(from: node) {
            let target = Int(digraph.column[edge])
            let need = owners[Int(order[edge])]
            let reached = cost[position] + gainCost(need, from: node)
            guard let next = inside[target], reached <= limit else { continue }
            if target == root {
              if reached < closing?.cost ?? .infinity { closing = (reached, node, need) }
            } else if reached < cost[next] - 1e-15 {
              if cost[next] == .infinity { reachedMembers.append(next) }
              cost[next] = reached
              via[next] = (node, need)
              nextFront.append(next)
            }
          }
        }
        front = nextFront
      }
      guard let closing else {
        for member in reachedMembers { cost[member] = .infinity }
        continue
      }
      var cycle = [closing.need]
      var node = closing.from
      while node != root, let step = via[inside[node] ?? 0], cycle.count <= members.count {
        cycle.append(step.need)
        node = step.from
      }
      return cycle.reversed()
    }
    return nil
  }

  private func gainCost(_ need: Int, from supplier: Int) -> Double {
    let share = supplies[needs[need].supplies].first { $0.supplier.position == supplier }?.share ?? 0
    return -Double.log(needs[need].criticality * share)
  }

  private mutating func report(_ cycle: [Int]) {
    guard let last = cycle.last else { return }
    let names = cycle.prefix(8).map { "'\(entities[needs[$0].entity.position].id)'" }
    let path = (names + (cycle.count > 8 ? ["…"] : []) + names.prefix(1)).joined(separator: " → ")
    let acknowledged = cycle.contains { needs[$0].note != nil }
    findings.add(
      "essential-loop", acknowledged ? .info : .warning, at: needSpots[last],
      "\(path) is a loop in which each lives wholly on the one before (gain ≥ \(Self.essentialGain)): once emptied it does not refill by itself",
      suggestion: acknowledged
        ? nil : "check the shares and criticalities on the loop, or say in a need's note why it is so")
  }
}
