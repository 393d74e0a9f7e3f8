import BundledGraphs
import Comparison
import Diagnostics
import GraphFormats
import Reporting
import ScenarioModel
import SupplyGraph

/// A graph that was read and resolved, with what results say of it.
struct GraphInput {
  var graph: SupplyGraph
  var document: GraphDocument
  var digest: String
  var path: String
  var findings: [Finding]
  var ledger: Ledger

  /// Reads and resolves a graph.
  ///
  /// - Throws: ``Failure`` with every finding where the graph is not sound.
  /// - Parameter wantsDigest: whether the result will name its input.
  static func load(_ options: GraphOptions, wantsDigest: Bool = true) throws -> GraphInput {
    let path = try path(options)
    let read = try GraphReader().read(path: path, wantsDigest: wantsDigest)
    let outcome = GraphResolver.resolve(read.document)
    let findings = read.findings + outcome.findings
    guard let graph = outcome.graph, !findings.contains(where: { $0.severity == .error }) else {
      throw Failure(.dataInvalid, "", findings: findings)
    }
    return GraphInput(
      graph: graph, document: read.document, digest: read.digest, path: path,
      findings: findings, ledger: outcome.ledger)
  }

  static func path(_ options: GraphOptions) throws -> String {
    if let path = options.graph { return BundledGraphs.example(path) ?? path }
    guard let path = BundledGraphs.path(of: "ai-accelerators") else {
      throw Failure(
        .inputMissing,
        "the bundled graph is not beside the program; keep its resources folder with it, or name a graph with --graph")
    }
    return path
  }

  func envelope(scenario: JSONValue = .null, policy: String? = nil) -> Envelope {
    Envelope(
      graphID: graph.id, graphDigest: digest, graphTitle: graph.title, asOf: graph.asOf?.description,
      scenario: scenario, unattributedPolicy: policy)
  }

  /// A scenario by its id (a file in the graph's `scenarios` folder) or by its path.
  func scenario(_ name: String, overrides: [PointerOverride] = []) throws -> Scenario {
    try scenarioCase(name, overrides: overrides).scenario
  }

  /// A scenario with the graph its shocks hit: this one, or with capacity additions this one at the scenario's end.
  func scenarioCase(_ name: String, overrides: [PointerOverride] = []) throws -> ScenarioCase {
    try scenarioCase(try readScenario(name, overrides: overrides))
  }

  /// A scenario as written, by its id or path.
  func readScenario(_ name: String, overrides: [PointerOverride] = []) throws -> ScenarioReading {
    try ScenarioReader().read(path: try scenarioPath(name), overrides: overrides)
  }

  /// A scenario that was read, resolved for this graph.
  func scenarioCase(_ read: ScenarioReading) throws -> ScenarioCase {
    let outcome = ScenarioResolver.resolve(read.document, in: graph)
    let findings = read.findings + outcome.findings
    guard let scenario = outcome.scenario, !findings.contains(where: { $0.severity == .error }) else {
      throw Failure(.dataInvalid, "", findings: findings)
    }
    return ScenarioCase(scenario, in: outcome.graph)
  }

  private func scenarioPath(_ name: String) throws(Failure) -> String {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") {
      return name
    }
    let known = ScenarioFolder.scenarios(beside: path)
    if let found = known.first(where: { $0.id == name }) { return found.path }
    let ids = known.map(\.id)
    let advice =
      nearestName(to: name, in: ids).map { ": did you mean '\($0)'?" }
      ?? (ids.isEmpty ? "; this graph has no scenarios folder" : "; there are \(ids.joined(separator: ", "))")
    throw Failure(.usage, "unknown scenario '\(name)'\(advice)")
  }

  /// What to say of warnings on the way to another result.
  var warningNote: String? {
    let count = findings.count { $0.severity == .warning }
    return count == 0
      ? nil : "chokepoint: \(count) \(count == 1 ? "warning" : "warnings") about this graph; see `chokepoint validate`"
  }
}
