public import FaultTrees
import Propagation
public import SupplyGraph

/// One minimal set of failures that brings the targets down.
public struct CutSet: Sendable, Equatable {
  /// In entity order.
  public var entities: [EntityIndex]
  /// What the targets lose by the availability rule when exactly these fail: with `any` the largest, else the
  /// smallest loss of a target, 0…1.
  public var loss: Double
}

/// How much of a graph the structure function could use.
public struct CutSetCoverage: Sendable, Equatable {
  /// Entities upstream that may fail by themselves.
  public var candidates = 0
  /// Needs upstream whose attributed suppliers were taken for all there are; `boolean` only.
  public var needsTakenAsAttributed = 0
  /// Needs upstream that can never fail because no supplier is known.
  public var needsWithoutSuppliers = 0
  /// Needs upstream that are not essential, which `boolean` leaves out.
  public var needsNotEssential = 0
}

/// All minimal sets of failures up to an order that bring one or several targets down.
///
/// Complete up to ``completeOrder``. Example by hand: `Docs/Methods/CutSets.md`.
public struct CutSetAnalysis: Sendable {
  public let question: CutSetQuestion
  /// By size, then by falling loss, then by entity order.
  public let cutSets: [CutSet]
  public let completeOrder: Int
  public let incompleteness: MinimalCutSets.Incompleteness?
  public let coverage: CutSetCoverage
  /// What each member of a set does alone, by entity; nil for all others.
  fileprivate let lossAlone: [Double?]
  /// Bound on the numerical error of every loss.
  public let errorBound: Double
  /// Elementary steps taken.
  public let work: Int

  public var isComplete: Bool { incompleteness == nil }

  /// Finds the sets.
  ///
  /// - Throws: ``CutSetError``.
  /// - Complexity: see ``FaultTrees/FaultGraph/minimalCutSets(of:candidates:order:limits:)`` and `WeightedCutSets`;
  ///   never more than the limits of the question.
  public init(_ graph: SupplyGraph, _ question: CutSetQuestion) throws(CutSetError) {
    guard !question.targets.isEmpty else { throw .noTarget }
    guard question.threshold > 0, question.threshold <= 1 else { throw .thresholdOutOfRange(question.threshold) }
    guard question.order >= 1 else { throw .orderOutOfRange(question.order) }
    let upstream = UpstreamPart(graph, question)
    let compiled: CompiledGraph
    do { compiled = try CompiledGraph(graph, question.options) } catch { throw .tooLarge }
    let losses = TargetLosses(graph, compiled, question)
    let found: MinimalCutSets
    switch question.structure {
    case .boolean:
      let faults: SupplyFaults
      do {
        faults = try SupplyFaults(graph, question)
        found = try faults.graph.minimalCutSets(
          of: faults.top, candidates: upstream.candidates.map(\.position), order: question.order,
          limits: question.limits)
      } catch { throw .tooLarge }
    case .weighted:
      var search = WeightedCutSets(graph, losses, upstream.candidates, question)
      found = search.run()
    }
    let sets = Self.withLosses(found.sets, losses)
    var lossAlone = [Double?](repeating: nil, count: graph.entities.count)
    let members = Set(sets.lazy.flatMap(\.entities)).sorted()
    losses.of(common: [], last: members) { lossAlone[members[$0].position] = losses.combined($1) }
    self.lossAlone = lossAlone
    // Sets of one size stand in entity order already.
    cutSets = sets.enumerated().sorted { a, b in
      if a.element.entities.count != b.element.entities.count {
        return a.element.entities.count < b.element.entities.count
      }
      if a.element.loss != b.element.loss { return a.element.loss > b.element.loss }
      return a.offset < b.offset
    }.map(\.element)
    self.question = question
    completeOrder = found.completeOrder
    incompleteness = found.incompleteness
    coverage = upstream.coverage
    errorBound = losses.errorBound
    work = found.work + losses.work
  }
}

extension CutSetAnalysis {
  /// The sets with their losses; neighbours that share all but their last member are evaluated together.
  private static func withLosses(_ sets: [[Int]], _ losses: TargetLosses) -> [CutSet] {
    var result: [CutSet] = []
    result.reserveCapacity(sets.count)
    var start = 0
    while start < sets.count {
      let common = sets[start].dropLast()
      var end = start + 1
      while end < sets.count, sets[end].count == sets[start].count, sets[end].dropLast() == common { end += 1 }
      let shared = common.map { EntityIndex($0) }
      // The empty set has no last member: what fails with nothing has failed already.
      let last = sets[start..<end].compactMap { $0.last.map { EntityIndex($0) } }
      if last.isEmpty { result.append(CutSet(entities: [], loss: losses.combined(losses.of([])))) }
      losses.of(common: shared, last: last) { index, values in
        result.append(CutSet(entities: shared + [last[index]], loss: losses.combined(values)))
      }
      start = end
    }
    return result
  }

  /// What the targets lose if this member of a set fails alone; nil for who is in no set.
  public func lossAlone(_ entity: EntityIndex) -> Double? { lossAlone[entity.position] }

  /// What the targets of a question lose under any failure sets, by the availability rule.
  ///
  /// - Throws: ``CutSetError/tooLarge``.
  /// - Complexity: O(entities + supplies) a set.
  public static func losses(
    of sets: [[EntityIndex]], in graph: SupplyGraph, _ question: CutSetQuestion
  ) throws(CutSetError) -> [Double] {
    let compiled: CompiledGraph
    do { compiled = try CompiledGraph(graph, question.options) } catch { throw .tooLarge }
    let losses = TargetLosses(graph, compiled, question)
    return sets.map { losses.combined(losses.of($0)) }
  }
}
