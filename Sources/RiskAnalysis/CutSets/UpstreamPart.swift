import Propagation
import SupplyGraph

/// What can make the targets fail: entities and needs upstream of them.
struct UpstreamPart {
  /// Entities that may fail by themselves, in entity order; targets left out.
  let candidates: [EntityIndex]
  let coverage: CutSetCoverage

  /// - Complexity: O(entities + needs + supplies).
  init(_ graph: SupplyGraph, _ question: CutSetQuestion) {
    let isBoolean = question.structure == .boolean
    var isReached = [Bool](repeating: false, count: graph.entities.count)
    var coverage = CutSetCoverage()
    var queue: [EntityIndex] = []
    for target in question.targets where !isReached[target.position] {
      isReached[target.position] = true
      queue.append(target)
    }
    var next = 0
    while next < queue.count {
      let entity = graph[queue[next]]
      next += 1
      for index in entity.needs {
        let need = graph.needs[index]
        guard question.options.kinds.contains(need.kind), need.criticality > 0 else { continue }
        if isBoolean, need.criticality < 1 {
          coverage.needsNotEssential += 1
          continue
        }
        var hasSupplier = false
        for supply in graph.supplies[need.supplies] where question.counts(supply) {
          hasSupplier = true
          guard !isReached[supply.supplier.position] else { continue }
          isReached[supply.supplier.position] = true
          queue.append(supply.supplier)
        }
        if !hasSupplier {
          coverage.needsWithoutSuppliers += 1
        } else if isBoolean, need.unattributed > 0 {
          coverage.needsTakenAsAttributed += 1
        }
      }
    }
    for target in question.targets { isReached[target.position] = false }
    var isCandidate = [Bool](repeating: question.candidates == nil, count: graph.entities.count)
    for candidate in question.candidates ?? [] { isCandidate[candidate.position] = true }
    candidates = graph.entityIndices.filter { isReached[$0.position] && isCandidate[$0.position] }
    coverage.candidates = candidates.count
    self.coverage = coverage
  }
}

extension CutSetQuestion {
  /// Whether a supply enters the structure function.
  func counts(_ supply: Supply) -> Bool {
    supply.share > 0 || (structure == .boolean && includesQualified && supply.isQualified)
  }
}
