import ChokepointTestSupport
import Diagnostics
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite struct EvidenceCoverageTests {
  /// Two clouds of 30 and 10 bn that buy the same chips; methods are set row by row in the order of the supplies.
  private func graph(_ methods: [EvidenceMethod], secondShare: Double = 0.5) throws -> SupplyGraph {
    var document = GraphBuilder.document(
      entity("big", needs: [need("chip", volume: 30, from: ["nova": 0.5, "orbit": 0.5])]),
      entity("small", needs: [need("chip", volume: 10, from: ["nova": secondShare, "orbit": 1 - secondShare])]),
      entity("nova", needs: [need("wafer", from: ["fab": 0.8])]), entity("orbit"), entity("fab"))
    for (row, method) in methods.enumerated() {
      document.supplies[row].evidence.method = Located(method.rawValue, at: document.supplies[row].from.spot)
    }
    return try GraphResolver.graph(of: document)
  }

  private func coverage(_ graph: SupplyGraph) throws -> [EvidenceMethod: Double] {
    let targets = ["big", "small"].compactMap { graph.entity($0) }
    return try EvidenceCoverage(graph, targets: targets).fractions { supply, _ in supply.evidence.method }
  }

  private func isClose(_ a: Double?, _ b: Double) -> Bool { abs((a ?? 0) - b) < 1e-12 }

  @Test func differentVectorsAllCount() throws {
    // big 15 + 15, small 4 + 6, nova's wafers 0.6 · 0.8 · (15 + 4) = 9.12
    let parts = try coverage(graph([.reported, .reported, .derived, .derived, .judged], secondShare: 0.4))
    #expect(isClose(parts[.reported], 30 / 49.12))
    #expect(isClose(parts[.derived], 10 / 49.12))
    #expect(isClose(parts[.judged], 9.12 / 49.12))
  }

  @Test func oneVectorUnderTwoBuyersCountsOnce() throws {
    // The larger buyer's 15 + 15; the wafers 0.6 · 0.8 · (15 + 5) = 9.6 still carry both buyers.
    let graph = try graph([.marketProxy, .marketProxy, .marketProxy, .marketProxy, .judged])
    let parts = try coverage(graph)
    #expect(isClose(parts[.marketProxy], 30 / 39.6))
    #expect(isClose(parts[.judged], 9.6 / 39.6))
    let targets = ["big", "small"].compactMap { graph.entity($0) }
    let whole = try EvidenceCoverage(graph, targets: targets)
    #expect(whole.rows.count == 3)
    #expect(whole.repeatedRows == 2)
    #expect(abs(whole.total - 39.6) < 1e-12)
  }

  @Test func anotherMethodIsOtherEvidence() throws {
    let parts = try coverage(graph([.reported, .reported, .marketProxy, .marketProxy, .judged]))
    #expect(isClose(parts[.reported], 30 / 49.6))
    #expect(isClose(parts[.marketProxy], 10 / 49.6))
  }

  @Test func equalsTheDefinitionOnRandomGraphs() throws {
    var generator = SplitMix64(seed: 808)
    var tried = 0
    for trial in 0..<200 {
      let graph = try ValueGraphs.random(using: &generator)
      let targets = graph.entityIndices.filter { !graph[$0].needs.isEmpty }.prefix(2)
      guard targets.count == 2 else { continue }
      let found = try EvidenceCoverage(graph, targets: Array(targets))
      let expected = definition(graph, Array(targets))
      tried += expected.total > 0 ? 1 : 0
      #expect(abs(found.total - expected.total) < 1e-9 * max(1, expected.total), "trial \(trial)")
      #expect(found.rows.count == expected.rows, "trial \(trial)")
      guard expected.total > 0 else { continue }
      let parts = found.fractions { supply, _ in supply.supplier }
      #expect(abs(parts.values.reduce(0, +) - 1) < 1e-9)
    }
    #expect(tried > 100)
  }

  /// Masses by dense solves; groups of equal rows by comparing texts.
  private func definition(_ graph: SupplyGraph, _ targets: [EntityIndex]) -> (total: Double, rows: Int) {
    let naive = NaiveLookThrough(graph)
    let volumes = targets.map { target -> Double? in
      let known = graph[target].needs.filter { graph.needs[$0].kind != .capital && graph.needs[$0].volume != nil }
      guard !known.isEmpty else { return nil }
      return known.reduce(0) { sum, need in
        let inside = graph[target].needs.filter { graph.needs[$0].embeddedIn == graph.needs[need].product }
        return sum + max(0, (graph.needs[need].volume ?? 0) - inside.reduce(0) { $0 + (graph.needs[$1].volume ?? 0) })
      }
    }
    let stated = volumes.compactMap { $0 }
    let mean = stated.isEmpty ? 1 : stated.reduce(0, +) / Double(stated.count)
    var largest: [String: Double] = [:]
    var masses = [Double](repeating: 0, count: graph.needs.count)
    for (target, volume) in zip(targets, volumes) {
      var own = naive.valueAdded(target: nil, standard: 0.4)
      own[target.position] = 0
      for (need, mass) in needMasses(graph, naive, target, own).enumerated() { masses[need] += (volume ?? mean) * mass }
    }
    for need in graph.needs.indices where masses[need] > 0 {
      let supplies = graph.supplies[graph.needs[need].supplies]
      let vector = supplies.map { "\($0.supplier.rawValue):\($0.share)" }.sorted().joined(separator: ",")
      for supply in supplies {
        let key = "\(graph.needs[need].product) \(supply.supplier.rawValue) \(supply.evidence.method) \(vector)"
        largest[key] = max(largest[key] ?? 0, masses[need] * supply.share)
      }
    }
    return (largest.values.sorted().reduce(0, +), largest.count)
  }

  /// Visits of every buyer from a target times what it passes on to each need; cycles that nothing leaves are entered
  /// once.
  private func needMasses(
    _ graph: SupplyGraph, _ naive: NaiveLookThrough, _ target: EntityIndex, _ own: [Double]
  ) -> [Double] {
    let count = graph.entities.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for need in graph.needs.indices where naive.weights[need] > 0 {
      let buyer = graph.needs[need].entity.position
      for supply in graph.supplies[graph.needs[need].supplies] {
        matrix[buyer][supply.supplier.position] += (1 - own[buyer]) * naive.weights[need] * supply.share
      }
    }
    let circles = naive.circling(matrix)
    let open = matrix.indices.map { row in matrix[row].map { circles[row] ? 0 : $0 } }
    let transposed = open.indices.map { row in open.indices.map { open[$0][row] } }
    let visits = NaiveLookThrough.solve(transposed, (0..<count).map { $0 == target.position ? 1 : 0 })
    return graph.needs.indices.map { need in
      let buyer = graph.needs[need].entity.position
      return visits[buyer] * (1 - own[buyer]) * naive.weights[need]
    }
  }
}
