public import Comparison
import DisruptionSimulation
import ScenarioModel
import SupplyGraph

extension Report {
  /// One scenario day by day.
  ///
  /// - Parameters:
  ///   - timed: a comparison of this one scenario.
  ///   - occasions: days that are explained.
  ///   - showsSparklines: whether the table has a column of blocks; for terminals.
  public static func simulation(
    _ timed: TimedComparison, occasions: [TimedComparison.Occasion], showsSparklines: Bool
  ) -> Report {
    SimulationReporter(timed: timed, text: TrajectoryText(timed)).report(occasions, showsSparklines)
  }
}

private struct SimulationReporter {
  let timed: TimedComparison
  let text: TrajectoryText
  private var names: GraphText { text.text }
  private var outcome: ScenarioOutcome { timed.rigid.outcomes[0] }
  private var result: SimulationResult { timed.results[0] }

  func report(_ occasions: [TimedComparison.Occasion], _ showsSparklines: Bool) -> Report {
    let scenario = outcome.scenario
    var report = Report(schema: "simulate", title: "\(scenario?.title ?? ""), day by day")
    if let scenario {
      let events = text.events(scenario, in: outcome.scenarioCase?.graph ?? timed.rigid.graph)
      report.say(events.isEmpty ? "Nothing is hit." : "What happens: " + events.joined(separator: "; ") + ".")
    }
    report.say(text.outcome(0))
    if timed.worstHit(0) != nil { report.say(text.total(0)) }
    sayAbsorbed(&report)
    report.add(table(showsSparklines))
    sayStocks(&report)
    for line in text.cautions(0) { report.say(line) }
    report.say(
      "Loss is the part of a day’s wanted output that is not made. Rigid loss is what the worst day would cost without stocks, transit and work in process. Days count from the scenario’s day 0; time to survive and to recover from the first shock. Back means a loss of at most 1 %."
        + (scenario?.trade.demand.isEmpty == false ? " Rigid loss counts shocks, not demand." : ""))
    addReasons(occasions, &report)
    report.set("first_shock_day", .integer(result.firstShockDay))
    report.set("horizon_days", .integer(result.horizonDays))
    report.set("allocation", .string(result.allocation.rawValue))
    report.set("targets", .array(zip(result.targets, outcome.targets).map { json($0, $1) }))
    report.set("explanation", .array(occasions.map { json($0) }))
    report.set("surplus", .array(result.surplusDays.map { json($0) }))
    report.set("missing_goods", .array(result.missingGoods.map { json($0) }))
    report.set("warnings", .strings(text.cautions(0)))
    report.programTables = [dailyTable]
    return report
  }

  // MARK: For people

  /// Says of what size the shock is that nobody feels.
  private func sayAbsorbed(_ report: inout Report) {
    guard timed.worstHit(0) == nil else { return }
    let rigid = outcome.targets.max { $0.rigidLoss < $1.rigidLoss }
    guard let rigid, rigid.rigidLoss > TargetTrajectory.hitThreshold else {
      let hasShocks = outcome.scenario?.shocks.isEmpty == false
      return report.say(hasShocks ? "Nothing of it reaches them, with or without stocks." : "It has no shock.")
    }
    report.say(
      "Without stocks, goods under way and work in process it would be \(NumberText.percent(rigid.rigidLoss)) of \(names.name(rigid.target))’s output; they bridge the stop."
    )
  }

  private func table(_ showsSparklines: Bool) -> Table {
    let last = TrajectorySpan.lastDay([result], [outcome.scenario].compactMap { $0 })
    var table = Table(columns: [.init("target", "Target")])
    if showsSparklines { table.columns.append(.init("course", "Output, day 0 to \(last)", isNumeric: true)) }
    table.columns += [
      .init("worst_loss", "Worst loss", isNumeric: true), .init("worst_day", "On day", isNumeric: true),
      .init("lost_days", "Days lost", isNumeric: true), .init("caught_up_days", "Caught up", isNumeric: true),
      .init("time_to_survive", "Time to survive", isNumeric: true),
      .init("time_to_recover", "Time to recover", isNumeric: true),
      .init("rigid_loss", "Rigid loss", isNumeric: true),
      .init("default_stock_needs", "Stocks not known", isNumeric: true),
    ]
    for (target, rigid) in zip(result.targets, outcome.targets) {
      let isHit = target.timeToSurvive != nil
      var row: [Table.Cell] = [.display(names.name(target.target), raw: names.id(target.target))]
      if showsSparklines {
        row.append(.display(Sparkline.text(target.loss.prefix(last + 1).map { 1 - $0 }, width: 20), raw: ""))
      }
      row += [
        .share(target.worstLoss), isHit ? target.worstDay.map { .integer($0) } ?? .missing : .missing,
        .number(target.lostDays, digits: 1), .number(target.caughtUpDays, digits: 1),
        TrajectoryText.survival(target), TrajectoryText.recovery(target, result), .share(rigid.rigidLoss),
        .integer(target.defaultStockNeeds),
      ]
      table.rows.append(row)
    }
    return table
  }

