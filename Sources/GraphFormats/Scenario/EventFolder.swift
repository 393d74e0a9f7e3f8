/// A folder of past events: `EVENT/graph.yaml`, `EVENT/scenarios/EVENT.yaml`, and `observed.csv` for all of them.
public enum EventFolder {
  /// One event.
  public struct Entry: Sendable, Hashable {
    /// The name of its folder.
    public var id: String
    /// Its graph: a file `graph.yaml`, `graph.yml` or `graph.json`, or the folder itself where that has `entities.csv`.
    public var graph: String
    /// The scenario of its name; nil where there is none.
    public var scenario: String?
  }

  /// The file of observed figures in a folder of events.
  public static func observed(in folder: String) -> String { joined(folder, "observed.csv") }

  /// The folders in which a graph stands, sorted by name.
  ///
  /// - Throws: ``FormatError/missing(path:)`` where there is no such folder, ``FormatError/io(path:reason:)``.
  /// - Complexity: O(files).
  public static func events(in folder: String) throws(FormatError) -> [Entry] {
    var entries: [Entry] = []
    for name in try InputFile.names(in: folder) {
      let path = joined(folder, name)
      guard let kind = try? InputFile.kind(of: path), kind == .folder, let graph = graph(in: path) else { continue }
      let scenario = ScenarioFolder.scenarios(beside: graph).first { $0.id == name }
      entries.append(Entry(id: name, graph: graph, scenario: scenario?.path))
    }
    return entries
  }

  private static func graph(in folder: String) -> String? {
    guard let names = try? InputFile.names(in: folder) else { return nil }
    if let file = ["graph.yaml", "graph.yml", "graph.json"].first(where: { names.contains($0) }) {
      return joined(folder, file)
    }
    return names.contains("entities.csv") ? folder : nil
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }
}
