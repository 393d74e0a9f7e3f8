import ArgumentParser
import Comparison
import GraphFormats
import Propagation
import Reporting
import ScenarioModel
import SupplyGraph

/// `chokepoint compare`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Scenarios side by side against the baseline, or two vintages of a graph.",
    discussion: """
      Examples:
        chokepoint compare taiwan-blockade-90d hbm-leader-outage euv-service-stop
        chokepoint compare taiwan-blockade-90d --svg out/
        chokepoint compare my-scenario.yaml --set /shocks/0/capacity=0.5
        chokepoint compare taiwan-blockade-90d --set /shocks/0/duration=30,90,180      a sweep: one run a value
        chokepoint compare hbm-leader-outage --draws 1000         with ranges from the ranges of the shares
        chokepoint compare taiwan-blockade-90d chips-act-ramp     now and then
        chokepoint compare --graph 2024.yaml --graph 2025.yaml    two vintages

      A scenario is the name of a file in the graph's scenarios folder, or a path. A list of numbers behind --set makes
      one run of each; `chokepoint simulate` shows one run in full. One with capacity_additions is tried
      on the graph at its end (horizon_days after the graph's date), and so are the shocks of the others beside it.
      Two --graph without a scenario are compared with each other, the older one first.
      """)

  @Argument(help: "Scenarios, by id or path; none for two graphs.") var scenarios: [String] = []
  @Option(
    name: .customLong("graph"),
    help: ArgumentHelp(
      "A folder of CSV tables, a .yaml or .json file, or - for standard input; twice for two vintages. Default: the bundled AI-accelerator supply chain.",
      valueName: "path"))
  var graphs: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Draws the baseline and every scenario into this folder, and all trajectories in one picture.",
      valueName: "folder"))
  var svg: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The best reallocation beside the rigid loss. constrained: no target worse off for it. free: whoever bears it. none.",
      valueName: "mode"))
  var adaptive: AdaptiveChoice = .constrained
  @OptionGroup var drawing: DrawOptions
  @OptionGroup var changes: SetOptions
  @OptionGroup var simulation: SimulationSettings
  @OptionGroup var targets: TargetOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  /// Which adaptive answer is asked for.
  enum AdaptiveChoice: String, ExpressibleByArgument, CaseIterable {
    case constrained, free, none

    var mode: AdaptiveLosses.Mode? {
      switch self {
      case .constrained: .constrained
      case .free: .free
      case .none: nil
      }
    }
  }

  func validate() throws {
    _ = try changes.sweep()
    if scenarios.isEmpty {
      guard graphs.count == 2 else {
        throw ValidationError(
          "Name scenarios (compare taiwan-blockade-90d), or two graphs (compare --graph A --graph B).")
      }
      if svg != nil || !changes.isEmpty || drawing.draws != nil {
        throw ValidationError("--svg, --set and --draws go with scenarios, not with two graphs.")
      }
      if graphs == ["-", "-"] { throw ValidationError("Only one of two graphs can come from standard input.") }
    } else if graphs.count > 1 {
      throw ValidationError("Scenarios are compared on one graph; leave them out to compare two graphs.")
    }
  }

  func run() throws {
    if scenarios.isEmpty { try compareGraphs() } else { try compareScenarios() }
  }

  private func load(_ path: String?) throws -> GraphInput {
    var source = GraphOptions()
    source.graph = path
    return try GraphInput.load(source)
  }

  private func compareGraphs() throws {
    let old = try load(graphs[0])
    let new = try load(graphs[1])
    let options = try model.compilation()
    let comparison = try GraphComparison(
      from: old.graph, to: new.graph,
      targets: (try targets.entities(in: old.graph), try targets.entities(in: new.graph)), options: options)
    try output.write(
      Report.graphComparison(comparison, digests: (old.digest, new.digest), top: top.limit(output)),
      new.envelope(policy: options.unattributed.rawValue))
  }

  private func compareScenarios() throws {
    let input = try load(graphs.first)
    let options = try model.compilation()
    let runs = try readRuns(input)
    let cases = runs.map(\.own)
    let entities = try targets.entities(in: input.graph)
    let settings = simulation.options(options)
    let comparison = try ScenarioComparison(input.graph, cases: cases, targets: entities, options: options)
    let timed = try TimedComparison(comparison, options: settings)
    let ranges = try drawing.draws.map { try TrajectoryRanges(timed, draws: $0, seed: drawing.seed) }
    let best = try adaptive.mode.map { try AdaptiveLosses(comparison, mode: $0, options: options) }
    let crossed = try crossedCases(runs, input)
    let crossing =
      crossed.isEmpty
      ? nil
      : try TimedComparison(
        ScenarioComparison(input.graph, cases: crossed, targets: entities, options: options), options: settings)
    if let note = input.warningNote { output.note(note) }
    if let svg { try draw(timed, input, into: svg) }
    let scenario = JSONValue.array(cases.map { $0.scenario.json(in: $0.graph) })
    try output.write(
      Report.comparison(timed, adaptive: best, ranges: ranges, crossed: crossing, showsSparklines: output.isTable),
      input.envelope(scenario: scenario, policy: options.unattributed.rawValue))
  }

  /// A scenario as written and as meant.
  private typealias Run = (reading: ScenarioReading, own: ScenarioCase)

  /// Most runs of one comparison.
  private static let mostRuns = 200

  /// Every scenario in every variant; all findings at once.
  private func readRuns(_ input: GraphInput) throws -> [Run] {
    let variants = try changes.sweep()
    guard scenarios.count * variants.count <= Self.mostRuns else {
      throw Failure(
        .usage,
        "\(scenarios.count) scenarios in \(variants.count) variants are too many to show; at most \(Self.mostRuns)")
    }
    var runs: [Run] = []
    var findings = Failure(.dataInvalid, "")
    for name in scenarios {
      for variant in variants {
        let reading = try input.readScenario(name, overrides: variant.overrides)
        do {
          var own = try input.scenarioCase(reading)
          own.variant = variant.label
          own.changes = variant.overrides.map { .init(pointer: $0.pointer, value: $0.value) }
          runs.append((reading, own))
        } catch let failure as Failure where failure.status == .dataInvalid {
          findings.findings += failure.findings.filter { !findings.findings.contains($0) }
        }
      }
    }
    guard findings.findings.isEmpty else { throw findings }
    return runs
  }

  /// The shocks of scenarios that add nothing, on the graph at the end of each scenario that does.
  private func crossedCases(_ runs: [Run], _ input: GraphInput) throws -> [ScenarioCase] {
    var result: [ScenarioCase] = []
    for run in runs where run.own.scenario.additions.isEmpty && !run.own.scenario.shocks.isEmpty {
      for adding in runs.map(\.own) where !adding.scenario.additions.isEmpty {
        var later = input
        later.graph = adding.graph
        let own = try later.scenarioCase(run.reading)
        result.append(
          ScenarioCase(own.scenario, in: own.graph, additionsOf: adding.scenario, variant: run.own.variant))
      }
    }
    return result
  }

  private func draw(_ timed: TimedComparison, _ input: GraphInput, into folder: String) throws {
    let pictures = try ScenarioPictures(
      timed.rigid, title: input.graph.title, options: try model.compilation())
    try OutputFolder.create(folder)
    let trajectories = ScenarioPictures.Named(name: "trajectories", svg: try TrajectoryPicture(timed).svg())
    for picture in pictures.pictures + [trajectories] {
      let path = OutputFolder.path(folder, picture.name + ".svg")
      try AtomicFile.write(path, picture.svg)
      output.note("wrote \(path)")
    }
  }
}
