public import LinearProgramming
public import Propagation
public import SupplyGraph

/// How an adaptive answer is to be found.
public struct AdaptiveOptions: Sendable, Equatable {
  /// Whether a target may be made worse than without re-allocation where others gain more.
  public var isFree: Bool
  /// Kinds of need that count; `capital` never does.
  public var kinds: Set<NeedKind>
  /// Whether to measure what limits are worth: one more solution for each that binds.
  public var measuresLimits: Bool

  public init(
    isFree: Bool = false, kinds: Set<NeedKind> = [.flow, .upkeep, .licence], measuresLimits: Bool = true
  ) {
    self.isFree = isFree
    self.kinds = kinds
    self.measuresLimits = measuresLimits
  }
}

/// The least that targets need lose if everybody re-allocates at once: the other end from the rigid answer.
///
///     minimise   Σ ω_t · loss_t                               loss_t = 1 − (what t still delivers) / d_t
///     where      x_s ≥ Σ over customers y_ns + deliveries of s as a target
///                x_s ≤ k_s · capacity_s                       capacity: stated, else (1 + spare_s) · z_s
///                x_i ≤ x⁰_i (1 − c_n) + c_n (u_n · x⁰_i + Σ_s y_ns / r_n)        for every need n of i
///                y_ns ≤ max_share · V_n and its capacity; a stopped supply delivers 0
///                loss_t ≤ rigid loss of t                     dropped with `isFree`
///
/// x outputs and y deliveries in USD billion a year; z, V, r, d are `ProductionSizes`; x⁰_i = z_i, or for an idle
/// alternate its capacity. Places, owners, hazards and needs without a volume are no flows: they limit x_i to
/// capacity_i · (1 − c_n (1 − q_n)), where q_n is the part of the need that is available. Unattributed supply stays as
/// it was.
///
/// **Which best answer.** Several splits of the same goods can have the same weighted loss. Of these the answer is the
/// one whose largest loss is smallest, then its second largest, and so on. So losses do not depend on the solver or on
/// the order of targets. Of the flows that bring it about, those with the least use of alternates are shown.
///
/// **What limits are worth** is measured and not read off the duals, which at a corner where many limits meet (and a
/// chain without spare capacity is such a corner) promise too much: the program is solved again with one percent more.
///
/// Assumptions: everything that a supplier makes is one good; whoever is attributed to a need can deliver more of it;
/// switching takes no time and costs nothing; sales to others than targets can be diverted; no stocks. Bias: too good a
/// world for short disruptions. Where spare capacity is not stated, and unattributed supply is taken as fixed, too bad
/// a one. The two answers bound this model's answer, not the world's. Worked by hand: `Docs/Methods/Adaptive.md`.
///
/// - Complexity: a linear program of some E columns and rows for E needs and supplies upstream of the targets, solved
///   once, up to T + 2 times more for T targets, and once for every limit that binds.
/// - Reference: Simchi-Levi et al. 2015, doi:10.1287/inte.2015.0804, for re-allocation after a disruption as a linear
///   program.
public struct AdaptiveAnswer: Sendable {
  public let targets: [EntityIndex]
  /// Loss of each target, 0…1.
  public let losses: [Double]
  /// Σ ω_t · loss_t / Σ ω_t.
  public let weightedLoss: Double
  /// Limits that cost the targets something, by falling saving; empty where they were not to be measured.
  public let limits: [BindingLimit]
  /// What each entity makes, in units of `ProductionSizes`; 0 for those that are not upstream or have no size.
  public let output: [Double]
  /// What each entity could make under the shock, same units.
  public let capacityLeft: [Double]
  /// Entities that make all they can, in file order. Without spare capacity these are all who are hit or fully used.
  public let atCapacity: [EntityIndex]
  /// Supplies of qualified alternates and how much of them is used, in file order.
  public let alternates: [AlternateUse]
  /// Qualified alternates that state neither capacity nor largest share, as indices of supplies: they cannot help.
  public let unusableAlternates: [Int]
  public let sizes: ProductionSizes

