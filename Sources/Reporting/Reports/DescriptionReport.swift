import GraphAlgorithms
public import SupplyGraph

extension Report {
  /// What is in a graph: counts by kind and tier, products, cycles, unattributed supply, evidence.
  public static func description(of graph: SupplyGraph) -> Report {
    let text = GraphText(graph)
    var report = Report(schema: "describe", title: graph.title)
    let explicit = graph.needs.filter { !$0.isImplicit }
    let supplies = explicit.reduce(0) { $0 + $1.supplies.count }
    report.say(
      "\(graph.entities.count) entities (\(graph.entities.count { !$0.isDeclared }) countries only named), \(graph.products.count) products, \(explicit.count) needs with \(supplies) supplies, \(graph.sources.count) sources; \(graph.needs.count - explicit.count) more needs follow from places, owners and hazards."
    )
    report.add(kindTable(graph))
    let methods = EvidenceMethod.allCases.map { method in
      (method.rawValue, explicit.flatMap { graph.supplies[$0.supplies] }.count { $0.evidence.method == method })
    }
    var evidence = Table(
      title: "How the shares were obtained",
      columns: [
        .init("method", "Method"), .init("supplies", "Supplies", isNumeric: true),
        .init("part", "Part", isNumeric: true),
      ])
    for (method, count) in methods {
      evidence.rows.append([
        .text(method), .integer(count), .share(supplies > 0 ? Double(count) / Double(supplies) : 0),
      ])
    }
    report.add(evidence)
    let open = explicit.filter { $0.unattributed > 0 }
    let mean = explicit.isEmpty ? 0 : open.reduce(0) { $0 + $1.unattributed } / Double(explicit.count)
    report.say(
      "\(open.count) of \(explicit.count) needs have a part that is attributed to nobody, \(NumberText.percent(mean)) of a need on average."
    )
    let cycles = cycles(graph)
    report.say(
      cycles.isEmpty
        ? "Nobody depends on itself through others: the graph has no cycles."
        : "\(cycles.count) \(cycles.count == 1 ? "group of entities depends" : "groups of entities depend") on one another in cycles: "
          + cycles.map { text.names($0, limit: 4) }.joined(separator: "; ") + ".")
    setMembers(graph, explicit, methods, mean, cycles, text, &report)
    return report
  }

  private static func kindTable(_ graph: SupplyGraph) -> Table {
    var table = Table(
      title: "Entities by tier and kind",
      columns: [
        .init("tier", "Tier", isNumeric: true), .init("kind", "Kind"), .init("entities", "Entities", isNumeric: true),
        .init("examples", "Examples"),
      ])
    let groups = Dictionary(grouping: graph.entities) { Key(tier: $0.tier, kind: $0.kind.rawValue) }
    for (key, entities) in groups.sorted(by: { ($0.key.tier, $0.key.kind) < ($1.key.tier, $1.key.kind) }) {
      table.rows.append([
        .integer(key.tier), .text(key.kind), .integer(entities.count),
        .text(entities.prefix(4).map(\.name).joined(separator: ", ") + (entities.count > 4 ? ", …" : "")),
      ])
    }
    return table
  }

  private struct Key: Hashable {
    var tier: Int
    var kind: String
  }

  private static func cycles(_ graph: SupplyGraph) -> [[EntityIndex]] {
    guard let components = try? graph.dependencyDigraph().stronglyConnectedComponents() else { return [] }
    return (0..<components.count).map { components.members(of: $0) }.filter { $0.count > 1 }.map { members in
      members.map { EntityIndex(rawValue: $0) }
    }.sorted { ($0.first?.rawValue ?? 0) < ($1.first?.rawValue ?? 0) }
  }

  private static func setMembers(
    _ graph: SupplyGraph, _ explicit: [Need], _ methods: [(String, Int)], _ mean: Double, _ cycles: [[EntityIndex]],
    _ text: GraphText, _ report: inout Report
  ) {
    report.set("title", .string(graph.title))
    report.set("as_of", .optional(graph.asOf?.description))
    report.set("licence", .optional(graph.licence))
    report.set(
      "counts",
      [
        "entities": .integer(graph.entities.count), "products": .integer(graph.products.count),
        "needs": .integer(explicit.count), "implicit_needs": .integer(graph.needs.count - explicit.count),
        "supplies": .integer(explicit.reduce(0) { $0 + $1.supplies.count }),
        "sources": .integer(graph.sources.count), "markets": .integer(graph.markets.count),
        "claims": .integer(graph.claims.count), "facts": .integer(graph.facts.count),
      ])
    let kinds = Dictionary(grouping: graph.entities, by: \.kind.rawValue).mapValues(\.count)
    report.set(
      "kinds", .object(kinds.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) }))
    let tiers = Dictionary(grouping: graph.entities, by: \.tier).mapValues(\.count)
    report.set(
      "tiers",
      .array(
        tiers.sorted { $0.key < $1.key }.map { ["tier": .integer($0.key), "entities": .integer($0.value)] }))
    report.set("methods", .object(methods.map { .init($0.0.replacing("-", with: "_"), .integer($0.1)) }))
    report.set("unattributed_mean", .number(mean))
    report.set("cycles", .array(cycles.map { .strings($0.map { text.id($0) }) }))
  }
}
