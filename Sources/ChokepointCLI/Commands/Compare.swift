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
    abstract: "Scenarios side by side against the baseline, as a table and as pictures on one layout.",
    discussion: """
      Examples:
        chokepoint compare taiwan-blockade-90d hbm-leader-outage euv-service-stop
        chokepoint compare taiwan-blockade-90d --svg out/
        chokepoint compare my-scenario.yaml --set /shocks/0/capacity=0.5

      A scenario is the name of a file in the graph's scenarios folder, or a path.
      """)

  @Argument(help: "Scenarios, by id or path.") var scenarios: [String]
  @Option(
    name: .long, help: ArgumentHelp("Draws the baseline and every scenario into this folder.", valueName: "folder"))
  var svg: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Changes a value of every scenario, such as /shocks/0/capacity=0.5.", valueName: "pointer=value")
  )
  var set: [String] = []
  @OptionGroup var targets: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { _ = try overrides() }

  private func overrides() throws -> [PointerOverride] {
    try set.map { text in
      guard text.hasPrefix("/"), let sign = text.firstIndex(of: "=") else {
        throw ValidationError("--set '\(text)': write a JSON Pointer and a value, such as /shocks/0/capacity=0.5.")
      }
      return PointerOverride(pointer: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
    }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    let options = try model.compilation()
    var resolved: [Scenario] = []
    var findings = Failure(.dataInvalid, "")
    for name in scenarios {
      do {
        resolved.append(try input.scenario(name, overrides: try overrides()))
      } catch let failure as Failure where failure.status == .dataInvalid {
        findings.findings += failure.findings
      }
    }
    guard findings.findings.isEmpty else { throw findings }
    let comparison = try ScenarioComparison(
      input.graph, scenarios: resolved, targets: try targets.entities(in: input.graph), options: options)
    if let note = input.warningNote { output.note(note) }
    if let svg { try draw(comparison, input, into: svg) }
    let scenario = JSONValue.array(resolved.map { $0.json(in: input.graph) })
    try output.write(
      Report.comparison(comparison), input.envelope(scenario: scenario, policy: options.unattributed.rawValue))
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
