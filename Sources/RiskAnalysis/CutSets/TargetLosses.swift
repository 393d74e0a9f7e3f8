import Propagation
import SupplyGraph

/// What the targets lose under failure sets.
final class TargetLosses {
  private let engine: AvailabilityEngine
  /// nil where cycles need the engine.
  private let blocks: BlockedLosses?
  private let targets: [EntityIndex]
  private let combination: TargetCombination
  private let threshold: Double
  private let stepsPerEvaluation: Int
  private(set) var errorBound = 0.0
  private(set) var evaluations = 0

  init(_ graph: SupplyGraph, _ compiled: CompiledGraph, _ question: CutSetQuestion) {
    engine = AvailabilityEngine(compiled)
    blocks = BlockedLosses(compiled, targets: question.targets)
    targets = question.targets
    combination = question.combination
    threshold = question.threshold - CutSetQuestion.tolerance
    stepsPerEvaluation = max(1, graph.entities.count + graph.supplies.count)
  }

  var count: Int { targets.count }
  var work: Int { evaluations.multipliedReportingOverflow(by: stepsPerEvaluation).partialValue }

  /// The loss of each target.
  func of(_ entities: some Sequence<EntityIndex>) -> [Double] {
    engine.evaluate(entities.lazy.map { Hit($0) })
    errorBound = max(errorBound, engine.errorBound)
    evaluations += 1
    return targets.map(engine.loss)
  }

  /// The losses of sets that share all entities but the last; calls back with place in `last` and loss of each target.
  func of(common: [EntityIndex], last: [EntityIndex], _ body: (Int, [Double]) -> Void) {
    var values = [Double](repeating: 0, count: targets.count)
    guard let blocks else {
      for (index, entity) in last.enumerated() { body(index, of(common + [entity])) }
      return
    }
    for start in stride(from: 0, to: last.count, by: BlockedLosses.width) {
      let block = last[start..<min(last.count, start + BlockedLosses.width)]
      blocks.evaluate(common: common, last: block)
      evaluations += block.count
      for lane in 0..<block.count {
        for target in targets.indices { values[target] = blocks.losses(ofTarget: target)[lane] }
        body(start + lane, values)
      }
    }
  }

  /// The loss that decides.
  func combined(_ losses: [Double]) -> Double {
    (combination == .any ? losses.max() : losses.min()) ?? 0
  }

  /// Whether losses bring the targets down.
  func areDown(_ losses: [Double]) -> Bool { combined(losses) >= threshold }

  /// Whether upper bounds on losses, one for each target, leave that possible; rounding gets the benefit of the doubt.
  func couldBeDown(_ bound: (_ target: Int) -> Double) -> Bool {
    let least = threshold - CutSetQuestion.tolerance
    switch combination {
    case .all:
      for target in targets.indices where bound(target) < least { return false }
      return true
    case .any:
      for target in targets.indices where bound(target) >= least { return true }
      return false
    }
  }
}
