import ArgumentParser
import Reporting
import SupplyGraph

/// `chokepoint describe`.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What is in the graph: counts by kind and tier, cycles, unattributed supply, evidence.",
    discussion: """
      Examples:
        chokepoint describe
        chokepoint describe --graph my-folder --format markdown
      """)

  @OptionGroup var source: GraphOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let input = try GraphInput.load(source)
    try output.write(Report.description(of: input.graph), input.envelope())
  }
}
