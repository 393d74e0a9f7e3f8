/// What a network loses when firms fail, and how the cascade ended.
public struct SystemicRiskIndex: Hashable, Sendable {
  /// Loss of output of the whole network weighed by sales, 0…1: Σ s_i/S·(1 − min(hd_i, hu_i)).
  public var value: Double
  /// The same from the downstream cascade alone: who lacks inputs.
  public var downstream: Double
  /// The same from the upstream cascade alone: who lacks customers.
  public var upstream: Double
  /// Steps of the cascade, T.
  public var steps: Int
  /// The largest change of a firm in the last step; at most ε where the cascade ended by itself.
  public var lastChange: Double
  /// The most by which going on for ever could raise `value`, up to rounding; nil where none could be proven.
  public var remainder: Double?
  /// Firms that lose anything.
  public var firmsHit: Int

  /// Whether the last change was small enough within the limit of steps.
  public var isConverged: Bool
}

/// How a cascade runs.
public struct SystemicRiskOptions: Hashable, Sendable {
  /// A cascade ends when no firm changes by more than this.
  public var epsilon: Double
  /// Whether rivals replace a failed seller as far as their size allows (σ < 1).
  public var hasSubstitution: Bool
  /// Steps after which it is stopped whatever still moves.
  public var stepLimit: Int
  /// Whether to prove how much stopping leaves out.
  public var wantsRemainder: Bool

  /// - Parameter epsilon: 0 or more; the paper has 10⁻².
  public init(
    epsilon: Double = 1e-9, hasSubstitution: Bool = false, stepLimit: Int = 100_000, wantsRemainder: Bool = true
  ) {
    self.epsilon = max(0, epsilon)
    self.hasSubstitution = hasSubstitution
    self.stepLimit = max(1, stepLimit)
    self.wantsRemainder = wantsRemainder
  }
}

/// A part of a firm that fails.
public struct FirmFailure: Hashable, Sendable {
  public var firm: Int
  /// Part of its output that is lost, 1 − ψ: 1 for a closure.
  public var loss: Double

  public init(firm: Int, loss: Double = 1) {
    self.firm = firm
    self.loss = loss
  }
}
