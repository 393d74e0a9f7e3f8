import Diagnostics
import Foundation
import SupplyGraph
import Testing
import Yams

@testable import GraphFormats

@Suite struct WriterTests {
  static func document(_ edit: (inout EntityRow) -> Void = { _ in }) -> GraphDocument {
    var document = GraphDocument()
    document.id = Located("g")
    var entity = EntityRow(id: Located("a"))
    edit(&entity)
    document.entities = [entity]
    return document
  }

  @Test func yamlIsReadable() throws {
    var document = Self.document { entity in
      entity.name = Located("A & B")
      entity.locations = [LocationRow(country: Located("NO"))]
      entity.receives = [ShareEntry(key: Located("NO"), share: Located(0.25))]
    }
    document.needs = [NeedRow(entity: Located("a"), product: Located("wafer"))]
    var supply = SupplyRow(entity: Located("a"), product: Located("wafer"), from: Located("b"))
    supply.share = Located(1)
    document.supplies = [supply]
    document.declaresSources = true
    #expect(
      try YAMLGraphWriter().text(document) == """
        schema: chokepoint-graph/1
        id: g
        sources: []
        entities:
          - id: a
            name: "A & B"
            country: "NO"
            receives: { "NO": 0.25 }
            needs:
              - product: wafer
                supplies:
                  - { from: b, share: 1 }

        """)
  }

  @Test func jsonIsReadable() throws {
    let document = Self.document { entity in
      entity.name = Located("A \"B\"")
      entity.hazards = [Located("quake"), Located("\u{202E}x")]
    }
    #expect(
      try JSONGraphWriter().text(document) == """
        {
          "schema": "chokepoint-graph/1",
          "id": "g",
          "entities": [
            {
              "id": "a",
              "name": "A \\"B\\"",
              "hazards": ["quake", "\\u202Ex"]
            }
          ]
        }

        """)
  }

  /// Other YAML readers type bare scalars by their looks; ours must look like nothing but text to them.
  @Test func everyTextIsTextToOtherReaders() throws {
    for text in RandomDocument.nasty where !text.isEmpty {
      let yaml = try YAMLGraphWriter().text(Self.document { $0.name = Located(text) })
      let root = try Yams.load(yaml: yaml) as? [String: Any]
      let entity = (root?["entities"] as? [[String: Any]])?.first
      #expect(entity?["name"] as? String == text, "\(text.debugDescription)")
    }
  }

  @Test func everyNumberIsANumberToOtherReaders() throws {
    for value in [1, 0.5, 1e-5, 1e16, 2.5e300, -0.0, 1e15] {
      let yaml = try YAMLGraphWriter().text(Self.document { $0.spare = Located(value) })
      let root = try Yams.load(yaml: yaml) as? [String: Any]
      let spare = (root?["entities"] as? [[String: Any]])?.first?["spare"]
      #expect((spare as? Double ?? (spare as? Int).map(Double.init)) == value)
    }
  }

  static func refusal(_ write: () throws(FormatError) -> Void) -> String? {
    do throws(FormatError) {
      try write()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func tablesRefuseWhatTheyCannotHold() {
    func csv(_ edit: (inout EntityRow) -> Void) -> String? {
      let document = Self.document(edit)
      return Self.refusal { () throws(FormatError) in _ = try CSVFolderWriter().files(document) }
    }
    #expect(csv { _ in } == nil)
    #expect(
      csv { $0.hazards = [Located("a|b")] }
        == "entities.csv, column hazards, row 'a': 'a|b' contains '|', which separates the items of a list")
    #expect(
      csv { $0.receives = [ShareEntry(key: Located("A|B"), share: Located(1))] }?.contains("contains '|'") == true)
    #expect(csv { $0.hazards = [Located(" a")] }?.contains("outer spaces") == true)
    #expect(csv { $0.name = Located("a\0") }?.contains("NUL") == true)
    #expect(csv { $0.spare = Located(.nan) }?.contains("no number") == true)
    #expect(csv { $0.id = Located("") }?.contains("every row needs one") == true)
    #expect(csv { $0.name = Located(String(repeating: "x", count: 600_000)) }?.contains("500000 bytes") == true)
    let twice = ShareEntry(key: Located("USA"), share: Located(0.5))
    #expect(csv { $0.receives = [twice, twice] }?.contains("stands in it twice") == true)
  }

  @Test func tablesRefuseRowsOfAnAmbiguousEntity() {
    var document = Self.document { $0.locations = [LocationRow(country: Located("TWN"), share: Located(0.5))] }
    document.entities.append(EntityRow(id: Located("a")))
    #expect(
      Self.refusal { () throws(FormatError) in _ = try CSVFolderWriter().files(document) }
        == "entity 'a': there are two of this id")
  }

  @Test func textsRefuseWhatTheyCannotHold() {
    func yaml(_ document: GraphDocument) -> String? {
      Self.refusal { () throws(FormatError) in _ = try YAMLGraphWriter().text(document) }
    }
    #expect(yaml(Self.document { $0.spare = Located(.infinity) })?.contains("spare of entity 'a'") == true)
    #expect(yaml(Self.document { $0.name = Located("a\0") })?.contains("NUL") == true)
    #expect(yaml(Self.document { $0.name = Located("\u{FEFF}a") })?.contains("byte order mark") == true)
    let long = ShareEntry(key: Located(String(repeating: "k", count: 2_000)), share: Located(1))
    #expect(yaml(Self.document { $0.receives = [long] })?.contains("too long") == true)
    let twice = ShareEntry(key: Located("USA"), share: Located(0.5))
    #expect(yaml(Self.document { $0.receives = [twice, twice] })?.contains("twice") == true)
    var strange = Self.document()
    strange.supplies = [SupplyRow(entity: Located("z"), product: Located("p"), from: Located("b"))]
    #expect(yaml(strange)?.contains("belongs to 'z', which is no entity of the graph") == true)
    strange.supplies = []
    strange.needs = [NeedRow(entity: Located("z"), product: Located("p"))]
    #expect(yaml(strange)?.contains("belongs to 'z', which is no entity of the graph") == true)
  }

  @Test func singlePlacesStandInTheirRow() throws {
    var document = Self.document { entity in
      entity.locations = [LocationRow(country: Located("TWN"), share: Located(1))]
      entity.owners = [OwnerRow(owner: Located("x"), share: Located(0.4))]
    }
    var sourced = EntityRow(id: Located("b"))
    sourced.locations = [LocationRow(country: Located("JPN"))]
    sourced.locations[0].evidence.source = Located("s")
    document.entities.append(sourced)
    let files = try CSVFolderWriter().files(document)
    func table(_ name: String) -> String? { files.first { $0.name == name }?.text }
    #expect(table("entities.csv")?.split(separator: "\n")[1].hasPrefix("a,,,TWN,,,") == true)
    #expect(
      table("locations.csv") == "entity,country,share,source,as_of,status,method,confidence,note\nb,JPN,,s,,,,,\n")
    #expect(table("owners.csv") == "entity,owner,share,source,as_of,status,method,confidence,note\na,x,0.4,,,,,,\n")
    #expect(files.map(\.name) == ["datapackage.json", "entities.csv", "locations.csv", "owners.csv", "supplies.csv"])
  }

  @Test func theDataPackageDescribesEveryColumn() throws {
    let document = YAMLGraphReader().read(Array(Samples.yaml.utf8), name: "t").document
    let files = try CSVFolderWriter().files(document)
    let data = Data(files[0].text.utf8)
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(package["name"] as? String == "sample")
    #expect((package["licenses"] as? [[String: Any]])?.first?["name"] as? String == "CC-BY-4.0")
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.count == files.count - 1)
    for (resource, file) in zip(resources, files.dropFirst()) {
      #expect(resource["path"] as? String == file.name)
      let fields = (resource["schema"] as? [String: Any])?["fields"] as? [[String: Any]] ?? []
      let names = fields.compactMap { $0["name"] as? String }
      #expect(names.joined(separator: ",") == file.text.split(separator: "\n").first.map(String.init))
      #expect(fields.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
    }
  }
}
