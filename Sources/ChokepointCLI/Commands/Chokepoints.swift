import ArgumentParser
import Comparison
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
        chokepoint chokepoints --days 30 --json              a shorter outage
        chokepoint chokepoints --time                        how long targets can do without each
        chokepoint chokepoints --weights volume              large buyers count more
        chokepoint chokepoints --at 2030                     with what is announced
        chokepoint chokepoints --min-confidence medium       without weak evidence
        chokepoint chokepoints --draws 10000                 with ranges of the rigid impact
        chokepoint chokepoints --method esri --sizes derived what of all sales is lost with each

      Impact: days of output lost per day of outage, with stocks and all else that helps. Rigid: if it never came back.
      Hard: a target loses at least 99.9 % of the latter. Critical: at least half.
      """)

  @Option(
    name: .long, help: ArgumentHelp("Length of the outage behind the ranking, in days, 1 to 730.", valueName: "days"))
  var days: Int = OutageRanking.standardDays
  @Option(
    name: .long,
    help: ArgumentHelp("How much each target counts: equal, or volume, what it buys in a year.", valueName: "weights"))
  var weights: TargetWeighting = .equal
  @Flag(
    name: .long,
    help: "How long the targets can do without each entity, and what its own outage costs them in days and USD.")
  var time = false

  @OptionGroup var targets: TargetOptions
  @OptionGroup var method: RankingOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var evidence: EvidenceOptions
  @OptionGroup var drawing: DrawOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if time, drawing.draws != nil {
      throw ValidationError("--draws gives ranges of the rigid impact; leave --time out.")
    }
    if method.isSystemic, time || drawing.draws != nil || weights != .equal || days != OutageRanking.standardDays {
      throw ValidationError("--time, --days, --weights and --draws go with --method impact.")
    }
    guard (1...OutageRanking.horizonDays).contains(days) else {
      throw ValidationError("--days takes 1 to \(OutageRanking.horizonDays).")
    }
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let evidence = try evidence.apply(to: &input)
    let options = try model.compilation()
    let entities = try targets.entities(in: input.graph)
    if method.isSystemic { return try rankBySystemicRisk(input, asRead, dating, evidence, targets: entities, options) }
    let ranking = try ranking(input.graph, entities, options)
    var report =
      time
      ? Report.outageTimes(
        try OutageTimes(input.graph, ranking: ranking, options: options), in: input.graph,
        targetSelector: targets.text, top: top.limit(output))
      : Report.chokepoints(
        ranking, cuts: StructuralCuts(input.graph), in: input.graph, targetSelector: targets.text,
        top: top.limit(output))
    let ranges = try drawing.ranges(input.graph, options) { sampler, draws in
      try .chokepoints(targets: entities, headlines: Report.headlines(ranking), sampler, draws: draws)
    }
    if let ranges { report.state(ranges, in: input.graph, top: top.limit(output)) }
    if let evidence {
      let all = try ChokepointAnalysis(
        evidence.all, targets: entities, weights: try TargetWeights(weights, of: entities, in: evidence.all),
        options: options)
      let remaining = Dictionary(ranking.risks.map { ($0.entity, $0.chokepoint.impactRigid) }) { first, _ in first }
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

  private func ranking(
    _ graph: SupplyGraph, _ targets: [EntityIndex], _ options: CompilationOptions
  ) throws -> OutageRanking {
    do {
      return try OutageRanking(graph, targets: targets, weighting: weights, options: options, days: days)
    } catch {
      guard case .weights(let missing) = error else { throw error }
      let names = missing.targets.map { graph[$0].id }.joined(separator: ", ")
      throw Failure(
        .dataInvalid,
        "--weights volume needs the volume of what each target buys, and \(names) state none; give a need of theirs a volume, or use --weights equal"
      )
    }
  }
}
