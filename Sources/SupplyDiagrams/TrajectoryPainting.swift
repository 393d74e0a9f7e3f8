public import GraphDrawing
public import ScenarioModel
import SupplyGraph

extension TrajectoryChart.Hit {
  /// The course of a shock's capacity.
  ///
  /// A block of supplies is whole until its recovery is over. Curves become straight lines between points.
  public init(_ shock: Shock, name: String) {
    let start = TrajectoryChart.Hit.Point(day: shock.start, capacity: shock.capacity)
    guard let duration = shock.duration else {
      self.init(name: name, course: [start], isOpen: true)
      return
    }
    let end = shock.start + duration
    var course = [start, .init(day: end, capacity: shock.capacity)]
    switch shock.recovery {
    case .step: break
    case .linear(let days): course.append(.init(day: end + days, capacity: 1))
    case .exponential(let days):
      // Twice the time constant of 95 %: what is left then is a quarter of a per cent.
      let steps = 24
      for step in 1...steps {
        let after = 2 * days * Double(step) / Double(steps)
        course.append(.init(day: end + after, capacity: shock.capacity(onDay: end + after)))
      }
    case .piecewise(let points):
      course += points.map { .init(day: end + $0.day, capacity: $0.capacity) }
    }
    if case .supplies = shock.subject {
      course = [start, .init(day: course.last?.day ?? end, capacity: shock.capacity)]
    }
    self.init(name: name, course: course)
  }
}
