public import Diagnostics
public import SupplyGraph

/// Turns a scenario document into a ``Scenario`` for one graph; all findings at once.
public enum ScenarioResolver {
  /// What resolving gave: the scenario (nil after any error) and all findings.
  public struct Outcome: Sendable {
    public var scenario: Scenario?
    public var findings: [Finding]
    /// The graph that the scenario is about and that its indices of supplies count in: the graph it was resolved for,
    /// with the scenario's own capacity additions at its end.
    public var graph: SupplyGraph
  }

  public static let schema = "chokepoint-scenario/1"
  /// Days that are looked at where a scenario does not say.
  public static let defaultHorizonDays = 730
  static let longestHorizonDays = 36_500.0

  /// Resolves a document.
  ///
  /// A selector or block that matches nothing is an error: a shock that hits nobody would look like safety. Shocks
  /// are resolved in the graph with the scenario's own additions at its end (``endDay(horizonDays:in:)``), so that a
  /// block also stops the supply they add.
  public static func resolve(_ document: ScenarioDocument, in graph: SupplyGraph) -> Outcome {
    var additions = AdditionResolution(document: document, graph: graph)
    let added = additions.resolve()
    let horizon = min(longestHorizonDays, max(0, document.horizonDays?.value ?? Double(defaultHorizonDays)))
    let end = endDay(horizonDays: horizon.isNaN ? 0 : Int(horizon), in: graph)
    let dated = (try? graph.at(end, additions.findings.hasErrors ? [] : added)) ?? graph
    var resolution = ScenarioResolution(document: document, graph: dated)
    for finding in additions.findings.findings() { resolution.findings.add(finding) }
    var scenario = resolution.resolve()
    scenario?.additions = added
    return Outcome(
      scenario: resolution.findings.hasErrors ? nil : scenario, findings: resolution.findings.findings(), graph: dated)
  }

  /// The last day of a scenario: its day 0 is the last day of the period the graph describes. Without a date in the
  /// graph every ramp is over.
  public static func endDay(horizonDays: Int, in graph: SupplyGraph) -> CalendarDay {
    graph.asOf.map { CalendarDay($0.lastDay + horizonDays) } ?? CalendarDay(Int(Int32.max))
  }
}

private struct ScenarioResolution {
  let document: ScenarioDocument
  let graph: SupplyGraph
  var findings: FindingCollector
  var parser: SelectorParser

  init(document: ScenarioDocument, graph: SupplyGraph) {
    self.document = document
    self.graph = graph
    findings = FindingCollector(files: document.files)
    parser = SelectorParser(files: document.files)
  }

  mutating func resolve() -> Scenario? {
    checkHead()
    let horizon = number(document.horizonDays, "horizon_days", in: 1...ScenarioResolver.longestHorizonDays)
    var shocks: [Shock] = []
    for row in document.shocks {
      if let shock = shock(row) { shocks.append(shock) }
    }
    var tradeResolution = TradeMeasuresResolution(graph: graph, findings: FindingCollector(files: document.files))
    let trade = tradeResolution.resolve(document.trade, parser: &parser)
    for finding in tradeResolution.findings.findings() + parser.allFindings { findings.add(finding) }
    guard let id = document.id?.value, let title = document.title?.value, !findings.hasErrors else { return nil }
    return Scenario(
      id: id, title: title, rationale: document.rationale?.value, sources: document.sources.map(\.value),
      horizonDays: Int(horizon ?? Double(ScenarioResolver.defaultHorizonDays)), shocks: shocks, trade: trade)
  }

  private mutating func checkHead() {
    if let schema = document.schema {
      if schema.value != ScenarioResolver.schema {
        findings.add(
          "wrong-schema", at: schema.spot, "schema '\(schema.value)' is not a scenario's",
          suggestion: "write \(ScenarioResolver.schema)")
      }
    } else {
      findings.add(
        "missing-key", at: document.spot, "a scenario needs a schema", suggestion: "schema: \(ScenarioResolver.schema)")
    }
    if document.id == nil { findings.add("missing-key", at: document.spot, "a scenario needs an id") }
    if document.title == nil { findings.add("missing-key", at: document.spot, "a scenario needs a title") }
    if let id = document.id {
      if !isKebabIdentifier(id.value) {
        findings.add(
          "bad-id", at: id.spot, "scenario id '\(id.value)' is not lower-case kebab: letters a–z, digits and '-'")
      }
    }
    for source in document.sources where !graph.sources.contains(where: { $0.id == source.value }) {
      findings.add(
        "unknown-source", .warning, at: source.spot, "source '\(source.value)' is not in the graph's list of sources",
        suggestion: didYouMean(source.value, in: graph.sources.lazy.map(\.id)))
    }
  }

