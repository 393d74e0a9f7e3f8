public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// What the shape of the network says, whatever the shares are.
  ///
  /// - Parameter top: rows of each table; nil for all.
  public static func structure(_ structure: NetworkStructure, in graph: SupplyGraph, top: Int?) -> Report {
    StructureReporter(structure: structure, text: GraphText(graph), top: top).report()
  }

  /// The keys that tell of cuts.
  mutating func set(_ cuts: StructuralCuts, _ text: GraphText) {
    set("articulation_points", .strings(cuts.articulationPoints.map { text.id($0) }))
    set("bridges", .array(cuts.bridges.map { .strings($0.map { text.id($0) }) }))
    set("strong_articulation_points", .strings(cuts.strongArticulationPoints.map { text.id($0) }))
  }
}

private struct StructureReporter {
  let structure: NetworkStructure
  let text: GraphText
  let top: Int?

  func report() -> Report {
    var report = Report(schema: "describe", title: "Structure of \(text.graph.title)")
    report.say(
      "What the shape alone says: sizes of shares do not count, and needs are not joined by AND. What is named here is a fact of this graph; what is not named can still stop a buyer (see `chokepoints`)."
    )
    addDominators(&report)
    addCircles(&report)
    addCuts(&report)
    report.set("component_count", .integer(structure.componentCount))
    report.set("strongly_connected_components", ids(structure.circles))
    report.set("closed_loops", ids(structure.closedLoops))
    report.set("fed_by_closed_loops_alone", .strings(structure.fedByLoopsAlone.map { text.id($0) }))
    report.set(
      "dominators",
      .array(
        structure.dominators.map { row in
          [
            "target": .string(text.id(row.target)), "dominators": .strings(row.dominators.map { text.id($0) }),
            "immediate": .optional(row.dominators.first.map { text.id($0) }), "fed": .bool(row.isFed),
          ]
        }))
    report.set(structure.cuts, text)
    return report
  }

  private func addDominators(_ report: inout Report) {
    var table = Table(
      title: "On every chain of supplies from raw inputs (dominators)",
      columns: [.init("target", "Target"), .init("dominators", "What every chain passes, nearest first")])
    for row in structure.dominators.prefix(top ?? .max) {
      let names =
        !row.isFed
        ? "raw inputs do not reach it: it hangs on a closed loop"
        : row.dominators.isEmpty ? "nothing: chains share no entity" : text.list(row.dominators)
      table.rows.append([
        .display(text.name(row.target), raw: text.id(row.target)),
        .display(names, raw: row.dominators.map { text.id($0) }.joined(separator: " ")),
      ])
    }
    report.add(table)
    sayHidden(structure.dominators.count - table.rows.count, "target", &report)
    guard !structure.closedLoops.isEmpty else { return }
    report.say(
      "Closed loops, whose members feed one another and which no raw input reaches, have no dominators: "
        + structure.closedLoops.prefix(6).map { text.names($0, limit: 6) }.joined(separator: "; ")
        + (structure.closedLoops.count > 6 ? "; and \(structure.closedLoops.count - 6) more" : "")
        + (structure.fedByLoopsAlone.isEmpty
          ? "." : ". Fed by them alone: \(text.names(structure.fedByLoopsAlone, limit: 8))."))
  }

  private func addCircles(_ report: inout Report) {
    guard !structure.circles.isEmpty else {
      report.say("Nobody depends on itself through others: the graph has no circles.")
      return
    }
    let points = Set(structure.cuts.strongArticulationPoints)
    var table = Table(
      title: "Circles: groups that depend on one another (strongly connected components)",
      columns: [
        .init("members", "Members", isNumeric: true), .init("group", "Group"),
        .init("held_by", "Held together by"),
      ])
    for circle in structure.circles.prefix(top ?? .max) {
      let held = circle.filter { points.contains($0) }
      table.rows.append([
        .integer(circle.count),
        .display(text.names(circle, limit: 6), raw: circle.map { text.id($0) }.joined(separator: " ")),
        .display(
          held.isEmpty ? "nobody alone" : text.names(held, limit: 6),
          raw: held.map { text.id($0) }.joined(separator: " ")),
      ])
    }
    report.add(table)
    sayHidden(structure.circles.count - table.rows.count, "circle", &report)
    report.say(
      "Held together by: without it the rest of the group is no longer one circle (strong articulation point).")
  }

  private func addCuts(_ report: inout Report) {
    let cuts = structure.cuts
    var points = Table(
      title: "Without which parts of the network touch nowhere (articulation points)",
      columns: [.init("id", "Entity"), .init("kind", "Kind"), .init("bridges", "Its links that nothing replaces")])
    var links: [EntityIndex: [EntityIndex]] = [:]
    for bridge in cuts.bridges where bridge.count == 2 {
      links[bridge[0], default: []].append(bridge[1])
      links[bridge[1], default: []].append(bridge[0])
    }
    // The entity with most such links first: it is what analysts look for.
    let ranked = cuts.articulationPoints.enumerated().sorted { a, b in
      let (left, right) = (links[a.element]?.count ?? 0, links[b.element]?.count ?? 0)
      return left != right ? left > right : a.offset < b.offset
    }.map(\.element)
    for point in ranked.prefix(top ?? .max) {
      let ends = links[point] ?? []
      points.rows.append([
        .display(text.name(point), raw: text.id(point)), .text(text.graph[point].kind.rawValue),
        .display(
          ends.isEmpty ? "none" : "\(ends.count): \(text.names(ends, limit: 4))",
          raw: ends.map { text.id($0) }.joined(separator: " ")),
      ])
    }
    if points.rows.isEmpty {
      report.say("No entity alone takes the network apart: there are no articulation points.")
    } else {
      report.add(points)
      sayHidden(ranked.count - points.rows.count, "articulation point", &report)
    }
    report.say(
      "\(NumberText.count(cuts.articulationPoints.count, "articulation point")) and \(NumberText.count(cuts.bridges.count, "bridge")) (links that nothing replaces), directions left aside, places, owners and hazards included; \(NumberText.count(cuts.strongArticulationPoints.count, "strong articulation point"))."
    )
  }

  private func sayHidden(_ count: Int, _ noun: String, _ report: inout Report) {
    if count > 0 { report.say("Not shown: \(NumberText.count(count, "more " + noun)); --top 0 shows all.") }
  }

  private func ids(_ groups: [[EntityIndex]]) -> JSONValue {
    .array(groups.map { .strings($0.map { text.id($0) }) })
  }
}
