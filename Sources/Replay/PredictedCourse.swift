public import DisruptionSimulation
public import ScenarioModel

/// What a simulation says of one target, as far as observations can be held against it.
///
/// Days count from the start of the first shock.
public struct PredictedCourse: Sendable, Equatable {
  /// Daily loss 0…1 from the first shock's start to the horizon.
  public var loss: [Double]
  public var worstLoss: Double
  /// First day of the worst loss; nil where nothing is lost.
  public var worstDay: Int?
  /// Σ loss over the whole horizon.
  public var lostDays: Double
  /// nil where nothing is lost.
  public var firstLossDay: Int?
  /// 0 where nothing is lost, nil where the loss lasts to the horizon.
  public var recoveryDay: Int?

  public init(
    loss: [Double], worstLoss: Double, worstDay: Int?, lostDays: Double, firstLossDay: Int?, recoveryDay: Int?
  ) {
    self.loss = loss
    self.worstLoss = worstLoss
    self.worstDay = worstDay
    self.lostDays = lostDays
    self.firstLossDay = firstLossDay
    self.recoveryDay = recoveryDay
  }

  /// A target of a result.
  public init(_ target: TargetTrajectory, firstShockDay: Int) {
    self.init(
      loss: Array(target.loss.dropFirst(firstShockDay)), worstLoss: target.worstLoss,
      worstDay: target.worstDay.map { $0 - firstShockDay }, lostDays: target.lostDays,
      firstLossDay: target.timeToSurvive, recoveryDay: target.timeToRecover)
  }

  /// The predicted figure; nil where the answer is "never": no loss at all for the day of a loss, no recovery within
  /// the horizon for the day of recovery, a mean over days that were not simulated.
  public func figure(_ measure: DisruptionMeasure, window: Range<Int>? = nil) -> Double? {
    switch measure {
    case .worstLoss: return worstLoss
    case .meanLoss:
      guard let window, !window.isEmpty, window.lowerBound >= 0, window.upperBound <= loss.count else { return nil }
      return loss[window].reduce(0, +) / Double(window.count)
    case .lostDays: return lostDays
    case .firstLossDay: return firstLossDay.map(Double.init)
    case .worstDay: return worstDay.map(Double.init)
    case .recoveryDay: return recoveryDay.map(Double.init)
    }
  }
}
