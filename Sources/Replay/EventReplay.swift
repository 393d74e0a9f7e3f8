public import DisruptionSimulation
public import ScenarioModel
public import SupplyGraph

/// A past disruption run again: the scenario of what was known when it began, on the graph of the time before it, held
/// against what was observed.
public struct EventReplay: Sendable {
  public var id: String
  public var graph: SupplyGraph
  public var scenario: Scenario
  /// In the order of the observations.
  public var scores: [FigureScore]
  public var warnings: [SimulationWarning]

  /// Runs the scenario.
  ///
  /// - Parameter graph: what the scenario was resolved for.
  /// - Complexity: one simulation; O(figures · days) besides.
  public init(
    id: String, graph: SupplyGraph, scenario: Scenario, observed: [ObservedFigure],
    options: SimulationOptions = SimulationOptions()
  ) throws(SimulationError) {
    let model = try SimulationModel(graph, options: options)
    let schedule = try DisruptionSchedule(scenario, for: model)
    var targets: [EntityIndex] = []
    for figure in observed where !targets.contains(figure.target) { targets.append(figure.target) }
    let result = DisruptionSimulator(model).run(schedule, targets: targets, recording: .targets)
    self.id = id
    self.graph = graph
    self.scenario = scenario
    warnings = result.warnings
    scores = observed.map { figure in
      let course = result.targets.first { $0.target == figure.target }
        .map { PredictedCourse($0, firstShockDay: result.firstShockDay) }
      return FigureScore(figure, predicted: course?.figure(figure.measure, window: figure.window))
    }
  }
}
