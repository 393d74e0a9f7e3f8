import RiskAnalysis
public import SupplyGraph

extension Report {
  /// What a graph says of one entity, or of one of its needs: supplies with their ranges, stocks, claims, facts and
  /// sources.
  public static func explanation(of entity: EntityIndex, product: String?, in graph: SupplyGraph) -> Report {
    EntityExplainer(graph: graph, entity: entity).report(product)
  }
}

private struct EntityExplainer {
  let graph: SupplyGraph
  let entity: EntityIndex
  var text: GraphText { GraphText(graph) }

  func report(_ product: String?) -> Report {
    let subject = graph[entity]
    var report = Report(
      schema: "explain",
      title: subject.name + (product.map { ": \(graph.productName($0))" } ?? ""))
    report.say(
      "\(subject.name) (\(subject.id)) is of kind \(subject.kind.rawValue), tier \(subject.tier)." + place(subject))
    var cited: [String] = []
    // What is bought first; places and owners say little that the first sentence has not said.
    let all = subject.needs.filter { product == nil || graph.needs[$0].product == product }
    let needs = all.filter { !graph.needs[$0].isImplicit } + all.filter { graph.needs[$0].isImplicit }
    if product == nil, !needs.isEmpty {
      report.add(coverTable(needs))
      report.say(
        "Cover: days until the need goes short if all its suppliers stop at once; what has left them still arrives, then the stock is used up."
      )
    }
    for need in needs { report.add(supplyTable(need, &cited)) }
    if needs.isEmpty { report.say("It needs nothing, as far as this graph knows.") }
    if product == nil { addCustomers(&report) }
    addClaims(product, &report, &cited)
    if product == nil { addFacts(&report, &cited) }
    if let sources = text.sourceTable(cited) { report.add(sources) }
    report.set("entity", entityJSON(subject))
    report.set("needs", .array(needs.map { needJSON($0) }))
    return report
  }

  private func place(_ subject: Entity) -> String {
    var parts: [String] = []
    if !subject.locations.isEmpty {
      let places = subject.locations.map { location in
        "\(Countries.name(location.country) ?? location.country)"
          + (location.share < 1 ? " \(NumberText.percent(location.share))" : "")
      }
      parts.append("stands in \(places.joined(separator: ", "))")
    }
    if let hq = subject.hq { parts.append("has its head office in \(Countries.name(hq) ?? hq)") }
    if !subject.owners.isEmpty { parts.append("is owned by \(text.names(subject.owners.map(\.owner)))") }
    if !subject.hazards.isEmpty { parts.append("is exposed to \(text.names(subject.hazards))") }
    return parts.isEmpty ? "" : " It \(parts.joined(separator: ", "))."
  }

  private func coverTable(_ needs: [Int]) -> Table {
    var table = Table(
      title: "What it needs, and how long stocks cover it",
      columns: [
        .init("product", "Product"), .init("kind", "Kind"), .init("criticality", "Criticality", isNumeric: true),
        .init("suppliers", "Suppliers", isNumeric: true), .init("unattributed", "Unattributed", isNumeric: true),
        .init("buffer_days", "Stock, days", isNumeric: true), .init("transit_days", "Under way, days", isNumeric: true),
        .init("cover_days", "Cover, days", isNumeric: true), .init("note", "Note"),
      ])
    for index in needs {
      let need = graph.needs[index]
      let transit = graph.supplies[need.supplies].map(\.transitDays).min()
      table.rows.append([
        .display(graph.productName(need.product), raw: need.product),
        .text(need.isImplicit ? "place" : need.kind.rawValue),
        .share(need.criticality), .integer(need.supplies.count), .share(need.unattributed),
        .display(
          NumberText.decimal(need.bufferDays, digits: 0) + (need.usesDefaultBuffer ? " (default)" : ""),
          raw: NumberText.plain(need.bufferDays)),
        transit.map { .number($0, digits: 0) } ?? .missing, cover(need), .text(need.note ?? ""),
      ])
    }
    return table
  }

  private func cover(_ need: Need) -> Table.Cell {
    guard need.kind != .capital else { return .missing }
    return NeedCover.days(of: need, in: graph).map { .number($0, digits: 0) } ?? .missing
  }

  private func supplyTable(_ index: Int, _ cited: inout [String]) -> Table {
    let need = graph.needs[index]
    var table = Table(
      title: "\(graph.productName(need.product)): who supplies it",
      columns: [
        .init("from", "From"), .init("share", "Share", isNumeric: true), .init("range", "Range", isNumeric: true),
        .init("method", "Method"), .init("status", "Status"), .init("confidence", "Confidence"),
        .init("as_of", "As of"), .init("source", "Source"), .init("note", "Note"),
      ])
    for supply in graph.supplies[need.supplies] {
      let source = supply.evidence.source.map { graph.sources[$0].id }
      if let source { cited.append(source) }
      let alternate = supply.isQualified && supply.share == 0 ? " (qualified alternate)" : ""
      let range: Table.Cell =
        supply.low == nil && supply.high == nil
        ? .missing
        : .display(
          NumberText.percent(supply.low ?? supply.share) + " – " + NumberText.percent(supply.high ?? supply.share),
          raw: "\(NumberText.plain(supply.low ?? supply.share))..\(NumberText.plain(supply.high ?? supply.share))")
      table.rows.append([
        .display(text.name(supply.supplier) + alternate, raw: text.id(supply.supplier)), .share(supply.share), range,
        .text(supply.evidence.method.rawValue), .text(supply.evidence.status.rawValue),
        .text(supply.evidence.confidence.rawValue), .optionalText(supply.evidence.asOf?.description),
        .optionalText(source), .text(supply.evidence.note ?? ""),
      ])
    }
    if need.unattributed > 0 {
      table.rows.append(
        [.display("attributed to nobody", raw: ""), .share(need.unattributed)]
          + [Table.Cell](repeating: .missing, count: 6) + [.text(need.note ?? "")])
    }
    return table
  }

