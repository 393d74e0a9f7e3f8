import AdaptiveResponse
public import Comparison
import DisruptionSimulation
import ScenarioModel
import SupplyGraph
import TradeAnalysis

extension Report {
  /// Scenarios side by side against the baseline.
  ///
  /// - Parameters:
  ///   - timed: the scenarios day by day.
  ///   - adaptive: what best reallocation would leave; nil where nobody asked.
  ///   - ranges: how far the answers move when shares are drawn; nil where nobody asked.
  ///   - crossed: the same shocks on graphs with the capacity additions of other scenarios.
  ///   - showsSparklines: whether the overview has a column of blocks; for terminals.
  public static func comparison(
    _ timed: TimedComparison, adaptive: AdaptiveLosses? = nil, ranges: TrajectoryRanges? = nil,
    crossed: TimedComparison? = nil, showsSparklines: Bool = false
  ) -> Report {
    ComparisonReporter(timed: timed, adaptive: adaptive, ranges: ranges, text: TrajectoryText(timed)).report(
      crossed, showsSparklines)
  }
}

private struct ComparisonReporter {
  let timed: TimedComparison
  let adaptive: AdaptiveLosses?
  let ranges: TrajectoryRanges?
  let text: TrajectoryText
  private var names: GraphText { text.text }
  private var comparison: ScenarioComparison { timed.rigid }

  func report(_ crossed: TimedComparison?, _ showsSparklines: Bool) -> Report {
    var report = Report(schema: "compare", title: "Scenarios side by side")
    report.say(
      "What each target loses with stocks, goods under way and work in process counted, day by day. Rigid loss: its worst moment without them."
        + (adaptive == nil
          ? "" : " Adaptive loss: the same moment if everybody reallocated as well as possible, before stocks."))
    report.add(overview(showsSparklines))
    sayAbsorbed(&report)
    sayDominance(&report)
    sayAdaptive(&report)
    report.add(details)
    if let table = rangeTable {
      sayRanges(&report)
      report.add(table)
    }
    if let table = limits { report.add(table) }
    for index in comparison.outcomes.indices {
      for line in text.cautions(index, withSurplus: false) { report.say("\(name(index)): \(line)") }
    }
    report.sayAdditions(timed, crossed)
    if let table = Report.tradeTable(comparison) { report.add(table) }
    report.add(Report.scenarioTable(comparison, names))
    report.set(
      "basis",
      "worst_loss, lost_days and times from the daily simulation; rigid_loss is the largest daily loss without stocks, transit and work in process; adaptive_loss the least loss at that moment if everybody reallocated"
    )
    report.set("adaptive", .optional(adaptive?.mode.rawValue))
    if let ranges {
      report.set("draws", .integer(ranges.drawCount))
      report.set("seed", .integer(Int(ranges.seed)))
    }
    report.set("allocation", .string(timed.options.allocation.rawValue))
    let dominance = Dominance(measures)
    report.set(
      "scenarios",
      .array([baselineJSON] + comparison.outcomes.indices.map { json($0, dominance) }))
    return report
  }

  private func name(_ index: Int) -> String { comparison.outcomes[index].scenarioCase?.name ?? "" }

  private func adaptiveLoss(_ index: Int, _ target: Int) -> Double? {
    guard let adaptive, adaptive.outcomes.indices.contains(index) else { return nil }
    return adaptive.outcomes[index].losses[target]
  }

  // MARK: Tables

