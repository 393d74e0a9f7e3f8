public import Comparison
import SupplyGraph

extension Report {
  /// Two vintages of a graph: what changed in the data, and what that did to the risk.
  ///
  /// - Parameters:
  ///   - digests: of the files of the older and the newer vintage.
  ///   - top: rows that each table shows; nil for all.
  public static func graphComparison(
    _ comparison: GraphComparison, digests: (old: String, new: String), top: Int?
  ) -> Report {
    let reporter = GraphComparisonReporter(comparison: comparison, top: top)
    var report = Report(schema: "compare", title: "Two vintages of a graph")
    report.say(
      "Before: \(reporter.label(comparison.old)). After: \(reporter.label(comparison.new)). A change of the figures can be a change of the world or of what is known about it; the tables of the data say which rows moved."
    )
    reporter.addData(to: &report)
    reporter.addRisk(to: &report)
    report.set("basis", "the rigid answer: no stocks, no substitution; entities are matched by id")
    report.set(
      "graphs",
      .array(
        [(comparison.old, digests.old), (comparison.new, digests.new)].map { graph, digest in
          [
            "id": .string(graph.id), "sha256": .string(digest), "title": .string(graph.title),
            "as_of": .optional(graph.asOf?.description),
          ]
        }))
    report.set("targets", .strings(comparison.targets))
    report.set("data_changes", reporter.dataJSON)
    report.set("risk_changes", reporter.riskJSON)
    return report
  }
}

private struct GraphComparisonReporter {
  let comparison: GraphComparison
  let top: Int?

  func label(_ graph: SupplyGraph) -> String { "\(graph.title) (\(graph.asOf?.description ?? "without a date"))" }

  private func name(_ id: String) -> String {
    let (new, old) = (comparison.new, comparison.old)
    return new.entity(id).map { new[$0].name } ?? old.entity(id).map { old[$0].name } ?? id
  }

  private func product(_ id: String) -> String {
    (comparison.new.product(id) ?? comparison.old.product(id))?.name ?? id
  }

  private func cut<Row>(_ rows: [Row], _ what: String, _ report: inout Report) -> [Row] {
    guard let top, rows.count > top else { return rows }
    report.say("\(rows.count - top) smaller \(what) are not shown; --top 0 shows all.")
    return Array(rows.prefix(top))
  }

  // MARK: - Tables

  func addData(to report: inout Report) {
    let data = comparison.data
    guard !data.isEmpty else {
      return report.say("No entity, need or source came or went, and no share moved by more than half a point.")
    }
    let counts = [
      ("Entities", data.entitiesAdded.map(name), data.entitiesRemoved.map(name)),
      (
        "Needs", data.needsAdded.map { "\(name($0.entity)): \(product($0.product))" },
        data.needsRemoved.map { "\(name($0.entity)): \(product($0.product))" }
      ), ("Sources", data.sourcesAdded, data.sourcesRemoved),
    ]
    report.add(
      Table(
        title: "What came and went",
        columns: [
          .init("what", "What"), .init("added_count", "Came", isNumeric: true), .init("added", "Which"),
          .init("removed_count", "Went", isNumeric: true), .init("removed", "Which"),
        ],
        rows: counts.map { what, added, removed in
          [
            .text(what), .integer(added.count), .text(list(added)), .integer(removed.count), .text(list(removed)),
          ]
        }))
    guard !data.shares.isEmpty else { return report.say("No share moved by more than half a point.") }
    let rows = cut(data.shares, "changes of a share", &report)
    report.add(
      Table(
        title: "Shares that moved by more than half a point",
        columns: [
          .init("entity", "Buyer"), .init("product", "Product"), .init("supplier", "Supplier"),
          .init("before", "Before", isNumeric: true), .init("after", "After", isNumeric: true),
          .init("change", "Change", isNumeric: true),
        ],
        rows: rows.map { row in
          [
            .display(name(row.entity), raw: row.entity), .display(product(row.product), raw: row.product),
            row.supplier.map { .display(name($0), raw: $0) } ?? .display("unattributed", raw: ""),
            .optionalShare(row.before), .optionalShare(row.after), .signed(row.change),
          ]
        }))
  }

  private func list(_ names: [String]) -> String {
    let limit = top ?? Int.max
    let shown = names.prefix(min(8, limit)).joined(separator: ", ")
    return names.count > min(8, limit) ? "\(shown) and \(names.count - min(8, limit)) more" : shown
  }

