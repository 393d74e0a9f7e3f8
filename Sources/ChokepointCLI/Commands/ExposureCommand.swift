import ArgumentParser
import Propagation
import Reporting
import RiskAnalysis
import SupplyGraph

/// `chokepoint exposure`.
struct ExposureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exposure",
    abstract: "How much of a target stops if a provider stops, by which paths, on whose evidence.",
    discussion: """
      Examples:
        chokepoint exposure microsoft                        on whom Microsoft depends
        chokepoint exposure microsoft --to TWN --paths 5     and why on Taiwan
        chokepoint exposure microsoft --to 'kind=country'    on every country
        chokepoint exposure --from TWN                       who is hit if Taiwan stops
        chokepoint exposure microsoft --value                whose value is inside, by country
        chokepoint exposure meta --mix advanced-logic-wafer --by country
                                                             who makes the wafers behind Meta's servers

      Loss is the part of output that stops if the provider never comes back: no stocks, no substitution.
      """)

  @Argument(help: "The target's id or name.") var target: String?
  @Option(
    name: .long, help: ArgumentHelp("Providers to look at, as a selector; repeat for a union.", valueName: "selector"))
  var to: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp("Who is hit if these fail, as a selector; repeat for a union.", valueName: "selector"))
  var from: [String] = []
  @Option(name: .long, help: ArgumentHelp("Paths to list for each answer.", valueName: "count"))
  var paths: Int = 0
  @OptionGroup var content: ContentOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (target == nil) == from.isEmpty {
      throw ValidationError("Name a target (exposure microsoft), or providers with --from (exposure --from TWN).")
    }
    if !from.isEmpty, !to.isEmpty { throw ValidationError("--to goes with a target, not with --from.") }
    try content.validate(hasTarget: target != nil, hasOtherQuestion: !to.isEmpty || paths > 0, model)
    if !(0...10_000).contains(paths) { throw ValidationError("--paths takes 0 to 10000.") }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    let options = try model.compilation()
    if let target, content.isAsked {
      let report = try content.report(target, input.graph, kinds: options.kinds, top: top.limit(output))
      if let note = input.warningNote { output.note(note) }
      return try output.write(report, input.envelope())
    }
    let analysis = try ExposureAnalysis(input.graph, options)
    let lookup = EntityLookup(input.graph)
    let report: Report
    if let target {
      let index = try lookup.entity(target)
      let providers = to.isEmpty ? nil : try lookup.entities(to, option: "--to")
      let exposures = analysis.exposures(
        of: index, to: providers, paths: paths, includeUnaffected: providers != nil)
      let together = providers.flatMap { $0.count > 1 ? analysis.exposure(of: index, to: $0, paths: paths) : nil }
      report = .exposure(
        exposures, together: together, question: .target(index), in: input.graph, top: top.limit(output))
    } else {
      let providers = try lookup.entities(from, option: "--from")
      report = .exposure(
        analysis.affected(by: providers, paths: paths), together: nil, question: .providers(providers),
        in: input.graph, top: top.limit(output))
    }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }
}
