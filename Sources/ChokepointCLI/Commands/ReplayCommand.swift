public import ArgumentParser
import BundledGraphs
import Comparison
import Diagnostics
import DisruptionSimulation
import GraphFormats
import Replay
import Reporting
import ScenarioModel
import SupplyGraph

/// What makes `replay` end with 2.
enum ReplayGate: String, CaseIterable, ExpressibleByArgument {
  /// A negative control loses 1 % or more.
  case control
  /// Any figure is a miss.
  case miss
}

/// `chokepoint replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Past disruptions run again with what was known beforehand: predicted against observed, misses included.",
    discussion: """
      Examples:
        chokepoint replay                                  all events that come with the program
        chokepoint replay wuxi-2013 naka-2021
        chokepoint replay --history my-events --json       a folder of my own
        chokepoint replay --fail-on control                ends with 2 if a negative control loses 1 % or more

      A folder of events has EVENT/graph.yaml, EVENT/scenarios/EVENT.yaml and one observed.csv; Graphs/history/README.md
      says what its columns mean and how the parameters of the bundled events were set.
      """)

  @Argument(help: "Events to replay; all where none is named.") var events: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp("A folder of events with its observed.csv. Default: the bundled events.", valueName: "folder"))
  var history: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Ends with exit code 2: control, if a negative control loses 1 % or more; miss, if any prediction misses.",
      valueName: "gate"))
  var failOn: ReplayGate?
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try folder()
    let known = try EventFolder.events(in: folder)
    let chosen = try chosen(known, folder)
    let observed = try ObservedReader().read(path: EventFolder.observed(in: folder))
    var failure = Failure(
      .dataInvalid, "",
      findings: observed.findings + ObservedResolver.strangers(observed.document, events: known.map(\.id)))
    var replayed: [ReplayedEvent] = []
    for entry in chosen {
      do {
        replayed.append(try replay(entry, observed.document))
      } catch let error as Failure where error.status == .dataInvalid {
        failure.findings += error.findings
      }
    }
    guard !failure.findings.contains(where: { $0.severity == .error }) else { throw failure }
    try output.write(Report.replay(replayed, observedDigest: observed.digest), nil)
    try checkGate(replayed)
  }

  private func folder() throws -> String {
    if let history { return history }
    guard let path = BundledGraphs.path(of: "history") else {
      throw Failure(
        .inputMissing,
        "the bundled events are not beside the program; keep its resources folder with it, or name a folder with --history"
      )
    }
    return path
  }

  /// The events asked for, in the order of the folder's names where none is named.
  private func chosen(_ known: [EventFolder.Entry], _ folder: String) throws(Failure) -> [EventFolder.Entry] {
    guard !known.isEmpty else {
      throw Failure(.inputMissing, "'\(folder)' holds no event: a folder with graph.yaml and scenarios/")
    }
    guard !events.isEmpty else { return known }
    var chosen: [EventFolder.Entry] = []
    for name in events {
      guard let entry = known.first(where: { $0.id == name }) else {
        let advice =
          nearestName(to: name, in: known.map(\.id)).map { "did you mean '\($0)'?" }
          ?? "there are \(known.map(\.id).joined(separator: ", "))"
        throw Failure(.usage, "unknown event '\(name)': \(advice)")
      }
      if !chosen.contains(entry) { chosen.append(entry) }
    }
    return chosen
  }

  private func replay(_ entry: EventFolder.Entry, _ observed: ObservedDocument) throws -> ReplayedEvent {
    guard let path = entry.scenario else {
      throw Failure(.inputMissing, "the event '\(entry.id)' has no scenario: scenarios/\(entry.id).yaml is missing")
    }
    var source = GraphOptions()
    source.graph = entry.graph
    let input = try GraphInput.load(source)
    let scenario = try input.scenarioCase(path)
    let firstDay = scenario.scenario.shocks.map(\.start).min() ?? 0
    let outcome = ObservedResolver.resolve(
      observed, event: entry.id, in: scenario.graph,
      horizonDays: scenario.scenario.horizonDays - Int(firstDay.rounded(.up)))
    guard !outcome.findings.contains(where: { $0.severity == .error }) else {
      throw Failure(.dataInvalid, "", findings: outcome.findings)
    }
    if outcome.figures.isEmpty { output.note("chokepoint: nothing is recorded as observed of '\(entry.id)'") }
    let replay = try EventReplay(
      id: entry.id, graph: scenario.graph, scenario: scenario.scenario, observed: outcome.figures)
    return ReplayedEvent(replay, digest: input.digest)
  }

  private func checkGate(_ replayed: [ReplayedEvent]) throws {
    guard let failOn else { return }
    let missed = replayed.flatMap { event in
      event.replay.scores.filter { !$0.isHit && (failOn == .miss || $0.observed.isControl) }
        .map { "\(event.replay.id): \(event.replay.graph[$0.observed.target].id)" }
    }
    guard let first = missed.first else { return }
    let rest = missed.count > 1 ? " and \(missed.count - 1) more" : ""
    throw Failure(.gateCrossed, "--fail-on \(failOn.rawValue): \(first)\(rest)")
  }
}
