public import FaultTrees
public import Propagation
public import SupplyGraph

/// How failures of suppliers fail a buyer.
public enum CutSetStructure: String, Sendable, CaseIterable {
  /// An entity fails iff it is in the set or some essential need (criticality 1) has all its attributed suppliers
  /// failed; the least solution. Sizes of shares and unattributed supply do not matter.
  case boolean
  /// A target is down once it loses at least the threshold by the availability rule.
  case weighted
}

/// When several targets count as down.
public enum TargetCombination: String, Sendable, CaseIterable {
  case all
  case any
}

/// Which sets of failures are asked for.
public struct CutSetQuestion: Sendable {
  /// Loss from which a target is down, unless stated.
  public static let defaultThreshold = 0.5
  /// Largest size of a set, unless stated.
  public static let defaultOrder = 3
  /// A loss below the threshold by no more than this reaches it.
  public static let tolerance = 1e-9

  public var targets: [EntityIndex]
  public var combination: TargetCombination
  public var structure: CutSetStructure
  /// Loss from which a target is down, above 0 and at most 1; `boolean` does not use it.
  public var threshold: Double
  public var order: Int
  /// Entities that may fail by themselves; nil for everything upstream. Targets never count.
  public var candidates: [EntityIndex]?
  /// Whether `boolean` counts qualified alternates, which deliver nothing today, as suppliers.
  public var includesQualified: Bool
  public var options: CompilationOptions
  public var limits: CutSetLimits

  public init(
    targets: [EntityIndex], combination: TargetCombination = .all, structure: CutSetStructure = .weighted,
    threshold: Double = CutSetQuestion.defaultThreshold, order: Int = CutSetQuestion.defaultOrder,
    candidates: [EntityIndex]? = nil, includesQualified: Bool = false,
    options: CompilationOptions = CompilationOptions(), limits: CutSetLimits = .supplyChain
  ) {
    self.targets = targets
    self.combination = combination
    self.structure = structure
    self.threshold = threshold
    self.order = order
    self.candidates = candidates
    self.includesQualified = includesQualified
    self.options = options
    self.limits = limits
  }
}

extension CutSetLimits {
  /// A hundred thousand sets and some ten seconds.
  public static let supplyChain = CutSetLimits(sets: 100_000, work: 4_000_000_000)
}

/// Why there is no answer.
public enum CutSetError: Error, Sendable, Equatable {
  case noTarget
  case thresholdOutOfRange(Double)
  case orderOutOfRange(Int)
  /// The graph is too large for 32-bit indices.
  case tooLarge
}