  private mutating func number(_ value: Located<Double>?, _ field: String, in range: ClosedRange<Double>) -> Double? {
    guard let value else { return nil }
    guard value.value.isFinite, range.contains(value.value) else {
      let problem =
        value.value < range.lowerBound && range.lowerBound == 0
        ? "\(field) \(value.value) is negative"
        : "\(field) \(value.value) is outside \(plain(range.lowerBound))…\(plain(range.upperBound))"
      findings.add("out-of-range", at: value.spot, problem)
      return nil
    }
    return value.value
  }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private mutating func shock(_ row: ShockRow) -> Shock? {
    let longest = ScenarioResolver.longestHorizonDays
    let capacity = number(row.capacity, "capacity", in: 0...1)
    let start = number(row.start, "start", in: 0...longest)
    let duration = number(row.duration, "duration", in: 0...longest)
    let licence = number(row.licenceDays, "licence_days", in: 0...longest)
    let scrap = number(row.scrap, "scrap", in: 0...1)
    let recovery = recovery(row.recovery, from: capacity ?? 0)
    if let licenceDays = row.licenceDays, row.block == nil {
      findings.add("misplaced-key", at: licenceDays.spot, "licence_days belongs to a block, not to a shock on entities")
    }
    let subject: (Shock.Subject, String)?
    switch (row.select, row.block) {
    case (let select?, nil):
      subject = entities(select, at: row.spot)
    case (nil, let block?):
      if let capacity = row.capacity {
        findings.add("misplaced-key", at: capacity.spot, "a block stops supplies wholly and takes no capacity")
      }
      if let shape = row.recovery?.shape {
        findings.add("misplaced-key", at: shape.spot, "a block ends at once and takes no recovery")
      }
      subject = supplies(block)
    default:
      findings.add(
        "missing-key", at: row.spot, "a shock has either select (entities) or block (supplies), and not both")
      subject = nil
    }
    guard let (subject, selection) = subject else { return nil }
    return Shock(
      subject: subject, selection: selection, capacity: row.block == nil ? capacity ?? 0 : 0, start: start ?? 0,
      duration: row.block == nil ? duration : licence ?? duration, recovery: recovery, scrap: scrap ?? 0)
  }

  private mutating func recovery(_ row: RecoveryRow?, from low: Double) -> Recovery {
    guard let row else { return .step }
    let days = number(row.days, "recovery days", in: 0...ScenarioResolver.longestHorizonDays)
    let shape = row.shape?.value ?? "step"
    if row.days == nil, shape == "linear" || shape == "exponential", let spot = row.shape?.spot {
      findings.add("missing-key", at: spot, "\(shape == "linear" ? "a linear" : "an exponential") recovery needs days")
    }
    if row.shape == nil, let written = row.days?.spot ?? row.points.first?.day.spot {
      findings.add(
        "missing-key", at: written, "a recovery needs a shape",
        suggestion: "shape: step, linear, exponential or piecewise")
    }
    switch shape {
    case "step": return .step
    case "linear": return .linear(days: days ?? 0)
    case "exponential": return .exponential(days: days ?? 0)
    case "piecewise": return piecewise(row, from: low)
    default:
      let known = ["step", "linear", "exponential", "piecewise"]
      findings.add(
        "unknown-word", at: row.shape?.spot ?? document.spot,
        "recovery shape '\(shape)' is none of \(known.joined(separator: ", "))",
        suggestion: didYouMean(shape, in: known))
      return .step
    }
  }

  private mutating func piecewise(_ row: RecoveryRow, from low: Double) -> Recovery {
    var points: [Recovery.Point] = []
    if row.points.isEmpty, let spot = row.shape?.spot {
      findings.add("missing-key", at: spot, "a piecewise recovery needs points")
    }
    for written in row.points {
      guard let day = number(written.day, "recovery day", in: 0...ScenarioResolver.longestHorizonDays),
        let capacity = number(written.capacity, "recovery capacity", in: 0...1)
      else { continue }
      let last = points.last ?? Recovery.Point(day: 0, capacity: low)
      if day < last.day || capacity < last.capacity {
        findings.add(
          "recovery-order", at: written.day.spot,
          "the points of a recovery go forward in days and never down in capacity")
      }
      points.append(Recovery.Point(day: day, capacity: capacity))
    }
    return .piecewise(points)
  }

  private mutating func entities(_ source: SelectorSource, at spot: SourceSpot) -> (Shock.Subject, String)? {
    guard let selector = parser.parse(source, at: spot) else { return nil }
    let choices = selector.choices(in: graph)
    guard !choices.isEmpty else {
      reportNothing(selector, "the selector '\(selector)' matches nothing", at: spot)
      return nil
    }
    return (.entities(choices), selector.description)
  }

  private mutating func reportNothing(_ selector: Selector, _ text: String, at spot: SourceSpot) {
    let unmatched = selector.unmatchedValues(in: graph)
    let place = unmatched.first?.term.spot ?? selector.alternatives.joined().first?.spot ?? spot
    let hints = unmatched.map { entry in
      "no \(entry.term.key.rawValue) is '\(entry.value.text)'"
        + (entry.suggestion.map { ", did you mean '\($0)'?" } ?? "")
    }
    findings.add(
      "empty-selection", at: place == .none ? spot : place, text,
      suggestion: hints.isEmpty ? nil : hints.joined(separator: "; "))
  }

  private mutating func supplies(_ block: BlockRow) -> (Shock.Subject, String)? {
    let from = block.from.map { parser.parse($0, at: block.spot) } ?? .everything
    let to = block.to.map { parser.parse($0, at: block.spot) } ?? .everything
    for product in block.products where !graph.needs.contains(where: { $0.product == product.value }) {
      findings.add(
        "unknown-product", at: product.spot, "nobody needs a product '\(product.value)'",
        suggestion: didYouMean(product.value, in: graph.products.lazy.map(\.id)))
    }
    guard let from, let to else { return nil }
    let suppliers = Set(from.entities(in: graph))
    let buyers = Set(to.entities(in: graph))
    let products = Set(block.products.map(\.value))
    var stopped: [Int] = []
    for need in graph.needs where !need.isImplicit && buyers.contains(need.entity) {
      guard products.isEmpty || products.contains(need.product) else { continue }
      for index in need.supplies where suppliers.contains(graph.supplies[index].supplier) { stopped.append(index) }
    }
    let description =
      "from \(from) to \(to)" + (products.isEmpty ? "" : " of \(block.products.map(\.value).joined(separator: ", "))")
    guard !stopped.isEmpty else {
      reportNothing(.union([from, to]), "the block \(description) stops no supply", at: block.spot)
      return nil
    }
    return (.supplies(stopped), description)
  }
}
