import FaultTrees
import Propagation
public import RiskAnalysis
public import SupplyGraph

extension Report {
  /// Which failures together bring targets down, and how likely that is.
  ///
  /// - Parameter top: rows to show; nil for all.
  public static func cutSets(
    _ analysis: CutSetAnalysis, probability: CutSetProbability?, in graph: SupplyGraph, top: Int?
  ) -> Report {
    CutSetReporter(analysis: analysis, probability: probability, graph: graph).report(top: top)
  }
}

private struct CutSetReporter {
  let analysis: CutSetAnalysis
  let probability: CutSetProbability?
  let graph: SupplyGraph
  var text: GraphText { GraphText(graph) }
  var question: CutSetQuestion { analysis.question }

  func report(top: Int?) -> Report {
    var report = Report(schema: "cutsets", title: title)
    report.say(meaning)
    sayHeadlines(&report)
    sayOwnPlaces(&report)
    let shown = top.map { Array(analysis.cutSets.prefix($0)) } ?? analysis.cutSets
    if !shown.isEmpty { report.add(table(shown)) }
    if shown.count < analysis.cutSets.count {
      report.say("Not shown: \(NumberText.count(analysis.cutSets.count - shown.count, "set")); --top 0 shows all.")
    }
    sayCompleteness(&report)
    sayCoverage(&report)
    if let probability { add(probability, &report, top: top) }
    setKeys(&report)
    return report
  }

  // MARK: - Words

  private var targets: String {
    let word = question.combination == .any ? " or " : " and "
    let names = question.targets.map { text.name($0) }
    return names.count > 4
      ? "\(question.combination == .any ? "any" : "all") of \(names.count) targets" : names.joined(separator: word)
  }

  private var title: String { "Which failures together stop \(targets)" }

  private var meaning: String {
    let minimal = "No set contains a smaller one: every member is needed."
    switch question.structure {
    case .boolean:
      return
        "A set stops \(targets) if it leaves some essential need, at any stage, without a single supplier that this graph names. Sizes of shares do not matter; the losses shown count them, so what is attributed to nobody keeps a loss below 100 %. \(minimal)"
    case .weighted:
      let loss = question.threshold == 1 ? "all" : "at least \(percent(question.threshold))"
      let who =
        question.targets.count == 1
        ? "\(targets) loses" : question.combination == .any ? "one of the targets loses" : "each of the targets loses"
      return
        "A set counts if \(who) \(loss) of output once its members stop for good: no stocks, no substitution, nobody re-allocates. \(minimal)"
    }
  }

  /// Percent without a needless decimal.
  private func percent(_ fraction: Double) -> String {
    let text = NumberText.percent(fraction)
    return text.hasSuffix(".0 %") ? text.dropLast(4) + " %" : text
  }

  private func sentence(_ set: CutSet) -> String {
    let stopped =
      set.loss >= 1 - 1e-9
      ? "stops \(possessive) output entirely" : "stops \(percent(set.loss)) of \(possessive) output"
    guard set.entities.count > 1 else { return "Losing \(text.names(set.entities)) \(stopped)." }
    let pair = set.entities.count == 2
    let alone = set.entities.map { analysis.lossAlone($0).map(percent) ?? "–" }.joined(separator: ", ")
    return
      "Losing \(joined(set.entities)) \(pair ? "together" : "at once") \(stopped); \(pair ? "either" : "each") alone: \(alone)."
  }

  /// Names that have commas of their own are joined by plus signs.
  private func joined(_ entities: [EntityIndex]) -> String {
    let hasCommas = entities.contains { text.name($0).contains(",") }
    return hasCommas ? entities.map { text.name($0) }.joined(separator: " + ") : text.names(entities, limit: 12)
  }

  private var possessive: String {
    switch question.targets.count {
    case 1: "\(text.name(question.targets[0]))’s"
    default: question.combination == .any ? "the worst hit target’s" : "every target’s"
    }
  }

  /// The sets of each size, in one sentence, with the worst of them.
  private func sayHeadlines(_ report: inout Report) {
    guard !analysis.cutSets.isEmpty else {
      let size =
        analysis.completeOrder == 1 ? "No single failure does" : "No set of up to \(analysis.completeOrder) does"
      report.say(analysis.completeOrder > 0 ? "\(size), as far as this graph knows." : "None was found.")
      return
    }
    for size in 1...max(1, question.order) {
      let own = analysis.cutSets.filter { $0.entities.count == size }
      guard let worst = own.first else { continue }
      let count = NumberText.count(own.count, "set")
      let head =
        size == 1
        ? NumberText.count(own.count, "failure suffices", plural: "failures suffice") + " alone" : "\(count) of \(size)"
      report.say("\(head). \(sentence(worst))")
      if size >= analysis.cutSets.last?.entities.count ?? size { break }
    }
  }

