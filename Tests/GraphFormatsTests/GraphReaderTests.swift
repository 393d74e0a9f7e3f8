import Diagnostics
import Foundation
import SupplyGraph
import Testing

@testable import GraphFormats

/// Files and folders as they lie on a disk.
@Suite struct GraphReaderTests {
  @Test func dispatchesByWhatIsThere() throws {
    try withFolder { folder in
      let document = YAMLGraphReader().read(Array(Samples.yaml.utf8), name: "t").document
      try AtomicFile.write(folder + "/g.yaml", try YAMLGraphWriter().text(document))
      try AtomicFile.write(folder + "/g.YML", try YAMLGraphWriter().text(document))
      try AtomicFile.write(folder + "/g.json", try JSONGraphWriter().text(document))
      try AtomicFile.write(folder + "/plain", try JSONGraphWriter().text(document))
      try FileManager.default.createDirectory(atPath: folder + "/tables", withIntermediateDirectories: false)
      for file in try CSVFolderWriter().files(document) {
        try AtomicFile.write(folder + "/tables/" + file.name, file.text)
      }
      for name in ["g.yaml", "g.YML", "g.json", "plain", "tables", "tables/"] {
        let reading = try GraphReader().read(path: folder + "/" + name)
        #expect(reading.findings.isEmpty, "\(name)")
        #expect(reading.document == document, "\(name)")
      }
    }
  }

  /// The digests are those of `sha256sum`; the files of a folder are named and sorted in it.
  @Test func digestsNameTheInput() throws {
    try withFolder { folder in
      try AtomicFile.write(folder + "/g.yaml", "schema: chokepoint-graph/1\n")
      let file = try GraphReader().read(path: folder + "/g.yaml")
      #expect(file.digest == SHA256.hexDigest(Array("schema: chokepoint-graph/1\n".utf8)))
      try FileManager.default.removeItem(atPath: folder + "/g.yaml")
      try AtomicFile.write(folder + "/entities.csv", "id\n")
      let broken = try GraphReader().read(path: folder)
      #expect(codes(broken.findings) == ["missing-table"])
      let line = SHA256.hexDigest(Array("id\n".utf8)) + "  entities.csv\n"
      #expect(broken.digest == SHA256.hexDigest(Array(line.utf8)))
    }
  }

  @Test func readsPipes() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("{\"schema\": \"chokepoint-graph/1\"}".utf8))
    try pipe.fileHandleForWriting.close()
    let reading = try GraphReader().read(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    #expect(reading.findings.isEmpty)
    #expect(reading.document.schema == Located("chokepoint-graph/1"))
  }

  static func error(_ body: () throws(FormatError) -> Void) -> FormatError? {
    do throws(FormatError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func missingAndUnreadable() throws {
    try withFolder { folder in
      let path = folder + "/none.yaml"
      #expect(Self.error { () throws(FormatError) in _ = try GraphReader().read(path: path) } == .missing(path: path))
      let inside = folder + "/file/none"
      try AtomicFile.write(folder + "/file", "x")
      #expect(
        Self.error { () throws(FormatError) in _ = try GraphReader().read(path: inside) } == .missing(path: inside))
      let scenario = Self.error { () throws(FormatError) in _ = try ScenarioReader().read(path: folder) }
      #expect(scenario == .io(path: folder, reason: "this is a folder"))
      try FileManager.default.createDirectory(atPath: folder + "/g/entities.csv", withIntermediateDirectories: true)
      let table = Self.error { () throws(FormatError) in _ = try GraphReader().read(path: folder + "/g") }
      #expect(table == .io(path: folder + "/g/entities.csv", reason: "this is no regular file"))
    }
  }

  @Test func sizesAreLimitedBeforeReading() throws {
    try withFolder { folder in
      var limits = FormatLimits()
      limits.documentBytes = 10
      limits.tableBytes = 10
      try AtomicFile.write(folder + "/g.yaml", "schema: chokepoint-graph/1\n")
      try AtomicFile.write(folder + "/entities.csv", "id,name,kind\n")
      try AtomicFile.write(folder + "/supplies.csv", "")
      #expect(codes(try GraphReader(limits: limits).read(path: folder + "/g.yaml").findings) == ["too-large"])
      #expect(codes(try GraphReader(limits: limits).read(path: folder).findings) == ["too-large", "empty"])
      #expect(codes(try ScenarioReader(limits: limits).read(path: folder + "/g.yaml").findings) == ["too-large"])
    }
  }

  @Test func onlySoundDocumentsAreGiven() throws {
    let bad = YAMLGraphReader().read(Array("a: b".utf8), name: "t")
    #expect(throws: FindingsError.self) { try bad.get() }
    let good = YAMLGraphReader().read(Array("schema: chokepoint-graph/1".utf8), name: "t")
    #expect(try good.get() == good.document)
  }
}

/// Runs a test in a folder of its own that is gone afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("graph-formats-" + UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}
