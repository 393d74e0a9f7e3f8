/// The scenarios that stand beside a graph.
public enum ScenarioFolder {
  /// A scenario file, known by its name without the ending.
  public struct Entry: Sendable, Hashable {
    public var id: String
    public var path: String
  }

  /// The files `scenarios/*.yaml` in a graph's folder, or in the folder of its file, sorted by name.
  ///
  /// - Complexity: O(files).
  public static func scenarios(beside graph: String) -> [Entry] {
    var folder = graph
    if let kind = try? InputFile.kind(of: graph), kind != .folder {
      folder = graph.contains("/") ? String(graph[..<(graph.lastIndex(of: "/") ?? graph.startIndex)]) : "."
    }
    let scenarios = (folder.hasSuffix("/") ? folder : folder + "/") + "scenarios"
    guard let names = try? InputFile.names(in: scenarios) else { return [] }
    return names.compactMap { name in
      for ending in [".yaml", ".yml", ".json"] where name.hasSuffix(ending) && name.count > ending.count {
        return Entry(id: String(name.dropLast(ending.count)), path: scenarios + "/" + name)
      }
      return nil
    }
  }
}