  private func sayOwnPlaces(_ report: inout Report) {
    let members = Set(analysis.cutSets.flatMap(\.entities))
    var own: [EntityIndex] = []
    for target in question.targets {
      for need in graph[target].needs where graph.needs[need].isImplicit {
        own += graph.supplies[graph.needs[need].supplies].map(\.supplier).filter {
          members.contains($0) && !own.contains($0)
        }
      }
    }
    guard !own.isEmpty else { return }
    report.say(
      "True but trivial: \(text.names(own)) \(own.count == 1 ? "is" : "are") the target’s own place, owner or hazard.")
  }

  private func sayCompleteness(_ report: inout Report) {
    if let reason {
      report.say("Not complete: \(reason).")
    } else {
      report.say(
        "Complete: there is no other set of up to \(question.order) among \(NumberText.count(analysis.coverage.candidates, "candidate")) upstream."
      )
    }
  }

  private var reason: String? {
    let known =
      analysis.completeOrder == 0
      ? "no size is complete" : "complete up to sets of \(analysis.completeOrder)"
    switch analysis.incompleteness {
    case nil: return nil
    case .setLimit:
      return
        "there are more than \(question.limits.sets) sets, \(known); ask for a lower --order or fewer --candidates, or raise --limit"
    case .workLimit:
      return "the search was stopped at its limit of work, \(known); ask for a lower --order or fewer --candidates"
    }
  }

  private func sayCoverage(_ report: inout Report) {
    let coverage = analysis.coverage
    guard question.structure == .boolean else { return }
    var parts: [String] = []
    if coverage.needsTakenAsAttributed > 0 {
      parts.append(
        "\(NumberText.count(coverage.needsTakenAsAttributed, "need")) with unattributed supply count as if the suppliers named were all"
      )
    }
    if coverage.needsNotEssential > 0 {
      parts.append("\(NumberText.count(coverage.needsNotEssential, "need")) not wholly essential are left out")
    }
    if coverage.needsWithoutSuppliers > 0 {
      parts.append("\(NumberText.count(coverage.needsWithoutSuppliers, "need")) without a known supplier never fail")
    }
    if !parts.isEmpty { report.say("Of the needs upstream, \(parts.joined(separator: "; ")).") }
  }

  private func table(_ sets: [CutSet]) -> Table {
    var table = Table(columns: [
      .init("size", "Size", isNumeric: true), .init("loss", "Loss", isNumeric: true),
      .init("cut_set", "If these stop together"), .init("loss_alone", "Alone", isNumeric: true),
    ])
    for set in sets {
      let alone = set.entities.map { analysis.lossAlone($0) ?? 0 }
      table.rows.append([
        .integer(set.entities.count), .share(set.loss),
        .display(
          set.entities.map { text.name($0) }.joined(separator: " + "),
          raw: set.entities.map { text.id($0) }.joined(separator: "|")),
        .display(
          set.entities.count == 1 ? "" : alone.map(percent).joined(separator: ", "),
          raw: alone.map(NumberText.plain).joined(separator: "|")),
      ])
    }
    return table
  }

  // MARK: - Probability

  private func add(_ probability: CutSetProbability, _ report: inout Report, top: Int?) {
    let down =
      switch (question.targets.count, question.combination) {
      case (1, _): "\(targets) is down"
      case (_, .any): "one of \(question.targets.count) targets at least is down"
      case (_, .all): "all of \(question.targets.count) targets are down"
      }
    let when = probability.kind == .year ? "Within a year" : "At a random moment"
    if let value = probability.value {
      report.say(
        "\(when), \(down) with a probability of \(chance(value)): exact for the outages stated, each independent of the others."
      )
    } else {
      report.say(
        "\(when), \(down) with a probability between \(chance(probability.lower)) and \(chance(probability.upper)), for the outages stated, each independent of the others. The lower bound leaves out sets larger than \(analysis.completeOrder); the upper one takes every case of more than \(analysis.completeOrder) outages for a stop."
      )
    }
    if probability.kind == .year {
      report.say(
        "For sets of two and more this is too high: their members fail within one year, not necessarily at the same time."
      )
    }
    if probability.withoutOutage > 0 {
      report.say(
        "\(NumberText.count(probability.withoutOutage, "candidate")) of \(analysis.coverage.candidates) \(probability.withoutOutage == 1 ? "has" : "have") no outage stated and \(probability.withoutOutage == 1 ? "counts" : "count") as never failing, which makes the answer too low."
      )
    }
    let rows = probability.importance.filter { $0.birnbaum > 0 }
    guard !rows.isEmpty else { return }
    let shown = top.map { Array(rows.prefix($0)) } ?? rows
    report.add(importanceTable(shown))
    if shown.count < rows.count {
      report.say(
        "Not shown: \(NumberText.count(rows.count - shown.count, "less important entity", plural: "less important entities")); --top 0 shows all."
      )
    }
  }

