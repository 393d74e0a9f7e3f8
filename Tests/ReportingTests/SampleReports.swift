import ChokepointTestSupport
import Comparison
import Diagnostics
import Propagation
import Replay
import Reporting
import RiskAnalysis
import ScenarioModel
import SupplyGraph

/// Every report of one graph.
struct SampleReports {
  let graph: SupplyGraph
  let target: EntityIndex
  let ledger: Ledger
  let findings: [Finding]

  /// A graph with every feature, in which every name is made of a given text.
  init(naming name: (String) -> String = { $0 }) throws {
    var document = GraphBuilder.document(
      entity(
        "cloud", kind: "hyperscaler", hq: "USA",
        needs: [
          need("chip", volume: 10, from: ["designer": 0.7, "other": 0.2]),
          need("service", c: 0.5, kind: .upkeep, note: "of a kind", from: ["toolmaker": 1]),
        ]),
      entity("lab", kind: "ai-lab", needs: [need("compute", from: ["cloud": 0.75, "rest": 0.25])]),
      entity(
        "designer", kind: "chip-designer", hq: "USA",
        needs: [need("wafer", from: ["fab": 1], alternates: ["rest": 0.2])]),
      entity(
        "other", kind: "chip-designer", needs: [need("wafer", from: ["fab": 0.5, "rest": 0.5]), need("unknown")]),
      entity(
        "fab", kind: "foundry", locations: ["TWN": 0.9, "JPN": 0.1], owner: "group", hazards: ["quake"],
        needs: [need("spares", c: 0.3, from: ["toolmaker": 1])]),
      entity("toolmaker", kind: "equipment", country: "NLD", needs: [need("chip", c: 0.2, from: ["designer": 1])]),
      entity("rest", kind: "foundry", country: "USA"), entity("group", kind: "company"),
      entity("quake", kind: "hazard"))
    for row in document.entities { document.setName(of: row.id.value, name(row.id.value)) }
    for product in ["chip", "wafer", "compute", "service", "spares", "unknown"] {
      document.addProduct(product, name: name(product))
    }
    document.addSource("test", title: name("source"))
    document.setRange(of: "wafer", from: "fab", to: "other", 0.4...0.6)
    document.setRange(of: "wafer", from: "rest", to: "other", 0.4...0.6)
    document.addMarket("wafer", "fab", 0.6, low: 0.5, high: 0.7)
    document.addMarket("wafer", "rest", 0.3)
    document.title = Located(name("title"))
    document.asOf = Located("2025")
    var claim = ClaimRow(id: Located("c1"))
    claim.entity = Located("fab")
    claim.metric = Located(name("share"))
    claim.value = Located(0.55)
    claim.unit = Located(name("unit"))
    claim.source = Located("test")
    claim.chosen = Located(true)
    document.claims = [claim]
    var fact = FactRow(id: Located("f1"))
    fact.subject = Located("fab")
    fact.metric = Located(name("wafers"))
    fact.value = Located(12_345)
    fact.note = Located(name("note"))
    document.facts = [fact]
    let outcome = GraphResolver.resolve(document)
    guard let graph = outcome.graph else { throw FindingsError(outcome.findings) }
    self.graph = graph
    ledger = outcome.ledger
    findings = outcome.findings
    target = graph.named("cloud")
  }

  var envelope: Envelope {
    Envelope(
      graphID: graph.id, graphDigest: String(repeating: "0a", count: 32), graphTitle: graph.title, asOf: "2025",
      unattributedPolicy: "safe")
  }

  func exposure(of target: String = "cloud", to providers: [String], paths: Int = 3) throws -> Report {
    let analysis = try ExposureAnalysis(graph)
    let (place, all) = (graph.named(target), providers.map { graph.named($0) })
    let together = all.count > 1 ? analysis.exposure(of: place, to: all, paths: paths) : nil
    return .exposure(
      analysis.exposures(of: place, to: all, paths: paths, includeUnaffected: true), together: together,
      question: .target(place), in: graph, top: nil)
  }

  func everyExposure(top: Int? = nil) throws -> Report {
    .exposure(
      try ExposureAnalysis(graph).exposures(of: target, paths: 2), together: nil, question: .target(target), in: graph,
      top: top)
  }

  func affected(by providers: [String]) throws -> Report {
    let all = providers.map { graph.named($0) }
    return .exposure(
      try ExposureAnalysis(graph).affected(by: all, paths: 1), together: nil, question: .providers(all), in: graph,
      top: nil)
  }

  func chokepoints(_ targets: [String] = ["cloud", "lab"], top: Int? = nil) throws -> Report {
    .chokepoints(
      try OutageRanking(graph, targets: targets.map { graph.named($0) }), cuts: StructuralCuts(graph), in: graph,
      targetSelector: targets.joined(separator: " | "), top: top)
  }

