import ChokepointTestSupport
import Comparison
import Diagnostics
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

/// Two vintages of a graph: what changed, and that nothing else is said to have changed.
struct GraphComparisonTests {
  private func comparison(_ old: SupplyGraph, _ new: SupplyGraph) throws -> GraphComparison {
    func users(_ graph: SupplyGraph) -> [EntityIndex] { graph.entityIndices.filter { !graph[$0].needs.isEmpty } }
    return try GraphComparison(from: old, to: new, targets: (users(old), users(new)))
  }

  /// Two random graphs over the same names.
  private func pair(_ generator: inout SplitMix64) throws -> (SupplyGraph, SupplyGraph) {
    let a = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
    let b = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
    return (a, b)
  }

  @Test func aGraphAgainstItselfHasNoChange() throws {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<100 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let result = try comparison(graph, graph)
      #expect(result.data.isEmpty)
      #expect(result.impacts.allSatisfy { $0.impact.change == 0 && $0.rigid.change == 0 })
      #expect(result.exposures.allSatisfy { $0.loss.change == 0 })
      #expect(result.concentrations.allSatisfy { $0.hhi.before == $0.hhi.after })
    }
  }

  @Test func theOtherWayRoundEverythingIsMirrored() throws {
    var generator = SplitMix64(seed: 22)
    for _ in 0..<100 {
      let (a, b) = try pair(&generator)
      let (there, back) = (try comparison(a, b), try comparison(b, a))
      #expect(there.data.entitiesAdded == back.data.entitiesRemoved)
      #expect(there.data.needsRemoved == back.data.needsAdded)
      #expect(there.data.sourcesAdded == back.data.sourcesRemoved)
      func key(_ row: GraphDataChanges.ShareChange) -> String { "\(row.entity) \(row.product) \(row.supplier ?? "")" }
      let forth = Dictionary(uniqueKeysWithValues: there.data.shares.map { (key($0), $0.change) })
      #expect(forth.count == back.data.shares.count)
      for row in back.data.shares { #expect(forth[key(row)] == -row.change) }
      let rigid = Dictionary(uniqueKeysWithValues: there.impacts.map { ($0.id, $0.rigid) })
      #expect(Set(rigid.keys) == Set(back.impacts.map(\.id)))
      for row in back.impacts {
        #expect(rigid[row.id]?.before == row.rigid.after && rigid[row.id]?.after == row.rigid.before)
      }
    }
  }

  /// Shares by buyer, product and supplier, looked up one by one.
  @Test func shareChangesAreThoseOfAPlainLookUp() throws {
    var generator = SplitMix64(seed: 23)
    var seen = 0
    for _ in 0..<100 {
      let (a, b) = try pair(&generator)
      let changes = GraphDataChanges(from: a, to: b)
      var expected: [Double] = []
      for need in Set(a.needs.map { "\(a[$0.entity].id) \($0.product)" }).sorted() {
        let parts = need.split(separator: " ").map(String.init)
        func shares(_ graph: SupplyGraph) -> [String: Double]? {
          let rows = graph.needs.indices.filter {
            graph[graph.needs[$0].entity].id == parts[0] && graph.needs[$0].product == parts[1]
          }
          guard !rows.isEmpty else { return nil }
          return rows.reduce(into: [:]) { sums, row in
            for (name, share) in graph.sharesByName(ofNeed: row) { sums[name, default: 0] += share }
          }
        }
        guard let before = shares(a), let after = shares(b) else { continue }
        for name in Set(before.keys).union(after.keys) {
          let change = (after[name] ?? 0) - (before[name] ?? 0)
          if abs(change) > 0.005 + 1e-12 { expected.append(abs(change)) }
        }
      }
      #expect(changes.shares.map { abs($0.change) } == expected.sorted(by: >))
      seen += expected.count
    }
    #expect(seen > 200)
  }

  @Test func figuresAreThoseOfEachVintageByItself() throws {
    var generator = SplitMix64(seed: 24)
    for _ in 0..<60 {
      let (a, b) = try pair(&generator)
      let result = try comparison(a, b)
      for (graph, side) in [(a, \GraphComparison.Change.before), (b, \GraphComparison.Change.after)] {
        let targets = graph.entityIndices.filter { !graph[$0].needs.isEmpty }
        let ranking = try OutageRanking(graph, targets: targets)
        for risk in ranking.risks where risk.chokepoint.impactRigid > 0 {
          let row = try #require(result.impacts.first { $0.id == graph[risk.entity].id })
          #expect(row.rigid[keyPath: side] == risk.chokepoint.impactRigid)
          #expect(row.impact[keyPath: side] == risk.impact)
        }
        let exposure = try ExposureAnalysis(graph)
        for row in result.exposures {
          guard let target = graph.entity(row.target), let provider = graph.entity(row.provider),
            targets.contains(target)
          else {
            #expect(row.loss[keyPath: side] == nil)
            continue
          }
          let loss = exposure.exposure(of: target, to: [provider]).loss
          #expect(abs((row.loss[keyPath: side] ?? -1) - loss) < 1e-12)
        }
      }
    }
  }

  @Test func theLargestProvidersAreListedCountriesFirst() throws {
    let plants = (0..<7).map { entity("f\($0)", country: ["TWN", "KOR", "JPN", "USA", "DEU", "FRA", "NLD"][$0]) }
    let shares: KeyValuePairs = [
      "f0": 0.3, "f1": 0.2, "f2": 0.15, "f3": 0.12, "f4": 0.1, "f5": 0.08, "f6": 0.05,
    ]
    let graph = try GraphBuilder.graph([entity("a", country: "GBR", needs: [need("p", from: shares)])] + plants)
    let target = try #require(graph.entity("a"))
    let result = try GraphComparison(from: graph, to: graph, targets: ([target], [target]))
    #expect(
      result.exposures.map(\.provider) == ["TWN", "KOR", "JPN", "USA", "DEU", "f0", "f1", "f2", "f3", "f4"])
    #expect(result.exposures.map { $0.loss.after } == [0.3, 0.2, 0.15, 0.12, 0.1, 0.3, 0.2, 0.15, 0.12, 0.1])
  }

  @Test func aChangeUpToHalfAPointIsNotListed() throws {
    func graph(_ share: Double) throws -> SupplyGraph {
      try GraphBuilder.graph(entity("a", needs: [need("p", from: ["x": share])]))
    }
    #expect(GraphDataChanges(from: try graph(0.5), to: try graph(0.505)).shares.isEmpty)
    #expect(
      GraphDataChanges(from: try graph(0.5), to: try graph(0.506)).shares.map(\.supplier) == ["x", nil])
  }
}