  private func addCustomers(_ report: inout Report) {
    var table = Table(
      title: "Who needs it",
      columns: [
        .init("buyer", "Buyer"), .init("product", "Product"),
        .init("share", "Share of the buyer's need", isNumeric: true),
      ])
    for need in graph.needs {
      for supply in graph.supplies[need.supplies] where supply.supplier == entity {
        table.rows.append([
          .display(text.name(need.entity), raw: text.id(need.entity)),
          .display(graph.productName(need.product), raw: need.product), .share(supply.share),
        ])
      }
    }
    if !table.rows.isEmpty { report.add(table) }
  }

  private func addClaims(_ product: String?, _ report: inout Report, _ cited: inout [String]) {
    let id = graph[entity].id
    let claims = graph.claims.filter { claim in
      (claim.entity == id || claim.from == id) && (product == nil || claim.product == product)
    }
    guard !claims.isEmpty else { return }
    var table = Table(
      title: "Claims that disagree",
      columns: [
        .init("claim", "Quantity"), .init("value", "Value", isNumeric: true), .init("unit", "Unit"),
        .init("as_of", "As of"), .init("source", "Source"), .init("chosen", "Chosen"), .init("reason", "Reason"),
      ])
    for claim in claims {
      let source = claim.source.map { graph.sources[$0].id }
      if let source { cited.append(source) }
      let subject = [claim.entity, claim.product, claim.from, claim.metric].compactMap { $0 }.joined(separator: " / ")
      table.rows.append([
        .text(subject), claim.value.map { .display(NumberText.plain($0), raw: NumberText.plain($0)) } ?? .missing,
        .text(claim.unit ?? ""), .optionalText(claim.asOf?.description), .optionalText(source),
        .text(claim.isChosen ? "yes" : ""), .text(claim.reason ?? ""),
      ])
    }
    report.add(table)
  }

  private func addFacts(_ report: inout Report, _ cited: inout [String]) {
    let facts = graph.facts.filter { $0.subject == graph[entity].id }
    guard !facts.isEmpty else { return }
    var table = Table(
      title: "Other figures",
      columns: [
        .init("metric", "Metric"), .init("object", "Of"), .init("value", "Value", isNumeric: true),
        .init("unit", "Unit"), .init("as_of", "As of"), .init("source", "Source"), .init("note", "Note"),
      ])
    for fact in facts {
      let source = fact.source.map { graph.sources[$0].id }
      if let source { cited.append(source) }
      table.rows.append([
        .text(fact.metric ?? ""), .text(fact.object ?? ""),
        fact.value.map { .display(NumberText.plain($0), raw: NumberText.plain($0)) } ?? .missing,
        .text(fact.unit ?? ""), .optionalText(fact.asOf?.description), .optionalText(source), .text(fact.note ?? ""),
      ])
    }
    report.add(table)
  }

  private func entityJSON(_ subject: Entity) -> JSONValue {
    [
      "id": .string(subject.id), "name": .string(subject.name), "kind": .string(subject.kind.rawValue),
      "tier": .integer(subject.tier), "hq": .optional(subject.hq),
      "locations": .array(
        subject.locations.map { ["country": .string($0.country), "share": .number($0.share)] }),
      "owners": .array(
        subject.owners.map { ["owner": .string(text.id($0.owner)), "share": .number($0.share)] }),
      "hazards": .strings(subject.hazards.map { text.id($0) }),
    ]
  }

  private func needJSON(_ index: Int) -> JSONValue {
    let need = graph.needs[index]
    return [
      "product": .string(need.product), "kind": .string(need.kind.rawValue), "implicit": .bool(need.isImplicit),
      "criticality": .number(need.criticality), "weight": .number(need.weight), "volume": .optional(need.volume),
      "embedded_in": .optional(need.embeddedIn), "buffer_days": .number(need.bufferDays),
      "buffer_is_default": .bool(need.usesDefaultBuffer),
      "cover_days": need.kind == .capital ? .null : .optional(NeedCover.days(of: need, in: graph)),
      "switch_days": .optional(need.switchDays),
      "unattributed": .number(need.unattributed), "note": .optional(need.note),
      "supplies": .array(
        graph.supplies[need.supplies].map { supply in
          [
            "from": .string(text.id(supply.supplier)), "share": .number(supply.share), "low": .optional(supply.low),
            "high": .optional(supply.high), "transit_days": .number(supply.transitDays),
            "lead_days": .number(supply.leadDays), "qualified": .bool(supply.isQualified),
            "max_share": .optional(supply.maxShare), "capacity": .optional(supply.capacity),
            "status": .string(supply.evidence.status.rawValue), "method": .string(supply.evidence.method.rawValue),
            "confidence": .string(supply.evidence.confidence.rawValue),
            "as_of": .optional(supply.evidence.asOf?.description),
            "source": .optional(supply.evidence.source.map { graph.sources[$0].id }),
            "note": .optional(supply.evidence.note),
          ]
        }),
    ]
  }
}
