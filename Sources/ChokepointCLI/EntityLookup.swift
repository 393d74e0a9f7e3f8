import Diagnostics
import ScenarioModel
import SupplyGraph

/// Finds entities and products by what somebody typed; what does not exist is a usage failure with the nearest names.
struct EntityLookup {
  private let graph: SupplyGraph

  init(_ graph: SupplyGraph) { self.graph = graph }

  /// The entity with this id, or whose name this is.
  func entity(_ text: String) throws(Failure) -> EntityIndex {
    if let index = graph.entity(text) { return index }
    let folded = text.lowercased()
    let named = graph.entityIndices.filter {
      graph[$0].name.lowercased() == folded || graph[$0].id.lowercased() == folded
    }
    if named.count == 1 { return named[0] }
    let nearest = nearestName(to: text, in: graph.entities.lazy.map(\.id))
    let byName = nearestName(to: text, in: graph.entities.lazy.map(\.name)).flatMap { name in
      graph.entities.first { $0.name == name }?.id
    }
    let suggestions = [nearest, byName == nearest ? nil : byName].compactMap { $0.map { "'\($0)'" } }
    throw Failure(
      .usage,
      "unknown entity '\(text)'"
        + (suggestions.isEmpty
          ? "; `chokepoint describe` lists what is there" : ": did you mean \(suggestions.joined(separator: " or "))?"))
  }

  /// The id of a product that some entity needs.
  func product(_ text: String) throws(Failure) -> String {
    if graph.product(text) != nil { return text }
    let nearest = nearestName(to: text, in: graph.products.lazy.map(\.id))
    throw Failure(.usage, "unknown product '\(text)'" + (nearest.map { ": did you mean '\($0)'?" } ?? ""))
  }

  /// The entities of a union of selectors; matching nothing is a usage failure.
  func entities(_ selectors: [String], option: String) throws -> [EntityIndex] {
    var parsed: [Selector] = []
    var findings: [Finding] = []
    for text in selectors {
      do throws(FindingsError) {
        parsed.append(try SelectorParser.parse(text, option: option))
      } catch {
        findings += error.findings
      }
    }
    guard findings.isEmpty else {
      throw Failure(.usage, "the selector of \(option) cannot be read", findings: findings)
    }
    let selector = Selector.union(parsed)
    let entities = selector.entities(in: graph)
    guard entities.isEmpty else { return entities }
    let hints = selector.unmatchedValues(in: graph).map { entry in
      "no \(entry.term.key.rawValue) is '\(entry.value.text)'"
        + (entry.suggestion.map { ", did you mean '\($0)'?" } ?? available(entry.term.key))
    }
    throw Failure(
      .usage,
      "\(option) '\(selector)' matches nothing" + (hints.isEmpty ? "" : ": " + hints.joined(separator: "; ")))
  }

  private func available(_ key: Selector.Key) -> String {
    guard key == .kind else { return "" }
    var kinds: [String] = []
    for entity in graph.entities where !kinds.contains(entity.kind.rawValue) { kinds.append(entity.kind.rawValue) }
    return "; there are \(kinds.joined(separator: ", "))"
  }
}
