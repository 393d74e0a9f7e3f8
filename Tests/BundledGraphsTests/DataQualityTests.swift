import Diagnostics
import Propagation
import SupplyGraph
import Testing

/// What the graph promises of its own data.
struct DataQualityTests {
  private let bundled: BundledGraph

  init() throws { bundled = try BundledGraph.load() }

  @Test func validatesStrictly() {
    #expect(bundled.findings.filter { $0.severity >= .warning } == [])
  }

  @Test func size() {
    #expect(bundled.graph.entities.count { $0.isDeclared } == 161)
    #expect(bundled.explicitNeeds.count == 327)
    #expect(bundled.explicitSupplies.count == 738)
  }

  @Test func cloudsAreTheHyperscalers() {
    let kind = bundled.graph.entities.filter { $0.kind.rawValue == "hyperscaler" }
    #expect(Set(kind.map(\.id)) == Set(BundledGraph.clouds))
  }

  @Test func nobodyNeedsItself() throws {
    #expect(try CompiledGraph(bundled.graph).cyclicComponents.isEmpty)
  }

  @Test func everySupplyHasASource() {
    #expect(bundled.explicitSupplies.filter { $0.evidence.source == nil }.isEmpty)
  }

  @Test func everyPublishedFigureHasASource() {
    #expect(bundled.graph.imports.filter { $0.source == nil }.isEmpty)
    #expect(bundled.graph.facts.filter { $0.source == nil }.map(\.id) == [])
    #expect(bundled.graph.markets.filter { $0.evidence.source == nil }.isEmpty)
  }

  @Test func whatIsUnattributedIsExplained() {
    let silent = bundled.explicitNeeds.filter { $0.unattributed > 0.2 && ($0.note ?? "").isEmpty }
    #expect(silent.map { "\(bundled.graph[$0.entity].id) \($0.product)" } == [])
  }

  @Test func noJudgedRowPosesAsSourced() {
    let judged = bundled.explicitSupplies.filter { bundled.sourceID($0.evidence.source) == "chokepoint-judgement" }
    #expect(judged.count == 351)
    #expect(judged.allSatisfy { $0.evidence.method == .judged && $0.evidence.confidence == .low })
  }

  /// A licence without commercial use: single figures may be cited, the table may not be copied.
  @Test func fewFiguresAreTakenFromTheTableThatMayOnlyBeCited() {
    struct Figure: Hashable {
      var product: String
      var provider: EntityIndex
      var share: Double
    }
    var figures: Set<Figure> = []
    for need in bundled.explicitNeeds {
      for supply in bundled.graph.supplies[need.supplies]
      where bundled.sourceID(supply.evidence.source)?.hasPrefix("eto-") == true {
        figures.insert(Figure(product: need.product, provider: supply.supplier, share: supply.share))
      }
    }
    #expect(figures.count <= 15)
    #expect(figures.count == 10)
  }

  @Test func packagingOfTSMCStandsWhollyInTaiwan() throws {
    let tsmc = try bundled.entity("tsmc")
    let suppliers = Set(bundled.explicitSupplies.map(\.supplier))
    let plants = suppliers.filter { index in
      bundled.graph[index].kind.rawValue == "packaging" && bundled.graph[index].owners.contains { $0.owner == tsmc }
    }
    #expect(plants.count == 4)
    for plant in plants {
      #expect(bundled.graph[plant].locations == [CountryShare(country: "TWN", share: 1)], "\(bundled.graph[plant].id)")
    }
    #expect(bundled.graph.sources.contains { $0.id == "techspot-2025-10-blackwell-arizona" })
  }

  @Test func valueInsideACloudAddsUp() throws {
    let lookThrough = try LookThrough(bundled.graph)
    for cloud in BundledGraph.clouds {
      let origin = lookThrough.origin(of: try bundled.entity(cloud))
      let sum = origin.shares.reduce(0, +) + origin.unknown + origin.unattributed
      #expect(abs(sum - 1) <= rounding, "\(cloud): \(sum)")
      let largest = zip(origin.countries, origin.shares).max { $0.1 < $1.1 }?.0
      #expect(largest == "USA", "\(cloud): value from the designers, whatever stops without Taiwan")
    }
  }
}
