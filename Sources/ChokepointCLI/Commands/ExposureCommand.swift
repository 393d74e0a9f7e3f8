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
        chokepoint exposure microsoft --to TWN --at 2030     and with what is announced
        chokepoint exposure microsoft --to TWN --min-confidence medium
        chokepoint exposure microsoft --to 'kind=country' --draws 10000
                                                             and how sure is that
        chokepoint exposure microsoft --to TWN --without-source chokepoint-judgement

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
  @OptionGroup var date: DateOptions
  @OptionGroup var evidence: EvidenceOptions
  @OptionGroup var drawing: DrawOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (target == nil) == from.isEmpty {
      throw ValidationError("Name a target (exposure microsoft), or providers with --from (exposure --from TWN).")
    }
    if !from.isEmpty, !to.isEmpty { throw ValidationError("--to goes with a target, not with --from.") }
    try content.validate(hasTarget: target != nil, hasOtherQuestion: !to.isEmpty || paths > 0, model)
    if content.isAsked, drawing.draws != nil {
      throw ValidationError("--draws gives losses a range; it does not go with --value or --mix.")
    }
    if !(0...10_000).contains(paths) { throw ValidationError("--paths takes 0 to 10000.") }
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let asRead = input.graph
    let dating = try date.apply(to: &input)
    let evidence = try evidence.apply(to: &input)
    let options = try model.compilation()
    if let target, content.isAsked {
      let report = try content.report(target, input.graph, kinds: options.kinds, top: top.limit(output))
      if let note = input.warningNote { output.note(note) }
      return try output.write(report, input.envelope())
    }
    let analysis = try ExposureAnalysis(input.graph, options)
    let lookup = EntityLookup(input.graph)
    var report: Report
    if let target {
      let index = try lookup.entity(target)
      let providers = to.isEmpty ? nil : try lookup.entities(to, option: "--to")
      let exposures = analysis.exposures(
        of: index, to: providers, paths: paths, includeUnaffected: providers != nil)
      let together = providers.flatMap { $0.count > 1 ? analysis.exposure(of: index, to: $0, paths: paths) : nil }
      let ranges = try drawing.ranges(input.graph, options) { sampler, draws in
        let all = together?.providers ?? exposures.map { $0.providers[0] }
        return try .exposures(
          of: index, to: all, isTogether: together != nil,
          headlines: Report.headlines(exposures).map { $0.providers[0] },
          sampler,
          draws: draws)
      }
      report = .exposure(
        exposures, together: together, question: .target(index), in: input.graph, ranges: ranges,
        top: top.limit(output))
      if let evidence {
        let effects = try self.effects(exposures, together, evidence.all, options)
        report.state(evidence.check("Loss of \(input.graph[index].name)", key: "loss", effects), showsAll: !to.isEmpty)
      }
    } else {
      let providers = try lookup.entities(from, option: "--from")
      let affected = analysis.affected(by: providers, paths: paths)
      let ranges = try drawing.ranges(input.graph, options) { sampler, draws in
        try .affected(
          by: providers, targets: affected.map(\.target), headlines: Report.headlines(affected).map(\.target), sampler,
          draws: draws)
      }
      report = .exposure(
        affected, together: nil, question: .providers(providers), in: input.graph, ranges: ranges,
        top: top.limit(output))
      if let evidence {
        let all = try ExposureAnalysis(evidence.all, options).affected(by: providers)
        let effects = all.map { exposure in
          let name = input.graph[exposure.target]
          let remaining = analysis.exposure(of: exposure.target, to: providers).loss
          return EvidenceEffect(name: name.name, id: name.id, all: exposure.loss, remaining: remaining)
        }
        report.state(evidence.check("Loss of who is hit", key: "loss", effects), showsAll: false)
      }
    }
    if let dating { report.state(dating, in: asRead) }
    if let note = input.warningNote { output.note(note) }
    try output.write(report, input.envelope(policy: options.unattributed.rawValue))
  }

  /// The loss to each provider, and to all together, with all evidence and with what is left of it.
  ///
  /// Without `--to` the providers that stop something under all evidence are looked at.
  private func effects(
    _ exposures: [Exposure], _ together: Exposure?, _ all: SupplyGraph, _ options: CompilationOptions
  ) throws -> [EvidenceEffect] {
    let analysis = try ExposureAnalysis(all, options)
    guard let target = try target.map({ try EntityLookup(all).entity($0) }) else { return [] }
    let remaining = Dictionary(exposures.map { ($0.providers[0], $0.loss) }) { first, _ in first }
    let providers = to.isEmpty ? nil : exposures.map { $0.providers[0] }
    var effects = analysis.exposures(of: target, to: providers, includeUnaffected: providers != nil).map { exposure in
      let provider = exposure.providers[0]
      return EvidenceEffect(
        name: all[provider].name, id: all[provider].id, all: exposure.loss, remaining: remaining[provider] ?? 0)
    }
    if let together {
      let loss = analysis.exposure(of: target, to: together.providers).loss
      effects.append(EvidenceEffect(name: "all together", id: "together", all: loss, remaining: together.loss))
    }
    return effects
  }
}
