import ChokepointTestSupport
import Comparison
import Diagnostics
import Propagation
import RiskAnalysis
import SupplyGraph
import Testing

@Suite("Ranking by outage")
struct OutageRankingTests {
  /// The method page's example: all of the target's part from j, 10 days under way, 30 days of stock.
  private func stocked(outage: Double? = nil, perYear: Double = 0.1, volume: Double? = nil) throws -> SupplyGraph {
    var document = GraphBuilder.document(entity("t", needs: [need("part", volume: volume, from: ["j": 1])]))
    document.needs[0].bufferDays = Located(30)
    document.supplies[0].transitDays = Located(10)
    if let outage, let row = document.entities.firstIndex(where: { $0.id.value == "j" }) {
      document.entities[row].outagePerYear = Located(perYear)
      document.entities[row].outageDays = Located(outage)
    }
    return try GraphResolver.graph(of: document)
  }

  private func risk(_ id: String, _ ranking: OutageRanking, _ graph: SupplyGraph) throws -> OutageRisk {
    try #require(ranking.risks.first { $0.entity == graph.named(id) })
  }

  @Test("The worked example: first loss on day 40, 60 of 90 days lost")
  func workedExample() throws {
    let graph = try stocked()
    let ranking = try OutageRanking(graph, targets: [graph.named("t")])
    let j = try risk("j", ranking, graph)
    #expect(j.timeToSurvive == 40)
    #expect(abs(j.impact - 60.0 / 90) < 1e-12)
    #expect(j.chokepoint.impactRigid == 1)
    #expect(j.survivableFor.isEmpty)
  }

  @Test("A short outage is survived, although the rigid loss is whole", arguments: [(30, 0.0), (31, 1.0 / 31)])
  func shortOutage(days: Int, impact: Double) throws {
    let graph = try stocked()
    let ranking = try OutageRanking(graph, targets: [graph.named("t")], days: days)
    let j = try risk("j", ranking, graph)
    #expect(abs(j.impact - impact) < 1e-12)
    #expect((j.timeToSurvive == nil) == (impact == 0))
    #expect(j.chokepoint.impactRigid == 1)
  }

  @Test("Survivable goes by the entity's own outage", arguments: [(20.0, true), (30, true), (31, false)])
  func survivable(days: Double, isSurvivable: Bool) throws {
    let graph = try stocked(outage: days)
    let ranking = try OutageRanking(graph, targets: [graph.named("t")])
    #expect(try risk("j", ranking, graph).survivableFor == (isSurvivable ? [graph.named("t")] : []))
  }

  @Test("The table of time: survived 30 days, gap, loss in days and USD, expected a year")
  func times() throws {
    let graph = try stocked(outage: 60, volume: 73)
    let targets = [graph.named("t")]
    let times = try OutageTimes(graph, ranking: try OutageRanking(graph, targets: targets))
    let row = try #require(times.rows.first { $0.entity == graph.named("j") })
    #expect(row.outageDays == 60 && row.isStated)
    #expect(row.survivedDays == 30 && row.gap == 30)
    #expect(row.timeToSurvive == 40)
    #expect(abs(row.lostDays - 30) < 1e-12)
    // 73 bn a year are 0.2 bn a day.
    #expect(abs(try #require(row.lostValue) - 6) < 1e-12)
    #expect(abs(try #require(row.expectedLostValue) - 0.6) < 1e-12)
    #expect(abs(try #require(row.expectedLostDays) - 3) < 1e-12)
  }

  @Test("Weights by volume, and an error that names who has none")
  func weights() throws {
    let graph = try GraphBuilder.graph(
      entity("t", needs: [need("p", volume: 30, from: ["x": 1])]),
      entity("u", needs: [need("p", volume: 10, from: ["y": 1])]))
    let targets = [graph.named("t"), graph.named("u")]
    let equal = try OutageRanking(graph, targets: targets)
    #expect(try risk("x", equal, graph).chokepoint.impactRigid == 0.5)
    let byVolume = try OutageRanking(graph, targets: targets, weighting: .volume)
    #expect(try risk("x", byVolume, graph).chokepoint.impactRigid == 0.75)
    #expect(abs(try risk("x", byVolume, graph).impact - 0.75) < 1e-12)
    let bare = try GraphBuilder.graph(entity("t", needs: [need("p", from: ["x": 1])]))
    #expect(throws: OutageRankingError.weights(MissingTargetVolumes(targets: [bare.named("t")]))) {
      try OutageRanking(bare, targets: [bare.named("t")], weighting: .volume)
    }
  }

  @Test("What is embedded in another need counts once")
  func embeddedWeights() throws {
    let graph = try GraphBuilder.graph(
      entity(
        "t",
        needs: [
          need("server", volume: 100, from: ["x": 1]), need("chip", volume: 70, embeddedIn: "server", from: ["y": 1]),
        ]))
    #expect(try TargetWeights(.volume, of: [graph.named("t")], in: graph).values == [100])
  }

  @Test("Laws on random graphs: between 0 and 1, no loss without a rigid loss, longest survived outage is survived")
  func laws() throws {
    var generator = SplitMix64(seed: 404)
    var gaps = 0
    for _ in 0..<40 {
      var document = RandomGraphs.rich.document(using: &generator)
      for index in document.needs.indices { document.needs[index].bufferDays = Located(Double(generator.below(50))) }
      let graph = try GraphResolver.graph(of: document)
      let targets = graph.entityIndices.filter { !graph[$0].needs.isEmpty }.suffix(2)
      let ranking = try OutageRanking(graph, targets: Array(targets))
      for risk in ranking.risks {
        #expect((0...1).contains(risk.impact))
        if risk.chokepoint.impactRigid == 0 { #expect(risk.impact == 0 && risk.timeToSurvive == nil) }
      }
      for row in try OutageTimes(graph, ranking: ranking).rows {
        guard row.survivedDays > 0, row.survivedDays < OutageTimes.longestDays else { continue }
        let survived = try OutageRanking(graph, targets: Array(targets), days: row.survivedDays)
        let felt = try OutageRanking(graph, targets: Array(targets), days: row.survivedDays + 1)
        #expect(survived.risks.first { $0.entity == row.entity }?.timeToSurvive == nil)
        #expect(felt.risks.first { $0.entity == row.entity }?.timeToSurvive != nil)
        gaps += 1
      }
    }
    #expect(gaps > 20)
  }
}