  private func overview(_ showsSparklines: Bool) -> Table {
    let last = TrajectorySpan.lastDay(timed.results, comparison.outcomes.compactMap(\.scenario))
    let isSingle = comparison.targets.count == 1
    let mean = isSingle ? "" : ", mean"
    var table = Table(
      title: isSingle ? nil : "All \(comparison.targets.count) targets together",
      columns: [.init("scenario", "Scenario")])
    if showsSparklines {
      table.columns.append(.init("course", "Output\(mean), day 0 to \(last)", isNumeric: true))
    }
    table.columns += [
      .init("first_loss_day", "First loss, day", isNumeric: true),
      .init("worst_loss", isSingle ? "Worst loss" : "Worst loss of any", isNumeric: true),
      .init("lost_days", "Days lost\(mean)", isNumeric: true),
      .init("recovery_day", isSingle ? "Back, day" : "All back, day", isNumeric: true),
      .init("rigid_loss", "Rigid loss\(mean)", isNumeric: true),
    ]
    if adaptive != nil { table.columns.append(.init("adaptive_loss", "Adaptive loss\(mean)", isNumeric: true)) }
    var first: [Table.Cell] = [.text("baseline")]
    if showsSparklines {
      first.append(.display(Sparkline.text([Double](repeating: 1, count: last + 1), width: 20), raw: ""))
    }
    first += [.display("none", raw: ""), .share(0), .number(0, digits: 1), .display("–", raw: ""), .share(0)]
    if adaptive != nil { first.append(.share(0)) }
    table.rows.append(first)
    for index in comparison.outcomes.indices { table.rows.append(overviewRow(index, last, showsSparklines)) }
    return table
  }

  private func overviewRow(_ index: Int, _ last: Int, _ showsSparklines: Bool) -> [Table.Cell] {
    let (result, outcome) = (timed.results[index], comparison.outcomes[index])
    let count = Double(max(1, result.targets.count))
    let hit = result.targets.filter { $0.timeToSurvive != nil }
    var row: [Table.Cell] = [.text(name(index))]
    if showsSparklines {
      let course = (0...last).map { day in
        1 - result.targets.reduce(0) { $0 + ($1.loss.indices.contains(day) ? $1.loss[day] : 0) } / count
      }
      row.append(.display(Sparkline.text(course, width: 20), raw: ""))
    }
    let firstDay = hit.compactMap { TrajectoryText.firstLossDay($0, result) }.min()
    let isBack = hit.allSatisfy { $0.timeToRecover != nil }
    let recovery = hit.compactMap { TrajectoryText.recoveryDay($0, result) }.max()
    row += [
      firstDay.map { .integer($0) } ?? .display("none", raw: ""),
      .share(result.targets.map(\.worstLoss).max() ?? 0),
      .number(result.targets.reduce(0) { $0 + $1.lostDays } / count, digits: 1),
      hit.isEmpty
        ? .display("–", raw: "")
        : isBack ? recovery.map { .integer($0) } ?? .missing : .display("not back", raw: ""),
      .share(outcome.targets.reduce(0) { $0 + $1.rigidLoss } / count),
    ]
    guard adaptive != nil else { return row }
    let losses = outcome.targets.indices.map { adaptiveLoss(index, $0) }
    let known = losses.compactMap { $0 }
    row.append(.optionalShare(known.count == losses.count ? known.reduce(0, +) / count : nil))
    return row
  }

  private var details: Table {
    var table = Table(
      title: "Target by target",
      columns: [
        .init("target", "Target"), .init("scenario", "Scenario"), .init("worst_loss", "Worst loss", isNumeric: true),
        .init("worst_day", "On day", isNumeric: true), .init("lost_days", "Days lost", isNumeric: true),
        .init("time_to_survive", "Time to survive", isNumeric: true),
        .init("time_to_recover", "Time to recover", isNumeric: true),
        .init("rigid_loss", "Rigid loss", isNumeric: true),
      ])
    if adaptive != nil { table.columns.append(.init("adaptive_loss", "Adaptive loss", isNumeric: true)) }
    for (position, target) in comparison.targets.enumerated() {
      for index in comparison.outcomes.indices {
        let time = timed.results[index].targets[position]
        var row: [Table.Cell] = [
          .display(names.name(target), raw: names.id(target)), .text(name(index)), .share(time.worstLoss),
          time.timeToSurvive == nil ? .missing : time.worstDay.map { .integer($0) } ?? .missing,
          .number(time.lostDays, digits: 1), TrajectoryText.survival(time),
          TrajectoryText.recovery(time, timed.results[index]),
          .share(comparison.outcomes[index].targets[position].rigidLoss),
        ]
        if adaptive != nil { row.append(.optionalShare(adaptiveLoss(index, position))) }
        table.rows.append(row)
      }
    }
    return table
  }

  private func range(_ index: Int, _ target: Int) -> TrajectoryRanges.TargetRanges? {
    guard let ranges, ranges.outcomes.indices.contains(index) else { return nil }
    return ranges.outcomes[index]?[target]
  }

