import Foundation

/// The graphs that come with the program, in a resources folder beside it.
public enum BundledGraphs {
  /// The folder or file of a bundled graph, by its path inside `Graphs`; nil where the resources are not there.
  ///
  /// They are looked for beside the executable, so that the program can be copied anywhere together with its resources.
  public static func path(of name: String) -> String? {
    candidates.lazy.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The path of a teaching graph (`diamond`, `cycle`, `two-of-three`, `outages`, `one-fab`) or of a past event's graph
  /// (`wuxi-2013`) by its bare name, unless a file of that name stands here.
  public static func example(_ name: String) -> String? {
    guard !name.contains("/"), !FileManager.default.fileExists(atPath: name) else { return nil }
    return path(of: "examples/\(name).yaml") ?? path(of: "history/\(name)/graph.yaml")
      ?? (name == "ai-accelerators" ? path(of: name) : nil)
  }

  private static var candidates: [String] {
    let names = ["chokepoint_BundledGraphs.resources", "chokepoint_BundledGraphs.bundle"]
    var folders: [String] = []
    if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      folders.append(executable.deletingLastPathComponent().path)
    }
    folders.append(Bundle.main.bundlePath)
    return folders.flatMap { folder in names.map { folder + "/" + $0 } }
      + [Bundle.main.resourcePath].compactMap { $0 }
  }
}
