import Foundation
import Testing

/// `chokepoint generate`, as a user runs it.
struct GenerateCommandTests {
  private func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
    }
    return files
  }

  @Test(arguments: [[], ["--cycles", "0.1"], ["--volumes", "--stocks", "--products", "3"]])
  func whatItMakesIsSoundWithoutAWarning(_ options: [String]) throws {
    let scratch = try Scratch()
    let folder = scratch.path("made")
    let made = try Command.run(["generate", "--nodes", "400", "--seed", "11", "-o", folder] + options)
    #expect(made.status == 0)
    #expect(made.output.isEmpty)
    #expect(made.errors.hasPrefix("wrote 400 entities, "))
    let checked = try Command.run(["validate", folder, "--strict", "--json"])
    #expect(checked.status == 0)
    #expect(try (checked.json()["findings"] as? [Any])?.isEmpty == true)
    let described = try Command.run(["describe", "--graph", folder])
    #expect(described.status == 0)
    #expect(described.text.contains("Test network of 400 made-up entities, seed 11"))
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let scratch = try Scratch()
    let arguments = ["generate", "--nodes", "300", "--cycles", "0.02", "--quiet", "--seed"]
    for (name, seed) in [("a", "5"), ("b", "5"), ("c", "6")] {
      #expect(try Command.run(arguments + [seed, "-o", scratch.path(name)]).errors.isEmpty)
    }
    let first = try files(scratch.path("a"))
    #expect(
      Set(first.keys)
        == ["datapackage.json", "entities.csv", "needs.csv", "products.csv", "sources.csv", "supplies.csv"])
    #expect(try files(scratch.path("b")) == first)
    #expect(try files(scratch.path("c"))["supplies.csv"] != first["supplies.csv"])
  }

  @Test func itNeverWritesOverAnything() throws {
    let scratch = try Scratch()
    let file = try scratch.write("notes.txt", "mine")
    for target in [scratch.folder.path, file] {
      let refused = try Command.run(["generate", "--nodes", "100", "-o", target])
      #expect(refused.status == 73)
      #expect(refused.errors.contains(target == file ? "this is no folder" : "the folder is not empty"))
    }
    #expect(try files(scratch.folder.path) == ["notes.txt": Data("mine".utf8)])
    let empty = scratch.path("empty")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
    #expect(try Command.run(["generate", "--nodes", "100", "-o", empty]).status == 0)
    let nowhere = try Command.run(["generate", "--nodes", "100", "-o", scratch.path("missing/made")])
    #expect(nowhere.status == 73)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(Set(names) == ["notes.txt", "empty"])
  }

  @Test(arguments: [
    (["--nodes", "7"], "8 to 5000000 nodes, not 7"), (["--nodes", "99999999999"], "not 99999999999"),
    (["--nodes", "100", "--cycles", "0.7"], "0 to 0.5, not 0.7"), (["--nodes", "100", "--cycles", "nan"], "not nan"),
    (["--nodes", "100", "--products", "0"], "1 to 1000 products, not 0"), (["--nodes", "many"], "--nodes"),
  ])
  func limitsAreSaid(_ arguments: [String], _ words: String) throws {
    let scratch = try Scratch()
    let refused = try Command.run(["generate", "-o", scratch.path("made")] + arguments)
    #expect(refused.status == 64)
    #expect(refused.errors.contains(words))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("made")))
  }

  @Test func aNameIsNeeded() throws {
    #expect(try Command.run(["generate", "--nodes", "100"]).status == 64)
    #expect(try Command.run(["generate", "--nodes", "100", "-o", "-"]).status == 64)
  }
}
