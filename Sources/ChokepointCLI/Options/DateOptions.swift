import ArgumentParser
import GraphFormats
import Reporting
import ScenarioModel
import SupplyGraph

/// At which date the graph is looked at, and whose capacity additions are in force then.
struct DateOptions: ParsableArguments {
  /// Where additions come from when nobody says.
  static let standardScenario = "chips-act-ramp"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Looks at the graph at this date (2028, 2028-Q3, 2028-06-30; the last day counts) with announced capacity in place.",
      valueName: "date"))
  var at: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The scenario, by id or path, whose capacity_additions --at puts in place. Default: \(standardScenario).",
      valueName: "scenario"))
  var additions: String?

  func validate() throws {
    if additions != nil, at == nil {
      throw ValidationError("--additions needs a date: --at 2028.")
    }
    if let at, Period(at) == nil {
      throw ValidationError("--at '\(at)' is not a date: write 2028, 2028-Q3, 2028-06 or 2028-06-30.")
    }
  }

  /// Brings the graph to the date; nil where none was asked for.
  func apply(to input: inout GraphInput) throws -> Dating? {
    guard let at, let date = Period(at) else { return nil }
    if let asOf = input.graph.asOf, date.lastDay < asOf.firstDay {
      throw Failure(
        .usage, "--at \(at) lies before the graph, which describes \(asOf); additions only look forward")
    }
    let scenario = try input.scenario(try name(input))
    guard !scenario.additions.isEmpty else {
      throw Failure(.usage, "the scenario '\(scenario.id)' has no capacity_additions, so --at changes nothing")
    }
    let dating = Dating(asked: date, scenario: scenario)
    let graph = try input.graph.at(dating.day, scenario.additions)
    input.graph = graph.retitled("\(graph.title), at \(dating.day)")
    return dating
  }

  private func name(_ input: GraphInput) throws(Failure) -> String {
    if let additions { return additions }
    let known = ScenarioFolder.scenarios(beside: input.path).map(\.id)
    guard !known.contains(Self.standardScenario) else { return Self.standardScenario }
    throw Failure(
      .usage,
      "--at needs to know what is added: name a scenario with --additions (this graph has none called \(Self.standardScenario)"
        + (known.isEmpty ? ")" : "; there are \(known.joined(separator: ", ")))"))
  }
}
