public import ArgumentParser
import Comparison
public import DisruptionSimulation
import GraphFormats
import Propagation
import Reporting
import ScenarioModel
import SupplyGraph

extension AllocationRule: ExpressibleByArgument {}

/// `chokepoint simulate`.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A scenario day by day: when it hurts whom, how badly, for how long, and why.",
    discussion: """
      Examples:
        chokepoint simulate taiwan-blockade-90d
        chokepoint simulate taiwan-blockade-90d --svg blockade.svg        the picture
        chokepoint simulate hbm-leader-outage --target microsoft --day 120
        chokepoint simulate my-scenario.yaml --set /shocks/0/duration=30
        chokepoint simulate taiwan-blockade-90d --at 2030                  with announced plants in place
        chokepoint simulate taiwan-blockade-90d --format csv -o daily.csv  the loss of every day

      A scenario is the name of a file in the graph's scenarios folder, or a path. Counted are stocks, goods under way,
      work in process, spare capacity and qualified alternates; what a customer cannot use is not handed on to others
      (--allocation orders does that). `chokepoint compare` sets several scenarios side by side.
      """)

  @Argument(help: "The scenario, by id or path.") var scenario: String
  @OptionGroup var simulation: SimulationSettings
  @Option(name: .long, help: ArgumentHelp("Explains this day too, for the target that is hit worst.", valueName: "day"))
  var day: Int?
  @Option(name: .long, help: ArgumentHelp("Draws the output of every target over time.", valueName: "file"))
  var svg: String?
  @OptionGroup var changes: SetOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var date: DateOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let day, !(0...SimulationOptions.longestHorizonDays).contains(day) {
      throw ValidationError("--day takes a day from 0 to the scenario's horizon.")
    }
  }

  func run() throws {
    var input = try GraphInput.load(source)
    let read = input.graph
    let dating = try date.apply(to: &input)
    let own = try input.scenarioCase(scenario, overrides: try changes.overrides())
    if dating != nil, !own.scenario.additions.isEmpty {
      throw Failure(
        .usage, "'\(scenario)' puts its own capacity additions in place day by day, so it does not go with --at")
    }
    let options = try model.compilation()
    let rigid = try ScenarioComparison(
      input.graph, cases: [own], targets: try targets.entities(in: input.graph), options: options)
    let timed = try TimedComparison(rigid, options: simulation.options(options))
    if let day, let horizon = timed.results.first?.horizonDays, day >= horizon {
      throw Failure(.usage, "--day \(day) lies behind the last day that is simulated, \(horizon - 1)")
    }
    let occasions = try timed.occasions(0, asked: day)
    if let note = input.warningNote { output.note(note) }
    if let svg {
      try AtomicFile.write(svg, try TrajectoryPicture(timed).svg())
      output.note("wrote \(svg)")
    }
    var report = Report.simulation(timed, occasions: occasions, showsSparklines: output.isTable)
    if let dating { report.state(dating, in: read) }
    try output.write(
      report,
      input.envelope(scenario: own.scenario.json(in: own.graph), policy: options.unattributed.rawValue))
  }
}
