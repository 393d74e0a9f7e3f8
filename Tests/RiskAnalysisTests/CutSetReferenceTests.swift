import ChokepointTestSupport
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// Cut sets against the definition: every subset of the candidates tried.
@Suite struct CutSetReferenceTests {
  @Test(arguments: AllSmallGraphs.families.indices) func `equal the definition on all small graphs`(family: Int) throws
  {
    var number = 0
    try AllSmallGraphs.families[family].family.visitAll { sketch in
      let graph = try GraphBuilder.graph(sketch)
      let target = try #require(graph.entity("a"))
      number += 1
      // The structures share little; of the largest family each graph takes its turn with one of three questions.
      if family < 3 || number % 3 == 0 {
        try compare(graph, CutSetQuestion(targets: [target], structure: .boolean, threshold: 1, order: 4))
      }
      if family < 3 || number % 3 == 1 {
        try compare(graph, CutSetQuestion(targets: [target], threshold: 0.5, order: 4))
      }
      if family < 3 || number % 3 == 2 { try compare(graph, CutSetQuestion(targets: [target], threshold: 1, order: 4)) }
    }
  }

  static let seeds: [UInt64] = [51, 52]

  @Test(arguments: seeds) func `equal the definition on random graphs`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for round in 0..<150 {
      var random = round % 3 == 0 ? RandomGraphs.rich : RandomGraphs()
      random.entityCounts = 2...7
      random.hasCycles = round % 2 == 0
      let graph = try GraphResolver.graph(of: random.document(using: &generator))
      for structure in CutSetStructure.allCases {
        try compare(graph, question(structure, graph, &generator))
      }
    }
  }

  private func question(
    _ structure: CutSetStructure, _ graph: SupplyGraph, _ generator: inout SplitMix64
  ) -> CutSetQuestion {
    let count = graph.entities.count
    let targets = generator.permutation(count).prefix(1 + generator.below(min(3, count))).map { EntityIndex($0) }
    var question = CutSetQuestion(targets: targets, structure: structure)
    question.combination = generator.below(2) == 0 ? .all : .any
    question.threshold = structure == .boolean ? 1 : [0.2, 0.5, 0.75, 1][generator.below(4)]
    question.order = 1 + generator.below(4)
    if generator.below(2) == 0 { question.options.unattributed = .proportional }
    if generator.below(3) == 0 { question.options.kinds = [.flow] }
    if generator.below(3) == 0 { question.candidates = graph.entityIndices.filter { _ in generator.below(2) == 0 } }
    return question
  }

  private func compare(_ graph: SupplyGraph, _ question: CutSetQuestion) throws {
    let analysis = try CutSetAnalysis(graph, question)
    let candidates = (question.candidates ?? Array(graph.entityIndices)).filter { !question.targets.contains($0) }
    let reference = NaiveSupplyCutSets(graph, question.options)
    let expected = NaiveCutSets.minimalSets(candidates: candidates.map(\.position), order: question.order) { failed in
      let down = question.targets.map { target in
        question.structure == .boolean
          ? reference.hasFailed(target, failed) : reference.loss(target, failed) >= question.threshold - 1e-9
      }
      return question.combination == .all ? !down.contains(false) : down.contains(true)
    }
    let found = analysis.cutSets.map { $0.entities.map(\.position) }
    // One check a question: a macro for each would take most of the time.
    var isRight = analysis.isComplete && analysis.completeOrder == question.order
    isRight = isRight && Set(found) == Set(expected) && found.count == expected.count
    for set in analysis.cutSets {
      let losses = question.targets.map { reference.loss($0, set.entities.map(\.position)) }
      let loss = question.combination == .all ? losses.min() : losses.max()
      isRight = isRight && abs(set.loss - (loss ?? -1)) < 1e-9
    }
    if !isRight { Issue.record("\(question): \(analysis.cutSets), expected \(expected)") }
  }
}
