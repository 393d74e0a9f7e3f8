import Diagnostics
import SupplyGraph
import Testing

@testable import GraphFormats

@Suite struct YAMLGraphReaderTests {
  static func read(_ body: String) -> GraphReading {
    YAMLGraphReader().read(Array(("schema: chokepoint-graph/1\n" + body).utf8), name: "g.yaml")
  }

  @Test func theSampleIsRead() throws {
    let reading = YAMLGraphReader().read(Array(Samples.yaml.utf8), name: "g.yaml")
    #expect(reading.findings.isEmpty)
    let document = reading.document
    #expect(document.files == ["g.yaml"])
    #expect(document.title == Located("A sample: it's all here"))
    #expect(document.asOf == Located("2025"))
    #expect(document.sources[0].title == Located("HBM — shares"))
    #expect(document.sources[0].date == Located("2025-10-30"))
    let hbm = document.products[0]
    #expect(hbm.hs.map(\.key.value) == ["8542.32", "8471.50"])
    #expect(hbm.hs.map(\.share.value) == [0.75, 1])
    #expect(hbm.eccn.map(\.value) == ["3A090.c", "4A090"])
    #expect(hbm.variants.map(\.id.value) == ["h200", "b200"])
    #expect(hbm.elasticityShort == RangeRow(value: Located(-0.1), low: Located(-0.3), high: Located(0)))
    #expect(hbm.note == Located("folded text\n"))
    let nvidia = document.entities[0]
    #expect(nvidia.owners.map(\.owner.value) == ["public", "founders"])
    #expect(nvidia.owners[0].evidence.source == Located("filing"))
    #expect(nvidia.outagePerYear == Located(0.01) && nvidia.outageDays == Located(30))
    #expect(nvidia.locations.isEmpty && nvidia.hq == Located("USA"))
    #expect(document.entities[1].locations == [LocationRow(country: Located("KOR"))])
    #expect(document.entities[1].hazards.map(\.value) == ["icheon-grid", "earthquake"])
    #expect(document.entities[2].locations.map(\.share?.value) == [0.9, 0.1])
    #expect(document.needs.count == 1 && document.needs[0].endUse.count == 2)
    #expect(document.supplies.map(\.from.value) == ["sk-hynix", "samsung-memory"])
    #expect(document.supplies[0].evidence.asOf == Located("2025-Q3"))
    #expect(document.supplies[0].shipsFrom.map(\.key.value) == ["KOR"])
    #expect(document.supplies[1].qualified == Located(true))
    #expect(document.supplies[1].entity.value == "nvidia" && document.supplies[1].product.value == "hbm")
    #expect(document.markets.count == 1 && document.groups.count == 1)
    #expect(document.claims[0].chosen == Located(true) && document.facts[0].value == Located(12.5))
    #expect(document.declaresSources && document.declaresProducts)
  }

  @Test func textsStayTexts() {
    for text in ["NO", "1e3", "0777", "0x10", "2025-10-30", "12:30:45", "yes", "1_000", ".5"] {
      let document = Self.read("entities:\n  - id: \(text)\n    country: \(text)\n").document
      #expect(document.entities.first?.id == Located(text))
      #expect(document.entities.first?.locations.first?.country == Located(text))
    }
  }

  @Test func nothingIsNothing() {
    let document = Self.read("entities:\n  - { id: a, name: ~, kind: null, hq: '', spare: , needs: }\nsources:\n")
      .document
    #expect(document.entities == [EntityRow(id: Located("a"))])
    #expect(!document.declaresSources)
    #expect(Self.read("sources: []\n").document.declaresSources)
  }

  @Test func placesTakeManyForms() {
    func locations(_ text: String) -> [LocationRow] {
      Self.read("entities:\n  - { id: a, \(text) }\n").document.entities.first?.locations ?? []
    }
    let twn = LocationRow(country: Located("TWN"))
    #expect(locations("country: TWN") == [twn])
    #expect(locations("locations: TWN") == [twn])
    #expect(locations("locations: [TWN]") == [twn])
    #expect(locations("locations: { TWN: }") == [twn])
    #expect(locations("locations: { TWN: 0.9 }") == [LocationRow(country: Located("TWN"), share: Located(0.9))])
    #expect(
      locations("locations: [{ country: TWN, share: 0.9 }]") == [
        LocationRow(country: Located("TWN"), share: Located(0.9))
      ])
    let owners = Self.read("entities:\n  - { id: a, owner: { x: 0.6, y: 0.4 } }\n").document.entities.first?.owners
    #expect(owners?.map(\.owner.value) == ["x", "y"])
  }

  @Test func allFindingsComeAtOnce() {
    let reading = Self.read(
      """
      titel: x
      entities:
        - id: a
          spare: many
          needs:
            - product: p
              supplies: [{ form: b }, { from: c, qualified: 1 }]
        - name: b
      products: {}

      """)
    #expect(
      reading.findings.map { line($0).prefix { $0 != "]" } } == [
        "g.yaml:2:1: error[unknown-key", "g.yaml:5:12: error[wrong-type", "g.yaml:8:20: error[missing-key",
        "g.yaml:8:22: error[unknown-key", "g.yaml:8:55: error[wrong-type", "g.yaml:9:5: error[missing-key",
        "g.yaml:10:11: error[wrong-type",
      ])
    #expect(reading.document.supplies.map(\.from.value) == ["c"])
  }
}
