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

  /// The chain of causes as one sentence; nil where the target loses nothing on the day.
  func sentence(_ explanation: BindingExplanation, occasion: String) -> String? {
    guard let first = explanation.steps.first else { return nil }
    let name = text.name(explanation.target)
    var clauses: [String] = []
    for (index, step) in explanation.steps.enumerated() { clauses.append(clause(step, isFirst: index == 0)) }
    return "Day \(explanation.day), \(occasion): \(name) loses \(NumberText.percent(first.loss)). "
      + clauses.joined(separator: " ")
  }

  private func clause(_ step: BindingExplanation.Step, isFirst: Bool) -> String {
    let name = text.name(step.entity)
    let when = isFirst ? name : "\(name), day \(step.day) (−\(NumberText.percent(step.loss)))"
    switch step.cause {
    case .capacity: return "\(when): \(isFirst ? "it" : "this") is what the scenario hits."
    case .scrap: return "\(when): what it would finish was scrapped in process."
    case .demand: return "\(when): more is wanted than comes in or can be made."
    case .need(let need): return "\(when): \(want(need, step))"
    }
  }

  private func want(_ index: Int, _ step: BindingExplanation.Step) -> String {
    let need = graph.needs[index]
    guard need.origin == .explicit else { return "\(place(need.origin, step.contributions.first?.supplier))." }
    let from = step.contributions.prefix(2).map { part in
      "\(NumberText.percent(part.missing)) from \(text.name(part.supplier))" + (part.isBlocked ? " (blocked)" : "")
    }
    let others = step.contributions.count > 2 ? " and \(step.contributions.count - 2) more" : ""
    let missing = from.isEmpty ? "" : ", missing " + from.joined(separator: ", ") + others
    return "\(graph.productName(need.product)) binds\(missing); \(stock(need, step))."
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
    if let day = step.stockRanOut { return "its \(size)\(origin) ran out on day \(day)" }
    return need.bufferDays > 0 ? "its \(size)\(origin) do not cover it" : "it keeps no stock"
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
      for part in step.contributions.prefix(1) {
        for supply in graph.supplies[graph.needs[need].supplies] where supply.supplier == part.supplier {
          add(supply.evidence.source)
        }
      }
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
