import ArgumentParser
import Diagnostics
import GraphDrawing
import GraphFormats
import Propagation
import Reporting
import ScenarioModel
import SupplyGraph
import TradeAnalysis

/// `chokepoint trade`.
struct Trade: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What crosses the border: imports by country, product and customs code; duties; how origins moved.",
    discussion: """
      Examples:
        chokepoint trade                                          what the United States import through this chain
        chokepoint trade --scenario section-232-narrow            who pays, and why so little
        chokepoint trade --scenario weaker-dollar --horizon-years 3
        chokepoint trade --reporter DEU --reporter FRA
        chokepoint trade --history --hs 8471.50 --svg origins.svg published imports by month and origin

      A scenario is the name of a file in the graph's scenarios folder, or a path. Values are billion US dollars a year.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("Tariffs, dollar and demand of this scenario, by id or path.", valueName: "scenario"))
  var scenario: String?
  @Option(name: .long, help: ArgumentHelp("Whose imports; repeat for several. Default: USA.", valueName: "country"))
  var reporter: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Years after the change: demand reacts by the short elasticity to 1, the long one from 3.", valueName: "years"))
  var horizonYears: Double?
  @Option(
    name: .long,
    help: ArgumentHelp("Computes only the tariff rules in force at this date, such as 2026-03.", valueName: "date"))
  var at: String?
  @OptionGroup var changes: SetOptions
  @Flag(name: .long, help: "Published imports over time instead, by country of origin (imports.csv).")
  var history = false
  @Option(
    name: .long,
    help: ArgumentHelp("With --history: only this customs heading; repeat for several.", valueName: "code"))
  var hs: [String] = []
  @Option(name: .long, help: ArgumentHelp("With --history: draws the first series into this file.", valueName: "file"))
  var svg: String?
  @OptionGroup var top: TopOptions
  @OptionGroup var source: GraphOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let horizonYears, !(horizonYears >= 0 && horizonYears <= 100) {
      throw ValidationError("--horizon-years takes 0 to 100.")
    }
    if !history, !hs.isEmpty || svg != nil { throw ValidationError("--hs and --svg go with --history.") }
    if history, scenario != nil || at != nil || horizonYears != nil {
      throw ValidationError("--history shows published figures; leave --scenario, --at and --horizon-years out.")
    }
    if scenario == nil, !changes.isEmpty || at != nil { throw ValidationError("--set and --at go with --scenario.") }
    for code in hs where !code.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }) || code.isEmpty {
      throw ValidationError("--hs '\(code)': write a customs heading such as 8471.50.")
    }
    if let at, Period(at) == nil { throw ValidationError("--at '\(at)': write a year, month or day, such as 2026-03.") }
  }

  func run() throws {
    let input = try GraphInput.load(source)
    let reporters = try countries()
    if let note = input.warningNote { output.note(note) }
    if history { return try writeHistory(input, reporters) }
    let resolved = try scenario.map { try input.scenario($0, overrides: try changes.overrides()) }
    let result = TradeAnalysis(input.graph).result(
      reporters: reporters, measures: resolved?.trade ?? .none, horizonYears: horizonYears ?? 1,
      period: at.flatMap { Period($0) })
    var report = Report.trade(
      result, in: input.graph, scenario: resolved,
      baseline: reporters == [TradeBaseline.reporter] ? TradeBaseline(input.graph) : nil, limit: top.limit(output))
    if let value = try PurchasedValue(input.graph, receivedIn: reporters) {
      report.state(value, in: input.graph, limit: top.limit(output).map { min($0, 10) })
    }
    try output.write(report, input.envelope(scenario: resolved.map { $0.json(in: input.graph) } ?? .null))
  }

  private func countries() throws(Failure) -> [String] {
    var codes: [String] = []
    for text in reporter.isEmpty ? [TradeBaseline.reporter] : reporter {
      let code = text.uppercased()
      guard Countries.name(code) != nil else {
        let advice =
          Countries.suggestion(for: text).map { ": write \($0)" }
          ?? nearestName(to: code, in: Countries.all.lazy.map(\.code)).map { ": did you mean '\($0)'?" } ?? ""
        throw Failure(.usage, "--reporter '\(text)' is no ISO 3166 alpha-3 country code\(advice)")
      }
      if !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  private func writeHistory(_ input: GraphInput, _ reporters: [String]) throws {
    guard reporters.count == 1 else { throw Failure(.usage, "--history shows one --reporter at a time") }
    let series = ImportHistory.series(in: input.graph, reporter: reporters[0], headings: hs)
    guard let first = series.first else {
      let known = Set(input.graph.imports.map { "\($0.hs) of \($0.reporter)" }).sorted()
      throw Failure(
        .usage,
        "there are no published imports for this; "
          + (known.isEmpty ? "the graph has no imports table" : "there are \(known.joined(separator: ", "))"))
    }
    if let svg {
      try AtomicFile.write(svg, try ChartSVGWriter.svg(chart(first, in: input.graph)))
      output.note("wrote \(svg)")
    }
    try output.write(Report.tradeHistory(series, in: input.graph, reporter: reporters[0]), input.envelope())
  }

  /// The five largest origins of a series, and the rest on top.
  private func chart(_ history: ImportHistory, in graph: SupplyGraph) -> StackedAreaChart {
    let shown = history.partners.prefix(5)
    var layers = shown.indices.map { index in
      StackedAreaChart.Layer(
        name: Countries.name(history.partners[index]) ?? history.partners[index],
        values: history.entries.map { $0.values[index] ?? 0 })
    }
    let rest = history.entries.map { entry in
      max(0, entry.total - shown.indices.reduce(0) { $0 + (entry.values[$1] ?? 0) })
    }
    if rest.contains(where: { $0 > 0 }) { layers.append(.init(name: "Rest", values: rest, isRest: true)) }
    let name = Countries.name(history.reporter) ?? history.reporter
    let span = [history.entries.first, history.entries.last].compactMap { $0?.period.description }
    let sources = history.sources.map { graph.sources[$0].title }.joined(separator: "; ")
    return StackedAreaChart(
      title: "Imports of \(name) under \(history.hs) by origin",
      subtitle: "Published figures, \(span.joined(separator: " to "))" + (history.basis.map { "; \($0)" } ?? ""),
      summary: "Stacked areas of imports by country of origin, largest at the bottom: "
        + layers.map(\.name).joined(separator: ", ") + "; below them the concentration of origins (HHI) as a line.",
      labels: history.entries.map(\.period.description), layers: layers,
      unit: history.unit == ImportRecord.defaultUnit ? "bn US dollars" : history.unit,
      lineName: "HHI of origins (0 to 1)", line: history.entries.map(\.hhi),
      note: "Origin is where customs say goods were made last, not whose value is inside. Source: \(sources)")
  }
}
