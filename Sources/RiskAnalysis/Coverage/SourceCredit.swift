public import SupplyGraph

/// What of a graph rests on one source.
public struct SourceCredit: Sendable {
  /// Index into ``SupplyGraph/SupplyGraph/sources``.
  public var source: Int
  /// Explicit supplies.
  public var supplies: Int
  /// Everything else that names the source: entities, their own location and owner rows, needs, market shares,
  /// claims, facts.
  public var others: Int

  public var rows: Int { supplies + others }

  /// The credits of all sources of a graph: first those whose licence asks for attribution and that others published,
  /// then those by the graph's own makers (sources without a web address), then the rest; within each by falling
  /// count of rows, then file order.
  ///
  /// - Complexity: O(rows) time, O(sources) space.
  public static func all(_ graph: SupplyGraph) -> [SourceCredit] {
    var supplies = [Int](repeating: 0, count: graph.sources.count)
    var others = supplies
    func count(_ source: Int?) { if let source { others[source] += 1 } }
    for need in graph.needs {
      if !need.isImplicit { count(need.source) }
      for supply in graph.supplies[need.supplies] {
        guard let source = supply.evidence.source else { continue }
        if !need.isImplicit {
          supplies[source] += 1
        } else if supply.evidence != graph[need.entity].evidence {
          // An implicit supply without a row of its own rests on the entity's row, which is counted once.
          others[source] += 1
        }
      }
    }
    for entity in graph.entities { count(entity.evidence.source) }
    for market in graph.markets { count(market.evidence.source) }
    for claim in graph.claims { count(claim.source) }
    for fact in graph.facts { count(fact.source) }
    let credits = graph.sources.indices.map { SourceCredit(source: $0, supplies: supplies[$0], others: others[$0]) }
    return credits.sorted { a, b in
      let (rankA, rankB) = (rank(graph.sources[a.source]), rank(graph.sources[b.source]))
      if rankA != rankB { return rankA < rankB }
      return a.rows != b.rows ? a.rows > b.rows : a.source < b.source
    }
  }

  private static func rank(_ source: Source) -> Int {
    guard asksForAttribution(source) else { return 2 }
    return source.url?.contains("://") == true ? 0 : 1
  }

  /// Whether a source's licence lets its data be passed on if it is credited: Creative Commons with attribution, without
  /// the conditions (non-commercial, no derivatives) that forbid to bundle it.
  public static func asksForAttribution(_ source: Source) -> Bool {
    let words = (source.licence ?? "").uppercased().split { !$0.isLetter }
    return words.starts(with: ["CC", "BY"]) && !words.contains("NC") && !words.contains("ND")
  }
}
