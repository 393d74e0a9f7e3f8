import ChokepointTestSupport
import SupplyGraph
import Testing

/// Replacing supplies keeps what makes a graph a graph.
struct EditingTests {
  private func sample() throws -> SupplyGraph {
    try GraphBuilder.graph(
      entity("a", country: "TWN", needs: [need("p", from: ["x": 0.6, "y": 0.3]), need("q", from: ["y": 1])]),
      entity("b", needs: [need("p", from: ["x": 1])]))
  }

  private func supply(_ graph: SupplyGraph, _ id: String, _ share: Double) throws -> Supply {
    Supply(from: try #require(graph.entity(id)), share: share, kind: .flow, evidence: Evidence())
  }

  @Test func noReplacementIsTheSameGraph() throws {
    let graph = try sample()
    #expect(try graph.replacingSupplies([:]) == graph)
  }

  @Test func puttingTheOldSuppliesInAgainIsTheSameGraph() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<200 {
      let graph = try GraphResolver.graph(of: RandomGraphs.rich.document(using: &generator))
      let all = Dictionary(
        uniqueKeysWithValues: graph.needs.enumerated().map { ($0.offset, Array(graph.supplies[$0.element.supplies])) })
      let edited = try graph.replacingSupplies(all)
      #expect(edited.entities == graph.entities)
      #expect(edited.needs.map(\.supplies) == graph.needs.map(\.supplies))
      for (new, old) in zip(edited.supplies, graph.supplies) {
        #expect(new.supplier == old.supplier && abs(new.share - old.share) < 1e-15)
      }
      for (new, old) in zip(edited.needs, graph.needs) { #expect(abs(new.unattributed - old.unattributed) < 1e-15) }
    }
  }

  @Test func rangesAndUnattributedFollowTheNewSupplies() throws {
    let graph = try sample()
    let a = try #require(graph.entity("a"))
    let p = try #require(graph.need(of: a, for: "p"))
    let edited = try graph.replacingSupplies([p: [try supply(graph, "y", 0.25)]])
    #expect(edited.needs[p].unattributed == 0.75)
    #expect(edited.supplies[edited.needs[p].supplies].map(\.share) == [0.25])
    #expect(edited.supplies.count == graph.supplies.count - 1)
    for need in graph.needs.indices where need != p {
      #expect(edited.supplies[edited.needs[need].supplies] == graph.supplies[graph.needs[need].supplies])
      #expect(edited.needs[need].unattributed == graph.needs[need].unattributed)
    }
    let ends = edited.needs.map(\.supplies)
    #expect(ends.first?.lowerBound == 0 && ends.last?.upperBound == edited.supplies.count)
    for (one, next) in zip(ends, ends.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
  }

  @Test func sharesWithinRoundingOfOneAreBroughtToOne() throws {
    let graph = try sample()
    let edited = try graph.replacingSupplies([
      0: [try supply(graph, "x", 0.5), try supply(graph, "y", 0.5 + 5e-10)]
    ])
    #expect(edited.needs[0].unattributed == 0)
    #expect(abs(edited.supplies[0].share + edited.supplies[1].share - 1) < 1e-15)
    let empty = try graph.replacingSupplies([0: []])
    #expect(empty.needs[0].unattributed == 1 && empty.needs[0].supplies.isEmpty)
  }

  @Test func whatBreaksARuleIsRefused() throws {
    let graph = try sample()
    let (x, y, a) = (
      try #require(graph.entity("x")), try #require(graph.entity("y")), try #require(graph.entity("a"))
    )
    let p = try #require(graph.need(of: a, for: "p"))
    func error(_ rows: [Supply], at need: Int) -> GraphEditError? {
      do throws(GraphEditError) {
        _ = try graph.replacingSupplies([need: rows])
        return nil
      } catch {
        return error
      }
    }
    #expect(error([], at: 99) == .unknownNeed(99))
    #expect(error([], at: -1) == .unknownNeed(-1))
    #expect(error([try supply(graph, "a", 1)], at: p) == .selfSupply(need: p))
    #expect(
      error([try supply(graph, "x", 0.1), try supply(graph, "x", 0.1)], at: p) == .duplicateSupplier(x, need: p))
    for share in [-0.1, 1.1, .nan, .infinity] {
      #expect(error([try supply(graph, "y", share)], at: p) == .shareOutsideRange(y, need: p))
    }
    var wrongRange = try supply(graph, "y", 0.5)
    wrongRange.high = 1.5
    #expect(error([wrongRange], at: p) == .shareOutsideRange(y, need: p))
    let tooMuch = error([try supply(graph, "x", 0.6), try supply(graph, "y", 0.5)], at: p)
    #expect(tooMuch == .sharesAboveOne(need: p, sum: 1.1))
    let nobody = EntityIndex(1000)
    #expect(
      error([Supply(from: nobody, share: 1, kind: .flow, evidence: Evidence())], at: p)
        == .unknownSupplier(nobody, need: p))
  }

  @Test func aNewSupplyHasTheDefaultsOfItsKind() throws {
    let graph = try sample()
    let x = try #require(graph.entity("x"))
    #expect(Supply(from: x, share: 1, kind: .flow, evidence: Evidence()).transitDays == Defaults.transitDays)
    #expect(Supply(from: x, share: 1, kind: .licence, evidence: Evidence()).leadDays == Defaults.licenceTransitDays)
  }

  @Test func sourcesAreAddedOnce() throws {
    let graph = try sample()
    let known = graph.addingSource("test")
    #expect(known.graph == graph && known.source == 0)
    let new = graph.addingSource("plan")
    #expect(new.source == graph.sources.count && new.graph.sources.last?.title == "plan")
    #expect(new.graph.addingSource("plan").source == new.source)
  }
}
