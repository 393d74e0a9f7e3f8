import ChokepointTestSupport
import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// The sparse solver equals the dense reference, by row and by matrix.
@Suite struct LookThroughReferenceTests {
  private let places = ["TWN", "USA", "JPN", "DEU"]

  /// The largest difference of any part between the answers and the definition, over all entities and both solvers.
  private func difference(_ graph: SupplyGraph, exactCycleLimit: Int = 400) throws -> Double {
    let lookThrough = try LookThrough(graph)
    let naive = NaiveLookThrough(graph)
    var worst = 0.0
    let everybody = naive.origins(target: nil)
    let matrix = lookThrough.matrix(exactCycleLimit: exactCycleLimit)
    for country in matrix.countries {
      let column = lookThrough.column(of: country, tolerance: 1e-14, exactCycleLimit: exactCycleLimit)
      let one = try #require(column)
      for entity in graph.entityIndices {
        worst = max(worst, abs(one.share(of: entity) - (everybody[entity.position][country] ?? 0)))
      }
    }
    for entity in graph.entityIndices {
      let expected = everybody[entity.position]
      for (column, country) in matrix.countries.enumerated() {
        worst = max(worst, abs(matrix.share(of: entity, column: column) - (expected[country] ?? 0)))
      }
      worst = max(worst, abs(matrix.unknown(of: entity) - (expected["unknown"] ?? 0)))
      worst = max(worst, abs(matrix.unattributed(of: entity) - (expected["unattributed"] ?? 0)))
      let own = naive.origins(target: entity)[entity.position]
      let row = lookThrough.origin(of: entity, exactCycleLimit: exactCycleLimit)
      for country in row.countries { worst = max(worst, abs(row.share(of: country) - (own[country] ?? 0))) }
      worst = max(worst, abs(row.unknown - (own["unknown"] ?? 0)))
      worst = max(worst, abs(row.unattributed - (own["unattributed"] ?? 0)))
    }
    return worst
  }

  @Test(arguments: 0..<3) func allTinyGraphs(_ family: Int) throws {
    let shares: [Double?] = [nil, 0, 0.25, nil]
    var count = 0
    var worst = 0.0
    try AllSmallGraphs.families[family].family.visitAll { sketch in
      count += 1
      var document = GraphBuilder.document(sketch)
      for (row, place) in zip(document.entities.indices, places) {
        let spot = document.entities[row].id.spot
        document.entities[row].hq = Located(place, at: spot)
        document.entities[row].valueAddedShare = shares[(row + count) % 4].map { Located($0, at: spot) }
      }
      worst = max(worst, try difference(try GraphResolver.graph(of: document)))
    }
    #expect(count == AllSmallGraphs.families[family].count)
    #expect(worst < 1e-12)
  }

  @Test func randomGraphs() throws {
    var generator = SplitMix64(seed: 20_251)
    for trial in 0..<400 {
      let graph = try ValueGraphs.random(using: &generator)
      #expect(try difference(graph) < 1e-11, "trial \(trial)")
    }
  }

  @Test func largeCyclesAreSweptToTheSameAnswer() throws {
    var generator = SplitMix64(seed: 77)
    var cycles = 0
    for trial in 0..<200 {
      let graph = try ValueGraphs.random(using: &generator)
      if try !LookThrough(graph).matrix(exactCycleLimit: 1).errorBound.isZero { cycles += 1 }
      #expect(try difference(graph, exactCycleLimit: 1) < 1e-10, "trial \(trial)")
    }
    #expect(cycles > 50)
  }

  @Test func rowsSumToOneWhateverTheDefault() throws {
    var generator = SplitMix64(seed: 4_711)
    for _ in 0..<200 {
      let graph = try ValueGraphs.random(using: &generator)
      let lookThrough = try LookThrough(graph)
      for standard in [0, 0.2, 0.6, 1] {
        let matrix = lookThrough.matrix(defaultShare: standard)
        for entity in graph.entityIndices {
          let row = lookThrough.origin(of: entity, defaultShare: standard)
          #expect(abs(row.shares.reduce(0, +) + row.unknown + row.unattributed - 1) < 1e-12)
          let columns = (0..<matrix.countries.count + 2).map { matrix.share(of: entity, column: $0) }
          #expect(abs(columns.reduce(0, +) - 1) < 1e-12)
          #expect((columns + row.shares).allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
        }
      }
    }
  }

  /// A stated share is the target's own answer too, so its row of the matrix is the answer to the question about it.
  @Test func rowAndMatrixAgree() throws {
    var generator = SplitMix64(seed: 99)
    for _ in 0..<100 {
      let graph = try ValueGraphs.random(using: &generator)
      let lookThrough = try LookThrough(graph)
      for entity in graph.entityIndices {
        let row = lookThrough.origin(of: entity)
        let matrix = lookThrough.matrix(target: entity)
        for column in row.shares.indices {
          #expect(abs(matrix.share(of: entity, column: column) - row.shares[column]) < 1e-12)
        }
      }
    }
  }

  @Test func orderOfEntitiesDoesNotMatter() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<100 {
      var document = RandomGraphs.rich.document(using: &generator)
      ValueGraphs.decorate(&document, using: &generator)
      let one = try GraphResolver.graph(of: document)
      document.entities = generator.permutation(document.entities.count).map { document.entities[$0] }
      let other = try GraphResolver.graph(of: document)
      let (first, second) = (try LookThrough(one), try LookThrough(other))
      for entity in one.entityIndices {
        let there = try #require(other.entity(one[entity].id))
        let (a, b) = (first.origin(of: entity), second.origin(of: there))
        for country in a.countries { #expect(abs(a.share(of: country) - b.share(of: country)) < 1e-12) }
        #expect(abs(a.unattributed - b.unattributed) < 1e-12)
      }
    }
  }
}
