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

      Hard: a target loses at least 99.9 %. Critical: it loses at least half.
      """)

  @OptionGroup var targets: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let input = try GraphInput.load(source)
    let options = try model.compilation()
    let entities = try targets.entities(in: input.graph)
    let analysis = try ChokepointAnalysis(input.graph, targets: entities, options: options)
    let report = Report.chokepoints(
      analysis, cuts: StructuralCuts(input.graph), in: input.graph, targetSelector: targets.text,
      top: top.limit(output))
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }
}
