import Propagation
import ShareUncertainty
import SupplyGraph

/// The value of one share at which a headline stops to hold.
public struct ShareFlip: Sendable, Equatable {
  /// What would stop to hold.
  public enum Headline: Sendable, Equatable {
    /// That the loss is the largest among its peers.
    case first
    /// That the loss reaches this part of output.
    case atLeast(Double)
    /// That the loss stays below this part of output.
    case below(Double)
  }

  public var headline: Headline
  /// Index into ``SupplyGraph/SupplyGraph/needs``.
  public var need: Int
  /// Index into ``SupplyGraph/SupplyGraph/supplies``.
  public var supply: Int
  /// The share as recorded.
  public var share: Double
  /// The share from which on the headline does not hold, the others of the need being rescaled.
  public var flipsAt: Double
  /// Whether it flips within the stated range of the share.
  public var isWithinRange: Bool

  /// Whether the share would have to fall.
  public var isBelow: Bool { flipsAt < share }
}

/// Finds the share at which a headline flips, one share at a time.
///
///     w_s(y) = y,   w_r(y) = w_r·(1 − y)/(1 − w_s) for the other suppliers r and for the unattributed part
///
/// y runs from the recorded share towards 0 and towards 1; where w_s = 1 the rest becomes unattributed. On each side
/// eight values say in which eighth the headline flips first, and sections of that one by sixteen values narrow it to
/// 10⁻⁹. The loss of one failure only rises or only falls in y, so a threshold cannot be missed. A rank depends on a
/// difference of such losses: two flips within one eighth of the way would be.
///
/// - Complexity: O(shares · peers · size of their cones).
struct FlipSearch {
  private let sampler: LossSampler
  /// The headline's question, then its peers'.
  private let questions: [LossQuestion]
  private let threshold: Double
  private let engine: BlockedAvailability
  private let slots: Int

  init(_ sampler: LossSampler, headline: LossQuestion, peers: [LossQuestion], threshold: Double) {
    self.sampler = sampler
    self.threshold = threshold
    let candidates = [headline] + peers
    let targets = Array(Set(candidates.flatMap(\.targets))).sorted()
    engine = BlockedAvailability(sampler.compiled, targets: targets, blockCount: 2)
    slots = engine.slotCount
    questions = candidates
  }

  /// The flips of uncertain shares, those within their range first, then by how far the share must move.
  ///
  /// - Parameter chosen: the supplies to try; nil for all.
  func flips(of chosen: Set<Int>? = nil) -> [ShareFlip] {
    let (recorded, _) = losses(slots: 1)[0]
    guard recorded.first != nil else { return [] }
    let holds = state(recorded)
    var flips: [ShareFlip] = []
    for need in sampler.draws.needs where engine.isUpstreamOfTargets(sampler.graph.needs[need.need].entity) {
      let parts = recordedParts(need)
      for supply in need.supplies.indices {
        let offset = supply - need.supplies.lowerBound
        guard !need.laws[offset].isPoint, chosen?.contains(supply) ?? true else { continue }
        for end in [0.0, 1.0] {
          flips += search(need, parts, offset, from: parts[offset], to: end, holds)
        }
      }
      load(need, Array(repeating: parts, count: slots))
    }
    let order = flips.indices.sorted { a, b in
      if flips[a].isWithinRange != flips[b].isWithinRange { return flips[a].isWithinRange }
      let (x, y) = (abs(flips[a].flipsAt - flips[a].share), abs(flips[b].flipsAt - flips[b].share))
      return x != y ? x < y : a < b
    }
    return order.map { flips[$0] }
  }

  /// Whether the headline is first, and whether it reaches the threshold.
  private struct State: Equatable {
    var isFirst: Bool
    var reaches: Bool
  }

  private func state(_ losses: [Double]) -> State {
    let largest = losses.dropFirst().max() ?? -1
    return State(
      isFirst: losses[0] >= largest - LossSample.rankTolerance,
      reaches: losses[0] >= threshold - LossSample.rankTolerance)
  }

