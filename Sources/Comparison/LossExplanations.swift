public import DisruptionSimulation
public import SupplyGraph

extension TimedComparison {
  /// Why one target loses on one day.
  public struct Occasion: Sendable {
    /// What makes the day worth asking about.
    public enum Kind: Sendable, Equatable {
      /// Nobody loses earlier.
      case firstLoss
      /// The first day of the target that is hit worst.
      case ownFirstLoss
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

  /// The target of an outcome that loses first, in the order asked for where several do; nil where nobody loses.
  public func firstHit(_ outcome: Int) -> TargetTrajectory? {
    results[outcome].targets.enumerated().filter { $0.element.timeToSurvive != nil }.min { a, b in
      let (x, y) = (a.element.timeToSurvive ?? 0, b.element.timeToSurvive ?? 0)
      return x != y ? x < y : a.offset < b.offset
    }?.element
  }

  /// Explains the target of an outcome that loses first on that day, the one that is hit worst on its first day of loss
  /// and on its worst day, and the same on a day that was asked for.
  ///
  /// Runs the scenario once more with everything recorded.
  ///
  /// - Parameter asked: a day within the horizon; the worst-hit target is explained on it, or the first target where
  ///   nobody is hit.
  /// - Throws: `SimulationError` where the scenario cannot be simulated.
  public func occasions(_ outcome: Int, asked: Int? = nil) throws(SimulationError) -> [Occasion] {
    guard results.indices.contains(outcome), let own = rigid.outcomes[outcome].scenarioCase else { return [] }
    let result = results[outcome]
    guard let subject = worstHit(outcome) ?? (asked == nil ? nil : result.targets.first) else { return [] }
    var days: [(kind: Occasion.Kind, subject: TargetTrajectory, day: Int)] = []
    for (kind, subject) in [(Occasion.Kind.firstLoss, firstHit(outcome)), (.ownFirstLoss, worstHit(outcome))] {
      guard let subject, let survived = subject.timeToSurvive else { continue }
      let day = result.firstShockDay + survived
      if !days.contains(where: { $0.subject.target == subject.target && $0.day == day }) {
        days.append((kind, subject, day))
      }
    }
    if let worst = subject.worstDay, subject.timeToSurvive != nil,
      !days.contains(where: { $0.subject.target == subject.target && $0.day == worst })
    {
      days.append((.worstDay, subject, worst))
    }
    if let asked, (0..<result.horizonDays).contains(asked) { days.append((.asked, subject, asked)) }
    guard !days.isEmpty else { return [] }
    let model = try SimulationModel(own.graph, options: options)
    let isDated = own.graph != rigid.graph && own.additionsOf == nil
    let schedule = try DisruptionSchedule(
      own.scenario, for: model, undated: isDated ? rigid.graph : nil, targets: rigid.targets)
    let record = DisruptionSimulator(model).run(schedule, targets: rigid.targets, recording: .everything).record
    return days.map { entry in
      let subject = entry.subject
      let loss = subject.loss.indices.contains(entry.day) ? subject.loss[entry.day] : 0
      let explanation =
        loss > 1e-9
        ? record.map { BindingExplanation($0, model, target: subject.target, day: entry.day) } : nil
      return Occasion(kind: entry.kind, target: subject.target, day: entry.day, loss: loss, explanation: explanation)
    }
  }
}