  private func sayStocks(_ report: inout Report) {
    let unknown = result.targets.filter { $0.timeToSurvive != nil }.map(\.defaultStockNeeds)
    guard let most = unknown.max(), most > 0 else { return }
    let least = unknown.min() ?? most
    report.say(
      "Stocks not known: on the way to the first loss \(least == most ? "" : "up to ")\(NumberText.count(most, "need has", plural: "needs have")) a stock that nobody has published. It counts as 0, so the first loss may come later than shown."
    )
  }

  private func addReasons(_ occasions: [TimedComparison.Occasion], _ report: inout Report) {
    guard !occasions.isEmpty else { return }
    let binding = BindingText(outcome.scenarioCase?.graph ?? timed.rigid.graph)
    report.sections.append(.heading("Why"))
    var cited: [String] = []
    for occasion in occasions {
      let words =
        switch occasion.kind {
        case .firstLoss: "first loss"
        case .ownFirstLoss: "first loss"
        case .worstDay: "worst day"
        case .asked: "asked for: loss"
        }
      guard let explanation = occasion.explanation,
        let sentence = binding.sentence(explanation, occasion: words)
      else {
        report.say(
          "Day \(occasion.day), \(occasion.kind == .asked ? "asked for" : words): \(names.name(occasion.target)) loses nothing."
        )
        continue
      }
      let sources = binding.sources(explanation)
      cited += sources
      report.say(sentence + (sources.isEmpty ? "" : " Sources: \(sources.joined(separator: ", "))."))
    }
    if let table = names.sourceTable(cited) { report.add(table) }
  }

  // MARK: For programs

  /// A day a row, a target a column.
  private var dailyTable: Table {
    var table = Table(
      columns: [.init("day", "Day", isNumeric: true)]
        + result.targets.map { .init(names.id($0.target), names.name($0.target), isNumeric: true) })
    for day in 0..<max(0, result.horizonDays) {
      table.rows.append(
        [.integer(day)]
          + result.targets.map { $0.loss.indices.contains(day) ? .number($0.loss[day], digits: 6) : .missing })
    }
    return table
  }

  private func json(_ target: TargetTrajectory, _ rigid: ScenarioOutcome.TargetOutcome) -> JSONValue {
    [
      "id": .string(names.id(target.target)), "worst_loss": .number(target.worstLoss),
      "worst_day": .optional(target.worstDay), "lost_days": .number(target.lostDays),
      "caught_up_days": .number(target.caughtUpDays), "time_to_survive": .optional(target.timeToSurvive),
      "time_to_recover": .optional(target.timeToRecover), "lost_value": .optional(target.lostValue),
      "default_stock_needs": .integer(target.defaultStockNeeds), "rigid_loss": .number(rigid.rigidLoss),
      "loss": .array(target.loss.map { .number($0) }),
    ]
  }

  private func json(_ occasion: TimedComparison.Occasion) -> JSONValue {
    let graph = outcome.scenarioCase?.graph ?? timed.rigid.graph
    let kind =
      switch occasion.kind {
      case .firstLoss: "first_loss"
      case .ownFirstLoss: "own_first_loss"
      case .worstDay: "worst_day"
      case .asked: "asked"
      }
    guard let explanation = occasion.explanation, case .object(let members) = BindingText(graph).json(explanation)
    else {
      return [
        "occasion": .string(kind), "target": .string(names.id(occasion.target)), "day": .integer(occasion.day),
        "loss": .number(occasion.loss), "steps": .array([]), "sources": .array([]),
      ]
    }
    return .object([.init("occasion", .string(kind)), .init("loss", .number(occasion.loss))] + members)
  }

  private func json(_ surplus: StockSurplus) -> JSONValue {
    let graph = outcome.scenarioCase?.graph ?? timed.rigid.graph
    let need = graph.needs[surplus.need]
    return [
      "entity": .string(graph[need.entity].id), "product": .string(need.product),
      "days_at_horizon": .number(surplus.atHorizon), "days_at_most": .number(surplus.atMost),
    ]
  }

  private func json(_ missing: MissingGoods) -> JSONValue {
    [
      "entities": .strings(missing.entities.map { names.id($0) }), "scrapped_days": .number(missing.scrappedDays),
      "blocked_days": .number(missing.blockedDays),
    ]
  }
}
