import Foundation
import Testing

/// One tiny graph a fault; beside each stands what the program must say of it.
struct InvalidGraphTests {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/invalid")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func everyRuleHasItsFile() {
    #expect(Self.names.count >= 45)
  }

  @Test(arguments: names) func saysWhatIsWrongAndWhere(_ name: String) throws {
    let expected = try String(contentsOf: Self.folder.appendingPathComponent(name + ".expected"), encoding: .utf8)
    let command = try Command.run(["describe", "--graph", name + ".yaml"], in: Self.folder)
    #expect(command.status == 65)
    #expect(command.output.isEmpty)
    #expect(command.errors == expected)
    #expect(command.errors.contains("\(name).yaml:"))
  }

  @Test(arguments: names) func validateSaysTheSameAsData(_ name: String) throws {
    let command = try Command.run(["validate", "--graph", name + ".yaml", "--json"], in: Self.folder)
    #expect(command.status == 65)
    let findings = try #require(try command.json()["findings"] as? [[String: Any]])
    let errors = findings.filter { $0["severity"] as? String == "error" }
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(error["file"] as? String == name + ".yaml")
      #expect((error["line"] as? Int ?? 0) > 0)
      #expect((error["column"] as? Int ?? 0) > 0)
      #expect(error["code"] is String && error["text"] is String)
    }
  }
}