  /// Finds the answer.
  ///
  /// - Parameter weights: ω of each target, none negative.
  /// - Parameter ownLosses: what the shock takes from whom; of several hits on one entity the largest counts.
  /// - Parameter blockedSupplies: supplies that deliver nothing, as indices into the graph's supplies.
  /// - Parameter rigidLosses: loss of each target without re-allocation, from `AvailabilityEngine` under the same shock.
  /// - Throws: ``AdaptiveAnswerError``
  public init(
    _ graph: SupplyGraph, targets: [EntityIndex], weights: [Double], ownLosses: [Hit], blockedSupplies: Set<Int> = [],
    rigidLosses: [Double], options: AdaptiveOptions = AdaptiveOptions()
  ) throws(AdaptiveAnswerError) {
    let total = weights.reduce(0, +)
    guard weights.count == targets.count, rigidLosses.count == targets.count, Set(targets).count == targets.count
    else { throw .mismatchedTargets }
    guard weights.allSatisfy({ $0 >= 0 }), total.isFinite, total > 0 else { throw .badWeights }
    let sizes: ProductionSizes
    do { sizes = try ProductionSizes(graph, targets: targets, kinds: options.kinds) } catch { throw .sizes(error) }
    let network = ResponseNetwork(
      graph, sizes, targets: targets, ownLosses: ownLosses, blockedSupplies: blockedSupplies, kinds: options.kinds)
    let most = rigidLosses.map { options.isFree ? 1 : min(1, max(0, $0)) }
    let program = ResponseProgram(network, weights: weights.map { $0 / total }, mostLost: most)
    do {
      let search = try ResponseSearch(program)
      losses = search.losses
      weightedLoss = search.weightedLoss
      limits = options.measuresLimits ? try search.limits() : []
      let flows = try search.leanestFlows()
      output = flows.output
      capacityLeft = flows.capacityLeft
      atCapacity = flows.atCapacity
      alternates = flows.alternates
    } catch { throw .program(error) }
    unusableAlternates = network.unusableAlternates
    self.targets = targets
    self.sizes = sizes
  }
}

/// Why there is no adaptive answer.
public enum AdaptiveAnswerError: Error, Sendable, Equatable {
  /// Not one weight and one rigid loss for each target, or a target twice.
  case mismatchedTargets
  /// A weight is negative or not a number, or all are 0.
  case badWeights
  /// The graph's sizes cannot be computed.
  case sizes(ProductionSizesError)
  /// The linear program has no answer; `libraryMissing` where Clp is not installed.
  case program(LinearProgramError)
}

/// A limit that costs the targets something.
public struct BindingLimit: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// What an entity can make: its spare capacity where it is whole, what is left of it where it is hit.
    case capacity
    /// How much of a place, an owner or a hazard group is left.
    case availability
    /// An entity's dependence on a place, an owner, a hazard or a need without a volume.
    case dependence
    /// The largest share or the capacity of a supply.
    case supply
  }

  public var kind: Kind
  /// Who is limited; for a supply the supplier.
  public var entity: EntityIndex
  /// Product of the need it is about; nil for capacity and availability.
  public var product: String?
  /// Index of the need, for dependence and supply.
  public var need: Int?
  /// Index of the supply, for a supply.
  public var supply: Int?
  /// Weighted target loss saved by one more percent of the undisturbed capacity (for a supply: of its limit), 0…1.
  ///
  /// One percent alone, everything else as it is: savings of several limits do not add up.
  public var saving: Double
  /// What the dual promises for the same percent; never less than `saving`.
  public var price: Double
}

/// What a qualified alternate delivers.
public struct AlternateUse: Sendable, Equatable {
  /// Index of the supply.
  public var supply: Int
  /// Delivered, USD billion a year.
  public var delivered: Double
  /// Part of the need's normal volume: normally, now, and at most. `limit` is nil where nothing but the supplier's
  /// capacity limits it.
  public var normalShare: Double
  public var share: Double
  public var limit: Double?
}
