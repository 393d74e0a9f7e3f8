import Foundation
import Testing

@testable import GraphFormats

@Suite struct AtomicFileTests {
  static func names(_ folder: String) throws -> [String] { try InputFile.names(in: folder) }

  @Test func writesAndReplaces() throws {
    try withFolder { folder in
      try AtomicFile.write(folder + "/a", "one")
      try AtomicFile.write(folder + "/a", "two\n")
      #expect(try String(contentsOfFile: folder + "/a", encoding: .utf8) == "two\n")
      try AtomicFile.write(folder + "/empty", [])
      #expect(try Self.names(folder) == ["a", "empty"])
      let large = [UInt8](repeating: 7, count: 3_000_000)
      try AtomicFile.write(folder + "/a", large)
      #expect(try InputFile(path: folder + "/a").readAll(limit: 3_000_000) == large)
      #expect(try InputFile(path: folder + "/a").readAll(limit: 2_999_999) == nil)
    }
  }

  @Test func keepsPermissionsAndLinks() throws {
    try withFolder { folder in
      try AtomicFile.write(folder + "/a", "one")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder + "/a")
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "a")
      try AtomicFile.write(folder + "/link", "two")
      #expect(try String(contentsOfFile: folder + "/a", encoding: .utf8) == "two")
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/a")[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o640)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == "a")
    }
  }

  @Test func whatCannotBeReplacedIsWrittenTo() throws {
    try AtomicFile.write("/dev/null", "x")
    #expect(try InputFile.kind(of: "/dev/null") == .stream)
  }

  @Test func failuresAreTypedAndLeaveNothing() throws {
    try withFolder { folder in
      func failure(_ path: String) -> FormatError? {
        GraphReaderTests.error { () throws(FormatError) in try AtomicFile.write(path, "x") }
      }
      guard case .cannotCreate = failure(folder + "/none/a") else {
        Issue.record("a file in a missing folder")
        return
      }
      guard case .cannotCreate = failure(folder) else {
        Issue.record("a folder")
        return
      }
      guard case .cannotCreate = failure(folder + "/") else {
        Issue.record("no name")
        return
      }
      let left = try Self.names(folder)
      #expect(left == [])
    }
  }
}
