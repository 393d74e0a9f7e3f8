import ShareUncertainty
public import SupplyGraph

/// The HHI of products and needs under draws of the shares.
///
/// Each draw gives every need its shares, or a market's rows theirs, by the law of `ShareDraws`; they are pooled and
/// grouped like the recorded ones, and the index is taken of what is attributed:
///
///     hhi_d = Σ_g (Σ_n v_n Σ_{s in g} w_ns,d)² / (Σ_n v_n (1 − u_n,d))²        groups g, volumes v of needs n
///
/// This is a range of likely values. ``ShareIntervalHHI`` gives the worst cases instead; dividing by the sum can carry
/// a drawn share out of its low–high, so neither must contain the other. A need’s draws are those that losses are
/// computed with.
///
/// A stage mix has no range here: its mass depends on all needs on the way.
public struct ConcentrationDraws: Sendable {
  private let graph: SupplyGraph
  private let draws: ShareDraws
  private let drawCount: Int

  /// - Throws: ``DrawError`` where the count is outside 1…10⁶.
  public init(_ graph: SupplyGraph, seed: UInt64, draws count: Int) throws(DrawError) {
    guard (1...LossSampler.drawLimit).contains(count) else { throw .countOutsideLimits(count) }
    self.graph = graph
    draws = ShareDraws(graph, seed: seed)
    drawCount = count
  }

  /// The range of the index of a concentration of this graph; nil where it has no index or is of a stage.
  ///
  /// - Complexity: O(draws · rows) time, O(draws) space.
  public func range(of concentration: Concentration) -> DrawnRange? {
    guard let recorded = concentration.indices?.hhi else { return nil }
    let pools = pools(of: concentration)
    guard !pools.isEmpty else { return nil }
    guard pools.contains(where: \.isUncertain) else {
      return DrawnRange(p05: recorded, median: recorded, p95: recorded, mean: recorded)
    }
    var keys: [String: Int] = [:]
    let rows = pools.map { pool in
      pool.providers.enumerated().flatMap { offset, provider in
        graph.groups(of: provider, by: concentration.grouping).map { part in
          let next = keys.count
          let key = keys[part.key, default: next]
          keys[part.key] = key
          return Row(part: offset, key: key, weight: pool.weight * part.share)
        }
      }
    }
    var sums = [Double](repeating: 0, count: keys.count)
    var room = [Double](repeating: 0, count: pools.map(\.parts.count).max() ?? 0)
    var indices: [Double] = []
    indices.reserveCapacity(drawCount)
    for draw in 0..<drawCount {
      for key in sums.indices { sums[key] = 0 }
      let root = draws.root(draw: draw)
      for (pool, rows) in zip(pools, rows) {
        room.withUnsafeMutableBufferPointer { parts in
          pool.fill(parts, draws, root: root)
          for row in rows { sums[row.key] += row.weight * parts[row.part] }
        }
      }
      var (total, squares) = (0.0, 0.0)
      for sum in sums {
        total += sum
        squares += sum * sum
      }
      if total > 0 { indices.append(squares / (total * total)) }
    }
    guard let ends = SampleQuantile.quantiles(indices[...], [0.05, 0.5, 0.95]) else { return nil }
    let mean = indices.reduce(0, +) / Double(indices.count)
    return DrawnRange(p05: ends[0], median: ends[1], p95: ends[2], mean: mean)
  }

  /// A provider's part of a group.
  private struct Row {
    var part: Int
    var key: Int
    var weight: Double
  }

  /// The rows of one need or market, drawn together.
  private struct Pool {
    var providers: [EntityIndex]
    /// Recorded shares.
    var parts: [Double]
    /// Part of the whole.
    var weight: Double
    var law: ShareDraws.UncertainNeed?

    var isUncertain: Bool { law != nil }

    func fill(_ room: UnsafeMutableBufferPointer<Double>, _ draws: ShareDraws, root: UInt64) {
      if let law {
        draws.draw(law, root: root, into: room)
      } else {
        for index in parts.indices { room[index] = parts[index] }
      }
    }
  }

  private func pools(of concentration: Concentration) -> [Pool] {
    switch concentration.scope {
    case .stage: return []
    case .market:
      let market = ShareDraws.market(concentration.product, in: graph)
      return [Pool(providers: market.providers, parts: market.shares, weight: 1, law: market.law)]
    case .need:
      guard let need = concentration.entity.flatMap({ graph.need(of: $0, for: concentration.product) }) else {
        return []
      }
      return [pool(need, weight: 1)]
    case .buyers:
      let needs = graph.needs.indices.filter {
        !graph.needs[$0].isImplicit && graph.needs[$0].product == concentration.product
      }
      return zip(needs, graph.poolWeights(of: needs)).map { pool($0, weight: $1) }
    }
  }

  private func pool(_ need: Int, weight: Double) -> Pool {
    let rows = graph.supplies[graph.needs[need].supplies]
    let law = draws.law(ofNeed: need)
    // Room for the unattributed part, which belongs to no group.
    let parts = rows.map(\.share) + (law?.drawsUnattributed ?? false ? [graph.needs[need].unattributed] : [])
    return Pool(providers: rows.map(\.supplier), parts: parts, weight: weight, law: law)
  }
}
