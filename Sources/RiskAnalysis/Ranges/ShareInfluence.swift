import Dispatch
import Propagation
import ShareUncertainty
import SupplyGraph

/// How much of the variance of a loss one uncertain share explains by itself.
public struct ShareInfluence: Sendable, Equatable {
  /// Index into ``SupplyGraph/SupplyGraph/needs``.
  public var need: Int
  /// Index into ``SupplyGraph/SupplyGraph/supplies``; nil for the part attributed to nobody.
  public var supply: Int?
  /// Estimate of the first-order index Var(E[loss | share]) / Var(loss), 0…1.
  public var index: Double
}

extension LossSampler {
  /// The uncertain shares that explain most of the variance of a sampled loss, largest first.
  ///
  ///     S = Var( E[ℓ | x_s] ) / Var(ℓ)                      x_s before the division by the sum
  ///     η² = Σ_b n_b (mean_b − mean)² / Σ_d (ℓ_d − mean)²   over classes b of equal probability of x_s
  ///     S ≈ ε² = 1 − (1 − η²)(N − 1)/(N − B)
  ///
  /// Drawn shares are independent before they are divided, so the indices add up to 1 at most; what is missing is
  /// interaction, here of the division and of the minimum rule. The estimator needs no further evaluation: it sorts the
  /// draws at hand into B = 20 classes (N/25 for fewer than 500 draws, 2 at least).
  ///
  /// Bias: η² alone is too high by about (B − 1)/N, which ε² takes out; what the loss does within a class is missed, too
  /// low by some 1/B² of the index. Noise: a share without influence shows up to about 3·√(2B)/N. Negative
  /// estimates are 0.
  ///
  /// - Parameter sample: of this sampler.
  /// - Returns: at most `limit` shares; none where the loss does not vary or there are fewer than 50 draws.
  /// - Complexity: O(draws · shares between failure and targets), on all cores.
  /// - References: Kelley 1935, doi:10.1073/pnas.21.9.554 (ε²); Plischke, Borgonovo, Smith 2013,
  ///   doi:10.1016/j.ejor.2012.11.047 (indices from given data).
  public func influences(
    on question: Int, of questions: [LossQuestion], in sample: LossSample, limit: Int = 5
  ) -> [ShareInfluence] {
    let losses = sample.losses(of: question)
    let spread = Spread(losses)
    guard losses.count >= 50, spread.squares > 1e-18 * Double(losses.count) else { return [] }
    let needs = uncertainNeeds(between: questions[question])
    let classes = max(2, min(20, losses.count / 25))
    var found = [[Double]](repeating: [], count: needs.count)
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: needs.count) { place in
        buffer[place] = indices(of: draws.needs[needs[place]], losses, spread, classes)
      }
    }
    var result: [ShareInfluence] = []
    for (place, indices) in found.enumerated() {
      let need = draws.needs[needs[place]]
      for (law, index) in indices.enumerated() where index > 0 {
        let supply = law < need.supplies.count ? need.supplies.lowerBound + law : nil
        result.append(ShareInfluence(need: need.need, supply: supply, index: index))
      }
    }
    let order = result.indices.sorted {
      result[$0].index != result[$1].index ? result[$0].index > result[$1].index : $0 < $1
    }
    return order.prefix(limit).map { result[$0] }
  }

  /// Positions in ``ShareDraws/needs`` of those that can pass the failure on to a target.
  func uncertainNeeds(between question: LossQuestion) -> [Int] {
    let engine = BlockedAvailability(compiled, targets: question.targets)
    engine.prepare(question.hits)
    return draws.needs.indices.filter { engine.canReach(graph.needs[draws.needs[$0].need].entity) }
  }

  /// ε² of every law of a need.
  private func indices(
    of need: ShareDraws.UncertainNeed, _ losses: ArraySlice<Double>, _ spread: Spread, _ classes: Int
  ) -> [Double] {
    let count = need.laws.count
    var sums = [Double](repeating: 0, count: count * classes)
    var members = [Double](repeating: 0, count: count * classes)
    var room = [Double](repeating: 0, count: 2 * count)
    room.withUnsafeMutableBufferPointer { room in
      let parts = UnsafeMutableBufferPointer(rebasing: room[..<count])
      let uniforms = UnsafeMutableBufferPointer(rebasing: room[count...])
      for (draw, loss) in losses.enumerated() {
        draws.draw(need, root: draws.root(draw: draw), into: parts, uniforms: uniforms)
        for law in 0..<count {
          let place = law * classes + min(classes - 1, Int(uniforms[law] * Double(classes)))
          sums[place] += loss - spread.mean
          members[place] += 1
        }
      }
    }
    let total = Double(losses.count)
    return need.laws.indices.map { law in
      guard !need.laws[law].isPoint else { return 0 }
      var between = 0.0
      for place in (law * classes)..<((law + 1) * classes) where members[place] > 0 {
        between += sums[place] * sums[place] / members[place]
      }
      return max(0, 1 - (1 - between / spread.squares) * (total - 1) / (total - Double(classes)))
    }
  }
}

/// Mean of a sample and the sum of squares about it.
private struct Spread {
  let mean: Double
  let squares: Double

  init(_ values: ArraySlice<Double>) {
    var sum = 0.0
    for value in values { sum += value }
    let mean = sum / Double(max(1, values.count))
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    self.mean = mean
    self.squares = squares
  }
}
