import Foundation

/// A run of the built program, as a user runs it.
struct Command {
  var status: Int32
  var output: Data
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The program beside the test bundle.
  static let program: URL = {
    var folder = Bundle.module.bundleURL.deletingLastPathComponent()
    // A macOS test bundle keeps its resources inside itself.
    while folder.path != "/",
      !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("chokepoint").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("chokepoint")
  }()

  /// Runs the program and waits for its end.
  static func run(
    _ arguments: [String], in folder: URL? = nil, program: URL = program, input: String? = nil
  ) throws -> Command {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    let scratch = try Scratch()
    let outputFile = scratch.folder.appendingPathComponent("stdout")
    let errorFile = scratch.folder.appendingPathComponent("stderr")
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    // Files rather than pipes: a large result must not block the program.
    let output = try FileHandle(forWritingTo: outputFile)
    let errors = try FileHandle(forWritingTo: errorFile)
    process.standardOutput = output
    process.standardError = errors
    if let input {
      let inputFile = scratch.folder.appendingPathComponent("stdin")
      try Data(input.utf8).write(to: inputFile)
      process.standardInput = try FileHandle(forReadingFrom: inputFile)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Command(
      status: process.terminationStatus, output: try Data(contentsOf: outputFile),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }

  /// The result as a JSON object.
  func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: output) as? [String: Any] ?? [:]
  }
}

/// A folder of its own that goes when the test ends.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("chokepoint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
