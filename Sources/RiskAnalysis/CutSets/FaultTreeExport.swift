public import FaultTrees
public import SupplyGraph

/// The structure function `boolean` of a question as a fault tree in the Open-PSA Model Exchange Format.
///
/// Example: `scram --zbdd -l 3 tree.xml` finds the same minimal cut sets.
public struct FaultTreeExport: Sendable {
  private let tree: OpenPSA

  /// - Throws: ``CutSetError/tooLarge``.
  public init(_ graph: SupplyGraph, _ question: CutSetQuestion, kind: ProbabilityKind) throws(CutSetError) {
    var question = question
    question.structure = .boolean
    let candidates = UpstreamPart(graph, question).candidates
    do {
      let faults = try SupplyFaults(graph, question)
      tree = try OpenPSA(
        faults.graph, top: faults.top,
        events: candidates.map { ($0.position, graph[$0].outage.map(kind.probability) ?? 0) }
      ) { node in node < graph.entities.count ? graph.entities[node].id : "top" }
    } catch { throw .tooLarge }
  }

  /// The tree as XML.
  ///
  /// - Throws: `OpenPSA.Refusal` where cycles would take too many gates.
  public func text(named title: String) throws(OpenPSA.Refusal) -> String { try tree.text(named: title) }
}
