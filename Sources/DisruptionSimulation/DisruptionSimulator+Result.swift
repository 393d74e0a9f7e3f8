import Propagation
import SupplyGraph

extension DisruptionSimulator {
  /// The figures of the run that just ended.
  func result(_ schedule: DisruptionSchedule, _ entities: [EntityIndex]) -> SimulationResult {
    var warnings = model.warnings + schedule.warnings
    if hasIterated > 0 { warnings.append(.iteratedComponent(entities: hasIterated)) }
    if recorder?.isTooLarge == true { warnings.append(.recordTooLarge) }
    let trajectories = zip(entities, targets.figures).map { trajectory($0, $1, schedule) }
    return SimulationResult(
      horizonDays: schedule.horizonDays, firstShockDay: schedule.firstShockDay, allocation: model.options.allocation,
      targets: trajectories, surplusDays: surpluses(), missingGoods: missingGoods(schedule),
      record: recorder?.record, warnings: warnings)
  }

  private func trajectory(
    _ target: EntityIndex, _ figures: TargetFigures.Figures, _ schedule: DisruptionSchedule
  ) -> TargetTrajectory {
    let recovered: Int?
    switch figures.lastHitDay {
    case nil: recovered = 0
    case (let last?) where last == schedule.horizonDays - 1: recovered = nil
    case let last?: recovered = last + 1 - schedule.firstShockDay
    }
    let demand = state.demand[Int(figures.position)]
    let volume = model.graph.netVolume(of: target, kinds: model.options.kinds)
    return TargetTrajectory(
      target: target, loss: figures.days, worstLoss: figures.worstLoss, worstDay: figures.worstDay,
      lostDays: figures.lostDays, caughtUpDays: figures.caughtUpDays,
      timeToSurvive: figures.firstHitDay.map { $0 - schedule.firstShockDay }, timeToRecover: recovered,
      lostValue: volume.map { figures.lostDays / 365 * demand * $0 },
      defaultStockNeeds: figures.defaultStockNeeds)
  }

  private func surpluses() -> [StockSurplus] {
    var result: [StockSurplus] = []
    for need in 0..<rows.needCount where state.surplus[need] > RefillWorkspace.smallestGap {
      let left = max(0, state.stock[need] - state.buffer[need])
      result.append(
        StockSurplus(
          need: Int(rows.needIndex[need]), atHorizon: left > RefillWorkspace.smallestGap ? left : 0,
          atMost: state.surplus[need]))
    }
    return result.sorted { $0.need < $1.need }
  }

  /// Closed loops that lost goods and still lose output although nothing acts from outside any more.
  ///
  /// What is missing goes round: on some days nothing shows. So a loss counts that is no older than one round.
  private func missingGoods(_ schedule: DisruptionSchedule) -> [MissingGoods] {
    let last = schedule.horizonDays - 1
    let isOver =
      schedule.curves.allSatisfy { $0.count <= last || ($0.last ?? 0) <= TargetTrajectory.hitThreshold }
      && schedule.blocks.allSatisfy { Int($0.until) <= last }
    guard isOver else { return [] }
    return model.closedLoops.indices.compactMap { loop in
      let hasReason =
        lostInLoop[loop] > 0 || blockedInLoop[loop] > 0 || isByOrders || !schedule.demand.isEmpty
      let age = last - lastLossInLoop[loop]
      guard hasReason, lastLossInLoop[loop] >= 0, age <= round(model.closedLoops[loop], loop) else { return nil }
      return MissingGoods(
        entities: model.closedLoops[loop].map { model.entity(at: Int($0)) }.sorted(),
        scrappedDays: lostInLoop[loop], blockedDays: blockedInLoop[loop])
    }
  }

  /// Days that goods take round a loop at most.
  private func round(_ members: [Int32], _ loop: Int) -> Int {
    var days = 0
    for member in members {
      days += Int(min(rows.cycleDays[Int(member)], Double(SimulationOptions.longestHorizonDays)))
      var longest: Int32 = 0
      for need in rows.needs(Int(member)) {
        for supply in rows.supplies(need) where Int(closedLoopOf[Int(rows.supplier[supply])]) == loop {
          longest = max(longest, rows.lag[supply])
        }
      }
      days += Int(longest)
    }
    return days
  }
}