  /// How far the answers move under draws; nil where nobody asked.
  private var rangeTable: Table? {
    guard ranges != nil else { return nil }
    var table = Table(
      title: "Under draws of the shares",
      columns: [
        .init("target", "Target"), .init("scenario", "Scenario"),
        .init("worst_loss_p05", "Worst loss, 5 %", isNumeric: true), .init("worst_loss_p95", "95 %", isNumeric: true),
        .init("lost_days_p05", "Days lost, 5 %", isNumeric: true), .init("lost_days_p95", "95 %", isNumeric: true),
        .init("time_to_survive_p05", "Time to survive, 5 %", isNumeric: true),
        .init("time_to_survive_p95", "95 %", isNumeric: true),
        .init("hit_share", "Draws with a loss", isNumeric: true),
      ])
    func days(_ value: Double?) -> Table.Cell {
      value.map { .number($0, digits: 0) } ?? .display("never lost", raw: "")
    }
    for (position, target) in comparison.targets.enumerated() {
      for index in comparison.outcomes.indices {
        guard let own = range(index, position) else { continue }
        table.rows.append([
          .display(names.name(target), raw: names.id(target)), .text(name(index)), .share(own.worstLoss.p05),
          .share(own.worstLoss.p95), .number(own.lostDays.p05, digits: 1), .number(own.lostDays.p95, digits: 1),
          days(own.timeToSurvive.p05), days(own.timeToSurvive.p95), .share(own.hitShare),
        ])
      }
    }
    return table
  }

  private func sayRanges(_ report: inout Report) {
    guard let ranges else { return }
    if ranges.uncertainShares == 0 {
      return report.say("No share of this graph has a range, so all \(ranges.drawCount) draws are the same.")
    }
    let left = comparison.outcomes.indices.filter { ranges.outcomes[$0] == nil }.map { name($0) }
    report.say(
      "5 % and 95 %: what 5 % and 95 % of \(NumberText.count(ranges.drawCount, "draw")) stay below (seed \(ranges.seed)). A draw takes \(NumberText.count(ranges.uncertainShares, "share")) anew, each from its range; stocks, days under way and the scenario stay as they are."
        + (left.isEmpty
          ? "" : " Not drawn, because their shares move with the capacity they add: \(left.joined(separator: ", ")).")
    )
  }

  private func rangeJSON(_ own: TrajectoryRanges.TargetRanges) -> [JSONValue.Member] {
    [
      .init("worst_loss_p05", .number(own.worstLoss.p05)), .init("worst_loss_p95", .number(own.worstLoss.p95)),
      .init("lost_days_p05", .number(own.lostDays.p05)), .init("lost_days_p95", .number(own.lostDays.p95)),
      .init("time_to_survive_p05", .optional(own.timeToSurvive.p05)),
      .init("time_to_survive_p95", .optional(own.timeToSurvive.p95)), .init("hit_share", .number(own.hitShare)),
    ]
  }

  /// What one percent more of something would save, the most for each scenario; nil where nobody measured it.
  private var limits: Table? {
    let isOne = comparison.targets.count == 1
    var table = Table(
      title: "If everybody reallocated: what one percent more of something would save",
      columns: [
        .init("scenario", "Scenario"), .init("limit", "One percent more"),
        .init("saving", isOne ? "Saves, points of loss" : "Saves, points of mean loss", isNumeric: true),
      ])
    for (index, outcome) in (adaptive?.outcomes ?? []).enumerated() {
      // Less than a hundredth of a point is nothing to act on.
      for limit in outcome.limits.prefix(3) where limit.saving >= 0.00005 {
        table.rows.append([
          .text(name(index)), .text(adaptiveText(index).phrase(limit)), .number(limit.saving * 100, digits: 2),
        ])
      }
    }
    return table.rows.isEmpty ? nil : table
  }

  // MARK: Sentences

  /// Scenarios of some size that nobody feels.
  private func sayAbsorbed(_ report: inout Report) {
    var absorbed: [String] = []
    for index in comparison.outcomes.indices where timed.worstHit(index) == nil {
      let rigid = comparison.outcomes[index].targets.map(\.rigidLoss).max() ?? 0
      if rigid > 0.01 { absorbed.append("\(name(index)) (rigid \(NumberText.percent(rigid)))") }
    }
    guard !absorbed.isEmpty else { return }
    report.say(
      "Absorbed: \(absorbed.joined(separator: ", ")). Stocks, goods under way, work in process and alternates bridge the stop: no target loses more than 0.1 % on any day."
    )
  }

