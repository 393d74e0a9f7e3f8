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
        chokepoint describe --credits                      whom to credit, and what rests on them
        chokepoint describe --graph my-folder --format markdown
      """)

  @Flag(name: .long, help: "Evidence weighed by what the targets buy through all stages.")
  var coverage = false
  @Flag(name: .long, help: "Sources with their licences and the rows that rest on each.")
  var credits = false
  @OptionGroup var target: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if coverage, credits { throw ValidationError("--coverage and --credits are two questions: ask one at a time.") }
    if !target.target.isEmpty, !coverage { throw ValidationError("--target goes with --coverage.") }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    let report: Report
    if coverage {
      report = .coverage(try EvidenceCoverage(input.graph, targets: try target.entities(in: input.graph)))
    } else if credits {
      report = .credits(of: input.graph)
    } else {
      report = .description(of: input.graph)
    }
    try output.write(report, input.envelope())
  }
}
