import ArgumentParser
import Reporting
import RiskAnalysis
import SupplyGraph

/// `chokepoint describe`.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What is in the graph: counts by kind and tier, cycles, unattributed supply, evidence.",
    discussion: """
      Examples:
        chokepoint describe
        chokepoint describe --coverage                     how good the evidence is where it matters
        chokepoint describe --structure --target microsoft what every chain to it passes, circles, cuts
        chokepoint describe --credits                      whom to credit, and what rests on them
        chokepoint describe --graph my-folder --format markdown
      """)

  @Flag(name: .long, help: "Evidence weighed by what the targets buy through all stages.")
  var coverage = false
  @Flag(name: .long, help: "Sources with their licences and the rows that rest on each.")
  var credits = false
  @Flag(name: .long, help: "The shape of the network: what every chain passes, circles, what holds parts together.")
  var structure = false
  @OptionGroup var target: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [coverage, credits, structure].count(where: { $0 }) > 1 {
      throw ValidationError("--coverage, --credits and --structure are several questions: ask one at a time.")
    }
    if !target.target.isEmpty, !coverage, !structure {
      throw ValidationError("--target goes with --coverage or --structure.")
    }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    let report: Report
    if coverage {
      report = .coverage(try EvidenceCoverage(input.graph, targets: try target.entities(in: input.graph)))
    } else if structure {
      report = .structure(
        NetworkStructure(input.graph, targets: try target.entities(in: input.graph)), in: input.graph,
        top: top.limit(output))
    } else if credits {
      report = .credits(of: input.graph)
    } else {
      report = .description(of: input.graph)
    }
    try output.write(report, input.envelope())
  }
}
