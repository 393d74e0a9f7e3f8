import DisruptionSimulation
import SupplyGraph

/// Why a target loses on a day, in sentences: which need binds, when its stock ran out, and so on to what was hit.
struct BindingText {
  private let graph: SupplyGraph
  private let text: GraphText

  init(_ graph: SupplyGraph) {
    self.graph = graph
    text = GraphText(graph)
  }

  /// Links of a chain that are told; from a longer one the first and the last.
  private static let longest = 9

  /// The chain of causes, a clause a link; nil where the target loses nothing on the day.
  ///
  /// - Parameter occasion: what the day is, such as `first loss`.
  func sentence(_ explanation: BindingExplanation, occasion: String) -> String? {
    guard let first = explanation.steps.first else { return nil }
    var clauses = [
      "Day \(explanation.day), \(occasion) of \(text.name(explanation.target)) (−\(NumberText.percent(first.loss))): \(cause(first))."
    ]
    let rest = explanation.steps.dropFirst()
    for (index, step) in rest.enumerated() {
      if rest.count > Self.longest, (Self.longest - 3..<rest.count - 2).contains(index) {
        if index == Self.longest - 3 { clauses.append("… (\(rest.count - Self.longest + 1) more links) …") }
        continue
      }
      clauses.append("\(text.name(step.entity)), day \(step.day) (−\(NumberText.percent(step.loss))): \(cause(step)).")
    }
    return clauses.joined(separator: " ")
  }

  private func cause(_ step: BindingExplanation.Step) -> String {
    switch step.cause {
    case .capacity: "hit by the scenario"
    case .scrap: "what it would finish was scrapped"
    case .demand: "more is wanted than can be made or comes in"
    case .need(let need): want(need, step)
    }
  }

  private func want(_ index: Int, _ step: BindingExplanation.Step) -> String {
    let need = graph.needs[index]
    guard need.origin == .explicit else { return place(need.origin, step.contributions.first?.supplier) }
    let parts = step.contributions.prefix(2).map { part in
      "\(NumberText.percent(part.missing)) from \(text.name(part.supplier))"
        + (part.isBlocked ? " (blocked by the scenario)" : "")
    }
    let others = step.contributions.count > 2 ? " and \(step.contributions.count - 2) more" : ""
    let missing = parts.isEmpty ? "" : ": missing " + parts.joined(separator: ", ") + others
    let started = step.startDay == step.day ? "" : " on day \(step.startDay), when it would have been started,"
    return "\(graph.productName(need.product)) holds it back\(started)\(missing); \(stock(need, step))"
  }

  private func place(_ origin: NeedOrigin, _ supplier: EntityIndex?) -> String {
    let name = supplier.map { text.name($0) } ?? "its place"
    return switch origin {
    case .ownership: "it belongs to \(name), which stops"
    case .hazard: "it is exposed to \(name), which strikes"
    default: "it stands in \(name), which stops"
    }
  }

  /// What became of the stock.
  private func stock(_ need: Need, _ step: BindingExplanation.Step) -> String {
    if step.usesDefaultStock, need.bufferDays == 0 { return "no stock is on record, so none is counted" }
    let size = "\(NumberText.decimal(need.bufferDays, digits: 0)) days of stock"
    let origin = need.usesDefaultBuffer ? " (a default)" : ""
    guard need.bufferDays > 0 else { return "it keeps no stock" }
    // Empty in the evening of an earlier day, or used up on the day itself.
    return "its \(size)\(origin) ran out on day \(step.stockRanOut ?? step.startDay)"
  }

  /// Ids of the sources that the chain rests on.
  func sources(_ explanation: BindingExplanation) -> [String] {
    var ids: [String] = []
    func add(_ source: Int?) {
      guard let source else { return }
      let id = graph.sources[source].id
      if !ids.contains(id) { ids.append(id) }
    }
    for step in explanation.steps {
      guard case .need(let need) = step.cause else { continue }
      if let part = step.contributions.first { add(graph.supplies[part.supply].evidence.source) }
      add(graph.needs[need].source)
    }
    return ids
  }

  func json(_ explanation: BindingExplanation) -> JSONValue {
    [
      "target": .string(text.id(explanation.target)), "day": .integer(explanation.day),
      "steps": .array(explanation.steps.map { json($0) }), "sources": .strings(sources(explanation)),
    ]
  }

  private func json(_ step: BindingExplanation.Step) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("entity", .string(text.id(step.entity))), .init("day", .integer(step.day)),
      .init("start_day", .integer(step.startDay)),
      .init("loss", .number(step.loss)),
    ]
    switch step.cause {
    case .capacity: members.append(.init("cause", "capacity"))
    case .scrap: members.append(.init("cause", "scrap"))
    case .demand: members.append(.init("cause", "demand"))
    case .need(let need):
      members += [
        .init("cause", "need"), .init("product", .string(graph.needs[need].product)),
        .init("buffer_days", .number(graph.needs[need].bufferDays)),
      ]
    }
    members += [
      .init("stock_ran_out", .optional(step.stockRanOut)), .init("uses_default_stock", .bool(step.usesDefaultStock)),
      .init(
        "missing",
        .array(
          step.contributions.map { part in
            [
              "supplier": .string(text.id(part.supplier)), "missing": .number(part.missing),
              "blocked": .bool(part.isBlocked), "shipped_on": .integer(part.shippedOn),
            ]
          })),
    ]
    return .object(members)
  }
}
