import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph
import SystemicRisk

extension Chokepoints {
  /// `chokepoints --method esri`.
  func rankBySystemicRisk(
    _ input: GraphInput, _ asRead: SupplyGraph, _ dating: Dating?, _ evidence: EvidenceOptions.Outcome?,
    targets entities: [EntityIndex], _ options: CompilationOptions
  ) throws {
    let analysis = try method.analysis(input, input.graph, targets: entities, options)
    var report = Report.systemicRisk(
      analysis, basis: method.sizes == .derived ? .derived : .stated, targets: entities,
      cuts: StructuralCuts(input.graph), in: input.graph, top: top.limit(output))
    if let evidence {
      let all = try method.analysis(input, evidence.all, targets: entities, options)
      let remaining = Dictionary(analysis.entries.map { ($0.entity, $0.risk.value) }) { first, _ in first }
      let effects = all.entries.map { entry in
        EvidenceEffect(
          name: input.graph[entry.entity].name, id: input.graph[entry.entity].id, all: entry.risk.value,
          remaining: remaining[entry.entity])
      }
      report.state(evidence.check("Systemic risk", key: "esri", effects), showsAll: false)
    }
    if let dating { report.state(dating, in: asRead) }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }
}
