import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// Cases worked by hand, and those in which a simpler method fails.
@Suite struct LookThroughCaseTests {
  private func graph(_ entities: [EntitySketch], valueAdded: [String: Double] = [:]) throws -> SupplyGraph {
    var document = GraphBuilder.document(entities)
    for row in document.entities.indices {
      let id = document.entities[row].id
      document.entities[row].valueAddedShare = valueAdded[id.value].map { Located($0, at: id.spot) }
    }
    return try GraphResolver.graph(of: document)
  }

  private func origin(_ graph: SupplyGraph, _ id: String) throws -> ValueOrigin {
    try LookThrough(graph).origin(of: try #require(graph.entity(id)))
  }

  /// The example of `Docs/Methods/LookThrough.md`.
  @Test func serverExample() throws {
    let graph = try graph(
      [
        entity(
          "cloud",
          needs: [
            need("chip", weight: 0.7, from: ["designer": 1]), need("server", weight: 0.3, from: ["assembler": 0.9]),
          ]),
        entity("designer", hq: "USA", needs: [need("wafer", from: ["foundry": 1])]),
        entity("assembler", locations: ["MEX": 0.75, "TWN": 0.25], needs: [need("board", from: ["board-maker": 1])]),
        entity("foundry", country: "TWN", needs: [need("resist", from: ["resist-maker": 1])]),
        entity("board-maker"), entity("resist-maker", country: "JPN"),
      ], valueAdded: ["designer": 0.6])
    let result = try origin(graph, "cloud")
    let expected = ["USA": 0.42, "TWN": 0.139, "JPN": 0.168, "MEX": 0.081]
    for (country, share) in expected { #expect(abs(result.share(of: country) - share) < 1e-12, "\(country)") }
    #expect(abs(result.unknown - 0.162) < 1e-12)
    #expect(abs(result.unattributed - 0.03) < 1e-12)
  }

  /// Almost nothing leaves the cycle; 1 − a·b would be lost in rounding.
  @Test func nearlyClosedCycle() throws {
    let small = 0x1p-44
    let graph = try graph(
      [
        entity("a", needs: [need("p", from: ["b": 1 - 2 * small, "x": small, "y": small])]),
        entity("b", needs: [need("p", from: ["a": 1])]),
        entity("x", country: "TWN"), entity("y", country: "JPN"),
      ], valueAdded: ["a": 0, "b": 0])
    for id in ["a", "b"] {
      let row = try origin(graph, id)
      #expect(abs(row.share(of: "TWN") - 0.5) < 1e-12)
      #expect(abs(row.share(of: "JPN") - 0.5) < 1e-12)
    }
    let matrix = try LookThrough(graph).matrix()
    let b = try #require(graph.entity("b"))
    #expect((0..<2).allSatisfy { abs(matrix.share(of: b, column: $0) - 0.5) < 1e-12 })
  }

  @Test func valueInAClosedCycleIsUnattributed() throws {
    let graph = try graph(
      [
        entity("t", needs: [need("p", from: ["a": 0.5, "x": 0.5])]),
        entity("a", country: "USA", needs: [need("p", from: ["b": 1])]),
        entity("b", country: "USA", needs: [need("p", from: ["a": 1])]), entity("x", country: "TWN"),
      ], valueAdded: ["a": 0, "b": 0])
    for limit in [1, 400] {
      let row = try LookThrough(graph).origin(of: try #require(graph.entity("t")), exactCycleLimit: limit)
      #expect(row.share(of: "TWN") == 0.5)
      #expect(row.unattributed == 0.5)
      let matrix = try LookThrough(graph).matrix(exactCycleLimit: limit)
      #expect(matrix.unattributed(of: try #require(graph.entity("a"))) == 1)
    }
  }

  @Test func statedShareHoldsForTheTargetToo() throws {
    let sketch = [
      entity("t", country: "USA", needs: [need("p", from: ["x": 1])]), entity("x", country: "TWN"),
    ]
    #expect(try origin(graph(sketch), "t").share(of: "TWN") == 1)
    let stated = try origin(graph(sketch, valueAdded: ["t": 0.3]), "t")
    #expect(abs(stated.share(of: "USA") - 0.3) < 1e-15)
    #expect(abs(stated.share(of: "TWN") - 0.7) < 1e-15)
    #expect(try origin(graph(sketch), "x").share(of: "TWN") == 1)
  }

  @Test func capitalPlacesAndOwnersAddNoValue() throws {
    let graph = try graph([
      entity("t", owner: "parent", hazards: ["quake"], needs: [need("p", from: ["m": 1])]),
      entity(
        "m", country: "NLD",
        needs: [need("part", from: ["x": 1]), need("machine", kind: .capital, from: ["y": 1])]),
      entity("x", country: "TWN"), entity("y", country: "DEU"), entity("parent", country: "JPN"),
    ])
    let row = try origin(graph, "t")
    #expect(abs(row.share(of: "NLD") - 0.4) < 1e-15)
    #expect(abs(row.share(of: "TWN") - 0.6) < 1e-15)
    #expect(row.share(of: "DEU") == 0 && row.share(of: "JPN") == 0)
  }

  @Test func ownValueOfASupplyingCountryIsTheCountrys() throws {
    let graph = try graph([entity("t", needs: [need("ore", from: ["CHN": 0.8])])])
    let row = try origin(graph, "t")
    #expect(abs(row.share(of: "CHN") - 0.8) < 1e-15)
    #expect(abs(row.unattributed - 0.2) < 1e-15)
    #expect(row.unknown == 0)
  }

  @Test func onlyCapitalNeedsAreNoInputs() throws {
    let sketch = [
      entity("t", country: "NLD", needs: [need("machine", kind: .capital, from: ["x": 1])]),
      entity("x", country: "DEU"),
    ]
    #expect(try origin(graph(sketch), "t").share(of: "NLD") == 1)
    // A stated share below 1 without any input leaves the rest to nobody in particular.
    let stated = try origin(graph(sketch, valueAdded: ["t": 0.25]), "t")
    #expect(stated.share(of: "NLD") == 0.25)
    #expect(stated.unattributed == 0.75)
  }

  @Test func defaultWeightsOfCarriersAreNet() throws {
    func weights(_ needs: NeedSketch...) throws -> [Double] {
      let graph = try graph([entity("t", needs: needs)])
      let all = InputWeights(graph).byNeed
      let buyer = try #require(graph.entity("t"))
      return try needs.map { sketch in all[try #require(graph.need(of: buyer, for: sketch.product))] }
    }
    func isClose(_ a: [Double], _ b: [Double]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 1e-15 } }
    // Equal parts 1/2 and 1/2; a quarter of the server is its own: 1/8 against 1/2.
    let net = try weights(
      need("server", volume: 40, from: ["a": 1]), need("chip", volume: 30, embeddedIn: "server", from: ["b": 1]))
    #expect(isClose(net, [0.2, 0.8]))
    // A stated weight is net as it is.
    let stated = try weights(
      need("server", weight: 1, volume: 40, from: ["a": 1]),
      need("chip", weight: 3, volume: 30, embeddedIn: "server", from: ["b": 1]))
    #expect(isClose(stated, [0.25, 0.75]))
    // Without volumes the parts stay equal.
    let unknown = try weights(
      need("server", from: ["a": 1]), need("chip", volume: 30, embeddedIn: "server", from: ["b": 1]))
    #expect(isClose(unknown, [0.5, 0.5]))
    // Nothing but carriers that are nothing of their own: the parts stay.
    let empty = try weights(
      need("server", volume: 30, from: ["a": 1]),
      need("chip", kind: .capital, volume: 30, embeddedIn: "server", from: ["b": 1]))
    #expect(isClose(empty, [1, 0]))
  }

  @Test func longChainsNeedNoStack() throws {
    let count = 20_000
    var sketches = [entity("e0", country: "TWN")]
    for index in 1..<count {
      sketches.append(entity("e\(index)", needs: [need("p", from: ["e\(index - 1)": 1])]))
    }
    let nothing = Dictionary(uniqueKeysWithValues: sketches.dropFirst().map { ($0.id, 0.0) })
    let graph = try graph(sketches, valueAdded: nothing)
    #expect(try origin(graph, "e\(count - 1)").share(of: "TWN") == 1)
    #expect(try LookThrough(graph).matrix().share(of: EntityIndex(count - 1), column: 0) == 1)
  }
}