  func concentration(_ grouping: ConcentrationGrouping = .provider, showsShares: Bool = true) -> Report {
    let analysis = ConcentrationAnalysis(graph)
    let products = analysis.products.compactMap { analysis.concentration(of: $0, by: grouping) }
    let needs = graph.needs.indices.filter { !graph.needs[$0].isImplicit }
      .compactMap { analysis.concentration(ofNeed: $0, by: grouping) }
    return .concentration(products + needs, in: graph, showsShares: showsShares)
  }

  private func timed(_ count: Int = 2) throws -> TimedComparison {
    let scenarios = [
      try quickScenario(
        "quake-30d", title: "A quake", in: graph,
        [.hit("country=TWN", capacity: 0.5, duration: 30, recovery: ("linear", 60)), .hit("quake", start: 3)]),
      try quickScenario(
        "licence-stop", title: "A licence stop", in: graph,
        [
          .block(from: "hq=USA", to: "kind=hyperscaler", products: ["chip"], licenceDays: 45),
          .hit("rest", duration: 5, recovery: ("piecewise", 0), points: [(3, 0.5)]),
        ]),
    ]
    return try TimedComparison(
      ScenarioComparison(
        graph, scenarios: Array(scenarios.prefix(count)), targets: ["cloud", "lab"].map { graph.named($0) }))
  }

  func comparison() throws -> Report { .comparison(try timed(), showsSparklines: true) }

  func simulation() throws -> Report {
    let timed = try timed(1)
    return .simulation(timed, occasions: try timed.occasions(0, asked: 1), showsSparklines: true)
  }

  /// An event of this graph: a hit, a miss, "never", a mean, a control that holds and one that does not.
  func replay() throws -> Report {
    let scenario = try quickScenario(
      "quake-30d", title: "A quake", in: graph,
      [.hit("country=TWN", capacity: 0.5, duration: 30, recovery: ("linear", 60))])
    let (cloud, toolmaker) = (graph.named("cloud"), graph.named("toolmaker"))
    let observed = [
      ObservedFigure(target: cloud, measure: .worstLoss, value: 0.3, range: 0...1, source: 0, note: graph[cloud].name),
      ObservedFigure(target: cloud, measure: .lostDays, value: 500),
      ObservedFigure(target: graph.named("rest"), measure: .firstLossDay, value: 10, range: 5...15),
      ObservedFigure(target: cloud, measure: .meanLoss, window: 3..<60, value: 0.4, asOf: "2025"),
      ObservedFigure(target: graph.named("rest"), measure: .worstLoss, value: 0, isControl: true),
      ObservedFigure(target: cloud, measure: .worstLoss, value: 0, isControl: true),
      ObservedFigure(target: toolmaker, measure: .recoveryDay, value: 90, range: 80...100),
    ]
    let event = try EventReplay(id: "quake", graph: graph, scenario: scenario, observed: observed)
    return .replay([ReplayedEvent(event, digest: envelope.graphDigest)], observedDigest: envelope.graphDigest)
  }

  var validation: Report { .validation(title: "a folder", findings: findings, ledger: ledger) }

  /// All of them, by the name of their schema; several of one schema differ in what was asked.
  func all() throws -> [(name: String, report: Report)] {
    [
      ("exposure", try exposure(to: ["fab"])), ("exposure", try exposure(to: ["fab", "toolmaker"])),
      ("exposure", try exposure(to: ["group"], paths: 0)), ("exposure", try everyExposure()),
      ("exposure", try affected(by: ["TWN"])), ("exposure", try affected(by: ["TWN", "USA"])),
      ("chokepoints", try chokepoints()), ("concentration", concentration()),
      ("concentration", concentration(.country)), ("concentration", concentration(.hazard)),
      ("concentration", concentration(.owner)), ("concentration", concentration(.hq)),
      ("compare", try comparison()), ("simulate", try simulation()), ("replay", try replay()),
      ("validate", validation), ("describe", .description(of: graph)),
      ("explain", .explanation(of: graph.named("fab"), product: nil, in: graph)),
      ("explain", .explanation(of: graph.named("other"), product: "wafer", in: graph)),
      ("explain", .explanation(of: graph.named("rest"), product: nil, in: graph)),
    ]
  }
}

extension JSONValue {
  /// The keys of an object, in order; none for anything else.
  var keys: [String] {
    if case .object(let members) = self { members.map(\.key) } else { [] }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// Every key of every object inside.
  var allKeys: [String] {
    switch self {
    case .object(let members): members.flatMap { [$0.key] + $0.value.allKeys }
    case .array(let values): values.flatMap(\.allKeys)
    default: []
    }
  }
}
