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
        chokepoint compare taiwan-blockade-90d chips-act-ramp     now and then
        chokepoint compare --graph 2024.yaml --graph 2025.yaml    two vintages

      A scenario is the name of a file in the graph's scenarios folder, or a path. One with capacity_additions is tried
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
    name: .long, help: ArgumentHelp("Draws the baseline and every scenario into this folder.", valueName: "folder"))
  var svg: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Changes a value of every scenario, such as /shocks/0/capacity=0.5.", valueName: "pointer=value")
  )
  var set: [String] = []
  @OptionGroup var targets: TargetOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var top: TopOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try overrides()
    if scenarios.isEmpty {
      guard graphs.count == 2 else {
        throw ValidationError(
          "Name scenarios (compare taiwan-blockade-90d), or two graphs (compare --graph A --graph B).")
      }
      if svg != nil || !set.isEmpty { throw ValidationError("--svg and --set go with scenarios, not with two graphs.") }
      if graphs == ["-", "-"] { throw ValidationError("Only one of two graphs can come from standard input.") }
    } else if graphs.count > 1 {
      throw ValidationError("Scenarios are compared on one graph; leave them out to compare two graphs.")
    }
  }

  private func overrides() throws -> [PointerOverride] {
    try set.map { text in
      guard text.hasPrefix("/"), let sign = text.firstIndex(of: "=") else {
        throw ValidationError("--set '\(text)': write a JSON Pointer and a value, such as /shocks/0/capacity=0.5.")
      }
      return PointerOverride(pointer: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
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
    var cases: [ScenarioCase] = []
    var findings = Failure(.dataInvalid, "")
    let readings = try scenarios.map { try input.readScenario($0, overrides: try overrides()) }
    for reading in readings {
      do {
        cases.append(try input.scenarioCase(reading))
      } catch let failure as Failure where failure.status == .dataInvalid {
        findings.findings += failure.findings
      }
    }
    guard findings.findings.isEmpty else { throw findings }
    let entities = try targets.entities(in: input.graph)
    let comparison = try ScenarioComparison(input.graph, cases: cases, targets: entities, options: options)
    let crossed = try crossedCases(cases, readings, input)
    let crossing =
      crossed.isEmpty
      ? nil : try ScenarioComparison(input.graph, cases: crossed, targets: entities, options: options)
    if let note = input.warningNote { output.note(note) }
    if let svg { try draw(comparison, input, into: svg) }
    let scenario = JSONValue.array(cases.map { $0.scenario.json(in: $0.graph) })
    try output.write(
      Report.comparison(comparison, crossed: crossing),
      input.envelope(scenario: scenario, policy: options.unattributed.rawValue))
  }

  /// The shocks of scenarios that add nothing, on the graph at the end of each scenario that does.
  private func crossedCases(
    _ cases: [ScenarioCase], _ readings: [ScenarioReading], _ input: GraphInput
  ) throws -> [ScenarioCase] {
    var result: [ScenarioCase] = []
    for (position, plain) in cases.enumerated()
    where plain.scenario.additions.isEmpty && !plain.scenario.shocks.isEmpty {
      for adding in cases where !adding.scenario.additions.isEmpty {
        var later = input
        later.graph = adding.graph
        let own = try later.scenarioCase(readings[position])
        result.append(ScenarioCase(own.scenario, in: own.graph, additionsOf: adding.scenario))
      }
    }
    return result
  }

  private func draw(_ comparison: ScenarioComparison, _ input: GraphInput, into folder: String) throws {
    let pictures = try ScenarioPictures(
      comparison, title: input.graph.title, options: try model.compilation())
    try OutputFolder.create(folder)
    for picture in pictures.pictures {
      let path = OutputFolder.path(folder, picture.name + ".svg")
      try AtomicFile.write(path, picture.svg)
      output.note("wrote \(path)")
    }
  }
}
