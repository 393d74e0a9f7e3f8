/// What would be lost at each scenario's worst moments if everybody reallocated as well as possible.
public struct AdaptiveLosses: Sendable, Equatable {
  /// Whether a target may be made worse off than without reallocation, for the good of the others.
  public enum Mode: String, Sendable, CaseIterable {
    /// No target loses more than by the rigid answer.
    case constrained
    /// Least loss of all targets together, whoever bears it.
    case free
  }

  public var mode: Mode
  /// By outcome and target; nil where there is no answer.
  public var losses: [[Double?]]
  /// By outcome: why there is no answer, and what one more of something would save.
  public var faults: [String?]

  public init(mode: Mode, losses: [[Double?]], faults: [String?]) {
    self.mode = mode
    self.losses = losses
    self.faults = faults
  }
}