  private func sayDominance(_ report: inout Report) {
    guard comparison.outcomes.count > 1 else { return }
    let dominance = Dominance(measures)
    let basis =
      "worst loss, days lost, times" + (adaptive == nil ? " and rigid loss" : ", rigid loss and adaptive loss")
    guard !dominance.pairs.isEmpty else {
      return report.say("No scenario is worse than another for every target in every measure (\(basis)).")
    }
    let cases = comparison.outcomes.indices.map { (index: $0, below: dominance.dominated(by: $0)) }
    // A chain is told as one.
    let ranked = cases.sorted { $0.below.count > $1.below.count }
    if cases.count > 2, ranked.enumerated().allSatisfy({ $0.element.below.count == cases.count - 1 - $0.offset }) {
      return report.say(
        "From worst to mildest, each at least as bad as the next for every target in every measure (\(basis)): \(ranked.map { name($0.index) }.joined(separator: ", "))."
      )
    }
    for own in cases where !own.below.isEmpty {
      let list =
        own.below.count == cases.count - 1 && own.below.count > 1
        ? "all others" : own.below.map { name($0) }.joined(separator: ", ")
      report.say(
        "\(name(own.index)) is at least as bad as \(list) for every target in every measure (\(basis)), and worse in one."
      )
    }
  }

  private func adaptiveText(_ index: Int) -> AdaptiveText {
    AdaptiveText(comparison.outcomes[index].scenarioCase?.graph ?? comparison.graph)
  }

  /// Why there is no adaptive loss.
  private func sayAdaptive(_ report: inout Report) {
    guard let adaptive else { return }
    var faults: [(text: String, names: [String])] = []
    for (index, outcome) in adaptive.outcomes.enumerated() {
      if let fault = outcome.fault {
        let reason = adaptiveText(index).reason(fault)
        if let place = faults.firstIndex(where: { $0.text == reason }) {
          faults[place].names.append(name(index))
        } else {
          faults.append((reason, [name(index)]))
        }
      }
    }
    for fault in faults {
      report.say("No adaptive loss for \(fault.names.joined(separator: ", ")): \(fault.text)")
    }
  }

  private var measures: [[Double]] {
    timed.measures.enumerated().map { index, own in
      own + comparison.targets.indices.map { adaptiveLoss(index, $0) ?? .nan }
    }
  }

  // MARK: For programs

  private var baselineJSON: JSONValue {
    [
      "id": "baseline", "title": "Baseline", "label": "baseline", "set": .array([]), "scenario": .null,
      "targets": .array(
        comparison.targets.map { target in
          [
            "id": .string(names.id(target)), "worst_loss": .number(0), "worst_day": .null, "lost_days": .number(0),
            "caught_up_days": .number(0), "time_to_survive": .null, "time_to_recover": .integer(0),
            "lost_value": .null, "rigid_loss": .number(0), "rigid_day": .null,
            "adaptive_loss": adaptive == nil ? .null : .number(0),
          ]
        }),
      "trade": comparison.baseline.trade?.json ?? .null, "dominates": .array([]), "error_bound": .number(0),
    ]
  }

