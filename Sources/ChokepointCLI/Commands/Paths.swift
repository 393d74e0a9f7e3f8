import ArgumentParser
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph

/// `chokepoint paths`.
struct Paths: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The strongest ways by which one entity depends on another, step by step, with sources.",
    discussion: """
      Examples:
        chokepoint paths microsoft TWN                       from the buyer to what it depends on
        chokepoint paths openai zeiss -k 3                   the three strongest
        chokepoint paths microsoft tsmc --needs flow         by what is used up in output alone
        chokepoint paths nvidia KOR --json

      A step is a need and one of its suppliers; standing in a country, belonging to an owner and being exposed to a
      hazard are steps too. The strength of a path is the product of share and criticality over its steps.
      """)

  @Argument(help: "The buyer's id or name.") var from: String
  @Argument(help: "The id or name of what it depends on.") var to: String
  @Option(name: [.customShort("k"), .long], help: ArgumentHelp("Paths to list.", valueName: "count"))
  var paths: Int = 5
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var output: OutputOptions

  /// So many paths nobody reads.
  static let limit = 1_000

  func validate() throws {
    if !(1...Self.limit).contains(paths) { throw ValidationError("--paths takes 1 to \(Self.limit).") }
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let options = try model.compilation()
    let lookup = EntityLookup(input.graph)
    let (buyer, supplier) = (try lookup.entity(from), try lookup.entity(to))
    guard buyer != supplier else {
      throw Failure(.usage, "'\(from)' and '\(to)' are the same entity; name a buyer and what it depends on")
    }
    let found = try DependencyPaths(input.graph, from: buyer, to: supplier, count: paths, options: options)
    let isReversed =
      found.paths.isEmpty
      ? try !DependencyPaths(input.graph, from: supplier, to: buyer, count: 1, options: options).paths.isEmpty : false
    var report = Report.paths(
      found, from: buyer, to: supplier, asked: paths, isReversed: isReversed, in: input.graph)
    if let dating { report.state(dating, in: asRead) }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }
}