  func addRisk(to report: inout Report) {
    let moved = comparison.impacts.filter { max($0.impact.magnitude, $0.rigid.magnitude) > 1e-9 }
    if moved.isEmpty {
      report.say("No entity's impact on \(comparison.targets.count) targets changed.")
    } else {
      let rows = cut(moved, "changes of an impact", &report)
      report.add(
        Table(
          title: "What stops with an entity (mean loss of the targets)",
          columns: [
            .init("id", "Entity"), .init("kind", "Kind"), .init("impact_before", "Impact before", isNumeric: true),
            .init("impact_after", "After", isNumeric: true), .init("impact_change", "Change", isNumeric: true),
            .init("rigid_before", "Rigid before", isNumeric: true), .init("rigid_after", "After", isNumeric: true),
            .init("rigid_change", "Change", isNumeric: true),
          ],
          rows: rows.map { row in
            [.display(row.name, raw: row.id), .text(row.kind)] + row.impact.cells + row.rigid.cells
          }))
    }
    report.add(
      Table(
        title: "Exposure of each target to its largest providers, countries first",
        columns: [
          .init("target", "Target"), .init("provider", "Provider"), .init("kind", "Kind"),
          .init("loss_before", "Loss before", isNumeric: true), .init("loss_after", "After", isNumeric: true),
          .init("loss_change", "Change", isNumeric: true),
        ],
        rows: comparison.exposures.map { row in
          [
            .display(row.targetName, raw: row.target), .display(row.providerName, raw: row.provider), .text(row.kind),
          ] + row.loss.cells
        }))
    let changed = comparison.concentrations.filter { $0.hhi.magnitude > 1e-9 }
    guard !changed.isEmpty else { return report.say("No product's concentration changed.") }
    let rows = cut(changed, "changes of a concentration", &report)
    report.add(
      Table(
        title: "Concentration by provider (HHI, points)",
        columns: [
          .init("product", "Product"), .init("scope", "Of"), .init("hhi_before", "Before", isNumeric: true),
          .init("hhi_after", "After", isNumeric: true), .init("hhi_change", "Change", isNumeric: true),
        ],
        rows: rows.map { row in
          let scopes = [row.scopeBefore, row.scopeAfter].compactMap { $0 }
          let scope = Set(scopes).count > 1 ? scopes.joined(separator: " → ") : scopes.first ?? "–"
          return [.display(row.name, raw: row.product), .text(scope)] + row.hhi.pointCells
        }))
  }

  // MARK: - JSON

  var dataJSON: JSONValue {
    let data = comparison.data
    func needs(_ keys: [GraphDataChanges.NeedKey]) -> JSONValue {
      .array(keys.map { ["entity": .string($0.entity), "product": .string($0.product)] })
    }
    return [
      "as_of": [
        "before": .optional(comparison.old.asOf?.description), "after": .optional(comparison.new.asOf?.description),
      ],
      "entities_added": .strings(data.entitiesAdded), "entities_removed": .strings(data.entitiesRemoved),
      "needs_added": needs(data.needsAdded), "needs_removed": needs(data.needsRemoved),
      "share_threshold": .number(GraphDataChanges.threshold),
      "shares": .array(
        data.shares.map { row in
          [
            "entity": .string(row.entity), "product": .string(row.product), "supplier": .optional(row.supplier),
            "before": .optional(row.before), "after": .optional(row.after), "change": .number(row.change),
          ]
        }),
      "sources_added": .strings(data.sourcesAdded), "sources_removed": .strings(data.sourcesRemoved),
    ]
  }

  var riskJSON: JSONValue {
    [
      "impacts": .array(
        comparison.impacts.map { row in
          [
            "id": .string(row.id), "kind": .string(row.kind), "impact": row.impact.json, "impact_rigid": row.rigid.json,
          ]
        }),
      "exposures": .array(
        comparison.exposures.map { row in
          [
            "target": .string(row.target), "provider": .string(row.provider), "kind": .string(row.kind),
            "loss": row.loss.json,
          ]
        }),
      "concentration": .array(
        comparison.concentrations.map { row in
          [
            "product": .string(row.product), "scope_before": .optional(row.scopeBefore),
            "scope_after": .optional(row.scopeAfter), "hhi": row.hhi.json,
          ]
        }),
    ]
  }
}

extension GraphComparison.Change {
  fileprivate var magnitude: Double { abs((after ?? 0) - (before ?? 0)) }

  fileprivate var cells: [Table.Cell] {
    [.optionalShare(before), .optionalShare(after), change.map { .signed($0) } ?? .missing]
  }

  fileprivate var pointCells: [Table.Cell] {
    func points(_ value: Double?) -> Table.Cell {
      value.map { .display(NumberText.decimal($0 * 10_000, digits: 0), raw: NumberText.plain($0)) } ?? .missing
    }
    return [points(before), points(after), change.map { .signed($0, areIndices: true) } ?? .missing]
  }

  fileprivate var json: JSONValue {
    ["before": .optional(before), "after": .optional(after), "change": .optional(change)]
  }
}