  private func json(_ index: Int, _ dominance: Dominance) -> JSONValue {
    let (outcome, result) = (comparison.outcomes[index], timed.results[index])
    let own = outcome.scenarioCase
    return [
      "id": .string(outcome.scenario?.id ?? ""), "title": .string(outcome.scenario?.title ?? ""),
      "label": .string(own?.name ?? ""),
      "set": .array(
        (own?.changes ?? []).map { ["pointer": .string($0.pointer), "value": .string($0.value)] }),
      "scenario": outcome.scenario.map { $0.json(in: own?.graph ?? comparison.graph) } ?? .null,
      "first_shock_day": .integer(result.firstShockDay), "horizon_days": .integer(result.horizonDays),
      "targets": .array(
        outcome.targets.indices.map { position in
          let (rigid, time) = (outcome.targets[position], result.targets[position])
          let members: JSONValue = [
            "id": .string(names.id(rigid.target)), "worst_loss": .number(time.worstLoss),
            "worst_day": .optional(time.worstDay), "lost_days": .number(time.lostDays),
            "caught_up_days": .number(time.caughtUpDays), "time_to_survive": .optional(time.timeToSurvive),
            "time_to_recover": .optional(time.timeToRecover), "lost_value": .optional(time.lostValue),
            "rigid_loss": .number(rigid.rigidLoss), "rigid_day": .optional(rigid.worstDay),
            "adaptive_loss": .optional(adaptiveLoss(index, position)),
          ]
          guard case .object(let given) = members, let own = range(index, position) else { return members }
          return .object(given + rangeJSON(own))
        }),
      "trade": outcome.trade?.json ?? .null,
      "adaptive_fault": .optional(adaptive?.outcomes[index].fault.map { adaptiveText(index).reason($0) }),
      "adaptive_limits": .array((adaptive?.outcomes[index].limits ?? []).map { adaptiveText(index).json($0) }),
      "dominates": .strings(dominance.dominated(by: index).map { name($0) }),
      "warnings": .strings(text.cautions(index)), "error_bound": .number(outcome.errorBound),
    ]
  }
}

extension Report {
  /// Imports under each scenario; nil where none of them changes any.
  fileprivate static func tradeTable(_ comparison: ScenarioComparison) -> Table? {
    guard comparison.outcomes.contains(where: { $0.scenario?.trade.isEmpty == false }) else { return nil }
    var table = Table(
      title: "Imports a year, billion US dollars (see the trade command)",
      columns: [
        .init("scenario", "Scenario"), .init("customs_value", "Customs value", isNumeric: true),
        .init("change", "Change", isNumeric: true), .init("duty", "Duty", isNumeric: true),
        .init("effective_rate", "Effective rate", isNumeric: true),
      ])
    for outcome in CollectionOfOne(comparison.baseline) + comparison.outcomes {
      guard let trade = outcome.trade else { continue }
      table.rows.append([
        .text(outcome.scenarioCase?.name ?? "baseline"), .number(trade.customsValue.value, digits: 1),
        .number(trade.change.value, digits: 2), .number(trade.duty.value, digits: 2),
        .optionalShare(trade.effectiveRate),
      ])
    }
    return table.rows.isEmpty ? nil : table
  }

  fileprivate static func scenarioTable(_ comparison: ScenarioComparison, _ text: GraphText) -> Table {
    var table = Table(
      title: "What the scenarios are",
      columns: [
        .init("scenario", "Scenario"), .init("title", "Title"), .init("hits", "Hits"),
        .init("days", "Longest shock, days", isNumeric: true),
        .init("most_hit", "Most hit without being a target, rigid"),
      ])
    for outcome in comparison.outcomes {
      guard let scenario = outcome.scenario else { continue }
      let days = scenario.shocks.compactMap(\.duration).max()
      let open = scenario.shocks.contains { $0.duration == nil }
      let direct = outcome.ownLosses.count { $0 > 0 }
      let hits = [
        direct > 0 ? NumberText.count(direct, "entity", plural: "entities") : nil,
        outcome.stoppedCount == 0
          ? nil : NumberText.count(outcome.stoppedCount, "supply", plural: "supplies") + " stopped",
        scenario.additions.isEmpty ? nil : NumberText.count(scenario.additions.count, "addition"),
      ].compactMap { $0 }.joined(separator: ", ")
      let indirect = comparison.graph.entityIndices.filter { entity in
        outcome.ownLosses[entity.position] == 0 && outcome.losses[entity.position] > 0
          && !comparison.targets.contains(entity)
      }.sorted { a, b in
        let (la, lb) = (outcome.losses[a.position], outcome.losses[b.position])
        return la != lb ? la > lb : a < b
      }
      let most = indirect.prefix(3).map { "\(text.name($0)) \(NumberText.percent(outcome.losses[$0.position]))" }
      table.rows.append([
        .text(outcome.scenarioCase?.name ?? scenario.id), .text(scenario.title), .text(hits),
        open ? .display("to the end", raw: "") : days.map { .number($0, digits: 0) } ?? .missing,
        .text(most.joined(separator: ", ")),
      ])
    }
    return table
  }
}
