import ChokepointTestSupport
import Diagnostics
import Foundation
import Propagation
import SupplyGraph
import Testing

/// Answers of SciPy and pymrio; see `Fixtures/look-through/README.md`.
@Suite struct LookThroughToolTests {
  private static let codes = ["TWN", "USA", "KOR", "JPN", "CHN", "NLD", "DEU", "MYS"]

  private func table(_ name: String, _ file: String) throws -> [[String]] {
    let text = try String(contentsOf: try url(name, file, "csv"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").map(String.init) }
  }

  private func url(_ name: String, _ file: String, _ type: String) throws -> URL {
    try #require(
      Bundle.module.url(forResource: file, withExtension: type, subdirectory: "Fixtures/look-through/\(name)"))
  }

  private func graph(_ name: String) throws -> SupplyGraph {
    var needs: [String: [(category: String, weight: Double, from: String, share: Double)]] = [:]
    for row in try table(name, "edges") {
      needs[row[1], default: []].append(
        (row[2], try #require(Double(row[3])), "n" + row[0], try #require(Double(row[4]))))
    }
    let nodes = try table(name, "nodes")
    var document = GraphBuilder.document(
      try nodes.map { row in
        var sketch = entity("n" + row[0], country: Self.codes[try #require(Int(row[2]))])
        for supply in needs[row[0]] ?? [] {
          if sketch.needs.last?.product != "c" + supply.category {
            sketch.needs.append(need("c" + supply.category, weight: supply.weight))
          }
          sketch.needs[sketch.needs.count - 1].supplies.append((from: supply.from, share: supply.share))
        }
        return sketch
      })
    for (index, row) in nodes.enumerated() {
      document.entities[index].valueAddedShare = Located(
        try #require(Double(row[3])), at: document.entities[index].id.spot)
    }
    return try GraphResolver.graph(of: document)
  }

  @Test(arguments: ["dag60", "cyc60"]) func agreesOnEveryCountry(_ name: String) throws {
    let graph = try graph(name)
    let lookThrough = try LookThrough(graph)
    let matrix = lookThrough.matrix()
    let swept = lookThrough.matrix(exactCycleLimit: 1)
    var compared = 0
    for row in try table(name, "exposure_by_country") {
      let index = try #require(graph.entity("n" + row[0]))
      let origin = lookThrough.origin(of: index)
      for (code, text) in zip(Self.codes, row.dropFirst()) {
        let expected = try #require(Double(text))
        #expect(abs(origin.share(of: code) - expected) < 1e-10)
        let column = try #require(matrix.countries.firstIndex(of: code))
        #expect(abs(matrix.share(of: index, column: column) - expected) < 1e-10)
        #expect(abs(swept.share(of: index, column: column) - expected) < 1e-10)
        compared += 1
      }
    }
    #expect(compared == 480)
  }

  private struct Leontief: Decodable {
    var leontief_row: [Double]
    var leontief_row_of: Int
  }

  @Test(arguments: ["dag60", "cyc60"]) func agreesOnTheInverse(_ name: String) throws {
    let graph = try graph(name)
    let expected = try JSONDecoder().decode(Leontief.self, from: Data(contentsOf: try url(name, "leontief", "json")))
    let lookThrough = try LookThrough(graph)
    let start = try #require(graph.entity("n\(expected.leontief_row_of)"))
    let mass = InputMass(
      from: start, lookThrough.network, own: lookThrough.valueAddedShares(target: start))
    for (position, value) in expected.leontief_row.enumerated() {
      let index = try #require(graph.entity("n\(position)"))
      #expect(abs(mass.mass(of: index, in: lookThrough.network) - value) < 1e-10)
    }
  }
}
