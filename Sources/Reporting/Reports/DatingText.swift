public import ScenarioModel
public import SupplyGraph

/// The date a graph was brought to, and whose additions did it.
public struct Dating: Sendable {
  /// The date as it was asked for.
  public var asked: Period
  /// The scenario the additions come from.
  public var scenario: Scenario

  public init(asked: Period, scenario: Scenario) {
    self.asked = asked
    self.scenario = scenario
  }

  /// The day that is looked at: the last one of the period asked for.
  public var day: CalendarDay { CalendarDay(asked.lastDay) }
}

extension Report {
  /// Says at the head of a report, and in its key `at`, to which date the graph was brought and by what.
  ///
  /// - Parameter graph: the graph as read, which the additions were resolved for.
  public mutating func state(_ dating: Dating, in graph: SupplyGraph) {
    let text = GraphText(graph)
    let inForce = dating.scenario.additions.filter { $0.strength(on: dating.day) > 0 }
    let list = inForce.map { addition in
      let part = NumberText.percent(addition.strength(on: dating.day) * addition.share)
      return
        "\(text.name(addition.entity)) +\(part) of \(graph.productName(addition.product)) (\(addition.evidence.status.rawValue))"
    }
    let what =
      list.isEmpty
      ? "none of its \(dating.scenario.additions.count) additions has begun: this is the graph as it is"
      : list.joined(separator: "; ")
    sections.insert(
      .sentence(
        "At \(dating.day), with the capacity additions of '\(dating.scenario.id)': \(what). All other figures are those of the graph."
      ), at: 0)
    set(
      "at",
      [
        "date": .string(dating.asked.description), "day": .string(dating.day.description),
        "additions_of": .string(dating.scenario.id),
        "additions": .array(dating.scenario.additions.map { $0.json(in: graph, day: dating.day) }),
      ])
  }
}

extension CapacityAddition {
  /// The addition as resolved; with a day also what of it is in place then.
  func json(in graph: SupplyGraph, day: CalendarDay? = nil) -> JSONValue {
    let origin: JSONValue =
      switch takesFrom {
      case .proportional: "proportional"
      case .suppliers(let list):
        .object(
          list.map { .init($0.supplier.map { graph[$0].id } ?? "unattributed", .number($0.share)) })
      }
    var members: [JSONValue.Member] = [
      .init("entity", .string(graph[entity].id)), .init("product", .string(product)), .init("share", .number(share)),
      .init("takes_from", origin), .init("start", .string(start.description)), .init("ramp_days", .number(rampDays)),
      .init("buyers", buyers.map { .string($0) } ?? .string("needs=\(product)")),
      .init("needs", .integer(needs.count)), .init("source", .optional(source)),
      .init("status", .string(evidence.status.rawValue)),
    ]
    if let day { members.append(.init("share_in_place", .number(strength(on: day) * share))) }
    return .object(members)
  }
}
