public import ArgumentParser
import Diagnostics
import Reporting
import RiskAnalysis
public import SupplyGraph

extension Confidence: ExpressibleByArgument {}

/// Which evidence results may rest on.
struct EvidenceOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Leaves out every row that rests on this source, its share becoming unattributed; repeat for several.",
      valueName: "source"))
  var withoutSource: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Leaves out supplies and market rows of less confidence: low, medium or high.", valueName: "confidence"))
  var minConfidence: Confidence?

  /// A graph before and after.
  struct Outcome {
    /// With all evidence.
    var all: SupplyGraph
    var removal: EvidenceRemoval
    private var options: EvidenceOptions

    init(all: SupplyGraph, removal: EvidenceRemoval, options: EvidenceOptions) {
      self.all = all
      self.removal = removal
      self.options = options
    }

    /// What the report says of it.
    func check(_ figure: String, key: String, _ effects: [EvidenceEffect], areIndices: Bool = false) -> EvidenceCheck {
      EvidenceCheck(
        withoutSources: options.withoutSource, minimumConfidence: options.minConfidence?.rawValue, removal: removal,
        figure: figure, key: key, effects: effects, areIndices: areIndices)
    }
  }

  /// Takes the rows out of the graph; nil where nothing was asked for.
  ///
  /// - Throws: ``Failure`` of usage where a source does not exist.
  func apply(to input: inout GraphInput) throws -> Outcome? {
    guard !withoutSource.isEmpty || minConfidence != nil else { return nil }
    var sources: Set<Int> = []
    for id in withoutSource { sources.insert(try Self.source(id, in: input.graph)) }
    let all = input.graph
    let kept = try all.keeping(EvidenceFilter(withoutSources: sources, minimumConfidence: minConfidence))
    input.graph = kept.graph
    return Outcome(all: all, removal: kept.removal, options: self)
  }

  private static func source(_ id: String, in graph: SupplyGraph) throws(Failure) -> Int {
    if let index = graph.sources.firstIndex(where: { $0.id == id }) { return index }
    var left = graph.sources.map(\.id)
    var near: [String] = []
    while near.count < 3, let name = nearestName(to: id, in: left) {
      near.append("'\(name)'")
      left.removeAll { $0 == name }
    }
    throw Failure(
      .usage,
      "unknown source '\(id)'"
        + (near.isEmpty
          ? "; `chokepoint explain` names the sources of an entity"
          : ": did you mean \(near.joined(separator: " or "))?"))
  }
}