  private func search(
    _ need: ShareDraws.UncertainNeed, _ parts: [Double], _ offset: Int, from start: Double, to end: Double,
    _ holds: State
  ) -> [ShareFlip] {
    guard start != end else { return [] }
    let steps = 8
    let values = (1...steps).map { start + (end - start) * Double($0) / Double(steps) }
    let states = states(need, parts, offset, at: values)
    var found: [ShareFlip] = []
    func add(_ headline: ShareFlip.Headline, _ differs: (State) -> Bool) {
      guard let step = states.firstIndex(where: differs) else { return }
      let before = step == 0 ? start : values[step - 1]
      let place = narrow(need, parts, offset, before, values[step], differs)
      let law = need.laws[offset]
      found.append(
        ShareFlip(
          headline: headline, need: need.need, supply: need.supplies.lowerBound + offset, share: start, flipsAt: place,
          isWithinRange: place >= law.low - 1e-9 && place <= law.high + 1e-9))
    }
    if holds.isFirst, questions.count > 1 { add(.first) { !$0.isFirst } }
    add(holds.reaches ? .atLeast(threshold) : .below(threshold)) { $0.reaches != holds.reaches }
    return found
  }

  /// The place between a value where nothing differs and one where it does.
  private func narrow(
    _ need: ShareDraws.UncertainNeed, _ parts: [Double], _ offset: Int, _ same: Double, _ other: Double,
    _ differs: (State) -> Bool
  ) -> Double {
    var (same, other) = (same, other)
    while abs(other - same) > 1e-9 {
      let values = (1...slots).map { same + (other - same) * Double($0) / Double(slots + 1) }
      let states = states(need, parts, offset, at: values)
      let step = states.firstIndex(where: differs) ?? slots
      let next = (step == 0 ? same : values[step - 1], step == slots ? other : values[step])
      // Values that cannot be told apart any more.
      if next == (same, other) { break }
      (same, other) = next
    }
    return other
  }

  private func states(
    _ need: ShareDraws.UncertainNeed, _ parts: [Double], _ offset: Int, at values: [Double]
  ) -> [State] {
    load(need, values.map { Self.dialled(parts, offset, to: $0) })
    return losses(slots: values.count).map { state($0.losses) }
  }

  /// The parts of a need with one of them set and the others, the unattributed one last, rescaled.
  static func dialled(_ parts: [Double], _ offset: Int, to value: Double) -> [Double] {
    var result = parts
    let rest = 1 - parts[offset]
    let factor = rest > 0 ? (1 - value) / rest : 0
    for index in parts.indices where index != offset { result[index] = parts[index] * factor }
    result[offset] = value
    if rest <= 0 { result[parts.count - 1] = 1 - value }
    return result
  }

  /// The recorded shares of a need, then its unattributed part.
  private func recordedParts(_ need: ShareDraws.UncertainNeed) -> [Double] {
    sampler.graph.supplies[need.supplies].map(\.share) + [sampler.graph.needs[need.need].unattributed]
  }

  private func load(_ need: ShareDraws.UncertainNeed, _ rows: [[Double]]) {
    for (slot, parts) in rows.enumerated() {
      parts.withUnsafeBufferPointer {
        engine.setShares(
          ofNeed: need.need, firstSupply: need.supplies.lowerBound,
          parts: UnsafeBufferPointer(rebasing: $0[..<need.supplies.count]), unattributed: parts[need.supplies.count],
          slot: slot)
      }
    }
  }

  /// For the first slots the loss of every question.
  private func losses(slots count: Int) -> [(losses: [Double], slot: Int)] {
    var result = (0..<count).map { (losses: [Double](), slot: $0) }
    let blocks = (count + BlockedAvailability.lanes - 1) / BlockedAvailability.lanes
    for (index, question) in questions.enumerated() {
      if index == 0 || questions[index - 1].hits != question.hits {
        engine.prepare(question.hits)
      }
      for block in 0..<blocks {
        engine.evaluate(block: block)
        var sum = SIMD8<Double>(repeating: 0)
        for target in question.targets { sum += engine.loss(of: target) }
        sum /= SIMD8(repeating: Double(max(1, question.targets.count)))
        let first = block * BlockedAvailability.lanes
        for lane in 0..<min(BlockedAvailability.lanes, count - first) { result[first + lane].losses.append(sum[lane]) }
      }
    }
    return result
  }
}
