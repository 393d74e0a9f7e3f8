import Diagnostics
import SupplyGraph
import Testing

@testable import GraphFormats

@Suite struct CSVFolderReaderTests {
  static func read(_ tables: [String: String], folder: String = "graphs/my-graph") throws -> GraphReading {
    try CSVFolderReader().read(tables: tables.map { ($0.key, Array($0.value.utf8)) }, folder: folder)
  }

  static let entities = "id,name,kind\na,A,foundry\nb,B,material\n"
  static let supplies = "entity,product,from,share\na,wafer,b,0.5\n"

  @Test func twoTablesAreEnough() throws {
    let reading = try Self.read(["entities.csv": Self.entities, "supplies.csv": Self.supplies])
    #expect(reading.findings.isEmpty)
    let document = reading.document
    #expect(document.id == Located("my-graph"))
    #expect(document.schema == Located("chokepoint-graph/1"))
    #expect(document.files == ["graphs/my-graph/entities.csv", "graphs/my-graph/supplies.csv"])
    #expect(document.entities.map(\.id.value) == ["a", "b"])
    #expect(document.supplies.map(\.share) == [Located(0.5)])
    #expect(document.supplies[0].share?.spot == SourceSpot(file: 1, line: 2, column: 11))
    #expect(!document.declaresSources && !document.declaresProducts)
    #expect(document.needs.isEmpty)
  }

  @Test func spreadsheetsOfAllKinds() throws {
    let plain = try Self.read(["entities.csv": Self.entities, "supplies.csv": Self.supplies]).document
    let variants = [
      "\u{FEFF}entity,product,from,share\r\na,wafer,b,0.5\r\n", "entity;product;from;share\na;wafer;b;0,5\n",
      "entity;product;from;share\na;wafer;b;0.5", "entity\tproduct\tfrom\tshare\na\twafer\tb\t0.5\n",
      "share,from,product,entity\n0.5,b,wafer,a\n", "\n\nentity,product,from,share\n\n,,,\na,wafer,b,0.5\n,,,\n\n",
      "\"entity\",\"product\",\"from\",\"share\"\n\"a\",\"wafer\",\"b\",\"0.5\"\n",
      "entity,product,from,share\na,wafer,b, 0.5 \n",
      "entity,product,from,share\ra,wafer,b,5e-1\r",
    ]
    for supplies in variants {
      let reading = try Self.read(["entities.csv": Self.entities, "supplies.csv": supplies])
      #expect(reading.findings.isEmpty, "\(supplies.debugDescription)")
      #expect(reading.document == plain, "\(supplies.debugDescription)")
    }
  }

  @Test func listsMapsAndFlags() throws {
    let document = try Self.read([
      "entities.csv": "id,hazards,receives\na,quake | flood,USA=0.8|IRL = 0.2\nb,,USA\nc,x=y,a=b=0.5\n",
      "supplies.csv": "entity,product,from,qualified\na,p,b,TRUE\na,p,c,false\na,p,d,\n",
      "products.csv":
        "id,hs,eccn,elasticity_short,elasticity_short_low\np,8542.32=0.7|8471.50=0.3,3A090|4A090,-0.1,-0.3\n",
      "variants.csv": "product,id,share,attributes\np,h200,0.2,tpp=15800|dram_gbps=4800\n",
    ]).document
    #expect(document.entities[0].hazards.map(\.value) == ["quake", "flood"])
    #expect(document.entities[0].receives.map { "\($0.key.value) \($0.share.value)" } == ["USA 0.8", "IRL 0.2"])
    #expect(document.entities[1].receives.map { "\($0.key.value) \($0.share.value)" } == ["USA 1.0"])
    #expect(document.entities[2].hazards.map(\.value) == ["x=y"])
    #expect(document.entities[2].receives.map { "\($0.key.value) \($0.share.value)" } == ["a=b 0.5"])
    #expect(document.supplies.map(\.qualified?.value) == [true, false, nil])
    #expect(document.products[0].hs.map(\.key.value) == ["8542.32", "8471.50"])
    #expect(document.products[0].eccn.map(\.value) == ["3A090", "4A090"])
    #expect(document.products[0].elasticityShort == RangeRow(value: Located(-0.1), low: Located(-0.3)))
    #expect(document.products[0].elasticityLong == nil)
    #expect(document.products[0].variants[0].attributes.map(\.share.value) == [15800, 4800])
    #expect(document.declaresProducts)
  }

