import ChokepointTestSupport
import Diagnostics
import Propagation
import ShareUncertainty
import SupplyGraph
import Testing

/// The blocked engine against the plain one, lane by lane.
struct BlockedAvailabilityTests {
  /// Loads draws into every slot and compares every loss of every single failure with the plain engine's on the
  /// drawn graph.
  private func compare(
    _ graph: SupplyGraph, _ options: CompilationOptions = CompilationOptions(), failures: [[Hit]]? = nil,
    seed: UInt64 = 7, blockCount: Int = 1, tolerance: Double = 1e-12
  ) throws {
    var possible = options
    possible.keepsPossibleSupplies = true
    let blocked = BlockedAvailability(try CompiledGraph(graph, possible), blockCount: blockCount)
    let draws = ShareDraws(graph, seed: seed)
    var plain: [AvailabilityEngine] = []
    for slot in 0..<blocked.slotCount {
      blocked.load(draws, draw: slot, slot: slot)
      plain.append(AvailabilityEngine(try CompiledGraph(try draws.graph(graph, draw: slot), options)))
    }
    for hits in failures ?? graph.entityIndices.map({ [Hit($0)] }) {
      blocked.prepare(hits)
      for block in 0..<blockCount {
        blocked.evaluate(block: block)
        for lane in 0..<BlockedAvailability.lanes {
          let engine = plain[block * BlockedAvailability.lanes + lane]
          engine.evaluate(hits)
          for entity in graph.entityIndices {
            let (drawn, expected) = (blocked.loss(of: entity)[lane], engine.loss(of: entity))
            #expect(abs(drawn - expected) <= tolerance, "\(hits) \(entity) \(lane): \(drawn) \(expected)")
          }
        }
      }
    }
  }

  /// Gives every supply of a document a range around its share.
  private func widened(_ sketches: [EntitySketch], _ generator: inout SplitMix64) throws -> SupplyGraph {
    var document = GraphBuilder.document(sketches)
    for row in document.supplies.indices where generator.below(4) > 0 {
      let share = document.supplies[row].share?.value ?? 0
      document.supplies[row].low = Located(share * generator.unit())
      document.supplies[row].high = Located(share + (1 - share) * generator.unit())
    }
    return try GraphResolver.graph(of: document)
  }

  @Test func equalsThePlainEngineOnAllSmallGraphs() throws {
    var generator = SplitMix64(seed: 1)
    for (family, _) in AllSmallGraphs.families {
      var visited = 0
      try family.visitAll { sketches in
        visited += 1
        // Each member of the small families, one in 41 of the large ones.
        guard family.entityCount < 3 || visited % 41 == 0 else { return }
        try compare(try widened(sketches, &generator))
      }
    }
  }

  @Test(arguments: [false, true]) func equalsThePlainEngineOnRandomGraphs(_ hasCycles: Bool) throws {
    var generator = SplitMix64(seed: hasCycles ? 2 : 3)
    var graphs = RandomGraphs.rich
    graphs.hasCycles = hasCycles
    for index in 0..<40 {
      let graph = try widened(graphs.sketch(using: &generator), &generator)
      var options = CompilationOptions(unattributed: index % 2 == 0 ? .safe : .proportional)
      if index % 3 == 0 { options.kinds = [.flow] }
      if index % 5 == 0, !graph.supplies.isEmpty { options.blockedSupplies = [generator.below(graph.supplies.count)] }
      try compare(graph, options, seed: UInt64(index), tolerance: 1e-9)
    }
  }

  @Test func severalAndPartialHitsAndSeveralBlocks() throws {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<10 {
      let graph = try widened(RandomGraphs.rich.sketch(using: &generator), &generator)
      let failures = (0..<6).map { _ in
        (0..<2).map { _ in
          Hit(EntityIndex(generator.below(graph.entities.count)), ownLoss: Double(1 + generator.below(4)) / 4)
        }
      }
      try compare(graph, failures: failures, blockCount: 2, tolerance: 1e-9)
    }
  }

  @Test func acyclicLossesAreThoseOfTheEngineBitForBit() throws {
    var generator = SplitMix64(seed: 5)
    var graphs = RandomGraphs.rich
    graphs.hasCycles = false
    graphs.entityCounts = 8...12
    for _ in 0..<30 {
      let graph = try GraphBuilder.graph(graphs.sketch(using: &generator))
      let compiled = try CompiledGraph(graph)
      let blocked = BlockedAvailability(compiled)
      let engine = AvailabilityEngine(compiled)
      for failure in graph.entityIndices {
        engine.evaluate([Hit(failure)])
        blocked.prepare([Hit(failure)])
        blocked.evaluate(block: 0)
        for entity in graph.entityIndices {
          for lane in 0..<BlockedAvailability.lanes {
            #expect(blocked.loss(of: entity)[lane].bitPattern == engine.loss(of: entity).bitPattern)
          }
        }
      }
    }
  }

