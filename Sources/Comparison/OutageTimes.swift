import DisruptionSimulation
public import Propagation
public import RiskAnalysis
public import SupplyGraph

/// How long the targets can do without one entity, and what its own outage costs.
public struct OutageTime: Sendable {
  public var entity: EntityIndex
  /// Length of its outage in days.
  public var outageDays: Int
  /// Whether the graph states it; otherwise the standard length stands in.
  public var isStated: Bool
  /// Probability of at least one outage a year; nil where not stated.
  public var perYear: Double?
  /// Longest outage in days, up to ``OutageTimes/longestDays``, in which no target ever loses.
  public var survivedDays: Int
  /// First day of loss in its outage; nil where no target loses.
  public var timeToSurvive: Int?
  /// Days of output that its outage costs, weighted mean over the targets.
  public var lostDays: Double
  /// USD bn that its outage costs, over the targets that state volumes; nil where none does.
  public var lostValue: Double?

  /// Outage minus survived days: positive where the outage is longer than what is survived.
  public var gap: Int { outageDays - survivedDays }
  /// Days of output lost a year on average.
  public var expectedLostDays: Double? { perYear.map { $0 * lostDays } }
  /// USD bn lost a year on average.
  public var expectedLostValue: Double? { perYear.flatMap { probability in lostValue.map { probability * $0 } } }
}

/// The table of time: entity × outage × what is survived × gap × loss.
///
/// The longest survived outage is found by halving: what a target loses does not shrink when one outage lasts longer.
///
/// Example by hand: `Docs/Methods/Chokepoints.md`.
public struct OutageTimes: Sendable {
  /// Outages longer than this are not tried, in days.
  public static let longestDays = 365

  /// By falling loss of the own outage, then falling gap, then entity order; only entities whose loss for good would
  /// cost a target anything.
  public let rows: [OutageTime]
  public let targets: [EntityIndex]

  /// Tries every entity's own outage, and how long an outage of it is survived.
  ///
  /// - Parameter ranking: decides which entities matter.
  /// - Throws: ``OutageRankingError``.
  /// - Complexity: O(V · log days) simulations.
  public init(
    _ graph: SupplyGraph, ranking: OutageRanking, options: CompilationOptions = CompilationOptions()
  ) throws(OutageRankingError) {
    targets = ranking.targets
    let trial = try OutageTrial(graph, targets: targets, weighting: ranking.weighting, options: options)
    let entities = ranking.risks.filter { $0.chokepoint.impactRigid > 0 || $0.impact > 0 }.map(\.entity).sorted()
    let survived = try Self.survivedDays(entities, trial)
    let outages = entities.map { OutageTrial.Outage(entity: $0, days: trial.ownDays($0)) }
    var rows: [OutageTime] = []
    for ((outage, result), survived) in zip(zip(outages, try trial.results(outages)), survived) {
      let others = result.targets.filter { $0.target != outage.entity }
      let values = others.compactMap(\.lostValue)
      rows.append(
        OutageTime(
          entity: outage.entity, outageDays: outage.days, isStated: graph[outage.entity].outage != nil,
          perYear: graph[outage.entity].outage?.perYear, survivedDays: survived,
          timeToSurvive: OutageTrial.firstLoss(result, without: outage.entity),
          lostDays: trial.mean(result, without: outage.entity, \.lostDays),
          lostValue: values.isEmpty ? nil : values.reduce(0, +)))
    }
    self.rows = rows.sorted { a, b in
      if a.lostDays != b.lostDays { return a.lostDays > b.lostDays }
      if a.gap != b.gap { return a.gap > b.gap }
      return a.entity < b.entity
    }
  }

  /// The longest outage of each entity that no target notices, all searched side by side.
  private static func survivedDays(
    _ entities: [EntityIndex], _ trial: OutageTrial
  ) throws(OutageRankingError) -> [Int] {
    // `low` is survived, `high` is not; one beyond the longest stands for never.
    var low = [Int](repeating: 0, count: entities.count)
    var high = [Int](repeating: longestDays + 1, count: entities.count)
    while true {
      let open = entities.indices.filter { high[$0] - low[$0] > 1 }
      if open.isEmpty { return low }
      let outages = open.map { OutageTrial.Outage(entity: entities[$0], days: (low[$0] + high[$0]) / 2) }
      for ((index, outage), result) in zip(zip(open, outages), try trial.results(outages)) {
        if OutageTrial.firstLoss(result, without: outage.entity) == nil {
          low[index] = outage.days
        } else {
          high[index] = outage.days
        }
      }
    }
  }
}
