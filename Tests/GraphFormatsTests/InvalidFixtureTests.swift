import Diagnostics
import Foundation
import Testing

@testable import GraphFormats

/// One fault for each fixture, and word for word what the readers say about it.
@Suite struct InvalidFixtureTests {
  static let folder = (Bundle.module.resourcePath ?? "") + "/Fixtures/invalid/"

  static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return all.filter { !$0.hasSuffix(".expected") }.sorted()
  }()

  @Test func thereAreFixtures() {
    #expect(Self.names.count >= 100)
  }

  @Test(arguments: names) func fault(_ name: String) throws {
    let findings: [Finding]
    if name.hasPrefix("scenario-") {
      findings = try ScenarioReader().read(path: Self.folder + name).findings
    } else {
      findings = try GraphReader().read(path: Self.folder + name).findings
    }
    let lines = findings.map { line($0, in: Self.folder) }
    let expected = try String(contentsOfFile: Self.folder + name + ".expected", encoding: .utf8)
    #expect(lines.joined(separator: "\n") + "\n" == expected)
    #expect(lines.count == 1)
  }
}
