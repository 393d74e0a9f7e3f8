import ArgumentParser
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph

/// `chokepoint chokepoints`.
struct Chokepoints: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every entity ranked by what stops with it: single points of failure.",
    discussion: """
      Examples:
        chokepoint chokepoints
        chokepoint chokepoints --target microsoft --top 10
        chokepoint chokepoints --needs flow --json
        chokepoint chokepoints --at 2030                     with what is announced
        chokepoint chokepoints --min-confidence medium       without weak evidence
        chokepoint chokepoints --method esri --sizes derived what of all sales is lost with each

      Hard: a target loses at least 99.9 %. Critical: it loses at least half.
      """)

  @OptionGroup var targets: TargetOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var evidence: EvidenceOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let evidence = try evidence.apply(to: &input)
    let options = try model.compilation()
    let entities = try targets.entities(in: input.graph)
    if ranking.method == .esri {
      return try rankBySystemicRisk(input, asRead, dating, evidence, targets: entities, options)
    }
    let analysis = try ChokepointAnalysis(input.graph, targets: entities, options: options)
    var report = Report.chokepoints(
      analysis, cuts: StructuralCuts(input.graph), in: input.graph, targetSelector: targets.text,
      top: top.limit(output))
    if let evidence {
      let all = try ChokepointAnalysis(evidence.all, targets: entities, options: options)
      let remaining = Dictionary(analysis.chokepoints.map { ($0.entity, $0.impactRigid) }) { first, _ in first }
      let effects = all.chokepoints.filter { !$0.isTarget }.map { chokepoint in
        EvidenceEffect(
          name: input.graph[chokepoint.entity].name, id: input.graph[chokepoint.entity].id,
          all: chokepoint.impactRigid, remaining: remaining[chokepoint.entity])
      }
      report.state(evidence.check("Rigid impact", key: "impact_rigid", effects), showsAll: false)
    }
    if let dating { report.state(dating, in: asRead) }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }
}
