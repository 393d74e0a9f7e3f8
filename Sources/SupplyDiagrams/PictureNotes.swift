public import GraphDrawing
public import SupplyGraph

/// Notes below every picture of a graph.
public enum PictureNotes {
  /// What the data are; nil for a graph without a date.
  public static func data(_ graph: SupplyGraph) -> Note? {
    graph.asOf.map { asOf in
      Note(
        label: "Data as of \(asOf)",
        text:
          "\(graph.entities.count) entities, \(graph.supplies.count) supplies and places, \(graph.sources.count) sources"
          + (graph.licence.map { ", \($0)" } ?? "") + ".")
    }
  }

  /// Publishers whose licence asks for their name, each once, with the licence; nil where there is none.
  public static func credits(_ graph: SupplyGraph) -> Note? {
    var names: [String] = []
    for source in graph.sources {
      guard let licence = source.licence, licence.hasPrefix("CC"), !licence.hasPrefix("CC0"),
        let publisher = source.publisher
      else { continue }
      let name = "\(publisher) (\(licence))"
      if !names.contains(name) { names.append(name) }
    }
    guard !names.isEmpty else { return nil }
    return Note(
      label: "Credits", text: names.joined(separator: ", ") + "; all sources: chokepoint describe --credits.")
  }
}