  @Test func restrictingToTargetsChangesNoLossOfThem() throws {
    var generator = SplitMix64(seed: 6)
    for _ in 0..<40 {
      let graph = try widened(RandomGraphs.rich.sketch(using: &generator), &generator)
      let compiled = try CompiledGraph(graph)
      let targets = [EntityIndex(generator.below(graph.entities.count))]
      let (all, some) = (BlockedAvailability(compiled), BlockedAvailability(compiled, targets: targets))
      let draws = ShareDraws(graph, seed: 1)
      for slot in 0..<all.slotCount {
        all.load(draws, draw: slot, slot: slot)
        some.load(draws, draw: slot, slot: slot)
      }
      for failure in graph.entityIndices {
        for engine in [all, some] {
          engine.prepare([Hit(failure)])
          engine.evaluate(block: 0)
        }
        #expect(all.loss(of: targets[0]) == some.loss(of: targets[0]))
      }
    }
  }

  /// A cycle whose gain is next to 1: iteration would stop at a tenth of the loss.
  @Test func nearlyClosedLoopsAreSolvedInEveryLane() throws {
    let leak = 1e-13
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("b", from: ["b": 1 - 2 * leak, "x": leak, "y": leak])]),
      entity("b", needs: [need("a", from: ["a": 1])]))
    let blocked = BlockedAvailability(try CompiledGraph(graph))
    blocked.prepare([Hit(graph.named("x"))])
    blocked.evaluate(block: 0)
    for lane in 0..<BlockedAvailability.lanes {
      #expect(abs(blocked.loss(of: graph.named("a"))[lane] - 0.5) < 1e-3)
      #expect(abs(blocked.loss(of: graph.named("b"))[lane] - 0.5) < 1e-3)
    }
  }

  @Test func largeComponentsAreEnclosedLikeInTheEngine() throws {
    var generator = SplitMix64(seed: 8)
    let graph = try widened(RandomGraphs().sketch(using: &generator), &generator)
    let compiled = try CompiledGraph(graph)
    let exact = BlockedAvailability(compiled)
    let enclosed = BlockedAvailability(compiled, exactComponentLimit: 0)
    for failure in graph.entityIndices {
      for engine in [exact, enclosed] {
        engine.prepare([Hit(failure)])
        engine.evaluate(block: 0)
      }
      for entity in graph.entityIndices {
        let distance = abs(exact.loss(of: entity)[3] - enclosed.loss(of: entity)[3])
        #expect(distance <= max(1e-12, 2 * enclosed.errorBound))
      }
    }
  }

  /// A share of 0 that may be more than 0 has a row, and its supplier can be felt.
  @Test func possibleSuppliesAreDrawn() throws {
    var document = GraphBuilder.document(
      entity("buyer", needs: [need("part", from: ["main": 1], alternates: ["spare": 0.2])]))
    document.setRange(of: "part", from: "spare", to: "buyer", 0...0.2)
    let graph = try GraphResolver.graph(of: document)
    var options = CompilationOptions()
    options.keepsPossibleSupplies = true
    let blocked = BlockedAvailability(try CompiledGraph(graph, options))
    blocked.prepare([Hit(graph.named("spare"))])
    blocked.evaluate(block: 0)
    #expect(blocked.loss(of: graph.named("buyer"))[0] == 0)
    for slot in 0..<8 { blocked.load(ShareDraws(graph, seed: 1), draw: slot, slot: slot) }
    blocked.evaluate(block: 0)
    for lane in 0..<8 { #expect((0..<0.2).contains(blocked.loss(of: graph.named("buyer"))[lane])) }
    #expect(blocked.loss(of: graph.named("buyer"))[0] > 0)
  }
}

extension BlockedAvailability {
  /// Loads one draw.
  fileprivate func load(_ draws: ShareDraws, draw: Int, slot: Int) {
    for need in draws.needs {
      let parts = draws.values(need, root: draws.root(draw: draw))
      parts.withUnsafeBufferPointer {
        setShares(
          ofNeed: need.need, firstSupply: need.supplies.lowerBound, parts: .init(rebasing: $0[..<need.supplies.count]),
          unattributed: need.drawsUnattributed ? parts[need.supplies.count] : 0, slot: slot)
      }
    }
  }
}