  private func importanceTable(_ rows: [EventImportance]) -> Table {
    var table = Table(
      title: "Who matters for that",
      columns: [
        .init("id", "Entity"), .init("own_probability", "Own outage", isNumeric: true),
        .init("birnbaum", "Adds if certain", isNumeric: true), .init("criticality", "Decisive", isNumeric: true),
        .init("fussell_vesely", "Involved", isNumeric: true), .init("raw", "× if certain (RAW)", isNumeric: true),
        .init("rrw", "÷ if safe (RRW)", isNumeric: true),
      ])
    for row in rows {
      let entity = EntityIndex(row.node)
      table.rows.append([
        .display(text.name(entity), raw: text.id(entity)), chanceCell(row.probability), chanceCell(row.birnbaum),
        .optionalShare(row.criticality), .optionalShare(row.fussellVesely), ratio(row.riskAchievementWorth),
        ratio(row.riskReductionWorth),
      ])
    }
    return table
  }

  private func ratio(_ value: Double?) -> Table.Cell {
    guard let value else { return .missing }
    return value.isFinite ? .number(value, digits: 2) : .display("∞", raw: "inf")
  }

  private func chanceCell(_ value: Double) -> Table.Cell { .display(chance(value), raw: NumberText.plain(value)) }

  /// A probability with digits that show something where it is small.
  private func chance(_ value: Double) -> String {
    var digits = 1
    var scaled = value * 100
    while scaled > 0, scaled < 0.95, digits < 6 {
      digits += 1
      scaled *= 10
    }
    return value > 0 && value < 1e-8 ? "< 0.000001 %" : NumberText.decimal(value * 100, digits: digits) + " %"
  }

  // MARK: - Keys

  private func setKeys(_ report: inout Report) {
    report.set("target", .strings(question.targets.map { text.id($0) }))
    report.set("combination", .string(question.combination.rawValue))
    report.set("threshold", .number(question.threshold))
    report.set("order", .integer(question.order))
    report.set("structure", .string(question.structure.rawValue))
    report.set("with_qualified", .bool(question.includesQualified))
    report.set("needs", .strings(question.options.kinds.map(\.rawValue).sorted()))
    report.set("complete", .bool(analysis.isComplete))
    report.set("complete_order", .integer(analysis.completeOrder))
    report.set("reason", .optional(reason))
    report.set("candidates", .integer(analysis.coverage.candidates))
    report.set("needs_taken_as_attributed", .integer(analysis.coverage.needsTakenAsAttributed))
    report.set("needs_without_suppliers", .integer(analysis.coverage.needsWithoutSuppliers))
    report.set("needs_not_essential", .integer(analysis.coverage.needsNotEssential))
    report.set("cut_sets", .array(analysis.cutSets.map { .strings($0.entities.map { text.id($0) }) }))
    report.set("losses", .array(analysis.cutSets.map { .number($0.loss) }))
    report.set("error_bound", .number(analysis.errorBound))
    guard let probability else { return }
    report.set("probability_kind", .string(probability.kind.rawValue))
    report.set("probability_method", .string(probability.method == .exact ? "exact" : "bounds"))
    report.set("probability", .optional(probability.value))
    report.set("lower", .number(probability.lower))
    report.set("upper", .number(probability.upper))
    report.set("without_outage", .integer(probability.withoutOutage))
    report.set("importance", .array(probability.importance.map(json)))
  }

  private func json(_ row: EventImportance) -> JSONValue {
    [
      "id": .string(text.id(EntityIndex(row.node))), "probability": .number(row.probability),
      "birnbaum": .number(row.birnbaum), "criticality": .optional(row.criticality),
      "fussell_vesely": .optional(row.fussellVesely), "raw": .optional(row.riskAchievementWorth),
      "rrw": .optional(row.riskReductionWorth),
    ]
  }
}
