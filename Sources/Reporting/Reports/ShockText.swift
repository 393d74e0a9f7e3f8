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
      return who(choices) + (shock.capacity > 0 ? " at \(NumberText.percent(shock.capacity)) of capacity" : " stopped")
    case .supplies(let indices):
      return "\(NumberText.count(indices.count, "supply", plural: "supplies")) stopped (\(shock.selection))"
    }
  }

  /// `Fab 1 and Fab 2`, `25 entities in Taiwan (foundry, memory and 3 more kinds)`.
  private func who(_ choices: [Selector.Choice]) -> String {
    // A part below 1 means that only what stands in the chosen country is hit.
    let isPart = choices.contains { $0.share < 1 }
    let places = choices.map { choice in Set(text.graph[choice.entity].locations.map(\.country)) }
    let common = places.dropFirst().reduce(places.first ?? []) { $0.intersection($1) }
    let place = common.count == 1 ? common.first.map { Countries.name($0) ?? $0 } : nil
    guard choices.count > 3 else {
      return text.names(choices.map(\.entity)) + (isPart ? place.map { " (the part in \($0))" } ?? " (in part)" : "")
    }
    var kinds: [String] = []
    for choice in choices {
      let kind = text.graph[choice.entity].kind.rawValue
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let listed =
      kinds.count > 4
      ? kinds.prefix(3).joined(separator: ", ") + " and \(kinds.count - 3) more kinds" : kinds.joined(separator: ", ")
    let location = place.map { isPart ? ", as far as they stand in \($0)" : " in \($0)" } ?? (isPart ? " in part" : "")
    return "\(choices.count) entities\(location) (\(listed))"
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
