public import ArgumentParser
import GraphFormats
public import Propagation
public import Reporting
public import RiskAnalysis
import ScenarioModel
import SupplyGraph

/// Which graph a command is about.
struct GraphOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder of CSV tables, a .yaml or .json file, or - for standard input. Default: the bundled AI-accelerator supply chain.",
      valueName: "path"))
  var graph: String?
}

/// How and where the result is written.
struct OutputOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("table, json, csv or markdown.", valueName: "format"))
  var format: ReportFormat = .table

  @Flag(name: .long, help: "The same as --format json.")
  var json = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file; - is standard output.", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Say nothing but the result and errors.")
  var quiet = false

  func validate() throws {
    if json, format != .table, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
    }
  }

  /// Whether people read the result as a table.
  var isTable: Bool { format == .table && !json }

  /// Writes a report in the chosen format to the chosen place.
  func write(_ report: Report, _ envelope: Envelope?) throws {
    let format: ReportFormat = json ? .json : format
    let toTerminal = output == nil || output == "-"
    let text = report.text(
      format, envelope, width: toTerminal && format == .table ? StandardStreams.width : nil,
      isStyled: toTerminal && StandardStreams.isStyled)
    try write(text)
  }

  /// Writes a text to the chosen place.
  func write(_ text: String) throws {
    if let output, output != "-" {
      try AtomicFile.write(output, text)
    } else {
      try StandardStreams.result(text)
    }
  }

  /// Tells something about the run, unless it is to be quiet.
  func note(_ lines: String...) {
    if !quiet { StandardStreams.note(lines) }
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension UnattributedPolicy: ExpressibleByArgument {}
extension TargetWeighting: ExpressibleByArgument {}

/// Which needs count and what unattributed supply does.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Kinds of need that count, separated by commas: flow, upkeep, licence. Capital never does.", valueName: "kinds"))
  var needs: String = "flow,upkeep,licence"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Supply that is attributed to nobody: safe (never lost) or proportional (does as the rest does).",
      valueName: "policy"))
  var unattributed: UnattributedPolicy = .safe

  func validate() throws { _ = try kinds() }

  private func kinds() throws -> Set<NeedKind> {
    var kinds: Set<NeedKind> = []
    for word in needs.split(separator: ",") {
      guard let kind = NeedKind(rawValue: String(word)), kind != .capital else {
        throw ValidationError("--needs '\(word)': write flow, upkeep or licence, separated by commas.")
      }
      kinds.insert(kind)
    }
    guard !kinds.isEmpty else { throw ValidationError("--needs is empty: write flow, upkeep or licence.") }
    return kinds
  }

  func compilation() throws -> CompilationOptions {
    CompilationOptions(kinds: try kinds(), unattributed: unattributed)
  }
}

/// Whose loss is looked at.
struct TargetOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Targets, as a selector such as microsoft; repeat for a union. Default: kind=hyperscaler, or in a graph without any those who supply nobody.",
      valueName: "selector"))
  var target: [String] = []

  static let standard = "kind=hyperscaler"

  /// The selector as it was given.
  var text: String { target.isEmpty ? Self.standard : target.joined(separator: " | ") }

  /// The targets; a graph without hyperscalers has for targets those who need something and supply nobody.
  func entities(in graph: SupplyGraph) throws -> [EntityIndex] {
    guard target.isEmpty else { return try EntityLookup(graph).entities(target, option: "--target") }
    let hyperscalers = graph.entityIndices.filter { graph[$0].kind.rawValue == "hyperscaler" }
    return hyperscalers.isEmpty ? Self.endUsers(graph) : hyperscalers
  }

  private static func endUsers(_ graph: SupplyGraph) -> [EntityIndex] {
    let suppliers = Set(graph.supplies.map(\.supplier))
    let users = graph.entityIndices.filter { !graph[$0].needs.isEmpty && !suppliers.contains($0) }
    return users.isEmpty ? graph.entityIndices.filter { !graph[$0].needs.isEmpty } : users
  }
}

/// How many rows a table shows.
struct TopOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Rows to show; 0 shows all. JSON always has all.", valueName: "rows"))
  var top: Int = 25

  func validate() throws {
    if top < 0 { throw ValidationError("--top cannot be negative.") }
  }

  /// nil for all rows; a result that goes to a program is never cut.
  func limit(_ output: OutputOptions) -> Int? {
    top == 0 || output.format == .csv ? nil : top
  }
}
