public import DisruptionSimulation
public import SupplyGraph

extension TimedComparison {
  /// Why one target loses on one day.
  public struct Occasion: Sendable {
    /// What makes the day worth asking about.
    public enum Kind: Sendable, Equatable {
      case firstLoss
      case worstDay
      /// Somebody asked for it.
      case asked
    }

    public var kind: Kind
    public var target: EntityIndex
    public var day: Int
    /// Loss of the target on the day.
    public var loss: Double
    /// nil where the target loses nothing on the day.
    public var explanation: BindingExplanation?
  }

  /// The target of an outcome that is hit worst: by worst loss, then by days lost, then in the order asked for.
  ///
  /// nil where nobody loses more than the threshold.
  public func worstHit(_ outcome: Int) -> TargetTrajectory? {
    let hit = results[outcome].targets.filter { $0.worstLoss > TargetTrajectory.hitThreshold }
    return hit.enumerated().max { a, b in
      let (x, y) = (a.element, b.element)
      if x.worstLoss != y.worstLoss { return x.worstLoss < y.worstLoss }
      return x.lostDays != y.lostDays ? x.lostDays < y.lostDays : a.offset > b.offset
    }?.element
  }

  /// Explains the worst-hit target of an outcome on its first day of loss and on its worst day, and on a day that was
  /// asked for.
  ///
  /// Runs the scenario once more with everything recorded.
  ///
  /// - Parameter asked: a day within the horizon; the worst-hit target is explained on it, or the first target where
  ///   nobody is hit.
  /// - Throws: ``SimulationError`` where the scenario cannot be simulated.
  public func occasions(_ outcome: Int, asked: Int? = nil) throws(SimulationError) -> [Occasion] {
    guard results.indices.contains(outcome), let own = rigid.outcomes[outcome].scenarioCase else { return [] }
    let result = results[outcome]
    guard let subject = worstHit(outcome) ?? (asked == nil ? nil : result.targets.first) else { return [] }
    var days: [(kind: Occasion.Kind, day: Int)] = []
    if let survived = subject.timeToSurvive { days.append((.firstLoss, result.firstShockDay + survived)) }
    if let worst = subject.worstDay, worst != days.first?.day, !days.isEmpty { days.append((.worstDay, worst)) }
    if let asked, (0..<result.horizonDays).contains(asked) { days.append((.asked, asked)) }
    guard !days.isEmpty else { return [] }
    let model = try SimulationModel(own.graph, options: options)
    let isDated = own.graph != rigid.graph && own.additionsOf == nil
    let schedule = try DisruptionSchedule(
      own.scenario, for: model, undated: isDated ? rigid.graph : nil, targets: rigid.targets)
    let record = DisruptionSimulator(model).run(schedule, targets: rigid.targets, recording: .everything).record
    return days.map { entry in
      let loss = subject.loss.indices.contains(entry.day) ? subject.loss[entry.day] : 0
      let explanation =
        loss > 1e-9
        ? record.map { BindingExplanation($0, model, target: subject.target, day: entry.day) } : nil
      return Occasion(kind: entry.kind, target: subject.target, day: entry.day, loss: loss, explanation: explanation)
    }
  }
}
