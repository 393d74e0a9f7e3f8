import Propagation
public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// The strongest ways by which one entity depends on another.
  ///
  /// - Parameter isReversed: whether there is a way in the other direction; asked only where none was found.
  public static func paths(
    _ found: DependencyPaths, from buyer: EntityIndex, to supplier: EntityIndex, asked: Int, isReversed: Bool,
    in graph: SupplyGraph
  ) -> Report {
    let text = GraphText(graph)
    let (from, to) = (text.name(buyer), text.name(supplier))
    var report = Report(schema: "paths", title: "How \(from) depends on \(to)")
    if found.paths.isEmpty {
      if found.isComplete {
        report.say("\(from) does not depend on \(to), as far as this graph knows.")
      }
      if isReversed {
        report.say(
          "The other way round there is a path: chokepoint paths \(text.id(supplier)) \(text.id(buyer))")
      }
    } else {
      report.say(
        "Strength: the part of \(from)’s output that stops by this way alone if \(to) stops and all else holds, the product of share and criticality of its steps. Strengths are not to be added up: `chokepoint exposure \(text.id(buyer)) --to \(text.id(supplier))` has the loss over all ways."
      )
      addTables(found.paths, text, &report)
      if found.isComplete, found.paths.count < asked {
        report.say(
          "There \(found.paths.count == 1 ? "is no other way" : "are no other ways") that visit\(found.paths.count == 1 ? "s" : "") nobody twice."
        )
      }
    }
    if !found.isComplete {
      report.say(
        "Incomplete: the search was stopped at its limit. The paths listed are the strongest; there are others that it did not reach."
      )
    }
    report.set("from", .string(text.id(buyer)))
    report.set("to", .string(text.id(supplier)))
    report.set("asked", .integer(asked))
    report.set("complete", .bool(found.isComplete))
    report.set("reason", found.isComplete ? .null : "work limit")
    report.set("reverse_exists", .bool(isReversed))
    report.set("paths", .array(found.paths.map { json($0, text) }))
    return report
  }

  private static func addTables(_ paths: [DependencyPath], _ text: GraphText, _ report: inout Report) {
    var overview = Table(columns: [
      .init("path", "Path", isNumeric: true), .init("strength", "Strength", isNumeric: true),
      .init("way", "Who needs what, from whom"),
    ])
    var steps = Table(
      title: "Step by step",
      columns: [
        .init("path", "Path", isNumeric: true), .init("step", "Step", isNumeric: true), .init("buyer", "Buyer"),
        .init("product", "Needs"), .init("share", "Share", isNumeric: true),
        .init("criticality", "Criticality", isNumeric: true), .init("supplier", "From"), .init("sources", "Sources"),
      ])
    for (number, path) in paths.enumerated() {
      overview.rows.append([
        .integer(number + 1), .share(path.contribution),
        .text(text.sentence(path, start: path.steps.first?.buyer ?? EntityIndex(0))),
      ])
      for (position, step) in path.steps.enumerated() {
        let product = text.graph.needs[step.need].product
        let supplier = text.graph.supplies[step.supply].supplier
        steps.rows.append([
          .integer(number + 1), .integer(position + 1), .display(text.name(step.buyer), raw: text.id(step.buyer)),
          .display(text.graph.productName(product), raw: product), .share(step.share), .share(step.criticality),
          .display(text.name(supplier), raw: text.id(supplier)),
          .text(text.sources(step).joined(separator: " ")),
        ])
      }
    }
    report.add(overview)
    report.add(steps)
    if let sources = text.sourceTable(paths.flatMap { text.sources($0) }) { report.add(sources) }
  }

  private static func json(_ path: DependencyPath, _ text: GraphText) -> JSONValue {
    ["steps": text.stepsJSON(path), "strength": .number(path.contribution), "sources": .strings(text.sources(path))]
  }
}
