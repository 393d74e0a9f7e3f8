import DisruptionSimulation
import GraphDrawing
import SupplyDiagrams
import SupplyGraph
import SystemicRisk

/// Kernels of the analyses.
extension Workbench {
  /// Daily steps: `simulate ENTITY OUTAGE-DAYS DAYS`; the answer is the loss of everybody on the last day of the outage.
  ///
  /// The model is made in the measurement: peers make theirs there too.
  func simulate(_ arguments: [Substring]) throws -> (reading: Reading, answer: [Double]) {
    guard arguments.count == 3, let entity = graph.entity(String(arguments[0])), let outage = Int(arguments[1]),
      let days = Int(arguments[2])
    else { throw Fault.badArgument("simulate takes an entity, days of outage, days") }
    let targets = Array(graph.entityIndices)
    var result: SimulationResult?
    let reading = try Meter.measure {
      let model = try SimulationModel(graph)
      let schedule = try DisruptionSchedule.outage(of: entity, days: outage, horizonDays: days, in: model)
      result = DisruptionSimulator(model).run(schedule, targets: targets)
    }
    return (reading, result?.targets.map(\.worstLoss) ?? [])
  }

  /// The Economic Systemic Risk Index of every listed entity, all cores.
  func systemicRisk() throws -> (reading: Reading, answer: [Double]) {
    var answer: [Double] = []
    let reading = try Meter.measure {
      let firms = try SupplyFirms(graph)
      let risk = try EconomicSystemicRisk(firms.network)
      let shocks = graph.entityIndices.filter { graph[$0].isDeclared }.map { firms.failures(of: $0) }
      answer = risk.indices(of: shocks).map(\.value)
    }
    return (reading, answer)
  }

  /// A picture of up to 200 cards: our own part (choice, paint, text), or Graphviz's layout inside the process.
  func drawing(isLayout: Bool) throws -> (reading: Reading, answer: [Double]) {
    let importance = graph.entityIndices.map { _ in 1.0 }
    let options = DiagramOptions(maximumCards: 200, maximumEdges: 400)
    var view: DiagramView?
    var paint: LanePaint?
    let choosing = try Meter.measure {
      let chosen = try DiagramView(graph, importance: importance, options: options)
      paint = chosen.categoryPaint(.kind, title: "measured", summary: "measured")
      view = chosen
    }
    guard let view, let paint else { throw Fault.badArgument("nothing to draw") }
    var layout: LaneLayout?
    let placing = try Meter.measure {
      layout = try LaneLayoutEngine.layout(view.skeleton, metrics: DiagramView.metrics)
    }
    guard let layout else { throw Fault.badArgument("nothing to draw") }
    var text = ""
    let writing = try Meter.measure {
      text = try LaneSVGWriter.svg(LaneDiagram(skeleton: view.skeleton, paint: paint), layout: layout)
    }
    keep(text)
    if isLayout { return (placing, []) }
    return (
      Reading(
        wall: choosing.wall + writing.wall, cpu: choosing.cpu + writing.cpu, peakBytes: writing.peakBytes), []
    )
  }
}
