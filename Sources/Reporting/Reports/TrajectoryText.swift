public import Comparison
public import DisruptionSimulation
import ScenarioModel
import SupplyGraph

/// What a simulated scenario does to its targets, in sentences and cells.
public struct TrajectoryText {
  let timed: TimedComparison
  let text: GraphText

  public init(_ timed: TimedComparison) {
    self.timed = timed
    text = GraphText(timed.rigid.graph)
  }

  /// The first day of loss of a target; nil for none.
  static func firstLossDay(_ target: TargetTrajectory, _ result: SimulationResult) -> Int? {
    target.timeToSurvive.map { $0 + result.firstShockDay }
  }

  /// The first day on which a target is back; nil where it never was away, or never comes back.
  static func recoveryDay(_ target: TargetTrajectory, _ result: SimulationResult) -> Int? {
    guard target.timeToSurvive != nil, let days = target.timeToRecover else { return nil }
    // A loss that never passed 1 % is back when it is below a thousandth again.
    guard days == 0 else { return days + result.firstShockDay }
    return target.loss.lastIndex { $0 > TargetTrajectory.hitThreshold }.map { $0 + 1 }
  }

  static func survival(_ target: TargetTrajectory) -> Table.Cell {
    target.timeToSurvive.map { .display("\($0) d", raw: "\($0)") } ?? .display("–", raw: "")
  }

  static func recovery(_ target: TargetTrajectory, _ result: SimulationResult) -> Table.Cell {
    guard target.timeToSurvive != nil else { return .display("–", raw: "0") }
    guard let days = target.timeToRecover else { return .display("not back", raw: "") }
    return .display(days == 0 ? "below 1 %" : "\(days) d", raw: "\(days)")
  }

  public func firstLossDay(_ target: TargetTrajectory, _ index: Int) -> Int? {
    Self.firstLossDay(target, timed.results[index])
  }

  public func recoveryDay(_ target: TargetTrajectory, _ index: Int) -> Int? {
    Self.recoveryDay(target, timed.results[index])
  }

  /// `−93.4 % on day 57, 88 days lost`, for the end of a line.
  public func detail(_ target: TargetTrajectory) -> String {
    guard target.timeToSurvive != nil, let day = target.worstDay else { return "no loss" }
    let days = NumberText.decimal(target.lostDays, digits: target.lostDays < 10 ? 1 : 0)
    return "−\(NumberText.percent(target.worstLoss)) on day \(day), \(days) days lost"
  }

  /// `Microsoft`, `6 hyperscalers`, `4 targets`.
  public var targetWords: String {
    let targets = timed.rigid.targets
    let kinds = Set(targets.map { text.graph[$0].kind.rawValue })
    if targets.count == 1 { return text.name(targets[0]) }
    return kinds.count == 1 ? "\(targets.count) \(kinds.first ?? "")s" : "\(targets.count) targets"
  }

  /// What happens, one phrase a shock; then demand and added capacity.
  func events(_ scenario: Scenario, in graph: SupplyGraph, limit: Int = 6) -> [String] {
    let shocks = ShockText(graph)
    var events = scenario.shocks.prefix(limit).map { shocks.phrase($0) }
    if scenario.shocks.count > limit {
      events.append(NumberText.count(scenario.shocks.count - limit, "further shock"))
    }
    let scrap = scenario.shocks.map(\.scrap).max() ?? 0
    if scrap > 0 {
      events.append("up to \(NumberText.percent(scrap)) of the work in process of what is hit is scrapped")
    }
    for change in scenario.trade.demand {
      events.append("demand of \(text.names(change.choices.map(\.entity))) × \(NumberText.plain(change.factor))")
    }
    if !scenario.additions.isEmpty {
      events.append("\(NumberText.count(scenario.additions.count, "capacity addition")) over time")
    }
    return events
  }

  /// Who loses first, who most, when it is over: a sentence or two.
  public func outcome(_ index: Int) -> String {
    let result = timed.results[index]
    guard let worst = timed.worstHit(index) else {
      return result.targets.count == 1
        ? "\(text.name(result.targets[0].target)) never loses more than 0.1 % of a day’s output."
        : "None of the \(result.targets.count) targets ever loses more than 0.1 % of a day’s output."
    }
    var sentences: [String] = []
    let hit = result.targets.filter { $0.timeToSurvive != nil }
    let first = hit.compactMap { Self.firstLossDay($0, result) }.min() ?? 0
    let leaders = hit.filter { Self.firstLossDay($0, result) == first }.map(\.target)
    let who =
      result.targets.count > 1
      ? "\(text.names(leaders)) \(leaders.count == 1 ? "loses" : "lose") first" : "\(text.name(worst.target)) loses"
    sentences.append("\(who) on day \(first)" + (result.targets.count > 1 ? "" : " for the first time") + ".")
    sentences.append(
      "At worst \(NumberText.percent(worst.worstLoss)) of \(text.name(worst.target))’s output is missing, on day \(worst.worstDay ?? 0)."
    )
    sentences.append(end(hit, result))
    return sentences.joined(separator: " ")
  }

