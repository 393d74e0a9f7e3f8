import ChokepointTestSupport
import FaultTrees
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// What cut sets owe to the other analyses.
@Suite struct CutSetLawTests {
  @Test func `order 1 at a threshold is the chokepoints at that threshold`() throws {
    var generator = SplitMix64(seed: 61)
    for _ in 0..<80 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let target = EntityIndex(generator.below(graph.entities.count))
      let chokepoints = try ChokepointAnalysis(graph, targets: [target]).chokepoints
      for (threshold, marks) in [(0.5, \Chokepoint.criticalFor), (0.999, \Chokepoint.hardFor)] {
        let sets = try CutSetAnalysis(graph, CutSetQuestion(targets: [target], threshold: threshold, order: 1)).cutSets
        #expect(Set(sets.flatMap(\.entities)) == Set(chokepoints.filter { !$0[keyPath: marks].isEmpty }.map(\.entity)))
      }
    }
  }

  @Test(arguments: [0.3, 0.5, 0.9, 1]) func `a set loses the threshold and no part of it does`(threshold: Double) throws
  {
    var generator = SplitMix64(seed: 62)
    var random = RandomGraphs.rich
    random.entityCounts = 20...30
    var larger = 0
    for _ in 0..<12 {
      let graph = try GraphResolver.graph(of: random.document(using: &generator))
      let target = EntityIndex(generator.below(graph.entities.count))
      let engine = AvailabilityEngine(try CompiledGraph(graph))
      func loss(_ entities: [EntityIndex]) -> Double {
        engine.evaluate(entities.map { Hit($0) })
        return engine.loss(of: target)
      }
      for set in try CutSetAnalysis(graph, CutSetQuestion(targets: [target], threshold: threshold)).cutSets {
        #expect(loss(set.entities) >= threshold - 1e-9)
        if set.entities.count > 1 { larger += 1 }
        for left in set.entities { #expect(loss(set.entities.filter { $0 != left }) < threshold - 1e-9) }
      }
    }
    #expect(larger > 0)
  }

  @Test func `losses are subadditive`() throws {
    var generator = SplitMix64(seed: 63)
    for round in 0..<150 {
      var random = RandomGraphs.rich
      random.hasCycles = round % 2 == 0
      let graph = try GraphResolver.graph(of: random.document(using: &generator))
      var options = CompilationOptions()
      if generator.below(2) == 0 { options.unattributed = .proportional }
      let engine = AvailabilityEngine(try CompiledGraph(graph, options))
      func losses(_ entities: [EntityIndex]) -> [Double] {
        engine.evaluate(entities.map { Hit($0) })
        return engine.lossesByEntity()
      }
      let first = graph.entityIndices.filter { _ in generator.below(4) == 0 }
      let second = graph.entityIndices.filter { _ in generator.below(4) == 0 }
      let (a, b, both) = (losses(first), losses(second), losses(first + second))
      for entity in both.indices { #expect(both[entity] <= a[entity] + b[entity] + 1e-12) }
    }
  }

  @Test func `both structures agree on acyclic essential graphs without unattributed supply at threshold 1`() throws {
    var generator = SplitMix64(seed: 64)
    var random = RandomGraphs()
    random.hasCycles = false
    random.unattributedEvery = 0
    random.criticalities = [1]
    random.entityCounts = 4...12
    var sets = 0
    for _ in 0..<200 {
      let graph = try GraphResolver.graph(of: random.document(using: &generator))
      let target = EntityIndex(graph.entities.count - 1)
      let boolean = try CutSetAnalysis(graph, CutSetQuestion(targets: [target], structure: .boolean, threshold: 1))
      let weighted = try CutSetAnalysis(graph, CutSetQuestion(targets: [target], threshold: 1))
      #expect(boolean.cutSets.map(\.entities) == weighted.cutSets.map(\.entities))
      sets += boolean.cutSets.count
    }
    #expect(sets > 300)
  }

  @Test func `a shortage that feeds on itself is weighted, not boolean`() throws {
    // A takes half from X and half from B, B takes all from A: with X lost, the loop starves.
    let graph = try GraphBuilder.graph(
      entity("a", needs: [need("p", from: ["x": 0.5, "b": 0.5])]), entity("b", needs: [need("q", from: ["a": 1])]))
    #expect(try ids(graph, "a", .weighted) == [["x"]])
    // Boolean: B carries A and A carries B, so X alone stops neither.
    #expect(try ids(graph, "a", .boolean) == [["b", "x"]])
  }

  @Test func `three times a third is everything, three times 0.33 is not`() throws {
    let thirds = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 1.0 / 3, "y": 1.0 / 3, "z": 1.0 / 3])]))
    #expect(try ids(thirds, "t", .weighted) == [["x", "y", "z"]])
    let rounded = try GraphBuilder.graph(entity("t", needs: [need("p", from: ["x": 0.33, "y": 0.33, "z": 0.33])]))
    #expect(try ids(rounded, "t", .weighted) == [])
    #expect(try ids(rounded, "t", .weighted, threshold: 0.99) == [["x", "y", "z"]])
    let boolean = try CutSetAnalysis(
      rounded, CutSetQuestion(targets: [try #require(rounded.entity("t"))], structure: .boolean))
    #expect(boolean.cutSets.map(\.entities.count) == [3])
    #expect(boolean.coverage.needsTakenAsAttributed == 1)
    #expect(abs(boolean.cutSets[0].loss - 0.99) < 1e-12)
  }

  @Test func `shares that miss a threshold by rounding reach it`() throws {
    for count in 2...12 {
      let supplies = (0..<count).map { (from: "s\($0)", share: 1 / Double(count)) }
      var whole = need("p")
      whole.supplies = supplies
      let graph = try GraphBuilder.graph([entity("t", needs: [whole])])
      let target = try #require(graph.entity("t"))
      let analysis = try CutSetAnalysis(graph, CutSetQuestion(targets: [target], threshold: 1, order: count))
      #expect(analysis.cutSets.map(\.entities.count) == [count])
    }
  }

  @Test func `alternates help only where they are asked for`() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", from: ["x": 1], alternates: ["y": 0.5])]))
    let target = try #require(graph.entity("t"))
    var question = CutSetQuestion(targets: [target], structure: .boolean, threshold: 1)
    #expect(try CutSetAnalysis(graph, question).cutSets.map(\.entities) == [[try #require(graph.entity("x"))]])
    question.includesQualified = true
    #expect(try CutSetAnalysis(graph, question).cutSets.map(\.entities.count) == [2])
  }

  @Test func `limits end a search at the same place, with what is complete`() throws {
    var generator = SplitMix64(seed: 65)
    var random = RandomGraphs.rich
    random.entityCounts = 40...40
    random.criticalities = [1]
    random.unattributedEvery = 0
    let graph = try GraphResolver.graph(of: random.document(using: &generator))
    let target = try #require(graph.entityIndices.max { graph[$0].needs.count < graph[$1].needs.count })
    for structure in CutSetStructure.allCases {
      var question = CutSetQuestion(targets: [target], structure: structure, threshold: 1)
      let all = try CutSetAnalysis(graph, question)
      #expect(all.isComplete)
      let full = Set(all.cutSets.map(\.entities))
      var stopped = 0
      for work in [1, 300, 1_000, 5_000, 20_000] {
        question.limits.work = work
        let part = try CutSetAnalysis(graph, question)
        #expect(try CutSetAnalysis(graph, question).cutSets == part.cutSets)
        #expect(part.cutSets.allSatisfy { full.contains($0.entities) })
        let complete = all.cutSets.filter { $0.entities.count <= part.completeOrder }
        #expect(complete.allSatisfy { set in part.cutSets.contains { $0.entities == set.entities } })
        if part.incompleteness == .workLimit { stopped += 1 }
      }
      #expect(stopped > 0)
      question.limits = .supplyChain
      question.limits.sets = all.cutSets.count - 1
      let part = try CutSetAnalysis(graph, question)
      #expect(part.incompleteness == .setLimit && part.cutSets.count == all.cutSets.count - 1)
    }
  }

  private func ids(
    _ graph: SupplyGraph, _ target: String, _ structure: CutSetStructure, threshold: Double = 1
  ) throws -> [[String]] {
    let question = CutSetQuestion(
      targets: [try #require(graph.entity(target))], structure: structure, threshold: threshold)
    return try CutSetAnalysis(graph, question).cutSets.map { $0.entities.map { graph[$0].id } }
  }
}
