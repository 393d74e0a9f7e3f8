import AdaptiveResponse
import ChokepointTestSupport
import Diagnostics
import LinearProgramming
import Propagation
import SupplyGraph
import Testing

/// The adaptive answer equals its definition, and laws that hold for every graph.
@Suite struct AdaptiveReferenceTests {
  /// A random case with its answer; nil where its sizes cannot be computed.
  private func answer(
    _ one: RandomResponse, isFree: Bool = false, measuresLimits: Bool = false, _ policy: UnattributedPolicy = .safe
  ) throws -> AdaptiveAnswer? {
    let rigid = try one.rigidLosses(policy)
    do {
      return try AdaptiveAnswer(
        one.graph, targets: one.targets, weights: one.weights, ownLosses: one.hits, blockedSupplies: one.blocked,
        rigidLosses: rigid, options: AdaptiveOptions(isFree: isFree, measuresLimits: measuresLimits))
    } catch AdaptiveAnswerError.sizes {
      return nil
    }
  }

  @Test func randomAnswersEqualTheDefinition() throws {
    var generator = SplitMix64(seed: 2_015)
    var (compared, helped) = (0, 0)
    for trial in 0..<200 {
      let one = try RandomResponse(trial, using: &generator)
      let naive = NaiveAdaptiveAnswer(one.graph, targets: one.targets, blockedSupplies: one.blocked)
      let rigid = try one.rigidLosses()
      for isFree in [false, true] {
        guard let answer = try answer(one, isFree: isFree) else { continue }
        let expected = try #require(
          naive.answer(weights: one.weights, capacityLeft: one.capacityLeft, rigidLosses: rigid, isFree: isFree))
        #expect(abs(answer.weightedLoss - expected.weighted) < 1e-6, "trial \(trial), free \(isFree)")
        compared += 1
        let sum = zip(one.weights, rigid).reduce(0) { $0 + $1.0 * $1.1 } / one.weights.reduce(0, +)
        if answer.weightedLoss < sum - 1e-6 { helped += 1 }
      }
    }
    #expect(compared > 330)
    #expect(helped > 40)
  }

  @Test(arguments: 0..<2) func allTinyGraphsEqualTheDefinition(_ family: Int) throws {
    var count = 0
    try AllSmallGraphs.families[family].family.visitAll { sketch in
      count += 1
      var document = GraphBuilder.document(sketch)
      for row in document.entities.indices {
        let spot = document.entities[row].id.spot
        document.entities[row].spare = Located(Double((row + count) % 3) / 4, at: spot)
        document.entities[row].valueAddedShare = Located(0.25, at: spot)
      }
      let graph = try GraphResolver.graph(of: document)
      let hit = Hit(EntityIndex(graph.entities.count - 1), ownLoss: count % 2 == 0 ? 1 : 0.5)
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      engine.evaluate([hit])
      let targets = [EntityIndex(0), EntityIndex(1)]
      let rigid = targets.map { engine.loss(of: $0) }
      let answer = try AdaptiveAnswer(
        graph, targets: targets, weights: [1, 2], ownLosses: [hit], rigidLosses: rigid,
        options: AdaptiveOptions(measuresLimits: false))
      let left = graph.entities.indices.map { $0 == hit.entity.position ? 1 - hit.ownLoss : 1 }
      let expected = try #require(
        NaiveAdaptiveAnswer(graph, targets: targets)
          .answer(weights: [1, 2], capacityLeft: left, rigidLosses: rigid, isFree: false))
      #expect(abs(answer.weightedLoss - expected.weighted) < 1e-6, "graph \(count)")
    }
    #expect(count == AllSmallGraphs.families[family].count)
  }

  @Test func noTargetIsWorseThanWithoutReallocation() throws {
    var generator = SplitMix64(seed: 7)
    for trial in 0..<200 {
      let one = try RandomResponse(trial, using: &generator)
      guard let answer = try answer(one) else { continue }
      for (loss, rigid) in zip(answer.losses, try one.rigidLosses()) {
        #expect(loss <= rigid && loss >= 0, "trial \(trial)")
      }
      let sum = zip(one.weights, answer.losses).reduce(0) { $0 + $1.0 * $1.1 } / one.weights.reduce(0, +)
      #expect(abs(sum - answer.weightedLoss) < 1e-7, "the losses of the answer make up its sum, trial \(trial)")
    }
  }

  @Test func withoutTheConstraintTheSumIsNoLarger() throws {
    var generator = SplitMix64(seed: 8)
    var someoneWorse = 0
    for trial in 0..<200 {
      let one = try RandomResponse(trial, using: &generator)
      guard let bound = try answer(one), let free = try answer(one, isFree: true) else { continue }
      #expect(free.weightedLoss <= bound.weightedLoss + 1e-8, "trial \(trial)")
      if zip(free.losses, try one.rigidLosses()).contains(where: { $0 > $1 + 1e-6 }) { someoneWorse += 1 }
    }
    #expect(someoneWorse > 1)
  }

  @Test func noShockNoLoss() throws {
    var generator = SplitMix64(seed: 9)
    for trial in 0..<200 {
      var one = try RandomResponse(trial, using: &generator)
      one.hits = []
      one.blocked = []
      guard let answer = try answer(one, measuresLimits: true) else { continue }
      #expect(answer.losses.allSatisfy { $0 == 0 } && answer.weightedLoss == 0, "trial \(trial)")
      #expect(answer.limits.isEmpty, "trial \(trial)")
    }
  }

  @Test func aSmallerShockIsNoWorse() throws {
    var generator = SplitMix64(seed: 10)
    for trial in 0..<200 {
      var one = try RandomResponse(trial, using: &generator)
      guard let large = try answer(one, isFree: true) else { continue }
      one.hits = one.hits.map { Hit($0.entity, ownLoss: $0.ownLoss / 2) }
      guard let small = try answer(one, isFree: true) else { continue }
      #expect(small.weightedLoss <= large.weightedLoss + 1e-8, "trial \(trial)")
    }
  }

  @Test func proportionalRigidLossesAreNoTighter() throws {
    var generator = SplitMix64(seed: 11)
    for trial in 0..<100 {
      let one = try RandomResponse(trial, using: &generator)
      let rigid = try one.rigidLosses(.proportional)
      guard let answer = try answer(one, .proportional) else { continue }
      #expect(zip(answer.losses, rigid).allSatisfy { $0 <= $1 }, "trial \(trial)")
    }
  }

  @Test func theUnitOfMoneyDoesNotMatter() throws {
    var generator = SplitMix64(seed: 13)
    for trial in 0..<200 {
      var one = try RandomResponse(trial, using: &generator)
      guard one.targets.contains(where: { one.graph.netVolume(of: $0) ?? 0 > 0 }), let answer = try answer(one)
      else { continue }
      for row in one.document.needs.indices {
        one.document.needs[row].volume = one.document.needs[row].volume.map { Located($0.value * 1_000, at: $0.spot) }
      }
      for row in one.document.supplies.indices {
        one.document.supplies[row].capacity = one.document.supplies[row].capacity.map {
          Located($0.value * 1_000, at: $0.spot)
        }
      }
      one.graph = try GraphResolver.graph(of: one.document)
      guard let other = try self.answer(one) else { continue }
      #expect(zip(answer.losses, other.losses).allSatisfy { abs($0 - $1) < 1e-6 }, "trial \(trial)")
    }
  }

  @Test func whatALimitIsWorthIsWhatOneMorePercentSaves() throws {
    var generator = SplitMix64(seed: 14)
    var seen = 0
    for trial in 0..<80 {
      let one = try RandomResponse(trial, using: &generator)
      guard let answer = try answer(one, measuresLimits: true) else { continue }
      #expect(answer.limits.allSatisfy { $0.saving > 0 && $0.saving <= $0.price + 1e-8 }, "trial \(trial)")
      #expect(zip(answer.limits, answer.limits.dropFirst()).allSatisfy { $0.saving >= $1.saving })
      let naive = NaiveAdaptiveAnswer(one.graph, targets: one.targets, blockedSupplies: one.blocked)
      for entity in one.graph.entityIndices {
        var left = one.capacityLeft
        left[entity.position] += 0.01
        let more = try #require(
          naive.answer(weights: one.weights, capacityLeft: left, rigidLosses: one.rigidLosses(), isFree: false))
        let listed = answer.limits.first { [.capacity, .availability].contains($0.kind) && $0.entity == entity }
        guard answer.sizes.size[entity.position] > 0 || one.capacityLeft[entity.position] < 1 else { continue }
        #expect(abs(answer.weightedLoss - more.weighted - (listed?.saving ?? 0)) < 2e-6, "trial \(trial), \(entity)")
        if listed != nil { seen += 1 }
      }
    }
    #expect(seen > 15)
  }

  @Test func flowsKeepWithinTheirLimits() throws {
    var generator = SplitMix64(seed: 15)
    var used = 0
    for trial in 0..<200 {
      let one = try RandomResponse(trial, using: &generator)
      guard let answer = try answer(one) else { continue }
      for entity in one.graph.entityIndices {
        let (made, left) = (answer.output[entity.position], answer.capacityLeft[entity.position])
        #expect(made <= left * (1 + 1e-6) + 1e-6 && made >= 0, "trial \(trial)")
      }
      for use in answer.alternates {
        #expect(!one.blocked.contains(use.supply), "trial \(trial)")
        #expect(use.share <= (use.limit ?? .infinity) + 1e-6, "trial \(trial)")
        if use.delivered > 1e-6 { used += 1 }
      }
    }
    #expect(used > 10)
  }
}
