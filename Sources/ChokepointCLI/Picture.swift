import Comparison
import GraphDrawing
import Propagation
import RiskAnalysis
import ScenarioModel
import SupplyDiagrams
import SupplyGraph

/// Puts analyses and pictures of one graph together.
struct Picture {
  let graph: SupplyGraph
  let focus: EntityIndex?
  let targets: [EntityIndex]
  private let options: CompilationOptions
  /// What its outage costs with stocks, and what it would cost if it never came back, by entity index.
  private let impact: [Double]
  private let rigid: [Double]

  init(_ graph: SupplyGraph, focus: EntityIndex?, targets: [EntityIndex], options: CompilationOptions) throws {
    self.graph = graph
    self.focus = focus
    self.targets = targets
    self.options = options
    let ranking = try OutageRanking(graph, targets: targets, options: options, wantsSurvivable: false)
    var impact = [Double](repeating: 0, count: graph.entities.count)
    var rigid = impact
    for risk in ranking.risks {
      impact[risk.entity.position] = risk.impact
      rigid[risk.entity.position] = risk.chokepoint.impactRigid
    }
    self.impact = impact
    self.rigid = rigid
  }

  /// What the view keeps first: the targets, what stops output, then what stops anything.
  private var importance: [Double] {
    var importance = zip(impact, rigid).map { max($0, 0.5 * $1) }
    for target in targets { importance[target.position] = 1 }
    return importance
  }

  func view(_ options: DiagramOptions) throws -> DiagramView {
    try DiagramView(graph, importance: importance, options: options)
  }

  /// The picture in one of the standing colours.
  func diagram(_ colour: Draw.ColorBy, _ options: DiagramOptions) throws -> LaneDiagram {
    let view = try view(options)
    return try LaneDiagram(skeleton: view.skeleton, paint: try paint(colour, view))
  }

  private func paint(_ colour: Draw.ColorBy, _ view: DiagramView) throws -> LanePaint {
    switch colour {
    case .kind: view.categoryPaint(.kind, title: title("by kind"), summary: summary(view))
    case .country: view.categoryPaint(.country, title: title("by country"), summary: summary(view))
    case .risk:
      view.riskPaint(
        risk: impact, bar: rigid, targets: Set(targets), title: title("risk by stage"),
        meaning: (
          "output lost by \(targetText) per day of an outage of \(OutageRanking.standardDays) days, stocks counted",
          "output lost if it never came back"
        ),
        cannotTell:
          "How likely an outage is. Each entity is tried alone and for one length; stocks that nobody states count as none.",
        summary: summary(view))
    case .exposure: try exposurePaint(view)
    }
  }

  private func title(_ what: String) -> String {
    "\(graph.title) — \(what)" + (focus.map { ", around \(graph[$0].name)" } ?? "")
  }

  private func exposurePaint(_ view: DiagramView) throws -> LanePaint {
    let target = focus ?? targets[0]
    let name = graph[target].name
    var flowOptions = options
    flowOptions.kinds.formIntersection([.flow])
    return view.riskPaint(
      risk: try losses(of: target, options), bar: try losses(of: target, flowOptions), targets: [target],
      title: "\(graph.title) — exposure of \(name)",
      meaning: (
        "output \(name) loses if it never came back, over all needs", "the same over what is used up in output"
      ),
      cannotTell:
        "When it hurts and for how long: stocks, substitution and recovery are not in the picture, so every figure is as if the entity never came back.",
      summary: summary(view))
  }

  /// The target's loss to each entity by itself, by entity index.
  private func losses(of target: EntityIndex, _ options: CompilationOptions) throws -> [Double] {
    let engine = AvailabilityEngine(try CompiledGraph(graph, options))
    return graph.entityIndices.map { entity in
      engine.evaluate(CollectionOfOne(Hit(entity)))
      return engine.loss(of: target)
    }
  }

  /// The picture of what a scenario costs.
  func diagram(of scenario: ScenarioCase, _ options: DiagramOptions) throws -> LaneDiagram {
    let comparison = try ScenarioComparison(graph, cases: [scenario], targets: targets, options: self.options)
    let view = try view(options)
    return try LaneDiagram(skeleton: view.skeleton, paint: view.paint(comparison.outcomes[0], graph.title))
  }

  private var targetText: String {
    let kinds = Set(targets.map { graph[$0].kind.rawValue })
    if targets.count == 1 { return graph[targets[0]].name }
    return kinds.count == 1 ? "\(targets.count) \(kinds.first ?? "")s" : "\(targets.count) targets"
  }

  private func summary(_ view: DiagramView) -> String {
    let first = graph.entityIndices.max { impact[$0.position] < impact[$1.position] }
    let lead =
      first.map { "\(graph[$0].name) comes first with \(Int((impact[$0.position] * 100).rounded())) of 100." } ?? ""
    return
      "A supply chain in \(view.tiers.count) stages from left to right, \(view.cards.count) entities and \(view.links.count) links. \(lead)"
  }
}

extension DiagramView {
  /// Paint of a scenario's outcome.
  func paint(_ outcome: ScenarioOutcome, _ title: String) -> LanePaint {
    let worst = outcome.targets.max { $0.rigidLoss < $1.rigidLoss }
    let name = outcome.scenario?.title ?? "baseline"
    let summary =
      worst.map {
        "\(name): \(graph[$0.target].name) loses most of the targets, \(Int(($0.rigidLoss * 100).rounded())) percent."
      }
      ?? name
    return scenarioPaint(
      losses: outcome.losses, stopped: outcome.stoppedSupplies, title: "\(title) — \(name)", summary: summary)
  }
}

/// The baseline and every scenario of a comparison, drawn on one layout so that the eye can compare.
struct ScenarioPictures {
  /// A picture with the name of its file.
  struct Named {
    var name: String
    var svg: String
  }

  let pictures: [Named]

  /// The scenario's id, with what tells a run of a sweep from the others.
  private static func fileName(_ outcome: ScenarioOutcome) -> String {
    guard let own = outcome.scenarioCase else { return outcome.scenario?.id ?? "baseline" }
    guard let variant = own.variant else { return own.scenario.id }
    let suffix = variant.unicodeScalars.map { scalar -> Character in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || ".-".unicodeScalars.contains(scalar))
        ? Character(scalar) : "-"
    }
    return own.scenario.id + "-" + String(suffix)
  }

  init(_ comparison: ScenarioComparison, title: String, options: CompilationOptions) throws {
    let picture = try Picture(comparison.graph, focus: nil, targets: comparison.targets, options: options)
    let view = try picture.view(DiagramOptions(pinned: comparison.targets))
    let layout = try LaneLayoutEngine.layout(view.skeleton, metrics: DiagramView.metrics)
    var pictures: [Named] = []
    for outcome in CollectionOfOne(comparison.baseline) + comparison.outcomes {
      let diagram = try LaneDiagram(skeleton: view.skeleton, paint: view.paint(outcome, title))
      pictures.append(
        Named(name: Self.fileName(outcome), svg: try LaneSVGWriter.svg(diagram, layout: layout)))
    }
    self.pictures = pictures
  }
}