  /// The same in a line or two, with the rigid loss.
  public func caption(_ index: Int) -> String {
    let result = timed.results[index]
    let rigid = timed.rigid.outcomes[index].targets.map(\.rigidLoss).max() ?? 0
    let size = rigid > 0 ? " Rigid: −\(NumberText.percent(rigid))." : ""
    guard let worst = timed.worstHit(index), let first = timed.firstHit(index) else {
      return "No loss above 0.1 %." + size
    }
    let hit = result.targets.filter { $0.timeToSurvive != nil }
    let isBack = hit.allSatisfy { $0.timeToRecover != nil }
    let back = hit.compactMap { Self.recoveryDay($0, result) }.max() ?? 0
    let isOne = result.targets.count == 1
    return "First loss: day \(Self.firstLossDay(first, result) ?? 0)\(isOne ? "" : ", \(text.name(first.target))"). "
      + "Worst: −\(NumberText.percent(worst.worstLoss)), day \(worst.worstDay ?? 0)\(isOne ? "" : ", \(text.name(worst.target))"). "
      + (isBack ? "Back: day \(back)." : "Not back by day \(result.horizonDays).") + size
  }

  private func end(_ hit: [TargetTrajectory], _ result: SimulationResult) -> String {
    let never = hit.filter { $0.timeToRecover == nil }
    if !never.isEmpty {
      return
        "Not back when the simulation ends on day \(result.horizonDays): \(text.names(never.map(\.target), limit: 8))."
    }
    let day = hit.compactMap { Self.recoveryDay($0, result) }.max() ?? 0
    let who =
      hit.count == 1
      ? "It is"
      : hit.count == 2
        ? "Both are" : result.targets.count == hit.count ? "All \(hit.count) are" : "All \(hit.count) that lose are"
    return "\(who) back on day \(day)."
  }

  /// What is lost in all.
  func total(_ index: Int) -> String {
    let result = timed.results[index]
    let lost = result.targets.reduce(0) { $0 + $1.lostDays }
    let caught = result.targets.reduce(0) { $0 + $1.caughtUpDays }
    let values = result.targets.compactMap(\.lostValue)
    let count = result.targets.count
    var sentence =
      count == 1
      ? "Lost in all: \(NumberText.decimal(lost, digits: 1)) days of output"
      : "Lost in all: \(NumberText.decimal(lost, digits: 1)) days of output over \(count) targets, \(NumberText.decimal(lost / Double(max(1, count)), digits: 1)) each on average"
    if !values.isEmpty {
      sentence += ", worth USD \(NumberText.decimal(values.reduce(0, +), digits: 1)) bn of purchases"
      if values.count < count { sentence += " (\(values.count) targets whose volumes are known)" }
    }
    sentence +=
      caught > 0.05
      ? "; \(NumberText.decimal(caught, digits: 1)) days of it are caught up later."
      : "; none of it is caught up later."
    return sentence
  }

  /// Warnings and faults of a run that a reader has to know.
  ///
  /// - Parameter withSurplus: whether stocks that grow are among them.
  func cautions(_ index: Int, withSurplus: Bool = true) -> [String] {
    let result = timed.results[index]
    var lines: [String] = result.missingGoods.map { missing in
      var why: [String] = []
      if missing.scrappedDays > 0 {
        why.append("\(NumberText.decimal(missing.scrappedDays, digits: 1)) days of output were scrapped inside it")
      }
      if missing.blockedDays > 0 {
        why.append("\(NumberText.decimal(missing.blockedDays, digits: 1)) days of deliveries inside it were blocked")
      }
      return
        "Missing goods: \(text.names(missing.entities)) need each other’s output and do not come back by themselves: \(why.isEmpty ? "the loop ran empty" : why.joined(separator: ", "))."
    }
    if result.allocation == .orders {
      lines.append(
        "Allocation by orders: what one customer cannot use goes to the others. A larger shock can then cost less.")
    }
    let graph = timed.rigid.outcomes[index].scenarioCase?.graph ?? timed.rigid.graph
    let surplus = result.surplusDays.filter { $0.atMost >= 0.5 }.sorted { $0.atMost > $1.atMost }
    if withSurplus, let most = surplus.first {
      let need = graph.needs[most.need]
      lines.append(
        "Goods go on arriving where they cannot be used: \(NumberText.count(surplus.count, "stock")) grow beyond their usual size, most at \(text.name(need.entity)) (\(graph.productName(need.product)), \(NumberText.decimal(most.atMost, digits: 0)) days). A second shock soon after would look milder than it should."
      )
    }
    for warning in result.warnings { lines.append(sentence(warning, in: graph)) }
    return lines
  }

  private func sentence(_ warning: SimulationWarning, in graph: SupplyGraph) -> String {
    switch warning {
    case .demandChangeWithoutEffect(let entity):
      "The change of demand of \(text.name(entity)) has no effect: it is no target."
    case .alternateWithoutLimit(let supply):
      "\(graph.supplies.indices.contains(supply) ? text.name(graph.supplies[supply].supplier) : "A supplier") is a qualified alternate without capacity or max_share and cannot help."
    case .iteratedComponent(let entities):
      "A circle of \(entities) entities that supply each other on the same day was approached step by step; its loss may be too low by rounding."
    case .additionsWithoutDate:
      "The graph has no date, so capacity additions are in place from the first day on."
    case .recordTooLarge:
      "The run is too large to be explained day by day; ask for a shorter --horizon."
    }
  }
}