  @Test func aByteOrderMarkInACellStays() throws {
    let document = try Self.read(["entities.csv": "id,name\na,\u{FEFF}x\n", "supplies.csv": Self.supplies]).document
    #expect(document.entities[0].name?.value.unicodeScalars.map(\.value) == [0xFEFF, 0x78])
  }

  @Test func theDataPackageNamesTheGraph() throws {
    let package = """
      {"profile": "tabular-data-package", "name": "chain", "title": "A chain", "as_of": "2025", "version": 3,
       "licenses": [{"name": "CC-BY-4.0", "path": "https://example.org"}, {"name": "other"}],
       "resources": [{"name": "entities", "path": "../../secret.csv"}]}
      """
    let reading = try Self.read([
      "datapackage.json": package, "entities.csv": Self.entities, "supplies.csv": Self.supplies,
    ])
    #expect(reading.findings.isEmpty)
    #expect(reading.document.id == Located("chain"))
    #expect(reading.document.title == Located("A chain"))
    #expect(reading.document.asOf == Located("2025"))
    #expect(reading.document.licence == Located("CC-BY-4.0"))
    #expect(reading.document.files[0] == "graphs/my-graph/datapackage.json")
  }

  @Test func allFindingsComeAtOnceAndInOrder() throws {
    let reading = try Self.read([
      "entities.csv": "id,nmae\na,x\n,y\n",
      "supplies.csv": "entity,product,from,share\na,wafer,b,x\na,wafer\n,p,,NaN\n",
      "sorces.csv": "id\n", "pools.csv": "",
    ])
    #expect(
      reading.findings.map { line($0).prefix { $0 != "]" } } == [
        "graphs/my-graph/entities.csv:1:4: error[unknown-column",
        "graphs/my-graph/entities.csv:3:1: error[missing-value",
        "graphs/my-graph/supplies.csv:2:11: error[wrong-type",
        "graphs/my-graph/supplies.csv:3:1: error[csv-missing-cells",
        "graphs/my-graph/supplies.csv:4:1: error[missing-value",
        "graphs/my-graph/supplies.csv:4:4: error[missing-value",
        "graphs/my-graph/pools.csv:1:1: info[reserved-table",
        "graphs/my-graph/sorces.csv:1:1: warning[unknown-table",
      ])
    #expect(reading.document.entities.map(\.id.value) == ["a"])
  }

  @Test func everyTableHasAReaderForEveryColumn() throws {
    // One row with a value of its own in every column; a reader that forgot one would lose it.
    for schema in GraphTables.all {
      var tables = ["entities.csv": Self.entities, "supplies.csv": Self.supplies]
      if schema.name == "variants" { tables["products.csv"] = "id\na\n" }
      let cells = schema.columns.enumerated().map { index, column in
        switch column.kind {
        case .number: "0.\(index + 1)01"
        case .flag: "true"
        case .map: "k\(index)=0.\(index + 1)01"
        case .text, .list: column.name == "entity" || column.name == "product" ? "a" : "v\(index)x"
        }
      }
      tables[schema.fileName] =
        schema.columns.map(\.name).joined(separator: ",") + "\n" + cells.joined(separator: ",") + "\n"
      if schema.name != "supplies" { tables["supplies.csv"] = "entity,product,from\n" }
      let reading = try Self.read(tables)
      #expect(reading.findings.isEmpty, "\(schema.name): \(reading.findings)")
      let written = try CSVFolderWriter().files(reading.document)
      let rows = written.first { $0.name == schema.fileName }?.text.split(separator: "\n") ?? []
      #expect(rows.contains { $0 == cells.joined(separator: ",") }, "\(schema.name): \(rows)")
    }
  }

  @Test func namesOfFolders() {
    #expect(CSVFolderReader.lastName(of: "a/b/") == "b")
    #expect(CSVFolderReader.lastName(of: "a/b/.") == "b")
    #expect(CSVFolderReader.lastName(of: "/") == "")
    #expect(CSVFolderReader.lastName(of: "b") == "b")
  }
}
