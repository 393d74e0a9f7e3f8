public import ScenarioModel
public import SupplyGraph

/// What a shock does, in a few words: what is hit, how hard, from when, for how long, and how it comes back.
public struct ShockText {
  private let text: GraphText

  public init(_ graph: SupplyGraph) { text = GraphText(graph) }

  /// `TSMC Fab 18 at 50 % of capacity, days 0 to 90, back in full on day 270`.
  public func phrase(_ shock: Shock) -> String { subject(shock) + ", " + course(shock) }

  /// Who or what is hit, and what is left of it.
  private func subject(_ shock: Shock) -> String {
    switch shock.subject {
    case .entities(let choices):
      let inPart = choices.contains { $0.share < 1 } ? " (in part, where they stand elsewhere too)" : ""
      let who =
        choices.count <= 3
        ? text.names(choices.map(\.entity)) : "\(choices.count) entities (\(shock.selection))"
      return who + inPart + (shock.capacity > 0 ? " at \(NumberText.percent(shock.capacity)) of capacity" : " stopped")
    case .supplies(let indices):
      return "\(NumberText.count(indices.count, "supply", plural: "supplies")) stopped (\(shock.selection))"
    }
  }

  /// `days 0 to 90, back in full on day 270`; the last day is the first that is free of the shock.
  private func course(_ shock: Shock) -> String {
    guard let duration = shock.duration else { return "from day \(day(shock.start)) to the end" }
    let end = shock.start + duration
    let days = "days \(day(shock.start)) to \(day(end))"
    let isBlock = if case .supplies = shock.subject { true } else { false }
    switch shock.recovery {
    case .step: return days
    case .linear(let length) where length > 0:
      return isBlock
        ? "days \(day(shock.start)) to \(day(end + length))" : "\(days), back in full on day \(day(end + length))"
    case .linear: return days
    case .exponential(let length):
      return "\(days), 95 % of it back on day \(day(end + length))"
    case .piecewise(let points):
      return points.last.map { "\(days), back in full after day \(day(end + $0.day)) by \(points.count) steps" } ?? days
    }
  }

  private func day(_ value: Double) -> String {
    value == value.rounded() ? NumberText.decimal(value, digits: 0) : NumberText.decimal(value, digits: 1)
  }
}
