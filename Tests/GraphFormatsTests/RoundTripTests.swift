import Diagnostics
import SupplyGraph
import Testing

@testable import GraphFormats

/// What is written reads back as it was: over every field, with texts and numbers made to get lost.
@Suite struct RoundTripTests {
  static let seeds: ClosedRange<UInt64> = 1...150

  static func text(_ text: String, _ syntax: TextSyntax) -> GraphReading {
    YAMLGraphReader().read(Array(text.utf8), name: "t", syntax: syntax)
  }

  static func folder(_ files: [(name: String, text: String)]) throws -> GraphReading {
    try CSVFolderReader().read(tables: files.map { ($0.name, Array($0.text.utf8)) }, folder: "folder")
  }

  /// Texts equal to the last scalar: Swift's equality alone takes "é" and "e" with an accent for the same.
  static func scalars(_ document: GraphDocument) throws -> [UInt8] {
    Array(try JSONGraphWriter().text(document).utf8)
  }

  @Test func yaml() throws {
    for seed in Self.seeds {
      var random = RandomDocument(seed: seed)
      let document = random.document().normalised
      let reading = Self.text(try YAMLGraphWriter().text(document), .yaml)
      #expect(reading.findings.isEmpty, "seed \(seed): \(reading.findings.prefix(3).map { line($0) })")
      #expect(reading.document == document, "seed \(seed)")
      #expect(try Self.scalars(reading.document) == Self.scalars(document), "seed \(seed)")
    }
  }

  @Test func json() throws {
    for seed in Self.seeds {
      var random = RandomDocument(seed: seed)
      let document = random.document().normalised
      let text = try JSONGraphWriter().text(document)
      for syntax in [TextSyntax.json, .yaml, .detected] {
        let reading = Self.text(text, syntax)
        #expect(reading.findings.isEmpty, "seed \(seed): \(reading.findings.prefix(3).map { line($0) })")
        #expect(reading.document == document, "seed \(seed)")
        #expect(try Self.scalars(reading.document) == Self.scalars(document), "seed \(seed)")
      }
    }
  }

  @Test func csv() throws {
    for seed in Self.seeds {
      var random = RandomDocument(seed: seed)
      let document = random.document().normalised
      let reading = try Self.folder(try CSVFolderWriter().files(document))
      #expect(reading.findings.isEmpty, "seed \(seed): \(reading.findings.prefix(3).map { line($0) })")
      #expect(reading.document == document, "seed \(seed)")
      #expect(try Self.scalars(reading.document) == Self.scalars(document), "seed \(seed)")
    }
  }

  /// The random documents together have every field both given and not given; else the three tests above prove less
  /// than they say.
  @Test func noFieldIsLeftOut() {
    var seen: Set<String> = []
    func note(_ value: Any, _ path: String) {
      let mirror = Mirror(reflecting: value)
      if path.hasSuffix(".rare") {
        // Fields that few rows have stand behind a reference; what counts is the fields.
        guard let box = mirror.children.first?.value else { return }
        for child in Mirror(reflecting: box).children { note(child.value, path + "." + (child.label ?? "")) }
      } else if mirror.displayStyle == .optional {
        seen.insert(path + (mirror.children.isEmpty ? " nil" : " given"))
      } else if mirror.displayStyle == .collection {
        seen.insert(path + (mirror.children.isEmpty ? " empty" : " filled"))
        for child in mirror.children { note(child.value, path) }
      } else if mirror.displayStyle == .struct, !"\(mirror.subjectType)".hasPrefix("Located") {
        for child in mirror.children { note(child.value, path + "." + (child.label ?? "")) }
      }
    }
    for seed in Self.seeds {
      var random = RandomDocument(seed: seed)
      note(random.document(), "")
    }
    let given = seen.filter { $0.hasSuffix(" given") }.map { $0.dropLast(6) }
    let missing = seen.filter { $0.hasSuffix(" nil") }.map { $0.dropLast(4) }
    #expect(Set(given).subtracting(missing).sorted() == [".id"])
    #expect(Set(missing).subtracting(given).sorted() == [".schema"])
    let filled = seen.filter { $0.hasSuffix(" filled") }.map { $0.dropLast(7) }
    let empty = seen.filter { $0.hasSuffix(" empty") }.map { $0.dropLast(6) }
    #expect(Set(filled) == Set(empty).subtracting([".files"]))
    #expect(given.count > 80)
  }

  @Test func normalisingTwiceIsNormalisingOnce() {
    for seed in Self.seeds {
      var random = RandomDocument(seed: seed)
      let document = random.document()
      #expect(document.normalised.normalised == document.normalised, "seed \(seed)")
    }
  }

  @Test func theSampleGoesThroughEveryForm() throws {
    let document = Self.text(Samples.yaml, .yaml).document
    #expect(document == document.normalised)
    let files = try CSVFolderWriter().files(document)
    let back = try Self.folder(files).document
    #expect(back == document)
    #expect(try YAMLGraphWriter().text(back) == YAMLGraphWriter().text(document))
    #expect(files.map(\.name) == ["datapackage.json"] + GraphTables.all.map(\.fileName))
  }

  @Test func normalisingByHand() {
    var document = GraphDocument()
    var a = EntityRow(id: Located("a"))
    a.name = Located("")
    a.locations = [LocationRow(country: Located("TWN"), share: Located(1))]
    a.owners = [OwnerRow(owner: Located("x"), share: Located(0.5))]
    a.hazards = [Located(""), Located("quake")]
    document.entities = [a, EntityRow(id: Located("b"))]
    document.needs = [
      NeedRow(entity: Located("b"), product: Located("p")), NeedRow(entity: Located("a"), product: Located("q")),
    ]
    func supply(_ entity: String, _ product: String, _ from: String) -> SupplyRow {
      SupplyRow(entity: Located(entity), product: Located(product), from: Located(from))
    }
    document.supplies = [
      supply("b", "p", "1"), supply("z", "p", "2"), supply("a", "r", "3"), supply("a", "q", "4"), supply("a", "r", "5"),
    ]
    let normal = document.normalised
    #expect(normal.entities[0].name == nil)
    #expect(normal.entities[0].locations == [LocationRow(country: Located("TWN"))])
    #expect(normal.entities[0].owners == [OwnerRow(owner: Located("x"), share: Located(0.5))])
    #expect(normal.entities[0].hazards == [Located("quake")])
    #expect(normal.needs.map { $0.entity.value + $0.product.value } == ["aq", "ar", "bp", "zp"])
    #expect(normal.supplies.map(\.from.value) == ["4", "3", "5", "1", "2"])
    #expect(normal.schema == Located("chokepoint-graph/1"))
  }
}
