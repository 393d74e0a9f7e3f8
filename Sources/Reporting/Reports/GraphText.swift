import Propagation
import SupplyGraph

/// How entities, products and sources of a graph read in sentences and tables.
struct GraphText {
  let graph: SupplyGraph

  init(_ graph: SupplyGraph) { self.graph = graph }

  func name(_ entity: EntityIndex) -> String { graph[entity].name }
  func id(_ entity: EntityIndex) -> String { graph[entity].id }

  /// `Taiwan`, `Taiwan and Japan`, `Taiwan, Japan and 3 more`.
  func names(_ entities: [EntityIndex], limit: Int = 3) -> String {
    let shown = entities.prefix(limit).map { name($0) }
    if entities.count > limit { return shown.joined(separator: ", ") + " and \(entities.count - limit) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "nobody" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  /// All names, separated by commas.
  func list(_ entities: [EntityIndex]) -> String { entities.map { name($0) }.joined(separator: ", ") }

  /// Ids of the sources that a step rests on.
  func sources(_ step: PathStep) -> [String] {
    let ids = [graph.supplies[step.supply].evidence.source, graph.needs[step.need].source].compactMap { $0 }
    return unique(ids.map { graph.sources[$0].id })
  }

  func sources(_ path: DependencyPath) -> [String] { unique(path.steps.flatMap { sources($0) }) }

  /// `Microsoft ← AI accelerator 92.3 % ← Nvidia ← … ← located in ← Taiwan`: who needs what, how much of it, from whom.
  func sentence(_ path: DependencyPath, start: EntityIndex) -> String {
    var text = name(path.steps.first?.buyer ?? start)
    for step in path.steps { text += " ← \(link(step)) ← \(name(graph.supplies[step.supply].supplier))" }
    return text
  }

  /// What ties a buyer to its supplier: `AI accelerator 92.3 %`, `located in`, `owned 60.0 % by`; all of it goes without
  /// saying.
  private func link(_ step: PathStep) -> String {
    let need = graph.needs[step.need]
    let part = step.share < 1 ? " \(NumberText.percent(step.share))" : ""
    let criticality = step.criticality < 1 ? ", criticality \(NumberText.percent(step.criticality))" : ""
    switch need.origin {
    case .explicit: return "\(graph.productName(need.product))\(part)\(criticality)"
    case .location: return "located\(part) in"
    case .ownership: return "owned\(part) by"
    case .hazard: return "exposed to"
    }
  }

  func json(_ path: DependencyPath) -> JSONValue {
    [
      "steps": stepsJSON(path), "contribution": .number(path.contribution), "sources": .strings(sources(path)),
    ]
  }

  func stepsJSON(_ path: DependencyPath) -> JSONValue {
    .array(
      path.steps.map { step in
        [
          "buyer": .string(id(step.buyer)), "product": .string(graph.needs[step.need].product),
          "supplier": .string(id(graph.supplies[step.supply].supplier)), "share": .number(step.share),
          "criticality": .number(step.criticality), "sources": .strings(sources(step)),
        ]
      })
  }

  /// A table of the sources with these ids, in the graph's order.
  func sourceTable(_ ids: some Sequence<String>) -> Table? {
    let wanted = Set(ids)
    guard !wanted.isEmpty else { return nil }
    var table = Table(
      title: "Sources",
      columns: [
        .init("source", "Source"), .init("title", "Title"), .init("publisher", "Publisher"), .init("date", "Date"),
        .init("url", "Address"),
      ])
    for source in graph.sources where wanted.contains(source.id) {
      table.rows.append([
        .text(source.id), .text(source.title), .optionalText(source.publisher),
        .optionalText(source.date?.description), .optionalText(source.url),
      ])
    }
    return table
  }

  private func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}
